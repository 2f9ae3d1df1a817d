"""All controlling pairs and ultimate controllers of made-up registers, against a floor in C and against networkx.

Everything starts from the same columns in memory and runs in this process. Run it with

    python benchmarks/control.py [--most STAKES] [--networkx STAKES]
    python benchmarks/control.py --close-links [--most STAKES]   # all pairs with close links, and the memory they take
    python benchmarks/control.py --kernels    # every kernel of every doctrine: compiled finds what plain does

The C floor (control.c, the same algorithm) needs a C compiler; without one its column stays empty. networkx builds
its graph from the columns and runs the same fixpoint on it, up to the size given (it needs minutes and gigabytes). All
three must find the same pairs and the same ultimate controllers; finding these alone, from known pairs, is timed apart
(`last s`). The time to compile kernels is shown first: a later process takes them from the cache.
"""

import argparse
import ctypes
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
from generator import register

from regraph.engine import jit, order
from regraph.engine.control import (
    Pairs,
    Ultimate,
    attributed,
    chain_pairs,
    close_links,
    controlling_pairs,
    de_facto_pairs,
    held_together,
    owning_pairs,
    ultimate_controllers,
    weakest_links_above,
    weakest_links_below,
)
from regraph.engine.stakes import HALF, Stakes

SIZES = (10_000, 100_000, 1_100_000, 5_000_000)
SOURCE = Path(__file__).with_name("control.c")
ROUNDS = 5

Columns = tuple[Any, Any, Any, Any]


class Answer(ctypes.Structure):
    """What the floor gives back: two arrays of pairs, three of ultimate controllers, and how long they are."""

    _fields_ = [
        *(
            (name, ctypes.POINTER(ctypes.c_int32))
            for name in ("controller", "controlled", "company", "ultimate", "ring")
        ),
        ("pairs", ctypes.c_int64),
        ("last", ctypes.c_int64),
    ]


def built(place: Path) -> ctypes.CDLL | None:
    """The floor, compiled with cc -O2; None without a compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    library = place / "control.so"
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, SOURCE], check=True)
    return ctypes.CDLL(str(library))


def ours(columns: Columns, actors: int) -> tuple[Pairs, Ultimate]:
    """Pairs and ultimate controllers by the engine, with every index built anew."""
    pairs = controlling_pairs(table(columns, actors))
    return pairs, ultimate_controllers(pairs, actors)


def table(columns: Columns, actors: int) -> Stakes:
    """Stakes whose every index is yet to be built."""
    return Stakes(range(actors), *columns, columns[0])  # type: ignore[arg-type]


def floor(library: ctypes.CDLL, columns: Columns, actors: int) -> Answer:
    """The same by the floor."""
    answer = Answer()
    pointers = [column.ctypes.data_as(ctypes.c_void_p) for column in columns[:3]]
    library.control(*pointers, ctypes.c_int64(len(columns[0])), ctypes.c_int64(actors), ctypes.byref(answer))
    library.last_in_line(ctypes.c_int64(actors), ctypes.byref(answer))
    return answer


def last_alone(library: ctypes.CDLL, columns: Columns, actors: int) -> float:
    """The best time of the floor for the ultimate controllers alone, the pairs being known."""
    pointers = [column.ctypes.data_as(ctypes.c_void_p) for column in columns[:3]]
    times = []
    for _ in range(ROUNDS):
        answer = Answer()
        library.control(*pointers, ctypes.c_int64(len(columns[0])), ctypes.c_int64(actors), ctypes.byref(answer))
        start = time.perf_counter()
        library.last_in_line(ctypes.c_int64(actors), ctypes.byref(answer))
        times.append(time.perf_counter() - start)
        library.release(ctypes.byref(answer))
    return min(times)


def by_networkx(columns: Columns) -> tuple[list[tuple[int, int]], dict[int, list[int]]]:
    """The same on a networkx graph, built from the columns (stakes of one pair are one edge there)."""
    graph: Any = nx.DiGraph()
    holder, held, low, _ = (column.tolist() for column in columns)
    for one, other, share in zip(holder, held, low, strict=True):
        before = graph.get_edge_data(one, other, {"share": 0})["share"]
        graph.add_edge(one, other, share=before - before % 2 + share - share % 2 + (before % 2 or share % 2))
    control = {}
    for actor in graph:
        if any(edge["share"] > HALF for edge in graph.succ[actor].values()):
            control[actor] = fixpoint(graph, actor)
    pairs = sorted((one, other) for one, found in control.items() for other in found)
    below = {other for one, other in pairs if len(control[one]) > len(control.get(other, ()))}
    last: dict[int, list[int]] = {}
    for one, other in pairs:
        if one not in below:
            last.setdefault(other, []).append(one)
    return pairs, last


def fixpoint(graph: Any, actor: int) -> set[int]:
    """What one actor controls."""
    found, queue, votes = {actor}, [actor], dict[int, int]()
    for voter in queue:
        for thing, edge in graph.succ[voter].items():
            if thing not in found:
                before, share = votes.get(thing, 0), edge["share"]
                votes[thing] = before - before % 2 + share - share % 2 + (before % 2 or share % 2)
                if votes[thing] > HALF:
                    found.add(thing)
                    queue.append(thing)
    return found - {actor}


def best(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The best time of several rounds, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def compared(library: ctypes.CDLL | None, stakes: int, is_netted: bool) -> str:
    """One line of the table; the answers are compared on the way."""
    columns = register(stakes, seed=1)
    actors = int(max(columns[0].max(), columns[1].max())) + 1
    pairs, last = ours(columns, actors)
    mine = best(lambda: ours(columns, actors))
    mine_last = best(lambda: ultimate_controllers(pairs, actors))
    cells = [f"{stakes:>9,} {len(pairs):>9,} {len(last):>9,} {mine:9.4f}"]
    if library is None:
        cells.append(f"{'no cc':>9} {'':>6} {mine_last:9.4f} {'no cc':>9} {'':>6}")
    else:
        answer = floor(library, columns, actors)
        same(pairs, last, answer)
        library.release(ctypes.byref(answer))
        lowest = best(lambda: library.release(ctypes.byref(floor(library, columns, actors))))
        lowest_last = last_alone(library, columns, actors)
        cells.append(f"{lowest:9.4f} {mine / lowest:6.2f}")
        cells.append(f"{mine_last:9.4f} {lowest_last:9.4f} {mine_last / lowest_last:6.2f}")
    if is_netted:
        start = time.perf_counter()
        theirs, last_of = by_networkx(columns)
        slow = time.perf_counter() - start
        assert theirs == list(zip(pairs.controller.tolist(), pairs.controlled.tolist(), strict=True))
        theirs = sorted((company, one) for company, found in last_of.items() for one in found)
        assert theirs == list(zip(last.company.tolist(), last.controller.tolist(), strict=True))
        cells.append(f"{slow:9.2f} {slow / mine:7.1f}")
    return " ".join(cells)


def same(pairs: Pairs, last: Ultimate, answer: Answer) -> None:
    """Fails where the floor finds other pairs, other ultimate controllers or other rings of them."""
    for count, columns in (
        (answer.pairs, {"controller": pairs.controller, "controlled": pairs.controlled}),
        (answer.last, {"company": last.company, "ultimate": last.controller, "ring": last.ring}),
    ):
        for name, column in columns.items():
            assert count == len(column), name
            theirs = np.ctypeslib.as_array(getattr(answer, name), (count,)) if count else column
            assert np.array_equal(column, theirs), name


def linked(stakes: int) -> str:
    """One line of the table of close links."""
    columns = register(stakes, seed=1)
    actors = int(max(columns[0].max(), columns[1].max())) + 1
    owned = owning_pairs(table(columns, actors))
    mine = best(lambda: owning_pairs(table(columns, actors)), 3)
    links = close_links(table(columns, actors))
    both = best(lambda: close_links(table(columns, actors)), 3)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{stakes:>9,} {len(owned):>9,} {mine:9.3f} {len(links):>10,} {both:9.3f} {peak:9,}"


def doctrines(stakes: Stakes) -> dict[str, list[Any]]:
    """What every doctrine finds on a small register."""
    pairs = controlling_pairs(stakes)
    found: dict[str, list[Any]] = {"ultimate": [ultimate_controllers(pairs, stakes.actors)]}
    for possible in (False, True):
        found[f"majority {possible}"] = [controlling_pairs(stakes, possible=possible)]
        found[f"chains {possible}"] = [chain_pairs(stakes, possible=possible)]
        found[f"in fact {possible}"] = [de_facto_pairs(stakes, Fraction(3, 5), possible=possible)]
        found[f"owning {possible}"] = [owning_pairs(stakes, possible=possible)]
    found["weakest links"] = [weakest_links_above(stakes, 7), weakest_links_below(stakes, 3)]
    found["attribution"] = [attributed(stakes, [3, 9, 100])]
    columns = {name: [vars(part) for part in parts] for name, parts in found.items()}
    return {**columns, "held": [{"sums": held_together(stakes, pairs)}]}


def kernels() -> None:
    """Run every kernel plain, then compiled, on the same small register; fails where they differ."""
    columns = register(3_000, seed=5)
    actors = int(max(columns[0].max(), columns[1].max())) + 1
    answers = []
    for many in (1 << 40, 0):
        jit.MANY = many
        setattr(order, "MANY", many)  # noqa: B010 (imported there by name)
        answers.append(doctrines(Stakes(range(actors), *columns, columns[0])))  # type: ignore[arg-type]
    for name, plain in answers[0].items():
        for one, other in zip(plain, answers[1][name], strict=True):
            assert all(np.array_equal(one[column], other[column]) for column in one), name
        print(f"{name:16} the same, {len(next(iter(plain[0].values()))):,} rows")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--most", type=int, default=SIZES[-1], help="largest register")
    options.add_argument("--networkx", type=int, default=1_100_000, help="largest register that networkx is given")
    options.add_argument("--kernels", action="store_true", help="only compare compiled kernels with plain ones")
    options.add_argument("--close-links", action="store_true", help="only measure close links")
    chosen = options.parse_args()
    if chosen.kernels:
        return kernels()
    if chosen.close_links:
        linked(10_000)
        print(f"{'stakes':>9} {'owned':>9} {'seconds':>9} {'links':>10} {'seconds':>9} {'peak MB':>9}")
        for stakes in SIZES:
            if stakes <= chosen.most:
                print(linked(stakes), flush=True)
        return None
    columns = register(10_000, seed=1)
    start = time.perf_counter()
    ours(columns, int(columns[0].max()) + 1)
    print(f"first call, kernels compiled or taken from the cache: {time.perf_counter() - start:.1f} s")
    head = ("stakes", "pairs", "ultimate", "regraph s", "C s", "ratio", "last s", "C s", "ratio", "networkx s", "times")
    print("{:>9} {:>9} {:>9} {:>9} {:>9} {:>6} {:>9} {:>9} {:>6} {:>9} {:>7}".format(*head))
    with tempfile.TemporaryDirectory() as place:
        library = built(Path(place))
        for stakes in SIZES:
            if stakes <= chosen.most:
                print(compared(library, stakes, stakes <= chosen.networkx), flush=True)
    return None


if __name__ == "__main__":
    main()
