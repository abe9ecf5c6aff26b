"""All settings of the servers, read once from the environment. Nothing else reads the environment."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import Invalid, InvalidSetting
from core.mail import mail_server, sender_address
from core.public_urls import public_base

T = TypeVar("T")


class Settings(BaseSettings):
    """What a Milepost process needs to know. Each field is the environment variable MILEPOST_<FIELD>."""

    model_config = SettingsConfigDict(env_prefix="MILEPOST_", env_ignore_empty=True, frozen=True, extra="ignore")

    database_url: str | None = Field(
        None,
        description="PostgreSQL 18 to use instead of the embedded one: postgresql://user:password@host/database",
    )
    redis_url: str | None = Field(
        None, description="Valkey or Redis to use instead of the embedded one: redis://host:6379/0"
    )
    bootstrap_token: SecretStr | None = Field(
        None,
        min_length=16,
        description="A token with every scope on the workspace 'default', for scripts and containers",
    )
    database_connections: int = Field(
        10,
        ge=2,
        le=200,
        description="Most database connections of one API to answer queries, and as many for everything else; of one "
        "worker, which has up to 13 more, to keep its jobs, and one for each export that runs",
    )
    statement_timeout_ms: int = Field(30_000, ge=100, description="A statement of a request may take this long")
    request_seconds: float = Field(
        30,
        ge=0.1,
        le=3600,
        description="Seconds after which a request that makes no progress is stopped, with 503; it waits for a "
        "database connection for a third of that at most",
    )
    request_megabytes: int = Field(16, ge=1, le=1024, description="Largest body of a GraphQL request")
    response_cache_megabytes: int = Field(
        64,
        ge=0,
        description="Memory of one API process for answers that are given again while nothing has changed; "
        "0: each is computed anew",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least severe log line written")
    log_format: Literal["text", "json"] = Field("text", description="Log lines for people, or for machines")
    public_url: str | None = Field(
        None,
        description="Address at which people reach Milepost; links in mails begin with it: https://milepost.example.com",
    )
    mail_from: str | None = Field(
        None, description="Sender of mails, needed with MILEPOST_SMTP_URL: Milepost <milepost@example.com>"
    )
    smtp_url: SecretStr | None = Field(
        None,
        description="Where mails are handed over: smtp://user:password@host:587, or smtps://user:password@host:465; "
        "without it they are written as files into MILEPOST_MAIL_OUTBOX",
    )
    mail_outbox: Path = Field(
        Path(".milepost/outbox"),
        description="Folder that mails are written into, as `.eml` files; `milepost up` uses "
        "the one in its data directory",
    )
    mail_connections: int = Field(4, ge=1, le=50, description="Most connections of one worker to the mail server")
    mail_per_second: float = Field(20, gt=0, le=10_000, description="Most mails that one worker sends in a second")
    storage_url: str = Field(
        ".milepost/exports",
        description="Where exports are kept: a folder, or the s3://, gs:// or az:// URL of a bucket; "
        "`milepost up` uses a folder in its data directory",
    )
    export_hours: int = Field(48, ge=1, le=8760, description="How long an export can be downloaded")
    undo_days: int = Field(
        30,
        ge=1,
        le=3650,
        description="How long a bulk action can be taken back once it is over; then whom it was about and what became "
        "of each message is removed, as are jobs that ended so long ago",
    )

    @property
    def acquire_seconds(self) -> float:
        """How long to wait for a database connection: less than a request may take, so that the answer can say so."""
        return self.request_seconds / 3

    @field_validator("public_url")
    @classmethod
    def _check_public_url(cls, value: str | None) -> str | None:
        return None if value is None else _checked(public_base, value)

    @field_validator("mail_from")
    @classmethod
    def _check_mail_from(cls, value: str | None) -> str | None:
        if value is not None:
            _checked(sender_address, value)
        return value

    @field_validator("smtp_url")
    @classmethod
    def _check_smtp_url(cls, value: SecretStr | None, known: ValidationInfo) -> SecretStr | None:
        if value is not None:
            _checked(mail_server, value.get_secret_value())
            if known.data.get("mail_from", "wrong itself") is None:
                raise ValueError("it needs MILEPOST_MAIL_FROM beside it, the sender of the mails")
        return value


class ClientSettings(BaseSettings):
    """What the commands that talk to a running Milepost over HTTP need to know."""

    model_config = SettingsConfigDict(env_prefix="MILEPOST_", env_ignore_empty=True, frozen=True, extra="ignore")

    url: str = Field("http://127.0.0.1:8000", description="Address of the Milepost that commands talk to")
    token: SecretStr | None = Field(
        None,
        description="Token that commands send; without it, the one `milepost up` wrote in its data directory",
    )
    data_dir: Path = Field(Path(".milepost"), description="Where `milepost up` keeps everything")


def read_settings() -> Settings:
    """The settings in the environment, or InvalidSetting naming the variable that is wrong."""
    try:
        return Settings()  # pyright: ignore[reportCallIssue] - fields come from the environment
    except ValidationError as error:
        raise InvalidSetting(_in_words(error)) from None


def read_client_settings() -> ClientSettings:
    """The client settings in the environment, or InvalidSetting naming the variable that is wrong."""
    try:
        return ClientSettings()  # pyright: ignore[reportCallIssue] - fields come from the environment
    except ValidationError as error:
        raise InvalidSetting(_in_words(error)) from None


def child_environment(**variables: str) -> dict[str, str]:
    """Our own environment with these variables set, for a process that we start."""
    return {**os.environ, **variables}


def _checked(check: Callable[[str], T], value: str) -> T:
    try:
        return check(value)
    except Invalid as problem:
        raise ValueError(problem.message) from None


def _in_words(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"MILEPOST_{str(first['loc'][0]).upper()}: {first['msg'].removeprefix('Value error, ')}"
