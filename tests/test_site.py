"""The site as files: every link resolves, nothing is loaded from elsewhere, nothing of what facts say becomes markup,
and only what has changed is written."""

import json
import os
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from hostile import PAYLOADS, hostile_world
from hypothesis import given
from hypothesis import strategies as st
from site_world import DAY, as_made, asked, small
from world import World, iri

from regraph.cli.main import cli
from regraph.errors import BadFile
from regraph.model.knowledge import Knowledge, known
from regraph.model.scenario import Scenario
from regraph.names import BASE, RG
from regraph.page.course import course_of
from regraph.page.page import page_of as graph_page
from regraph.present.document.parts import Document, Item, Link, Points, Section
from regraph.site.frame import Page, framed, policy
from regraph.site.making import Made
from regraph.site.metadata import thing_data
from regraph.site.pages.asked import Asked
from regraph.site.pages.catalogues import source_pages, sources_page, things_page
from regraph.site.pages.dossiers import thing_page
from regraph.site.pages.every import pages_of
from regraph.site.pages.front import front_page
from regraph.site.pages.linking import linked
from regraph.site.pages.views import conflicts_page, exposure_page, finance_page, timeline_page
from regraph.site.places import path_of, places_of, stem
from regraph.site.whole import asked_of, files_of
from regraph.site.writing import LIST, write_site
from regraph.store.dataset import Dataset

NO_PAGES = ("graph.html", "sparql.html")  # their fragments hold a state, and name no part of the page
Files = dict[str, bytes]


class Seen(HTMLParser):
    """What a page holds that matters here: ids, addresses, elements, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action"):
                self.links.append((tag, value or ""))
            if name.startswith("on") or name == "style":
                self.handlers.append(name)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def files() -> Files:
    """The site of the small world."""
    return dict(files_of(asked(small())))


@pytest.fixture(scope="module")
def shipped(facts: Dataset, knowledge: Knowledge) -> Files:
    """Some views of the shipped facts."""
    made = asked_of(facts, knowledge, Scenario(DAY), None)
    pages = (view(made) for view in (timeline_page, finance_page, exposure_page, conflicts_page))
    return {page.path: framed(page, made.edition).encode() for page in pages}


@pytest.fixture(scope="module")
def hostile() -> Files:
    """The pages of the hostile world in their frame."""
    made = asked(hostile_world())
    return {page.path: framed(page, made.edition).encode() for page in pages_of(made)}


def seen(files: Files) -> dict[str, Seen]:
    """The pages, as read."""
    return {path: Seen(content.decode()) for path, content in files.items() if path.endswith(".html")}


def dead(files: Files, here: set[str]) -> list[str]:
    """Links that lead nowhere: a missing file, a missing part of a page, or an id that a page has twice."""
    pages, found = seen(files), []
    for name, page in pages.items():
        found += [f"{name}: {each} twice" for each in sorted({i for i in page.ids if page.ids.count(i) > 1})]
        for _, link in page.links:
            if link.startswith(("https:", "http:", "data:")):
                continue
            path, _, part = link.partition("#")
            target = os.path.normpath(os.path.join(os.path.dirname(name), unquote(path))) if path else name
            known_part = not part or target in NO_PAGES or target not in pages or unquote(part) in pages[target].ids
            if target not in here or not known_part:
                found.append(f"{name}: {link}")
    return found


def text(files: Files, path: str) -> str:
    """The text of a page, its spaces joined."""
    return " ".join(" ".join(Seen(files[path].decode()).words).split())


def test_every_link_leads_somewhere_and_every_part_is_there(files: Files) -> None:
    assert dead(files, set(files)) == []


def test_every_kind_of_page_is_there(files: Files) -> None:
    wanted = {
        "index.html", "things.html", "sources.html", "ownership.html", "finance.html", "offtake.html", "exposure.html",
        "chain.html", "timeline.html", "conflicts.html", "ontology.html", "graph.html", "search.html", "sparql.html",
        "questions.html", "downloads.html", "id/miner.html", "id/mine.html", "id/stake-miner-in-mine.html",
        "source/news.html", "source/wire.html", "commodity/rare-earths.html", "assets/site.css",
    }  # fmt: skip
    assert wanted - files.keys() == set()


def test_a_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(files: Files) -> None:
    for name, page in seen(files).items():
        outside = [link for tag, link in page.links if "//" in link and tag not in ("a", "link")]
        assert (name, outside, page.handlers) == (name, [], page.handlers if name == "graph.html" else [])
    loaded = [link for page in seen(files).values() for tag, link in page.links if tag == "link" and "//" in link]
    names = {link for link in loaded if not link.startswith(BASE)}  # canonical ones and a vocabulary
    assert names == {"http://purl.org/dc/terms/"}


def test_the_policy_allows_the_files_of_the_site_alone() -> None:
    said = policy({})
    assert "default-src 'none'" in said and "http" not in said and "unsafe" not in said
    assert "worker-src blob:" in policy({"worker-src": "blob:"})
    assert "base-uri" not in policy({"base-uri": ""})


def test_an_option_is_no_stake_and_what_is_announced_is_not_in_force(files: Files) -> None:
    page = text(files, "id/miner.html")
    assert "None: no owner of Miner is counted; what stands beside says more." in page
    assert "has an option" in page and "not reported as exercised" in page
    holders = text(files, "ownership.html").split("Beside, not counted")[1]
    assert "Country" not in holders.split("Chains")[0]
    assert "announced, not reported as closed or in force" in text(files, "finance.html")


def test_a_disagreement_is_told_with_both_values_and_both_accounts(files: Files) -> None:
    page = text(files, "conflicts.html")
    assert "51 %" in page and "40 %" in page and "News Desk" in page


def test_a_name_in_a_sentence_leads_to_its_page(files: Files) -> None:
    page = Seen(files["id/mine.html"].decode())
    assert ("a", "../id/miner.html") in page.links
    assert ("a", "../source/news.html#news") in page.links


def test_a_thing_says_who_it_is_to_machines_and_to_those_who_cite(files: Files) -> None:
    page = files["id/mine.html"].decode()
    told = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert (told["@id"], told["@type"], told["name"]) == (iri("mine"), "Place", "Mine")
    assert f'<link rel="canonical" href="{iri("mine")}">' in page
    assert '<meta name="citation_title" content="Mine">' in page
    assert '<meta name="citation_publication_date" content="2026-02-05">' in page


def test_a_parcel_of_interests_is_no_place_to_machines() -> None:
    knowledge = World().thing("parcel", "HeldInterest").thing("pit", "Mine").knowledge()
    assert [thing_data(knowledge, iri(slug))["@type"] for slug in ("parcel", "pit")] == ["Thing", "Place"]


def test_a_source_is_cited_as_somebody_elses_work(files: Files) -> None:
    page = files["source/wire.html"].decode()
    assert '<meta name="citation_title" content="What “About wire” (Wire Desk) says">' in page
    assert '<meta name="DCTERMS.title" content="What “About wire” (Wire Desk) says">' in page
    assert "Cite as: “What “About wire” (Wire Desk) says”, regraph" in text(files, "source/wire.html")


def test_one_account_says_and_two_say(files: Files) -> None:
    assert "What 1 account says of it" in files["id/loan.html"].decode()
    assert "What 2 accounts say of it" in files["id/mine.html"].decode()


def test_the_whole_is_a_data_set_with_its_licence_and_without_a_creator(files: Files) -> None:
    page = files["index.html"].decode()
    told = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert told["@type"] == "Dataset" and told["license"].startswith("https://creativecommons.org/licenses/by/4.0")
    assert "creator" not in told and told["temporalCoverage"] == "2026-02-01/2026-02-05"


def test_the_neighbourhood_is_drawn_with_links_and_open_lines_dashed(files: Files) -> None:
    page = files["id/miner.html"].decode()
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert 'href="../id/mine.html"' in drawing and 'href="../id/bank.html"' in drawing
    assert 'class="open"' in drawing and 'class="sure"' in drawing
    assert "../graph.html#focus=miner&amp;pick=miner" in page


def test_the_answer_in_short_stands_before_the_drawing_and_the_place_in_the_navigation_is_marked(files: Files) -> None:
    page = files["id/miner.html"].decode()
    assert page.index('id="summary"') < page.index("<svg") < page.index('id="owners"')
    assert '<a href="../things.html" aria-current="true">' in page
    assert '<a href="../sources.html" aria-current="true">' in files["source/news.html"].decode()
    assert '<a href="ownership.html" aria-current="page">' in files["ownership.html"].decode()
    assert "made with" not in text(files, "id/miner.html").split("Mentioned in")[0]


def test_the_front_begins_with_the_questions_and_leads_to_what_it_counts(files: Files) -> None:
    page = Seen(files["index.html"].decode())
    front = text(files, "index.html")
    assert front.index("Who owns or controls which asset?") < front.index("How well it is known")
    for link in ("ownership.html", "conflicts.html", "timeline.html", "things.html#actors", "sources.html"):
        assert ("a", link) in page.links


def borne_out() -> World:
    """A stake told by two independent desks, by one as an allegation with another of its own, and what a mine is."""
    world = World().account("news").account("wire", "2026-02-05", publisher="wire-desk", voice="wire-desk")
    world.thing("mine", "Mine").stake("miner", "mine", "0.5").says("news", "mine", isLocatedIn="MW")
    world.says("wire", "stake-miner-in-mine", "Stake", isHeldBy="miner", isStakeIn="mine", certainty="alleged")
    return world.claim("tie", "Participation", "wire", hasParticipant="miner", isAbout="mine", certainty="alleged")


def made(world: World, *views: Callable[[Asked], Page], leaving: str = "") -> Files:
    """Some pages of a world, `leaving` a certainty out."""
    data = world.dataset()
    given = asked_of(data, known(data), Scenario(DAY, exclude=frozenset({leaving} - {""})), None)
    return {page.path: framed(page, given.edition).encode() for page in (view(given) for view in views)}


def test_the_front_counts_as_the_pages_that_it_leads_to_do() -> None:
    found = made(borne_out(), front_page, sources_page, things_page)
    front, sources = text(found, "index.html"), text(found, "sources.html")
    assert "2 claims told by one account." in front
    assert "1 claim told by two or more independent groups." in front
    assert sources[sources.index("Accounts of one publisher") : sources.index("Told by two or more")].strip() in front
    assert "Claims 3 Accounts" in front and "Certainty Claims alleged 2 reported 1 Where" in front
    for page in (front, text(found, "things.html")):
        assert "Mine (3 claims)" in page
    assert "Stake Miner In Mine (1 claim)" in text(found, "things.html")


def test_what_is_left_out_is_not_counted_as_if_it_stood_there() -> None:
    views = front_page, conflicts_page, lambda given: {p.path: p for p in source_pages(given)}["source/wire.html"]
    whole, less = made(borne_out(), *views), made(borne_out(), *views, leaving="alleged")
    assert "certainty differs 1" in text(whole, "index.html") and "certainty differs" not in text(less, "index.html")
    assert "Certainty differs (1)" in text(whole, "conflicts.html")
    assert "Certainty differs" not in text(less, "conflicts.html")
    assert "alleged (left out of the answers) 2" in text(less, "index.html")
    assert "2 claims, 1 in no other account." in text(whole, "source/wire.html")
    assert "0 claims, 0 in no other account; 2 more claims left out." in text(less, "source/wire.html")


def test_every_page_is_described_in_words_of_its_own(files: Files) -> None:
    said: dict[str, list[str]] = {}
    for path, content in files.items():
        if path.endswith(".html") and path != "graph.html":
            found = re.search(r'<meta name="description" content="([^"]+)">', content.decode())
            assert found, path
            said.setdefault(found[1], []).append(path)
    assert {words: paths for words, paths in said.items() if len(paths) > 1} == {}


def test_what_somebody_says_is_listed_on_their_page(files: Files) -> None:
    said = text(files, "id/news-desk.html")
    assert "What it says itself About wire ( 2026-02-05 ; 2 claims) About news ( 2026-02-01 ; 2 claims)" in said
    page = text(files, "id/wire-desk.html")
    assert "What it published About wire ( 2026-02-05 )" in page and "say nothing of it" not in page


def test_views_are_parted_by_what_a_reader_looks_for(shipped: Files) -> None:
    titles = {path: re.findall(r"<h2 [^>]*>([^<]+)</h2>", shipped[path].decode()) for path in shipped}
    assert titles["timeline.html"][0].startswith("Overdue")
    assert titles["finance.html"][:4] == ["All sums", "By who pays", "By who gets it", "By country"]
    assert any(title.startswith("United States government (") for title in titles["exposure.html"])
    assert titles["conflicts.html"][0] == "What was compared" and titles["conflicts.html"][1].startswith(
        "Contradiction"
    )
    words = text(shipped, "exposure.html")
    assert "state link (owned by it)" in words and "state links owned by" not in words


def test_a_source_leads_to_its_text_and_says_how_to_check_it(files: Files) -> None:
    page = Seen(files["source/wire.html"].decode())
    assert "The archived text" in page.words
    head, _, rest = text(files, "source/wire.html").partition("The archived text")
    assert "sha256" not in head and "sha256" in rest


def test_the_graph_leads_back_only_where_it_is_a_part_of_a_site() -> None:
    knowledge = known(small().dataset())
    course = course_of([(DAY, knowledge)], (), Scenario(DAY))
    alone, within = graph_page(course), graph_page(course, home="index.html")
    link = '<a id="home" href="index.html">'
    assert (link in alone, link in within) == (False, True)
    nav = within[within.index('    <nav aria-label="Site">') : within.index("</nav>\n") + len("</nav>\n")]
    assert within.replace(nav, "") == alone


def test_a_drawing_has_no_more_in_a_row_than_can_be_read() -> None:
    world = small()
    for number in range(10):
        world.stake(f"holder-{number}", "miner", "0.05").stake("miner", f"mine-{number}", "0.5")
    made = asked(world)
    page = framed(thing_page(made, iri("miner")), made.edition)
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert drawing.count('<g class="thing">') == 10
    assert "13 more relations not drawn here." in page


def test_the_graph_leads_back_to_the_site(files: Files) -> None:
    assert ("a", "index.html") in Seen(files["graph.html"].decode()).links


def test_nothing_of_what_facts_say_becomes_markup(hostile: Files) -> None:
    for name, page in seen(hostile).items():
        assert (name, page.tags & {"img", "b", "iframe", "object", "embed"}) == (name, set())
        assert (name, page.handlers) == (name, [])
        scripts = [link for tag, link in page.links if tag == "script"]
        assert all(link.startswith(("assets/", "../assets/")) for link in scripts)
        wrong = [link for _, link in page.links if link.lower().startswith(("javascript:", "data:text", "//", "file:"))]
        assert (name, wrong) == (name, [])
    assert len(hostile) > len(PAYLOADS)


def test_links_of_hostile_facts_lead_somewhere_too(hostile: Files) -> None:
    outside = {"graph.html", "search.html", "questions.html", "downloads.html", "downloads/timeline.ics"}
    assert dead(hostile, {*hostile, *outside, "assets/site.css", "assets/files.js", "assets/search.js"}) == []


def test_the_same_facts_read_in_another_order_give_the_same_bytes(files: Files) -> None:
    made = asked(small(), -1)
    again = {page.path: framed(page, made.edition).encode() for page in pages_of(made)}
    assert {path for path, content in again.items() if files[path] != content} == set()


def test_what_did_not_change_is_not_touched_and_what_is_gone_is_removed(files: Files, tmp_path: Path) -> None:
    root = tmp_path / "site"
    first = write_site(root, as_made(files), {})
    assert (set(first.written), first.removed, first.kept) == (set(files), (), 0)
    times = {path: (root / path).stat().st_mtime_ns for path in files}
    (root / "own.txt").write_text("kept", encoding="utf-8")
    changed = {**files, "id/mine.html": b"new"}
    del changed["id/bank.html"]
    second = write_site(root, as_made(changed), {})
    assert (second.written, second.removed) == (("id/mine.html",), ("id/bank.html",))
    assert {p for p in changed if (root / p).stat().st_mtime_ns != times[p]} == {"id/mine.html"}
    assert not (root / "id/bank.html").exists() and (root / "own.txt").read_text(encoding="utf-8") == "kept"
    assert set(json.loads((root / LIST).read_text(encoding="utf-8"))["files"]) == set(changed)


def test_a_run_that_ends_early_leaves_the_old_site(files: Files, tmp_path: Path) -> None:
    def broken() -> Iterator[Made]:
        yield Made("index.html", "", b"half")
        raise KeyboardInterrupt

    write_site(tmp_path, as_made({"index.html": b"whole"}), {})
    with pytest.raises(KeyboardInterrupt):
        write_site(tmp_path, broken(), {})
    assert (tmp_path / "index.html").read_bytes() == b"whole"
    assert write_site(tmp_path, as_made({"index.html": b"next"}), {}).written == ("index.html",)
    assert sorted(path.name for path in tmp_path.iterdir()) == [LIST, "index.html"]


REFUSED = {
    "another's directory": {"notes.txt": "mine"},
    "a list that is none": {LIST: "[]"},
    "a list that leads outside": {LIST: json.dumps({"regraph-site": 1, "files": {"../x": ""}})},
    "a list of a later version": {LIST: json.dumps({"regraph-site": 99, "files": {}})},
}


@pytest.mark.parametrize("held", REFUSED.values(), ids=REFUSED)
def test_a_directory_that_is_no_site_of_ours_is_refused_and_left_as_it_is(held: dict[str, str], tmp_path: Path) -> None:
    for name, content in held.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(BadFile, match="empty"):
        write_site(tmp_path, as_made({"index.html": b"x"}), {})
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == held


def test_a_file_in_the_way_that_is_none_of_the_sites_is_not_overwritten(tmp_path: Path) -> None:
    write_site(tmp_path, as_made({"index.html": b"x"}), {})
    (tmp_path / "things.html").write_text("mine", encoding="utf-8")
    with pytest.raises(BadFile, match="in the way"):
        write_site(tmp_path, as_made({"index.html": b"y", "things.html": b"z"}), {})
    assert (tmp_path / "index.html").read_bytes() == b"x"
    assert (tmp_path / "things.html").read_text(encoding="utf-8") == "mine"


def test_everything_known_of_the_shipped_facts_has_a_place(knowledge: Knowledge) -> None:
    places = places_of(knowledge)
    assert [i for i in knowledge.claims if not places.path(i)] == []
    assert [i for i in (*knowledge.sources, *knowledge.accounts, *knowledge.terms) if not places.path(i)] == []
    assert places.path(iri("serra-verde")) == "id/serra-verde.html"
    assert places.path(RG.Stake) == "ontology.html#Stake"
    assert places.path("https://elsewhere.example/x") == ""
    assert places.seen_from("id/x.html")(iri("serra-verde")) == "../id/serra-verde.html"


@given(st.text(max_size=200))
def test_a_stem_is_a_plain_name_on_every_file_system(name: str) -> None:
    found = stem(name)
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.~") and 0 < len(found) <= 129
    assert not found.startswith((".", "-")) and found == stem(name)


def test_two_names_that_differ_in_case_alone_have_two_pages() -> None:
    assert path_of(iri("A")).lower() != path_of(iri("a")).lower()


LINES = {
    "in a sentence": ("Alpha holds Beta, in force", [Link("Alpha", "a"), "holds", Link("Beta", "b"), ", in force"]),
    "the longest name": ("of Alpha Mines.", ["of", Link("Alpha Mines", "m"), "."]),
    "no part of a word": ("Alphabet and Alpha-Beta", ["Alphabet and Alpha-Beta"]),
    "no part of a name without a page": ("of The Alpha Times", ["of The Alpha Times"]),
    "not the title": ("of Beta Works, in force; Beta", ["of Beta Works, in force;", Link("Beta", "b")]),
    "a genitive is left": ("Alpha’s mine", ["Alpha’s mine"]),
}


@pytest.mark.parametrize(("line", "expected"), LINES.values(), ids=LINES)
def test_names_become_links_where_they_stand_as_words(line: str, expected: list[object]) -> None:
    section = Section("S", "s", (Points((Item((line,)),)),))
    names = {"Alpha": "a", "Beta": "b", "Alpha Mines": "m", "The Alpha Times": "", "Beta Works": "w"}
    found = linked(Document("Beta Works", "", (), (section,), ()), names)
    block = found.sections[0].blocks[0]
    assert isinstance(block, Points)
    assert list(block.items[0].line) == expected


def test_a_name_that_two_things_bear_leads_to_neither() -> None:
    world = small().thing("other", "Company", "Miner").says("wire", "gap", "Absence", isAbout="other")
    assert asked(world).names([iri("miner"), iri("other"), iri("bank")]) == {"Bank": iri("bank")}


def test_what_a_longer_name_holds_leads_nowhere_else() -> None:
    world = small().thing("paper", "Organisation", "The Miner Times").thing("firm", "Company", "Miner, Ltd.")
    names = asked(world).names([iri("miner")])
    assert names == {"Miner": iri("miner"), "The Miner Times": "", "Miner, Ltd.": ""}


def test_the_command_writes_a_site_and_says_what_it_did(tmp_path: Path) -> None:
    facts, root = small().write(tmp_path / "facts"), tmp_path / "site"
    asked_for = ["--facts", str(facts), "site", "-o", str(root), "--as-of", "2026-02-10"]
    first = CliRunner().invoke(cli, asked_for)
    assert first.exit_code == 0
    assert "0 removed, 0 as before; as of 2026-02-10, latest account 2026-02-05" in first.stdout
    again = CliRunner().invoke(cli, asked_for)
    assert ": 0 files written, 0 removed, " in again.stdout
    assert (root / "id/miner.html").is_file()


def test_the_command_refuses_a_directory_of_somebody_elses(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    found = CliRunner().invoke(cli, ["site", "-o", str(tmp_path)])
    assert isinstance(found.exception, BadFile)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_what_nobody_entered_or_described_has_a_site_all_the_same() -> None:
    world = small().stake("miner", "ghost", "0.2").says("news", "ghost", description="A mine.")
    world.register = [entry for entry in world.register if "id:ghost\n" not in entry]
    of, said = world.described["news"]
    world.described["news"] = of, said[said.index("    account:news") :]
    pages = dict(files_of(asked(world)))
    assert " ghost" in text(pages, "id/miner.html")
    assert dead({path: page for path, page in pages.items() if path != "graph.html"}, set(pages)) == []
