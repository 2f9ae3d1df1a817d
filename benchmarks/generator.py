"""A made-up register of stakes in the shape of real ones, the same for the same seed; benchmarks alone use it.

Half as many companies as stakes. Most holders are persons with one stake; companies hold companies older than
themselves, the oldest the most; a few hold their own holders, themselves, or anybody. The oldest companies are a core
that holds itself mutually. True shares of a company are never more than all of it, and the bounds contain them.

Source:
    Vitali, Glattfelder and Battiston, The network of global corporate control, PLoS ONE 6 (2011): a core of about
    1,300 companies with nine ties each. Magnanimi and Iezzi, Ownership graphs and reasoning in corporate economics
    (2022): the Italian register is scale-free, with few and small rings. The bands are those of the British register.
"""

import numpy as np
import numpy.typing as npt

WHOLE = 2_000_000_000  # as in regraph.engine.stakes, which a generator of plain columns need not import
CORE = 1_300
TIES = 9
BANDS = (0.25, 0.5, 0.75)

Column = npt.NDArray[np.int32]
Shares = npt.NDArray[np.float64]
Random = np.random.Generator


def register(stakes: int, seed: int) -> tuple[Column, Column, Column, Column]:
    """Columns holder, held, low and high of a register, sorted by what is held, then by holder.

    Args:
        stakes: how many stakes; at least 100.
        seed: the same columns for the same seed.
    Returns:
        Indices from 0 (companies before persons) and bounds in units of 1/`WHOLE`, an odd number for an open end.
    """
    random = np.random.default_rng(seed)
    companies = stakes // 2
    core = min(CORE, stakes // 800)
    held = held_by_all(random, stakes, companies, core)
    holder = holders(random, held, companies, core)
    low, high = bounds(random, true_shares(random, held, companies))
    order = np.lexsort((holder, held))
    columns = [column[order].astype(np.int32) for column in (holder, held, low, high)]
    return columns[0], columns[1], columns[2], columns[3]


def held_by_all(random: Random, stakes: int, companies: int, core: int) -> npt.NDArray[np.int64]:
    """What each stake is of: one of every company, nine of the core, the rest anywhere, a tenth of it in the listed."""
    rest = stakes - companies - core * TIES
    popular = random.random(rest) < 0.1
    anywhere = companies * random.random(rest) ** np.where(popular, 6.0, 1.0)
    return np.concatenate([np.arange(companies), np.repeat(np.arange(core), TIES), anywhere.astype(np.int64)])


def holders(random: Random, held: npt.NDArray[np.int64], companies: int, core: int) -> npt.NDArray[np.int64]:
    """Who holds each stake: persons mostly, older companies for three tenths, the core among itself."""
    count = len(held)
    persons = companies + random.integers(0, max(1, count * 2 // 5), count)
    older = (held * random.random(count) ** 2).astype(np.int64)
    holder = np.where(random.random(count) < 0.3, older, persons)
    among = slice(companies, companies + core * TIES)
    holder[among] = random.integers(0, max(1, core), core * TIES)
    free = np.arange(among.stop, count)  # rows whose ends nothing else needs
    back, moved = free[: len(free) // 100 : 2], free[1 : len(free) // 100 : 2]
    back = back[: len(moved)][holder[back[: len(moved)]] < companies]
    held[moved[: len(back)]], holder[moved[: len(back)]] = holder[back], held[back]  # who is held holds its holder
    anybody = random.random(count) < 0.0005
    return np.where(anybody, random.integers(0, companies, count), holder)


def true_shares(random: Random, held: npt.NDArray[np.int64], companies: int) -> Shares:
    """True shares: skewed within a company, together all of it for most and at least half of it for the others."""
    weight = random.standard_gamma(0.6, len(held)) + 1e-6
    together = np.where(random.random(companies) < 0.6, 1.0, random.uniform(0.5, 1.0, companies))
    sums = np.bincount(held, weights=weight, minlength=companies)
    share: Shares = weight / sums[held] * together[held]
    return share


def bounds(random: Random, share: Shares) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Exact for most; a tenth as bands, 2 % within five points, 2 % unknown."""
    exact = (share * (WHOLE // 2)).astype(np.int64) * 2
    low, high = exact.copy(), exact.copy()
    kind = random.random(len(share))
    for least, most in zip((0.0, *BANDS), (*BANDS, 1.0), strict=True):
        band = (kind < 0.1) & (exact > least * WHOLE) & (exact <= most * WHOLE)
        low[band], high[band] = int(least * WHOLE) + 1, int(most * WHOLE)
    near = (kind >= 0.1) & (kind < 0.12)
    low[near], high[near] = np.maximum(0, exact[near] - WHOLE // 20), np.minimum(WHOLE, exact[near] + WHOLE // 20)
    unknown = (kind >= 0.12) & (kind < 0.14)
    low[unknown], high[unknown] = 0, WHOLE
    return low, high
