"""What a reader takes away from a page says what page and facts say, no more and no less, and without a request."""

import csv
import io
import json
import struct
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from browsing import DAY, Opener, View
from hostile import PAYLOADS
from rdflib import Dataset as Graphs
from rdflib import Literal, URIRef
from world import World, iri

from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.page.course import course_of
from regraph.page.packing import packed
from regraph.page.payload import page_payload, states_of
from regraph.page.taking.linked import Writer, linked
from regraph.page.taking.rows import row_of
from regraph.store.dataset import Dataset

SHARE = ("share_low", "share_high", "share_open")
SVG = "{http://www.w3.org/2000/svg}"
CLAIMS = """Object.entries(regraph.page.claims).filter(([id]) => regraph.shown.has(id)).map(([, { iri }]) => iri)"""
Quad = tuple[str, str, str, str, str]


def quads_of_facts(facts: Dataset, nodes: set[str]) -> set[Quad]:
    """What the facts say of some nodes: graph, subject, property, value and its datatype."""
    return {
        (account, node, name, term.value, str(getattr(getattr(term, "datatype", None), "value", "")))  # type: ignore[union-attr]
        for node in nodes
        for account, about in facts.statements[node].items()
        for name, terms in about.items()
        for term in terms
    }


def quads_of_json(text: str) -> set[Quad]:
    """What JSON-LD says, as rdflib expands it."""
    graphs = Graphs()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of its own names
        graphs.parse(data=text, format="json-ld")
    return {
        (str(graph), str(s), str(p), str(o), datatype(o))
        for s, p, o, graph in graphs.quads()
        if isinstance(s, URIRef) and graph is not None
    }


def datatype(term: object) -> str:
    """The datatype of a literal, that of plain texts spelled out."""
    if not isinstance(term, Literal):
        return ""
    return str(term.datatype or "http://www.w3.org/2001/XMLSchema#string")


def document(data: dict[str, Any]) -> str:
    """All that a page carries for JSON-LD as one document, as its script puts it together."""
    heard: dict[str, list[Any]] = {}
    for node, told in data["said"].items():
        for account, values in told.items():
            heard.setdefault(account, []).append({"@id": node, **values})
    graphs = [{"@id": account, "@graph": nodes} for account, nodes in heard.items()]
    return json.dumps({"@context": data["context"], "@graph": graphs})


def test_every_shipped_claim_expands_to_the_triples_of_the_facts(facts: Dataset, knowledge: Knowledge) -> None:
    nodes = set(knowledge.claims)
    assert len(nodes) > 500
    assert quads_of_json(document(linked(knowledge, (), nodes))) == quads_of_facts(facts, nodes)


def test_a_name_of_the_context_means_one_thing_and_every_prefix_is_declared(knowledge: Knowledge) -> None:
    data = linked(knowledge, knowledge.things, knowledge.claims)
    short = {text.partition(":")[0] for text in json.dumps(data["said"]).split('"') if text.startswith(("id:", "rg:"))}
    assert short == {"id", "rg"}
    assert short <= data["context"].keys()
    for name in ("stage", "certainty", "bindingness", "commodity", "section"):
        assert data["context"][name] == {"@id": f"rg:{name}", "@type": "@id"}


def test_a_value_of_another_type_than_its_name_has_elsewhere_says_its_type() -> None:
    writer = Writer(World().stake("a", "b", "0.5").knowledge())
    assert writer.value("shareAtMost", Decimal("0.50")) == "0.50"
    assert writer.value("shareAtMost", "half") == {"@value": "half"}
    assert writer.value("isHeldBy", iri("a")) == "id:a"
    assert writer.value("isHeldBy", "nobody") == {"@value": "nobody"}
    assert writer.context()["shareAtMost"] == {"@id": "rg:shareAtMost", "@type": "xsd:decimal"}


def test_a_joint_stake_is_a_row_a_holder_that_names_all_and_says_the_bounds() -> None:
    world = World().thing("a").thing("b").thing("c").account("told")
    world.thing("s", "Stake")
    world.says("told", "s", "Stake", isHeldBy=("a", "b"), isStakeIn="c", shareAbove="0.5", startEarliest="2020-01-01")
    knowledge = world.knowledge()
    (edge,) = course_of([(DAY, knowledge)], (), Scenario(DAY)).picture.edges
    row = row_of(knowledge, edge)
    assert row["relations"] == [[iri(x), iri("c"), "holder", "held", True] for x in ("a", "b")]
    assert row["joint"] == [iri("a"), iri("b")]
    assert row["share"] == ["0.5", "1", "low", "above 50 % up to 100 % held jointly"]
    assert (row["amount"], row["days"]) == ([], ["2020-01-01", "", "", ""])


def test_a_deal_is_a_row_a_giver_and_taker_as_it_is_drawn_with_its_sum_in_bare_digits() -> None:
    world = World().thing("bank").thing("mine").thing("pit", "Mine").account("told").thing("loan", "Loan")
    world.says(
        "told", "loan", "Loan", hasLender="bank", hasBorrower="mine", concerns="pit",
        amountAtMost="1600000000.0", currency="USD", stage="announced",
    )  # fmt: skip
    knowledge = world.knowledge()
    (edge,) = course_of([(DAY, knowledge)], (), Scenario(DAY)).picture.edges
    row = row_of(knowledge, edge)
    assert row["relations"] == [
        [iri("bank"), iri("mine"), "lender", "borrower", True],
        [iri("bank"), iri("pit"), "lender", "concerned", False],
    ]
    assert row["amount"] == ["", "1600000000", "USD"]
    assert row["standing"][0] == "contingent"


def test_what_is_taken_away_costs_a_page_little(knowledge: Knowledge) -> None:
    course = course_of([(DAY, knowledge)], (), Scenario(DAY))
    nodes = {f"n{i}": node for i, node in enumerate(course.things)}
    edges = {f"e{i}": states for i, states in enumerate(states_of(course).values())}
    _, (taken, *_) = page_payload(course, nodes, edges)
    assert len(packed(taken)) / (len(nodes) + len(edges)) < 200


class Bag:
    """What was saved from one page."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.names: dict[str, str] = {}
        self.saved: dict[str, bytes] = {}

    def __getitem__(self, ending: str) -> bytes:
        """One file, saved when it is first asked for."""
        if ending not in self.saved:
            self.saved[ending] = self.fresh(ending)
        return self.saved[ending]

    def fresh(self, ending: str) -> bytes:
        """One file, saved now."""
        with self.view.page.expect_download() as coming:
            self.view.page.click(f"#take-kinds button[data-ending={ending}]")
        self.names[ending] = coming.value.suggested_filename
        return Path(str(coming.value.path())).read_bytes()


@pytest.fixture(scope="module")
def bag(gallery: Opener) -> Iterator[Bag]:
    """The page of Serra Verde with its menu open; it asks for nothing and complains of nothing."""
    view = gallery("serra-verde", color_scheme="dark", reduced_motion="reduce")
    view.page.click("#take-open")
    yield Bag(view)
    asked = [url for url in view.requests if not url.startswith("blob:")]
    assert (asked, view.complaints, view.run("window.__violations")) == ([view.page.url.split("#")[0]], [], [])


def words_of(root: ET.Element) -> list[str]:
    return [str(text.text) for text in root.iter(SVG + "text")]


def test_the_svg_holds_the_boxes_the_words_the_dashes_the_legend_and_the_head_in_light_colours(bag: Bag) -> None:
    before = bag.view.run("[regraph.network.getScale(), regraph.network.body.edges.l0.options.color.color]")
    root = ET.fromstring(bag["svg"])
    words = words_of(root)
    assert bag.names["svg"] == "regraph-serra-verde-as-of-2026-02-10.svg"
    assert words[-1] == "No mark: reported, or a party’s own word"
    for line in ("Pela Ema", "USD 565 million", "announced", "share not stated", "not yet, not binding or optional"):
        assert line in words
    assert any(line.startswith("As of 2026-02-10 · latest account known 2026-02-07 · 8 things") for line in words)
    assert any(line.startswith("regraph ") for line in words)
    strokes = [
        path.attrib for path in root.iter(SVG + "path") if "C" in path.attrib["d"] and path.get("fill") == "none"
    ]
    drawn = bag.view.run("regraph.strokes.filter((s) => !regraph.network.body.edges[s.id].options.hidden).length")
    assert len(strokes) == drawn
    assert {stroke.get("stroke-dasharray", "") for stroke in strokes} == {"", "7 5"}
    assert next(root.iter(SVG + "rect")).get("fill") == "#ffffff"
    after = bag.view.run("[regraph.network.getScale(), regraph.network.body.edges.l0.options.color.color]")
    assert after == before


def test_another_day_and_the_neighbours_of_what_is_chosen_are_taken_as_such(opened: Opener) -> None:
    bag = Bag(opened("serra-verde"))
    bag.view.run("regraph.change({ day: '2025-08-31' })")
    bag.view.page.click("#take-open")
    rows = list(csv.DictReader(io.StringIO(bag.fresh("csv").decode())))
    assert bag.names["csv"] == "regraph-serra-verde-as-of-2025-08-31.csv"
    assert ({row["as_of"] for row in rows}, {row["claim"] for row in rows}) == (
        {"2025-08-31"},
        set(bag.view.run(CLAIMS)),
    )
    bag.view.run("regraph.change({ day: '2026-02-10' })")
    bag.view.run("id => regraph.choose(id)", bag.view.box("Orion Critical Mineral Consortium"))
    bag.view.page.check("#take-picked")
    words = words_of(ET.fromstring(bag["svg"]))
    assert bag.names["svg"] == "regraph-orion-critical-mineral-consortium-and-its-neighbours-as-of-2026-02-10.svg"
    assert "Orion Critical Mineral Consortium and its neighbours" in " ".join(words)
    assert not {"Pela Ema", "Serra Verde"} & set(words)
    rows = list(csv.DictReader(io.StringIO(bag.fresh("csv").decode())))
    assert {row["to"] for row in rows} == {"Orion Critical Mineral Consortium"}


def test_a_picture_of_a_focus_says_that_it_is_one(opened: Opener) -> None:
    bag = Bag(opened("serra-verde"))
    name = bag.view.box("Thras Moraitis")
    bag.view.run("name => regraph.change({ focus: name, steps: '2' })", name)
    bag.view.page.click("#take-open")
    words = " ".join(words_of(ET.fromstring(bag["svg"])))
    assert "only Thras Moraitis and what is 2 steps around it" in words


def test_the_png_has_twice_the_size_of_the_svg(bag: Bag) -> None:
    width, height = struct.unpack(">II", bag["png"][16:24])
    root = ET.fromstring(bag["svg"])
    assert abs(width - 2 * float(str(root.get("width")))) <= 1
    assert abs(height - 2 * float(str(root.get("height")))) <= 1


def test_the_csv_has_a_row_a_relation_that_is_drawn_with_axes_bounds_and_sources(bag: Bag) -> None:
    text = bag["csv"].decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert text.count("\r\n") == len(rows) + 1
    option = next(row for row in rows if row["kind"] == "option")
    assert {name: option[name] for name in ("from", "to", *SHARE, "stage", "standing")} == {
        "from": "United States government", "to": "Serra Verde", "share_low": "0", "share_high": "0.5",
        "share_open": "low and high", "stage": "announced", "standing": "contingent",
    }  # fmt: skip
    loans = [row for row in rows if row["title"] == "DFC financing of Serra Verde"]
    assert [(row["to"], row["relation"]) for row in loans][0][1] == f"1 of {len(loans)}"
    assert {(row["from"], row["amount_low"], row["currency"]) for row in loans} == {
        ("U.S. International Development Finance Corporation", "565000000", "USD")
    }
    assert "https://rareearthexchanges.com/news/" in loans[0]["sources"]
    assert {row["claim"] for row in rows} == set(bag.view.run(CLAIMS))
    assert {(row["as_of"], row["known_by"], row["latest_account"]) for row in rows} == {
        ("2026-02-10", "", "2026-02-07")
    }


def test_the_json_ld_of_what_is_drawn_says_what_the_facts_say(bag: Bag, facts: Dataset) -> None:
    text = bag["jsonld"].decode()
    nodes = set(bag.view.run(CLAIMS))
    quads = quads_of_json(text)
    assert {quad for quad in quads if quad[1] in nodes and "/account/" in quad[0]} == quads_of_facts(facts, nodes)
    written = {(s, p, o) for _, s, p, o, _ in quads}
    told = {(str(q.subject.value), q.predicate.value, q.object.value) for q in facts.quads}  # type: ignore[union-attr]
    assert written - told == set()


def test_the_gexf_opens_with_its_relations_bounds_and_spells(bag: Bag) -> None:
    graph = nx.read_gexf(io.BytesIO(bag["gexf"]))
    assert graph.nodes["serra-verde"]["label"] == "Serra Verde"
    option = next(data for _, _, data in graph.edges(data=True) if data["kind"] == "option")
    assert (option["share_high"], option["share_open"], option["standing"]) == (0.5, "low and high", "contingent")
    root = ET.fromstring(bag["gexf"])
    assert (root.tag, root.get("version")) == ("{http://gexf.net/1.3}gexf", "1.3")
    rows = {row["claim"]: row for row in csv.DictReader(io.StringIO(bag["csv"].decode()))}
    spelled = {str(data["claim"]): data["spells"] for _, _, data in graph.edges(data=True) if "spells" in data}
    dated = {claim: row for claim, row in rows.items() if row["start_earliest"] or row["end_latest"]}
    assert spelled.keys() == dated.keys()
    for claim, row in dated.items():
        assert spelled[claim] == [(row["start_earliest"] or "None", row["end_latest"] or "None")]


def test_the_menu_works_by_keyboard_and_closes_where_it_was_opened(opened: Opener) -> None:
    view = opened("mawei")
    view.page.focus("#take-open")
    view.page.keyboard.press("Enter")
    assert view.page.get_attribute("#take-open", "aria-expanded") == "true"
    view.page.keyboard.press("Tab")
    view.page.keyboard.press("ArrowDown")
    assert view.run("document.activeElement.id") == "take-picked"
    view.page.keyboard.press("Tab")
    with view.page.expect_download() as coming:
        view.page.keyboard.press("Enter")
    assert coming.value.suggested_filename == "regraph-mawei-concession-and-its-neighbours-as-of-2026-02-10.svg"
    assert view.page.locator("#live").inner_text().endswith("is saved")
    view.page.keyboard.press("Escape")
    assert view.run("document.activeElement.id") == "take-open"
    assert not view.page.locator("#take-menu").is_visible()


def test_hostile_labels_are_text_in_every_file(opened: Opener) -> None:
    view = opened("hostile")
    view.page.click("#take-open")
    saved = Bag(view)
    root, graph = ET.fromstring(saved["svg"]), nx.read_gexf(io.BytesIO(saved["gexf"]))
    assert {child.tag for child in root.iter()} <= {SVG + tag for tag in ("svg", "title", "path", "rect", "text")}
    labels = {str(data["label"]) for _, data in graph.nodes(data=True)}
    assert {text for text in PAYLOADS if text.isprintable()} <= labels
    rows = list(csv.reader(io.StringIO(saved["csv"].decode(), newline="")))
    assert len(rows) == len(PAYLOADS) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    quads = quads_of_json(saved["jsonld"].decode())
    assert set(PAYLOADS) <= {value for _, _, _, value, _ in quads}
    assert view.run("typeof window.__pwned") == "undefined"


def test_a_cell_that_a_spreadsheet_would_reckon_is_kept_text(opened: Opener) -> None:
    view = opened("hostile")
    cells = {"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@a": "'@a", "\tx": "'\tx", '=a"b': '"\'=a""b"'}
    cells |= {"a=b": "a=b", 'a"b': '"a""b"', "a,b": '"a,b"', "a\nb": '"a\nb"'}
    assert {text: view.run("text => regraph.csvCell(text)", text) for text in cells} == cells
