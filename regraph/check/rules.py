"""What the rules on disk find: each is one SPARQL query over register, sources and accounts, whose rows are findings.

pyoxigraph is imported here besides its border (`regraph.facts`, `regraph.store`), since rules are queries and the
store that answers them is thrown away. A rule sees the fact graphs by their names and the ontology as
`names.ONTOLOGY`; its default graph holds only what stands in no graph. Rules are ours and read from `ontology/rules`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from regraph.check.findings import Finding
from regraph.check.reading import Reading
from regraph.errors import BadFile, BadSyntax
from regraph.facts.canonical import iri_text
from regraph.facts.places import shipped
from regraph.facts.syntax import text_of
from regraph.names import ACCOUNT, BASE, ONTOLOGY, REGISTER, RG, SOURCE

UNREAD = BASE + "graph/unread"  # what files that do not parse mention
WORD = re.compile(r"<[^<>\s]+>|\b(?:rg|rdfs|skos|rdf):[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name is the stem of its file, its sentence the file's first line, a comment."""

    name: str
    sentence: str
    query: str
    path: Path


def rules(directory: Path | None = None) -> tuple[Rule, ...]:
    """The rules of a directory (default: the shipped ones), sorted by name.

    Raises:
        BadFile: it holds no rule, or a file cannot be read.
        BadSyntax: a rule without its sentence.
    """
    place = directory or shipped("ontology") / "rules"
    found = tuple(rule_of(path) for path in sorted(place.glob("*.rq")))
    if not found:
        raise BadFile(place, "holds no rule; install regraph again")
    return found


def rule_of(path: Path) -> Rule:
    """The rule in one file."""
    text = text_of(path)
    first = text.split("\n", 1)[0]
    if not first.startswith("# "):
        raise BadSyntax(path, 1, "a rule's first line is the rule as a sentence, after `# `")
    return Rule(path.stem, first[2:].strip(), text, path)


def rule_findings(
    reading: Reading, chosen: tuple[Rule, ...], advance: Callable[[], None] = lambda: None
) -> tuple[Finding, ...]:
    """What the rules find, sorted.

    Args:
        advance: called once per rule, for a progress bar.
    Raises:
        BadSyntax: a rule that is not SPARQL, or without ?focus and ?message.
    """
    store = store_of(reading)
    found: set[Finding] = set()
    for rule in chosen:
        found.update(findings_of(reading, store, rule))
        advance()
    return tuple(sorted(found))


def store_of(reading: Reading) -> ox.Store:
    """The facts by their graphs, the ontology in a graph of its own, and in another what unread files mention."""
    store = ox.Store()
    store.extend(reading.quads)
    graph = ox.NamedNode(ONTOLOGY)
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in reading.ontology)
    unread, about = ox.NamedNode(UNREAD), ox.NamedNode(RG.isAbout)
    store.extend(ox.Quad(unread, about, ox.NamedNode(iri), unread) for iri in sorted(reading.mentions))
    return store


def findings_of(reading: Reading, store: ox.Store, rule: Rule) -> set[Finding]:
    """The rows of one rule as findings."""
    try:
        rows = store.query(rule.query)
        names = [variable.value for variable in rows.variables] if isinstance(rows, ox.QuerySolutions) else []
        if not isinstance(rows, ox.QuerySolutions) or not {"focus", "message"} <= set(names):
            raise BadSyntax(rule.path, 1, "a rule is a SELECT with ?focus and ?message; add what is missing")
        return {finding(reading, rule, {name: row[name] for name in names}) for row in rows}
    except SyntaxError as error:
        raise BadSyntax(rule.path, error.lineno or 1, f"{error.msg}; correct the rule") from error


def finding(reading: Reading, rule: Rule, row: dict[str, object]) -> Finding:
    """One row as a finding, with its place."""
    focus, account = value(row.get("focus")), value(row.get("account"))
    message = shortened_iris(value(row.get("message")) or rule.sentence)
    word = WORD.search(message)
    graph = account or home(reading, focus)
    path, line = reading.place(graph, focus, word[0] if word else "")
    return Finding(path, line, rule.name, focus, message)


def home(reading: Reading, focus: str) -> str:
    """The graph to look for `focus` in where a rule names none: no graph, the register, its source, or itself."""
    graphs = reading.graphs_about.get(focus, ())
    for graph in ("", REGISTER):
        if graph in graphs:
            return graph
    return next(iter(graphs), focus if focus.startswith((ACCOUNT, SOURCE)) else "")


def value(term: object) -> str:
    """The text of a term; "" for an unbound variable."""
    return str(getattr(term, "value", ""))


def shortened_iris(message: str) -> str:
    """A message with the IRIs of our prefixes shortened.

    Example:
        >>> shortened_iris("beside <https://w3id.org/regraph/id/pela-ema>")
        'beside id:pela-ema'
    """
    return re.sub(r"<([^<>\s]+)>", lambda m: iri_text(m[1]), message)
