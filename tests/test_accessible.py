"""Pages for everybody: axe-core finds nothing serious, each control is reached and pressed by keyboard alone."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import screenshots
from browsing import DESK, PHONE, Opener, View

VENDOR = Path(__file__).parent / "vendor"
AXE = VENDOR / "axe-core" / "axe.min.js"
FOUND = """async (rules) => (await axe.run(document, {
        resultTypes: ["violations"], ...(rules ? { runOnly: { type: "rule", values: rules } } : {}),
    })).violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => [id, ...nodes.map((node) => `${node.target} ${node.failureSummary}`).slice(0, 4)])"""
CONTROLS = """() => [...document.querySelectorAll("button, input, select, summary, a[href], [tabindex='0']")]
    .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }))"""
NAMES = f"""() => ({CONTROLS})().map((e, i) => {{
    e.dataset.seen = i;
    return `${{e.tagName}} ${{e.id}} ${{e.textContent.slice(0, 40)}}`;
}})"""
TABS = "[...document.querySelectorAll('[role=tab]')].map((tab) => tab.id)"
HERE = """() => { const e = document.activeElement; return [e.tagName, e.dataset.seen ?? "", e.id, e.type ?? ""]; }"""
SEEN = """() => { const style = getComputedStyle(document.activeElement); return style.outlineStyle !== "none"; }"""


def serious(view: View, *rules: str) -> Any:
    """What axe-core holds for serious or critical, by all its rules or by some."""
    if not view.run("typeof axe !== 'undefined'"):
        view.run(AXE.read_text(encoding="utf-8") + "; 0")
    return view.run(FOUND, list(rules) or None)


def test_the_rules_are_those_that_the_readme_names() -> None:
    told = (VENDOR / "README.md").read_text(encoding="utf-8")
    text = AXE.read_bytes()
    version = re.search(rb"axe v([\d.]+)", text)
    assert version is not None
    assert f"| {version[1].decode()} |" in told
    assert hashlib.sha256(text).hexdigest() in told
    assert {path.name for path in AXE.parent.iterdir()} == {"axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt"}


# The colours of a scheme are one rule; what stands where on a phone is seen without opening each tab.
LOOKS: dict[str, tuple[tuple[int, int], str, tuple[str, ...], bool]] = {
    "desk light": (DESK, "light", (), True),
    "desk dark": (DESK, "dark", ("color-contrast",), True),
    "phone light": (PHONE, "light", (), False),
    "phone dark": (PHONE, "dark", ("color-contrast",), False),
}


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_serious_stands_in_the_way_of_anybody(opened: Opener, look: str) -> None:
    size, scheme, rules, every_tab = LOOKS[look]
    view = opened("mawei", size, color_scheme=scheme, reduced_motion="reduce")
    found = {"at rest": serious(view, *rules)}
    for tab in view.run(TABS) if every_tab else []:
        view.page.click(f"#{tab}")
        found[tab] = serious(view, *rules)
    view.run("regraph.choose(Object.keys(regraph.page.claims).find((id) => regraph.shown.has(id)))")
    view.page.click("#take-open")
    found["a claim, with the menu open"] = serious(view, *rules)
    view.page.keyboard.press("Escape")
    view.page.fill("#query", "mine")
    found["a search"] = serious(view, *rules)
    assert {where: what for where, what in found.items() if what} == {}


def test_axe_finds_what_is_wrong(opened: Opener) -> None:
    view = opened("mawei")
    view.run("document.getElementById('take-open').textContent = ''")
    assert [rule for rule, *_ in serious(view)] == ["button-name"]


def reached(view: View) -> tuple[set[str], list[str]]:
    """The controls that the tab key comes by, and those of them at which one cannot see where one is."""
    view.run("document.activeElement.blur(); window.scrollTo(0, 0)")
    found: set[str] = set()
    unseen, last = [], ""
    for _ in range(400):
        view.page.keyboard.press("Tab")
        tag, number, name, _ = view.run(HERE)
        if tag == "BODY":
            continue
        if number in found and number != last:  # a field for days has several stops
            break
        last = number
        found.add(number)
        if not view.run(SEEN):
            unseen.append(f"{tag} {name}")
    return found, unseen


def radios(view: View) -> set[str]:
    """Radio buttons that are not checked: the arrow keys reach them, and the tab key does not."""
    script = "[...document.querySelectorAll('input[type=radio]:not(:checked)')].map((e) => e.dataset.seen ?? '')"
    return set(view.run(script))


def test_every_control_is_reached_by_the_tab_key_and_shows_that_it_is(opened: Opener) -> None:
    view = opened("serra-verde", reduced_motion="reduce")
    for tab in view.run(TABS):
        view.page.focus(f"#{tab}")
        view.run("tab => document.getElementById(tab).click()", tab)
        names = view.run(NAMES)
        found, unseen = reached(view)
        missed = {str(i) for i in range(len(names))} - found - radios(view)
        assert [names[int(i)] for i in sorted(missed, key=int)] == [], tab
        assert unseen == [], tab


def test_everything_can_be_pressed_once_without_an_error(opened: Opener) -> None:
    view = opened("serra-verde", reduced_motion="reduce")
    pressed: set[str] = set()
    for _ in range(150):
        names = view.run(NAMES)
        fresh = [(i, name) for i, name in enumerate(names) if name not in pressed and not name.startswith("A ")]
        if not fresh:
            break
        number, name = fresh[0]
        pressed.add(name)
        view.page.focus(f"[data-seen='{number}']")
        kind = view.run(HERE)[3]
        view.page.keyboard.press("ArrowRight" if kind in ("range", "date", "radio") else "Enter")
    assert len(pressed) > 40
    assert [line for line in view.complaints if "error" in line.lower()] == []
    assert view.run("window.__violations") == []
    assert view.page.locator("#title").is_visible()


def test_a_person_gets_a_picture_of_each_kind_of_page() -> None:
    assert list(screenshots.SUBJECTS) == ["serra-verde", "mawei", "everything"]
    assert {"light.png", "dark.png", "phone.png", "printed.pdf", "taken.svg"} <= set(screenshots.names())
