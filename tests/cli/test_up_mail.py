"""`milepost up` without a mail server: mails are written to the outbox in the data directory, with a working link."""

import time
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import httpx

PEOPLE = "mutation ($input: UpsertPeopleInput!) { upsertPeople(input: $input) { created userErrors { message } } }"
MESSAGE = """
mutation ($input: MessagePeopleInput!) {
  messagePeople(input: $input) { bulkAction { id } userErrors { message } }
}
"""
WATCH = "query ($id: ID!) { bulkAction(id: $id) { status succeeded skips { reason count } } }"
ANNA = {"externalId": "anna", "email": "anna@example.com", "name": "Anna"}
HELLO = {"people": {}, "subject": "Hello {{ name }}", "body": "Stop: {{ unsubscribe_url }}\n"}

Ask = Callable[..., Any]


def _asking(client: httpx.Client) -> Ask:
    def ask(query: str, **variables: object) -> Any:
        answer = client.post("/graphql", json={"query": query, "variables": variables}).json()
        assert "errors" not in answer, answer
        return answer["data"]

    return ask


def _sent(ask: Ask) -> Any:
    """Sends the message to everyone and returns the bulk action once it has completed."""
    action = ask(MESSAGE, input=HELLO)["messagePeople"]["bulkAction"]["id"]
    while (ended := ask(WATCH, id=action)["bulkAction"])["status"] != "COMPLETED":
        time.sleep(0.1)
    return ended


def test_a_message_is_a_file_whose_link_unsubscribes(starting, tmp_path: Path):
    with starting("up", "--port", "0", "--data-dir", str(tmp_path / "data")) as up:
        address = up.await_output(r"Milepost: (http://127\.0\.0\.1:\d+)")[1]
        token = up.token()
        with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
            ask = _asking(client)
            ask(PEOPLE, input={"people": [ANNA]})

            first = _sent(ask)
            [file] = (tmp_path / "data" / "outbox").iterdir()
            mail = message_from_bytes(file.read_bytes(), policy=default)
            link = mail["List-Unsubscribe"].strip("<>")
            clicked = httpx.post(link)
            second = _sent(ask)
        up.await_output(r"mail_server\.missing.*outbox")

    assert (first["succeeded"], first["skips"]) == (1, [])
    assert (mail["To"], mail["Subject"]) == ("anna@example.com", "Hello Anna")
    assert link.startswith(f"{address}/unsubscribe/")
    assert f"Stop: {link}" in mail.get_body(("plain",)).get_content()
    assert clicked.status_code == 200
    assert (second["succeeded"], second["skips"]) == (0, [{"reason": "unsubscribed", "count": 1}])


def test_links_to_this_machine_are_not_mailed_if_others_can_send_requests(starting, tmp_path: Path):
    export = """mutation { requestExport(input: {series: "U2VyaWVzOjE", email: "anna@example.com"}) {
        userErrors { code message path }
    } }"""
    with starting("up", "--host", "0.0.0.0", "--port", "0", "--demo", "--data-dir", str(tmp_path / "data")) as up:
        address = up.await_output(r"Milepost: (http://127\.0\.0\.1:\d+)")[1]
        headers = {"Authorization": f"Bearer {up.token()}", "Host": "milepost.example.com"}
        with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
            [error] = _asking(client)(export)["requestExport"]["userErrors"]

    assert (error["code"], error["path"]) == ("INVALID", ["email"])
    assert "MILEPOST_PUBLIC_URL" in error["message"]
