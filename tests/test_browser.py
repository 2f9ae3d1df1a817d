"""A page in a real browser: it loads nothing, runs nothing of what facts say, can be read, searched and steered."""

import datetime as dt

import pytest
from browsing import DAY, DESK, PHONE, Opener
from hostile import PAYLOADS

from regraph.model.knowledge import Knowledge
from regraph.model.lookup import entity
from regraph.model.scenario import Scenario
from regraph.page.picture import picture_of

BOXES = """
    () => [...regraph.byId.values()].filter((box) => box.role !== "bend").map((box) => {
        const { left, top, right, bottom } = regraph.network.getBoundingBox(box.id);
        return [box.id, left, top, right, bottom];
    })
"""
SQUEEZE = """
    () => {
        const ctx = document.createElement("canvas").getContext("2d");
        const font = getComputedStyle(document.documentElement).fontFamily;
        const { fonts } = regraph.page;
        return Math.max(...[...regraph.byId.values()].filter((box) => box.role !== "bend").map((box) => {
            const thing = box.role === "thing";
            ctx.font = `${thing ? box.asked ? 700 : 500 : 500} ${fonts[thing ? 0 : 1]}px ${font}`;
            const room = box.w - (thing ? (box.more ? 58 : 38) : 10);
            const { lines, marks } = thing ? { lines: box.lines, marks: [] } : regraph.lookOf(box.id);
            return Math.max(...[...lines, ...marks].map((line) => ctx.measureText(line).width)) / room;
        }));
    }
"""


SLUGS = ("serra-verde", "mawei", "everything", "hostile", "hundred-and-fifty")


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_asks_for_nothing_but_itself_and_complains_of_nothing(
    gallery: Opener, slug: str, size: tuple[int, int], scheme: str
) -> None:
    view = gallery.look(slug, size, scheme)
    assert view.requests == [view.page.url]
    assert (view.complaints, view.run("window.__violations")) == ([], [])


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
@pytest.mark.parametrize("slug", SLUGS)
def test_labels_do_not_overlap(gallery: Opener, slug: str, size: tuple[int, int], scheme: str) -> None:
    boxes = gallery.look(slug, size, scheme).run(BOXES)
    assert len(boxes) > 8
    for i, (a, left, top, right, bottom) in enumerate(boxes):
        assert right - left > 5
        for b, other_left, other_top, other_right, other_bottom in boxes[i + 1 :]:
            apart = right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top
            assert apart, (a, b)


def test_a_box_can_be_clicked_at_its_rim(opened: Opener) -> None:
    view = opened("serra-verde")
    name = view.box("Orion Critical Mineral Consortium")
    x, y = view.point(name)
    width, scale = view.run("name => [regraph.byId.get(name).w, regraph.network.getScale()]", name)
    view.page.mouse.click(x - width * scale / 2 + 4, y)
    assert view.title() == "Orion Critical Mineral Consortium"


@pytest.mark.parametrize("slug", SLUGS)
def test_letters_are_hardly_squeezed_into_their_boxes(gallery: Opener, slug: str) -> None:
    assert gallery.look(slug).run(SQUEEZE) < 1.2


@pytest.mark.parametrize("slug", ["serra-verde", "mawei"])
def test_the_whole_picture_is_in_sight_at_first(gallery: Opener, slug: str) -> None:
    view = gallery.look(slug)
    outside = view.run(
        """() => {
            const room = document.querySelector("#canvas").getBoundingClientRect();
            return [...regraph.byId.values()].filter((box) => {
                const { left, top, right, bottom } = regraph.network.getBoundingBox(box.id);
                const a = regraph.network.canvasToDOM({ x: left, y: top });
                const b = regraph.network.canvasToDOM({ x: right, y: bottom });
                return a.x < 0 || a.y < 0 || b.x > room.width || b.y > room.height;
            }).map((box) => box.id);
        }"""
    )
    assert outside == []


MARGINS = """() => {
    const room = document.querySelector("#canvas").getBoundingClientRect();
    const boxes = [...regraph.byId.keys()].map((id) => regraph.network.getBoundingBox(id));
    const high = regraph.network.canvasToDOM({ x: 0, y: Math.min(...boxes.map((box) => box.top)) }).y;
    const low = regraph.network.canvasToDOM({ x: 0, y: Math.max(...boxes.map((box) => box.bottom)) }).y;
    return [high, room.height - low].map(Math.round);
}"""


def test_the_picture_fills_its_room_from_the_first_and_as_the_window_changes(opened: Opener) -> None:
    view = opened("serra-verde")
    assert view.run(MARGINS) == [14, 14]
    view.page.set_viewport_size({"width": 1440, "height": 760})
    view.run(f"""async () => {{
        const isFilled = () => String(({MARGINS})()) === "14,14";
        for (let frame = 0; frame < 60 && !isFilled(); frame += 1) await new Promise(requestAnimationFrame);
    }}""")
    assert view.run(MARGINS) == [14, 14]


DRAWINGS = """
    window.__drawings = 0;
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...area) { __drawings += 1; clearRect.apply(this, area); };
"""


@pytest.mark.parametrize("slug", ["serra-verde", "folded"])
def test_a_page_that_opens_draws_its_picture_once(opened: Opener, slug: str) -> None:
    view = opened(slug)
    view.page.add_init_script(DRAWINGS)
    view.page.reload(wait_until="commit")
    view.page.wait_for_selector("html[data-ready=yes]", state="attached")
    view.page.wait_for_timeout(200)
    assert view.run("__drawings") == 1
    things = view.run("Object.values(regraph.network.body.nodes).filter((n) => !n.options.hidden).length")
    assert things > 10


def test_a_browser_that_cannot_read_base64_at_one_stroke_reads_the_page_as_well(opened: Opener) -> None:
    view = opened("serra-verde")
    before = view.page.locator("#meta").inner_text()
    view.page.add_init_script("delete Uint8Array.fromBase64;")
    view.page.reload(wait_until="commit")
    view.page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert view.page.locator("#meta").inner_text() == before
    assert view.complaints == []


def test_a_click_on_a_thing_opens_its_panel_with_its_sources(opened: Opener) -> None:
    view = opened("serra-verde")
    view.page.mouse.click(*view.point(view.box("Pela Ema")))
    panel = view.page.locator("#details")
    assert view.title() == "Pela Ema"
    assert "Serra Verde Breaks the China Loop" in panel.inner_text()
    assert "ionic clay" in panel.inner_text()


def test_a_click_on_the_words_of_a_line_opens_the_claim_with_axes_amount_parties_and_passages(opened: Opener) -> None:
    view = opened("serra-verde")
    view.page.mouse.click(*view.point(view.box("DFC financing of Serra Verde")))
    text = view.page.locator("#details").inner_text()
    assert view.title() == "DFC financing of Serra Verde"
    for words in ("certainty\nreported", "stage\nannounced", "bindingness\nnot stated", "USD 565,000,000", "funder"):
        assert words in text
    view.page.locator("#details .sources summary").first.click()
    assert "characters " in view.page.locator("#details .sources").inner_text()


def test_a_click_on_a_line_opens_its_claim(opened: Opener) -> None:
    view = opened("serra-verde")
    stake = view.run(
        """() => regraph.strokes.find((stroke) => stroke.via === "ownership" && stroke.to.startsWith("n"))"""
    )
    view.page.mouse.click(*view.point(stake["from"], stake["to"]))
    assert "share not stated" in view.page.locator("#details .kicker").inner_text()


def test_a_source_opens_by_a_link_that_tells_it_nothing(opened: Opener) -> None:
    view = opened("serra-verde")
    view.page.click("#tab-list")
    links = view.run("[...document.querySelectorAll('a')].map((a) => [a.protocol, a.rel, a.target])")
    assert len(links) > 3
    assert {tuple(link) for link in links} == {("https:", "noopener noreferrer", "_blank")}


def test_the_list_is_a_twin_of_the_picture_for_the_keyboard_alone(opened: Opener) -> None:
    view = opened("mawei")
    view.page.focus("#tab-details")
    view.page.keyboard.press("ArrowRight")
    assert view.run("document.activeElement.id") == "tab-list"
    assert view.page.locator("#list").is_visible()
    counts = view.run(
        "[document.querySelectorAll('#things li').length, document.querySelectorAll('#relations li').length]"
    )
    roles = view.run("[...regraph.byId.values()].map((box) => box.role)")
    assert counts == [roles.count("thing"), roles.count("claim")]
    view.page.keyboard.press("Tab")
    view.page.keyboard.press("Enter")
    assert view.title() == "Chinese state"
    assert view.run("document.activeElement.tagName") == "H2"


def test_a_relation_in_the_list_opens_with_what_it_says(opened: Opener) -> None:
    view = opened("mawei")
    view.page.click("#tab-list")
    view.page.locator("#relations button", has_text="held jointly").click()
    text = view.page.locator("#details").inner_text()
    assert "above 50 % up to 100 % held jointly" in text
    assert "Hainan International Resources" in text
    assert "Shandong Zhaojin Ruining Mining Industries" in text
    assert "Who Owns Malawi" in text


NAMED = {
    "china": "Chinese state",
    "pelá éma": "Pela Ema",
    "DEPARTMENT of def": "U.S. Department of Defense",
    "drc": "Democratic Republic of the Congo",
}


def test_search_finds_any_name_and_brings_it_into_sight(opened: Opener) -> None:
    view = opened("everything", reduced_motion="reduce")
    start = view.run("[regraph.network.getViewPosition(), regraph.network.getScale()]")
    for typed, found in NAMED.items():
        view.run("([position, scale]) => regraph.network.moveTo({ position, scale, animation: false })", start)
        view.page.fill("#query", typed)
        view.page.keyboard.press("Enter")
        assert view.title() == found
        x, y = view.point(view.box(found))
        room = view.page.locator("#canvas").bounding_box()
        assert room is not None
        assert room["x"] < x < room["x"] + room["width"], typed
        assert room["y"] < y < room["y"] + room["height"], typed
        assert view.run("regraph.network.getScale()") >= 0.7, typed


def test_search_finds_every_thing_and_relation_by_its_title(gallery: Opener) -> None:
    for slug in ("serra-verde", "hostile"):
        missed = gallery.look(slug).run("""() => {
            const query = document.getElementById("query"), search = (text) => {
                query.value = text;
                query.dispatchEvent(new Event("input"));
                return [...document.querySelectorAll("#hits li bdi")].map((name) => name.textContent);
            };
            const ids = [...Object.keys(regraph.page.things), ...Object.keys(regraph.page.claims)];
            const titles = ids.map((id) => regraph.detailOf(id).title).filter((title) => /[\\p{L}\\p{N}]/u.test(title));
            const missed = titles.filter((title) => !search(title).includes(title));
            search("");
            return missed;
        }""")
        assert missed == []


def test_search_says_when_there_is_no_such_name(opened: Opener) -> None:
    view = opened("serra-verde")
    view.page.fill("#query", "no such thing")
    assert view.page.locator("#hits").inner_text() == "No such name in this picture"
    view.page.keyboard.press("Escape")
    assert not view.page.locator("#hits").is_visible()


def test_the_legend_hides_a_kind_of_relation_and_shows_it_again(opened: Opener) -> None:
    view = opened("serra-verde")
    offtake = view.run("[...regraph.byId.values()].find((box) => box.via === 'offtake').id")
    role = view.run("[...regraph.byId.values()].find((box) => box.via === 'role').id")
    person = view.box("Thras Moraitis")
    button = view.page.locator("#vias button[data-via=role]")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert (view.hidden(role), view.hidden(person), view.hidden(offtake)) == (True, True, False)
    assert not view.hidden(view.box("Serra Verde"))
    button.focus()
    view.page.keyboard.press("Enter")
    assert (view.hidden(role), view.hidden(person)) == (False, False)


def test_the_head_says_day_latest_account_and_counts(gallery: Opener) -> None:
    view = gallery.look("serra-verde")
    text = view.page.locator("#meta").inner_text()
    things, claims = view.run(
        "['thing', 'claim'].map((r) => [...regraph.byId.values()].filter((b) => b.role === r).length)"
    )
    assert "As of 2026-02-10" in text
    assert "latest account known 2026-02-07" in text
    assert f"{things} things, {claims} relations" in text
    assert view.page.title() == "Serra Verde — regraph, as of 2026-02-10"


def test_what_is_not_known_can_be_read(opened: Opener) -> None:
    view = opened("mawei")
    view.page.click("#tab-unknowns")
    assert (
        "Xinjin International Company Ltd. in Mawei Mining Company Ltd." in view.page.locator("#unknowns").inner_text()
    )


NARROW, SMALL = (320, 568), (800, 600)


@pytest.mark.parametrize("sizes", [(PHONE, DESK), (NARROW, SMALL)], ids=["phone and desk", "narrow and small"])
@pytest.mark.parametrize("slug", ["mawei", "hostile"])
def test_nothing_is_wider_than_the_window(
    opened: Opener, slug: str, sizes: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    view = opened(slug, sizes[0])
    for width, height in (*sizes, sizes[0]):
        view.page.set_viewport_size({"width": width, "height": height})
        for tab in ("list", "unknowns", "details"):
            view.page.click(f"#tab-{tab}")
            assert view.run("document.documentElement.scrollWidth") <= width
            assert view.run(
                "[...document.querySelectorAll('#top, #panel, #legend')]"
                ".every((e) => e.scrollWidth <= e.clientWidth + 1)"
            )


def test_on_a_phone_the_panel_stands_below_the_picture(opened: Opener) -> None:
    view = opened("mawei", PHONE)
    stage, panel = (view.page.locator(name).bounding_box() for name in ("#stage", "#panel"))
    assert stage is not None
    assert panel is not None
    assert panel["y"] >= stage["y"] + stage["height"] - 1
    assert stage["width"] == PHONE[0]


def test_the_picture_follows_the_size_of_the_window(opened: Opener) -> None:
    view = opened("mawei")
    view.page.set_viewport_size({"width": 1000, "height": 700})
    view.page.wait_for_timeout(1300)
    frame, room = (view.page.locator(name).bounding_box() for name in ("#canvas canvas", "#canvas"))
    assert frame is not None
    assert room is not None
    assert (round(frame["width"]), round(frame["height"])) == (round(room["width"]), round(room["height"]))


DAYS = ("2015-06-30", "2022-12-31", "2023-06-01", "2025-08-31", "2025-09-15", "2025-12-15", "2026-01-28", "2026-02-04")


@pytest.mark.parametrize("slug", ("serra-verde", "mawei"))
def test_the_slider_shows_what_the_command_line_draws(opened: Opener, knowledge: Knowledge, slug: str) -> None:
    view = opened(slug)
    name = {"serra-verde": "Serra Verde", "mawei": "Mawei heavy mineral sands concession"}[slug]
    about = (entity(knowledge, name),)
    for day in (*DAYS, "2026-02-10", "2027-01-01"):
        view.run("day => regraph.change({ day })", day)
        drawn = view.run(
            """() => Object.entries(regraph.page.claims).filter(([id]) => regraph.shown.has(id))
                .map(([id, claim]) => [claim.iri, regraph.lookOf(id).line, regraph.detailOf(id).kind])"""
        )
        wanted = picture_of(knowledge, about, Scenario(dt.date.fromisoformat(day))).edges
        said = [[e.claim, e.line, " · ".join((*e.caption, e.mark) if e.mark else e.caption)] for e in wanted]
        assert sorted(drawn) == sorted(said)
        visible = view.run("regraph.strokes.filter((s) => !regraph.network.body.edges[s.id].options.hidden).length")
        assert (visible > 0) == bool(wanted)
        assert f"As of {day}" in view.page.locator("#meta").inner_text()


def test_the_day_is_set_by_field_slider_and_key_and_stands_in_the_address(opened: Opener) -> None:
    view = opened("mawei")
    view.page.fill("#day", "2022-12-31")
    view.page.press("#day", "Tab")
    assert view.page.url.endswith("#day=2022-12-31")
    view.page.focus("#slider")
    view.page.press("#slider", "ArrowRight")
    first = view.run("regraph.view.day")
    assert first > "2022-12-31"
    view.page.click("#now")
    assert (view.run("regraph.view.day"), "#" in view.page.url) == (str(DAY), False)
    view.page.keyboard.press("Control+z")
    assert view.run("regraph.view.day") == first


def test_an_address_opens_the_view_that_it_says(opened: Opener) -> None:
    view = opened("mawei")
    view.page.goto(f"{view.page.url.split('#')[0]}#day=2022-12-31&off=kind:control&pick=nobody&day=rubbish")
    view.page.reload(wait_until="commit")
    view.page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert view.run("[regraph.view.day, regraph.view.off]") == ["2022-12-31", ["kind:control"]]
    assert view.title() == "Mawei heavy mineral sands concession"
    assert view.page.locator("button[data-via=control]").get_attribute("aria-pressed") == "false"


def test_colours_follow_the_scheme_while_the_page_is_open(opened: Opener) -> None:
    view = opened("mawei", color_scheme="light")
    script = "[getComputedStyle(document.body).backgroundColor, regraph.network.body.edges.l0.options.color.color]"
    light = view.run(script)
    view.page.emulate_media(color_scheme="dark")
    view.page.wait_for_function(f"light => {script}.every((colour, at) => colour !== light[at])", arg=light)
    assert [a == b for a, b in zip(light, view.run(script), strict=True)] == [False, False]


def test_reduced_motion_moves_at_once(opened: Opener) -> None:
    view = opened("everything", reduced_motion="reduce")
    name = view.box("Pela Ema")
    view.run("name => regraph.choose(name)", name)
    assert view.run("name => { const a = regraph.network.getViewPosition(), b = regraph.network.getPosition(name); "
                    "return Math.hypot(a.x - b.x, a.y - b.y); }", name) < 1  # fmt: skip


def test_the_arrow_keys_and_zoom_keys_move_the_picture(opened: Opener) -> None:
    view = opened("mawei", reduced_motion="reduce")
    view.page.focus("#canvas")
    before = view.run("[regraph.network.getViewPosition().x, regraph.network.getScale()]")
    view.page.keyboard.press("ArrowRight")
    view.page.keyboard.press("+")
    after = view.run("[regraph.network.getViewPosition().x, regraph.network.getScale()]")
    assert after[0] > before[0]
    assert after[1] > before[1]


def test_on_paper_stand_the_picture_and_the_lists(opened: Opener) -> None:
    view = opened("mawei")
    view.run("dispatchEvent(new Event('beforeprint'))")
    view.page.emulate_media(media="print")
    assert view.page.locator("#still").is_visible()
    assert view.run("document.getElementById('still').src.startsWith('data:image/png')")
    assert view.page.locator("#relations").is_visible()
    assert not view.page.locator("#tabs").is_visible()
    assert view.run("window.__violations") == []


def test_hostile_text_neither_runs_nor_becomes_markup(opened: Opener) -> None:
    view = opened("hostile")
    before = view.run("document.querySelectorAll('img, script, svg, iframe, b').length")
    names = view.run("[...regraph.byId.values()].filter((box) => box.role !== 'bend').map((box) => box.id)")
    titles = set()
    for name in names:
        view.run("name => regraph.choose(name)", name)
        titles.add(view.run("document.querySelector('#details h2').textContent"))
        assert view.run("document.querySelectorAll('#panel img, #panel script, #panel iframe, #panel b').length") == 0
    for text in ("<img", "</script", "javascript", "שלום"):
        view.page.fill("#query", text)
        view.page.wait_for_selector("#hits li")
    assert set(PAYLOADS) <= titles
    assert view.run("typeof window.__pwned") == "undefined"
    assert view.run("document.querySelectorAll('a').length") == 0
    assert view.run("document.querySelectorAll('img, script, iframe').length") == 1 + 4
    assert view.run("Object.prototype.__pwned") is None
    assert (view.complaints, view.run("window.__violations"), view.requests) == ([], [], [view.page.url.split("#")[0]])
    assert before > 0
