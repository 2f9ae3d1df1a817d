"""Pages of many things, in a real browser without a graphics card, beside pyvis and a bare vis-network page.

Run `python benchmarks/pages.py [--size] [THINGS...]` (100, 1,000 and 5,000 where none are given; one size at a time
is best on a busy machine). With `--size` no browser is opened: the page of the shipped facts is weighed. For each it
makes up facts with 1.5 relations a thing, told by two accounts on two days (see `crowd.py`), writes four pages of the
same graph, opens them in turn, and prints the best and the median time of five rounds, from the start of loading to a
still and complete picture:

- `pyvis`: as it comes, positions by physics in the page; given up after 90 s;
- `pyvis placed`: the same with positions worked out beforehand and physics off;
- `vis-network`: a bare page with the same data set, boxes and lines, and nothing else;
- `regraph`: our page as it opens, which is folded from 300 things on; `regraph complete` until panel, table and search
  have answered as well; `all`, everything unfolded; `slider`, one step of the day.

Every page carries its library inline. Bars: at 1,000 things at most 1.5 times vis-network, at 5,000 under 2 s, a step
of the slider under 100 ms at 1,000. The making of a page is measured against three times `json.dumps` of its data plus
the layout, in seconds of the processor and without collections of garbage, as the command makes it, best of seven
rounds, each by a new process; its size against vis-network plus 1 KB a thing or relation.
"""

import contextlib
import datetime as dt
import gc
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import resources
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

import igraph  # noqa: F401  the layout loads it: loaded before, that counts neither for a page nor for its bar
from crowd import write_crowd
from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright
from pyvis.network import Network

from regraph.graph.layout.boxes import Box
from regraph.graph.layout.placing import layout_of
from regraph.model.knowledge import Knowledge, known, known_by_day
from regraph.model.scenario import Scenario
from regraph.page import boxes as boxes_module
from regraph.page.course import Course, course_of
from regraph.page.folding import blocks as blocks_module
from regraph.page.page import VIS, page_of
from regraph.store.dataset import read

SIZES = (100, 1000, 5000)
ROUNDS, MAKINGS = 5, 7
PATIENCE = 90_000
DAY = dt.date(2026, 2, 10)
CHROMIUM = os.environ.get("REGRAPH_CHROMIUM") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer"]
STILL = (
    """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""
)
SETTLED = """
    window.__still = false;
    const timer = setInterval(() => {
        if (typeof network === "undefined" || !network) return;
        clearInterval(timer);
        network.once("stabilizationIterationsDone", () => { window.__settled = true; });
        network.once("stabilized", () => { window.__still = true; });
    }, 5);
"""
STEP = """
    async () => {
        const times = [];
        for (const day of [...regraph.page.days.slice(1, 9), regraph.page.asOf]) {
            const begin = performance.now();
            regraph.change({ day });
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            times.push(performance.now() - begin);
        }
        return times.sort((a, b) => a - b)[times.length >> 1];
    }
"""


class Timed:
    """A function that counts the seconds spent in it."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function, self.seconds = function, 0.0

    def __call__(self, *given: Any, **named: Any) -> Any:
        """Call it."""
        begin = time.process_time()
        try:
            return self.function(*given, **named)
        finally:
            self.seconds += time.process_time() - begin


def made(course: Course) -> tuple[str, dict[str, float]]:
    """Our page, and how long its making took: all of it, the layout in it, and `json.dumps` of its data."""
    layout, dumps = Timed(layout_of), Timed(json.dumps)
    drawn = (patch.object(module, "layout_of", layout) for module in (boxes_module, blocks_module))
    with contextlib.ExitStack() as timed:
        for each in (*drawn, patch.object(json, "dumps", dumps)):
            timed.enter_context(each)
        begin = time.process_time()
        text = page_of(course)
        total = time.process_time() - begin
    return text, {"page": total, "layout": layout.seconds, "dumps": dumps.seconds}


def making(facts: Path) -> dict[str, float]:
    """Seconds of the processor for reading facts, their course and its page, in a process that begins with them."""
    gc.disable()
    begin = time.process_time()
    known_states = states(facts)
    read_in = time.process_time()
    course = course_of(known_states, (), Scenario(DAY))
    spent = {"read": read_in - begin, "course": time.process_time() - read_in}
    return {**spent, **made(course)[1]}


def makings(facts: Path) -> dict[str, float]:
    """The same of the best of some rounds, each by a new process: nothing that an earlier one kept helps."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        return min((pool.submit(making, facts).result() for _ in range(MAKINGS)), key=lambda spent: spent["page"])


def weighed(course: Course, text: str) -> str:
    """The size of a page against its bar."""
    elements = len(course.things) + len(course.tracks)
    size, room = len(text.encode()), len(library().encode()) + 1024 * elements
    return f"{size / 1e6:.2f} MB for {elements:,} things and relations, {size / room:.2f} of the bar"


def shipped() -> None:
    """Weigh the page of the facts that travel with the program."""
    course = course_of(states(Path(__file__).parent.parent / "facts"), (), Scenario(DAY))
    print(f"the shipped facts: {weighed(course, page_of(course))}")


def states(directory: Path) -> list[tuple[dt.date, Knowledge]]:
    """What was known by each day."""
    data = read((directory,))
    return known_by_day(data, known(data))


def graph(course: Course) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The same things and relations as plain nodes and lines of vis-network, in their places."""
    number = {node.iri: i for i, node in enumerate(course.things)}
    ends = [
        [number[e.node] for e in next(s.edge for t in tracks for s in t if s.edge).ends]
        for tracks in course.tracks.values()
    ]
    pairs = [(a, b) for first, *others in ends for a in (first,) for b in others]
    boxes = [Box(str(i), 120, 40) for i in range(len(number))]
    places = layout_of(boxes, [(str(a), str(b), 1) for a, b in pairs]).places
    nodes = [{"id": i, "label": node.label, "shape": "box", "x": places[str(i)][0], "y": places[str(i)][1]}
             for i, node in enumerate(course.things)]  # fmt: skip
    return nodes, [{"from": a, "to": b, "arrows": "to"} for a, b in pairs]


def library() -> str:
    """The vis-network that pyvis carries."""
    return resources.files("pyvis").joinpath(VIS).read_text(encoding="utf-8")


def bare_page(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> str:
    """A page of vis-network and nothing else."""
    return (
        f"<!DOCTYPE html><meta charset=utf-8><body style='margin:0'><div id=net style='height:100vh'></div>"
        f"<script>{library()}</script><script>const network = new vis.Network(document.getElementById('net'), "
        f"{{nodes: new vis.DataSet({json.dumps(nodes)}), edges: new vis.DataSet({json.dumps(edges)})}}, "
        "{physics: false, layout: {improvedLayout: false}}); document.documentElement.dataset.ready = 'yes';</script>"
    )


def pyvis_page(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], place: Path, *, physics: bool) -> str:
    """The page that pyvis makes, its links to other places cut out."""
    network = Network(directed=True, cdn_resources="in_line", height="900px")
    network.nodes = [{k: v for k, v in node.items() if not physics or k not in ("x", "y")} for node in nodes]
    network.edges = edges
    network.toggle_physics(physics)
    here = Path.cwd()
    os.chdir(place)
    try:
        return str(network.generate_html(notebook=False))
    finally:
        os.chdir(here)


def opened(browser: Browser, path: Path, ready: Callable[[Page], None], script: str = "") -> tuple[float | None, Page]:
    """Milliseconds from the start of loading until the picture is there and still; None where patience ended."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(PATIENCE)
    page.route("http*://**", lambda route: route.abort())
    if script:
        page.add_init_script(script)
    try:
        page.goto(path.as_uri(), wait_until="commit")
        ready(page)
        return float(page.evaluate(STILL)), page
    except TimeoutError:
        return None, page


def is_ready(page: Page) -> None:
    """Wait for the mark that a page sets when it is complete."""
    page.wait_for_selector("html[data-ready=yes]", state="attached")


def is_drawn(page: Page) -> None:
    """Wait for the network of a pyvis page."""
    page.wait_for_function("typeof network !== 'undefined' && network && network.body.nodeIndices.length > 0")


def is_still(page: Page) -> None:
    """Wait until physics has ended."""
    page.wait_for_function("window.__still === true")


def answers(page: Page) -> float:
    """Milliseconds until panel, table and search of our page answer, after it is drawn."""
    return float(
        page.evaluate("""
        () => {
            const begin = performance.now();
            regraph.choose("n0");
            regraph.change({ tab: "table" });
            const query = document.getElementById("query");
            query.value = "alder";
            query.dispatchEvent(new Event("input"));
            const found = document.querySelector("#hits li") && document.querySelector("#table tr");
            if (!found) throw new Error("not ready");
            query.value = "";
            query.dispatchEvent(new Event("input"));
            return performance.now() - begin;
        }""")
    )


def measured(things: int, place: Path) -> None:
    """Make the pages of one size, open them in turn, and print."""
    facts = write_crowd(place / f"facts{things}", things)
    spent = makings(facts)
    course = course_of(states(facts), (), Scenario(DAY))
    text, _ = made(course)
    nodes, edges = graph(course)
    paths = {
        "regraph": text,
        "vis-network": bare_page(nodes, edges),
        "pyvis placed": pyvis_page(nodes, edges, place, physics=False),
        "pyvis": pyvis_page(nodes, edges, place, physics=True),
    }
    bar = 3 * (spent["dumps"] + spent["layout"])
    print(
        f"\n{len(nodes):,} things, {len(course.tracks):,} relations, {len(course.days)} stretches of days; "
        f"facts read in {spent['read']:.1f} s"
    )
    print(f"  course {spent['course']:.2f} s; page {spent['page']:.2f} s = {spent['page'] / bar:.2f} of the bar "
          f"(3 x (json.dumps {spent['dumps']:.2f} s + layout {spent['layout']:.2f} s)); "
          f"{weighed(course, text)}")  # fmt: skip
    for name, page in paths.items():
        (place / f"{name}.html").write_text(page, encoding="utf-8")
    browse(place)


def browse(place: Path) -> None:
    """Open the four pages in turn and print the medians."""
    waits = {"vis-network": is_ready, "regraph": is_ready, "pyvis placed": is_drawn}
    times: dict[str, list[float]] = {name: [] for name in (*waits, "regraph complete", "slider", "all")}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for _ in range(ROUNDS):
            for name, wait in waits.items():
                spent, page = opened(browser, place / f"{name}.html", wait)
                times[name].append(spent or PATIENCE)
                if name == "regraph":
                    times["regraph complete"].append((spent or PATIENCE) + answers(page))
                    page.evaluate("regraph.change({ tab: 'details', pick: '' })")
                    times["slider"].append(float(page.evaluate(STEP)))
                page.close()
        _, page = opened(browser, place / "regraph.html", is_ready)
        begin = float(page.evaluate("performance.now()"))
        page.evaluate("regraph.change({ unfolded: ['*'] })")
        times["all"].append(float(page.evaluate(STILL)) - begin)
        page.close()
        spent, page = opened(browser, place / "pyvis.html", is_still, SETTLED)
        times["pyvis"] = [spent or PATIENCE]
        browser.close()
    floor = min(times["vis-network"])
    for name, values in times.items():
        best, middle = min(values), statistics.median(values)
        gave_up = " (given up)" if best >= PATIENCE else ""
        print(f"  {name:18} {best:8.0f} ms, median {middle:6.0f}  {best / floor:6.2f} x vis-network{gave_up}")


def main() -> None:
    """Measure and print."""
    gc.disable()
    sizes = [word for word in sys.argv[1:] if word != "--size"]
    if "--size" in sys.argv:
        return shipped()
    with tempfile.TemporaryDirectory() as place:
        for size in map(int, sizes or SIZES):
            measured(size, Path(place))
    return None


if __name__ == "__main__":
    main()
