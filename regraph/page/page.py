"""The border to pyvis: one page in one file, which loads nothing and runs nothing but its own two scripts.

Text from facts enters the page in one way only: as JSON in a data block, which the script puts into the document as
text. Positions are worked out beforehand; the page computes none.
"""

import base64
import hashlib
import json
from collections.abc import Iterable
from importlib import resources
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from regraph import __version__
from regraph.graph.layout import Box, Layout, layout_of
from regraph.graph.relations import VIAS
from regraph.model.knowledge import Knowledge
from regraph.page.detail import account_row, edge_detail, thing_detail
from regraph.page.edges import Edge
from regraph.page.lettering import text_width, wrapped
from regraph.page.picture import Node, Picture
from regraph.wording.evidence import Payload

VIS = "lib/vis-9.1.2/vis-network.min.js"
SCRIPT = ("data", "shapes", "draw", "camera", "hiding", "panel", "lists", "head", "search", "wiring")
SOURCE_MAP = "//# sourceMappingURL="
THING_FONT, CLAIM_FONT = 13.0, 11.5
THING_WRAP, CLAIM_WRAP = (18, 4), (22, 3)
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
OPTIONS: Payload = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "nodes": {"shape": "custom", "chosen": False, "fixed": True},
    "edges": {
        "chosen": False,
        "selectionWidth": 1,
        "hoverWidth": 1,
        "arrows": {"to": {"enabled": False, "scaleFactor": 0.55}},
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "vertical", "roundness": 0.45},
    },
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "hoverConnectedEdges": False,
        "multiselect": False,
        "selectConnectedEdges": False,
        "keyboard": False,
        "navigationButtons": False,
    },
}


def page_of(knowledge: Knowledge, picture: Picture) -> str:
    """The page that shows a picture.

    Returns:
        HTML that depends on nothing outside itself; the same picture gives the same text.
    """
    nodes = {f"n{i}": node for i, node in enumerate(picture.nodes)}
    edges = {f"e{i}": edge for i, edge in enumerate(picture.edges)}
    drawn = thing_nodes(nodes) + claim_nodes(edges)
    lines = lines_of(nodes, edges)
    layout = layout_of(
        [Box(node["id"], node["w"], node["h"]) for node in drawn],
        [(line["from"], line["to"], edges[line["of"]].strength) for line in lines],
    )
    network = Network(directed=True)
    network.options = OPTIONS
    network.nodes, network.edges = routed(drawn, lines, layout)
    network.templateEnv = environment(page_payload(knowledge, picture, nodes, edges))
    return str(network.generate_html())


def thing_nodes(nodes: dict[str, Node]) -> list[Payload]:
    """The boxes of things, without places."""
    found = []
    for name, node in nodes.items():
        lines = wrapped(node.label, *THING_WRAP)
        width = max(text_width(line, THING_FONT) for line in lines) + (62 if node.more else 42)
        found.append(
            {
                "id": name,
                "role": "thing",
                "family": node.family,
                "asked": node.asked,
                "more": node.more,
                "lines": lines,
                "w": round(max(width, 92)),
                "h": 16 * len(lines) + 16,
            }
        )
    return found


def claim_nodes(edges: dict[str, Edge]) -> list[Payload]:
    """The boxes of the words on lines, without places."""
    found = []
    for name, edge in edges.items():
        lines = [line for words in edge.caption for line in wrapped(words, *CLAIM_WRAP)]
        marks = wrapped(edge.mark, *CLAIM_WRAP) if edge.mark else []
        width = max(text_width(line, CLAIM_FONT) for line in lines + marks) + 16
        junction = len(edge.ends) > 2
        found.append(
            {
                "id": name,
                "role": "claim",
                "via": edge.via,
                "line": edge.line,
                "lines": lines,
                "marks": marks,
                "doubted": edge.doubted,
                "junction": junction,
                "w": round(max(width, 34)),
                "h": 14 * len(lines + marks) + 8 + 10 * junction,
            }
        )
    return found


def lines_of(nodes: dict[str, Node], edges: dict[str, Edge]) -> list[Payload]:
    """The strokes between boxes: from each upper party to the claim, and from the claim to each lower one."""
    names = {node.iri: name for name, node in nodes.items()}
    found = []
    for name, edge in edges.items():
        for end in edge.ends:
            pair = (names[end.node], name) if end.above else (name, names[end.node])
            found.append(
                {"from": pair[0], "to": pair[1], "of": name, "via": edge.via, "line": edge.line, "arrow": end.arrow}
            )
    return found


def routed(drawn: list[Payload], lines: list[Payload], layout: Layout) -> tuple[list[Payload], list[Payload]]:
    """Boxes in their places, and strokes led through the bends of the layout."""
    nodes = [{**node, "x": layout.places[node["id"]][0], "y": layout.places[node["id"]][1]} for node in drawn]
    edges: list[Payload] = []
    for number, line in enumerate(lines):
        stops = [line["from"]]
        for x, y in layout.bends.get(number, ()):
            stops.append(f"b{len(nodes)}")
            nodes.append({"id": stops[-1], "role": "bend", "of": line["of"], "w": 1, "h": 1, "x": x, "y": y})
        stops.append(line["to"])
        for near, far in zip(stops, stops[1:], strict=False):
            step = {
                **line,
                "id": f"l{len(edges)}",
                "from": near,
                "to": far,
                "arrow": line["arrow"] and far == stops[-1],
            }
            edges.append(step)
    return nodes, edges


def page_payload(knowledge: Knowledge, picture: Picture, nodes: dict[str, Node], edges: dict[str, Edge]) -> Payload:
    """All words of the page."""
    names = {node.iri: name for name, node in nodes.items()}
    claims = {edge.claim: name for name, edge in reversed(edges.items())} | {e.id: name for name, e in edges.items()}
    by_node: dict[str, list[Edge]] = {node.iri: [] for node in picture.nodes}
    for edge in picture.edges:
        for end in edge.ends:
            by_node[end.node].append(edge)
    details = {name: thing_detail(knowledge, node.iri, by_node[node.iri]) for name, node in nodes.items()}
    details |= {name: edge_detail(knowledge, edge) for name, edge in edges.items()}
    return {
        **head_payload(picture),
        "things": {name: {"family": node.family} for name, node in nodes.items()},
        "claims": {
            name: {"via": e.via, "line": e.line, "ends": [[names[end.node], end.above] for end in e.ends]}
            for name, e in edges.items()
        },
        "details": details,
        "ids": {**claims, **names},
        "accounts": {account: account_row(knowledge, account) for account in accounts_in(details.values())},
        "fonts": [THING_FONT, CLAIM_FONT],
    }


def head_payload(picture: Picture) -> Payload:
    """What the page says of itself."""
    vias = [edge.via for edge in picture.edges]
    return {
        "asked": list(picture.asked),
        "depth": picture.depth,
        "asOf": picture.as_of.isoformat(),
        "knownBy": picture.known_by.isoformat() if picture.known_by else "",
        "latest": picture.latest.isoformat() if picture.latest else "",
        "include": list(picture.include),
        "exclude": list(picture.exclude),
        "vias": [[via, vias.count(via)] for via in VIAS if via in vias],
        "seeds": [f"n{i}" for i, node in enumerate(picture.nodes) if node.asked],
        "leftOut": [[out.label, out.reason] for out in picture.left_out],
        "unknowns": [[u.group, u.text, u.about] for u in picture.unknowns],
        "version": __version__,
    }


def accounts_in(details: Iterable[Payload]) -> list[str]:
    """Every account that some details name, sorted."""
    found: set[str] = set()
    for detail in details:
        found.update(account for account, _ in detail["sources"])
        found.update(account for group in detail["said"] for item in group["items"] for account in item["sources"])
        found.update(account for entry in detail.get("differences", ()) for account, _ in entry["said"])
    return sorted(found)


def environment(page: Payload) -> Environment:
    """The template with everything it embeds, and the policy that lets nothing else run or load."""
    style, script = asset("page.css"), page_script()
    library = resources.files("pyvis").joinpath(VIS).read_text(encoding="utf-8")
    library = "".join(line for line in library.splitlines(keepends=True) if not line.startswith(SOURCE_MAP))
    found = Environment(
        loader=DictLoader({"template.html": asset("template.html")}), autoescape=True, undefined=StrictUndefined
    )
    found.globals.update(
        embedded=embedded,
        library=Markup(library),
        page=page,
        parsed=json.loads,
        policy=policy((library, script), style),
        script=Markup(script),
        style=Markup(style),
        version=__version__,
    )
    return found


def page_script() -> str:
    """Our own script: its parts, in their order, in a scope of their own."""
    return '"use strict";\n(() => {\n' + "".join(asset(f"script/{part}.js") for part in SCRIPT) + "})();\n"


def asset(name: str) -> str:
    """One of our own files beside this module."""
    return resources.files("regraph.page").joinpath("assets", name).read_text(encoding="utf-8")


def policy(scripts: tuple[str, ...], style: str) -> str:
    """The content security policy: these scripts and this style, pictures made in the page, nothing else."""
    allowed = " ".join(f"'{digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src '{digest(style)}'; img-src data:; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def digest(text: str) -> str:
    """The hash by which a policy names an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def embedded(value: Any) -> Markup:
    r"""A value as JSON that can stand in a script block: nothing in it can close the block or begin a comment.

    Example:
        >>> embedded("</script>")
        Markup('"\\u003c/script\\u003e"')
    """
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES))
