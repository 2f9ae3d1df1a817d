"""A small world as a site: what its pages are made from."""

import datetime as dt
from collections.abc import Iterator, Mapping

from world import World

from regraph.model.knowledge import known
from regraph.model.scenario import Scenario
from regraph.site.making import Made
from regraph.site.pages.asked import Asked
from regraph.site.whole import asked_of

DAY = dt.date(2026, 2, 10)


def small() -> World:
    """A state with an option, a miner whose stake in a mine two accounts tell differently, and a lender."""
    world = World()
    world.account("news", "2026-02-01").account("wire", "2026-02-05", publisher="wire-desk")
    world.thing("country", "State").thing("mine", "Mine").thing("bank")
    world.stake("miner", "mine", "0.51").says("wire", "stake-miner-in-mine", "Stake", isHeldBy="miner",
        isStakeIn="mine", shareAtLeast="0.4", shareAtMost="0.4")  # fmt: skip
    world.claim("right", "Option", isHeldBy="country", isInterestIn="miner", shareBelow="0.5", stage="announced")
    return world.claim("loan", "Loan", "wire", hasLender="bank", hasBorrower="miner", amountAtLeast="5000000",
                       amountAtMost="5000000", currency="USD", stage="announced", commodity="rare-earths")  # fmt: skip


def asked(world: World, order: int = 1) -> Asked:
    """What a site of a world is made from; `order` -1 reads its files and quads backwards."""
    data = world.dataset(order)
    return asked_of(data, known(data), Scenario(DAY), None)


def as_made(files: Mapping[str, bytes]) -> Iterator[Made]:
    """Files by path, as made from nothing that could be known before."""
    return (Made(path, "", content) for path, content in files.items())
