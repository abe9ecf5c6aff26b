"""The simulated people. They depend only on the seed, not on the history."""

from collections.abc import Iterator
from random import Random
from typing import Any

_FIRST = (
    "Ada Amir Anna Ben Carla Chen Dana Diego Elif Emma Farid Grace Hana Hugo Ines Ivan Jana Joao Kofi Lena Liam Lucia "
    "Mae Malik Maya Mina Nils Noor Olga Omar Petra Priya Ravi Rosa Sami Sofia Tariq Tess Uma Yuki"
).split()
_LAST = (
    "Adams Bakker Banerjee Costa Diaz Dubois Eriksen Fischer Garcia Haddad Ito Jansen Kaya Kim Klein Kowalski Larsen "
    "Lopez Martin Mensah Meyer Moreau Nguyen Novak Okafor Olsen Park Patel Peters Rossi Santos Sato Schmidt Silva Smit "
    "Tanaka Torres Visser Wang Weber"
).split()
_COUNTRIES = ("NL", "DE", "FR", "US", "BR", "IN", "JP", "NG")
_PLANS = ("free", "free", "free", "team", "business")


def people(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """The people of `history(people=count, seed=seed)`, as PersonInput objects. Some have no e-mail address."""
    for number in range(1, count + 1):
        yield _person(Random(f"person/{seed}/{number}"), f"user-{seed}-{number}", number)  # noqa: S311 - repeatable


def _person(random: Random, external_id: str, number: int) -> dict[str, Any]:
    first, last = random.choice(_FIRST), random.choice(_LAST)
    attributes = {
        "plan": random.choice(_PLANS),
        "country": random.choice(_COUNTRIES),
        "seats": random.choice((1, 1, 2, 5, 10, 25)),
    }
    return {
        "externalId": external_id,
        "name": f"{first} {last}",
        "email": f"{first}.{last}.{number}@example.com".lower() if random.random() < 0.95 else None,
        "attributes": attributes,
        "tags": [tag for tag, share in (("beta", 0.1), ("newsletter", 0.4)) if random.random() < share],
        "unsubscribed": random.random() < 0.04,
    }
