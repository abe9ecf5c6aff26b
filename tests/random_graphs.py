"""Random schemas, objects that their fields return, and documents that select them."""

import asyncio
import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum, StrEnum
from random import Random
from typing import Any, Union
from uuid import UUID

import strawberry
from graphql import Undefined

from schema.execution.calls import together
from schema.scalars import JSON


@strawberry.enum
class Plain(Enum):
    ONE = 1
    TWO = "two"


@strawberry.enum
class Texts(StrEnum):
    RED = "red"
    BLUE = "blue"


@strawberry.interface
class Named:
    name: str


class Later:
    """May be awaited as often as one likes."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __await__(self) -> Iterator[Any]:
        yield from asyncio.sleep(0).__await__()
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


class Walk:
    """Iterable, but neither a list nor a tuple."""

    def __init__(self, items: list[Any]) -> None:
        self.items = items

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)


LEAVES: dict[Any, list[Any]] = {
    str: ["", "text", Texts.RED, 7, True],
    int: [0, -5, 2**31 - 1, True, 3.0, "12"],
    float: [0.5, -1.0, 3, True],
    bool: [True, False, 0],
    strawberry.ID: ["id", 4, UUID(int=7)],
    datetime: [datetime(2026, 11, 23, 9, 30, tzinfo=UTC)],
    JSON: [{"a": [1, None]}, "text", 0],
    Plain: [*Plain],
    Texts: [*Texts, "red"],
}
SURPRISES = [None, ValueError("a value"), Later(None), Later(ValueError("later")), "text", 2**40, float("inf"), [], {}]
# These are no JSON, which the stock executor does not notice.
STRANGE = [Undefined, object(), [None], Walk([]), print]


@dataclass
class Graph:
    """`surprise` is the share of values that are not as declared."""

    random: Random
    surprise: float
    types: list[Any] = field(default_factory=list[Any])
    fields: dict[Any, dict[str, Any]] = field(default_factory=dict[Any, dict[str, Any]])
    asked: set[str] = field(default_factory=set[str])  # fields that take arguments
    depth: int = 0

    def query(self) -> tuple[type, object]:
        """A root type and its value."""
        for number in range(self.random.randint(1, 4)):
            self.types.append(self._type(f"T{number}", number == 0 or self.random.random() < 0.4))
        query = self._type("Query", False)
        return query, self._object(query)

    def _type(self, name: str, is_named: bool) -> type:
        annotations = {f"{name}f{number}".lower(): self._annotation() for number in range(self.random.randint(1, 6))}
        if self.types:
            annotations[f"{name}last".lower()] = list[self.types[-1]]
        body: dict[str, Any] = {}
        declared: dict[str, Any] = {"hidden": strawberry.Private[Any]}
        for key, annotation in annotations.items():
            if self.random.random() < 0.15:
                body[key] = strawberry.field(resolver=self._resolver(key, annotation))
            else:
                declared[key] = annotation
        bases = (Named,) if is_named else ()
        made = types.new_class(name, bases, {}, lambda namespace: namespace.update(body, __annotations__=declared))
        self.fields[made] = {**annotations, **({"name": str} if is_named else {})}
        return strawberry.type(made)

    def _resolver(self, key: str, annotation: Any) -> Any:
        def answer(self: Any, times: int = 1) -> Any:
            return self.hidden[key]

        async def answer_later(self: Any) -> Any:
            await asyncio.sleep(0)
            return self.hidden[key]

        async def answer_asked(
            self: Any, info: strawberry.Info, times: int = 1, flags: list[bool] | None = None
        ) -> Any:
            if times == 3 or (flags and not all(flags)):
                raise ValueError(f"{info.field_name} {times} {flags}")
            return self.hidden[key]

        async def answer_all(sources: Any, info: strawberry.Info, times: int, flags: list[bool] | None) -> list[Any]:
            return [await answer_asked(source, info, times, flags) for source in sources]

        made = self.random.choice([answer, answer_later, answer_asked, answer_asked])
        if made is answer_asked:
            self.asked.add(key)
            made = together(answer_all)(made) if self.random.random() < 0.7 else made
        made.__annotations__["return"] = annotation
        return made

    def _annotation(self) -> Any:
        inner: Any = self.random.choice([*LEAVES])
        if self.types and self.random.random() < 0.5:
            inner = self.random.choice(
                [*self.types, *[type_ for type_ in self.types if issubclass(type_, Named)], Named]
            )
        for _ in range(self.random.choice([0, 0, 1, 1, 2])):
            inner = list[self._maybe(inner)]
        return self._maybe(inner)

    def _maybe(self, annotation: Any) -> Any:
        return annotation if self.random.random() < 0.6 else Union[annotation, None]  # noqa: UP007 - of a variable

    def _value(self, annotation: Any) -> Any:
        arguments = getattr(annotation, "__args__", ())
        if self.random.random() < self.surprise:
            return self.random.choice(SURPRISES if JSON in (annotation, *arguments) else [*SURPRISES, *STRANGE])
        if type(None) in arguments:
            return None if self.random.random() < 0.3 else self._value(arguments[0])
        if getattr(annotation, "__origin__", None) is list:
            items = [self._value(arguments[0]) for _ in range(self.random.randint(0, 3 if self.depth < 3 else 1))]
            return self.random.choice([list, list, list, tuple, Walk if self.surprise else list])(items)
        if annotation in LEAVES:
            return self.random.choice(LEAVES[annotation][: None if self.surprise else 1])
        return self._object(self._concrete(annotation))

    def _concrete(self, annotation: Any) -> Any:
        of = [type_ for type_ in self.types if issubclass(type_, annotation)]
        return of[0] if self.depth > 3 else self.random.choice(of)

    def _object(self, kind: Any) -> Any:
        self.depth += 1
        values = {key: self._value(annotation) for key, annotation in self.fields[kind].items()}
        self.depth -= 1
        if self.random.random() < self.surprise:
            kind = _raising(kind, self.random.choice([*values]))
        stored = {item.name for item in kind.__strawberry_definition__.fields if not item.base_resolver}
        return kind(hidden=values, **{key: value for key, value in values.items() if key in stored})


def _raising(kind: Any, key: str) -> Any:
    """A subclass whose attribute raises."""

    def read(self: Any) -> Any:
        raise LookupError(key)

    return type(kind.__name__, (kind,), {key: property(read, lambda *_: None)})


VARIABLES = {
    "$a": "$a: Boolean!",
    "$b": "$b: Boolean!",
    "$c": "$c: Boolean! = true",
    "$n": "$n: Int! = 4",
    "$f": "$f: [Boolean!]",
}


@dataclass
class Documents:
    """Documents for a graph. They use the variables $a, $b, $c, $n and $f, of which the first two are needed."""

    graph: Graph
    query: type
    fragments: list[str] = field(default_factory=list[str])

    def document(self) -> str:
        """One operation."""
        asked = self._selection(self.query, 0)
        text = "\n".join([asked, *self.fragments])
        used = [declared for name, declared in VARIABLES.items() if name in text]
        return f"query ({', '.join(used)}) {text}" if used else text

    def _selection(self, kind: Any, depth: int) -> str:
        fields = self.graph.fields.get(kind, {"name": str})
        keys = self.graph.random.choices([*fields], k=self.graph.random.randint(1, 4))
        asked = [self._field(key, fields[key], depth) for key in keys]
        return f"{{ {' '.join([*asked, *self._extras(kind, depth)])} }}"

    def _extras(self, kind: Any, depth: int) -> list[str]:
        chance = self.graph.random.random
        extras = ["__typename"] if chance() < 0.8 else []
        inner = self._concrete(kind)
        if chance() < 0.3 and depth < 3:
            extras.append(f"... on {inner.__name__}{self._condition()} {self._selection(inner, depth + 1)}")
        if chance() < 0.3 and depth < 3:
            asked = self._selection(inner, depth + 1)
            self.fragments.append(f"fragment F{len(self.fragments)} on {inner.__name__} {asked}")
            extras.append(f"...F{len(self.fragments) - 1}{self._condition()}")
        return extras

    def _concrete(self, kind: Any) -> Any:
        named = [type_ for type_ in self.graph.types if issubclass(type_, kind)]
        return self.graph.random.choice([kind, *named])

    def _field(self, key: str, annotation: Any, depth: int) -> str:
        while arguments := getattr(annotation, "__args__", ()):
            annotation = arguments[0]
        if annotation in LEAVES:
            selection = ""
        else:
            selection = self._selection(annotation, depth + 1) if depth < 4 else "{ __typename }"
        alias = self.graph.random.choice(["", "", f"{key}x: "])
        return f"{alias}{key}{self._arguments(key)}{self._condition()} {selection}"

    def _arguments(self, key: str) -> str:
        if key not in self.graph.asked:
            return ""
        # the same wherever the field is selected; otherwise the document would be invalid
        choices = ["", "(times: 2)", "(times: $n)", "(flags: [$c, true], times: 5)", "(flags: $f)", "(times: 3)"]
        return choices[sum(key.encode()) % len(choices)]

    def _condition(self) -> str:
        condition = self.graph.random.choice(["@skip(if: {})", "@include(if: {})", "@include(if: {}) @skip(if: $c)"])
        value = self.graph.random.choice(["$a", "$b", "$c", "true", "false"])
        return f" {condition.format(value)}" if self.graph.random.random() < 0.2 else ""
