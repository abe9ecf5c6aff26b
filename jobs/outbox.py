"""Mails as files, for where there is no mail server."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from jobs.mail_messages import MailMessage


class OutboxMailer:
    """Writes each mail into a folder, as <its name>.eml: the same mail a second time is the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def deliver(self, message: MailMessage, commit: Callable[[], Awaitable[None]]) -> None:  # noqa: ARG002 - nothing is lost by writing it again
        """Write a mail. `commit` is not needed: a file is written whole or not at all, and again does no harm."""
        await asyncio.to_thread(_write, self._folder / f"{message.name}.eml", message.content)

    async def close(self) -> None:
        """Nothing to take leave of."""


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    making = file.with_suffix(f".{os.getpid()}.part")
    with making.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    making.replace(file)
