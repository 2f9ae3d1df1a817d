"""Builds the wheel, installs it in an empty virtual environment, and asks it from an empty directory.

Run by `make wheel`. It fails where the wheel lacks a file that the answers need, where a requirement is not declared,
or where an answer differs from the checkout's. That the shipped facts hold is for `make facts` to say; here they, the
shapes and the rules only have to be in the wheel, byte for byte, and to be run on a few facts.
"""

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
QUESTIONS = (
    ("path", "Chinese state", "Mawei Mining", "--as-of", "2026-02-10"),
    ("owners", "Serra Verde", "--as-of", "2026-02-10"),
    ("query", "--list"),
    ("query", "SELECT ?stake { ?stake a rg:Stake ; rg:isHeldBy id:shenghe-resources }", "--as-of", "2026-02-10"),
)
CHECKS = (("valid-every-kind.trig", 0), ("rules/invalid-share-out-of-range-1.trig", 1))
BAD = ("share-out-of-range", "shape:")
SHIPPED = {"facts": ("*.trig",), "ontology": ("*.ttl", "*/*.rq")}


def output(command: list[str], where: Path, status: int = 0) -> str:
    """What a command prints; another end than `status` ends the run with what it said."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, env=environment, check=False)
    if done.returncode != status:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def installed(wheel: Path, environment: Path) -> Path:
    """The directory of the commands of a new virtual environment that holds the wheel and what it declares to need."""
    venv.create(environment)
    pip = [sys.executable, "-m", "pip", "--python", str(environment / "bin" / "python"), "install"]
    output([*pip, "--quiet", "--disable-pip-version-check", "--no-compile", str(wheel)], environment)
    return environment / "bin"


def compare_files(wheel: Path) -> int:
    """How many facts and files of the ontology the wheel holds; one that is not as in the checkout ends the run."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        files = [path for place, globs in SHIPPED.items() for glob in globs for path in (ROOT / place).glob(glob)]
        for path in files:
            name = f"regraph/data/{path.relative_to(ROOT).as_posix()}"
            if name not in names or archive.read(name) != path.read_bytes():
                sys.exit(f"the wheel does not hold {name} as it is in the checkout")
    return len(files)


def main() -> None:
    """Build, install, ask, compare."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        output([sys.executable, "-m", "build", "--wheel", "--outdir", str(place / "dist"), str(ROOT)], place)
        wheel = next((place / "dist").glob("regraph-*.whl"))
        count = compare_files(wheel)
        regraph = str(installed(wheel, place / "env") / "regraph")
        empty = place / "empty"
        empty.mkdir()
        for question in QUESTIONS:
            answer = output([regraph, *question], empty)
            if answer != output([sys.executable, "-m", "regraph", *question], ROOT):
                sys.exit(f"regraph {' '.join(question)} answers differently when installed:\n{answer}")
        for fixture, status in CHECKS:
            facts = place / Path(fixture).stem
            facts.mkdir()
            (facts / "facts.trig").write_bytes((FIXTURES / fixture).read_bytes())
            found = output([regraph, "--facts", str(facts), "check"], empty, status)
            if status and not all(word in found for word in BAD):
                sys.exit(f"an installed regraph does not find what is wrong with {fixture}:\n{found}")
        page = empty / "page.html"
        output([regraph, "graph", "Serra Verde", "-o", str(page)], empty)
        if sorted(p.name for p in empty.iterdir()) != ["page.html"]:
            sys.exit("asking left files behind")
        print(f"wheel: {wheel.name} holds {count} facts and terms files, answers {len(QUESTIONS)} questions,")
        print("finds what is wrong with facts, and draws a page from an empty directory")


if __name__ == "__main__":
    main()
