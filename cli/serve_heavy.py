"""The program that an API process starts for its heavy requests: see cli/heavy_process.py."""

import os
import sys

from cli.errors import errors_reported
from cli.imports import imported

if __name__ == "__main__":
    os.umask(0o077)
    with errors_reported():
        imported("cli.heavy_server").serve_heavy(int(sys.argv[1]))
