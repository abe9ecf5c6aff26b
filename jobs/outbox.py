"""Writes mails to files, if no mail server is set."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from jobs.mail_messages import MailMessage


class OutboxMailer:
    """Writes each mail to <name>.eml in a folder. Writing the same mail again replaces the file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def deliver(self, message: MailMessage, commit: Callable[[], Awaitable[None]]) -> None:  # noqa: ARG002 - part of the protocol
        """Write a mail. `commit` is not awaited: files are written atomically, so no mail is ever in doubt."""
        await asyncio.to_thread(_write, self._folder / f"{message.name}.eml", message.content)

    async def close(self) -> None:
        pass


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    making = file.with_suffix(f".{os.getpid()}.part")
    with making.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    making.replace(file)
