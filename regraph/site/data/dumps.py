"""The facts as RDF files: all accounts in TriG and JSON-LD, the resolved view in Turtle, and what a browser asks.

Everything is sorted before it is written: neither the order of a store nor of a hash reaches a file.
"""

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from regraph.facts.canonical import iri_text, subject_blocks
from regraph.names import PREFIXES
from regraph.store.dataset import Dataset
from regraph.store.view import View

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))


def trig(data: Dataset) -> str:
    """Every graph of the facts as selected, in the canonical form: the register, the sources, and each account."""
    graphs: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in data.quads:
        graphs[quad.graph_name.value].append(quad)  # type: ignore[union-attr]
    blocks = {graph: "".join(subject_blocks(graphs[graph], "    ")) for graph in sorted(graphs)}
    return HEAD + "".join(f"\n{iri_text(graph)} {{\n{body}}}\n" for graph, body in blocks.items())


def jsonld(data: Dataset) -> str:
    """Every graph of the facts as JSON-LD 1.1, expanded."""
    written = ox.serialize(sorted(data.quads, key=in_order), format=ox.RdfFormat.JSON_LD)
    return (written or b"[]").decode().rstrip("\n") + "\n"


def turtle(view: View) -> str:
    """The default graph of a view: one value for each property that can have one, the register, terms, shortcuts."""
    return HEAD + "".join("\n" + block for block in subject_blocks(default_graph(view), ""))


def asked_quads(view: View) -> bytes:
    """What a query of this view can see, as N-Quads: its default graph, and the graph of each account."""
    lines = sorted((view.store.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
    return b"".join(lines)


def default_graph(view: View) -> Iterable[ox.Quad]:
    """The quads that a plain pattern matches."""
    return view.store.quads_for_pattern(None, None, None, ox.DefaultGraph())


def in_order(quad: ox.Quad) -> tuple[str, str, str, str]:
    """What a quad is sorted by: its graph first."""
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)
