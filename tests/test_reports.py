"""A report says what the answers say, with a source at each claim, and nothing of what facts say becomes markup."""

import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile import PAYLOADS, hostile_world
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from terminal import run
from world import World, iri

from regraph.model.knowledge import Knowledge
from regraph.model.lookup import entity
from regraph.model.scenario import Scenario
from regraph.page.sheet import host, sheet, web
from regraph.present.document.markdown import markdown, plain
from regraph.present.document.parts import Document, Grid, Heading, Link, Paragraph, Section, lines_of
from regraph.present.reports.answers import Answers, answers_on
from regraph.present.reports.report import document_of, report_on
from regraph.wording.terminal import safe

DAY = dt.date(2026, 2, 10)
READER = MarkdownIt("commonmark", {"html": True}).enable("table")


class Parts(HTMLParser):
    """A page taken apart: its tags with their attributes, and all its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def report(knowledge: Knowledge, name: str, scenario: Scenario | None = None) -> Document:
    return report_on(knowledge, entity(knowledge, name), scenario or Scenario(DAY), None)


def section(document: Document, title: str) -> Section:
    return next(s for s in document.sections if s.title == title)


def text_of(part: Section | Document) -> str:
    """All words of a section or document, without marks."""
    sections = part.sections if isinstance(part, Document) else (part,)
    lines = [line for s in sections for block in s.blocks for line in lines_of(block)]
    words = [[p if isinstance(p, str) else getattr(p, "text", "") for p in line] for line in lines]
    return "\n".join(" ".join(line) for line in words)


@pytest.fixture(scope="module")
def serra_verde(knowledge: Knowledge) -> Document:
    return report(knowledge, "Serra Verde")


@pytest.fixture(scope="module")
def hostile() -> Document:
    return report_on(hostile_world().knowledge(), iri("h3"), Scenario(DAY), None)


def test_an_option_is_no_stake_in_any_section(serra_verde: Document) -> None:
    owners = section(serra_verde, "Who owns or controls it")
    assert [block for block in owners.blocks if isinstance(block, Grid)] == []
    assert [b.text for b in owners.blocks if isinstance(b, Heading)] == ["Beside the answer, not counted"]
    assert "Not stakes, and not counted:" in text_of(section(serra_verde, "In short"))
    assert "option below 50 %" in text_of(section(serra_verde, "Exposure")).split("Contingent")[1]


def test_an_allegation_is_worded_as_one_wherever_it_stands(knowledge: Knowledge) -> None:
    found = text_of(report(knowledge, "Mawei heavy mineral sands concession"))
    lines = [line for line in found.splitlines() if "state-linked firms said to control" in line and "[" not in line]
    assert len(lines) > 4
    stated = [line for line in lines if "contro" in line.replace("said to control", "") and len(line) > 60]
    assert [line for line in stated if not re.search("alleged|allegation", line)] == []


def test_in_short_an_alleged_holder_is_called_so_before_it_is_named(knowledge: Knowledge) -> None:
    short = text_of(section(report(knowledge, "Mawei Mining"), "In short"))
    assert "alleged: directly: Chinese state-linked firms said to control Mawei Mining, by control" in short
    assert "alleged: through others: Chinese state, over 2 hops" in short
    assert "\ndirectly: Xinjin International Company Ltd., by parentage" in short
    assert "1 claim about it is alleged, and worded so below." in short


def test_exposure_says_whose_share_it_is_and_why_control_is_possible(knowledge: Knowledge) -> None:
    lines = text_of(section(report(knowledge, "Mawei heavy mineral sands concession"), "Exposure")).splitlines()
    state = lines[lines.index("To Chinese state") + 1 : lines.index("To Mawei Mining Company Ltd.")]
    size = "a share whose size is not stated, over 1 chain (alleged, linked)"
    assert [line for line in state if "hare" in line.split(":")[0]] == [
        f"Shares held by {holder}: {size}"
        for holder in (
            "Hainan International Resources",
            "Mawei Mining Company Ltd.",
            "Shandong Zhaojin Ruining Mining Industries",
        )  # fmt: skip
    ]
    assert state[0].startswith("Control by majority: not known: the sources name no votes or shares of Chinese state")


def test_money_stands_under_its_stage(serra_verde: Document) -> None:
    (sums,) = (block for block in section(serra_verde, "Money").blocks if isinstance(block, Grid))
    assert [tuple(cell[0] for cell in row)[:2] for row in sums.rows] == [
        ("USD", "announced · bindingness not stated"),
        ("no sum stated", "closed / in force · bindingness not stated"),
    ]
    assert "USD 565,000,000" in text_of(section(serra_verde, "Money"))


def test_every_claim_that_the_other_answers_give_is_in_the_report(knowledge: Knowledge) -> None:
    for name in ("Serra Verde", "Mutanda Mining", "MP Materials"):
        answers: Answers = answers_on(knowledge, entity(knowledge, name), Scenario(DAY), None)
        text = text_of(document_of(answers))
        shown = [claim for part in answers.show["sections"] for claim in part["claims"]]
        deals = [deal["claim"] for deal in answers.finance["deals"]]
        sold = [agreement["claim"] for agreement in answers.offtake["agreements"]]
        missing = [c["id"] for c in (*shown, *deals, *sold) if (c["sentence"] or c["label"]) not in text]
        assert missing == []


def test_sources_are_numbered_in_reading_order_and_each_is_cited(serra_verde: Document) -> None:
    marks = [int(n) for n in re.findall(r"\[\^(\d+)\](?!:)", markdown(serra_verde))]
    assert list(dict.fromkeys(marks)) == sorted(set(marks)) == list(range(1, len(serra_verde.sources) + 1))


def test_a_hop_that_several_chains_share_is_told_once(knowledge: Knowledge) -> None:
    text = text_of(section(report(knowledge, "Mawei heavy mineral sands concession"), "Who owns or controls it"))
    sentence = "Mawei Mining Company Ltd. holds the licence of the Mawei heavy mineral sands concession."
    assert text.count(sentence) == 1
    assert "as told in chain 2, hop 3" in text


def test_what_is_said_of_nothing_is_said_so() -> None:
    world = World().stake("a", "b", "0.5").thing("unmentioned")
    found = report_on(world.knowledge(), iri("unmentioned"), Scenario(DAY), None)
    assert "The sources at hand say nothing of it by that date." in text_of(found)
    assert found.sources == ()


@pytest.mark.parametrize(
    "name", ("Javier Milei", "United States government", "CHIPS financing framework for USA Rare Earth")
)
def test_a_person_a_state_and_a_deal_have_no_owners(knowledge: Knowledge, name: str) -> None:
    found = report(knowledge, name)
    assert "Who owns or controls it" not in [s.title for s in found.sections]
    assert "Owners:" not in text_of(found)


def test_an_excluded_certainty_is_in_no_section(knowledge: Knowledge) -> None:
    found = report(knowledge, "Mawei heavy mineral sands concession", Scenario(DAY, exclude=frozenset({"alleged"})))
    assert ("left out", "alleged") in found.facts
    telling = [s.title for s in found.sections if "It is alleged" in text_of(s)]
    assert telling == ["Who owns or controls it"]
    beside = text_of(section(found, "Who owns or controls it")).split("Beside the answer, not counted")[1]
    assert beside.count("It is alleged") == beside.count("alleged, taken out by --exclude")


def tokens(text: str) -> list[Token]:
    found = READER.parse(text)
    return [token for top in found for token in (top, *(top.children or ()))]


def test_hostile_text_is_text_in_markdown(hostile: Document) -> None:
    found = tokens(markdown(hostile))
    assert {
        token.type for token in found if "html" in token.type or token.type in ("image", "fence", "code_block")
    } == set()
    assert [t.attrs["href"] for t in found if t.type == "link_open"] == []
    words = "".join(t.content for t in found if t.type == "text")
    assert safe(PAYLOADS[3]) in words


@given(st.text(max_size=60))
def test_any_text_is_the_same_text_after_markdown(text: str) -> None:
    rendered = tokens(f"- {plain(text) or 'none'}")
    words = "".join(t.content if t.type == "text" else "\n" for t in rendered if t.type in ("text", "softbreak"))
    assert words == (" ".join(safe(text).split()) or "none")


def test_hostile_text_is_text_on_the_page(hostile: Document) -> None:
    parts = Parts(sheet(hostile, lambda node: f"id/{node.rsplit('/', 1)[-1]}.html"))
    assert {tag for tag, _ in parts.tags} & {"script", "img", "svg", "iframe", "b"} == set()
    assert [a for _, a in parts.tags if any(name.startswith("on") or name == "style" for name in a)] == []
    assert any(safe(PAYLOADS[3]) in text for text in parts.text)


def test_a_page_loads_nothing_and_every_anchor_has_its_place(serra_verde: Document) -> None:
    parts = Parts(sheet(serra_verde))
    names = [a["id"] for _, a in parts.tags if a.get("id")]
    links = [str(a["href"]) for tag, a in parts.tags if tag == "a"]
    assert len(names) == len(set(names))
    assert {link[1:] for link in links if link.startswith("#")} <= set(names)
    assert {link.split("/")[2] for link in links if not link.startswith("#")} == {"rareearthexchanges.com"}
    policy = next(str(a["content"]) for _, a in parts.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_links_lead_where_the_caller_says_and_nowhere_else() -> None:
    line = (Link("here", iri("a")), "and", Link("nowhere", iri("b")))
    document = Document("t", "k", (), (Section("s", "s", (Paragraph(line),)),), ())
    page = sheet(document, lambda node: "a.html" if node == iri("a") else "")
    assert [a["href"] for tag, a in Parts(page).tags if tag == "a"] == ["a.html"]


def test_tables_have_names_of_their_own_numbers_stand_right_and_no_day_is_broken() -> None:
    grid = Grid(("who", "how many"), ((("a, 2026-02-03",), ("1,054",)), (("a, 2026-02-03",), ("3 %",))), grouped=True)
    section = Section("Sums", "sums", (grid, Heading("Deals"), grid, grid))
    page = sheet(Document("t", "k", (("address", "https://news.example/a"),), (section,), ()))
    names = [a["aria-label"] for _, a in Parts(page).tags if a.get("role") == "region"]
    assert names == ["Table: Sums", "Table: Sums: Deals", "Table: Sums: Deals (2)"]
    assert page.count('<td rowspan="2"><bdi>a, <time>2026-02-03</time></bdi></td>') == 3
    assert page.count('<th scope="col" class="number">how many</th>') == 3
    assert page.count('<td class="number">') == 6
    assert '<a href="https://news.example/a" rel="noopener noreferrer">' in page


def test_what_is_overdue_cites_the_account_that_could_have_told(knowledge: Knowledge) -> None:
    text = markdown(report(knowledge, "Mawei heavy mineral sands deposit"))
    assert re.search(r"the account of 2026-02-03 \(Rare Earth Exchanges\) \[\^\d+\], came after that day\.", text)


def test_an_address_is_shown_by_its_host_and_nothing_but_the_web_is_a_link() -> None:
    assert [web(text) for text in ("https://a.example/x", "javascript:1", "https:// x", "2026")] == [
        "https://a.example/x", "", "", ""
    ]  # fmt: skip
    assert [host(url) for url in ("https://www.a.example/b?c", "http://b.example")] == ["a.example", "b.example"]


def test_the_same_report_is_the_same_bytes(knowledge: Knowledge, serra_verde: Document) -> None:
    again = report(knowledge, "Serra Verde")
    assert (markdown(again), sheet(again)) == (markdown(serra_verde), sheet(serra_verde))


def test_the_command_prints_markdown_or_writes_the_form_of_the_name(tmp_path: Path) -> None:
    facts = World().stake("a", "b", "0.5").write(tmp_path / "facts")
    words = ("report", "b", "--as-of", "2026-02-10")
    printed = run(*words, facts=facts)
    assert (printed.status, printed.err, printed.out.splitlines()[0]) == (0, "", "# B")
    for name, start in (("b.md", "# B"), ("b.html", "<!DOCTYPE html>")):
        found = run(*words, "-o", str(tmp_path / name), facts=facts)
        assert found.out.startswith(f"{tmp_path / name}: B, ")
        assert (found.status, (tmp_path / name).read_text(encoding="utf-8").splitlines()[0]) == (0, start)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("Serra Verde", "-o", "x.pdf"), 2, "in .html"),
        (("Sera Verde",), 1, "Serra Verde"),
        (("Serra Verde", "--as-of", "soon"), 2, "soon"),
        (("Serra Verde", "-o", "none/x.md"), 2, "not written"),
    ],
    ids=("another form", "no such name", "no day", "no such folder"),
)
def test_bad_input_ends_in_one_line(words: tuple[str, ...], status: int, said: str) -> None:
    found = run("report", *words)
    assert (found.status, found.out, said in found.err, found.err.count("\n")) == (status, "", True, 1)


def test_a_thing_that_nobody_mentions_is_no_answer(tmp_path: Path) -> None:
    facts = World().stake("a", "b", "0.5").thing("unmentioned").write(tmp_path / "facts")
    assert run("report", "unmentioned", facts=facts).status == 1
