"""Cold start: whole processes against bare ones in the same run. A benchmark, never a test.

Run `python benchmarks/cold_start.py` in an environment where regraph is installed. It alternates the commands, so that
a slow moment of the machine falls on all alike, and prints medians in milliseconds and the ratios that matter:

- `path` against `python -c "import click, networkx"` (bar: at most 1.5 times);
- `--help`, `find` and `show` against a click program that prints one word (bar: at most 2.5 times).
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 15
HELLO = "import click\n@click.command()\ndef hello():\n    click.echo('hello')\nhello()\n"


def milliseconds(command: list[str]) -> float:
    """Wall time of one process."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


def medians(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """The median time of each command over alternating rounds, after one round unmeasured."""
    for command in commands.values():
        milliseconds(command)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(milliseconds(command))
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> None:
    """Measure and print."""
    regraph = str(Path(sys.executable).parent / "regraph")
    with tempfile.TemporaryDirectory() as place:
        hello = Path(place) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        found = medians(
            {
                "bare": [sys.executable, "-c", "pass"],
                "click hello": [sys.executable, str(hello)],
                "import click, networkx": [sys.executable, "-c", "import click, networkx"],
                "regraph --help": [regraph, "--help"],
                "regraph find orion": [regraph, "find", "orion"],
                "regraph show Ngualla": [regraph, "show", "Ngualla"],
                "regraph owners Mutanda": [regraph, "owners", "Mutanda"],
                "regraph path": [regraph, "path", "Chinese state", "Mawei Mining"],
            },
            ROUNDS,
        )
    for name, value in found.items():
        print(f"{name:24} {value:7.1f} ms  {value / found['bare']:5.1f} x bare")
    print(f"path / (click, networkx) {found['regraph path'] / found['import click, networkx']:.2f} (bar 1.5)")
    for name in ("--help", "find orion", "show Ngualla"):
        print(f"{name} / click hello     {found[f'regraph {name}'] / found['click hello']:.2f} (bar 2.5)")


if __name__ == "__main__":
    main()
