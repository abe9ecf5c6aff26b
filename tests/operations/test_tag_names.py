"""A tag has one name, with whatever white space it is given."""

from typing import Any

from asking import ask
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

from db.pool import Pool

SPACES = [chr(code) for code in range(0x3001) if chr(code).isspace()]
UPSERT = "mutation ($people: [PersonInput!]!) { upsertPeople(input: { people: $people }) { userErrors { message } } }"
FOUND = """query ($with: PeopleFilter, $without: PeopleFilter, $search: String) {
  with: people(filter: $with) { nodes { externalId tags { name } } }
  without: people(filter: $without) { nodes { externalId } }
  tags(search: $search) { name people }
}"""
TAGGED = """mutation ($tag: String!, $people: PeopleFilter!) {
  tag: tagPeople(input: { people: {}, tag: $tag, dryRun: true }) { wouldSelect skips { reason count } }
  untag: untagPeople(input: { people: {}, tag: $tag, dryRun: true }) { wouldSelect skips { reason count } }
  message: messagePeople(input: { people: $people, subject: "S", body: "B", dryRun: true }) { wouldSelect }
}"""

names = st.sampled_from(["do not contact", "VIP", "a\u3000b", "\u00e9", "e\u0301"])
spaces = st.text(st.sampled_from(SPACES), max_size=3)
written = st.builds("{}{}{}".format, spaces, st.just("{}"), spaces)


@examples(25)
@given(name=names, ways=st.lists(written, min_size=5, max_size=5))
async def test_a_name_means_the_same_tag_wherever_it_is_given(pool: Pool, name: str, ways: list[str]):
    workspace_id = await pool.fetchval("INSERT INTO workspace (name) VALUES (gen_random_uuid()) RETURNING id")
    stored, with_, without, search, tag = (way.format(name) for way in ways)
    people: list[dict[str, Any]] = [{"externalId": "ann", "tags": [stored], "email": "ann@example.org"}]
    people.append({"externalId": "bob", "email": "bob@example.org"})

    await ask(pool, workspace_id, UPSERT, people=people)
    found = await ask(
        pool,
        workspace_id,
        FOUND,
        **{"with": {"tags": [with_]}, "without": {"withoutTags": [without]}, "search": search},
    )
    tagged = await ask(pool, workspace_id, TAGGED, tag=tag, people={"withoutTags": [without]})

    assert found == {
        "with": {"nodes": [{"externalId": "ann", "tags": [{"name": name}]}]},
        "without": {"nodes": [{"externalId": "bob"}]},
        "tags": [{"name": name, "people": 1}],
    }
    assert tagged == {
        "tag": {"wouldSelect": 2, "skips": [{"reason": "already tagged", "count": 1}]},
        "untag": {"wouldSelect": 2, "skips": [{"reason": "does not have the tag", "count": 1}]},
        "message": {"wouldSelect": 1},
    }
