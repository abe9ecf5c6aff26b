"""Handles the heavy requests of an API process: see cli/heavy_process.py."""

import os

from app import create_app
from cli.listening import inherited
from cli.serve import api_config, run_api
from cli.signals import stop_on_signals
from core.logs import configure_logs
from core.settings import read_settings

NICENESS = 10  # so that all other requests come first


def serve_heavy(descriptor: int) -> None:
    """Serves on this listening socket."""
    stop_on_signals()
    settings = read_settings()
    configure_logs(settings)
    os.nice(NICENESS)
    with inherited(descriptor) as listener:
        # Only the API process can connect, and tells the addresses of its clients.
        run_api(api_config(create_app(settings), settings, trusted_proxies="*"), [listener])
