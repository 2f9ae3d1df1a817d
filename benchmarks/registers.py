"""Registers of stakes: importing one, what it takes on disk, and the first answer from it. A benchmark, never a test.

Run `python benchmarks/registers.py [STAKES]` (5 million unless said). It makes up a register, writes it as CSV, and
measures whole processes, the best of several alternating rounds:

- the import: seconds, and peak memory (bar: 300 bytes a stake) and bytes at rest (bar: 100), both all included;
- the owners of a typical company, the median over companies at random, from the columns on disk to the answer printed,
  against a process that imports numpy and reads the same columns (bar: twice its time).
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from generator import WHOLE, Column, register

ROUNDS = 5
COMPANIES = 9
NAME = "Example Holding "
IMPORT = """
import datetime, resource, sys, time
from pathlib import Path
start = time.perf_counter()
from regraph.register.making import import_stakes
import_stakes(Path(sys.argv[1]), Path(sys.argv[2]), datetime.date(2026, 1, 1))
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""
READ = """
import sys
import numpy as np
for name in ("holder", "held", "low", "high"):
    np.load(f"{sys.argv[1]}/stake/{name}.npy")
"""


def names(codes: Column) -> pa.StringArray:
    """Names for the numbers of actors, about as long as real ones."""
    return pc.binary_join_element_wise(NAME, pa.array(codes).cast(pa.string()), "")


def shares(units: Column, outward: int) -> pa.StringArray:
    """Bounds as decimals; an open end as the closed one outside of it."""
    return pc.cast(pa.array((units + outward * (units % 2)) / WHOLE), pa.string())


def write(path: Path, stakes: int) -> None:
    """A made-up register as CSV, in no order."""
    columns = register(stakes, seed=1)
    order = np.random.default_rng(1).permutation(stakes)
    holder, held, low, high = (column[order] for column in columns)
    cells = (names(holder), names(held), shares(low, -1), shares(high, 1))
    arrow_csv.write_csv(pa.table(dict(zip(("holder", "held", "share_min", "share_max"), cells, strict=True))), path)


def seconds(*command: str) -> float:
    """Wall time of one process."""
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return time.perf_counter() - start


def first_answers(store: Path, stakes: int) -> None:
    """Measure the first answer against a process that reads the columns."""
    regraph = str(Path(sys.executable).parent / "regraph")
    companies = np.random.default_rng(2).integers(0, stakes // 2, COMPANIES).tolist()
    asked = [(regraph, "owners", f"{NAME}{company}", "--store", str(store)) for company in companies]
    rounds = [
        [seconds(*command) for command in ((sys.executable, "-c", READ, str(store)), *asked)] for _ in range(ROUNDS)
    ]
    read, *answers = map(min, zip(*rounds, strict=True))
    answer = statistics.median(answers)
    print(f"numpy imported, columns read {read * 1000:8.0f} ms")
    print(f"owners of a typical company  {answer * 1000:8.0f} ms  {answer / read:.2f} x (bar 2)")
    print(f"owners of the slowest of {COMPANIES}   {max(answers) * 1000:8.0f} ms")


def main() -> None:
    """Measure and print."""
    stakes = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
    with tempfile.TemporaryDirectory() as name:
        path, store = Path(name) / "stakes.csv", Path(name) / "store"
        write(path, stakes)
        command = (sys.executable, "-c", IMPORT, str(path), str(store))
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        took, peak = map(float, done.stdout.split())
        rest = sum(p.stat().st_size for p in store.rglob("*") if p.is_file())
        print(f"{stakes:,} stakes, {path.stat().st_size / 1e6:,.0f} MB of CSV")
        print(f"import                       {took:8.1f} s   {stakes / took:,.0f} stakes a second")
        print(f"peak memory of the import    {peak / 1e6:8.0f} MB  {peak / stakes:.0f} bytes a stake (bar 300)")
        print(f"at rest                      {rest / 1e6:8.0f} MB  {rest / stakes:.0f} bytes a stake (bar 100)")
        first_answers(store, stakes)


if __name__ == "__main__":
    main()
