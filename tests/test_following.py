"""A page follows its reader, by mouse and by key: filters, hand, focus, paths, tables, citations, milestones."""

import datetime as dt
import re

import pytest
from browsing import DAY, DESK, PHONE, Opener, View
from world import World, iri

from regraph.analysis.connection import Walk, connections_between
from regraph.graph.hubs import HUB_COST
from regraph.graph.relations import VIAS, Relation
from regraph.model.knowledge import Knowledge
from regraph.model.lookup import entity
from regraph.model.scenario import Scenario
from regraph.page.course import course_of
from regraph.page.payload import milestones
from regraph.page.picture import picture_of
from regraph.wording.evidence import differences

SHOWN = """() => Object.entries({ ...regraph.page.things, ...regraph.page.claims })
    .filter(([id]) => regraph.shown.has(id)).map(([, { iri }]) => iri.split("/").at(-1)).sort()"""
NO_CLIPBOARD = "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
KEEP_COPY = "() => { navigator.clipboard.writeText = async (text) => { window.__copied = text; }; }"


@pytest.fixture
def view(gallery: Opener) -> View:
    """The page of Serra Verde as it opens; one page serves every test."""
    found = gallery.look("serra-verde")
    found.run("() => { document.getElementById('reset').click(); }")
    found.run("() => regraph.change({ tab: 'details' })")
    return found


def shown(view: View) -> list[str]:
    """The slugs of what is drawn."""
    return [str(slug) for slug in view.run(SHOWN)]


def choose(view: View, label: str) -> str:
    """Choose what bears a label, as a click in a list does."""
    name = view.box(label)
    view.run("name => regraph.choose(name)", name)
    return str(name)


def edges(knowledge: Knowledge, name: str = "Serra Verde") -> list[tuple[str, str, str, list[str]]]:
    """What the command line draws: slug, way, stage, and the sources of each claim."""
    found = []
    for edge in picture_of(knowledge, (entity(knowledge, name),), Scenario(DAY)).edges:
        claim = knowledge.claims[edge.claim]
        stage = claim.iris("stage")
        names = set(edge.relations[0].roles) if not claim.kind else None
        told = [s.account for s in claim.statements if names is None or names & s.values.keys()]
        sources = sorted({knowledge.accounts[account].source.rsplit("/", 1)[-1] for account in told})
        label = knowledge.label(stage[0]) if stage else "not stated"
        found.append((edge.claim.rsplit("/", 1)[-1], edge.via, label, sources))
    return found


def drawn_claims(view: View) -> list[str]:
    return sorted(
        str(slug)
        for slug in view.run(
            "() => Object.entries(regraph.page.claims).filter(([id]) => regraph.shown.has(id))"
            ".map(([, { iri }]) => iri.split('/').at(-1))"
        )
    )


def test_filters_count_the_relations_of_the_day_and_hide_them(view: View, knowledge: Knowledge) -> None:
    view.page.click("#tab-filter")
    told = edges(knowledge)
    for facet, place in (("kind", 1), ("stage", 2)):
        wanted = {value: sum(edge[place] == value for edge in told) for value in {str(edge[place]) for edge in told}}
        counted = view.run(
            """facet => {
                const labels = [...document.querySelectorAll(`[data-facet=${facet}] label:not([hidden])`)];
                const value = (label) => label.querySelector("input").dataset.off.split(":")[1];
                const count = (label) => Number(label.querySelector(".count").textContent);
                return Object.fromEntries(labels.map((label) => [value(label), count(label)]));
            }""",
            facet,
        )
        assert counted == wanted
    view.page.click("[data-off='stage:announced']")
    assert drawn_claims(view) == sorted(edge[0] for edge in told if edge[2] != "announced")
    assert view.page.url.endswith("#off=stage%3Aannounced&tab=filter")
    view.page.focus("[data-off='stage:closed / in force']")
    view.page.keyboard.press("Space")
    assert drawn_claims(view) == sorted(edge[0] for edge in told if edge[2] == "not stated")
    assert view.run("document.activeElement.dataset.off") == "stage:closed / in force"
    view.page.focus("#unfilter")
    view.page.keyboard.press("Enter")
    assert drawn_claims(view) == sorted(edge[0] for edge in told)


def test_a_relation_stays_while_another_of_its_sources_is_ticked(view: View, knowledge: Knowledge) -> None:
    view.page.click("#tab-filter")
    told = edges(knowledge)
    source = next(edge[3][0] for edge in told if len(edge[3]) == 1)
    view.page.click(f"[data-off='source:{source}']")
    assert drawn_claims(view) == sorted(edge[0] for edge in told if edge[3] != [source])


def test_every_filter_can_be_shut_as_a_whole_and_only_pins_stay(view: View) -> None:
    choose(view, "Thras Moraitis")
    view.page.click("[data-act=pin]")
    assert view.page.get_attribute("[data-act=pin]", "aria-pressed") == "true"
    view.page.click("#tab-filter")
    for facet in view.run("[...document.querySelectorAll('[data-facet]')].map((group) => group.dataset.facet)"):
        view.run("facet => document.querySelector(`[data-facet=${facet}] > button`).click()", facet)
        left = shown(view)
        assert [slug for slug in left if slug in ("thras-moraitis", "pela-ema")] in (
            ["thras-moraitis"],
            ["pela-ema", "thras-moraitis"] if facet not in ("thing", "kind") else ["thras-moraitis"],
        ), facet
        view.page.click("#unfilter")
    view.run("regraph.change({ off: Object.values(regraph.page.vias).map((via) => `kind:${via}`) })")
    assert shown(view) == ["serra-verde", "thras-moraitis"]


def test_hide_undo_redo_and_reset_by_button_and_by_key(view: View) -> None:
    start = shown(view)
    choose(view, "Pela Ema")
    view.page.focus("#canvas")
    view.page.keyboard.press("h")
    assert "pela-ema" not in shown(view)
    assert "gone=pela-ema" in view.page.url
    assert "put away in this view: 2 relations" in view.page.inner_text("#meta")
    assert "hidden by hand" in view.page.inner_text("#details .warn")
    view.page.click("#undo")
    assert shown(view) == start
    view.page.focus("#redo")
    view.page.keyboard.press("Enter")
    assert "pela-ema" not in shown(view)
    view.page.keyboard.press("Control+z")
    view.page.keyboard.press("Control+Shift+z")
    assert "pela-ema" not in shown(view)
    view.page.click("#tab-filter")
    view.page.locator("#byhand button", has_text="Show again").click()
    assert shown(view) == start
    choose(view, "DFC financing of Serra Verde")
    view.page.click("[data-act=hide]")
    assert "dfc-financing-of-serra-verde" not in " ".join(shown(view))
    assert view.run("document.activeElement.dataset.act") == "hide"
    view.page.click("#reset")
    assert (shown(view), "gone" in view.page.url) == (start, False)


def test_expand_draws_what_is_filtered_away_around_a_thing(view: View) -> None:
    start = shown(view)
    view.run("regraph.change({ off: ['kind:role', 'kind:offtake'] })")
    fewer = shown(view)
    choose(view, "Thras Moraitis")
    assert view.page.inner_text("[data-act=expand]") == "Expand (1)"
    view.page.keyboard.press("e")
    fresh = set(shown(view)) - set(fewer)
    assert (len(fresh), "thras-moraitis" in fresh, fresh <= set(start)) == (2, True, True)
    assert "open=thras-moraitis" in view.page.url
    view.page.click("[data-act=expand]")
    assert shown(view) == fewer


def test_focus_leaves_what_is_so_many_steps_around(view: View, knowledge: Knowledge) -> None:
    about = (entity(knowledge, "Thras Moraitis"),)
    start = shown(view)
    choose(view, "Thras Moraitis")
    view.page.focus("#canvas")
    view.page.keyboard.press("f")
    one = picture_of(knowledge, about, Scenario(DAY), 1)
    assert shown(view) == sorted(
        [n.iri.rsplit("/", 1)[-1] for n in one.nodes] + [e.claim.rsplit("/", 1)[-1] for e in one.edges]
    )
    view.page.keyboard.press("]")
    two = shown(view)
    assert ("orion-critical-mineral-consortium" in two, "pela-ema" in two) == (False, True)
    assert view.page.url.endswith("#focus=thras-moraitis&steps=2&pick=thras-moraitis")
    view.page.click("#banner button[aria-label='One step less']")
    assert view.run("document.activeElement.getAttribute('aria-label')") == "One step less"
    assert len(shown(view)) < len(two)
    view.page.click("[data-act=focus]")
    assert shown(view) == start
    assert not view.page.locator("#banner").is_visible()


def test_an_address_says_all_that_the_reader_did(view: View) -> None:
    wanted = {"gone": "Pela Ema", "pins": "Thras Moraitis", "focus": "Serra Verde"}
    ids = {key: view.box(label) for key, label in wanted.items()}
    ends = [ids["pins"], view.box("Chinese customers of Serra Verde")]
    chosen = {"off": ["stage:announced"], "gone": [ids["gone"]], "pins": [ids["pins"]], "focus": ids["focus"]}
    view.run("(patch) => regraph.change(patch)", chosen | {"steps": "2", "path": ends, "pick": ""})
    before, text = shown(view), view.page.inner_text("#details")
    view.page.reload(wait_until="commit")
    view.page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert (shown(view), view.page.inner_text("#details")) == (before, text)
    assert "Thras Moraitis to Chinese customers of Serra Verde" in text
    view.run(KEEP_COPY)
    view.page.click("#link")
    assert view.run("window.__copied") == view.page.url
    view.page.wait_for_function("document.getElementById('link').textContent === 'Copied'")
    view.run(NO_CLIPBOARD)
    view.page.focus("#canvas")
    view.page.keyboard.press("l")
    view.page.wait_for_selector("#copy[open]")
    assert view.page.input_value("#copied") == view.page.url
    view.page.keyboard.press("Escape")
    assert not view.page.locator("#copy").is_visible()


PAIRS = (
    ("Thras Moraitis", "Glencore"),
    ("Pela Ema", "USA Rare Earth"),
    ("Mawei heavy mineral sands concession", "Chinese state"),
    ("Donald Trump", "Traxys"),
    ("Peak Rare Earths", "Ngualla"),
)
WAYS = """([a, b]) => {
    regraph.change({ path: [a, b], way: "1", pick: "" });
    const iris = (nodes) => nodes.map((id) => regraph.page.things[id].iri);
    return regraph.trail().ways.map(({ cost, nodes, hops }) => [cost, iris(nodes), regraph.weakestOf(hops)]);
}"""


def test_the_best_evidenced_paths_are_those_of_the_command_line(gallery: Opener, knowledge: Knowledge) -> None:
    view = gallery.look("everything")
    walk = Walk(knowledge, Scenario(DAY), frozenset(VIAS))
    for pair in PAIRS:
        ends = (entity(knowledge, pair[0]), entity(knowledge, pair[1]))
        wanted = []
        for found in connections_between(knowledge, ends, Scenario(DAY)).connections:
            hops = [min(map(walk.cost, between(walk, s.start, s.end))) for s in found.steps]
            tolls = HUB_COST * len(found.hubs)
            wanted.append((round(sum(hops) + tolls, 6), [ends[0], *(s.end for s in found.steps)], found.weakest))
        ways = view.run(WAYS, [view.box(knowledge.label(end)) for end in ends])
        assert [way[0] for way in ways] == [way[0] for way in wanted[: len(ways)]], pair
        best = [list(way[1:]) for way in wanted if way[0] == wanted[0][0]]
        assert ways[0][1:] in best, pair
        assert len(ways) == min(3, len(wanted)), pair


def between(walk: Walk, start: str, end: str) -> list[Relation]:
    """Every relation that a hop may take."""
    return [r for r in walk.open if {r.source, r.target} == {start, end}]


def test_two_clicks_light_the_best_evidenced_path_and_name_its_weakest_hop(view: View) -> None:
    view.page.mouse.click(*view.point(view.box("Thras Moraitis")))
    view.page.click("[data-act=path]")
    assert "now choose the other end" in view.page.inner_text("#banner")
    view.run("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    view.page.mouse.click(*view.point(view.box("Pela Ema")))
    text = view.page.inner_text("#details")
    assert view.title() == "Thras Moraitis to Pela Ema"
    assert "2 hops; weakest hop: " in text
    assert view.page.locator("#hops > li").count() == 2
    lit = view.run("regraph.strokes.filter((s) => regraph.network.body.edges[s.id].options.color.opacity === 1).length")
    assert 0 < lit < view.run("regraph.strokes.length")
    view.page.locator("#details button", has_text="Clear path").click()
    assert "path=" not in view.page.url


def test_a_path_is_asked_for_by_keys_and_by_name_and_follows_the_filters(view: View) -> None:
    choose(view, "Thras Moraitis")
    view.page.keyboard.press("g")
    view.page.fill("#query", "Chinese customers")
    view.page.keyboard.press("Enter")
    assert view.title() == "Thras Moraitis to Chinese customers of Serra Verde"
    view.run("regraph.change({ off: ['kind:role'] })")
    assert "No path of up to 6 hops" in view.page.inner_text("#details")
    assert "not drawn in this view" in view.page.inner_text("#details")
    view.page.click("#undo")
    choose(view, "Serra Verde")
    view.page.locator("#banner button", has_text="Show path").click()
    assert view.title() == "Thras Moraitis to Chinese customers of Serra Verde"


def test_the_tables_show_what_is_drawn_and_are_sorted_by_key(view: View) -> None:
    view.page.click("#tab-table")
    ids = "table => [...document.querySelectorAll(`#table-${table} tbody tr`)].map((row) => row.dataset.id).sort()"
    drawn = view.run("[...regraph.shown].filter((id) => id in regraph.page.claims).sort()")
    assert view.run(ids, "relations") == drawn
    assert view.run(ids, "things") == view.run("[...regraph.shown].filter((id) => id in regraph.page.things).sort()")
    column = """column => [...document.querySelectorAll("#table-relations tbody tr")]
        .map((row) => row.children[column].innerText)"""
    view.page.focus("[data-act='relations share or sum']")
    view.page.keyboard.press("Enter")
    assert view.run("document.activeElement.parentNode.getAttribute('aria-sort')") == "ascending"
    assert [text for text in view.run(column, 3) if text] == ["below 50 %", "share not stated", "USD 565,000,000"]
    view.page.keyboard.press("Enter")
    assert view.run("document.activeElement.parentNode.getAttribute('aria-sort')") == "descending"
    assert [text for text in view.run(column, 3) if text] == ["USD 565,000,000", "share not stated", "below 50 %"]
    assert view.run(column, 3)[-1] == ""
    view.page.fill("#sift", "moraitis")
    assert view.run(column, 0) == ["Thras Moraitis"]
    assert view.page.text_content("#relations-drawn") == "Relations (1 of 10)"
    view.page.locator("#table-relations tbody td").first.click()
    assert view.run("regraph.detailOf(regraph.view.pick).kind") == "CEO"
    assert view.page.locator("#table-relations tr[aria-current]").count() == 1
    view.page.fill("#sift", "")
    view.page.focus("#table-things tbody button")
    view.page.keyboard.press("Enter")
    assert view.run("regraph.detailOf(regraph.view.pick).title") == view.run("document.activeElement.innerText")
    view.page.keyboard.press("h")
    assert view.run(ids, "relations") == view.run("[...regraph.shown].filter((id) => id in regraph.page.claims).sort()")


def test_accounts_that_differ_stand_side_by_side_with_the_one_that_is_used(view: View, knowledge: Knowledge) -> None:
    about = entity(knowledge, "Chinese offtake of Serra Verde")
    choose(view, "Chinese offtake of Serra Verde")
    told = differences(knowledge, knowledge.claims[about])
    assert len(told) == 2
    rows = view.run(
        """[...document.querySelectorAll("#differences tbody tr")]
            .map((row) => [...row.children].map((cell) => cell.innerText))"""
    )
    assert [len(row) for row in rows] == [1 + len({s["account"] for one in told for s in one["said"]})] * 2
    for row, one in zip(rows, told, strict=True):
        for said in one["said"]:
            assert any(said["text"] in cell for cell in row), said
        assert sum("used: " + one["rule"] in cell for cell in row) == 1
    assert view.page.locator("#differences td.used").count() == 2


def test_a_citation_says_the_sentence_the_voices_and_what_the_page_knew(view: View) -> None:
    view.run(KEEP_COPY)
    choose(view, "DFC financing of Serra Verde")
    view.page.click("[data-act=cite]")
    lines = str(view.run("window.__copied")).split("\n")
    assert lines[0] == view.run("regraph.detailOf(regraph.view.pick).sentence")
    assert any(
        re.fullmatch(r'Rare Earth Exchanges, "Serra Verde Breaks the China Loop.*", 2026-02-06, https://\S+', line)
        for line in lines
    )
    assert re.fullmatch(
        r"regraph \d+\.\d+\.\d+\S*; as of 2026-02-10; accessed 2026-02-07, the day of the latest account known\.",
        lines[-1],
    )
    choose(view, "Pela Ema")
    view.page.focus("#canvas")
    view.page.keyboard.press("c")
    assert str(view.run("window.__copied")).startswith("Pela Ema")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_milestones_do_not_cover_each_other(gallery: Opener, size: tuple[int, int]) -> None:
    view = gallery.look("everything" if size == DESK else "serra-verde", size)
    spans = view.run(
        """[...document.querySelectorAll("#milestones button")].map((button) => {
            const { left, right } = button.getBoundingClientRect();
            return [left, right]; })"""
    )
    assert len(spans) > 2
    assert all(right <= left + 1 for (_, right), (left, _) in zip(spans, spans[1:], strict=False))
    assert view.run("new Set([...document.querySelectorAll('#milestones button')].map((b) => b.tabIndex)).size") == 2


def test_milestones_are_walked_by_arrows_and_lead_to_their_day(view: View) -> None:
    looks = view.run("[...document.querySelectorAll('#milestones button')].map((button) => button.className)")
    assert {"done", "due"} <= set(looks)
    view.page.focus("#milestones button")
    view.page.keyboard.press("End")
    label = str(view.run("document.activeElement.getAttribute('aria-label')"))
    assert label == "by the end of 2027: Expanded capacity of Pela Ema due (due)"
    view.page.keyboard.press("Enter")
    assert view.run("regraph.view.day") == "2027-12-31"
    view.page.click("#now")
    view.page.focus("#milestones button[aria-haspopup]")
    view.page.keyboard.press("Enter")
    assert view.page.locator("#marklist button").count() == 2
    view.page.keyboard.press("ArrowDown")
    words = str(view.run("document.activeElement.innerText"))
    assert words.endswith("(done)")
    view.page.keyboard.press("Escape")
    assert not view.page.locator("#marklist").is_visible()
    assert view.run("document.activeElement.parentNode.id") == "milestones"


def test_a_milestone_is_told_only_by_the_knowledge_that_knows_it() -> None:
    first, second = dt.date(2026, 2, 3), dt.date(2026, 2, 5)
    world = World().account("first", str(first)).account("second", str(second)).stake("a", "b", "0.5", "first")
    world.claim("step", "Milestone", "second", isMilestoneOf="b", dateEarliest="2026-03-01", dateLatest="2026-03-01")
    course = course_of([(day, world.knowledge(known_by=day)) for day in (first, second)], (), Scenario(DAY))
    assert [(row[:3], row[4:]) for row in milestones(course, {iri("b")})] == [
        (["2026-03-01"] * 3, [False, iri("b"), 1, 1])
    ]


def test_help_opens_by_its_key_and_switches_the_letters_off(view: View) -> None:
    view.page.focus("#canvas")
    view.page.keyboard.press("?")
    assert "pin it" in view.page.inner_text("#help")
    view.page.click("#letters")
    view.page.keyboard.press("Escape")
    start = shown(view)
    view.page.keyboard.press("h")
    assert shown(view) == start
    view.page.click("#ask")
    view.page.check("#letters")
    view.page.locator("#help button").click()
    assert not view.page.locator("#help").is_visible()
