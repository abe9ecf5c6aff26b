"""Messages to many people over a real mail server: each is sent once, and its result is stored."""

import asyncio
from itertools import chain, repeat
from pathlib import Path

from acting import CANCEL, WATCH
from mail_server import DROP, OK, MailSink, mail_server, mail_settings
from mailroom import FAILURES, Mailroom, counts

from core.ids import global_id
from core.settings import Settings
from db.pool import Pool


async def test_each_person_gets_their_own_message_or_is_skipped_with_a_reason(mailroom: Mailroom, sink: MailSink):
    await mailroom.person("anna", "anna@example.com", name="Anna", attributes={"plan": "pro"})
    await mailroom.person("ben", "ben@example.com", attributes={"plan": "free"})
    await mailroom.person("carl", None)
    await mailroom.person("dora", "dora@example.com", unsubscribed=True)
    await mailroom.person("emil", "emil@")
    fay_id = global_id("Person", await mailroom.person("fay", "fay@example.com", name="Fay"))
    message = {"subject": 'Hi {{ name | default: "there" }}', "body": "You are on {{ attributes.plan }}."}

    tried = await mailroom.message(**message, dryRun=True)
    ended = await mailroom.sent(**message)

    assert tried["wouldSelect"] == 6
    assert sorted((skip["reason"], skip["count"]) for skip in tried["skips"]) == [
        ("malformed address", 1),
        ("no e-mail", 1),
        ("unsubscribed", 1),
    ]
    assert sorted(ended["skips"], key=str) == sorted(tried["skips"], key=str)
    assert counts(ended) == ("COMPLETED", 6, 2, 3, 1)
    assert await mailroom.states() == {
        "anna": ("SENT", None),
        "ben": ("SENT", None),
        "carl": ("SKIPPED", "no e-mail"),
        "dora": ("SKIPPED", "unsubscribed"),
        "emil": ("SKIPPED", "malformed address"),
        "fay": ("FAILED", "Line 1 of the body: attributes.plan is missing or null: give a default."),
    }
    [fay] = await mailroom.failures(ended["id"])
    assert fay == {
        "personId": fay_id,
        "reason": "Line 1 of the body: attributes.plan is missing or null: give a default.",
    }
    read = {to: (mail["Subject"], mail["List-Unsubscribe-Post"]) for to, mail in sink.messages().items()}
    assert read == {
        "anna@example.com": ("Hi Anna", "List-Unsubscribe=One-Click"),
        "ben@example.com": ("Hi there", "List-Unsubscribe=One-Click"),
    }


async def test_the_preview_shows_the_subject_that_is_sent(mailroom: Mailroom, sink: MailSink):
    ann = await mailroom.person("ann", "ann@example.com", name="Änn\t\u00a0 Ex\u2028ample \n")
    templates = {"subject": "  Hi,   {{ name }}  \t", "body": "Hi"}
    preview = "query ($input: MessagePreviewInput!) { answer: messagePreview(input: $input) { subject } }"

    previewed = await mailroom.ask(preview, input={"person": global_id("Person", ann), **templates})
    await mailroom.sent(**templates)

    assert previewed == {"subject": "Hi, Änn Ex ample"}
    assert sink.messages()["ann@example.com"]["Subject"] == "Hi, Änn Ex ample"


async def test_a_refused_mail_fails_alone(mailroom: Mailroom, sink: MailSink):
    names = [f"p{number}" for number in range(30)]
    await mailroom.readers(*names)
    sink.on_recipient = lambda address: "550 Nobody here" if address.startswith("p1@") else OK
    sink.on_content = lambda address: "554 Spam" if address.startswith("p2@") else OK

    ended = await mailroom.sent()

    assert counts(ended) == ("COMPLETED", 30, 28, 0, 2)
    refused = {
        "p1": ("FAILED", "The mail server replied: 550 Nobody here"),
        "p2": ("FAILED", "The mail server replied: 554 Spam"),
    }
    sent = {name: ("SENT", None) for name in names if name not in refused}
    assert await mailroom.states() == sent | refused
    assert sink.counts == {f"{name}@example.com": 1 for name in sent}


async def test_a_mail_that_takes_too_many_rendering_steps_fails_alone(mailroom: Mailroom):
    for name, size in {"anna": 1, "ben": 1_000_000, "carl": 9_000}.items():
        await mailroom.person(name, f"{name}@example.com", attributes={"size": size})

    ended = await mailroom.sent(
        body="Hi{% for i in (1..attributes.size) %}{% for j in (1..attributes.size) %}{% endfor %}{% endfor %}"
    )

    assert counts(ended) == ("COMPLETED", 3, 1, 0, 2)
    assert await mailroom.states() == {
        "anna": ("SENT", None),
        "ben": ("FAILED", "Line 1 of the body: a value may have at most 100,000 characters, or 10,000 elements."),
        "carl": ("FAILED", "Line 1 of the body: rendering takes more than 50,000 steps."),
    }


async def test_a_template_that_only_an_older_release_accepts_fails_the_action(mailroom: Mailroom):
    await mailroom.readers("anna")
    asked = await mailroom.message()
    await mailroom.pool.execute(
        "UPDATE message SET body = '{% cycle 1 %}' WHERE workspace_id = $1", mailroom.workspace_id
    )
    await mailroom.work()

    ended = await mailroom.ask(WATCH, id=asked["bulkAction"]["id"])
    assert ended["status"] == "FAILED"
    assert ended["error"].startswith(
        "The body is not a valid template any more. Line 1 of the body: unexpected tag 'cycle'; the tags are"
    )


async def test_the_first_hundred_failures_are_listed(mailroom: Mailroom):
    person_ids = [await mailroom.person(f"p{number}", f"p{number}@example.com") for number in range(103)]

    ended = await mailroom.sent(body="{{ name }}")

    failures = await mailroom.failures(ended["id"])
    assert counts(ended) == ("COMPLETED", 103, 0, 0, 103)
    assert [failure["personId"] for failure in failures] == [global_id("Person", number) for number in person_ids[:100]]
    assert {failure["reason"] for failure in failures} == {
        "Line 1 of the body: name is missing or null: give a default."
    }


async def test_a_deferred_mail_is_retried_without_delaying_the_others(mailroom: Mailroom, sink: MailSink):
    await mailroom.readers("anna", "ben", "carl")
    replies = {"ben@example.com": iter(["451 Greylisted"]), "carl@example.com": iter(["450 Later"])}
    sink.on_recipient = lambda address: next(replies.get(address, iter([OK])), OK)

    ended = await mailroom.sent()

    assert counts(ended) == ("COMPLETED", 3, 3, 0, 0)
    assert sink.counts == {f"{name}@example.com": 1 for name in ("anna", "ben", "carl")}
    assert next(address for address, _ in sink.accepted) == "anna@example.com"


async def test_a_mail_that_is_always_deferred_fails_with_the_last_reason(mailroom: Mailroom, sink: MailSink):
    await mailroom.readers("anna")
    sink.on_recipient = lambda _: "452 Mailbox full"
    asked = await mailroom.message()
    working = asyncio.create_task(mailroom.work())
    while not working.done():
        await mailroom.pool.execute(
            "UPDATE recipient SET due_at = now() WHERE workspace_id = $1", mailroom.workspace_id
        )
        await asyncio.sleep(0.2)

    assert counts(await mailroom.ask(WATCH, id=asked["bulkAction"]["id"])) == ("COMPLETED", 1, 0, 0, 1)
    assert await mailroom.states() == {"anna": ("FAILED", "The mail server replied: 452 Mailbox full")}


async def test_connections_dropped_before_the_content_neither_lose_nor_duplicate_mails(
    mailroom: Mailroom, sink: MailSink
):
    names = [f"p{number}" for number in range(30)]
    await mailroom.readers(*names)
    drops = iter([DROP, OK, OK, DROP, "421 Closing", OK, DROP])
    sink.on_recipient = lambda _: next(drops, OK)

    ended = await mailroom.sent()

    assert counts(ended) == ("COMPLETED", 30, 30, 0, 0)
    assert sink.counts == {f"{name}@example.com": 1 for name in names}


async def test_a_doubtful_mail_is_not_sent_again(mailroom: Mailroom, sink: MailSink):
    await mailroom.readers("anna", "ben")
    sink.on_content = lambda address: DROP if address.startswith("anna") else OK

    ended = await mailroom.sent()

    assert counts(ended) == ("COMPLETED", 2, 1, 0, 1)
    state, reason = (await mailroom.states())["anna"]
    assert state == "FAILED"
    assert reason is not None
    assert reason.startswith("The mail server did not confirm that it accepted the mail: ")
    assert sink.counts == {"ben@example.com": 1}


async def test_only_mails_with_dropped_connections_are_doubtful(mailroom: Mailroom, sink: MailSink):
    names = [f"p{number}" for number in range(40)]
    await mailroom.readers(*names)
    replies = chain([OK] * 10, [DROP] * 4, repeat(OK))
    sink.on_content = lambda _: next(replies)

    ended = await mailroom.sent()

    states = await mailroom.states()
    failed = {name for name, (state, _) in states.items() if state == "FAILED"}
    assert counts(ended) == ("COMPLETED", 40, 36, 0, 4)
    assert len(failed) == 4
    assert all((states[name][1] or "").startswith("The mail server did not confirm") for name in failed)
    assert sink.counts == {f"{name}@example.com": 1 for name in names if name not in failed}


async def test_an_unavailable_mail_server_is_waited_for(pool: Pool, settings: Settings, workspace_id: int):
    sink = MailSink()
    async with mail_server(sink) as port:
        pass
    mailroom = Mailroom(settings.model_copy(update=mail_settings(port)), pool, workspace_id)
    await mailroom.readers("anna", "ben")
    asked = await mailroom.message()

    working = asyncio.create_task(mailroom.work())
    await asyncio.sleep(1.5)
    async with mail_server(sink, port=port):
        await working

    assert counts(await mailroom.ask(WATCH, id=asked["bulkAction"]["id"])) == ("COMPLETED", 2, 2, 0, 0)
    assert sink.counts == {"anna@example.com": 1, "ben@example.com": 1}


async def test_canceling_stops_before_the_next_mail_and_keeps_the_counts(mailroom: Mailroom, sink: MailSink):
    async with mailroom.sending(sink, readers=200, sent=5) as action:
        await mailroom.ask(CANCEL, id=action)

    ended = await mailroom.ask(WATCH, id=action)

    status, selected, succeeded, skipped, failed = counts(ended)
    assert (status, selected, skipped, failed) == ("CANCELED", 200, 0, 0)
    assert 5 <= succeeded == len(sink.accepted) < 60
    assert max(sink.counts.values()) == 1


async def test_people_who_unsubscribe_during_sending_get_no_mail(mailroom: Mailroom, sink: MailSink):
    async with mailroom.sending(sink, readers=60, sent=2) as action:
        await mailroom.pool.execute(
            "UPDATE person SET unsubscribed = true WHERE workspace_id = $1 AND external_id = 'p59'",
            mailroom.workspace_id,
        )

    ended = await mailroom.ask(WATCH, id=action)
    assert counts(ended) == ("COMPLETED", 60, 59, 1, 0)
    assert "p59@example.com" not in sink.counts


async def test_without_a_mail_server_each_message_is_one_file(
    pool: Pool, settings: Settings, workspace_id: int, tmp_path: Path
):
    mailroom = Mailroom(settings.model_copy(update={"mail_outbox": tmp_path}), pool, workspace_id)
    await mailroom.readers("anna", "ben")

    ended = await mailroom.sent(body="Stop: {{ unsubscribe_url }}")
    await mailroom.pool.execute("UPDATE recipient SET state = 'PENDING' WHERE workspace_id = $1", workspace_id)
    await mailroom.pool.execute("UPDATE bulk_action SET status = 'PENDING', processed = 0, completed_at = NULL")
    await mailroom.pool.execute("UPDATE job SET state = 'QUEUED' WHERE workspace_id = $1", workspace_id)
    await mailroom.work()

    assert counts(ended) == ("COMPLETED", 2, 2, 0, 0)
    mails = {name: content for name, content in _files(tmp_path).items() if name.endswith(".eml")}
    assert len(mails) == len(_files(tmp_path)) == 2
    assert all(b"Stop: mailto:milepost@localhost?subject=unsubscribe\r\n" in content for content in mails.values())


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


INVISIBLE = "\u200b \u00ad\u2060\ufeff\u200f\u3164\ufe0f\u2800\U000e0061"


async def test_a_message_of_invisible_characters_counts_as_empty(mailroom: Mailroom):
    await mailroom.person("ann", "ann@example.com", name=INVISIBLE)

    actions = [
        await mailroom.sent(subject="Hi", body="{{ name }}\n"),
        await mailroom.sent(subject=INVISIBLE, body="Hi"),
    ]

    failures = [await mailroom.ask(FAILURES, id=action["id"]) for action in actions]
    assert [[failure["reason"] for failure in each["failures"]] for each in failures] == [
        ["The rendered body is empty, so nothing is sent."],
        ["The rendered subject is empty, so nothing is sent."],
    ]


async def test_a_message_that_is_empty_for_a_person_is_not_sent_to_them(mailroom: Mailroom):
    await mailroom.person("ann", "ann@example.com", attributes={"city": "Rome"})
    await mailroom.person("bob", "bob@example.com", attributes={"city": None})
    await mailroom.person("eve", "eve@example.com", attributes={"city": " "})

    greeting = await mailroom.sent(subject="Hi", body="{% if attributes.city %}{{ attributes.city }}{% endif %}")
    named = await mailroom.sent(subject="{{ attributes.city }}", body="Hi")

    failures = [await mailroom.ask(FAILURES, id=action["id"]) for action in (greeting, named)]
    assert [(action["succeeded"], action["failed"]) for action in (greeting, named)] == [(1, 2), (1, 2)]
    assert [[failure["reason"] for failure in each["failures"]] for each in failures] == [
        ["The rendered body is empty, so nothing is sent."] * 2,
        [
            "Line 1 of the subject: attributes.city is missing or null: give a default.",
            "The rendered subject is empty, so nothing is sent.",
        ],
    ]
