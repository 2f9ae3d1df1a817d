"""The relations as a network for other programs: GEXF and GraphML, line by line; the same facts, the same bytes.

An edge is one relation of one claim and carries its axes and date bounds. Shares are floats here, since no program that
reads these formats knows decimals; the words beside them are exact, and what nobody states is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from regraph import __version__
from regraph.graph.relations import Relation, relations_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.things import Claim
from regraph.names import local
from regraph.present.dossier import standing_of
from regraph.site.data.tables import days
from regraph.wording.words import safe

Attributes = Mapping[str, str | float]
DATED = ("start_earliest", "start_latest", "end_earliest", "end_latest")
NODES = ("label", "kind", "jurisdiction")
EDGES = (
    "label", "claim", "claim_label", "via", "roles", "certainty", "stage", "bindingness", "status", "jointly",
    "first_told", *DATED, "share", "share_low", "share_high",
)  # fmt: skip
NUMBERS = ("share_low", "share_high")
KEY = "networkx_key"  # the name by which networkx tells parallel edges apart
QUOTES = {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"}
NOTHING: Mapping[str, str] = {}
NO_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")  # beside control characters, which `safe` takes out
HEAD = "<?xml version='1.0' encoding='utf-8'?>\n"
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation'
GEXF = "http://www.gexf.net/1.2draft"
GRAPHML = "http://graphml.graphdrawing.org/xmlns"


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation: from the holder, giver or member; its key is the slug of the claim with its number there."""

    source: str
    target: str
    key: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Network:
    """Things by IRI, sorted, and their relations by where they begin."""

    nodes: Mapping[str, Attributes]
    edges: tuple[Edge, ...]


def network_of(knowledge: Knowledge, scenario: Scenario) -> Network:
    """Things and relations, one edge a relation.

    Returns:
        Nodes sorted; edges by the node where they begin, those to one node together.
    """
    relations = sorted(relations_of(knowledge), key=lambda r: (r.claim, r.source, r.target, r.roles))
    ends = sorted({end for relation in relations for end in (relation.source, relation.target)})
    counts: dict[str, int] = defaultdict(int)
    found: dict[str, dict[str, list[Edge]]] = {iri: defaultdict(list) for iri in ends}
    for relation in relations:
        counts[relation.claim] += 1
        key = f"{local(relation.claim)}.{counts[relation.claim]}"
        edge = Edge(relation.source, relation.target, key, edge_attributes(knowledge, relation, scenario))
        found[relation.source][relation.target].append(edge)
    edges = tuple(edge for iri in ends for some in found[iri].values() for edge in some)
    return Network({iri: node_attributes(knowledge, iri) for iri in ends}, edges)


def node_attributes(knowledge: Knowledge, iri: str) -> Attributes:
    """What is said of a thing in the network."""
    thing = knowledge.things.get(iri)
    kind = thing.kind if thing else knowledge.claims.kind(iri) if iri in knowledge.claims else ""
    country = local(thing.jurisdiction) if thing and thing.jurisdiction else ""
    return {"label": safe(knowledge.label(iri)), "kind": kind, "jurisdiction": country}


def edge_attributes(knowledge: Knowledge, relation: Relation, scenario: Scenario) -> Attributes:
    """What is said of a relation in the network: its claim, axes, standing on the day, dates and share."""
    claim = knowledge.claims[relation.claim]
    standing = standing_of(knowledge, claim, scenario)
    bounds = (*days(claim.when("start")), *days(claim.when("end")))
    return {
        "label": safe(relation.kind),
        "claim": relation.claim,
        "claim_label": safe(claim.label),
        "via": relation.via,
        "roles": " ".join(relation.roles),
        "certainty": claim.concept("certainty") or "",
        "stage": claim.concept("stage") or "",
        "bindingness": claim.concept("bindingness") or "",
        "status": standing.status.value,
        "jointly": "true" if relation.joint else "false",
        "first_told": knowledge.told(claim)[0].isoformat(),
        **dict(zip(DATED, bounds, strict=True)),
        **share_attributes(claim, relation),
    }


def share_attributes(claim: Claim, relation: Relation) -> Attributes:
    """The share of a relation in words, and its bounds as fractions where any is stated."""
    share = relation.share
    if share is None or claim.share.is_unknown:
        return {"share": ""}
    return {"share": share.text(), "share_low": float(share.low), "share_high": float(share.high)}


def graphml(network: Network) -> bytes:
    """The network as GraphML in UTF-8."""
    return encoded(graphml_lines(network))


def gexf(network: Network, day: str) -> bytes:
    """The network as GEXF 1.2 in UTF-8.

    Args:
        day: what it says of its last change, as YYYY-MM-DD.
    """
    return encoded(gexf_lines(network, day))


def encoded(lines: Iterable[str]) -> bytes:
    """Lines of XML as a file."""
    return (HEAD + "\n".join(lines)).encode("utf-8", "xmlcharrefreplace")


def graphml_lines(network: Network) -> Iterator[str]:
    """The lines of a GraphML file."""
    yield f'<graphml xmlns="{GRAPHML}" {XSI}="{GRAPHML} {GRAPHML}/1.0/graphml.xsd">'
    told = stated(network)
    for part, names in (("edge", EDGES), ("node", NODES)):
        for name in reversed([name for name in names if name in told[part]]):
            kind = "double" if name in NUMBERS else "string"
            yield f'  <key id="{name}" for="{part}" attr.name="{name}" attr.type="{kind}" />'
    yield '  <graph edgedefault="directed">' if network.nodes else '  <graph edgedefault="directed" />'
    for iri, attributes in network.nodes.items():
        yield f'    <node id="{quoted(iri)}">'
        yield from (datum(name, value) for name, value in attributes.items())
        yield "    </node>"
    for edge in network.edges:
        yield f'    <edge source="{quoted(edge.source)}" target="{quoted(edge.target)}" id="{quoted(edge.key)}">'
        yield from (datum(name, value) for name, value in edge.attributes.items())
        yield "    </edge>"
    yield from ["  </graph>"] if network.nodes else []
    yield "</graphml>\n"


def stated(network: Network) -> dict[str, set[str]]:
    """The attributes that some node, and some edge, has."""
    return {
        "node": {name for attributes in network.nodes.values() for name in attributes},
        "edge": {name for edge in network.edges for name in edge.attributes},
    }


def datum(name: str, value: str | float) -> str:
    """One attribute in GraphML."""
    text = str(value)
    return f'      <data key="{name}">{whole(text)}</data>' if text else f'      <data key="{name}" />'


def gexf_lines(network: Network, day: str) -> Iterator[str]:
    """The lines of a GEXF file, whose own properties are the labels."""
    yield f'<gexf xmlns="{GEXF}" {XSI}="{GEXF} {GEXF}/gexf.xsd" version="1.2">'
    yield from (f'  <meta lastmodifieddate="{day}">', f"    <creator>regraph {__version__}</creator>", "  </meta>")
    yield '  <graph defaultedgetype="directed" mode="static" name="">'
    numbers: dict[str, dict[str, int]] = {}
    for part, names in (("node", NODES[1:]), ("edge", (*EDGES[1:-2], KEY, *EDGES[-2:]))):
        told = {*stated(network)[part], *([KEY] if network.edges else [])}
        first = len(numbers.get("node", {}))
        numbers[part] = {name: first + at for at, name in enumerate(name for name in names if name in told)}
    for part in ("edge", "node"):
        yield from attribute_lines(part, numbers[part])
    yield "    <nodes>" if network.nodes else "    <nodes />"
    for iri, attributes in network.nodes.items():
        yield f'      <node id="{quoted(iri)}" label="{quoted(str(attributes["label"]))}">'
        yield from value_lines(attributes, numbers["node"])
        yield "      </node>"
    yield from ["    </nodes>"] if network.nodes else []
    yield "    <edges>" if network.edges else "    <edges />"
    for at, edge in enumerate(network.edges):
        label = quoted(str(edge.attributes["label"]))
        yield f'      <edge source="{quoted(edge.source)}" target="{quoted(edge.target)}" id="{at}" label="{label}">'
        yield from value_lines({**edge.attributes, KEY: edge.key}, numbers["edge"])
        yield "      </edge>"
    yield from ["    </edges>"] if network.edges else []
    yield from ("  </graph>", "</gexf>\n")


def attribute_lines(part: str, numbers: Mapping[str, int]) -> Iterator[str]:
    """The attributes of the nodes or of the edges, with their numbers, in GEXF."""
    if numbers:
        yield f'    <attributes mode="static" class="{part}">'
        for name, number in numbers.items():
            kind = "double" if name in NUMBERS else "string"
            yield f'      <attribute id="{number}" title="{name}" type="{kind}" />'
        yield "    </attributes>"


def value_lines(attributes: Attributes, numbers: Mapping[str, int]) -> Iterator[str]:
    """The values of a node or edge in GEXF."""
    yield "        <attvalues>"
    for name, value in attributes.items():
        if name in numbers:
            yield f'          <attvalue for="{numbers[name]}" value="{quoted(str(value))}" />'
    yield "        </attvalues>"


def quoted(text: str) -> str:
    """A text within an attribute of XML."""
    return whole(text, QUOTES)


def whole(text: str, more: Mapping[str, str] = NOTHING) -> str:
    """A text as XML has it, in which every reader of XML finds only characters that it may read.

    Args:
        more: what is escaped besides `&`, `<` and `>`.
    Example:
        >>> whole("a & b\\ufffe")
        'a &amp; b\ufffd'
    """
    return escape(text.translate(NO_XML), dict(more))
