"""The saved questions with the values of their examples, and what they find in this knowledge.

They came with regraph and its tests have had the guard read each: it is not asked again for every site.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from regraph.errors import AmbiguousEntity, UnknownEntity
from regraph.facts.canonical import iri_text
from regraph.model.dates import period
from regraph.model.knowledge import Knowledge, once
from regraph.model.lookup import entity
from regraph.store.sparql.binding import Term, binders, bound, term
from regraph.store.sparql.evaluation import Outline, evaluated
from regraph.store.sparql.results import Answer
from regraph.store.sparql.saved import Question, questions, values
from regraph.store.sparql.tokens import plain, tokens
from regraph.store.view import View

HEADS = ("# param:", "# example:")


@dataclass(frozen=True, slots=True)
class Asked:
    """One saved question as a page shows it.

    Args:
        question: as it was saved.
        values: name of a parameter -> its value in words and, for a thing, its IRI; a parameter left open is missing.
        missing: the value of an example that these facts do not know, or know under several names; "" where none is.
        text: the query with these values, in prefixed names.
        answer: what it finds; None where a value that it needs is missing.
    """

    question: Question
    values: dict[str, tuple[str, str]]
    missing: str
    text: str
    answer: Answer | None


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
        iri = meant(knowledge, value) if question.kind(name) == "entity" else ""
        if iri is None:
            missing = value
            continue
        day = str(period(value).latest) if question.kind(name) == "date" else value
        terms[name] = term(question.kind(name), iri or day)
        said[name] = (knowledge.label(iri) if iri else day, iri)
    text = filled(plain(question.text), terms)
    lacking = any(p.is_required and p.name not in said for p in question.parameters)
    return Asked(question, said, missing, text, None if lacking else evaluated(view, text, outline(text)))


@once
def meant(knowledge: Knowledge, name: str) -> str | None:
    """The IRI of what an example names; None where it names nothing here, or several things."""
    try:
        return entity(knowledge, name)
    except (AmbiguousEntity, UnknownEntity):
        return None


def filled(text: str, terms: dict[str, Term]) -> str:
    """A question with its values and without the lines on its parameters, IRIs in prefixed form where there is one."""
    own = binders(text)
    whole = bound(text, {name: value for name, value in terms.items() if name not in own})
    bare = "".join(line for line in whole.splitlines(keepends=True) if not line.startswith(HEADS))
    return "".join(iri_text(t.text[1:-1]) if t.kind == "iri" else t.text for t in tokens(bare))


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
