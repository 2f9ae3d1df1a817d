"""The pages of the saved questions: what each was asked with, its answer as a table with links, and the query."""

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pyoxigraph as ox

from regraph.facts.canonical import iri_text
from regraph.model.knowledge import Knowledge
from regraph.names import RDF_TYPE, RDFS_LABEL
from regraph.present.document.parts import Block, Document, Grid, Inline, Line, Link, Paragraph, Section
from regraph.site.data.asked import Asked
from regraph.site.data.engine import query_fragment
from regraph.site.data.index import compact
from regraph.site.frame import NOTHING, Edition, Page, rendered
from regraph.site.pages.asked import PARTS, Body, links
from regraph.store.sparql.results import Node
from regraph.store.sparql.saved import Parameter
from regraph.wording.saying.voices import voices
from regraph.wording.words import safe, spaced

MOST = 200
KINDS = {"date": "a day", "entity": "a thing", "number": "a number", "text": "a text"}
UNFILTERED = (
    "A query sees every claim of these facts with its axes: it leaves no certainty out and counts nothing as well,"
    " whatever the foot of this page says of the other pages."
)
COMMON = {RDF_TYPE: "is a", RDFS_LABEL: "is called"}
Href = Callable[[str], str]


@dataclass(frozen=True)
class Asking:
    """What stands in `<main>` of the page of a question; it is made from where every link leads as well.

    Args:
        document: what is said.
        href: where a thing of ours stands, seen from the page, by its IRI; "" where it stands nowhere.
        text: the query.
        command: how it is asked on the command line.
        table: the file of its answer as CSV; "" where it has none.
    """

    document: Document
    href: Href
    text: str
    command: str
    table: str

    def __html__(self) -> str:
        """It as markup."""
        return rendered(
            "question.html", document=self.document, href=self.href, text=self.text, command=self.command,
            run="../sparql.html" + query_fragment(self.text), table=self.table,
        )  # fmt: skip

    def made_from(self) -> object:
        """What is said, and where every link leads."""
        leads = sorted((iri, self.href(iri)) for iri in set(links(self.document)))
        return self.document, leads, self.text, self.command, self.table


def questions_page(asked: tuple[Asked, ...], edition: Edition) -> Page:
    """The list of the saved questions."""
    rows = tuple(
        ((Link(one.question.title, one.question.name),), (parameters_text(one),), (found_text(one),)) for one in asked
    )
    words = (
        "Each question is asked of this site's facts with the values of its example."
        " Run it in your browser, change it, or write your own: "
    )
    lead = Paragraph((words, Link("SPARQL in your browser", "sparql.html"), "."), "lead")
    blocks: tuple[Block, ...] = (lead, *unfiltered(edition), Grid(("Question", "Asked with", "Answer"), rows))
    document = Document("Questions", "Ask", (), (Section("Saved questions", "saved", blocks),), ())
    paths = {one.question.name: f"questions/{one.question.name}.html" for one in asked} | {"sparql.html": "sparql.html"}
    main = Body(document, {}, lambda iri: paths.get(iri, ""), NOTHING)
    about = "Saved SPARQL questions on who owns, controls, finances and buys critical minerals, with their answers."
    return Page("questions.html", "Questions", main, description=about)


def parameters_text(asked: Asked) -> str:
    """The values that a question was asked with."""
    return "; ".join(f"{name}: {safe(words)}" for name, (words, _) in asked.values.items()) or "nothing"


def found_text(asked: Asked) -> str:
    """How much was found."""
    if asked.answer is None:
        return f"not asked: nothing here is called “{safe(asked.missing)}”"
    count = len(asked.answer.rows)
    return f"{count} row{'' if count == 1 else 's'}" if count else "no rows"


def question_page(asked: Asked, knowledge: Knowledge, place: Href, edition: Edition) -> Page:
    """One saved question: what it needs, its answer as a table with links, and the query.

    Args:
        place: IRI -> where it stands from the root of the site; "" where it has no page.
        edition: what every page says of the whole.
    """
    values = tuple(parameter_line(p, asked) for p in asked.question.parameters)
    grid = Grid(("Name", "Kind", "What it is", "Value"), values)
    given = (Section("Asked with", "parameters", (grid,)),) if values else ()
    answer: list[Block] = [*answer_blocks(asked, knowledge), *unfiltered(edition)]
    sections = (*given, Section("Answer", "answer", tuple(answer)))
    document = Document(asked.question.title, "Saved question", (("name", asked.question.name),), sections, ())
    table = "" if asked.answer is None else f"{asked.question.name}.csv"
    main = Asking(document, partial(seen_from_below, place), asked.text, command(asked, edition), table)
    about = f"A saved SPARQL question with its answer: {asked.question.title}"
    return Page(f"questions/{asked.question.name}.html", asked.question.title, main, description=about)


def seen_from_below(place: Href, iri: str) -> str:
    """Where a thing stands, seen from a page one folder down."""
    path = place(iri)
    return f"../{path}" if path else ""


def parameter_line(parameter: Parameter, asked: Asked) -> tuple[Line, ...]:
    """One parameter as a row, with its value."""
    words, iri = asked.values.get(parameter.name, ("left open", ""))
    value: Inline = Link(words, iri) if iri else words
    return (parameter.name,), (KINDS[parameter.kind],), (parameter.what,), (value,)


def answer_blocks(asked: Asked, knowledge: Knowledge) -> tuple[Paragraph | Grid, ...]:
    """The answer as a table of at most `MOST` rows, and a line where there are more, or none."""
    found = asked.answer
    if found is None or not found.rows:
        return (Paragraph((f"{found_text(asked)[:1].upper()}{found_text(asked)[1:]}.",)),)
    used = [at for at in range(len(found.columns)) if any(row[at] is not None for row in found.rows)]
    rows = tuple(tuple(cell(row[at], knowledge) for at in used) for row in found.rows[:MOST])
    more = f"The first {MOST} of {len(found.rows)} rows; all of them are in the CSV file below."
    empty = ", ".join(spaced(name) for at, name in enumerate(found.columns) if at not in used)
    notes = [more] if len(found.rows) > MOST else []
    notes += [f"No row has a value for {empty}."] if empty else []
    grid = Grid(tuple(head(found.columns[at]) for at in used), rows, found_text(asked))
    return (grid, *(Paragraph((note,), "quiet") for note in notes))


def cell(term: Node | None, knowledge: Knowledge) -> Line:
    """One term of an answer: what is known by what it is called, any other IRI in its prefixed form."""
    if term is None:
        return ()
    if not isinstance(term, ox.NamedNode):
        return (term.value if isinstance(term, ox.Literal) else str(term),)
    return (Link(called(term.value, knowledge) or iri_text(term.value), term.value),)


def called(iri: str, knowledge: Knowledge) -> str:
    """What an IRI of ours is called: an account by its voice, its day and its part of the source; "" for any other."""
    account, source = knowledge.accounts.get(iri), knowledge.sources.get(iri)
    if account:
        return voices(knowledge, (iri,)) + PARTS.get(account.section, "")
    if source:
        return source.title or source.label
    known = iri in knowledge.things or iri in knowledge.claims or iri in knowledge.terms
    return knowledge.label(iri) if known else COMMON.get(iri, "")


def head(name: str) -> str:
    """The head of a column, from the variable of a query.

    Example:
        >>> head("atLeast")
        'At least'
    """
    return spaced(name).capitalize()


def unfiltered(edition: Edition) -> tuple[Paragraph, ...]:
    """That a query sees all claims, where other pages count some as well or leave some out."""
    return (Paragraph((UNFILTERED,), "quiet"),) if edition.words else ()


def command(asked: Asked, edition: Edition) -> str:
    """How the same question is asked on the command line."""
    values = ((name, compact(iri) if iri else words) for name, (words, iri) in asked.values.items())
    given = "".join(f" --param {name}={shlex.quote(value)}" for name, value in values)
    names = {parameter.name for parameter in asked.fields}
    given += f" --as-of {edition.as_of}" if "asOf" in names else ""
    given += f" --known-by {edition.known_by}" if edition.known_by else ""
    return f"regraph query --named {asked.question.name}{given}"
