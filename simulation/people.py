"""The simulated people. Their addresses are on domains that are reserved for examples (RFC 2606): no one has them."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

_FIRST = (
    "Ada Amir Anna Ben Carla Chen Dana Diego Elif Emma Farid Grace Hana Hugo Ines Ivan Jana Joao Kofi Lena Liam Lucia "
    "Mae Malik Maya Mina Nils Noor Olga Omar Petra Priya Ravi Rosa Sami Sofia Tariq Tess Uma Yuki"
).split()
_LAST = (
    "Adams Bakker Banerjee Costa Diaz Dubois Eriksen Fischer Garcia Haddad Ito Jansen Kaya Kim Klein Kowalski Larsen "
    "Lopez Martin Mensah Meyer Moreau Nguyen Novak Okafor Olsen Park Patel Peters Rossi Santos Sato Schmidt Silva Smit "
    "Tanaka Torres Visser Wang Weber"
).split()
_DOMAINS = ("example.com", "example.com", "example.com", "example.org", "example.net")
_LANGUAGES = {"NL": "nl", "DE": "de", "FR": "fr", "US": "en", "BR": "pt", "IN": "en", "JP": "ja", "NG": "en"}
_PRICES = {"free": 0, "team": 12.5, "business": 29}  # of a seat in a month
_PLANS = ("free", "free", "free", "team", "business")
_SOURCES = ("search", "search", "referral", "advertisement", "newsletter", "conference", None)
_COMPANY_NAMES = "Alder Birch Cedar Delta Ember Fjord Granite Harbor Indigo Juniper Kestrel Lumen Meadow Nimbus".split()
_COMPANY_TRADES = "Analytics Bakery Books Clinics Energy Foods Games Logistics Media Robotics Software Travel".split()


class Newcomer(NamedTuple):
    """A person, as the history knows them: the number, the start of the first entry, and the number of a company."""

    number: int
    started_at: datetime
    company: int | None


def person(newcomer: Newcomer, *, seed: int, until: datetime) -> dict[str, Any]:
    """The person `user-SEED-NUMBER` as a PersonInput object, as of `until`. Some have no e-mail address.

    Someone who starts later has not signed up yet, and was never seen.
    """
    number = newcomer.number
    random = Random(f"person/{seed}/{number}")  # noqa: S311 - repeatable, not secret
    first, last, domain = random.choice(_FIRST), random.choice(_LAST), random.choice(_DOMAINS)
    return {
        "externalId": f"user-{seed}-{number}",
        "name": f"{first} {last}",
        "email": f"{first}.{last}.{number}@{domain}".lower() if random.random() < 0.95 else None,
        "attributes": _account(random) | _company(newcomer.company) | _use(random, newcomer.started_at, until),
        "tags": [tag for tag, share in (("beta", 0.1), ("newsletter", 0.4)) if random.random() < share],
        "unsubscribed": random.random() < 0.04,
    }


def _account(random: Random) -> dict[str, Any]:
    plan, country = random.choice(_PLANS), random.choice([*_LANGUAGES])
    seats = 1 if plan == "free" else random.choice((1, 2, 5, 10, 25))
    return {
        "plan": plan,
        "seats": seats,
        "monthly_spend": _PRICES[plan] * seats,
        "country": country,
        "language": _LANGUAGES[country] if random.random() < 0.8 else "en",
        "sign_up_source": random.choice(_SOURCES),
    }


def _company(number: int | None) -> dict[str, Any]:
    """The company's attributes, the same for all of its people; null for people without one."""
    if number is None:
        return {"company": None, "employees": None}
    random = Random(f"company/{number}")  # noqa: S311 - repeatable, not secret
    name = f"{random.choice(_COMPANY_NAMES)} {random.choice(_COMPANY_TRADES)}"
    return {"company": name, "employees": random.choice((4, 12, 35, 80, 250, 1200))}


def _use(random: Random, since: datetime, until: datetime) -> dict[str, Any]:
    seen = min(until, since + timedelta(minutes=int(random.random() * 30 * 24 * 60))).astimezone(UTC)
    is_known, was_seen = since <= until, random.random() < 0.95
    return {
        "signed_up_on": since.date().isoformat() if is_known else None,
        "last_seen_at": f"{seen:%Y-%m-%dT%H:%M:%SZ}" if is_known and was_seen else None,
        "projects": int(random.expovariate(0.4)),
        "is_admin": random.random() < 0.2,
        "rating": random.choice((3, 6, 7, 8, 8, 9, 9, 10)) if random.random() < 0.35 else None,
    }
