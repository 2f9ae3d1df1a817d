"""Lists: what a text finds, and the sources with how much rests on each, and on each alone."""

import datetime as dt

from world import World, iri

from regraph.model.lookup import find
from regraph.names import SOURCE
from regraph.present.listings import (
    FIND_COLUMNS,
    SOURCE_COLUMNS,
    find_payload,
    find_rows,
    find_text,
    sources_payload,
    sources_rows,
    sources_text,
)
from regraph.wording.evidence import Payload

DAY = dt.date(2026, 2, 10)


def found(text: str) -> Payload:
    world = World().thing("pela-ema", "Mine", "Pela Ema", altLabel="Pelá Ema mine").stake("a", "pela-ema")
    knowledge = world.knowledge()
    return find_payload(knowledge, text, find(knowledge, text), DAY)


def test_each_hit_is_a_line_with_its_kind_and_slug() -> None:
    assert find_text(found("pela")).splitlines() == [
        "Pela Ema — mine · id:pela-ema",
        "Stake A In Pela Ema — stake · id:stake-a-in-pela-ema",
        "",
        "2 found; latest account known: 2026-02-03",
    ]


def test_a_hit_by_another_name_says_by_which() -> None:
    assert find_text(found("ema mine")).splitlines()[0] == "Pela Ema (as “Pelá Ema mine”) — mine · id:pela-ema"


def test_nothing_found_says_what_to_try() -> None:
    assert (
        find_text(found("zzz"))
        == "Nothing is named 'zzz'. Try a part of the name, or `regraph sources` for what is covered."
    )
    assert len(find_text(found("z" * 10_000))) < 250


def test_rows_of_hits_carry_name_label_kind_and_iri() -> None:
    (row, *_) = find_rows(found("ema mine"))
    assert dict(zip(FIND_COLUMNS, row, strict=True)) == {
        "name": "Pelá Ema mine",
        "label": "Pela Ema",
        "kind": "Mine",
        "id": iri("pela-ema"),
    }


def sources(only: str | None = None) -> Payload:
    """Two sources; the first has a body and a summary, and shares one claim with the second."""
    world = World().account("one", source="one").account("one-summary", source="one", section="summary")
    world.account("two", "2026-02-06", party=True, voice="beta")
    world.stake("a", "b", "0.1", "one").stake("a", "c", "0.1", "one").stake("a", "d", "0.1", "two")
    world.says("one-summary", "stake-a-in-b", "Stake", isHeldBy="a", isStakeIn="b")
    world.says("two", "stake-a-in-c", "Stake", isHeldBy="a", isStakeIn="c")
    return sources_payload(world.knowledge(), DAY, None, only)


def test_what_rests_on_a_source_and_on_it_alone_is_counted() -> None:
    counted = {s["id"].removeprefix(SOURCE): (s["claims"], s["alone"]) for s in sources()["sources"]}
    assert counted == {"one": (2, 1), "two": (2, 1)}


def test_what_rests_on_an_account_and_on_it_alone_is_counted() -> None:
    counted = {a["label"]: (a["claims"], a["alone"]) for s in sources()["sources"] for a in s["accounts"]}
    assert counted == {"one": (2, 0), "one-summary": (1, 0), "two": (2, 1)}


def test_one_source_can_be_asked_for() -> None:
    assert [s["id"] for s in sources(SOURCE + "two")["sources"]] == [SOURCE + "two"]


def test_sources_are_a_block_each_with_a_line_for_each_account() -> None:
    assert sources_text(sources()).splitlines() == [
        "News Desk: “About one”, 2026-02-03",
        "  https://example.org/one",
        "  2 claims, 1 of them in no other source · source:one",
        "    - News Desk (body): 2 claims, 0 in no other account · account:one",
        "    - News Desk (summary): 1 claims, 0 in no other account · account:one-summary",
        "",
        "News Desk: “About two”, 2026-02-06",
        "  https://example.org/two",
        "  2 claims, 1 of them in no other source · source:two",
        "    - Beta (body, a party): 2 claims, 1 in no other account · account:two",
        "",
        "2 sources, 3 accounts; latest account known: 2026-02-06",
    ]


def test_rows_of_sources_carry_counts_and_address() -> None:
    row = dict(zip(SOURCE_COLUMNS, sources_rows(sources())[0], strict=True))
    assert (row["title"], row["accounts"], row["claims"], row["alone"]) == ("About one", "2", "2", "1")
    assert row["url"] == "https://example.org/one"
