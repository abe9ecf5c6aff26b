"""Any sequence of bulk actions on tags has the same result as on sets in memory."""

from uuid import uuid4

import pytest
from acting import TAG, UNDO, UNTAG, WATCH, Desk
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

import db.bulk_actions
from db.tokens import ensure_workspace

PEOPLE = 6
TAGS = ["a", "b"]
groups = st.sets(st.integers(0, PEOPLE - 1), min_size=1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just(TAG), groups, st.sampled_from(TAGS)),
        st.tuples(st.just(UNTAG), groups, st.sampled_from(TAGS)),
        st.tuples(st.just(UNDO), st.integers(0, 4), st.none()),
    ),
    min_size=1,
    max_size=8,
)


class Model:
    """The people of each tag, and the changes of each action."""

    def __init__(self) -> None:
        self.tagged: dict[str, set[int]] = {tag: set() for tag in TAGS}
        self.changes: list[tuple[str, str, set[int]]] = []
        self.undone: set[int] = set()

    def change(self, what: str, people: set[int], tag: str) -> int:
        """The number of people changed."""
        changed = people - self.tagged[tag] if what == TAG else people & self.tagged[tag]
        self.tagged[tag] ^= changed
        return len(changed)

    def act(self, what: str, people: set[int], tag: str) -> int:
        before = set(self.tagged[tag])
        count = self.change(what, people, tag)
        self.changes.append((what, tag, before ^ self.tagged[tag]))
        return count

    def can_undo(self, number: int) -> bool:
        return number < len(self.changes) and number not in self.undone and self.changes[number][2] != set()

    def undo(self, number: int) -> int:
        self.undone.add(number)
        what, tag, people = self.changes[number]
        return self.change(UNTAG if what == TAG else TAG, people, tag)


async def _play(desk: Desk, steps: list[tuple[str, set[int] | int, str | None]]) -> None:
    people = await desk.people(PEOPLE)
    model, actions = Model(), []
    for what, whom, tag in steps:
        if isinstance(whom, int):
            if not model.can_undo(whom):
                continue
            asked = await desk.ask(UNDO, id=actions[whom])
            changed = model.undo(whom)
        else:
            asked = await desk.act(what, {"ids": [people[number] for number in whom]}, tag)
            if asked["bulkAction"] is None:
                assert (what, model.tagged[tag]) == (UNTAG, set())  # nobody was ever given the tag
                continue
            actions.append(asked["bulkAction"]["id"])
            changed = model.act(what, whom, tag)
        await desk.work()
        over = await desk.ask(WATCH, id=asked["bulkAction"]["id"])
        assert (over["status"], over["succeeded"]) == ("COMPLETED", changed)
        assert over["processed"] == over["selected"] == over["succeeded"] + over["skipped"]
    for tag, numbers in model.tagged.items():
        assert await desk.tagged(tag) == [people[number] for number in sorted(numbers)]


@examples(18)
@given(steps=steps, batch=st.integers(1, 4))
async def test_any_sequence_of_actions_and_undos_leaves_the_same_tags_as_on_a_set(settings, pool, steps, batch):
    workspace_id = await ensure_workspace(pool, f"test {uuid4()}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db.bulk_actions, "BATCH", batch)
        await _play(Desk(settings, pool, workspace_id), steps)
