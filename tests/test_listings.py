"""Lists: what a text finds."""

import datetime as dt

from world import World, iri

from regraph.model.lookup import find
from regraph.present.listings import FIND_COLUMNS, find_payload, find_rows, find_text
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
