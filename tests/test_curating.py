"""The guide for curators is true: its examples are shipped facts, its messages the program's, its commands exist."""

import re
import shlex
from functools import cache
from pathlib import Path

import click
import pytest
from world import HEAD, World

from regraph.cli.curating.curate import checked
from regraph.cli.main import COMMANDS, cli
from regraph.facts.places import fact_files
from regraph.facts.syntax import quads_of_text

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "curating.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```trig\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
COMMAND_LINES = [
    line.strip() for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.strip().splitlines()
]


@cache
def shipped_blocks() -> list[list[str]]:
    """The lines of each node of each shipped file."""
    texts = (path.read_text(encoding="utf-8") for path in fact_files())
    found = (block for text in texts for block in re.findall(r"^    \S.*?^    \.$", text, re.MULTILINE | re.DOTALL))
    return [[line.strip() for line in block.splitlines()] for block in found]


def is_part(lines: list[str], of: list[str]) -> bool:
    """True where some lines stand in others, in their order."""
    rest = iter(of)
    return all(line in rest for line in lines)


@pytest.mark.parametrize("block", BLOCKS, ids=[block.split("\n", 1)[0] for block in BLOCKS])
def test_an_example_is_a_shipped_fact_and_parses(block: str) -> None:
    lines = [line.strip() for line in block.strip().splitlines()]
    assert [b[0] for b in shipped_blocks() if b[0] == lines[0] and is_part(lines, b)] != []
    assert len(quads_of_text(f"{HEAD}account:x {{\n{block}}}\n", Path("guide.trig"))) >= 4


def test_every_decision_has_an_example() -> None:
    links = re.findall(r"\]\(#([a-z-]+)\)", GUIDE)
    sections = re.split(r"^### ", GUIDE, flags=re.MULTILINE)[1:]
    slugs = [re.sub(r"[^a-z -]", "", part.split("\n", 1)[0].lower()).replace(" ", "-") for part in sections]
    assert links == slugs
    assert [part.count("```trig") for part in sections] == [1] * 11


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_a_command_of_the_guide_exists_with_its_options(line: str) -> None:
    words = shlex.split(line.split(" | ")[0])
    assert words[0] == "regraph" and words[1] in COMMANDS
    command = cli.get_command(click.Context(cli), words[1])
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words[2:] if word.startswith("-")} <= known


def mistakes() -> World:
    """Claims that each hold a mistake which the guide speaks of."""
    world = World()
    for slug, kind in (("alpha", "Company"), ("beta", "Mine"), ("option", "Option"), ("memo", "Memorandum")):
        world.thing(slug, kind)
    world.thing("loan", "Loan").thing("beta-too", "Mine", "Beta").says("news", "beta-too", place="north")
    world.says("news", "option", "Option", isHeldBy="alpha", isStakeIn="beta")
    world.account("quoted", source="news", section="quoted")
    world.says("quoted", "option", "Stake", isHeldBy="alpha", isStakeIn="beta", shareAtMost="40")
    world.says("news", "memo", "Memorandum", hasSignatory="alpha", bindingness="non-binding", stage="in-force")
    world.says("news", "loan", "Loan", hasLender="alpha", hasBorrower="nobody", certainty="stated-by-party")
    bounds = {"dateEarliest": "2030-01-01", "dateLatest": "2030-01-01"}
    world.says("news", "milestone", "Milestone", label="text:Start", isMilestoneOf="beta", isDone="true", **bounds)
    figure = {"isFigureOf": "beta", "figureKind": "capacity", "valueAtLeast": "5000"}
    world.says("news", "figure", "Figure", label="text:Capacity", **figure)
    world.says("news", "absence", "Absence", label="text:Reserves", isAbout="beta", statement="None are proven.")
    return world


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the check says of all these mistakes."""
    directory = mistakes().write(tmp_path_factory.mktemp("facts"))
    path = directory / "news.trig"
    voice = "rg:hasVoice id:news-desk ;"
    text = path.read_text(encoding="utf-8").replace(voice, f'{voice}\n        rg:restsOn "Press release" ;', 1)
    path.write_text(text + 'account:lost { id:beta rg:place "north" . }\n', encoding="utf-8")
    return "\n".join(finding.message for finding in checked((directory,), None).findings)


def quoted() -> list[str]:
    """The messages that the guide quotes: in the last column of the table, and after "meets" or before a stop."""
    rows = [row for row in GUIDE.splitlines() if row.startswith("| [")]
    cells = [row.rstrip("| ").rsplit(" | ", 1)[1] for row in rows]
    prose = re.sub(r"```.*?```", "", GUIDE.split("### ", 1)[1].split("## What", 1)[0], flags=re.DOTALL)
    said = [one for one in re.findall(r"`([^`]+)`", " ".join(prose.split())) if len(one.split()) > 4]
    return [cell.strip("`") for cell in cells if cell.startswith("`")] + said


def test_the_guide_quotes_enough_messages() -> None:
    assert len(quoted()) == 14


@pytest.mark.parametrize("words", quoted())
def test_a_message_that_the_guide_quotes_is_one_that_the_check_gives(words: str, messages: str) -> None:
    assert words in messages


def test_the_figures_of_the_guide_are_those_of_the_benchmarks() -> None:
    benchmarks = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^total, (?:all names|left out).*$", benchmarks, re.MULTILINE)
    kinds = ("parties", "commodities", "amounts", "dates", "names in the draft", "figures and dates")
    written = [next(row for row in GUIDE.splitlines() if row.startswith(f"| {kind}")) for kind in kinds]
    assert len(rows) == 2
    for column, row in enumerate(rows, 2):
        assert [line.split("|")[column].strip() for line in written] == [
            f"{n} %" for n in re.findall(r"(\d+)%", row)[:6]
        ]
