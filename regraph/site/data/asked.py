"""The saved questions with the values of their examples, and what they find in this knowledge.

They came with regraph and its tests have had the guard read each: it is not asked again for every site.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regraph.facts.canonical import iri_text
from regraph.model.dates import period
from regraph.model.knowledge import Knowledge, once
from regraph.model.lookup import meant
from regraph.store.sparql.binding import Slot, Term, binders, pieces, term
from regraph.store.sparql.evaluation import Outline, evaluated
from regraph.store.sparql.results import Answer
from regraph.store.sparql.saved import Parameter, Question, questions, values
from regraph.store.sparql.tokens import plain, tokens
from regraph.store.view import View

HEADS = ("# param:", "# example:")
DAYS = {"asOf": "the day asked about", "knownBy": "by when it was known"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One saved question as a page shows it.

    Args:
        question: as it was saved.
        values: name of a parameter -> its value in words and, for a thing, its IRI; a parameter left open is missing.
        missing: the value of an example that these facts do not know, or know under several names; "" where none is.
        pieces: the query in prefixed names, cut where its parameters and days stand.
        terms: name of a parameter or day -> its value as the query has it.
        answer: what it finds; None where a value that it needs is missing.
    """

    question: Question
    values: dict[str, tuple[str, str]]
    missing: str
    pieces: tuple[str | Slot, ...]
    terms: dict[str, Term]
    answer: Answer | None

    @property
    def text(self) -> str:
        """The query with these values."""
        return filled(self.pieces, self.terms)

    @property
    def fields(self) -> tuple[Parameter, ...]:
        """What a reader may ask with another value: the parameters, and the days that the query speaks of."""
        named = {piece.name for piece in self.pieces if isinstance(piece, Slot)}
        known = {parameter.name for parameter in self.question.parameters}
        days = (Parameter(name, "date", None, True, what) for name, what in DAYS.items() if name in named - known)
        return (*self.question.parameters, *days)


def asked_questions(view: View, knowledge: Knowledge, as_of: dt.date, known_by: dt.date) -> Iterator[Asked]:
    """Every saved question, in the order of their names, each answered with its example.

    Args:
        view: what they are asked of.
        as_of, known_by: what ?asOf and ?knownBy stand for.
    """
    days = {"asOf": term("date", as_of.isoformat()), "knownBy": term("date", known_by.isoformat())}
    for question in questions():
        yield asked(view, knowledge, question, days)


def asked(view: View, knowledge: Knowledge, question: Question, days: dict[str, Term]) -> Asked:
    """One saved question with its example, and its answer."""
    terms, said, missing = dict(days), dict[str, tuple[str, str]](), ""
    for name, value in values(question, dict(question.example)).items():
        iri = the_one(knowledge, value) if question.kind(name) == "entity" else ""
        if iri is None:
            missing = value
            continue
        day = str(period(value).latest) if question.kind(name) == "date" else value
        terms[name] = term(question.kind(name), iri or day)
        said[name] = (knowledge.label(iri) if iri else day, iri)
    cut = pieces_of(question, terms)
    lacking = any(p.is_required and p.name not in said for p in question.parameters)
    text = filled(cut, terms)
    return Asked(question, said, missing, cut, terms, None if lacking else evaluated(view, text, outline(text)))


@once
def the_one(knowledge: Knowledge, name: str) -> str | None:
    """The IRI of what an example names; None where it names nothing here, or several things."""
    found = meant(knowledge, name)
    return found[0] if len(found) == 1 else None


def pieces_of(question: Question, terms: dict[str, Term]) -> tuple[str | Slot, ...]:
    """A question without the lines on its parameters, in prefixed names, cut where its parameters and days stand."""
    text = plain(question.text)
    names = {*terms, *(parameter.name for parameter in question.parameters)} - binders(text)
    return tuple(prefixed(bare(piece)) if isinstance(piece, str) else piece for piece in pieces(text, names))


def bare(text: str) -> str:
    """A text of SPARQL without the lines on parameters."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(HEADS))


def filled(cut: Iterable[str | Slot], terms: dict[str, Term]) -> str:
    """A question with its values; one that has none is left open."""
    return "".join(piece if isinstance(piece, str) else put(piece, terms.get(piece.name)) for piece in cut)


def put(slot: Slot, value: Term | None) -> str:
    """What stands at a place of a query for a value."""
    return slot.left if value is None else prefixed(slot.of(value))


def prefixed(text: str) -> str:
    """A text of SPARQL with its IRIs in prefixed form where there is one."""
    if "<" not in text:
        return text
    return "".join(iri_text(t.text[1:-1]) if t.kind == "iri" else t.text for t in tokens(text))


def outline(text: str) -> Outline:
    """What a saved question is, as its words tell: a SELECT, and the variables it is ordered by.

    Example:
        >>> outline("SELECT ?a ?b { ?a ?b 1 } ORDER BY DESC(?a) ?b LIMIT 3").order
        ('a', 'b')
    """
    read = [token for token in tokens(text) if token.kind not in ("space", "comment")]
    words = [token.text.upper() for token in read]
    places = [at for at, word in enumerate(words) if word == "ORDER" and depth(words[:at]) == 0]
    if not places:
        return Outline("SELECT", False, (), frozenset())
    order, simple = [], True
    for token in read[places[-1] + 2 :]:
        if token.text.upper() in ("LIMIT", "OFFSET"):
            break
        order += [token.text[1:]] if token.kind == "variable" else []
        simple &= token.kind == "variable" or token.text.upper() in ("ASC", "DESC", "(", ")")
    return Outline("SELECT", True, tuple(order) if simple else (), frozenset())


def depth(words: list[str]) -> int:
    """How many braces are open after some tokens."""
    return words.count("{") - words.count("}")
