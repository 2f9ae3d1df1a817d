"""Odd hands on a page, in a real browser: days typed digit by digit, words said twice, a search left, few colours."""

from browsing import Opener


def test_a_day_that_is_typed_is_taken_back_at_once_and_an_emptied_field_says_the_day_shown(opened: Opener) -> None:
    view = opened("serra-verde")
    day, undo = view.page.locator("#day"), view.page.locator("#undo")
    day.focus()
    view.page.keyboard.type("06152019")
    assert view.run("regraph.view.day") == "2019-06-15"
    view.page.locator("#slider").focus()
    day.focus()
    view.page.keyboard.press("Backspace")
    assert day.input_value() == ""
    view.page.locator("#slider").focus()
    assert (day.input_value(), view.run("regraph.view.day")) == ("2019-06-15", "2019-06-15")
    undo.click()
    assert (day.input_value(), undo.get_attribute("aria-disabled")) == ("2026-02-10", "true")


def test_a_slider_that_is_dragged_is_taken_back_at_once_and_each_key_on_its_own(opened: Opener) -> None:
    view = opened("serra-verde")
    slide = """steps => {
        const slider = document.getElementById("slider");
        for (const step of steps) { slider.value = step; slider.dispatchEvent(new Event("input")); }
        slider.dispatchEvent(new Event("change"));
    }"""
    view.run(slide, [4, 3, 2])
    dragged = view.run("regraph.view.day")
    view.run(slide, [1])
    view.page.click("#undo")
    assert view.run("regraph.view.day") == dragged
    view.page.click("#undo")
    assert view.run("regraph.view.day") == "2026-02-10"


def test_the_same_words_said_again_are_put_anew_so_that_they_are_announced(opened: Opener) -> None:
    view = opened("serra-verde")
    view.run("""() => {
        window.__said = [];
        const live = document.getElementById("live");
        new MutationObserver(() => window.__said.push(live.textContent)).observe(live, { childList: true });
    }""")
    for _ in range(2):
        view.run("document.getElementById('redo').click()")
        view.page.wait_for_function("() => document.getElementById('live').textContent !== ''")
    assert view.run("window.__said") == ["nothing to redo", "", "nothing to redo"]


def test_a_search_that_the_keyboard_leaves_is_closed_and_its_list_is_no_stop_on_the_way(opened: Opener) -> None:
    view = opened("serra-verde")
    view.page.locator("#query").press_sequentially("e")
    assert view.page.locator("#hits").is_visible()
    view.page.keyboard.press("Tab")
    assert (view.run("document.activeElement.id"), view.page.locator("#hits").is_visible()) == ("take-open", False)


def test_with_few_colours_what_is_pressed_chosen_or_marked_still_differs(opened: Opener) -> None:
    view = opened("serra-verde", forced_colors="active")
    view.page.locator("#details [data-act=pin]").click()
    view.page.fill("#query", "serra")
    pairs = (
        ("#details [data-act=pin]", "#details [data-act=hide]", "backgroundColor"),
        ("#hits [aria-selected=true]", "#hits [aria-selected=false]", "backgroundColor"),
        ("#tab-details", "#tab-list", "borderBottomColor"),
    )
    for one, other, what in pairs:
        style = f"which => getComputedStyle(document.querySelector(which)).{what}"
        assert view.run(style, one) != view.run(style, other), one
