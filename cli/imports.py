"""Imports of the service. They are most of the time that a command takes to start."""

import gc
from importlib import import_module
from types import ModuleType


def imported(name: str) -> ModuleType:
    """The module. Garbage is not collected meanwhile: modules stay, and collections took a sixth of the time."""
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.enable()
