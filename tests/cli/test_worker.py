"""`milepost worker`: it runs its jobs, and ends cleanly."""

import signal

from servers.directory import data_directory
from servers.valkey import embedded_valkey


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


def test_it_says_so_when_valkey_is_gone(starting, settings, tmp_path):
    with data_directory(tmp_path / "data") as directory:
        with embedded_valkey(directory) as valkey:
            urls = {"MILEPOST_DATABASE_URL": settings.database_url, "MILEPOST_REDIS_URL": valkey.url}
            with starting("worker", **urls) as worker:
                worker.await_words(r"worker\.started")
                valkey.process.terminate()
                status = worker.process.wait(60)
                said = worker.said.read_text("utf-8")

    assert status == 1
    assert "milepost: Valkey (MILEPOST_REDIS_URL) is gone, so the worker ends: " in said
    assert "Traceback" not in said
