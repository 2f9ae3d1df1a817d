"""Search and SPARQL of a site in a browser: they answer what regraph answers, and nothing leaves the page."""

import csv
import datetime as dt
import io
import re
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browsing import WATCH, Contexts
from hostile import PAYLOADS, hostile_world
from playwright.sync_api import Browser, Page, expect

from regraph.facts.canonical import iri_text
from regraph.model.knowledge import Knowledge, known
from regraph.model.lookup import find, folded
from regraph.model.scenario import Scenario
from regraph.names import local
from regraph.site.data.asked import asked_questions
from regraph.site.data.downloads import Material
from regraph.site.data.engine import query_fragment
from regraph.site.data.pages import question_files, reading_files
from regraph.site.frame import Edition, style
from regraph.site.places import places_of
from regraph.store.dataset import Dataset
from regraph.store.sparql.binding import term
from regraph.store.sparql.query import answer
from regraph.store.sparql.results import csv_text
from regraph.store.sparql.saved import named, questions
from regraph.store.view import View, resolved_view

DAY = dt.date(2026, 2, 10)
PATIENCE = 20.0
WORDS = ("serra verde", "glencore", "united states", "rare", "mawei", "usa rare earth", "dfc", "pela ema", "zzz")
LETTERS = (
    "Pelá  Ema-Mine!", "Łódź", "ﬁnance", "Straße", "ΟΔΟΣ", "Ürümqi", "İstanbul", "U.S. Int’l", "雄風 稀土", "a_b",
    "½ m²", "Ёлка",
)  # fmt: skip
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def write(place: Path, material: Material) -> Path:
    """The parts of a site that search and SPARQL need; every page that a link leads to is there, and empty."""
    edition = Edition(DAY, None, material.knowledge.latest)
    files = (*question_files(material, edition, {}), *reading_files(material, edition, {}))
    made = {"assets/site.css": style().encode(), **{file.path: file.make() for file in files}}
    for path in {material.place(iri).split("#")[0] for iri in material.knowledge.things} - {""}:
        made[path] = b"<!DOCTYPE html><title>a thing</title>"
    for path, content in made.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(content)
    return place


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, facts: Dataset, knowledge: Knowledge, resolved: View) -> Path:
    """The shipped facts as a site."""
    material = Material(facts, knowledge, resolved, Scenario(DAY), None, places_of(knowledge).path)
    return write(tmp_path_factory.mktemp("site"), material)


class Open:
    """Pages that are open, and what they asked for or complained of."""

    def __init__(self, contexts: Contexts) -> None:
        self.page = contexts.fitting((1440, 900), {}).new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        watch(self.page, self.requests, self.complaints)

    def goto(self, path: Path, query: str = "") -> Page:
        self.page.goto(path.as_uri() + query)
        return self.page

    def close(self) -> None:
        """Close the page: it has asked for nothing from elsewhere, and complained of nothing."""
        assert self.page.evaluate("() => window.__violations") == []
        self.page.close()
        assert [url for url in self.requests if not url.startswith(("file:", "blob:null/", "data:"))] == []
        assert self.complaints == []


def watch(page: Page, requests: list[str], complaints: list[str]) -> None:
    """Keep what a page asks for and complains of."""
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))


@pytest.fixture
def opened(contexts: Contexts) -> Iterator[Open]:
    """A page to work with."""
    found = Open(contexts)
    yield found
    found.close()


@pytest.fixture(scope="module")
def asking(contexts: Contexts, site: Path) -> Iterator[Page]:
    """The page on which queries run, its engine ready: that takes a second."""
    found = Open(contexts)
    page = found.goto(site / "sparql.html")
    assert status(page, "Ready").startswith("Ready: ")
    yield page
    found.close()


def status(page: Page, *beginnings: str) -> str:
    """What the page says of its query, once it begins or ends as given; its policy lets nothing wait within it."""
    until = time.monotonic() + PATIENCE
    while True:
        said = page.locator("#status").inner_text()
        if any(said.startswith(one) or said.endswith(one) for one in beginnings):
            return said
        assert time.monotonic() < until, said
        time.sleep(0.02)


def ask(page: Page, query: str) -> Any:
    """Ask one query, and what was found as CSV."""
    page.fill("#query", query)
    return page.evaluate("async () => { await site.sparql.ask(); return site.sparql.csv(site.sparql.last()); }")


def test_every_saved_question_is_answered_as_regraph_answers_it(asking: Page, site: Path) -> None:
    saved = asking.evaluate("() => site.sparql.saved.map(({ name, example }) => [name, example])")
    assert [question.name for question in questions()] == [name for name, _ in saved]
    differing = []
    for name, text in saved:
        assert query_fragment(text) in (site / "questions" / f"{name}.html").read_text(encoding="utf-8")
        found = rows(ask(asking, text))
        own = rows((site / "questions" / f"{name}.csv").read_text(encoding="utf-8"))
        same = found[0] == own[0] and sorted(found) == sorted(own)
        differing += [] if same and len(found) > 1 else [name]
    assert differing == []


def rows(text: str) -> list[list[str]]:
    """The rows of a CSV text."""
    return list(csv.reader(io.StringIO(text, newline="")))


def test_accounts_are_graphs_and_the_default_graph_is_resolved(asking: Page, resolved: View) -> None:
    assert rows(ask(asking, "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }")) == [
        ["n"],
        [str(len([a for a in resolved.accounts if any(resolved.store.quads_for_pattern(None, None, None, graph(a)))]))],
    ]
    twice = "SELECT ?s { ?s rg:shareAtMost ?a, ?b FILTER(?a < ?b) }"
    assert rows(ask(asking, twice)) == [["s"]]
    assert rows(ask(asking, "ASK { ?deal rg:hasParty ?party }")) == [["true"]]
    assert rows(ask(asking, "SELECT * { ?x rdfs:label ?name ; a ?kind } LIMIT 1"))[0] == ["x", "name", "kind"]


def graph(account: str) -> Any:
    """An account as the name of a graph."""
    import pyoxigraph as ox

    return ox.NamedNode(account)


def test_a_fault_is_told_in_one_line_and_a_long_query_can_be_stopped(asking: Page) -> None:
    page = asking
    page.fill("#query", "SELECT * {\n  ?s ?p }")
    page.click("#run")
    said = page.locator("#status.wrong").inner_text()
    assert said.startswith("Line 2: the query ends too early")
    page.click("text=Show line 2")
    chosen = "(text) => [document.activeElement === text, text.value.slice(text.selectionStart, text.selectionEnd)]"
    assert page.locator("#query").evaluate(chosen) == [True, "  ?s ?p }"]
    page.fill("#query", LONG)
    page.click("#run")
    status(page, "Asking…")
    page.click("#stop")
    assert status(page, "Stopped.") == "Stopped."
    page.fill("#query", "ASK { ?x a rg:Stake }")
    page.keyboard.press("Control+Enter")
    assert status(page, "yes") == "yes"


FAULTS = {
    "": "The query is empty; it begins with SELECT, ASK, CONSTRUCT or DESCRIBE.",
    "# one\nSELEKT * {}": "Line 2: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with “SELEKT”.",
    "INSERT DATA { id:a a id:b }": "Line 1: INSERT changes facts, and this page only asks; begin with",
    "SELECT * {\n SERVICE <https://a.org/> { ?s ?p ?o } }": "Line 2: SERVICE asks another server, and nothing leaves",
    "SELECT * {\n ?a fo:b ?c }": "Line 2: the prefix fo: is not declared; write PREFIX fo: <…> above the query",
    "SELECT * { ?a RG:b ?c }": "Line 1: the prefix RG: is not declared; write rg:.",
    "SELECT * { ?a http://b.org/c ?d }": "Line 1: an IRI stands between < and >; write <http://b.org/c>.",
    "SELECT * { ?a a <b> }": "Line 1: <b> is no IRI in full; write it with a prefix, as id:b.",
    "SELECT * {\n { ?a ?b ?c\n}": "Line 1: the { is never closed; write } where it ends.",
    "SELECT * { (?a ?b }": "Line 1: } closes nothing that is open; the ( of line 1 is open: write ) first.",
    "SELECT * { ?a ?b 'c }": "Line 1: a text begins with ' and does not end in its line; close it with '.",
    "SELECT * { ?a ?b “c” }": "Line 1: quotes of print are none here",
    "SELECT * { ?a ?b ?c FILTER ?c > 3 }": "Line 1: FILTER takes its condition in parentheses",
    "SELECT * { ?a ?b ?c FILTER(contians(?c, 'd')) }": "Line 1: SPARQL has no contians(…).",
    "SELECT * { ?a ?b Serra }": "Line 1: “Serra” is no word of SPARQL; write a text as \"Serra\"",
    "SELECT ?a, ?b { ?a ?b 1 }": "Line 1: columns stand apart by spaces, without commas",
    "SELECT COUNT(*) { ?a ?b 1 }": "Line 1: a column that is worked out needs a name; write (COUNT(?a) AS ?n).",
    "SELECT ?a\n(COUNT(?b) AS ?n) { ?a ?c ?b }": "Line 1: where rows are grouped or counted, each other column must",
    "SELECT * { ?a ?b 1 } ORDER ?a": "Line 1: write ORDER BY.",
    "SELECT * { ?a ?b 1 } LIMIT ten": "Line 1: LIMIT takes a number",
    "SELECT ?limit { ?limit ?order ?filter . ?order ?filter . ?a ?b }": "Line 1: the query cannot be read from",
    "SELECT (COALESCE(?a, ?b) AS ?c) { ?a ?d }": "Line 1: the query ends too early",
    "SELECT (COALESCE(?a, 1) AS ?c), ?b { ?a ?b 1 }": "Line 1: columns stand apart by spaces, without commas",
    "SELECT * { ?a a ?b\n ?a rg:c ?d }": "Line 2: the query cannot be read from “?d” on; is there a dot missing at the",
}  # fmt: skip


def test_a_fault_says_what_is_wrong_where_and_what_to_write_instead(asking: Page) -> None:
    told = """async (queries) => {
        const said = [];
        for (const query of queries) {
            document.getElementById("query").value = query;
            await site.sparql.ask();
            said.push(document.getElementById("status").textContent);
        }
        return said;
    }"""
    said = dict(zip(FAULTS, asking.evaluate(told, list(FAULTS)), strict=True))
    assert {query: words for query, words in said.items() if not words.startswith(FAULTS[query])} == {}


def test_what_a_query_asks_for_is_not_read_in_its_texts_and_comments(asking: Page) -> None:
    heads = {
        '# ?b\nSELECT * { BIND("?c" AS ?a) BIND(1 AS ?b) BIND(2 AS ?c) }': [["a", "b", "c"], ["?c", "1", "2"]],
        "# select * order by\nSELECT (COUNT(?x) AS ?n) ?x { VALUES ?x { 2 1 } } GROUP BY ?x": [
            ["n", "x"], ["1", "1"], ["1", "2"],
        ],
        "PREFIX ask: <urn:ask:>\nCONSTRUCT { ask:a ask:b 'c' } {}": [
            ["subject", "predicate", "object"], ["urn:ask:a", "urn:ask:b", "c"],
        ],
    }  # fmt: skip
    assert {query: rows(ask(asking, query)) for query in heads} == heads
    torn = "() => { document.getElementById('query').value = 'ASK {} # \\ud800'; return site.sparql.ask(); }"
    asking.evaluate(torn)
    assert asking.locator("#status").inner_text() == "yes"


def test_a_question_does_not_wait_for_one_before_it_and_the_keyboard_stays_on_its_button(asking: Page) -> None:
    page, held = asking, "document.activeElement.id"
    page.fill("#query", LONG)
    page.focus("#run")
    page.keyboard.press("Enter")
    status(page, "Asking…")
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")  # it is asked already
    assert (page.locator("#status").inner_text(), page.evaluate(held)) == ("Asking…", "run")
    page.select_option("#saved", "who-owns")
    assert status(page, "ms").startswith("1 row, in ")
    page.fill("#query", LONG)
    page.focus("#run")
    page.keyboard.press("Enter")
    status(page, "Asking…")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert (status(page, "Stopped."), page.evaluate(held)) == ("Stopped.", "stop")


TEXTS = ('a"b', "a\\b", '\\"', "{}", "$&", "}{", "x\ny", "?name", "# c", "<b>", "\u2028", "tab\t")


def test_a_text_of_any_letters_is_written_into_a_question_and_read_from_it(asking: Page) -> None:
    kept = """texts => {
        const one = site.sparql.saved.find(({ name }) => name === "chain-stages");
        const put = (text) => one.changed(one.example, one.found(one.example).set("commodity", text));
        return texts.map((text) => one.found(put(text)).get("commodity"));
    }"""
    assert asking.evaluate(kept, list(TEXTS)) == list(TEXTS)
    escaped = """() => {
        const one = site.sparql.saved.find(({ name }) => name === "chain-stages");
        return one.found(one.example.replace('"rare-earths"', String.raw`"\\u0074erbium"`)).get("commodity");
    }"""
    assert asking.evaluate(escaped) == "terbium"


def test_each_example_stands_in_the_fields_of_its_question(asking: Page, knowledge: Knowledge, resolved: View) -> None:
    read = (
        "() => site.sparql.saved.map((one) => [one.name, Object.fromEntries(one.found(one.example) ?? [['lost', '']])])"
    )
    shown = dict(asking.evaluate(read))
    for one in asked_questions(resolved, knowledge, DAY, DAY):
        given = {name: iri_text(iri) if iri else words for name, (words, iri) in one.values.items()}
        assert {name: value for name, value in shown[one.question.name].items() if name != "asOf"} == given
    assert shown["who-owns"]["asOf"] == "2026-02-10"


def test_a_saved_question_is_asked_with_other_values_by_keyboard(asking: Page, resolved: View) -> None:
    page = asking
    page.select_option("#saved", "what-does-x-hold")
    status(page, "ms")
    holder = page.get_by_label("holder the actor")
    assert (holder.input_value(), page.locator("#field-holder-note").inner_text()) == (
        "Shenghe Resources", "id:shenghe-resources",
    )  # fmt: skip
    holder.fill("glenc")
    page.wait_for_selector("#field-holder-found [role=option]")
    page.keyboard.press("ArrowDown")
    assert page.locator("#field-holder-found [aria-selected=true]").inner_text() == "Glencore — company"
    page.keyboard.press("Enter")
    status(page, "ms")
    assert (holder.input_value(), "id%3Aglencore" in page.url) == ("Glencore", True)
    saved = named("what-does-x-hold")
    own = answer(resolved, saved.text, {"holder": term("entity", "https://w3id.org/regraph/id/glencore")})
    found = page.evaluate("() => site.sparql.csv(site.sparql.last())")
    assert sorted(rows(found)) == sorted(rows(csv_text(own)))
    assert len(own.rows) > 0


def test_a_value_that_is_none_is_refused_and_an_open_one_stays_open(asking: Page) -> None:
    page = asking
    page.select_option("#saved", "milestones-due-by")
    before = page.input_value("#query")
    page.fill("#field-thing", "no such thing")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-thing[aria-invalid=true]")
    assert (
        page.locator("#field-thing-note").inner_text() == "Nothing here is called so: choose one of the names offered."
    )
    assert page.input_value("#query") == before
    page.fill("#field-by", "")
    page.keyboard.press("Tab")
    assert page.locator("#field-by-note").inner_text().startswith("The question needs a value here")
    page.fill("#field-by", "2026-06-30")
    page.fill("#field-thing", "")
    page.keyboard.press("Enter")
    status(page, "ms")
    text = page.input_value("#query")
    assert ('"2026-06-30"^^xsd:date' in text, "id:pela-ema" in text, "?thing" in text) == (True, False, True)


def test_the_fields_follow_a_query_that_is_changed_by_hand(asking: Page) -> None:
    page = asking
    page.select_option("#saved", "who-owns")
    text = page.input_value("#query")
    page.fill("#query", text.replace("2026-02-10", "2025-12-31") + "LIMIT 3\n")
    assert page.input_value("#field-asOf") == "2025-12-31"
    page.fill("#field-company", "id:serra-verde")
    page.keyboard.press("Enter")
    status(page, "ms")
    changed = page.input_value("#query")
    assert (
        changed
        == text.replace("2026-02-10", "2025-12-31").replace("id:peak-rare-earths", "id:serra-verde") + "LIMIT 3\n"
    )
    page.fill("#query", changed.replace("rg:hasSubsidiary id:serra-verde", "rg:hasSubsidiary ?any"))
    assert page.locator("#field-company").is_disabled()
    assert page.locator("#apart").inner_text().startswith("The query was changed by hand")
    page.fill("#query", "ASK {}")
    assert page.locator("#fields").is_hidden()


def test_an_address_with_a_query_runs_it_and_its_answer_can_be_sorted_and_taken_away(opened: Open, site: Path) -> None:
    page = opened.goto(site / "questions" / "who-owns.html")
    page.click("text=Run it in your browser")
    assert status(page, "ms").startswith("1 row, in ")
    assert page.input_value("#field-company") == "Peak Rare Earths"
    link = page.locator("#answer td a").first
    assert (site / str(link.get_attribute("href"))).exists()
    page.select_option("#saved", "sources-and-claim-counts")
    status(page, "ms")
    page.wait_for_selector("#answer table")
    header = page.locator("#answer th", has_text="nodes")
    header.locator("button").click()
    page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "descending"
    place = page.locator("#answer th").all_inner_texts().index(header.inner_text()) + 1
    counts = [int(text) for text in page.locator(f"#answer td:nth-child({place})").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    with page.expect_download() as taken:
        page.click("text=CSV")
    assert len(rows(Path(taken.value.path()).read_text(encoding="utf-8"))) == len(counts) + 1


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The site on a web server of this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_web_server_does_as_well_as_a_disk(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.add_init_script(WATCH)
    requests: list[str] = []
    complaints: list[str] = []
    watch(page, requests, complaints)
    page.goto(f"{served}sparql.html")
    assert rows(ask(page, "ASK { ?x a rg:Stake }")) == [["true"]]
    page.fill("#q", "serra ver")
    page.wait_for_selector("#found [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits")
    assert page.url == f"{served}search.html?q=serra%20ver"
    assert page.evaluate("() => window.__violations") == []
    page.close()
    assert [url for url in requests if not url.startswith((served, f"blob:{served}", "data:"))] == []
    assert complaints == []


def test_names_are_found_in_the_order_of_find(opened: Open, site: Path, knowledge: Knowledge) -> None:
    page = opened.goto(site / "search.html")
    page.evaluate("() => site.search.ready()")
    for words in WORDS:
        found = page.evaluate("words => site.search.named(site.search.fold(words)).map(({ iri }) => iri)", words)
        own = [f"id:{local(hit.iri)}" for hit in find(knowledge, words)]
        beginning = [iri for iri in own if iri in found]
        assert beginning == [iri for iri in found if iri in own], words
        assert beginning[:3] == own[:3], words


def test_names_are_folded_as_look_ups_fold_them(opened: Open, site: Path, knowledge: Knowledge) -> None:
    page = opened.goto(site / "search.html")
    names = sorted({name for thing in knowledge.things.values() for name in (thing.label, *thing.names)} | {*LETTERS})
    assert page.evaluate("names => names.map(site.search.fold)", names) == [folded(name) for name in names]


def test_a_count_of_names_alone_is_told_as_one(opened: Open, site: Path) -> None:
    page = opened.goto(site / "search.html")
    for typed, told in (
        ("Serra Verde", re.compile(r"^[0-9]+ found by name$")),
        ("Beijing", re.compile(r"^[0-9]+ found$")),
    ):
        page.fill("#q", typed)
        expect(page.locator("#count")).to_have_text(told)


def test_the_search_is_worked_by_keyboard(opened: Open, site: Path) -> None:
    page = opened.goto(site / "questions.html")
    page.focus("#q")
    page.keyboard.type("verde serra")
    page.wait_for_selector("#found [role=option]")
    assert page.locator("#q").get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#found [role=option]")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#found [aria-selected=true]")
    assert chosen.inner_text() == "Serra Verde — company"
    assert page.locator("#q").get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/serra-verde.html")


@pytest.mark.parametrize("typed", ["https://w3id.org/regraph/id/serra-verde", " id:serra-verde "])
def test_a_pasted_iri_opens_its_page(opened: Open, site: Path, typed: str) -> None:
    page = opened.goto(site / "questions" / "who-owns.html")
    page.fill("#q", typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/serra-verde.html")


def test_sentences_and_titles_are_found_after_names(opened: Open, site: Path) -> None:
    page = opened.goto(site / "search.html", "?q=chinese%20offtake")
    page.wait_for_selector(".hits")
    heads = page.locator("#results h2").all_inner_texts()
    assert [head.split(" (")[0] for head in heads] == ["By name", "In titles and sentences"]
    assert "10 years" in page.locator("section").nth(1).inner_text()
    page = opened.goto(site / "search.html", "?q=zzz")
    page.wait_for_selector("text=0 found for")


def test_what_facts_say_stays_text(opened: Open, tmp_path: Path) -> None:
    data = hostile_world().dataset()
    knowledge = known(data)
    material = Material(data, knowledge, resolved_view(data), Scenario(DAY), None, places_of(knowledge).path)
    page = opened.goto(write(tmp_path, material) / "search.html", "?q=pwned")
    page.wait_for_selector(".hits")
    assert page.locator(".hits li").count() > len(PAYLOADS) / 2
    page.goto((tmp_path / "sparql.html").as_uri())
    ask(page, "SELECT ?label { ?x rdfs:label ?label FILTER(CONTAINS(?label, 'pwned')) }")
    page.wait_for_selector("#answer table")
    assert page.evaluate("() => window.__pwned ?? null") is None
    assert page.locator("main img, main svg").count() == 0


def test_phones_and_the_dark_have_room(contexts: Contexts, site: Path) -> None:
    page = contexts.fitting((390, 844), {"color_scheme": "dark"}).new_page()
    for path in ("sparql.html", "search.html", "questions.html", "questions/who-owns.html"):
        page.goto((site / path).as_uri())
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path
    page.goto((site / "sparql.html").as_uri())
    page.select_option("#saved", "milestones-due-by")
    boxes = [field.bounding_box() for field in page.locator("#fields input").all()]
    assert [box["width"] > 300 for box in boxes if box] == [True, True, True]
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.close()
