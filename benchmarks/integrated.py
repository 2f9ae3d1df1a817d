"""All owners of one company with integrated interval shares, against the plain closure of the same company by scipy.

Everything starts from the same columns in memory and runs in this process; the best of alternating rounds. Run it with

    python benchmarks/integrated.py [--most STAKES] [--sample COMPANIES]
    python benchmarks/integrated.py --kernels    # compiled kernels find what plain ones find, on 10,000 stakes

`deep` is the company with the largest part that matters among a random sample, `typical` the median over the sample.
Rings are solved once for a register: `rings` is the first answer about the deepest company, which does that, and `deep`
a later one. scipy (not needed by regraph) gives the bar: `breadth_first_order` on a matrix that is ready. The time to
compile kernels is shown apart: a later process takes them from the cache.
"""

import argparse
import importlib
import importlib.util
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from generator import register

from regraph.engine import jit
from regraph.engine.integrated import CONVENTIONS, Owned, holdings, owners
from regraph.engine.stakes import Stakes
from regraph.engine.walks.closure import ancestors

SIZES = (10_000, 100_000, 1_000_000, 5_000_000)
ROUNDS = 15
HEAD = (
    "stakes",
    "part",
    "stakes in it",
    "bfs ms",
    "deep ms",
    "deep/bfs",
    "rings ms",
    "typical ms",
    "90 % ms",
)


def loaded(stakes: int) -> Stakes:
    """A made-up register as columns, with its index."""
    holder, held, low, high = register(stakes, 1)
    names = range(int(max(holder.max(), held.max())) + 1)
    made = Stakes(names, holder, held, low, high, np.arange(stakes, dtype=np.int32))  # type: ignore[arg-type]
    assert len(made.holders_from) == len(names) + 1
    return made


def best(*tasks: Callable[[], object]) -> list[float]:
    """The least milliseconds of each task over alternating rounds."""
    times: list[list[float]] = [[] for _ in tasks]
    for _ in range(ROUNDS):
        for task, row in zip(tasks, times, strict=True):
            start = time.perf_counter()
            task()
            row.append(1000 * (time.perf_counter() - start))
    return [min(row) for row in times]


def closure(stakes: Stakes) -> Callable[[int], object] | None:
    """scipy's breadth-first closure from held to holders; None without scipy."""
    if importlib.util.find_spec("scipy") is None:
        return None
    sparse: Any = importlib.import_module("scipy.sparse")
    search: Any = importlib.import_module("scipy.sparse.csgraph").breadth_first_order
    shape = (stakes.actors, stakes.actors)
    matrix = sparse.csr_matrix((np.ones(len(stakes)), (stakes.held, stakes.holder)), shape=shape)
    return lambda company: search(matrix, company, return_predecessors=False)


def measured(stakes: Stakes, sample: int) -> list[float]:
    """One line of the table, without the number of stakes."""
    companies = np.random.default_rng(0).integers(0, len(stakes) // 2, sample).tolist()
    deepest = max(companies, key=lambda company: len(ancestors(stakes, company)))
    part = ancestors(stakes, deepest)
    start = time.perf_counter()
    owners(stakes, deepest)
    first = 1000 * (time.perf_counter() - start)
    search = closure(stakes) or (lambda company: None)
    plain, deep = best(lambda: search(deepest), lambda: owners(stakes, deepest))
    times = []
    for company in companies:
        begun = time.perf_counter()
        owners(stakes, company)
        times.append(1000 * (time.perf_counter() - begun))
    middle, most = np.percentile(times, (50, 90))
    return [len(part), len(part.ends), plain, deep, deep / plain, first, float(middle), float(most)]


def compile_all() -> float:
    """Seconds to compile every kernel, or to take it from the cache, on a register of its own."""
    start = time.perf_counter()
    stakes = loaded(jit.MANY)
    for company in range(0, 2000, 50):
        for convention in CONVENTIONS:
            owners(stakes, company, convention)
            holdings(stakes, company, convention)
    return time.perf_counter() - start


def same(one: Owned, other: Owned) -> bool:
    """True where two answers are the same to the last bit."""
    pairs = ((one.index, other.index), (one.low, other.low), (one.high, other.high), (one.exact, other.exact))
    return one.own == other.own and all(np.array_equal(a, b) for a, b in pairs)


def kernels() -> None:
    """Compare compiled with plain kernels, on every hundredth actor."""
    stakes, compiling = loaded(10_000), jit.is_compiling
    for convention in CONVENTIONS:
        for actor in range(0, stakes.actors, 100):
            for question in (owners, holdings):
                jit.is_compiling = compiling
                compiled = question(stakes, actor, convention)
                jit.is_compiling = lambda: False  # type: ignore[assignment]
                assert same(compiled, question(stakes, actor, convention)), (question.__name__, actor, convention)
    print("compiled kernels find what plain ones find")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=SIZES[-1])
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--kernels", action="store_true")
    options = parser.parse_args()
    if options.kernels:
        kernels()
        return
    print(f"kernels compiled or read from the cache in {compile_all():.1f} s")
    if importlib.util.find_spec("scipy") is None:
        print("scipy is not installed: its columns say nothing")
    print("  ".join(f"{name:>12}" for name in HEAD))
    for size in SIZES:
        if size <= options.most:
            row = [size, *measured(loaded(size), options.sample)]
            print("  ".join(f"{n:12,.0f}" if i < 3 else f"{n:12.2f}" for i, n in enumerate(row)))


if __name__ == "__main__":
    main()
