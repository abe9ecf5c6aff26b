"""`milepost worker`: it runs its jobs, and ends cleanly."""

import signal


def test_it_starts_and_ends_cleanly(starting, settings):
    urls = {"MILEPOST_DATABASE_URL": settings.database_url, "MILEPOST_REDIS_URL": settings.redis_url}
    with starting("worker", **urls, MILEPOST_LOG_LEVEL="debug") as worker:
        worker.await_words(r"worker\.started")
        worker.await_words(r"← upkeep ●")
        status = worker.end(signal.SIGTERM)

        assert status == 0
        worker_said = worker.said.read_text("utf-8")
    assert "worker.stopped" in worker_said
    assert "Traceback" not in worker_said
