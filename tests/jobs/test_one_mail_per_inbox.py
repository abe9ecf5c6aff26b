"""A message reaches an inbox once, and never one that is unsubscribed, however the people of the inbox are stored."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from acting import WATCH
from hypothesis import given
from hypothesis import strategies as st
from mail_server import DROP, OK, MailSink
from mailroom import Mailroom, counts
from sampling import examples

from core.unsubscribe_links import unverified
from db.messages import unsubscribe
from db.tokens import ensure_workspace


async def test_an_inbox_gets_one_mail_for_the_person_who_was_added_first(mailroom: Mailroom, sink: MailSink):
    await mailroom.person("anna", "Anna@Example.com")
    await mailroom.person("ann", "anna@EXAMPLE.com")
    await mailroom.person("ben", "ben@exämple.com")
    await mailroom.person("benjamin", "ben@xn--exmple-cua.com")
    await mailroom.person("benno", "ben+news@exämple.com")

    tried = await mailroom.message(dryRun=True)
    ended = await mailroom.sent()

    assert (tried["wouldSelect"], tried["skips"]) == (5, [{"reason": "duplicate address", "count": 2}])
    assert (counts(ended), ended["skips"]) == (("COMPLETED", 5, 3, 2, 0), tried["skips"])
    assert await mailroom.states() == {
        "anna": ("SENT", None),
        "ann": ("SKIPPED", "duplicate address"),
        "ben": ("SENT", None),
        "benjamin": ("SKIPPED", "duplicate address"),
        "benno": ("SENT", None),
    }
    assert sink.counts == {"Anna@example.com": 1, "ben@xn--exmple-cua.com": 1, "ben+news@xn--exmple-cua.com": 1}


async def test_an_address_three_times_and_once_unsubscribed_gets_no_mail(mailroom: Mailroom, sink: MailSink):
    await mailroom.person("one", "anna@example.com")
    await mailroom.person("two", "anna@example.com", unsubscribed=True)
    await mailroom.person("three", "Anna@example.com")

    tried = await mailroom.message(dryRun=True)
    ended = await mailroom.sent()

    assert tried["skips"] == ended["skips"] == [{"reason": "unsubscribed", "count": 3}]
    assert counts(ended) == ("COMPLETED", 3, 0, 3, 0)
    assert sink.counts == {}


async def test_a_link_unsubscribes_the_inbox_that_it_was_sent_to(mailroom: Mailroom, sink: MailSink):
    await mailroom.person("anna", "Anna@example.com")
    await mailroom.sent()
    link = sink.messages()["Anna@example.com"]["List-Unsubscribe"]
    who = unverified(urlsplit(link.strip("<>")).path.rpartition("/")[2])
    assert who is not None
    await mailroom.upsert({"externalId": "anna", "email": "anna@example.org"})

    await unsubscribe(mailroom.pool.of(who.workspace_id), who.workspace_id, who.person_id, who.inbox)
    await mailroom.person("old", "anna@EXAMPLE.com")
    await mailroom.person("new", "ANNA@example.org")

    assert (await mailroom.sent())["skips"] == [{"reason": "unsubscribed", "count": 3}]
    assert sum(sink.counts.values()) == 1


async def test_an_unsubscribe_holds_for_an_address_that_its_person_no_longer_has(mailroom: Mailroom, sink: MailSink):
    await mailroom.person("anna", "anna@example.com", unsubscribed=True)
    await mailroom.upsert({"externalId": "anna", "email": None}, {"externalId": "ann", "email": "Anna@example.com"})

    assert sorted((each["reason"], each["count"]) for each in (await mailroom.sent())["skips"]) == [
        ("no e-mail", 1),
        ("unsubscribed", 1),
    ]
    assert sink.counts == {}


async def test_only_those_who_unsubscribed_an_inbox_can_subscribe_it_again(mailroom: Mailroom, sink: MailSink):
    await mailroom.person("anna", "anna@example.com", unsubscribed=True)
    await mailroom.person("ann", "Anna@example.com")

    await mailroom.upsert({"externalId": "ann", "unsubscribed": False})
    before = await mailroom.sent()
    await mailroom.upsert({"externalId": "anna", "unsubscribed": False})
    after = await mailroom.sent()

    assert (before["succeeded"], before["skips"]) == (0, [{"reason": "unsubscribed", "count": 2}])
    assert (after["succeeded"], after["skips"]) == (1, [{"reason": "duplicate address", "count": 1}])
    assert sink.counts == {"anna@example.com": 1}


async def test_people_who_change_to_the_same_address_during_sending_get_one_mail(mailroom: Mailroom, sink: MailSink):
    async with mailroom.sending(sink, readers=60, sent=2) as action:
        await mailroom.pool.execute(
            "UPDATE person SET email = 'shared@example.com' WHERE workspace_id = $1 "
            "AND external_id IN ('p40', 'p50', 'p57', 'p58', 'p59')",
            mailroom.workspace_id,
        )

    ended = await mailroom.ask(WATCH, id=action)
    assert (counts(ended), ended["skips"]) == (
        ("COMPLETED", 60, 56, 4, 0),
        [{"reason": "duplicate address", "count": 4}],
    )
    assert sink.counts["shared@example.com"] == 1
    assert len(sink.accepted) == 56


async def test_people_who_swap_addresses_during_sending_both_get_a_mail(mailroom: Mailroom, sink: MailSink):
    async with mailroom.sending(sink, readers=60, sent=2) as action:
        await mailroom.pool.execute(
            "UPDATE person SET email = CASE WHEN external_id = 'p58' THEN 'p59' ELSE 'p58' END || '@example.com' "
            "WHERE workspace_id = $1 AND external_id IN ('p58', 'p59')",
            mailroom.workspace_id,
        )

    ended = await mailroom.ask(WATCH, id=action)
    assert counts(ended) == ("COMPLETED", 60, 60, 0, 0)
    assert max(sink.counts.values()) == 1


async def test_a_deferred_mail_keeps_its_inbox(mailroom: Mailroom, sink: MailSink):
    await mailroom.person("anna", "anna@example.com")
    await mailroom.person("ann", "ANNA@example.com")
    replies = iter(["451 Greylisted"])
    sink.on_content = lambda _: next(replies, "250 OK")

    ended = await mailroom.sent()

    assert counts(ended) == ("COMPLETED", 2, 1, 1, 0)
    assert await mailroom.states() == {"anna": ("SENT", None), "ann": ("SKIPPED", "duplicate address")}
    assert sink.counts == {"anna@example.com": 1}


@pytest.mark.parametrize("state", ["SENDING", "SENT", "FAILED"])
async def test_a_message_that_an_earlier_release_has_begun_keeps_inboxes_from_a_second_mail(
    mailroom: Mailroom, sink: MailSink, state: str
):
    ann = await mailroom.person("ann", "anna@example.com")
    anna = await mailroom.person("anna", "ANNA@example.com")
    asked = await mailroom.message()
    await mailroom.pool.executemany(
        """
        INSERT INTO recipient (workspace_id, bulk_action_id, person_id, state, inbox)
        SELECT workspace_id, id, $2, $3::recipient_state,
            CASE WHEN $3::recipient_state <> 'PENDING' THEN inbox_of('anna@example.com') END
        FROM bulk_action
        WHERE workspace_id = $1
        """,
        [(mailroom.workspace_id, ann, "PENDING"), (mailroom.workspace_id, anna, state)],
    )
    await mailroom.pool.execute(
        "UPDATE bulk_action SET last_batch = 1, processed = $2 WHERE workspace_id = $1",
        mailroom.workspace_id,
        int(state != "SENDING"),
    )
    await mailroom.work()

    ended = await mailroom.ask(WATCH, id=asked["bulkAction"]["id"])
    assert (ended["status"], ended["processed"]) == ("COMPLETED", 2)
    assert ended["skips"] == [{"reason": "duplicate address", "count": 1}]
    assert sink.counts == {}


addresses = st.sampled_from(
    [
        "a@example.com",
        "A@example.com",
        "a@EXAMPLE.com",
        "b@exämple.com",
        "B@xn--exmple-cua.com",
        "b+1@exämple.com",
        None,
    ]
)
people = st.tuples(st.sampled_from(["p1", "p2", "p3", "p4", "p5"]), addresses, st.sampled_from([True, False, None]))
replies = st.sampled_from([OK, OK, OK, "550 Nobody here", DROP])


@dataclass
class Model:
    """People, and the inboxes that each of them has unsubscribed."""

    addresses: dict[str, str | None] = field(default_factory=dict[str, str | None])
    unsubscribed: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def upsert(self, name: str, address: str | None, unsubscribed: bool | None) -> None:
        self.addresses[name] = address
        if unsubscribed is False:
            self.unsubscribed.pop(name, None)
        elif unsubscribed or name in self.unsubscribed:
            self.unsubscribed.setdefault(name, set()).update([inbox(address)] if address else [])

    def skips(self) -> Counter[str]:
        inboxes = [inbox(address) for address in self.addresses.values() if address]
        open_ = [each for each in inboxes if each not in self.closed()]
        without = sum(address is None for address in self.addresses.values())
        found = {"no e-mail": without, "unsubscribed": len(self.addresses) - without - len(open_)}
        return +Counter({**found, "duplicate address": len(open_) - len(set(open_))})

    def closed(self) -> set[str]:
        return set().union(*self.unsubscribed.values())


def inbox(address: str) -> str:
    return address.lower().replace("xn--exmple-cua", "exämple")


@examples(18)
@given(
    rounds=st.lists(
        st.tuples(st.lists(people, min_size=1, max_size=6), st.lists(replies, max_size=4)), min_size=1, max_size=3
    )
)
async def test_whatever_is_upserted_and_replied_no_inbox_gets_two_mails_of_a_message_and_no_unsubscribed_one_gets_any(
    mailroom: Mailroom, sink: MailSink, rounds: list[tuple[list[tuple[str, str | None, bool | None]], list[str]]]
):
    mailroom.workspace_id = await ensure_workspace(mailroom.pool, str(uuid4()))
    model = Model()
    for upserts, answers in rounds:
        for name, address, unsubscribed in upserts:
            given_ = {} if unsubscribed is None else {"unsubscribed": unsubscribed}
            await mailroom.upsert({"externalId": name, "email": address, **given_})
            model.upsert(name, address, unsubscribed)
        handed_over: Counter[str] = Counter()
        waiting = iter(answers)

        def reply(address: str, handed_over: Counter[str] = handed_over, waiting: Iterator[str] = waiting) -> str:
            handed_over[inbox(address)] += 1
            return next(waiting, OK)

        sink.on_content = reply
        sink.accepted.clear()

        tried = await mailroom.message(dryRun=True)
        ended = await mailroom.sent()

        assert skips_of(tried) == skips_of(ended) == model.skips()
        assert ended["processed"] == ended["selected"] == len(model.addresses)
        assert ended["succeeded"] == len(sink.accepted)
        assert handed_over == dict.fromkeys(handed_over.keys() - model.closed(), 1)


def skips_of(answer: Mapping[str, Any]) -> Counter[str]:
    return Counter({each["reason"]: each["count"] for each in answer["skips"]})
