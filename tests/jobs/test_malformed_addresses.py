"""People whose address no mail can be sent to are skipped, and the preview says so."""

from mail_server import MailSink
from mailroom import Mailroom, counts

from core.ids import global_id

PREVIEW = "query ($input: MessagePreviewInput!) { answer: messagePreview(input: $input) { skip } }"
PUNYCODE = "a@xn--zzzzzz.com"  # which encodes nothing
# In domains: a symbol, a leading mark, two directions, too long in ASCII. Before the @: a leading mark.
MALFORMED = ["a@☃.com", "a@\u0301b.com", "a@1אב.com", f"a@{'é' * 60}.com", "\u0301a@example.com"]
VALID = ["a@xn--exmple-cua.com", "a@exämple.org", "a@例子.广告", "a@b.1com", "a@b。com"]


async def test_addresses_that_cannot_be_mailed_are_skipped_as_previewed(mailroom: Mailroom, sink: MailSink):
    people = {address: await mailroom.person(address, address) for address in [*MALFORMED, *VALID]}
    text = {"subject": "Hi", "body": "Hi"}

    tried = await mailroom.message(**text, dryRun=True)
    previews = {
        address: (await mailroom.ask(PREVIEW, input={"person": global_id("Person", person), **text}))["skip"]
        for address, person in people.items()
    }
    ended = await mailroom.sent(**text)

    assert previews == {**dict.fromkeys(MALFORMED, "malformed address"), **dict.fromkeys(VALID)}
    assert [(skip["reason"], skip["count"]) for skip in ended["skips"]] == [("malformed address", len(MALFORMED))]
    assert tried["skips"] == ended["skips"]
    assert counts(ended) == ("COMPLETED", len(people), len(VALID), len(MALFORMED), 0)
    assert len(sink.messages()) == len(VALID)


async def test_a_domain_that_only_looks_like_punycode_is_skipped_as_previewed(mailroom: Mailroom, sink: MailSink):
    person = await mailroom.person("ann", PUNYCODE)

    preview = await mailroom.ask(PREVIEW, input={"person": global_id("Person", person), "subject": "Hi", "body": "Hi"})
    ended = await mailroom.sent()

    assert preview == {"skip": "malformed address"}
    assert ended["skips"] == [{"reason": "malformed address", "count": 1}]
    assert sink.messages() == {}
