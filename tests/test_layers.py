"""Who may import whom, and where each outside library ends: imports run one way, from facts to the command line."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "regraph"

# Each folder may import itself and what stands before it; `check`, and `draft` upon it, stand beside `analysis`;
# `engine` knows columns alone, and `register` brings it the columns of whole registers.
ORDER = ("facts", "store", "model", "graph", "engine", "register", "analysis", "wording", "present", "page", "site",
         "cli")  # fmt: skip
ALLOWED = {folder: set(ORDER[: place + 1]) for place, folder in enumerate(ORDER)}
ALLOWED["engine"] = {"engine"}
ALLOWED["register"] = {"model", "engine", "register"}
ALLOWED["draft"] = {"facts", "store", "model", "check", "draft"}
ALLOWED["check"] = {"facts", "store", "model", "check"}
ALLOWED["cli"] |= {"check", "draft"}
# A single module that may import one folder more: what `check` found must be said somewhere.
EXCEPTIONS = {"present.report": {"check"}}
# Modules at the top: who may import each (None: everybody), and what they may import.
TOP = {
    "__init__": (None, set[str]()),
    "errors": (None, set[str]()),
    "names": (None, set[str]()),
    "__main__": (set[str](), {"cli"}),
}

# Each outside library, and the modules within its border. A folder stands for all of its modules.
BORDERS = {
    "click": ("cli",),
    "icalendar": ("present.timeline.calendar",),
    "igraph": ("graph.layout.border",),
    "jinja2": ("page.page", "page.sheet", "site.frame"),
    "markupsafe": ("page.page", "page.sheet", "site"),
    "networkx": ("graph.network", "site.data.exchange"),
    "numba": ("engine.jit",),
    "numpy": ("engine", "register", "analysis.registers", "analysis.screening"),
    "pyarrow": ("register",),
    "pyoxigraph": (
        "facts.syntax", "facts.canonical", "store", "site.data",
        "check.evidence", "check.reading", "check.rules", "check.shapes",
    ),
    "pyparsing": ("store.sparql.guard",),
    "pyshacl": ("check.shapes",),
    "pyvis": ("page.page",),
    "rdflib": ("check.shapes", "store.sparql.guard"),
    "rich": ("present.table", "cli.curating.curate"),
}  # fmt: skip
# Libraries that setup.cfg need not name, since one that it names requires them.
COMES_WITH = {"jinja2": "pyvis", "markupsafe": "jinja2", "pyparsing": "rdflib"}
# Libraries that an extra brings, and that the program does without.
OPTIONAL = {"numba": "registers", "pyarrow": "registers"}
# What only the command line may do: print, read the clock or the environment, exit. The border to rich sees it.
DEEDS = ("print", "input", "exit", "sys.exit", "sys.stdout", "sys.stderr", "sys.argv", "os.environ", "os.getenv",
         "dt.date.today", "dt.datetime.now", "datetime.now", "date.today", "time.time")  # fmt: skip
DOERS = {"cli": DEEDS, "__main__": ("sys.exit",), "present.table": ("sys.stdout",)}


@dataclass(frozen=True, order=True)
class Import:
    """One import: the module that has it, its line, and what it imports."""

    module: str
    line: int
    target: str


@cache
def modules(package: Path) -> dict[str, ast.Module]:
    """Module name, without the package -> its syntax tree."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        name = ".".join(path.relative_to(package).with_suffix("").parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


@cache
def nodes(package: Path) -> dict[str, tuple[ast.AST, ...]]:
    """Module name -> every node of its syntax tree."""
    return {name: tuple(ast.walk(tree)) for name, tree in modules(package).items()}


@cache
def imports(package: Path) -> tuple[Import, ...]:
    """Every import of every module, those within functions included."""
    found = []
    for name, parts in nodes(package).items():
        for node in parts:
            if isinstance(node, ast.Import):
                found += [Import(name, node.lineno, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{name}:{node.lineno}: imports are absolute"
                found += [Import(name, node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return tuple(sorted(found))


def within(module: str, border: tuple[str, ...]) -> bool:
    """True for a module that is in a border, or in a folder that is."""
    return any(module == inside or module.startswith(inside + ".") for inside in border)


def against_the_direction(package: Path) -> list[str]:
    """Every import of ours that runs the wrong way."""
    found = []
    for entry in imports(package):
        if entry.target.split(".")[0] != package.name:
            continue
        folder, target = entry.module.split(".")[0], (entry.target.split(".") + [""])[1]
        if target in TOP or target.startswith("__"):
            allowed = (TOP.get(target) or (None,))[0]
            fine = allowed is None or folder in allowed
        elif folder in TOP:
            fine = target in TOP[folder][1]
        else:
            fine = target in ALLOWED.get(folder, set()) | EXCEPTIONS.get(entry.module, set())
        if not fine:
            found.append(f"{entry.module}:{entry.line} imports {entry.target}")
    return found


def beyond_a_border(package: Path, borders: dict[str, tuple[str, ...]]) -> list[str]:
    """Every import of an outside library beyond its border."""
    return [
        f"{entry.module}:{entry.line} imports {entry.target}"
        for entry in imports(package)
        for library in (entry.target.split(".")[0],)
        if library in borders and not within(entry.module, borders[library])
    ]


def unlisted(package: Path, borders: dict[str, tuple[str, ...]]) -> set[str]:
    """Outside libraries that no border names."""
    outside = {entry.target.split(".")[0] for entry in imports(package)}
    return outside - set(sys.stdlib_module_names) - {package.name} - set(borders)


def deeds(package: Path) -> Iterator[str]:
    """Every deed of the command line that another module does."""
    last = {deed.rpartition(".")[2] for deed in DEEDS}
    for name, parts in nodes(package).items():
        own = next((allowed for doer, allowed in DOERS.items() if within(name, (doer,))), ())
        for node in parts:
            deed = ast.unparse(node) if isinstance(node, ast.Attribute) and node.attr in last else ""
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                deed = node.func.id
            if deed in DEEDS and deed not in own:
                yield f"{name}:{getattr(node, 'lineno', 0)} uses {deed}"


def test_imports_run_one_way() -> None:
    assert against_the_direction(PACKAGE) == []


def test_every_outside_library_stays_partss_border() -> None:
    assert beyond_a_border(PACKAGE, BORDERS) == []


def test_every_outside_library_has_a_border() -> None:
    assert unlisted(PACKAGE, BORDERS) == set()


@pytest.mark.parametrize("library", sorted(BORDERS))
def test_no_border_is_wider_than_it_is_used(library: str) -> None:
    users = {entry.module for entry in imports(PACKAGE) if entry.target.split(".")[0] == library}
    assert users, f"nothing imports {library}"
    assert [inside for inside in BORDERS[library] if not any(within(user, (inside,)) for user in users)] == []


def test_only_the_command_line_prints_exits_and_reads_clock_and_environment() -> None:
    assert list(deeds(PACKAGE)) == []


def test_every_folder_has_its_place_in_the_table() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and list(path.glob("*.py"))}
    assert folders == set(ALLOWED)
    tops = {path.stem for path in PACKAGE.glob("*.py")}
    assert tops == set(TOP)


def test_the_dependencies_are_the_libraries_that_are_imported() -> None:
    text = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    required = text.split("install_requires =")[1].split("[options.extras_require]")[0]
    names = {re.split(r"[<>=]", line.strip())[0] for line in required.splitlines() if line.strip()}
    assert names == set(BORDERS) - set(COMES_WITH) - set(OPTIONAL)


@pytest.mark.parametrize(("library", "extra"), sorted(OPTIONAL.items()))
def test_what_the_program_does_without_is_in_an_extra_and_among_the_tests(library: str, extra: str) -> None:
    extras = (ROOT / "setup.cfg").read_text(encoding="utf-8").split("[options.extras_require]")[1].split("[options.")[0]
    sections = dict(part.split(" =", 1) for part in re.split(r"\n(?=\w)", extras.strip()))
    assert all(re.search(rf"^    {library}[<>=]", sections[name], re.M) for name in (extra, "test"))


@pytest.mark.parametrize(("library", "other"), sorted(COMES_WITH.items()))
def test_what_comes_with_another_library_is_required_by_it(library: str, other: str) -> None:
    assert any(line.lower().startswith(library) for line in metadata.requires(other) or ())


def test_every_module_opens_with_what_it_holds() -> None:
    bare = [name for name, tree in modules(PACKAGE).items() if tree.body and not ast.get_docstring(tree)]
    assert bare == []


def test_no_folder_holds_more_than_one_can_list_by_heart() -> None:
    counts = {folder: len(list(folder.glob("[a-z]*.py"))) for folder in PACKAGE.rglob("*") if folder.is_dir()}
    assert {str(folder.relative_to(PACKAGE)): count for folder, count in counts.items() if count > 9} == {}


def plant(package: Path, module: str, text: str) -> Path:
    """A small package with one module of our own in it."""
    for folder in (*ALLOWED, ""):
        (package / folder).mkdir(parents=True, exist_ok=True)
        (package / folder / "__init__.py").write_text("", encoding="utf-8")
    planted = package / f"{module.replace('.', '/')}.py"
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(text, encoding="utf-8")
    return package


DIRECTIONS = (
    ("facts.lines", "from regraph.store.dataset import read", False),
    ("model.share", "from regraph.wording.words import safe", False),
    ("store.sparql.query", "import regraph.model.things", False),
    ("graph.network", "from regraph.analysis import ownership", False),
    ("wording.words", "from regraph.check.findings import Finding", False),
    ("check.rules", "from regraph.wording.words import safe", False),
    ("check.rules", "from regraph.model.share import Share", True),
    ("check.rules", "from regraph.analysis.ownership import owners_of", False),
    ("present.report", "from regraph.check.findings import Finding", True),
    ("wording.words", "def late() -> None:\n    from regraph.cli.main import main\n", False),
    ("engine.stakes", "from regraph.model.share import Share", False),
    ("analysis.columns", "from regraph.engine.stakes import Stakes", True),
    ("errors", "from regraph.names import RG", True),
    ("names", "from regraph.model import share", False),
    ("wording.words", "from regraph.cli import main", False),
    ("cli.main", "from regraph.check.rules import run", True),
    ("cli.main", "from regraph import __version__", True),
    ("model.share", "from regraph.errors import BadShare", True),
    ("analysis.ownership", "from regraph.model.share import Share", True),
    ("present.rows", "from regraph.wording.evidence import Payload", True),
)


@pytest.mark.parametrize(
    ("module", "text", "fine"), DIRECTIONS, ids=[f"{d[0]}: {d[1].split(chr(10))[-2:][0].strip()}" for d in DIRECTIONS]
)
def test_a_planted_import_against_the_direction_is_caught(tmp_path: Path, module: str, text: str, fine: bool) -> None:
    found = against_the_direction(plant(tmp_path / "regraph", module, text))
    assert (found == []) is fine
    assert fine or found[0].startswith(f"{module}:")


BEYOND = (
    ("model.share", "import rdflib", False),
    ("wording.words", "import pyvis.network", False),
    ("store.sparql.guard", "from rdflib.plugins import sparql", True),
    ("cli.main", "import click", True),
    ("page.page", "def late() -> None:\n    from pyvis.network import Network\n", True),
    ("analysis.ownership", "def late() -> None:\n    import networkx as nx\n", False),
    ("facts.lines", "import pyoxigraph", False),
)


@pytest.mark.parametrize(("module", "text", "fine"), BEYOND, ids=[f"{b[0]} {b[1].split()[-1]}" for b in BEYOND])
def test_a_planted_import_beyond_a_border_is_caught(tmp_path: Path, module: str, text: str, fine: bool) -> None:
    assert (beyond_a_border(plant(tmp_path / "regraph", module, text), BORDERS) == []) is fine


def test_a_planted_library_without_a_border_is_caught(tmp_path: Path) -> None:
    assert unlisted(plant(tmp_path / "regraph", "model.share", "import pandas\nimport json\n"), BORDERS) == {"pandas"}


@pytest.mark.parametrize(
    "line", ("print(1)", "import os\nos.environ['A']", "import datetime as dt\ndt.date.today()", "exit(2)")
)
def test_a_planted_deed_of_the_command_line_is_caught(tmp_path: Path, line: str) -> None:
    package = plant(tmp_path / "regraph", "model.share", line)
    assert len(list(deeds(package))) == 1
    assert list(deeds(plant(tmp_path / "other", "cli.main", line))) == []


def test_a_relative_import_is_caught(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="imports are absolute"):
        imports(plant(tmp_path / "regraph", "model.share", "from . import things"))
