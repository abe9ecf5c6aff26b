"""What may be a series, and everything that is wrong with what may not."""

from dataclasses import replace
from typing import Any

import pytest

from core.definitions import (
    BlockDefinition,
    BlockKind,
    PathDefinition,
    SeriesDefinition,
    SeriesStatus,
    problems_of,
)
from core.errors import LimitExceeded
from core.events import PathCondition

RULE = BlockDefinition("rule", "Rule", BlockKind.RULE)
MAIL = BlockDefinition("mail", "Mail", BlockKind.EMAIL)
SERIES = SeriesDefinition(
    key="s",
    name="S",
    status=SeriesStatus.LIVE,
    goal=None,
    blocks=[RULE, MAIL],
    paths=[PathDefinition("rule", "mail", PathCondition.MATCHED)],
)
VARIANT = "`variant` is required with the condition VARIANT."


def wrong(**changed: Any) -> list[tuple[str, str]]:
    return [(".".join(problem.path), problem.message) for problem in problems_of(replace(SERIES, **changed))]


def test_a_series_within_the_bounds_has_no_problems():
    blocks = [replace(MAIL, key=f"{number}", content_title="t" * 500) for number in range(1_000)]
    paths = [PathDefinition(f"{number % 1_000}", f"{number // 1_000}") for number in range(10_000)]

    assert wrong() == []
    assert wrong(blocks=[], paths=[], goal="") == []
    assert wrong(key="k" * 500, name="\U0001f600" * 500, goal="g" * 10_000) == []
    assert wrong(blocks=blocks, paths=paths) == []
    assert wrong(paths=[PathDefinition("mail", "mail")]) == []


def test_paths_may_differ_in_their_condition_or_variant_alone():
    conditions = [
        PathDefinition("rule", "mail", condition)
        for condition in PathCondition
        if condition is not PathCondition.VARIANT
    ]
    arms = [PathDefinition("rule", "mail", condition, arm) for condition in PathCondition for arm in ("A", "B")]

    assert wrong(paths=[*conditions, *arms]) == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"key": ""}, ("key", "`key` must have 1 to 500 characters.")),
        ({"key": "k" * 501}, ("key", "`key` must have 1 to 500 characters.")),
        ({"name": ""}, ("name", "`name` must have 1 to 500 characters.")),
        ({"name": "a\x00b"}, ("name", "Text must not contain the character U+0000.")),
        ({"goal": "g" * 10_001}, ("goal", "`goal` must have 0 to 10,000 characters.")),
        ({"goal": "\x00"}, ("goal", "Text must not contain the character U+0000.")),
        (
            {"blocks": [RULE, replace(MAIL, content_title="\x00")]},
            ("blocks.1.contentTitle", "Text must not contain the character U+0000."),
        ),
        ({"blocks": [RULE, MAIL, replace(RULE, name="")]}, ("blocks.2.name", "`name` must have 1 to 500 characters.")),
        (
            {"paths": [PathDefinition("mail", "nowhere")]},
            ("paths.0.to", "No block has the key 'nowhere': add it to `blocks`, or correct the key."),
        ),
        (
            {"paths": [PathDefinition("nowhere", "mail")]},
            ("paths.0.from", "No block has the key 'nowhere': add it to `blocks`, or correct the key."),
        ),
        (
            {"paths": [PathDefinition("mail", "rule")] * 2},
            ("paths.1", "The same path is given twice: leave one of them out."),
        ),
        ({"paths": [PathDefinition("mail", "rule", PathCondition.VARIANT)]}, ("paths.0.variant", VARIANT)),
        (
            {"paths": [PathDefinition("mail", "rule", PathCondition.VARIANT, "")]},
            ("paths.0.variant", "`variant` must have 1 to 500 characters."),
        ),
    ],
)
def test_a_problem_is_said_with_its_path(changed: dict[str, Any], problem: tuple[str, str]):
    assert problem in wrong(**changed)


@pytest.mark.parametrize(
    ("changed", "field", "most"),
    [
        ({"blocks": [RULE, MAIL] * 501}, "blocks", "1,000"),
        ({"paths": [PathDefinition("mail", "rule")] * 10_001}, "paths", "10,000"),
    ],
)
def test_a_definition_that_is_too_large_is_refused_before_its_parts_are_checked(
    changed: dict[str, Any], field: str, most: str
):
    with pytest.raises(LimitExceeded) as refusal:
        wrong(**changed)

    assert refusal.value.path == (field,)
    assert refusal.value.message == f"`{field}` takes at most {most} elements, duplicates included: send fewer."


def test_everything_that_is_wrong_is_said_at_once():
    assert wrong(
        key="",
        blocks=[RULE, replace(MAIL, key="rule", name="")],
        paths=[PathDefinition("rule", "mail", PathCondition.VARIANT), PathDefinition("x", "y")],
    ) == [
        ("key", "`key` must have 1 to 500 characters."),
        ("blocks.1.name", "`name` must have 1 to 500 characters."),
        ("blocks.1.key", "The block key 'rule' is used twice: give each block a key of its own."),
        ("paths.0.to", "No block has the key 'mail': add it to `blocks`, or correct the key."),
        ("paths.0.variant", VARIANT),
        ("paths.1.from", "No block has the key 'x': add it to `blocks`, or correct the key."),
        ("paths.1.to", "No block has the key 'y': add it to `blocks`, or correct the key."),
    ]


def test_five_kinds_only_lead_people_on_and_fourteen_deliver_something():
    plumbing = {kind.value for kind in BlockKind if not kind.is_content}

    assert plumbing == {"RULE", "WAIT", "TAG", "WEBHOOK", "SPLIT"}
    assert len(BlockKind) - len(plumbing) == 14
