"""What a text must keep to so that it can be stored or searched for."""

from core.errors import Invalid


def check_text(text: str, *path: str, shortest: int = 1, longest: int = 500) -> None:
    """Raise Invalid, with the path of the field, where a text is too short or long or cannot be stored."""
    if not shortest <= len(text) <= longest:
        raise Invalid(f"`{_field(path)}` must have {shortest} to {longest:,} characters", path)
    if "\x00" in text:
        raise Invalid(f"`{_field(path)}` must not contain the character U+0000", path)


def _field(path: tuple[str, ...]) -> str:
    return next(part for part in reversed(path) if not part.isdigit())
