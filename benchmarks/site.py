"""How long `regraph site` takes and how much memory: the shipped facts from nothing, again, and with one fact changed;
then made-up facts of 1,000, 3,000 and 10,000 entities, one source for each forty relations.

    python benchmarks/site.py [--crowds 1000,3000] [--skip-shipped]

Each run is a process of its own; its seconds are those of its processor, and memory is its peak.
"""

import argparse
import os
import random
import re
import shutil
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


def write_entities(directory: Path, entities: int, seed: int = 1) -> Path:
    """Write made-up facts in which so many things and relations have entries in the register."""
    things = round(entities / (1 + RELATIONS))
    joined = crowd.relations(things, RELATIONS, seed)
    dice = random.Random(seed)
    register = ['id:desk a rg:Organisation ; rdfs:label "News desk" .\n']
    register += [f'id:t{n} a rg:{crowd.kind_of(n)} ; rdfs:label "{crowd.name_of(n)}" .\n' for n in range(things)]
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


def run(facts: Path, site: Path) -> tuple[float, float, float, str]:
    """One run: seconds of the processor, seconds on the clock, peak memory in MB, and what it said."""
    command = [sys.executable, "-m", "regraph", "--facts", str(facts), "site", "-o", str(site), "--as-of", AS_OF]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read().strip()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, said
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - begun, usage.ru_maxrss / 1024, said


def told(name: str, measured: tuple[float, float, float, str]) -> None:
    """Print one run."""
    cpu, clock, memory, said = measured
    print(f"{name:<34} {cpu:7.1f} s CPU {clock:7.1f} s {memory:7.0f} MB   {said.split(': ', 1)[-1]}", flush=True)


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
    parser.add_argument("--skip-shipped", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        if not options.skip_shipped:
            facts, site = room / "facts", room / "site"
            shutil.copytree(shipped("facts"), facts)
            told("shipped facts, from nothing", run(facts, site))
            told("shipped facts, nothing changed", run(facts, site))
            change(facts)
            told("shipped facts, one fact changed", run(facts, site))
        for size in map(int, filter(None, options.crowds.split(","))):
            facts = write_entities(room / f"facts{size}", size)
            told(f"{size:,} entities, from nothing", run(facts, room / f"site{size}"))


if __name__ == "__main__":
    main()
