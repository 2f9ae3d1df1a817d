"""Where everything of a folded picture stands: what it opens on, each fold as a block, and all of it at once.

The picture that a page opens on has a layout of its own, with a small box for each fold. A fold that is opened makes
room for its block and pushes the rest apart, by sums alone (see `assets/script/folds.js`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from regraph.graph.layout.boxes import Box, Layout
from regraph.graph.layout.placing import layout_of
from regraph.page.boxes import claim_boxes, lines_of, routed, thing_boxes
from regraph.page.edges import STRENGTH, Edge
from regraph.page.folding.folds import Fold, Folding
from regraph.page.picture import Node
from regraph.wording.evidence import Payload

LARGE, SMALL = (132, 38), (72, 26)
GAP, BETWEEN = 14, 26
WIDE = 1.6
Drawing = tuple[list[Payload], list[Payload]]
Cell = list[tuple[Payload, float, float]]


def folded_drawing(nodes: Mapping[str, Node], edges: Mapping[str, Sequence[Edge]], folding: Folding) -> Drawing:
    """The boxes and strokes of a folded picture.

    Returns:
        Boxes that the page opens on stand where they are drawn. A folded thing stands in its `fold`, at a distance from
        the middle of that; a claim that is seen with it in the `slots` of its ends; `all` is where a box stands when
        nothing is folded.
    """
    things = {box["id"]: box for box in thing_boxes(nodes)}
    claims = {box["id"]: box for box in claim_boxes(edges)}
    lines, strengths = lines_of(nodes, edges), {n: max(e.strength for e in states) for n, states in edges.items()}
    whole = laid([*things.values(), *claims.values()], [(x["from"], x["to"], strengths[x["of"]]) for x in lines])
    for box in (*things.values(), *claims.values()):
        box["all"] = whole.places[box["id"]]
    ends = ends_in(lines)
    pills = {fold.id: pill_box(fold) for fold in folding.folds}
    order = {name: number for number, name in enumerate(folding.homes)}
    slots = {name: slots_of(ends[name], folding, order) for name in claims}
    place_blocks(folding, things, claims, pills, slots)
    open_things = [box for name, box in things.items() if not folding.levels[name]]
    core = [*open_things, *(box for name, box in claims.items() if not slots[name])]
    return with_core(core, lines, strengths, (things, claims, pills))


def with_core(
    core: list[Payload], lines: list[Payload], strengths: Mapping[str, int], kinds: tuple[dict[str, Payload], ...]
) -> Drawing:
    """What the page opens on in its places, then everything else."""
    things, claims, pills = kinds
    core = [*core, *(pill for pill in pills.values() if not pill["within"])]
    inside = {box["id"] for box in core}
    ties = [tie(pill) for pill in pills.values() if pill["parent"]]
    near = [line for line in (*lines, *ties) if line["from"] in inside and line["to"] in inside]
    steps = [(x["from"], x["to"], strengths.get(x["of"]) or STRENGTH.get(x["via"], 1)) for x in near]
    boxes, strokes = routed(core, near, laid(core, steps))
    boxes += [box for kind in (things, claims, pills) for name, box in kind.items() if name not in inside]
    for line in (*lines, *ties):
        if line["from"] not in inside or line["to"] not in inside:
            end = line["from"] if line["to"] == line["of"] else line["to"]
            strokes.append({**line, "id": f"l{len(strokes)}", "end": end})
    return boxes, strokes


def laid(boxes: Sequence[Payload], steps: list[tuple[str, str, int]]) -> Layout:
    """Places for boxes."""
    return layout_of([Box(box["id"], box["w"], box["h"]) for box in boxes], steps)


def ends_in(lines: Sequence[Payload]) -> Mapping[str, list[str]]:
    """Claim -> the things that its strokes lead to."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        found[line["of"]].append(line["from"] if line["to"] == line["of"] else line["to"])
    return found


def slots_of(ends: Sequence[str], folding: Folding, order: Mapping[str, int]) -> list[str]:
    """The folded things beside which a claim may stand, nearest first; none where the page opens on two of its ends."""
    ordered = sorted(set(ends), key=lambda name: (folding.levels[name], order.get(name, -1), name))
    return [] if folding.levels[ordered[min(1, len(ordered) - 1)]] == 0 else ordered[1:]


def pill_box(fold: Fold) -> Payload:
    """The box of a fold while it is shut."""
    width, height = LARGE if fold.via or not fold.parent else SMALL
    return {
        "id": fold.id,
        "role": "fold",
        "parent": fold.parent,
        "via": fold.via,
        "above": fold.above,
        "within": fold.within,
        "members": list(fold.members),
        "w": width,
        "h": height,
        "x": 0,
        "y": 0,
    }


def tie(pill: Payload) -> Payload:
    """The stroke from a fold to the thing that it is folded under."""
    ends = (pill["id"], pill["parent"]) if pill["above"] else (pill["parent"], pill["id"])
    return {"from": ends[0], "to": ends[1], "of": pill["id"], "via": pill["via"], "arrow": False}


def place_blocks(
    folding: Folding,
    things: Mapping[str, Payload],
    claims: Mapping[str, Payload],
    pills: Mapping[str, Payload],
    slots: Mapping[str, Sequence[str]],
) -> None:
    """Give everything folded its place in the block of its fold, and each fold the room of its block."""
    beside: dict[str, list[str]] = defaultdict(list)
    for claim, ends in slots.items():
        for end in ends:
            beside[end].append(claim)
    within: dict[str, list[str]] = defaultdict(list)
    for pill in pills.values():
        owner = pill["parent"] if folding.homes.get(pill["parent"]) == pill["within"] else ""
        within[owner or f"more of {pill['within']}"].append(pill["id"])
    for fold in folding.folds:
        cells = [
            cell(things[m], [claims[c] for c in beside[m]], [pills[p] for p in within[m]], fold) for m in fold.members
        ]
        cells += [[(pills[p], 0.0, 0.0)] for p in within[f"more of {fold.id}"]]
        pills[fold.id]["room"] = shelved(cells, fold)


def cell(thing: Payload, claims: list[Payload], pills: list[Payload], fold: Fold) -> Cell:
    """A thing with what stands with it, one below the other, each with its distance from the top and the middle."""
    column = [*pills[::-1], thing, *claims] if fold.above else [*claims, thing, *pills]
    found, top = [], 0.0
    for box in column:
        found.append((box, 0.0, top + box["h"] / 2))
        top += box["h"] + GAP
    return found


def shelved(cells: list[Cell], fold: Fold) -> list[int]:
    """Put cells side by side on shelves, about as wide as a screen; the room that they take."""
    sizes = [(max(b["w"] for b, _, _ in c) + BETWEEN, max(y + b["h"] / 2 for b, _, y in c) + BETWEEN) for c in cells]
    most = max([w for w, _ in sizes] + [(sum(w * h for w, h in sizes) * WIDE) ** 0.5])
    x = y = tall = wide = 0.0
    spots = []
    for width, height in sizes:
        if x and x + width > most:
            x, y, tall = 0.0, y + tall, 0.0
        spots.append((x + width / 2, y + BETWEEN / 2))
        x, tall = x + width, max(tall, height)
        wide = max(wide, x)
    high = y + tall
    for (left, top), parts in zip(spots, cells, strict=True):
        for box, _, down in parts:
            settle(box, fold, (round(left - wide / 2), round(top + down - high / 2)), parts)
    return [round(wide), round(high)]


def settle(box: Payload, fold: Fold, place: tuple[int, int], parts: Cell) -> None:
    """Write the place of a box in its fold into it; a claim may have several, one for each end that it may stand by."""
    if box["role"] == "claim":
        thing = next(part["id"] for part, _, _ in parts if part["role"] == "thing")
        box.setdefault("slots", []).append([thing, fold.id, *place])
        return
    box["x"], box["y"] = place
    if box["role"] == "thing":
        box["fold"] = fold.id
