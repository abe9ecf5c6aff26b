"""A signal ends a command, whatever it does at that moment."""

import subprocess
import sys

FINALIZER = """
import signal, time
from cli.signals import stop_on_signals

class Interrupted:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM)

stop_on_signals()
try:
    Interrupted()
    print("went on", flush=True)
    time.sleep(60)
finally:
    print("cleaned up", flush=True)
"""


def test_a_signal_during_a_finalizer_is_not_lost():
    done = subprocess.run([sys.executable, "-c", FINALIZER], capture_output=True, text=True, timeout=30, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "went on\ncleaned up\n", "")
