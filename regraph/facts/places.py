"""Where the ontology and the facts lie: in the installed wheel, or at the top of a checkout.

Never reads a file's content; never writes.
"""

from pathlib import Path

from regraph.errors import BadFile, NoFacts

PACKAGE = Path(__file__).resolve().parents[1]


def shipped(name: str) -> Path:
    """The directory `ontology` or `facts` that came with this regraph.

    Args:
        name: `"ontology"` or `"facts"`.
    Raises:
        BadFile: neither the wheel's copy nor the checkout's is there.
    """
    for place in (PACKAGE / "data" / name, PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise BadFile(PACKAGE / "data" / name, "missing from this installation; install regraph again")


def fact_files(directories: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """The TriG files of the given facts directories (default: the shipped one), sorted by path.

    Raises:
        BadFile: a directory that is missing or cannot be read.
        NoFacts: a directory without any `.trig` file.
    """
    return tuple(file for directory in directories or (shipped("facts"),) for file in trig_files(directory))


def trig_files(directory: Path) -> tuple[Path, ...]:
    """The `.trig` files directly in `directory`, sorted."""
    if not directory.exists():
        raise BadFile(directory, "no such directory")
    if not directory.is_dir():
        raise BadFile(directory, "is a file; give the directory that holds it")
    try:
        files = tuple(sorted(p for p in directory.iterdir() if p.suffix == ".trig"))
    except OSError as error:
        raise BadFile(directory, error.strerror or "cannot be read") from error
    if not files:
        raise NoFacts(directory)
    return files


def ontology_files() -> tuple[Path, ...]:
    """The Turtle files that say what terms mean (shapes and rules are read by `check` alone)."""
    names = ("alignment", "jurisdictions", "regraph", "sentences", "vocabularies")
    return tuple(shipped("ontology") / f"{name}.ttl" for name in names)
