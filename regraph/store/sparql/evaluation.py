"""What the engine finds for a query that was passed: rows or triples in an order of ours, and its faults in words.

Whether a query may be run is decided elsewhere, and so is how long it may take.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import pyoxigraph as ox

from regraph.errors import BadQuery, shortened
from regraph.names import PREFIXES
from regraph.store.sparql.results import Answer, sorted_rows, sorted_triples
from regraph.store.sparql.tokens import tokens
from regraph.store.view import View

MOST_ROWS = 250_000
THE_END = "its end"
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Outline:
    """What a query is, as its parse tree tells.

    Args:
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        ordered: it has an ORDER BY of its own.
        order: the variables it is ordered by; empty where it is ordered by anything else.
        variables: the names of the variables whose value it uses; a name that it only gives a column is none.
    """

    form: str
    ordered: bool
    order: tuple[str, ...]
    variables: frozenset[str]


def evaluated(view: View, text: str, outline: Outline) -> Answer:
    """The answer of a guarded query.

    Raises:
        BadQuery: what the engine cannot evaluate, or more than `MOST_ROWS` rows.
    """
    try:
        found = view.store.query(text, prefixes=PREFIXES)
        if isinstance(found, ox.QueryBoolean):
            return Answer("ASK", truth=bool(found))
        if isinstance(found, ox.QueryTriples):
            return Answer(outline.form, ("subject", "predicate", "object"), sorted_triples(few(found)))
        columns = tuple(variable.value for variable in found.variables)
        rows = (tuple(row[name] for name in columns) for row in few(found))
        return Answer("SELECT", columns, sorted_rows(columns, rows, outline.ordered, outline.order))
    except SyntaxError as error:
        raise BadQuery(engine_reason(text, str(error)) or shortened(str(error), 160)) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise BadQuery(f"the query cannot be evaluated: {shortened(str(error), 160)}") from error


def few(found: Iterable[Found]) -> Iterator[Found]:
    """What is found, as long as it is not too much."""
    for count, one in enumerate(found):
        if count == MOST_ROWS:
            raise BadQuery(f"the query finds more than {MOST_ROWS:,} rows; narrow it, count them, or add LIMIT")
        yield one


def engine_reason(text: str, message: str, begin: str = "the query is not SPARQL 1.1, up") -> str:
    """pyoxigraph's message in one line: its reason where it gives one, else how far it came."""
    relative = next((t.text for t in tokens(text) if t.kind == "iri" and ":" not in t.text), "")
    if relative and "base" not in text.lower():
        return f"{relative} is no IRI in full; write it with a prefix, such as id:{relative.strip('<>/')}"
    place = re.search(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", message, re.DOTALL)
    if not place:
        return shortened(message, 160)
    reasons = [part for part in re.split(r",\s*", place[3]) if " " in part and not re.search(r"[\[\]|\\\"]", part)]
    if reasons:
        return f"line {place[1]}: {reasons[0][0].lower()}{reasons[0][1:]}"
    end = excerpt(text, int(place[1]), int(place[2]))
    return f"{begin} to {end}" + (f" in line {place[1]}" if end != THE_END else "")


def excerpt(text: str, line: int, column: int) -> str:
    """The first word of `text` at a line and column, both from 1, in quotes; `THE_END` past it."""
    rest = " ".join(text.split("\n")[line - 1 :][:1])[column - 1 :].strip() or " ".join(text.split("\n")[line:]).strip()
    return repr(shortened(rest.split()[0], 40)) if rest else THE_END
