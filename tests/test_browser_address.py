"""The address of a view, in a real browser: what it names is seen, what means nothing is passed over."""

import datetime as dt
from pathlib import Path

import pytest
from browsing import Opener, View
from world import World

from regraph.model.scenario import Scenario
from regraph.page.course import course_of
from regraph.page.page import page_of

NONSENSE = (
    "off=constructor:x&off=toString:x&off=nothing",
    "path=serra-verde&path=serra-verde",
    "path=serra-verde&path=nobody&path=pela-ema&path=thras-moraitis",
    "pick=*&focus=*&gone=*&pins=*",
    "day=0000-05-05",
    "day=2026-02-30&known=2026-02-31&steps=9&way=0&tab=none",
)


def visit(view: View, address: str) -> View:
    """The same page at an address, opened anew."""
    view.page.goto(f"{view.page.url.split('#')[0]}#{address}")
    view.page.reload(wait_until="commit")
    view.page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=8000)
    return view


@pytest.mark.parametrize("address", NONSENSE)
def test_an_address_that_means_nothing_opens_the_page_all_the_same(gallery: Opener, address: str) -> None:
    view = visit(gallery.look("serra-verde"), address)
    assert view.run("[regraph.view.day, regraph.view.focus, regraph.view.gone, regraph.view.pins]") == [
        "2026-02-10", "", [], []
    ]  # fmt: skip
    assert len(view.run("regraph.view.path")) == (0 if "path" not in address else 1 if "nobody" not in address else 2)
    assert view.page.locator("#day").input_value() == "2026-02-10"
    assert view.complaints == []


@pytest.mark.parametrize("address", ["pick=c300", "focus=c300&pick=c300", "pins=c300"])
def test_what_an_address_names_is_unfolded(gallery: Opener, address: str) -> None:
    view = visit(gallery.look("folded"), address)
    name = view.box("C300")
    assert view.run("name => regraph.shown.has(name)", name)
    assert not view.hidden(name)
    assert view.page.locator("#details .warn").count() == 0


def test_what_an_address_chooses_is_in_sight_as_the_page_opens_and_as_the_address_changes(opened: Opener) -> None:
    view = visit(opened("folded", reduced_motion="reduce"), "pick=c300")
    room = view.page.locator("#canvas").bounding_box()
    assert room is not None
    for slug, label in (("c300", "C300"), ("c250", "C250")):
        if label != view.title():
            view.run("slug => { location.hash = `pick=${slug}`; }", slug)
        view.page.wait_for_function("label => document.querySelector('#details h2')?.textContent === label", arg=label)
        x, y = view.point(view.box(label))
        assert (room["x"] < x < room["x"] + room["width"], room["y"] < y < room["y"] + room["height"]) == (True, True)


def test_what_is_not_known_says_for_which_day_and_accounts_it_was_worked_out(opened: Opener, tmp_path: Path) -> None:
    first, second = dt.date(2026, 2, 3), dt.date(2026, 2, 5)
    world = World().account("first", str(first)).account("second", str(second)).stake("a", "b", "0.5", "first")
    world.stake("c", "a", "0.5", "second")
    course = course_of([(day, world.knowledge(known_by=day)) for day in (first, second)], (), Scenario(second))
    opened.pages.written["retold"] = tmp_path / "retold.html"
    opened.pages.written["retold"].write_text(page_of(course), encoding="utf-8")
    view = opened("retold")
    view.page.click("#tab-unknowns")
    assert "Worked out for" not in view.page.locator("#unknowns").inner_text()
    view.run("day => regraph.change({ known: day })", str(first))
    said = f"Worked out for {second}, by all accounts, and not for {second}, by accounts to {first}."
    assert said in view.page.locator("#unknowns").inner_text()


def test_nothing_is_dimmed_until_the_reader_chooses_whatever_day_is_seen(opened: Opener) -> None:
    view = opened("serra-verde")
    dim = "Object.values(regraph.network.body.edges).filter((line) => line.options.color.opacity < 1).length"
    view.run("regraph.change({ day: '2025-12-31' })")
    assert (view.run(dim), view.page.url.partition("#")[2]) == (0, "day=2025-12-31")
    assert view.title() == "Serra Verde"
    view.run("() => { regraph.change({ pick: '' }); regraph.change({ pick: regraph.page.seeds[0] }); }")
    dimmed = view.run(dim)
    assert (dimmed > 0, "pick=serra-verde" in view.page.url) == (True, True)
    view.page.reload(wait_until="commit")
    view.page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert view.run(dim) == dimmed


def test_that_nothing_is_chosen_stands_in_the_address_where_a_page_opens_on_its_thing(opened: Opener) -> None:
    view = opened("serra-verde")
    view.page.locator("#canvas").press("Escape")
    assert view.page.url.partition("#")[2] == "pick="
    view.page.reload(wait_until="commit")
    view.page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert (view.run("regraph.view.pick"), view.page.locator("#details h2").count()) == ("", 0)


def test_a_path_in_an_address_is_shown_though_the_page_has_a_thing_to_open_on(gallery: Opener) -> None:
    view = visit(gallery.look("serra-verde"), "path=serra-verde&path=pela-ema")
    assert view.title() == "Serra Verde to Pela Ema"


def test_reset_and_an_address_without_a_choice_show_what_the_page_opened_on(opened: Opener) -> None:
    view = opened("serra-verde")
    as_opened = (view.title(), view.page.url)
    dim = "Object.values(regraph.network.body.edges).filter((line) => line.options.color.opacity < 1).length"
    for back in ("document.getElementById('reset').click()", "location.hash = ''"):
        view.run("regraph.choose(Object.keys(regraph.page.claims)[0])")
        assert (view.title() != as_opened[0], view.run(dim) > 0) == (True, True)
        view.run(back)
        view.page.wait_for_function(
            "title => document.querySelector('#details h2').textContent === title", arg=as_opened[0]
        )
        assert (view.title(), view.page.url, view.run(dim)) == (*as_opened, 0)
