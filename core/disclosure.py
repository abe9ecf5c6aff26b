"""How much of its schema the API shows to clients."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Disclosure:
    """`introspection`: `__schema` and `__type`. `suggestions`: similar names in error messages ("Did you mean ...")."""

    introspection: bool = True
    suggestions: bool = True


EVERYTHING = Disclosure()
