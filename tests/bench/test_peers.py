"""The peers return the same figures as Milepost. Otherwise comparing them would be meaningless."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bench.ground import Ground, Tenant
from bench.histories import DAYS, UNTIL, loaded
from bench.peers.postgraphile.peer import postgraphile
from bench.peers.textbook.peer import textbook
from bench.rates import agree
from bench.sides import Side, milepost
from core.errors import MilepostError, Unavailable

PEOPLE = 150
INSTANTS = [None, UNTIL, *(UNTIL - timedelta(days=DAYS / 7.1 * share) for share in range(1, 8))]


@pytest.fixture(scope="module")
async def tenant(ground: Ground) -> Tenant:
    return await loaded(ground, PEOPLE)


@pytest.fixture
async def postgraphile_side(ground: Ground, tenant: Tenant) -> AsyncIterator[Side]:
    try:
        async with postgraphile(ground, tenant) as peer:
            yield peer
    except Unavailable as error:
        pytest.skip(str(error))


async def test_the_textbook_server_returns_the_same_figures_as_of_any_instant(ground: Ground, tenant: Tenant):
    ours = milepost(ground, tenant)

    with textbook(ground, tenant) as peer:
        for as_of in INSTANTS:
            await agree(ours, peer, as_of)

        answer = await peer.answer(None)
    assert answer[".outcomes.0.count"] == PEOPLE


async def test_postgraphile_returns_the_same_figures_as_of_any_instant(
    ground: Ground, tenant: Tenant, postgraphile_side: Side
):
    for as_of in INSTANTS:
        await agree(milepost(ground, tenant), postgraphile_side, as_of)

    answer = await postgraphile_side.answer(None)
    assert answer[".outcomes.0.count"] == PEOPLE


async def test_different_figures_are_reported(ground: Ground, tenant: Tenant):
    other = await loaded(ground, PEOPLE + 1)

    with pytest.raises(
        MilepostError, match=r"differ in \[\('\.blocks\.0\.reached', 150\), \('\.blocks\.0\.reached', 151\)"
    ):
        await agree(milepost(ground, tenant), milepost(ground, other), None)
