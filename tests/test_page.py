"""One file, the same bytes each time, that loads nothing: facts enter as JSON in data blocks and nowhere else."""

import base64
import datetime as dt
import hashlib
import json
import re
import zlib
from functools import lru_cache
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hostile import PAYLOADS, hostile_world
from hypothesis import given
from hypothesis import strategies as st
from terminal import run
from world import World

from regraph.model.knowledge import Knowledge
from regraph.model.lookup import entity
from regraph.model.scenario import Scenario
from regraph.page.course import course_of
from regraph.page.lettering import clean, text_width, wrapped
from regraph.page.packing import LETTERS, blocks_of, columns, lettered, numbered, rows
from regraph.page.page import PARTS, VIS, asset, page_of, part

DAY = dt.date(2026, 2, 10)
BLOCKS = ("page", "nodes", "edges", "options")


class Parts(HTMLParser):
    """A page taken apart: its start tags with their attributes, and the text of each element that holds raw text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] in ("script", "style") and self.cdata_elem:
            self.raw.append((*self.tags[-1], data))
        else:
            self.text.append(data)

    def block(self, name: str) -> Any:
        values = self.read(unpacked(self.packed("data")).split("\n")[1])
        page = values[0]
        for letter, listed in (("n", "things"), ("e", "claims")):
            page[listed] = {f"{letter}{i}": value for i, value in enumerate(gathered(page[listed]))}
        page["same"] = gathered(page["same"])
        return [page, *map(gathered, values[1:3]), values[3]][BLOCKS.index(name)]

    def panels(self) -> list[Any]:
        """What is read when it is asked for, less what can be taken away."""
        lines = [self.read(line) for line in unpacked(self.packed("asked").split(" ")[0]).split("\n")]
        page = self.block("page")
        return unrolled([page["panelKeys"], lines[: page["panels"]]])

    def read(self, line: str) -> Any:
        """A line in which words stand by number."""
        words = unpacked(self.packed("data")).split("\n")[0].split("\t")
        return json.loads(re.sub(r"\t(\d+)", lambda found: words[int(found[1])], line))

    def packed(self, name: str) -> str:
        return "".join(text for _, attributes, text in self.raw if attributes.get("id") == name)

    def policy(self) -> str:
        return next(str(a["content"]) for t, a in self.tags if a.get("http-equiv") == "Content-Security-Policy")


@lru_cache(maxsize=16)
def unpacked(text: str) -> str:
    """What a data block holds: its letters read by their places, without the tables that they were written by."""
    places = [LETTERS.index(letter) for letter in text]
    pairs = zip(places[1::2], places[2::2], strict=True)
    bits = "".join(f"{first * 91 + second:013b}" for first, second in pairs)
    size = len(bits) // 8 - places[0]
    return zlib.decompress(int(bits[: 8 * size], 2).to_bytes(size), -zlib.MAX_WBITS).decode()


def unrolled(packed: Any) -> list[Any]:
    """Rows behind the number of their keys, as mappings."""
    kinds, rows = packed
    return [dict(zip(kinds[row[0]], row[1:], strict=True)) for row in rows]


def gathered(packed: Any) -> list[Any]:
    """The same rows from columns: the next of its kind for each, in their order."""
    kinds, order = packed
    made = []
    for size, keys, *cells in kinds:
        filled = [full(column, size) for column in cells]
        made.append(iter([{key: column[i] for key, column in zip(keys, filled, strict=True)} for i in range(size)]))
    return [next(made[kind]) for kind in full(order, sum(size for size, *_ in kinds))]


def full(column: Any, size: int) -> list[Any]:
    """A column in full, of which each value may stand once and be numbered."""
    values, *numbers = column
    return [values[n] for n in (numbers[0] or [0] * size)] if numbers else values


def page(knowledge: Knowledge, *names: str, day: dt.date = DAY) -> str:
    about = tuple(entity(knowledge, name) for name in names)
    return page_of(course_of([(day, knowledge)], about, Scenario(day)))


@pytest.fixture(scope="module")
def serra_verde(knowledge: Knowledge) -> str:
    return page(knowledge, "Serra Verde")


@pytest.fixture(scope="module")
def hostile() -> str:
    return page(hostile_world().knowledge())


@pytest.fixture(scope="module", params=["serra_verde", "hostile"])
def any_page(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


def test_the_same_facts_and_options_give_the_same_bytes(knowledge: Knowledge, serra_verde: str) -> None:
    assert page(knowledge, "Serra Verde") == serra_verde


def test_the_order_of_facts_changes_no_byte() -> None:
    world = (
        World().stake("a+b", "c", "0.5").stake("c", "d").claim("x", "Option", "other", isHeldBy="d", isInterestIn="b")
    )
    assert page(world.knowledge()) == page(world.knowledge(order=-1))


def test_another_day_is_another_page(knowledge: Knowledge, serra_verde: str) -> None:
    assert page(knowledge, "Serra Verde", day=dt.date(2026, 2, 11)) != serra_verde


def test_nothing_in_a_tag_leads_out_of_the_page(any_page: str) -> None:
    leading = [
        (tag, name, value)
        for tag, attributes in Parts(any_page).tags
        for name, value in attributes.items()
        if name in ("src", "href", "srcset", "action", "data", "poster", "background", "style") or name.startswith("on")
    ]
    assert leading == [("link", "href", "data:,")]


def test_the_policy_forbids_everything_and_names_our_two_scripts_and_one_style(any_page: str) -> None:
    parts = Parts(any_page)
    policy = dict(directive.strip().split(" ", 1) for directive in parts.policy().split(";"))
    runs = {digest(text) for tag, attributes, text in parts.raw if tag == "script" and "type" not in attributes}
    styles = {digest(text) for tag, _, text in parts.raw if tag == "style"}
    assert (len(runs), len(styles)) == (2, 1)
    assert set(policy.pop("script-src").split()) == runs
    assert set(policy.pop("style-src").split()) == styles
    assert policy == {
        "default-src": "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_every_script_is_ours_or_data(any_page: str) -> None:
    scripts = [attributes for tag, attributes in Parts(any_page).tags if tag == "script"]
    assert [(a["id"], a["type"]) for a in scripts if "type" in a] == [("data", "text/plain"), ("asked", "text/plain")]
    assert len(scripts) == 2 + 2


def test_the_library_is_the_one_that_pyvis_carries_without_its_source_map(any_page: str) -> None:
    library = resources.files("pyvis").joinpath(VIS).read_text(encoding="utf-8").split("//# sourceMappingURL")[0]
    assert library in any_page
    assert "sourceMappingURL" not in any_page
    assert "dual licensed" in any_page


def test_no_text_of_facts_stands_outside_the_data_block(hostile: str) -> None:
    bare = re.sub(r'<script type="text/plain".*?</script>', "", hostile, flags=re.DOTALL)
    assert [text[:60] for text in PAYLOADS if text in bare and text not in ("__proto__", "constructor")] == []
    assert "Root" not in Parts(hostile).text


def test_hostile_text_arrives_whole(hostile: str) -> None:
    details = Parts(hostile).panels()
    titles = {detail["title"] for detail in details}
    assert set(PAYLOADS) <= titles
    assert set(PAYLOADS) <= {note for detail in details for note in detail["notes"]}


def test_only_addresses_of_the_web_are_kept(hostile: str) -> None:
    accounts = Parts(hostile).block("page")["accounts"].values()
    assert len(accounts) == len(PAYLOADS)
    assert {account["url"] for account in accounts} == {""}


def test_a_source_keeps_its_address_title_and_voice(serra_verde: str) -> None:
    accounts = Parts(serra_verde).block("page")["accounts"].values()
    found = [(a["voice"], a["date"], a["url"].split("/")[2]) for a in accounts if "Breaks the China Loop" in a["title"]]
    assert ("Rare Earth Exchanges", "2026-02-06", "rareearthexchanges.com") in found


def test_boxes_carry_no_titles_and_no_markup_fields(any_page: str) -> None:
    parts = Parts(any_page)
    keys = "id role family asked more lines w h x y via junction of end"
    assert {key for box in parts.block("nodes") for key in box} <= set(keys.split())
    assert "title" not in {key for stroke in parts.block("edges") for key in stroke}


def test_every_stroke_joins_boxes_and_every_claim_has_words_and_sources(any_page: str) -> None:
    parts = Parts(any_page)
    boxes = {box["id"]: box for box in parts.block("nodes")}
    data = parts.block("page")
    assert all(s["from"] in boxes and s["to"] in boxes for s in parts.block("edges"))
    looks = [look for claim in data["claims"].values() for look in claim["variants"]]
    panels = parts.panels()
    assert all(data["states"][state]["line"] for state, _, _ in looks)
    assert all(panels[data["same"][same]["detail"]]["sources"] for _, _, same in looks)
    assert all(panels[data["same"][same]["detail"]]["sentences"][said] for _, said, same in looks)
    assert all(data["same"][same]["lines"] for _, _, same in looks)


def test_pyvis_writes_nothing_into_the_working_directory(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page(knowledge, "Serra Verde")
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_one_file_and_says_what_it_holds(tmp_path: Path) -> None:
    facts = World().stake("a", "b", "0.5").stake("b", "c").write(tmp_path / "facts")
    place = tmp_path / "page.html"
    found = run("graph", "--as-of", "2026-02-10", "-o", str(place), facts=facts)
    assert (found.status, found.err) == (0, "")
    assert found.out == f"{place}: 3 things, 2 relations; as of 2026-02-10, latest account 2026-02-03\n"
    assert Parts(place.read_text(encoding="utf-8")).block("page")["asOf"] == "2026-02-10"


def test_the_command_names_the_nearest_where_nothing_bears_the_name(tmp_path: Path) -> None:
    found = run("graph", "Sera Verde", "-o", str(tmp_path / "page.html"))
    assert (found.status, "Serra Verde" in found.err, list(tmp_path.iterdir())) == (1, True, [])


def test_the_command_leaves_nothing_behind_where_it_cannot_write(tmp_path: Path) -> None:
    found = run("graph", "Serra Verde", "-o", str(tmp_path / "none" / "page.html"))
    assert (found.status, "not written" in found.err) == (2, True)


def read_back(*blocks: str) -> list[Any]:
    """What two blocks hold, as the page reads them: what it opens with, then each line."""
    found = Parts("".join(f'<script id="{n}">{b}</script>' for n, b in zip(("data", "asked"), blocks, strict=True)))
    asked, first = found.packed("asked").split(" ")
    lines = [unpacked(found.packed("data")).split("\n")[1], unpacked(first), *unpacked(asked).split("\n")]
    return [found.read(line) for line in lines]


WORDS = st.text(st.sampled_from('ab\\"\t\n\r<>&\u2028–1,:'), max_size=14)


@given(st.lists(st.dictionaries(WORDS, st.lists(WORDS | st.integers(), max_size=4), max_size=4), min_size=1), st.text())
def test_what_is_packed_is_the_same_value_and_cannot_leave_its_block(values: list[Any], text: str) -> None:
    blocks = blocks_of([text, values], [*values, text])
    assert read_back(*blocks) == [[text, values], *values, text]
    assert all(set(block) <= {*LETTERS, " "} for block in blocks)
    assert not set(LETTERS) & set("<>&") and len(set(LETTERS)) == 91


@given(st.binary(min_size=1, max_size=60))
def test_bytes_of_any_number_are_read_back_from_their_letters(data: bytes) -> None:
    places = [LETTERS.index(letter) for letter in lettered(data)]
    assert len(places) == 1 + 2 * -(-8 * len(data) // 13)
    assert places[0] == 13 * (len(places) // 2) // 8 - len(data)


def test_a_text_that_stands_twice_is_written_once() -> None:
    words, lines = numbered(['["a long text",{"a long text":"short"}]', '["short","another text"]'])
    assert (words, lines) == (['"a long text"'], ['[\t0,{\t0:"short"}]', '["short","another text"]'])


def test_rows_keep_the_order_of_every_key() -> None:
    values = [{"x": 1, "y": 2}, {"y": 3, "x": 4}, {}, {"x": 5, "y": 6}]
    assert [list(value.items()) for value in unrolled(rows(values))] == [list(value.items()) for value in values]
    assert [list(value.items()) for value in gathered(columns(rows(values)))] == [list(v.items()) for v in values]


def test_the_script_of_a_page_is_its_parts_without_comments_and_indents() -> None:
    for name in PARTS.split():
        whole = asset(f"script/{name}.js")
        lines = [line for line in re.sub(r"(?ms)^/\*.*?\*/\n", "", whole).splitlines() if line.strip()]
        kept = [line for line in part(name).splitlines() if line]
        assert len(kept) == len(lines), name
        for line, short in zip(lines, kept, strict=True):
            assert line.lstrip() == short or re.fullmatch(r"  // .*", line.lstrip().removeprefix(short)), (name, line)
            assert short.count("`") % 2 == 0, f"{name}: a text over several lines would lose its indents: {short}"


@given(st.text(), st.integers(4, 30), st.integers(1, 5))
def test_a_label_is_never_wider_or_taller_than_allowed(text: str, most: int, lines: int) -> None:
    found = wrapped(text, most, lines)
    assert 1 <= len(found) <= lines
    assert all(0 < len(line) <= max(most, len("(no name)")) for line in found)


@given(st.text("abcdefghiJKLMN", max_size=70))
def test_a_short_label_loses_nothing(text: str) -> None:
    assert "".join(wrapped(text, 18, 4)).replace(" ", "") == (text[:72] or "(noname)")


def test_wide_letters_make_shorter_lines() -> None:
    assert wrapped("雄風稀土材料股份有限公司", 18, 4) == ["雄風稀土材料股份有", "限公司"]


def test_a_cut_label_ends_in_an_ellipsis() -> None:
    assert wrapped("x" * 10_000, 18, 4)[-1] == "x" * 17 + "…"


def test_a_label_cannot_turn_the_text_beside_it() -> None:
    assert clean("\u202eabc\u202c\n") == "abc "


@given(st.text(), st.text())
def test_width_adds_up(left: str, right: str) -> None:
    assert text_width(left + right, 10) == pytest.approx(text_width(left, 10) + text_width(right, 10))
