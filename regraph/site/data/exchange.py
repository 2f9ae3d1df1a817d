"""The relations as a network for other programs: GEXF and GraphML, by networkx; the same facts, the same bytes.

An edge is one relation of one claim and carries its axes and date bounds. Shares are floats here, since no program that
reads these formats knows decimals; the words beside them are exact, and what nobody states is left out.
"""

import io
import re
from collections import Counter
from collections.abc import Mapping

import networkx as nx

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
NO_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")  # beside control characters, which `safe` takes out
STAMP = re.compile(r'lastmodifieddate="[^"]*"')
CREATOR = re.compile(r"<creator>[^<]*</creator>")


def network_of(knowledge: Knowledge, scenario: Scenario) -> "nx.MultiDiGraph[str]":
    """Things and relations as networkx has them, one edge a relation; its key is the slug of the claim with a number.

    Returns:
        Nodes and edges in sorted order; a relation runs from the holder, giver or member.
    """
    relations = sorted(relations_of(knowledge), key=lambda r: (r.claim, r.source, r.target, r.roles))
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in sorted({end for relation in relations for end in (relation.source, relation.target)}):
        network.add_node(iri, **node_attributes(knowledge, iri))
    counts = Counter[str]()
    for relation in relations:
        counts[relation.claim] += 1
        key = f"{local(relation.claim)}.{counts[relation.claim]}"
        attributes = edge_attributes(knowledge, relation, scenario)
        network.add_edge(relation.source, relation.target, key=key, **attributes)
    return network


def node_attributes(knowledge: Knowledge, iri: str) -> Attributes:
    """What is said of a thing in the network."""
    thing = knowledge.things.get(iri)
    kind = thing.kind if thing else knowledge.claims.kind(iri) if iri in knowledge.claims else ""
    country = local(thing.jurisdiction) if thing and thing.jurisdiction else ""
    return {"label": written(knowledge.label(iri)), "kind": kind, "jurisdiction": country}


def edge_attributes(knowledge: Knowledge, relation: Relation, scenario: Scenario) -> Attributes:
    """What is said of a relation in the network: its claim, axes, standing on the day, dates and share."""
    claim = knowledge.claims[relation.claim]
    standing = standing_of(knowledge, claim, scenario)
    bounds = (*days(claim.when("start")), *days(claim.when("end")))
    return {
        "label": written(relation.kind),
        "claim": relation.claim,
        "claim_label": written(claim.label),
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


def written(text: str) -> str:
    """A text in which every reader of XML finds only characters that it may read."""
    return safe(text).translate(NO_XML)


def graphml(network: "nx.MultiDiGraph[str]") -> bytes:
    """The network as GraphML in UTF-8."""
    out = io.BytesIO()
    nx.write_graphml_xml(network, out, named_key_ids=True)
    return out.getvalue()


def gexf(network: "nx.MultiDiGraph[str]", day: str) -> bytes:
    """The network as GEXF 1.2 in UTF-8.

    Args:
        day: what it says of its last change, as YYYY-MM-DD: networkx would write the day on which it runs, and itself
            as the creator.
    """
    out = io.BytesIO()
    nx.write_gexf(network, out)
    text = STAMP.sub(f'lastmodifieddate="{day}"', out.getvalue().decode("utf-8"), count=1)
    return CREATOR.sub(f"<creator>regraph {__version__}</creator>", text, count=1).encode("utf-8")
