"""The simulated series: the onboarding of a software trial."""

from typing import Any

_BLOCKS = [
    ("signed-up", "Signed up for a trial", "RULE"),
    ("welcome", "Welcome", "EMAIL"),
    ("settle-in", "One day to look around", "WAIT"),
    ("first-project", "Made a first project", "RULE"),
    ("tag-activated", "Tag: activated", "TAG"),
    ("tips-split", "Which tips help more?", "SPLIT"),
    ("tips-email", "Three tips by e-mail", "EMAIL"),
    ("tips-chat", "Offer a hand in chat", "CHAT"),
    ("notify-crm", "Tell the CRM", "WEBHOOK"),
    ("mid-trial", "Four days of trial", "WAIT"),
    ("trial-reminder", "Your trial ends soon", "PUSH"),
    ("invited-team", "Invited a colleague", "RULE"),
    ("upgrade-offer", "Upgrade and save", "EMAIL"),
]

_PATHS = [
    ("signed-up", "welcome", "MATCHED", None),
    ("welcome", "settle-in", "DELIVERED", None),
    ("settle-in", "first-project", "NEXT", None),
    ("first-project", "tag-activated", "MATCHED", None),
    ("first-project", "tips-split", "NOT_MATCHED", None),
    ("tag-activated", "notify-crm", "NEXT", None),
    ("tips-split", "tips-email", "VARIANT", "e-mail"),
    ("tips-split", "tips-chat", "VARIANT", "chat"),
    ("tips-email", "notify-crm", "DELIVERED", None),
    ("tips-chat", "notify-crm", "DELIVERED", None),
    ("tips-chat", "tips-email", "NOT_ONLINE", None),
    ("notify-crm", "mid-trial", "NEXT", None),
    ("mid-trial", "trial-reminder", "NEXT", None),
    ("trial-reminder", "invited-team", "DELIVERED", None),
    ("trial-reminder", "invited-team", "NOT_ONLINE", None),
    ("invited-team", "upgrade-offer", "MATCHED", None),
    ("invited-team", "upgrade-offer", "NOT_MATCHED", None),
]


def definition(series: str = "onboarding") -> dict[str, Any]:
    """The onboarding series under the key `series`, as a DefineSeriesInput."""
    return {
        "key": series,
        "name": "Trial onboarding",
        "status": "LIVE",
        "goal": "Upgraded to a paid plan",
        "blocks": [
            {"key": key, "name": name, "kind": kind, "isEntry": key == "signed-up"} for key, name, kind in _BLOCKS
        ],
        "paths": [
            {"from": start, "to": end, "condition": condition, "variant": variant}
            for start, end, condition, variant in _PATHS
        ],
    }
