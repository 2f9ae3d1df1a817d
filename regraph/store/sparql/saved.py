"""Saved questions: SPARQL files that say in their leading comments what they ask, and what they need to be told.

The first comment is the question as a sentence; then one line `# param: NAME KIND DEFAULT - what it is` per parameter,
where DEFAULT is a value, `any` (left open) or `required`, and `# example: NAME=VALUE` for values that find something.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from regraph.errors import BadChoice, BadQuery, BadSyntax
from regraph.facts.places import shipped
from regraph.facts.syntax import BOM, text_of
from regraph.store.sparql.binding import KINDS, binders

PARAMETER = re.compile(r"# param: (?P<name>[A-Za-z]\w*) (?P<kind>\w+) (?P<default>.+?) - (?P<what>.+)")
EXAMPLE = re.compile(r"# example: (?P<name>[A-Za-z]\w*)=(?P<value>.+)")
OPEN, REQUIRED = "any", "required"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a question needs to be told.

    Args:
        name: the variable it fills.
        kind: date, entity, number or text.
        default: what it is where nothing is given; None where it then stays open, or must be given.
        is_required: it must be given.
        what: what it means, in a few words.
    """

    name: str
    kind: str
    default: str | None
    is_required: bool
    what: str


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its title and parameters.

    Args:
        name: the stem of its file.
        title: the question as a sentence.
        parameters: in the order of the file.
        example: values that find something in the shipped facts.
        text: the whole file.
    """

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    example: Mapping[str, str]
    text: str

    def kind(self, name: str) -> str:
        """The kind of one parameter."""
        return next(parameter.kind for parameter in self.parameters if parameter.name == name)


def questions() -> tuple[Question, ...]:
    """The saved questions that came with this regraph, sorted by name.

    Raises:
        BadSyntax: a file whose leading comments are not as they should be.
    """
    return tuple(saved(path) for path in sorted((shipped("ontology") / "questions").glob("*.rq")))


def named(name: str) -> Question:
    """The saved question of that name.

    Raises:
        BadChoice: there is none.
    """
    place = shipped("ontology") / "questions"
    names = tuple(sorted(path.stem for path in place.glob("*.rq")))
    if name not in names:
        raise BadChoice("--named", name, names)
    return saved(place / f"{name}.rq")


def saved(path: Path) -> Question:
    """The question in one shipped file.

    Raises:
        BadSyntax: it has no title, or a line that looks like a parameter and is none.
    """
    found = question(path.stem, text_of(path), path)
    if not found.title:
        raise BadSyntax(path, 1, "a saved question begins with its question as a sentence, after `# `")
    return found


def question(name: str, text: str, path: Path | None = None) -> Question:
    """A query as a question: what its leading comments say of it, if anything.

    Args:
        path: the file it stands in, for messages; a query typed in has none.
    Raises:
        BadSyntax, BadQuery: a line that looks like a parameter and is none (in a file, or typed in).
    """
    lines = leading_comments(text)
    parameters = tuple(parameter(line, at, path) for at, line in enumerate(lines, 1) if line.startswith("# param:"))
    for wrong in sorted({p.name for p in parameters} & binders(text)):
        raise bad(path, 1, f"?{wrong} is a parameter, and the query gives it a value itself")
    examples = [found for found in map(EXAMPLE.fullmatch, lines) if found]
    titles = [line.removeprefix("#").strip() for line in lines[:1] if not re.match(r"# (param|example):", line)]
    return Question(name, "".join(titles), parameters, {e["name"]: e["value"].strip() for e in examples}, text)


def leading_comments(text: str) -> list[str]:
    """The comment lines before the query, without the space around them."""
    found = []
    for line in text.removeprefix(BOM).splitlines():
        if not line.startswith("#"):
            break
        found.append(line.strip())
    return found


def parameter(line: str, at: int, path: Path | None) -> Parameter:
    """The parameter that one comment line describes."""
    found = PARAMETER.fullmatch(line)
    if not found:
        raise bad(path, at, "write `# param: NAME KIND DEFAULT - what it is`; DEFAULT may be `any` or `required`")
    if found["kind"] not in KINDS:
        raise bad(path, at, f"a parameter is of the kind {', '.join(KINDS)}, not {found['kind']}")
    default = None if found["default"] in (OPEN, REQUIRED) else found["default"]
    return Parameter(found["name"], found["kind"], default, found["default"] == REQUIRED, found["what"])


def bad(path: Path | None, line: int, reason: str) -> BadSyntax | BadQuery:
    """The error for a line of a question."""
    return BadQuery(f"line {line}: {reason}") if path is None else BadSyntax(path, line, reason)


def values(asked: Question, given: Mapping[str, str]) -> dict[str, str]:
    """The value of each parameter that has one: as given, else its default.

    Raises:
        BadChoice: a parameter that the question does not have.
        BadQuery: one that is missing.
    """
    names = tuple(parameter.name for parameter in asked.parameters)
    for name in sorted(set(given) - set(names)):
        raise BadChoice("--param", name, names or ("(this question has no parameters)",))
    for wanted in asked.parameters:
        if wanted.is_required and wanted.name not in given:
            raise BadQuery(f"{asked.name} needs --param {wanted.name}=..., {wanted.what}")
    defaults = {p.name: p.default for p in asked.parameters if p.default is not None}
    return defaults | dict(given)
