"""The files under check as read one by one: a file that cannot be parsed becomes a finding, and the others go on.

Also where in them a node stands. pyoxigraph parses (through `regraph.facts.syntax`); nothing is ever written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from regraph.check.findings import Finding
from regraph.errors import BadSyntax
from regraph.facts.canonical import iri_text
from regraph.facts.lines import line_of
from regraph.facts.syntax import BOM, quads_of_text, text_of
from regraph.names import ID, REGISTER, local
from regraph.store.dataset import Dataset

MENTION = re.compile(rf"(?:(?<![\w:-])id:|<{re.escape(ID)})([a-z0-9-]+)")


@dataclass(frozen=True)
class FactFile:
    """One file that could be parsed: its text as it is, and its quads."""

    path: Path
    text: str
    quads: tuple[ox.Quad, ...]


@dataclass(frozen=True)
class Reading:
    """All fact files of one check.

    Args:
        files: the files that could be parsed.
        ontology: the quads of the ontology.
        findings: one for each file that could not.
        mentions: the IRIs of things that stand in files that could not, so that nobody calls them unused.
    """

    files: tuple[FactFile, ...]
    ontology: tuple[ox.Quad, ...]
    findings: tuple[Finding, ...]
    mentions: frozenset[str] = frozenset()

    @property
    def quads(self) -> Iterator[ox.Quad]:
        """Every fact quad, file by file."""
        return (quad for file in self.files for quad in file.quads)

    @property
    def lacks_register(self) -> bool:
        """True where the register itself could not be read, so that nothing can be said of what is registered."""
        return REGISTER not in self.graphs and any(finding.path.stem == local(REGISTER) for finding in self.findings)

    @cached_property
    def graphs(self) -> dict[str, tuple[ox.Quad, ...]]:
        """Graph IRI ("" for none) -> its quads, sorted by IRI."""
        found: dict[str, list[ox.Quad]] = {}
        for quad in self.quads:
            found.setdefault(graph_of(quad), []).append(quad)
        return {graph: tuple(found[graph]) for graph in sorted(found)}

    @cached_property
    def files_of(self) -> dict[tuple[str, str], FactFile]:
        """(graph, subject) -> the first file that holds it; (graph, "") -> the first that holds the graph."""
        found: dict[tuple[str, str], FactFile] = {}
        for file in self.files:
            for quad in file.quads:
                found.setdefault((graph_of(quad), subject_of(quad)), file)
                found.setdefault((graph_of(quad), ""), file)
        return found

    def place(self, graph: str, subject: str, word: str = "") -> tuple[Path, int]:
        """The file and line where `subject` is described in `graph`, or of `word` there."""
        file = self.files_of.get((graph, subject)) or self.files_of.get((graph, "")) or self.files[0]
        return file.path, block_line(file.text, graph, subject, word)

    @cached_property
    def graphs_about(self) -> dict[str, tuple[str, ...]]:
        """Subject -> the graphs that describe it."""
        found: dict[str, set[str]] = {}
        for graph, subject in self.files_of:
            found.setdefault(subject, set()).add(graph)
        return {subject: tuple(sorted(graphs)) for subject, graphs in found.items()}

    @cached_property
    def dataset(self) -> Dataset:
        """The same facts sorted by register, sources, accounts and terms."""
        data = Dataset(paths=tuple(file.path for file in self.files))
        data.add_terms(self.ontology)
        data.add_facts(self.quads)
        return data


def read_each(paths: Iterable[Path], ontology: Iterable[ox.Quad] = ()) -> Reading:
    """Read some fact files, each for itself.

    Args:
        ontology: the quads of the ontology's own files.
    Raises:
        BadFile: a file cannot be opened; without it nothing can be said of the rest.
    """
    files, findings, mentions = [], [], set()
    for path in paths:
        text = ""
        try:
            text = text_of(path)
            files.append(FactFile(path, text, tuple(quads_of_text(text.removeprefix(BOM), path))))
        except BadSyntax as error:
            findings.append(Finding(path, error.line, "syntax", "", error.reason))
            mentions |= {ID + slug for slug in MENTION.findall(text)}
    return Reading(tuple(files), tuple(ontology), tuple(findings), frozenset(mentions))


def graph_of(quad: ox.Quad) -> str:
    """The IRI of a quad's graph; "" for the default graph."""
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def subject_of(quad: ox.Quad) -> str:
    """The IRI of a quad's subject, or the name of its blank node."""
    return "" if isinstance(quad.subject, ox.Triple) else str(quad.subject.value)


def block_line(text: str, graph: str, subject: str, word: str) -> int:
    """The line of `subject`'s own block in `graph`, where it stands alone on a line; else its first mention.

    Example:
        >>> text = "account:x {\\n    id:b\\n        rg:isAbout id:a ;\\n    .\\n    id:a\\n        a rg:Mine ;\\n"
        >>> block_line(text, "https://w3id.org/regraph/account/x", ID + "a", "")
        5
    """
    begin = re.search(rf"^(?:{forms(graph)})\s*\{{", text, re.MULTILINE) if graph else None
    at = begin.end() if begin else 0
    own = re.compile(rf"^[ \t]*(?:{forms(subject)})[ \t\r]*$", re.MULTILINE).search(text, at) if subject else None
    if own is None:
        return line_of(text, graph, subject, word)
    end = re.compile(r"^[ \t]*\.[ \t\r]*$", re.MULTILINE).search(text, own.end())
    found = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])").search(text, own.end()) if word else None
    inside = found is not None and (end is None or found.start() < end.start())
    return text.count("\n", 0, found.start() if found and inside else own.start()) + 1


def forms(iri: str) -> str:
    """A pattern for the two ways in which an IRI is written."""
    return "|".join(re.escape(form) for form in sorted({iri_text(iri), f"<{iri}>"}))
