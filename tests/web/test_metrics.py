"""/metrics: without authentication, in the text format of Prometheus, with no data about people or workspaces."""

import httpx
from prometheus_client.parser import text_string_to_metric_families

from core.viewer import Scope

LABELS = {"reason", "generation", "implementation", "major", "minor", "patchlevel", "version"}


def test_it_counts_the_fallbacks_of_the_executor_by_reason(server):
    response = httpx.get(f"{server}/metrics")

    families = {family.name: family for family in text_string_to_metric_families(response.text)}
    counted = families["milepost_executor_fallbacks"]
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (200, "text/plain")
    assert counted.type == "counter"
    reasons = {sample.labels["reason"] for sample in counted.samples if sample.name.endswith("_total")}
    assert reasons == {"operation", "field", "value", "error"}


async def test_no_label_names_a_person_or_series(server, workspace_id, token_for):
    token = await token_for(workspace_id, Scope.READ)
    question = {"query": '{ person(externalId: "somebody-named") { email } series(key: "s-named") { name } }'}
    async with httpx.AsyncClient(base_url=server, headers={"Authorization": f"Bearer {token}"}) as client:
        (await client.post("/graphql", json=question)).raise_for_status()
        text = (await client.get("/metrics")).text

    families = text_string_to_metric_families(text)
    assert {label for family in families for sample in family.samples for label in sample.labels} <= LABELS
    assert "named" not in text
