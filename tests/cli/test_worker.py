"""`milepost worker`: it runs its jobs, and stops cleanly."""

import signal

from servers.directory import data_directory
from servers.valkey import embedded_valkey


def test_it_starts_and_stops_cleanly(starting, settings):
    urls = {"MILEPOST_DATABASE_URL": settings.database_url, "MILEPOST_REDIS_URL": settings.redis_url}
    with starting("worker", **urls, MILEPOST_LOG_LEVEL="debug") as worker:
        worker.await_output(r"worker\.started")
        worker.await_output(r"← check_migrations ●")
        status = worker.end(signal.SIGTERM)

        assert status == 0
        output = worker.output.read_text("utf-8")
    assert "worker.stopped" in output
    assert "Traceback" not in output


def test_it_waits_while_valkey_is_unavailable(starting, settings, tmp_path):
    with data_directory(tmp_path / "data") as directory:
        with embedded_valkey(directory) as valkey:
            urls = {"MILEPOST_DATABASE_URL": settings.database_url, "MILEPOST_REDIS_URL": valkey.url}
            with starting("worker", **urls, MILEPOST_LOG_LEVEL="debug") as worker:
                worker.await_output(r"← check_migrations ●")
                valkey.process.terminate()
                worker.await_output(r"worker\.interrupted")
                valkey.process.wait(60)
                with embedded_valkey(directory):
                    worker.await_output(r"(?s)worker\.interrupted.*← check_migrations ●")
                    status = worker.end(signal.SIGTERM)

    assert status == 0


def test_a_missing_valkey_at_the_start_is_reported(milepost, settings, tmp_path):
    url = f"unix://{tmp_path}/nothing.sock"

    refused = milepost("worker", MILEPOST_DATABASE_URL=settings.database_url, MILEPOST_REDIS_URL=url)

    assert refused.returncode == 1
    assert refused.stderr.decode() == (
        f"milepost: Valkey at {tmp_path}/nothing.sock (MILEPOST_REDIS_URL) cannot be reached: "
        "No such file or directory.\n"
    )
