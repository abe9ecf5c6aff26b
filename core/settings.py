"""The settings of servers, read from the environment. Only this module and core/client_settings.py read it."""

import os
import re
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.disclosure import Disclosure
from core.errors import Invalid, InvalidSetting
from core.mail import mail_server, sender_address
from core.public_urls import public_base
from core.setting_errors import in_words

T = TypeVar("T")
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:[0-9]{1,5})?")


LogLevel = Literal["debug", "info", "warning", "error"]


class Settings(BaseSettings):
    """Settings of the API, the worker and `milepost up`. Each field is the environment variable MILEPOST_<FIELD>."""

    model_config = SettingsConfigDict(env_prefix="MILEPOST_", env_ignore_empty=True, frozen=True, extra="ignore")

    database_url: str | None = Field(
        None,
        description="URL of a PostgreSQL 18 to use instead of the embedded one: postgresql://user:password@host/database",
    )
    owner_database_url: str | None = Field(
        None,
        description="URL of the same database with the role of its owner, for `milepost migrate`, `distribute`, "
        "`up`, `token` and `verify`; if set, `migrate` gives the role of MILEPOST_DATABASE_URL only the privileges "
        "that the API and the worker need",
    )
    row_security: Literal["auto", "on", "off"] = Field(
        "auto",
        description="Whether `milepost migrate` and `up` turn on the row-level policies, which hide the rows of other "
        "workspaces even from a statement that forgets to: on, off, or auto, which is on where indexes stay in use",
    )
    redis_url: str | None = Field(
        None, description="URL of a Valkey or Redis to use instead of the embedded one: redis://host:6379/0"
    )
    bootstrap_token: SecretStr | None = Field(
        None,
        min_length=16,
        description="A token with every scope on the workspace 'default', for scripts and containers; at least 16 "
        "characters",
    )
    database_connections: int = Field(
        10,
        ge=2,
        le=200,
        description="Size of the database connection pools; docs/scaling.md lists the connections of each process",
    )
    concurrent_requests: int = Field(
        20,
        ge=1,
        description="Maximum number of requests of one token that an API process handles at the same time at /graphql, "
        "at /events, and at /people; more wait, at most as long as for a database connection, and then get status 429",
    )
    rate_limit: int = Field(
        300_000_000,
        ge=0,
        description="Points that one token may spend in a minute, in all API processes together; 0 turns it off; "
        "docs/limits.md says how many points a request costs",
    )
    failed_authentications: int = Field(
        300,
        ge=0,
        description="Invalid tokens that may come from one address in a minute, in all API processes "
        "together; 0 turns it off",
    )
    statement_timeout_ms: int = Field(
        30_000, ge=100, description="Timeout of each SQL statement of a request, in milliseconds"
    )
    request_seconds: float = Field(
        30,
        ge=0.1,
        le=3600,
        description="A request that makes no progress for this many seconds is stopped, with status 503; it waits for "
        "a database connection for at most a third of this time",
    )
    heavy_process: bool = Field(
        default=True,
        description="Whether each API process has a second process, which handles GraphQL requests that take long, so "
        "that others do not wait for them: true or false",
    )
    connections: int = Field(
        1_000,
        ge=1,
        le=100_000,
        description="Maximum number of open HTTP connections of one API process; more get status 503",
    )
    subscriptions: int = Field(
        1_000,
        ge=0,
        description="Maximum number of subscriptions of one token in one API process at the same time; more get an "
        "error; 0 turns subscriptions off",
    )
    arrival_seconds: float = Field(
        10,
        ge=0.1,
        le=3600,
        description="Seconds within which the URL and headers of a request must arrive, and then the body of a GraphQL "
        "request, which gets one second more for every 32 KiB",
    )
    request_megabytes: int = Field(
        16, ge=1, le=1024, description="Maximum size of the body of a GraphQL request, in MiB"
    )
    response_cache_megabytes: int = Field(
        64,
        ge=0,
        description="Maximum size of the response cache of one API process, in MiB; 0 turns it off",
    )
    columns_entries: int = Field(
        0,
        ge=0,
        description="Number of entries from which a series has a columnar copy in the storage, from which figures of "
        "selected people, cohorts and ranges over visits are counted; 0 turns copies off",
    )
    columns_megabytes: int = Field(
        256,
        ge=64,
        le=65_536,
        description="Memory of each process for reading or making columnar copies, in MiB; queries that need more use "
        "temporary files",
    )
    columns_threads: int = Field(
        2, ge=1, le=64, description="Threads of each process for reading or making columnar copies"
    )
    columns_disk_megabytes: int = Field(
        2_048,
        ge=16,
        description="Maximum size of the columnar copies that an API process keeps in its temporary folder, in MiB",
    )
    log_level: LogLevel = Field("info", description="Lowest severity that is logged: debug, info, warning or error")
    log_format: Literal["text", "json"] = Field(
        "text", description="Format of log lines: text for people, json for machines"
    )
    metrics_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="Port on which an API process serves /metrics, and nothing else; if not set, /metrics is on the "
        "port of the API",
    )
    worker_metrics_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="Port on which a worker serves its /metrics, on all addresses; if not set, it serves none",
    )
    cors_origins: str | None = Field(
        None,
        description="Origins whose pages may read responses in browsers, separated by commas: "
        "https://app.example.com,https://example.org; * for all; if not set, none",
    )
    trusted_documents: Literal["off", "preferred", "only"] = Field(
        "off",
        description="Whether clients may name documents of MILEPOST_TRUSTED_DOCUMENTS_FILE by their hashes: off, "
        "preferred (other documents run as well) or only (no other document runs)",
    )
    trusted_documents_file: Path | None = Field(
        None, description="JSON file with the trusted documents; docs/persisted-documents.md describes its formats"
    )
    introspection: bool = Field(
        default=True,
        description="Whether clients may read the schema, with `__schema` and `__type` and in `/schema.graphql` and "
        "`/openapi.json`: true or false",
    )
    dashboard: bool = Field(default=True, description="Whether / shows the dashboard: true or false")
    graphiql: bool = Field(default=True, description="Whether /graphql shows GraphiQL to browsers: true or false")
    suggestions: bool = Field(
        default=True, description='Whether error messages suggest similar names ("Did you mean ..."): true or false'
    )
    public_url: str | None = Field(
        None,
        description="Public address of Milepost, with which links begin: https://milepost.example.com; required for "
        "exports with an e-mail address, unless requests come from this machine",
    )
    trusted_proxies: str | None = Field(
        None,
        description="Addresses or networks of the proxies in front of Milepost, separated by commas: "
        "10.0.0.0/8,127.0.0.1; only from these the headers X-Forwarded-For and X-Forwarded-Proto are believed",
    )
    mail_from: str | None = Field(
        None, description="Sender of mails, required with MILEPOST_SMTP_URL: Milepost <milepost@example.com>"
    )
    smtp_url: SecretStr | None = Field(
        None,
        description="URL of the mail server: smtp://user:password@host:587, or smtps://user:password@host:465; "
        "if not set, mails are written as files into MILEPOST_MAIL_OUTBOX",
    )
    mail_outbox: Path = Field(
        Path(".milepost/outbox"),
        description="Folder for mails as `.eml` files; the default of `milepost up` is in its data directory",
    )
    mail_connections: int = Field(
        4, ge=1, le=50, description="Maximum number of connections of one worker to the mail server"
    )
    mail_per_second: float = Field(
        20, gt=0, le=10_000, description="Maximum number of mails that one worker sends per second"
    )
    storage_url: str = Field(
        ".milepost/exports",
        description="Storage of exports and columnar copies: a folder, or the s3://, gs:// or az:// URL of a bucket; "
        "the default of `milepost up` is in its data directory",
    )
    export_hours: int = Field(48, ge=1, le=8760, description="Hours for which an export can be downloaded")
    undo_days: int = Field(
        30,
        ge=1,
        le=3650,
        description="Days for which an ended bulk action can be undone; then its people and the states of its "
        "messages are deleted, and so are jobs that ended that long ago",
    )
    audit_days: int = Field(
        400, ge=1, le=3650, description="Days for which an entry of the audit log is kept; then it is deleted"
    )

    @property
    def acquire_seconds(self) -> float:
        """Timeout of waiting for a database connection: below the deadline, so that the response can name the cause."""
        return self.request_seconds / 3

    @property
    def permitted_origins(self) -> list[str]:
        """The origins in `cors_origins`."""
        return [] if self.cors_origins is None else [origin.strip() for origin in self.cors_origins.split(",")]

    @property
    def disclosure(self) -> Disclosure:
        """What clients may learn about the schema."""
        return Disclosure(self.introspection, self.suggestions)

    @field_validator("cors_origins")
    @classmethod
    def _check_cors_origins(cls, value: str | None) -> str | None:
        for origin in (value or "*").split(","):
            if origin.strip() != "*" and not _ORIGIN.fullmatch(origin.strip()):
                raise ValueError(
                    f"{origin.strip()[:100]!r} is not an origin. Write scheme and host in lower case, and the port if "
                    "it is not the default, without a path: https://app.example.com"
                )
        return value

    @field_validator("trusted_documents_file")
    @classmethod
    def _check_trusted_documents_file(cls, value: Path | None, known: ValidationInfo) -> Path | None:
        if value is not None and known.data.get("trusted_documents") == "off":
            raise ValueError("Set MILEPOST_TRUSTED_DOCUMENTS to preferred or only, or do not set the file.")
        return value

    def as_owner(self) -> "Settings":
        """The settings of a process that connects as the owner of the tables."""
        return self.model_copy(update={"database_url": self.owner_database_url or self.database_url})

    @field_validator("public_url")
    @classmethod
    def _check_public_url(cls, value: str | None) -> str | None:
        return None if value is None else _checked(public_base, value)

    @field_validator("trusted_proxies")
    @classmethod
    def _check_trusted_proxies(cls, value: str | None) -> str | None:
        for network in value.split(",") if value else ():
            try:
                ip_network(network.strip())
            except ValueError:
                raise ValueError(
                    f"{network.strip()[:100]!r} is neither an address nor a network: "
                    "write them as 10.0.0.0/8,127.0.0.1."
                ) from None
        return value

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
            if known.data.get("mail_from", "invalid") is None:
                raise ValueError("Set MILEPOST_MAIL_FROM, the sender of the mails, as well.")
        return value


def read_settings() -> Settings:
    """Reads the environment. Raises InvalidSetting, which names the wrong variable."""
    try:
        return Settings()  # pyright: ignore[reportCallIssue] - fields come from the environment
    except ValidationError as error:
        raise InvalidSetting(in_words(error)) from None


def child_environment(**variables: str) -> dict[str, str]:
    """Returns the environment of this process with these variables set, for a child process."""
    return {**os.environ, **variables}


def _checked(check: Callable[[str], T], value: str) -> T:
    try:
        return check(value)
    except Invalid as problem:
        raise ValueError(problem.message) from None
