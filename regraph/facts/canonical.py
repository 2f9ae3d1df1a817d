"""The one canonical form of every TriG and Turtle file of ours, so that a new statement changes one line.

Sorted by IRI, `a` and `rdfs:label` first, one value a line. It refuses what it could only lose: comments, blank nodes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from regraph.errors import BadSyntax
from regraph.facts.syntax import BOM, first_comment, quads_of_text
from regraph.names import PREFIXES, RDF_TYPE, RDFS_LABEL, XSD

LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
PLAIN = {
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"), XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "boolean": re.compile("true|false"),
}  # fmt: skip
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
ODD = re.compile(r"[\x00-\x1f\x7f\"\\]")
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
BY_BASE = {base: name for name, base in PREFIXES.items()}  # each ends in # or /, which no local name holds


def canonical(text: str, path: Path) -> str:
    """The canonical form of `text`, read as the file `path`.

    Args:
        text: a whole TriG or Turtle document; a byte order mark and Windows line ends are taken out.
        path: for its suffix and for messages; it is not read.
    Raises:
        BadSyntax: it does not parse, or holds a comment, a blank node or (TriG) a statement outside any graph.
    """
    text = text.removeprefix(BOM).replace("\r\n", "\n")
    comment = first_comment(text)
    if comment is not None:
        raise BadSyntax(path, comment, "a # comment would be lost; say it with skos:editorialNote, or take it out")
    quads = quads_of_text(text, path)
    refuse_unstable(quads, text, path)
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
    if path.suffix == ".ttl":
        return head + "".join("\n" + block for block in subject_blocks(quads, ""))
    graphs = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name.value].append(quad)  # type: ignore[union-attr]
    return head + "".join(
        f"\n{iri_text(graph)} {{\n{''.join(subject_blocks(graphs[graph], '    '))}}}\n" for graph in sorted(graphs)
    )


def refuse_unstable(quads: Iterable[ox.Quad], text: str, path: Path) -> None:
    """Raise where the form would not be stable: blank nodes, or statements in no graph."""
    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            match = re.search(r"_:|\[|\(", text)
            line = text.count("\n", 0, match.start()) + 1 if match else 1
            raise BadSyntax(path, line, "a blank node has no stable name; give the node an IRI, such as id:some-name")
        if path.suffix == ".trig" and isinstance(quad.graph_name, ox.DefaultGraph):
            raise BadSyntax(path, 1, "a statement stands outside any graph; put it in `account:... { }`")


def subject_blocks(quads: Iterable[ox.Quad], indent: str) -> list[str]:
    """One block of lines per subject, sorted by IRI."""
    lines: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for quad in quads:
        lines[quad.subject.value].add((quad.predicate.value, term_text(quad.object)))  # type: ignore[union-attr]
    return [block(subject, lines[subject], indent) for subject in sorted(lines)]


def block(subject: str, pairs: set[tuple[str, str]], indent: str) -> str:
    """The lines of one subject: `a`, then its label, then by IRI of the property."""
    rows = sorted(pairs, key=lambda pair: (pair[0] != RDF_TYPE, pair[0] != RDFS_LABEL, pair))
    body = "".join(
        f"{indent}    {'a' if predicate == RDF_TYPE else iri_text(predicate)} {value} ;\n" for predicate, value in rows
    )
    return f"{indent}{iri_text(subject)}\n{body}{indent}.\n"


@lru_cache(maxsize=1 << 14)  # the same few thousand IRIs stand on nearly every line
def iri_text(iri: str) -> str:
    """An IRI in prefixed form where the fixed prefix table has one, else in full.

    Example:
        >>> iri_text("https://w3id.org/regraph/id/serra-verde")
        'id:serra-verde'
    """
    end = max(iri.rfind("#"), iri.rfind("/")) + 1
    name = BY_BASE.get(iri[:end])
    return f"{name}:{iri[end:]}" if name is not None and LOCAL.fullmatch(iri, end) else f"<{iri}>"


def term_text(term: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> str:
    """An IRI or literal as one line of canonical text."""
    if isinstance(term, ox.NamedNode):
        return iri_text(term.value)
    assert isinstance(term, ox.Literal)
    datatype = term.datatype.value
    if datatype in PLAIN and PLAIN[datatype].fullmatch(term.value):
        return term.value
    quoted = f'"{escaped(term.value)}"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if datatype == XSD + "string" else f"{quoted}^^{iri_text(datatype)}"


def escaped(text: str) -> str:
    """`text` on one line, with Turtle's escapes; other control characters become \\uXXXX."""
    if not ODD.search(text):
        return text
    return CONTROL.sub(lambda m: f"\\u{ord(m[0]):04X}", text.translate(ESCAPES))
