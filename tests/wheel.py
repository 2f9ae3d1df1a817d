"""Builds the wheel, installs it in an empty virtual environment, and asks it from an empty directory.

Run by `make wheel`. It fails where the wheel lacks a file that the answers need, or where an answer differs from the
checkout's.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = (
    ("path", "Chinese state", "Mawei Mining", "--as-of", "2026-02-10"),
    ("owners", "Serra Verde", "--as-of", "2026-02-10"),
    ("query", "--list"),
    ("check",),
)


def output(command: list[str], where: Path) -> str:
    """What a command prints; its failure ends the run with what it said."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, env=environment, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Build, install, ask, compare."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        output([sys.executable, "-m", "build", "--wheel", "--outdir", str(place / "dist"), str(ROOT)], place)
        wheel = next((place / "dist").glob("regraph-*.whl"))
        venv.create(place / "env", with_pip=True)
        python = str(place / "env" / "bin" / "python")
        output([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)], place)
        empty = place / "empty"
        empty.mkdir()
        for question in QUESTIONS:
            installed = output([str(place / "env" / "bin" / "regraph"), *question], empty)
            checkout = output([sys.executable, "-m", "regraph", *question], ROOT)
            if question[0] != "check" and installed != checkout:
                sys.exit(f"regraph {' '.join(question)} answers differently when installed:\n{installed}")
        page = empty / "page.html"
        output([str(place / "env" / "bin" / "regraph"), "graph", "Serra Verde", "-o", str(page)], empty)
        if sorted(p.name for p in empty.iterdir()) != ["page.html"]:
            sys.exit("asking left files behind")
        print(f"wheel: {wheel.name} answers {len(QUESTIONS)} questions and draws a page from an empty directory")


if __name__ == "__main__":
    main()
