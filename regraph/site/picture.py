"""The neighbourhood of a thing as a drawing in the page: boxes that are links, lines with words, nothing to load.

What does not hold on the day is not drawn; what is not in force, optional or denied is dashed, as on the page of the
whole graph.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from regraph.graph.layout.boxes import Box, Layout
from regraph.graph.layout.placing import layout_of
from regraph.graph.relations import Relation, relations_of
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario, Standing, Status
from regraph.page.edges import Edge, edges_of
from regraph.page.lettering import clean, text_width, wrapped
from regraph.site.frame import NOTHING

DRAWN = (Status.COUNTED, Status.POSSIBLE, Status.BESIDE, Status.ENDED, Status.DENIED)
MOST = 5  # relations above a thing, and as many below: more in a row cannot be read
THING, WORD = 13.0, 11.0
LETTERS, LINES = 22, 3
MARGIN = 8


@dataclass(frozen=True)
class Drawn:
    """A box as it is drawn: its lines of text, its size, and what it is."""

    box: Box
    lines: tuple[str, ...]
    kind: str
    iri: str = ""
    name: str = ""


@once
def relations_at(knowledge: Knowledge) -> dict[str, tuple[Relation, ...]]:
    """Thing -> the relations in which it stands."""
    found: dict[str, list[Relation]] = {}
    for relation in relations_of(knowledge):
        for end in {relation.source, relation.target}:
            found.setdefault(end, []).append(relation)
    return {iri: tuple(relations) for iri, relations in found.items()}


def neighbourhood(knowledge: Knowledge, scenario: Scenario, iri: str) -> tuple[tuple[Edge, ...], int]:
    """The edges at a thing, strongest first, and how many more there are than a drawing has room for."""
    relations = relations_at(knowledge).get(iri, ())
    standings: dict[str, Standing] = {
        claim: scenario.standing(knowledge, knowledge.claims[claim]) for claim in sorted({r.claim for r in relations})
    }
    drawn = [relation for relation in relations if standings[relation.claim].status in DRAWN]
    edges = sorted(edges_of(knowledge, scenario, drawn, standings), key=lambda e: (-e.strength, e.line, e.id))
    sides = Counter[bool]()
    kept = []
    for edge in edges:
        above = any(end.above for end in edge.ends if end.node == iri)
        sides[above] += 1
        kept += [edge] if sides[above] <= MOST else []
    return tuple(kept), len(edges) - len(kept)


@dataclass(frozen=True)
class Drawing:
    """A neighbourhood as it will be drawn; its places are worked out only when it is.

    Args:
        boxes: the things and the words of the relations.
        lines: what is joined, with its strength.
        styles: of each line, whether it is open, and has an arrow.
        href: where a thing stands, seen from the page.
        caption: what stands below it.
    """

    boxes: Sequence[Drawn]
    lines: Sequence[tuple[str, str, int]]
    styles: Sequence[tuple[bool, bool]]
    href: Callable[[str], str]
    caption: Markup

    def __html__(self) -> str:
        """It as a figure with SVG."""
        layout = layout_of([drawn.box for drawn in self.boxes], self.lines)
        drawn = svg(self.boxes, self.lines, self.styles, layout, self.href)
        return f'<figure class="picture">{drawn}<figcaption class="quiet">{self.caption}</figcaption></figure>'

    def made_from(self) -> object:
        """What is drawn, and where every box leads."""
        leads = [self.href(drawn.iri) for drawn in self.boxes]
        return self.boxes, self.lines, self.styles, leads, self.caption


def drawing(
    knowledge: Knowledge, scenario: Scenario, iri: str, href: Callable[[str], str], caption: Callable[[int], Markup]
) -> Markup | Drawing:
    """The neighbourhood of a thing; "" where it has none.

    Args:
        caption: what stands below it, by how many relations there was no room for.
    """
    edges, more = neighbourhood(knowledge, scenario, iri)
    if not edges:
        return NOTHING
    return Drawing(boxes_of(knowledge, iri, edges), *lines_of(edges), href, caption(more))


def boxes_of(knowledge: Knowledge, iri: str, edges: Sequence[Edge]) -> list[Drawn]:
    """The things, the one asked about first, and the words of each relation."""
    things = sorted({end.node for edge in edges for end in edge.ends} | {iri}, key=lambda i: (i != iri, i))
    found = [
        made(f"t{thing}", wrapped(knowledge.label(thing), LETTERS, LINES), "here" if thing == iri else "thing", thing,
             knowledge.label(thing))
        for thing in things
    ]  # fmt: skip
    return found + [made(f"e{edge.id}", words_of(edge), "word") for edge in edges]


def words_of(edge: Edge) -> list[str]:
    """The words on a line: what the relation is, and how sure and how far where that is less than in force."""
    return [line for text in (*edge.caption, edge.mark) if text for line in wrapped(text, LETTERS, 2)][:4]


def made(name: str, lines: list[str], kind: str, iri: str = "", label: str = "") -> Drawn:
    """A box of the size that its lines need."""
    size = WORD if kind == "word" else THING
    width = max(text_width(line, size) for line in lines) + (6 if kind == "word" else 22)
    height = len(lines) * size * 1.3 + (4 if kind == "word" else 14)
    return Drawn(Box(name, round(width), round(height)), tuple(lines), kind, iri, label)


def lines_of(edges: Sequence[Edge]) -> tuple[list[tuple[str, str, int]], list[tuple[bool, bool]]]:
    """Lines from upper things to the words of a relation and on to lower things; whether each is open, and an arrow."""
    lines, styles = [], []
    for edge in edges:
        for end in edge.ends:
            pair = (f"t{end.node}", f"e{edge.id}") if end.above else (f"e{edge.id}", f"t{end.node}")
            lines.append((*pair, edge.strength))
            styles.append((edge.line != "solid", end.arrow))
    return lines, styles


def svg(
    boxes: Sequence[Drawn],
    lines: Sequence[tuple[str, str, int]],
    styles: Sequence[tuple[bool, bool]],
    layout: Layout,
    href: Callable[[str], str],
) -> Markup:
    """The drawing; every label is escaped."""
    known = {drawn.box.id: drawn for drawn in boxes}
    points = [(x, y, known[name].box) for name, (x, y) in layout.places.items()]
    left = min(x - box.width / 2 for x, _, box in points) - MARGIN
    top = min(y - box.height / 2 for _, y, box in points) - MARGIN
    width = max(x + box.width / 2 for x, _, box in points) + MARGIN - left
    height = max(y + box.height / 2 for _, y, box in points) + MARGIN - top
    paths = [path_of(layout, known, number, line, styles[number]) for number, line in enumerate(lines)]
    marks = [mark_of(known[name], place, href) for name, place in layout.places.items()]
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}"'
        f' width="{width:.0f}" height="{height:.0f}" role="group" aria-label="What is directly related">'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0L8 4L0 8z"/></marker></defs>'
    ) + Markup("").join((*paths, *marks, Markup("</svg>")))  # fmt: skip


def path_of(
    layout: Layout, known: dict[str, Drawn], number: int, line: tuple[str, str, int], style: tuple[bool, bool]
) -> Markup:
    """One line between two boxes, from edge to edge."""
    (x1, y1), (x2, y2) = layout.places[line[0]], layout.places[line[1]]
    down = 1 if y2 >= y1 else -1
    start = (x1, y1 + down * known[line[0]].box.height / 2)
    stop = (x2, y2 - down * known[line[1]].box.height / 2)
    through = [start, *layout.bends.get(number, ()), stop]
    arrow = style[1]
    if arrow and known[line[0]].kind != "word":
        through.reverse()
    steps = "L".join(f"{x:.0f} {y:.0f}" for x, y in through)
    tip = ' marker-end="url(#tip)"' if arrow else ""
    return Markup(f'<g class="{"open" if style[0] else "sure"}"><path d="M{steps}"{tip}/></g>')


def mark_of(drawn: Drawn, place: tuple[int, int], href: Callable[[str], str]) -> Markup:
    """One box with its words; a link where its thing has a page."""
    (x, y), box, size = place, drawn.box, WORD if drawn.kind == "word" else THING
    step = size * 1.3
    first = y - (len(drawn.lines) - 1) * step / 2 + size * 0.35
    words = Markup("").join(
        Markup(f'<tspan x="{x}" y="{first + i * step:.0f}">{escape(clean(line))}</tspan>')
        for i, line in enumerate(drawn.lines)
    )
    if drawn.kind == "word":
        return Markup(f'<text class="word">{words}</text>')
    title = f"<title>{escape(clean(drawn.name))}</title>"
    corner = f'x="{x - box.width / 2:.0f}" y="{y - box.height / 2:.0f}"'
    edge = f'<rect {corner} width="{box.width}" height="{box.height}" rx="5"/>'
    inner = Markup(f"{title}{edge}<text>{words}</text>")
    target = href(drawn.iri) if drawn.kind != "here" else ""
    inner = Markup(f'<a href="{escape(target)}">{inner}</a>') if target else inner
    return Markup(f'<g class="{drawn.kind}">{inner}</g>')
