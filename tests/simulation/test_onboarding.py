from simulation.onboarding import definition


def test_every_path_joins_two_blocks_of_the_series():
    series = definition("trial")
    blocks = {block["key"] for block in series["blocks"]}

    assert series["key"] == "trial"
    assert len(series["blocks"]) == len(blocks) == 13
    assert {end for path in series["paths"] for end in (path["from"], path["to"])} == blocks


def test_the_only_entry_block_is_a_rule():
    entries = [(block["key"], block["kind"]) for block in definition()["blocks"] if block["isEntry"]]

    assert entries == [("signed-up", "RULE")]
    assert "signed-up" not in {path["to"] for path in definition()["paths"]}


def test_only_the_arms_of_the_split_have_a_variant():
    arms = [(path["from"], path["variant"]) for path in definition()["paths"] if path["variant"]]

    assert arms == [("tips-split", "e-mail"), ("tips-split", "chat")]
