"""All settings of the servers, read once from the environment. Nothing else reads the environment."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import InvalidSetting


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
    database_connections: int = Field(10, ge=2, le=200, description="Most database connections of one process")
    statement_timeout_ms: int = Field(30_000, ge=100, description="A statement of a request may take this long")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least severe log line written")
    log_format: Literal["text", "json"] = Field("text", description="Log lines for people, or for machines")


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


def _in_words(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"MILEPOST_{str(first['loc'][0]).upper()}: {first['msg']}"
