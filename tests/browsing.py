"""The pages under test in a real browser: windows of one browser, and views that keep what happened in them.

The browser is the one that REGRAPH_CHROMIUM names, or /usr/bin/chromium. Where REGRAPH_BROWSER_REQUIRED is set, as in
continuous integration, a missing browser is a failure and not a skip.
"""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hostile import hostile_world
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from world import World

from regraph.model.knowledge import Knowledge
from regraph.model.lookup import entity
from regraph.model.scenario import Scenario
from regraph.page.course import course_of
from regraph.page.page import page_of

CHROMIUM = os.environ.get("REGRAPH_CHROMIUM") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-software-rasterizer",
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
]
DAY = dt.date(2026, 2, 10)
DESK, PHONE = (1440, 900), (390, 844)
WATCH = """
    window.__violations = [];
    document.addEventListener("securitypolicyviolation", (e) => {
        window.__violations.push(`${e.violatedDirective} ${e.blockedURI}`);
    });
"""


@dataclass
class View:
    """An open page and what happened while it was open."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def run(self, script: str, argument: Any = None) -> Any:
        return self.page.evaluate(script, argument)

    def title(self) -> str:
        return self.page.locator("#details h2").inner_text()

    def box(self, label: str) -> str:
        """The name of the box whose panel is headed by `label`."""
        script = (
            "label => [...regraph.byId.keys()].filter((id) => ['thing', 'claim'].includes(regraph.byId.get(id).role))"
        )
        return str(self.run(script + ".find((id) => regraph.detailOf(id).title === label)", label))

    def point(self, *names: str) -> tuple[float, float]:
        """Where the middle between some boxes is on the screen."""
        found = self.run(
            """names => {
                const places = names.map((name) => regraph.network.getPosition(name));
                const mean = (key) => places.reduce((sum, place) => sum + place[key], 0) / places.length;
                const inside = regraph.network.canvasToDOM({ x: mean("x"), y: mean("y") });
                const frame = document.querySelector("#canvas canvas").getBoundingClientRect();
                return [frame.left + inside.x, frame.top + inside.y];
            }""",
            list(names),
        )
        return float(found[0]), float(found[1])

    def hidden(self, name: str) -> bool:
        return bool(self.run("name => regraph.network.body.nodes[name].options.hidden", name))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        message = f"no browser at {CHROMIUM}; name one in REGRAPH_CHROMIUM"
        if os.environ.get("REGRAPH_BROWSER_REQUIRED"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


class Pages:
    """The pages under test, each written when it is first asked for."""

    def __init__(self, knowledge: Knowledge, place: Path) -> None:
        self.knowledge, self.place = knowledge, place
        self.written: dict[str, Path] = {}

    def __getitem__(self, slug: str) -> Path:
        if slug not in self.written:
            self.written[slug] = self.place / f"{slug}.html"
            self.written[slug].write_text(self.text(slug), encoding="utf-8")
        return self.written[slug]

    def text(self, slug: str) -> str:
        """One page."""
        if slug == "hostile":
            return page_text(hostile_world().knowledge(), "")
        if slug == "folded":
            return page_text(hub().knowledge(), "")
        if slug == "hundred-and-fifty":
            return page_text(crowd(150).knowledge(), "")
        asked = {"serra-verde": "Serra Verde", "mawei": "Mawei heavy mineral sands concession", "everything": ""}
        return page_text(self.knowledge, asked[slug])


@pytest.fixture(scope="session")
def pages(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The pages under test."""
    return Pages(knowledge, tmp_path_factory.mktemp("pages"))


def page_text(knowledge: Knowledge, name: str) -> str:
    about = (entity(knowledge, name),) if name else ()
    return page_of(course_of([(DAY, knowledge)], about, Scenario(DAY)))


def crowd(count: int) -> World:
    """Many companies with long names, each held by an earlier one."""
    world = World()
    for i in range(count):
        world.thing(f"c{i}", "Company", f"Consolidated Rare Earth Holdings Number {i} of Ürümqi")
        if i:
            world.stake(f"c{i // 3}", f"c{i}", "", "news", shareAbove="0.5", certainty="alleged")
    return world


def hub(held: int = 320, order: int = 1) -> World:
    """One company that holds more than a page shows, is held through another, and one pair that stands apart."""
    world = World().stake("state", "parent", "0.6").stake("parent", "hub", "0.7").stake("apart", "alone", "0.5")
    for i in range(held):
        world.stake("hub", f"c{i:03}", "0.5", startEarliest="2020-01-01", startLatest="2020-01-01")
    return world.stake("c000", "deep", "0.5").claim("deal", "Loan", hasLender="state", hasBorrower=f"c{held - 1}")


class Contexts:
    """The windows of one browser, one a size and setting."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.open: dict[str, BrowserContext] = {}

    def fitting(self, size: tuple[int, int], settings: dict[str, Any]) -> BrowserContext:
        """The context for pages of a size."""
        key = repr((size, sorted(settings.items())))
        if key not in self.open:
            viewport = {"width": size[0], "height": size[1]}
            self.open[key] = self.browser.new_context(viewport=viewport, offline=True, **settings)  # type: ignore[arg-type]
            self.open[key].add_init_script(WATCH)
        return self.open[key]


class Opener:
    """Opens pages and closes what it opened; pages of one size and setting share a context, and nothing in it."""

    def __init__(self, contexts: Contexts, pages: Pages) -> None:
        self.contexts, self.pages = contexts, pages
        self.views: list[View] = []
        self.seen: dict[tuple[str, tuple[int, int], str], View] = {}

    def look(self, slug: str, size: tuple[int, int] = DESK, scheme: str = "light") -> View:
        """A page that nobody touches, opened once."""
        key = (slug, size, scheme)
        if key not in self.seen:
            self.seen[key] = self(slug, size, color_scheme=scheme)
        return self.seen[key]

    def __call__(self, slug: str, size: tuple[int, int] = DESK, **settings: Any) -> View:
        view = View(self.contexts.fitting(size, settings).new_page())
        self.views.append(view)
        view.page.on("request", lambda request: view.requests.append(request.url))
        view.page.on("console", lambda message: view.complaints.append(f"{message.type}: {message.text}"))
        view.page.on("pageerror", lambda error: view.complaints.append(str(error)))
        view.page.goto(self.pages[slug].as_uri(), wait_until="commit")
        view.page.wait_for_selector("html[data-ready=yes]", state="attached")
        view.run("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return view

    def close(self) -> None:
        """Close every page."""
        for view in self.views:
            view.page.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    """What pages are opened in."""
    return Contexts(browser)


@pytest.fixture(scope="module")
def gallery(contexts: Contexts, pages: Pages) -> Iterator[Opener]:
    """Pages to look at."""
    opener = Opener(contexts, pages)
    yield opener
    opener.close()


@pytest.fixture
def opened(contexts: Contexts, pages: Pages) -> Iterator[Opener]:
    """Pages to work with."""
    opener = Opener(contexts, pages)
    yield opener
    opener.close()
