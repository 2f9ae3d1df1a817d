"""Parameters of a query: each use of a variable is replaced by an RDF term, token by token, never inside a string.

pyoxigraph's own substitution is not used: in 0.5.13 it refuses a variable that SELECT does not project, and over a
sub-select, a nested group, a BIND or a CONSTRUCT template it finds nothing without saying so. Terms are built and
written by pyoxigraph, and the guard reads the text that results.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from regraph.errors import BadQuery, shortened
from regraph.names import XSD
from regraph.store.sparql.tokens import Token, tokens

KINDS = ("date", "entity", "number", "text")
PATTERNS = {"date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "number": r"[+-]?[0-9]+(\.[0-9]+)?"}
EXAMPLES = {"date": "2026-02-01", "number": "1500000 or 0.51"}
DATATYPES = {"date": "date", "number": "decimal"}
Term = ox.NamedNode | ox.Literal


def term(kind: str, value: str) -> Term:
    """A parameter's value as an RDF term.

    Args:
        kind: one of `KINDS`; an entity is given by its IRI, a date as YYYY-MM-DD.
        value: as `kind` says.
    Raises:
        BadQuery: the value is not of its kind.
    Example:
        >>> str(term("date", "2026-02-01"))
        '"2026-02-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    if kind in PATTERNS and not re.fullmatch(PATTERNS[kind], value):
        raise BadQuery(f"{shortened(value)!r} is not a {kind}; write {EXAMPLES[kind]}")
    if kind in PATTERNS:
        return ox.Literal(value, datatype=ox.NamedNode(XSD + DATATYPES[kind]))
    if kind == "entity":
        try:
            return ox.NamedNode(value)
        except ValueError as error:
            raise BadQuery(f"{shortened(value)!r} is not the IRI of an entity") from error
    return ox.Literal(value)


def bound(text: str, terms: Mapping[str, Term]) -> str:
    """A query in which each use of a variable that `terms` names is that term.

    Where SELECT projects the variable, the column stays. Where GROUP BY or ORDER BY names it, the term stands there as
    an expression. `BOUND(?name)` is true. A query that binds the variable itself must not be given it; see `binders`.

    Example:
        >>> bound("SELECT ?x ?n { ?x rg:y ?n FILTER(BOUND(?n)) }", {"n": ox.Literal("1")})
        'SELECT ?x ("1" AS ?n) { ?x rg:y "1" FILTER((true)) }'
    """
    return "".join(said if isinstance(said, str) else said.of(terms[said.name]) for said in pieces(text, terms))


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of a query at which the value of a parameter may stand.

    Args:
        name: the parameter.
        left: what stands there where it is left open.
        form: what stands there where it has a value, `{}` for the value itself.
    """

    name: str
    left: str
    form: str

    def of(self, value: Term) -> str:
        """What stands there for a value."""
        return self.form.replace("{}", str(value))


def pieces(text: str, names: Iterable[str]) -> list[str | Slot]:
    """A query cut at the places where some parameters stand; in between, its text.

    Example:
        >>> pieces("SELECT ?n { ?x ?y 1 }", ["n"])
        ['SELECT ', Slot(name='n', left='?n', form='({} AS ?n)'), ' { ?x ?y 1 }']
    """
    read, wanted = tokens(text), frozenset(names)
    slots: dict[int, Slot] = {}
    for use in uses(read):
        name = read[use.at].text[1:]
        if name in wanted and use.tested is not None:
            slots[use.tested] = Slot(name, read[use.tested].text, "")
            slots[use.at] = Slot(name, read[use.at].text, "true")
        elif name in wanted:
            slots[use.at] = Slot(name, read[use.at].text, form(use.area, name))
    found: list[str | Slot] = []
    start = 0
    for at in (*sorted(slots), len(read)):
        between = "".join(token.text for token in read[start:at])
        found += [between] if between else []
        found += [slots[at]] if at in slots else []
        start = at + 1
    return found


def form(area: str, name: str) -> str:
    """How a term has to be written in an area of a query; a column of a sub-select is not needed any more."""
    return {"select": f"({{}} AS ?{name})", "sub-select": "", "modifier": "({})"}.get(area, "{}")


@dataclass(frozen=True, slots=True)
class Use:
    """One variable of a query.

    Args:
        at: its place among the tokens.
        area: `select`, `sub-select` or `modifier` outside any parentheses there, else an empty text.
        tested: the place of the word BOUND where it is asked whether the variable is bound, else None.
    """

    at: int
    area: str
    tested: int | None


def uses(read: Sequence[Token]) -> Iterator[Use]:
    """The variables of a query, in order."""
    areas, depths = [""], [0]  # one each per open brace
    seen: list[int] = []
    for at, token in enumerate(read):
        if token.kind in ("space", "comment"):
            continue
        if token.kind == "variable":
            tested = [read[i].text.upper() for i in seen[-2:]] == ["BOUND", "("]
            yield Use(at, areas[-1] if depths[-1] == 0 else "", seen[-2] if tested else None)
        elif token.kind == "word":
            areas[-1] = area_after(token.text.upper(), areas[-1], len(areas) > 1) if depths[-1] == 0 else areas[-1]
        elif token.text in "()":
            depths[-1] += 1 if token.text == "(" else -1
        elif token.text == "{":
            areas[-1] = ""
            areas.append("")
            depths.append(0)
        elif token.text == "}" and len(areas) > 1:
            areas.pop()
            depths.pop()
        seen.append(at)


def area_after(word: str, area: str, nested: bool) -> str:
    """The area that a word of SPARQL opens, or the present one."""
    if word == "SELECT":
        return "sub-select" if nested else "select"
    if word in ("GROUP", "HAVING", "ORDER"):
        return "modifier"
    return "" if word in ("LIMIT", "OFFSET", "VALUES", "WHERE") else area


def binders(text: str) -> frozenset[str]:
    """The variables to which a query gives a value itself, by AS or VALUES.

    Example:
        >>> sorted(binders("SELECT (1 AS ?a) { VALUES (?b ?c) { (1 2) } ?s ?p ?d }"))
        ['a', 'b', 'c']
    """
    found, area = set(), ""
    for token in tokens(text):
        if token.kind == "variable" and area in ("AS", "VALUES"):
            found.add(token.text[1:])
        if token.kind == "word":
            area = token.text.upper()
        elif token.text in "{}" or (token.kind == "variable" and area == "AS"):
            area = ""
    return frozenset(found)
