"""How long `regraph site` takes and how much memory: the shipped facts from nothing, again, with one fact changed, by a
run of its own and by one that watches; then made-up facts of 1,000, 3,000 and 10,000 entities, one source for each
forty relations.

    python benchmarks/site.py [--crowds 1000,3000] [--towns 1000] [--jobs N] [--skip-shipped]

In a crowd any two things may be related, so that the larger it is, the more stands above each thing, and the longer
is its page. With `--towns N` the entities live in towns of N, with no relation between towns: what is said of each is
then as much in large facts as in small ones. Each run starts a process of its own; the seconds of processors are those
of all its processes, memory is the peak of the largest one, and size is that of the pages and files.
"""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import crowd

from regraph.facts.canonical import canonical
from regraph.facts.places import shipped
from regraph.names import PREFIXES

SIZES = (1000, 3000, 10_000)
TOLD = 40
RELATIONS = 1.5  # to a thing; each is an entity of the register too
AS_OF = "2026-02-10"
CHANGES = 3


def write_entities(directory: Path, entities: int, town: int = 0, seed: int = 1) -> Path:
    """Write made-up facts in which so many things and relations have entries in the register.

    Args:
        town: how many entities live apart from all others; 0 for all together.
    """
    towns = max(1, round(entities / town)) if town else 1
    things = len(crowd.KINDS) * max(1, round(entities / towns / (1 + RELATIONS) / len(crowd.KINDS)))
    joined = [relation for number in range(towns) for relation in relations_in(number, things, seed)]
    dice = random.Random(seed)
    register = ['id:desk a rg:Organisation ; rdfs:label "News desk" .\n']
    register += [
        f'id:t{n} a rg:{crowd.kind_of(n)} ; rdfs:label "{crowd.name_of(n)}" .\n' for n in range(towns * things)
    ]
    register += [f'id:{slug} a rg:{kind} ; rdfs:label "{kind} {slug}" .\n' for kind, slug, _, _ in joined]
    base = PREFIXES["id"].removesuffix("id/")
    texts = {"register": f"{crowd.HEAD}<{base}register> {{\n{''.join(register)}}}\n"}
    for number in range(0, len(joined), TOLD):
        name = f"news{number // TOLD}"
        chosen = joined[number : number + TOLD] + dice.sample(joined[: number + 1], min(4, number))
        passages = (f"{PREFIXES['source']}{name}#char={i * 9},{i * 9 + 8}" for i in range(len(chosen)))
        said = dict.fromkeys(chosen)
        lines = (crowd.claim(r, passage, dice) for r, passage in zip(said, passages, strict=False))
        day = number // TOLD % 2
        text = crowd.account(day, "".join(lines)).replace(f"news{day}", name).replace(f"News {day}", f"News {number}")
        texts[name] = text.replace(f'"{day:064x}"', f'"{number:064x}"')
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = directory / f"{name}.trig"
        path.write_text(canonical(text, path), encoding="utf-8")
    return directory


def relations_in(town: int, things: int, seed: int) -> list[crowd.Relation]:
    """The relations of one town."""
    found = crowd.relations(things, RELATIONS, seed + town)
    first, start = town * len(found), town * things
    return [(kind, f"r{first + i}", start + a, start + b) for i, (kind, _, a, b) in enumerate(found)]


def run(facts: Path, site: Path, jobs: tuple[str, ...] = ()) -> tuple[float, float, float, str]:
    """One run: seconds of the processors, seconds on the clock, peak memory in MB, and what it said."""
    command = [sys.executable, "-m", "regraph", "--facts", str(facts), "site", "-o", str(site), "--as-of", AS_OF, *jobs]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read().strip()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, said
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - begun, usage.ru_maxrss / 1024, said


def watched(facts: Path, site: Path, jobs: tuple[str, ...] = ()) -> list[float]:
    """Seconds from saving a changed fact until the site is written, by a run that watches the facts."""
    command = [sys.executable, "-m", "regraph", "--facts", str(facts), "site", "-o", str(site), "--as-of", AS_OF, *jobs]
    found = []
    with subprocess.Popen([*command, "--watch"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        while "waiting" not in process.stderr.readline():
            assert process.poll() is None, "it ended before it waited"
        process.stdout.readline()
        for _ in range(CHANGES):
            change(facts)
            begun = time.perf_counter()
            assert "written" in process.stdout.readline()
            found.append(time.perf_counter() - begun)
        process.send_signal(signal.SIGINT)
    return found


def told(name: str, site: Path, measured: tuple[float, float, float, str]) -> None:
    """Print one run."""
    cpu, clock, memory, said = measured
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 1e6
    times = f"{clock:7.1f} s {cpu:7.1f} s CPU {memory:6.0f} MB"
    print(f"{name:<34} {times} {size:6.1f} MB written: {said.split(': ', 1)[-1].split(';')[0]}", flush=True)


def change(facts: Path) -> None:
    """Change one fact: the amount of one deal."""
    for path in sorted(facts.glob("*.trig")):
        text = path.read_text(encoding="utf-8")
        changed = re.sub(r'(rg:amountAtMost "?)(\d+)', lambda m: f"{m[1]}{m[2]}1", text, count=1)
        if changed != text:
            path.write_text(changed, encoding="utf-8")
            return


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--crowds", default=",".join(map(str, SIZES)))
    parser.add_argument("--towns", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--skip-shipped", action="store_true")
    options = parser.parse_args()
    jobs = ("--jobs", str(options.jobs)) if options.jobs else ()
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        if not options.skip_shipped:
            facts, site = room / "facts", room / "site"
            shutil.copytree(shipped("facts"), facts)
            told("shipped facts, from nothing", site, run(facts, site, jobs))
            told("shipped facts, nothing changed", site, run(facts, site, jobs))
            for _ in range(CHANGES):
                change(facts)
                told("shipped facts, one fact changed", site, run(facts, site, jobs))
            clocks = ", ".join(f"{clock:.1f}" for clock in watched(facts, site, jobs))
            print(f"shipped facts, one fact changed, with --watch: {clocks} s from saving it until the site is written")
        for size in map(int, filter(None, options.crowds.split(","))):
            facts, site = write_entities(room / f"facts{size}", size, options.towns), room / f"site{size}"
            told(f"{size:,} entities, from nothing", site, run(facts, site, jobs))
            shutil.rmtree(site)


if __name__ == "__main__":
    main()
