"""Boxes, lines and their places: what vis-network is given. A box is as wide as the widest state of what it shows.

Positions are worked out here, once for all states, so that nothing moves when the day does.
"""

from collections.abc import Mapping, Sequence

from regraph.graph.layout.boxes import Box, Layout
from regraph.graph.layout.placing import layout_of
from regraph.page.edges import Edge
from regraph.page.lettering import text_width, wrapped
from regraph.page.picture import Node
from regraph.wording.evidence import Payload

THING_FONT, CLAIM_FONT = 13.0, 11.5
THING_WRAP, CLAIM_WRAP = (18, 4), (22, 3)


def drawing(nodes: Mapping[str, Node], edges: Mapping[str, Sequence[Edge]]) -> tuple[list[Payload], list[Payload]]:
    """The boxes in their places, and the strokes between them.

    Args:
        nodes: name -> thing.
        edges: name -> the states of one edge.
    """
    drawn = thing_boxes(nodes) + claim_boxes(edges)
    lines = lines_of(nodes, edges)
    layout = layout_of(
        [Box(box["id"], box["w"], box["h"]) for box in drawn],
        [(line["from"], line["to"], max(edge.strength for edge in edges[line["of"]])) for line in lines],
    )
    return routed(drawn, lines, layout)


def thing_boxes(nodes: Mapping[str, Node]) -> list[Payload]:
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


def claim_boxes(edges: Mapping[str, Sequence[Edge]]) -> list[Payload]:
    """The boxes of the words on lines, without places."""
    found = []
    for name, states in edges.items():
        words = {(edge.caption, edge.mark): edge for edge in states}.values()
        texts = [lines + marks for lines, marks in map(lettering, words)]
        width = max(text_width(line, CLAIM_FONT) for lines in texts for line in lines) + 16
        junction = len(ends_of(states)) > 2
        found.append(
            {
                "id": name,
                "role": "claim",
                "via": states[0].via,
                "junction": junction,
                "w": round(max(width, 34)),
                "h": 14 * max(map(len, texts)) + 8 + 10 * junction,
            }
        )
    return found


def lettering(edge: Edge) -> tuple[list[str], list[str]]:
    """The words on a line and its marks, wrapped."""
    lines = [line for words in edge.caption for line in wrapped(words, *CLAIM_WRAP)]
    return lines, wrapped(edge.mark, *CLAIM_WRAP) if edge.mark else []


def ends_of(states: Sequence[Edge]) -> dict[str, tuple[bool, bool]]:
    """Each party of an edge in any of its states: whether it stands above, and whether an arrow points at it."""
    return {end.node: (end.above, end.arrow) for edge in states for end in edge.ends}


def lines_of(nodes: Mapping[str, Node], edges: Mapping[str, Sequence[Edge]]) -> list[Payload]:
    """The strokes between boxes: from each upper party to the claim, and from the claim to each lower one."""
    names = {node.iri: name for name, node in nodes.items()}
    found = []
    for name, states in edges.items():
        for node, (above, arrow) in ends_of(states).items():
            pair = (names[node], name) if above else (name, names[node])
            found.append({"from": pair[0], "to": pair[1], "of": name, "via": states[0].via, "arrow": arrow})
    return found


def routed(drawn: list[Payload], lines: list[Payload], layout: Layout) -> tuple[list[Payload], list[Payload]]:
    """Boxes in their places, and strokes led through the bends of the layout; each stroke knows the thing it is of."""
    nodes = [{**node, "x": layout.places[node["id"]][0], "y": layout.places[node["id"]][1]} for node in drawn]
    edges: list[Payload] = []
    for number, line in enumerate(lines):
        end = line["from"] if line["to"] == line["of"] else line["to"]
        stops = [line["from"]]
        for x, y in layout.bends.get(number, ()):
            stops.append(f"b{len(nodes)}")
            bend = {"id": stops[-1], "role": "bend", "of": line["of"], "end": end, "w": 1, "h": 1, "x": x, "y": y}
            nodes.append(bend)
        stops.append(line["to"])
        for near, far in zip(stops, stops[1:], strict=False):
            step = {
                **line,
                "id": f"l{len(edges)}",
                "end": end,
                "from": near,
                "to": far,
                "arrow": line["arrow"] and far == stops[-1],
            }
            edges.append(step)
    return nodes, edges
