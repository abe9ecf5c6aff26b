"""Random histories of a small series: few people, few instants, every type of event, so that everything collides."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from core.definitions import BlockDefinition, BlockKind, SeriesDefinition, SeriesStatus
from core.events import OF_ENTRIES, EventInput, EventType, PathCondition

BEGIN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
KINDS = {"rule": BlockKind.RULE, "wait": BlockKind.WAIT, "mail": BlockKind.EMAIL, "tag": BlockKind.TAG}
SERIES = SeriesDefinition(
    key="s",
    name="S",
    status=SeriesStatus.LIVE,
    goal=None,
    blocks=[BlockDefinition(key, key.title(), kind) for key, kind in KINDS.items()],
    paths=[],
)

# On a quarter of an hour, within one, days away, and a microsecond apart: where buckets could go wrong.
OFFSETS = [0, 1, 2, 7 * 60, 15 * 60, 15 * 60 + 1, 3600, 9 * 3600, 86_400, 40 * 86_400, 400 * 86_400]
instants = st.builds(
    lambda seconds, ticks: BEGIN + timedelta(seconds=seconds, microseconds=ticks),
    st.sampled_from(OFFSETS),
    st.sampled_from([0, 0, 0, 1]),
)

common = [EventType.ENTRY_STARTED, EventType.BLOCK_REACHED, EventType.BLOCK_LEFT, EventType.RECEIVED]
types = st.one_of(
    st.sampled_from(common),
    st.sampled_from(
        [
            EventType.ENTRY_FINISHED,
            EventType.ENTRY_DISENGAGED,
            EventType.ENTRY_EXITED,
            EventType.GOAL_HIT,
            EventType.OPENED,
        ]
    ),
)


@st.composite
def events(draw: st.DrawFn, number: int, times: list[datetime], entries: list[str], blocks: list[str]) -> EventInput:
    type_ = draw(types)
    entry = draw(st.sampled_from(entries))
    block = draw(st.sampled_from(blocks))
    if type_ in OF_ENTRIES and draw(st.booleans()):
        block = None
    along = draw(st.sampled_from([None, *PathCondition])) if type_ == EventType.BLOCK_LEFT else None
    return EventInput(
        id=f"e{draw(st.integers(0, 3))}-{number}",
        type=type_,
        at=draw(st.sampled_from(times)),
        series="s",
        person=entry[0],
        entry=entry,
        block=block,
        waits_until=draw(st.none() | instants) if type_ == EventType.BLOCK_REACHED else None,
        along=along,
        variant=draw(st.sampled_from(["x", "y"])) if along == PathCondition.VARIANT else None,
        reason=draw(st.sampled_from([None, "", "no reply"])) if type_ == EventType.ENTRY_DISENGAGED else None,
    )


@st.composite
def histories(draw: st.DrawFn, most: int = 40) -> list[EventInput]:
    """Up to `most` events with different ids. Each history has few instants, entries and blocks, so that they meet."""
    times = draw(st.lists(instants, min_size=1, max_size=4))
    entries = draw(st.lists(st.sampled_from(["a1", "a2", "a3", "b1", "b2", "c1"]), min_size=1, max_size=4))
    blocks = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=2))
    size = draw(st.integers(1, most))
    return [draw(events(number, times, entries, blocks)) for number in range(size)]


@st.composite
def deliveries(draw: st.DrawFn, history: list[EventInput]) -> list[list[EventInput]]:
    """The history shuffled, with some events repeated, split into batches."""
    copies = draw(st.lists(st.sampled_from(history), max_size=10))
    order = draw(st.permutations([*history, *copies]))
    batches: list[list[EventInput]] = [[]]
    for event in order:
        if draw(st.integers(0, 5)) == 0:
            batches.append([])
        batches[-1].append(event)
    return [batch for batch in batches if batch]
