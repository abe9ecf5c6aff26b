"""The settings of commands that send requests, read from the environment."""

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import InvalidSetting
from core.setting_errors import in_words


class ClientSettings(BaseSettings):
    """Settings of the commands that send requests to a running Milepost."""

    model_config = SettingsConfigDict(env_prefix="MILEPOST_", env_ignore_empty=True, frozen=True, extra="ignore")

    url: str = Field("http://127.0.0.1:8000", description="Address of the Milepost to which commands send requests")
    token: SecretStr | None = Field(
        None,
        description="Token that commands send; if not set, the one that `milepost up` wrote into its data directory",
    )
    data_dir: Path = Field(Path(".milepost"), description="Data directory of `milepost up`")


def read_client_settings() -> ClientSettings:
    """Reads the environment. Raises InvalidSetting, which names the wrong variable."""
    try:
        return ClientSettings()  # pyright: ignore[reportCallIssue] - fields come from the environment
    except ValidationError as error:
        raise InvalidSetting(in_words(error)) from None
