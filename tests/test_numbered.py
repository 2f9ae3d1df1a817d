"""Sources are numbered in the order in which they are first cited, and each is listed once."""

from regraph.names import ACCOUNT, SOURCE
from regraph.wording.evidence import Payload
from regraph.wording.numbered import Footnotes, described


def account(slug: str, *passages: str, **more: object) -> Payload:
    """An account as answers carry it."""
    return {
        "id": ACCOUNT + slug,
        "source": SOURCE + slug,
        "voice": "News Desk",
        "section": "body",
        "voiceIsParty": False,
        "title": f"About {slug}",
        "publisher": "News Desk",
        "published": "2026-02-03",
        "url": f"https://example.org/{slug}",
        "restsOn": [],
        "passages": [f"{SOURCE}{slug}#char={passage}" for passage in passages],
    } | more


def test_a_mark_names_the_number_and_the_characters_of_each_passage() -> None:
    notes = Footnotes()
    assert notes.cite([account("one", "10,20", "30,40"), account("two")]) == "[1: 10–20, 30–40] [2]"
    assert notes.cite([account("two", "5,6"), account("three")]) == "[2: 5–6] [3]"


def test_an_account_is_referred_to_by_its_number_or_by_name_before_it_has_one() -> None:
    notes = Footnotes()
    notes.cite([account("one")])
    assert (notes.number(ACCOUNT + "one"), notes.number(ACCOUNT + "two")) == ("[1]", "(two)")


def test_each_source_is_listed_once_with_its_address() -> None:
    notes = Footnotes()
    notes.cite([account("one"), account("two", url=None)])
    notes.cite([account("one")])
    assert notes.lines() == [
        "Sources  [number: characters of the archived text]",
        "  [1] News Desk: “About one”, 2026-02-03",
        "      https://example.org/one",
        "  [2] News Desk: “About two”, 2026-02-03",
    ]


def test_an_answer_that_cites_nothing_lists_nothing() -> None:
    assert Footnotes().lines() == []


def test_a_voice_is_told_from_the_publisher_who_relays_it() -> None:
    filing = account("one", voice="Beta", section="filing", voiceIsParty=True)
    assert described(filing) == "Beta (a party), its filing in News Desk: “About one”, 2026-02-03"
    assert described(account("one", section="summary")) == "News Desk, summary box: “About one”, 2026-02-03"
    assert described(account("one", voice="ICIJ partners", section="quoted")).startswith("ICIJ partners in News Desk: ")


def test_the_work_by_way_of_which_words_came_is_named_after_the_day() -> None:
    minister = account("one", voice="Minister", section="quoted", restsOn=["Wire of the Agency", "Study of 2025"])
    assert described(minister) == (
        "Minister in News Desk: “About one”, 2026-02-03; by way of Wire of the Agency and Study of 2025"
    )


def test_an_account_of_which_nothing_is_known_is_still_named() -> None:
    ghost = account("ghost", voice=None, title=None, publisher=None, section=None, voiceIsParty=None, published=None)
    assert described(ghost).startswith("ghost: “ghost”")


def test_what_is_listed_cannot_steer_a_terminal() -> None:
    notes = Footnotes()
    notes.cite([account("one", title="a\x1b[31mb\nc", url="https://example.org/\x1b]0;x\x07")])
    assert "\x1b" not in "".join(notes.lines()) and "\x07" not in "".join(notes.lines())
    assert len(notes.lines()) == 3
