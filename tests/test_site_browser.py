"""The pages of a site in a browser, from a disk and from a server: nothing is asked of anybody else or refused.

One page of each kind, as it stands on a desk, on a phone, in the dark, and in the hands of hostile facts.
"""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browsing import DESK, PHONE, Contexts
from hostile import hostile_world
from playwright.sync_api import Page
from site_world import DAY, as_made, asked, small

from regraph.model.knowledge import known
from regraph.model.scenario import Scenario
from regraph.page.course import course_of
from regraph.page.page import page_of as graph_page
from regraph.site.whole import files_of
from regraph.site.writing import write_site

KINDS = (
    "index.html", "things.html", "ownership.html", "finance.html", "offtake.html", "exposure.html", "chain.html",
    "timeline.html", "conflicts.html", "ontology.html", "sources.html", "questions.html", "downloads.html",
    "search.html", "id/miner.html", "source/news.html", "commodity/rare-earths.html",
)  # fmt: skip
AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
WRONG = """async () => (await axe.run(document, { resultTypes: ["violations"], preload: false })).violations
    .map(({ id, nodes }) => [id, ...nodes.map((node) => `${node.target}`).slice(0, 4)])"""
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def place(page: Page, part: str) -> dict[str, float]:
    """Where a part of a page stands, and how large it is."""
    found: dict[str, float] = page.locator(part).evaluate("part => part.getBoundingClientRect().toJSON()")
    return found


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small world."""
    root = tmp_path_factory.mktemp("site")
    write_site(root, as_made(dict(files_of(asked(small())))), {})
    return root


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where a server has it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Visit:
    """A page that is gone through, and what it asked for or complained of."""

    def __init__(self, contexts: Contexts, size: tuple[int, int] = DESK, **look: Any) -> None:
        self.page: Page = contexts.fitting(size, look).new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, address: str) -> Page:
        """Open a page; it breaks no policy of its own."""
        self.page.goto(address)
        assert self.page.evaluate("window.__violations") == [], address
        return self.page

    def close(self, base: str) -> None:
        """Close it: it has asked for files of the site alone, and complained of nothing."""
        self.page.close()
        assert [url for url in self.requests if not url.startswith((base, "data:", "blob:"))] == []
        assert self.complaints == []


def test_every_kind_of_page_stands_on_a_disk_and_on_a_server(contexts: Contexts, site: Path, address: str) -> None:
    for base in (site.as_uri(), address):
        visit = Visit(contexts, locale="en-GB")  # a context of its own, which may reach this machine's server
        visit.page.context.set_offline(base != address)
        for path in KINDS:
            page = visit.go(f"{base}/{path}")
            styled = page.evaluate("getComputedStyle(document.querySelector('#site')).display")
            assert (path, styled, page.locator("h1").count()) == (path, "flex", 1)
        visit.close(base)


def test_a_reader_walks_from_the_front_to_a_thing_its_source_and_the_graph(contexts: Contexts, site: Path) -> None:
    visit = Visit(contexts)
    page = visit.go(f"{site.as_uri()}/index.html")
    page.click("#places >> text=Things")
    page.click("main >> text=Miner >> nth=0")
    assert page.locator("h1").inner_text() == "Miner"
    page.click(".picture a >> text=Mine >> nth=-1")
    assert page.locator("h1").inner_text() == "Mine"
    page.click("#sources a >> nth=0")
    assert "/source/" in page.url and "#" in page.url
    page.go_back()
    assert page.locator("text=In the interactive graph").get_attribute("href") == "../graph.html#focus=mine&pick=mine"
    visit.close(site.as_uri())


def test_the_graph_leads_to_the_page_of_what_is_chosen_and_back_to_the_front(contexts: Contexts, site: Path) -> None:
    course = course_of([(DAY, known(small().dataset()))], (), Scenario(DAY))
    (site / "within.html").write_text(graph_page(course, home="index.html"), encoding="utf-8")
    visit = Visit(contexts)
    page = visit.go(f"{site.as_uri()}/within.html#pick=miner")
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert page.locator("#home").get_attribute("href") == "index.html"
    page.click("#details >> text=Its page: all that is said of it")
    assert page.locator("h1").inner_text() == "Miner"
    visit.close(site.as_uri())


def test_a_page_is_skipped_through_by_keyboard(contexts: Contexts, site: Path) -> None:
    visit = Visit(contexts)
    page = visit.go(f"{site.as_uri()}/id/miner.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    visit.close(site.as_uri())


def test_nothing_is_wider_than_a_phone_and_the_dark_is_dark(contexts: Contexts, site: Path) -> None:
    visit = Visit(contexts, PHONE, color_scheme="dark")
    for path in ("index.html", "ownership.html", "exposure.html", "ontology.html", "id/miner.html", "source/news.html"):
        page = visit.go(f"{site.as_uri()}/{path}")
        assert (path, page.evaluate(WIDER)) == (path, False)
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(21, 24, 27)"
    visit.close(site.as_uri())


def test_nothing_stands_in_the_way_of_anybody_however_slightly(contexts: Contexts, site: Path) -> None:
    visit = Visit(contexts)
    for path in ("index.html", "ownership.html", "sources.html", "id/miner.html", "source/news.html"):
        page = visit.go(f"{site.as_uri()}/{path}")
        page.evaluate(AXE + "; 0")
        assert (path, page.evaluate(WRONG)) == (path, [])
    visit.close(site.as_uri())


def test_the_answer_is_on_the_first_screen_with_the_contents_beside_it(contexts: Contexts, site: Path) -> None:
    visit = Visit(contexts)
    page = visit.go(f"{site.as_uri()}/id/miner.html")
    summary, contents, title = (place(page, part) for part in ("#summary", ".contents", "h1"))
    assert summary["y"] < 300 and contents["x"] + contents["width"] < title["x"] == summary["x"]
    visit.close(site.as_uri())
    visit = Visit(contexts, PHONE)
    page = visit.go(f"{site.as_uri()}/id/miner.html")
    assert place(page, "#summary")["y"] < PHONE[1] / 2
    assert page.locator("time >> nth=0").evaluate("time => time.getClientRects().length") == 1
    visit.close(site.as_uri())


def test_hostile_facts_run_nothing(contexts: Contexts, tmp_path: Path) -> None:
    write_site(tmp_path, as_made(dict(files_of(asked(hostile_world())))), {})
    visit = Visit(contexts)
    for path in ("index.html", "things.html", "ownership.html", "id/h3.html", "id/h14.html", "source/told2.html"):
        page = visit.go(f"{tmp_path.as_uri()}/{path}")
        assert page.evaluate("window.__pwned") is None
        assert (path, page.evaluate(WIDER)) == (path, False)
    visit.close(tmp_path.as_uri())
