"""A large page in a real browser: what it opens on, what it folds, how that is unfolded; boxes that can be dragged."""

from browsing import Opener, View

SEEN = """
    () => [...regraph.byId.values()].filter((box) => box.role !== "bend" && regraph.network.body.nodes[box.id])
        .filter((box) => !regraph.network.body.nodes[box.id].options.hidden)
        .map((box) => [box, regraph.network.body.nodes[box.id]])
        .map(([box, node]) => [box.id, box.role, node.x, node.y, box.w, box.h])
"""


def seen(view: View, role: str) -> list[str]:
    """The boxes of a role in the picture."""
    return [box[0] for box in view.run(SEEN) if box[1] == role]


def overlapping(view: View) -> list[tuple[str, str]]:
    """The pairs of boxes that overlap."""
    boxes = view.run(SEEN)
    return [
        (a, b)
        for i, (a, _, x, y, w, h) in enumerate(boxes)
        for b, _, p, o, q, r in boxes[i + 1 :]
        if abs(x - p) < (w + q) / 2 - 1 and abs(y - o) < (h + r) / 2 - 1
    ]


def test_a_large_page_says_what_is_folded_and_draws_one_box_for_many(opened: Opener) -> None:
    view = opened("folded")
    assert view.page.locator("#foldcount").inner_text() == "Showing 120 of 326 things; 206 folded."
    assert len(seen(view, "thing")) == 120
    assert "shown 120 things" in view.page.locator("#meta").inner_text()
    view.page.click("#folded summary")
    view.page.wait_for_selector("#folded li")
    words = view.page.locator("#folded li").all_inner_texts()
    assert "48 companies held by Hub" in words
    assert overlapping(view) == []
    assert view.complaints == []


def test_a_fold_opens_by_mouse_and_key_moves_nothing_onto_another_and_is_undone(opened: Opener) -> None:
    view = opened("folded", reduced_motion="reduce")
    fold = view.run(
        "[...regraph.byId.values()].find((b) => b.role === 'fold' && b.members.length === 48 && !b.within).id"
    )
    view.run("id => regraph.network.focus(id, { scale: 1 })", fold)
    view.page.mouse.click(*view.point(fold))
    assert len(seen(view, "thing")) == 168
    assert "unfolded=c" in view.page.url
    assert overlapping(view) == []
    view.page.focus("#folded summary")
    view.page.keyboard.press("Enter")
    view.page.wait_for_selector("#folded li button")
    view.page.keyboard.press("Tab")
    view.page.keyboard.press("Enter")
    assert len(seen(view, "thing")) > 168
    view.page.click("#refold")
    assert len(seen(view, "thing")) == 120
    view.run("regraph.undo()")
    assert len(seen(view, "thing")) > 168


def test_search_unfolds_what_it_finds_and_what_it_is_folded_with(opened: Opener) -> None:
    view = opened("folded", reduced_motion="reduce")
    name = view.box("C300")
    assert name not in seen(view, "thing")
    view.page.fill("#query", "c300")
    view.page.keyboard.press("Enter")
    assert view.title() == "C300"
    assert name in seen(view, "thing")
    x, y = view.point(name)
    room = view.page.locator("#canvas").bounding_box()
    assert room is not None
    assert (room["x"] < x < room["x"] + room["width"], room["y"] < y < room["y"] + room["height"]) == (True, True)
    assert overlapping(view) == []


def test_an_address_says_what_is_unfolded_and_everything_can_be_shown(opened: Opener) -> None:
    view = opened("folded")
    view.page.click("#unfoldall")
    assert len(seen(view, "thing")) == 326
    assert view.page.locator("#foldcount").inner_text() == "Showing 326 of 326 things; 0 folded."
    assert "unfolded=*" in view.page.url.replace("%2A", "*")
    view.page.reload(wait_until="commit")
    view.page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert (len(seen(view, "thing")), seen(view, "fold")) == (326, [])


def test_a_fold_counts_what_the_day_draws_and_calls_nothing_held_that_is_not(opened: Opener) -> None:
    view = opened("folded")
    words = "[...document.querySelectorAll('#folded li')].map((item) => item.textContent)"
    view.page.click("#folded summary")
    view.page.wait_for_selector("#folded li button")
    assert "48 companies held by Hub" in view.run(words)
    view.run("regraph.change({ day: '2019-06-30' })")
    assert [text for text in view.run(words) if "Hub" in text] == []
    fold = "[...regraph.byId.values()].find((box) => box.role === 'fold' && box.members.length === 48 && !box.within)"
    view.run(f"regraph.change({{ day: regraph.page.asOf, gone: {fold}.members.slice(0, 3) }})")
    assert "45 companies held by Hub" in view.run(words)


def test_physics_is_off_until_it_is_switched_on_and_gives_every_place_back(opened: Opener) -> None:
    view = opened("mawei", reduced_motion="reduce")
    name = view.box("Chinese state")
    places = view.run(SEEN)
    state = "[regraph.network.physics.physicsEnabled, regraph.network.interactionHandler.options.dragNodes]"
    assert view.run(state) == [False, False]
    view.page.focus("#physics")
    view.page.keyboard.press("Enter")
    assert view.page.get_attribute("#physics", "aria-pressed") == "true"
    assert view.run(state) == [False, True]  # with reduced motion boxes can be dragged, and nothing moves by itself
    x, y = view.point(name)
    view.page.mouse.move(x, y)
    view.page.mouse.down()
    view.page.mouse.move(x + 60, y + 40, steps=4)
    view.page.mouse.up()
    moved = view.run("name => regraph.network.getPosition(name).x", name)
    assert moved > next(box[2] for box in places if box[0] == name) + 10
    view.page.click("#physics")
    assert view.run(SEEN) == places


def test_physics_moves_what_is_drawn_once_it_is_on(opened: Opener) -> None:
    view = opened("mawei", reduced_motion="no-preference")
    places = view.run(SEEN)
    view.page.click("#physics")
    view.page.wait_for_function(f"JSON.stringify(({SEEN})()) !== {places!r}.toString()")
    assert view.run("regraph.network.physics.physicsEnabled")
    view.page.click("#physics")
    assert view.run(SEEN) == places


def test_a_choice_that_is_folded_again_is_let_go_so_that_the_address_shows_the_same_picture(opened: Opener) -> None:
    view = opened("folded", reduced_motion="reduce")
    name = view.box("C300")
    view.run("name => regraph.choose(name)", name)
    assert "pick=c300" in view.page.url
    view.run("regraph.undo()")
    assert (len(seen(view, "thing")), view.page.url.partition("#")[2]) == (120, "")
    view.run("name => regraph.choose(name)", name)
    view.page.click("#refold")
    assert (len(seen(view, "thing")), view.page.url.partition("#")[2]) == (120, "")
    view.run("regraph.change({ day: '2019-06-30' })")
    view.run("name => regraph.change({ pick: name })", name)
    assert name not in seen(view, "thing")
    view.run("regraph.change({ day: regraph.page.asOf })")
    assert name in seen(view, "thing")
    assert "unfolded=c300" in view.page.url


def test_the_keyboard_stays_where_it_was_when_a_button_goes_away(opened: Opener) -> None:
    view = opened("folded", reduced_motion="reduce")
    held = "document.activeElement.id || document.activeElement.tagName"
    view.run("regraph.change({ day: '2019-06-30' })")
    places = []
    for button in ("#now", "#unfoldall", "#refold"):
        view.page.focus(button)
        view.page.keyboard.press("Enter")
        places.append(view.run(held))
    things = [view.box(label) for label in ("State", "Hub")]
    view.run("path => regraph.change({ path })", things)
    view.page.focus("#details [data-act='Clear path']")
    view.page.keyboard.press("Enter")
    assert [*places, view.run(held)] == ["slider", "refold", "unfoldall", "tab-details"]
