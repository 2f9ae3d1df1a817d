"""What a site gives to take away and to ask: each file reads back to the facts, and says no more than they do."""

import base64
import csv
import datetime as dt
import hashlib
import io
import json
import re
import zlib
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from hostile import PAYLOADS, hostile_world
from world import Values, World, iri

from regraph import __version__
from regraph.facts.canonical import canonical
from regraph.facts.places import shipped
from regraph.model.knowledge import Knowledge, known
from regraph.model.scenario import Scenario
from regraph.names import ACCOUNT, RDF_TYPE, SOURCE
from regraph.site.data import pages
from regraph.site.data.asked import Asked, asked_questions, outline
from regraph.site.data.downloads import Material, downloads
from regraph.site.data.engine import facts_of_package, inflated, vendored
from regraph.site.data.exchange import gexf, graphml, network_of
from regraph.site.data.index import compact
from regraph.site.data.pages import EXAMPLE
from regraph.site.data.questions import called, command, unfiltered
from regraph.site.frame import Edition
from regraph.site.places import Places, places_of
from regraph.site.whole import PARTS
from regraph.store.dataset import Dataset
from regraph.store.sparql.guard import guarded
from regraph.store.view import View, resolved_view

DAY = dt.date(2026, 2, 10)
LISTED = (
    "facts.trig", "resolved.ttl", "facts.jsonld", "claims.csv", "stakes.csv", "deals.csv", "timeline.csv",
    "timeline.ics", "graph.gexf", "graph.graphml", "sha256sums",
)  # fmt: skip


def small() -> World:
    """A stake on which two accounts differ, a majority, a joint holding, an option, a loan "up to", and a supply."""
    world = World().account("later", "2026-02-05", publisher="paper", voice="paper")
    other: dict[str, Values] = {"shareAtLeast": "0.4", "shareAtMost": "0.4"}
    world.stake("alpha", "beta", "0.5")
    world.says("later", "stake-alpha-in-beta", "Stake", isHeldBy="alpha", isStakeIn="beta", **other)
    world.stake("beta", "mine", "", "news", shareAbove="0.5", certainty="alleged")
    world.stake("gamma+delta", "mill", "0.6").claim("option-on-mine", "Option", isHeldBy="gamma", isInterestIn="mine")
    world.claim("loan-to-beta", "Loan", "later", hasLender="bank", hasBorrower="beta", amountAtMost="500000000",
                currency="USD", stage="announced", bindingness="non-binding")  # fmt: skip
    for name in ("bank", "gamma", "mine"):
        world.thing(name)
    return world


def material_of(data: Dataset) -> Material:
    """What a site of some facts is made of."""
    knowledge = known(data)
    return Material(data, knowledge, resolved_view(data), Scenario(DAY), None, places_of(knowledge).path)


def files(data: Dataset) -> dict[str, bytes]:
    """The files of a site that are about its data."""
    material = material_of(data)
    return of_all_parts(material, Edition(DAY, None, material.knowledge.latest))


def of_all_parts(material: Material, edition: Edition) -> dict[str, bytes]:
    """The same of what they are made of."""
    return {file.path: file.make() for part in PARTS for file in getattr(pages, part)(material, edition, {})}


@cache
def made() -> dict[str, bytes]:
    """The files of the small world."""
    return files(small().dataset())


def text(path: str) -> str:
    """One file of the small world as text."""
    return made()[path].decode("utf-8")


def rows(name: str, found: dict[str, bytes] | None = None) -> list[dict[str, str]]:
    """The rows of a table."""
    content = (found or made())[f"downloads/{name}"].decode("utf-8")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def values_of(script: str) -> tuple[str, list[Any]]:
    """The name and values of a packed script."""
    name, packed = re.fullmatch(r'regraphFiles\("([a-z0-9-]+)", "([A-Za-z0-9+/=]*)"\);\n', script).groups()  # type: ignore[union-attr]
    found: list[Any] = json.loads(zlib.decompress(base64.b64decode(packed), -zlib.MAX_WBITS))
    return name, found


class Links(HTMLParser):
    """The addresses that a page names, and what in it could run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.live: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        self.found += [value for name, value in attrs if name in ("href", "src", "action") and value]
        own = about.get("src") or about.get("type") == "application/ld+json"
        self.live += [tag] if tag in ("img", "svg", "iframe", "object") or (tag == "script" and not own) else []
        self.live += [name for name in about if name.startswith("on") or name == "style"]


def test_every_file_is_listed_with_its_size_and_its_sum() -> None:
    page = text("downloads.html")
    assert list(LISTED) == re.findall(r'<a href="downloads/([^"]+)">', page)
    assert {f"downloads/{name}" for name in LISTED} == {path for path in made() if path.startswith("downloads/")}
    sums = {line[66:]: line[:64] for line in text("downloads/sha256sums").splitlines()}
    assert sums == {n: hashlib.sha256(made()[f"downloads/{n}"]).hexdigest() for n in LISTED if n != "sha256sums"}
    assert "CC BY 4.0" in page
    assert '"encodingFormat": "application/trig"' in page


def test_the_trig_is_canonical_and_holds_every_quad() -> None:
    found = text("downloads/facts.trig")
    assert canonical(found, Path("facts.trig")) == found
    assert set(ox.parse(found.encode(), format=ox.RdfFormat.TRIG)) == set(small().dataset().quads)


def test_the_jsonld_holds_every_quad() -> None:
    read = ox.parse(made()["downloads/facts.jsonld"], format=ox.RdfFormat.JSON_LD)
    assert set(read) == set(small().dataset().quads)


def test_the_turtle_is_what_a_plain_pattern_sees() -> None:
    found = text("downloads/resolved.ttl")
    view = resolved_view(small().dataset())
    default = {quad.triple for quad in view.store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    assert canonical(found, Path("resolved.ttl")) == found
    assert {quad.triple for quad in ox.parse(found.encode(), format=ox.RdfFormat.TURTLE)} == default


def test_a_stake_has_bounds_and_an_option_is_none() -> None:
    found = {row["claim"]: row for row in rows("stakes.csv")}
    shares = {
        claim.removeprefix(iri("stake-")): (r["share_low"], r["share_low_open"], r["share_high"], r["held_jointly"])
        for claim, r in found.items()
    }
    assert shares == {
        "alpha-in-beta": ("0.4", "false", "0.4", "false"),
        "beta-in-mine": ("0.5", "true", "1", "false"),
        "gamma-and-delta-in-mill": ("0.6", "false", "0.6", "true"),
    }
    assert found[iri("stake-alpha-in-beta")]["accounts"].count("account/") == 2
    assert found[iri("stake-gamma-and-delta-in-mill")]["holders"] == f"{iri('delta')} {iri('gamma')}"
    assert found[iri("stake-beta-in-mine")]["certainty"] == "alleged"
    assert "option" not in text("downloads/stakes.csv").lower()


def test_up_to_is_an_upper_bound_alone_and_what_binds_nobody_is_not_counted() -> None:
    (deal,) = rows("deals.csv")
    assert (deal["amount_at_least"], deal["amount_at_most"], deal["currency"]) == ("", "500000000.0", "USD")
    assert (deal["parties"], deal["bindingness"]) == ("borrower: Beta; lender: Bank", "non-binding")
    assert (deal["status"], deal["status_reason"]) == ("contingent", "announced, non-binding")


def test_every_claim_stands_in_the_table_of_claims_with_its_sentence() -> None:
    found = rows("claims.csv")
    assert [row["claim"] for row in found] == sorted(known(small().dataset()).claims)
    option = next(row for row in found if row["kind"] == "Option")
    said = "Gamma has an option to acquire an unstated share of Mine; not reported as exercised."
    assert option["sentence"] == f"According to News Desk (2026-02-03), {said}"
    assert option["about"] == f"{iri('gamma')} {iri('mine')}"


@pytest.mark.parametrize(("name", "read"), [("graph.graphml", nx.read_graphml), ("graph.gexf", nx.read_gexf)])
def test_a_network_reads_back_with_its_axes_and_shares(name: str, read: object) -> None:
    graph = read(io.BytesIO(made()[f"downloads/{name}"]))  # type: ignore[operator]
    assert sorted(graph) == sorted(map(iri, ("alpha", "bank", "beta", "delta", "gamma", "mill", "mine")))
    edges = {(data["claim"].removeprefix(iri("")), start, end): data for start, end, data in graph.edges(data=True)}
    stake = edges["stake-beta-in-mine", iri("beta"), iri("mine")]
    assert (stake["share"], stake["share_low"], stake["via"]) == ("above 50 % up to 100 %", 0.5, "ownership")
    assert (stake["certainty"], stake["status"]) == ("alleged", "counted")
    option = edges["option-on-mine", iri("gamma"), iri("mine")]
    assert (option["via"], option["share"], option["status"]) == ("option", "", "contingent")
    assert {key[1] for key in edges if key[0] == "stake-gamma-and-delta-in-mill"} == {iri("gamma"), iri("delta")}
    assert b"2026-02-05" in made()[f"downloads/{name}"] or name != "graph.gexf"


@pytest.mark.parametrize("world", [small, hostile_world, World], ids=["small", "hostile", "empty"])
def test_a_network_is_read_back_as_it_was_written(world: Callable[[], World]) -> None:
    network = network_of(known(world().dataset()), Scenario(DAY))
    inside, outside = graphml(network), gexf(network, "2026-02-05")
    assert contents(nx.read_graphml(io.BytesIO(inside))) == contents(network)
    assert contents(nx.read_gexf(io.BytesIO(outside))) == contents(network)
    assert b'lastmodifieddate="2026-02-05"' in outside
    assert f"<creator>regraph {__version__}</creator>".encode() in outside


@pytest.mark.parametrize("letter", ["\ufffe", "\uffff", "\x0b", "\x85", "]]>", "\r"])
def test_a_network_is_read_whatever_a_name_holds(letter: str) -> None:
    world = World().thing("mine", "Mine", f"text:Big{letter}Mine").thing("miner").stake("miner", "mine", "1")
    network = network_of(known(world.dataset()), Scenario(DAY))
    assert set(nx.read_gexf(io.BytesIO(gexf(network, "2026-02-05")))) == {iri("mine"), iri("miner")}
    assert set(nx.read_graphml(io.BytesIO(graphml(network)))) == {iri("mine"), iri("miner")}


def contents(graph: "nx.Graph[str]") -> tuple[object, ...]:
    """Nodes and edges with all that is said of them, but for what is empty and the numbers that formats give them."""
    nodes = {node: stated(about) for node, about in graph.nodes(data=True)}
    edges = sorted((one, other, sorted(stated(about).items())) for one, other, about in graph.edges(data=True))
    return nodes, edges


def stated(about: dict[str, object]) -> dict[str, str]:
    """What is said of a node or an edge."""
    return {name: str(value) for name, value in about.items() if value != "" and name not in ("id", "networkx_key")}


def test_the_order_of_the_facts_changes_no_byte() -> None:
    assert files(small().dataset(order=-1)) == made()


def test_the_index_leads_to_pages_that_are_there() -> None:
    name, (entries, more, spaces, count) = values_of(text("search/names.js"))
    places = places_of(known(small().dataset()))
    assert (name, count, spaces["chain"]) == ("names", 1, "https://w3id.org/regraph/supply-chain-stage/")
    assert {entry[5] for entry in entries} <= {*places.pages.values(), *places.anchors.values()}
    beta = next(entry for entry in entries if entry[4] == "id:beta")
    assert beta == ["Beta", [], "company", 0, "id:beta", "id/beta.html"]
    assert more["account:later"].startswith("source/later.html#")
    _, (texts,) = values_of(text("search/texts-0.js"))
    sentences = {entry[0]: entry[2] for entry in texts}
    assert sentences["About later"] == "source/later.html"
    assert "id/loan-to-beta.html" in sentences.values()


def test_what_has_no_page_is_in_no_index() -> None:
    data = small().dataset()
    material = Material(data, known(data), resolved_view(data), Scenario(DAY), None, Places().path)
    found = of_all_parts(material, Edition(DAY, None, None))
    assert values_of(found["search/names.js"].decode())[1][:2] == [[], {}]
    assert [path for path in found if path.startswith("search/texts")] == []


def test_every_link_of_these_pages_leads_somewhere() -> None:
    places = places_of(known(small().dataset()))
    there = {*made(), *places.pages.values(), "assets/site.css", "index.html"}
    there |= {path for path, _ in Edition(DAY, None, None).places}
    pages = [path for path in made() if path.endswith(".html")]
    dead = []
    for page in pages:
        for link in Links(text(page)).found:
            bare = link.split("#")[0].split("?")[0]
            if bare and not bare.startswith(("https://", "http://", "data:")):
                target = normpath(join(dirname(page), bare))
                dead += [] if target in there else [f"{page}: {link}"]
    assert dead == []
    assert len(pages) == 34


def test_a_question_whose_example_is_unknown_here_is_not_asked() -> None:
    page = text("questions/who-owns.html")
    assert "Not asked: nothing here is called “Peak Rare Earths”." in page
    assert "questions/who-owns.csv" not in made()
    assert "?claim a ?kind" in page


@pytest.fixture(scope="module")
def asked(resolved: View, knowledge: Knowledge) -> tuple[Asked, ...]:
    """The saved questions over the shipped facts."""
    return tuple(asked_questions(resolved, knowledge, DAY, DAY))


def test_a_saved_question_is_read_as_the_guard_reads_it(asked: tuple[Asked, ...]) -> None:
    assert [one.question.name for one in asked if one.answer is None or one.answer.is_empty] == []
    for one in asked[::8]:
        whole, read = guarded(one.text), outline(one.text)
        assert (whole.form, whole.ordered, whole.order) == (read.form, read.ordered, read.order)
    assert guarded(EXAMPLE).form == "SELECT"


def test_a_question_is_shown_with_its_values_in_prefixed_names(asked: tuple[Asked, ...]) -> None:
    one = next(one for one in asked if one.question.name == "who-owns")
    assert one.values == {"company": ("Peak Rare Earths", iri("peak-rare-earths"))}
    assert "rg:isInterestIn|rg:isStakeIn id:peak-rare-earths" in one.text
    assert "# param:" not in one.text


def test_an_order_by_an_expression_is_told_from_one_by_columns() -> None:
    assert outline("SELECT ?a { ?a ?b ?c } ORDER BY STR(?a)") == outline("SELECT ?a { ?a ?b ?c } ORDER BY STR(?c)")
    assert outline("SELECT ?a { { SELECT ?a { ?a ?b ?c } ORDER BY ?c } }").ordered is False


def test_the_engine_is_as_it_was_published() -> None:
    facts = json.loads(vendored("package.json"))
    sums = {"web.js": vendored("web.js"), "web_bg.wasm": inflated()}
    assert facts["sha256"] == {name: hashlib.sha256(content).hexdigest() for name, content in sums.items()}
    assert f"`oxigraph` {facts_of_package()['version']}" in vendored("README.md").decode()
    assert b"Permission is hereby granted" in vendored("LICENSE")


def test_what_facts_say_is_text_everywhere() -> None:
    found = files(hostile_world().dataset())
    pages = [path for path in found if path.endswith(".html")]
    assert {path: live for path in pages if (live := Links(found[path].decode()).live)} == {}
    names = {row["held_name"] for row in rows("stakes.csv", found)}
    assert {name for name in PAYLOADS if "\u2028" not in name} <= names
    assert len(nx.read_graphml(io.BytesIO(found["downloads/graph.graphml"]))) == len(PAYLOADS) + 1


def test_an_iri_is_shortened_by_the_prefix_that_fits() -> None:
    assert compact(iri("beta")) == "id:beta"
    assert compact("https://example.org/x") == "https://example.org/x"


def test_the_wheel_carries_the_engine() -> None:
    listed = (shipped("ontology").parent / "setup.cfg").read_text(encoding="utf-8")
    assert "regraph.site = assets/*, assets/vendor/oxigraph/*" in listed
    assert "\n    regraph.site.data\n" in listed


def test_what_an_answer_names_is_called_as_people_call_it() -> None:
    world = small().account("box", "2026-02-05", publisher="paper", voice="ministry", section="summary")
    knowledge = known(world.thing("paper", "Company", "Paper").thing("ministry", "Company", "Ministry").dataset())
    assert called(ACCOUNT + "later", knowledge) == "Paper (2026-02-05)"
    assert called(ACCOUNT + "box", knowledge) == "Ministry, quoted by Paper on 2026-02-05, summary box"
    assert called(SOURCE + "later", knowledge) == "About later"
    assert called(iri("mine"), knowledge) == knowledge.label(iri("mine"))
    assert [called(name, knowledge) for name in (RDF_TYPE, "https://example.org/a")] == ["is a", ""]


def test_downloads_are_told_one_by_one() -> None:
    first = next(iter(downloads(material_of(small().dataset()))))
    about = first.about
    assert (about.name, about.path, about.media) == ("facts.trig", "downloads/facts.trig", "application/trig")


def test_a_question_is_told_as_the_command_line_would_ask_it_of_the_same_facts(asked: tuple[Asked, ...]) -> None:
    by_name = {one.question.name: one for one in asked}
    whole, early = Edition(DAY, None, None), Edition(DAY, dt.date(2026, 2, 4), None)
    owners = "regraph query --named who-owns --param company=id:peak-rare-earths --as-of 2026-02-10"
    assert command(by_name["who-owns"], whole) == owners
    assert command(by_name["who-owns"], early) == f"{owners} --known-by 2026-02-04"
    assert command(by_name["state-links"], whole) == "regraph query --named state-links --param actor=id:adq"


def test_what_other_pages_leave_out_or_count_as_well_is_said_to_be_otherwise_with_queries() -> None:
    filtered = Edition(DAY, None, None, (("left out", "alleged"),))
    assert unfiltered(Edition(DAY, None, None)) == ()
    assert "leaves no certainty out and counts nothing as well" in str(unfiltered(filtered)[0].line[0])
