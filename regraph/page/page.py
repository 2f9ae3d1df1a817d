"""The border to pyvis: one page in one file, which loads nothing and runs nothing but its own two scripts.

Text from facts enters the page in one way only: in a packed data block, which the script unpacks and puts into the
document as text. Positions are worked out beforehand; the page computes none.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import partial
from importlib import resources
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from regraph import __version__
from regraph.page.boxes import drawing
from regraph.page.course import Course
from regraph.page.folding.blocks import folded_drawing
from regraph.page.folding.folds import folding_of
from regraph.page.packing import blocks_of, rows
from regraph.page.payload import page_payload, states_of
from regraph.wording.evidence import Payload

VIS = "lib/vis-9.1.2/vis-network.min.js"
PARTS = (
    "packed data view shown folds shapes draw stage camera time filters panel lists table head search follow path"
    " physics pen paper take wiring"
)
NEEDLESS = re.compile(r"^/\*.*?\*/\n|^ +|  // [^\n\"'`]*$", re.DOTALL | re.MULTILINE)
SOURCE_MAP = "//# sourceMappingURL="
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


def load() -> None:
    """Load pyvis before it is needed."""
    import pyvis.network  # noqa: F401


def page_of(course: Course, home: str = "") -> str:
    """The page that shows a picture in all its states.

    Args:
        home: address of the front of the site that the page is a part of, whose pages of things it then leads to.
    Returns:
        HTML that depends on nothing outside itself; the same course gives the same text.
    """
    nodes = {f"n{i}": node for i, node in enumerate(course.things)}
    edges = {f"e{i}": states for i, states in enumerate(states_of(course).values())}
    from pyvis.network import Network  # it loads much, which the page of a document needs none of

    network = Network(directed=True)
    network.options = OPTIONS
    folding = folding_of(nodes, edges)
    folded = folded_drawing(nodes, edges, folding) if folding.folds else drawing(nodes, edges)
    network.nodes, network.edges = folded
    network.templateEnv = environment(*page_payload(course, nodes, edges), home)
    return str(network.generate_html())


def environment(page: Payload, asked: Iterable[Payload], home: str = "") -> Environment:
    """The template with everything it embeds, and the policy that lets nothing else run or load.

    Args:
        page: what the page opens with.
        asked: what it reads when it is asked for.
        home: where it leads back to, or "".
    """
    style, script = asset("page.css"), page_script()
    library = resources.files("pyvis").joinpath(VIS).read_text(encoding="utf-8")
    library = "".join(line for line in library.splitlines(keepends=True) if not line.startswith(SOURCE_MAP))
    found = Environment(
        loader=DictLoader({"template.html": asset("template.html")}), autoescape=True, undefined=StrictUndefined
    )
    found.globals.update(
        home=home,
        library=Markup(library),
        packed=partial(blocks, page, asked),
        parsed=json.loads,
        policy=policy((library, script), style),
        script=Markup(script),
        style=Markup(style),
        version=__version__,
    )
    return found


def blocks(
    page: Payload, asked: Iterable[Any], nodes: Iterable[Payload], edges: Iterable[Payload], options: Payload
) -> tuple[Markup, Markup]:
    """The two data blocks of the page; things and claims stand in the order of their numbers, without their names."""
    listed = {name: rows(page[name].values()) for name in ("things", "claims")}
    opening = [{**page, **listed, "same": rows(page["same"])}, rows(nodes), rows(edges), options]
    first, others = map(Markup, blocks_of(opening, asked))
    return first, others


def page_script() -> str:
    """Our own script: its parts, in their order, in a scope of their own."""
    return '"use strict";\n(async () => {\n' + "".join(map(part, PARTS.split())) + "})();\n"


def part(name: str) -> str:
    """One part of our script without its comments and indents, which no reader of the page needs."""
    return NEEDLESS.sub("", asset(f"script/{name}.js"))


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
