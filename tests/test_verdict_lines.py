"""How verdicts are said: the most decided first, folded where nothing differs, an allegation after what is reported."""

from typing import Any

from regraph.present.owning.verdicts import verdict_lines
from regraph.wording.evidence import Payload
from regraph.wording.numbered import Footnotes

DOCTRINES = ("majority", "majority-chain", "by-right", "close-links")
PAYLOAD: Payload = {"doctrines": [{"name": name, "title": name.replace("-", " ")} for name in DOCTRINES]}
UNSTATED = "the share of Mid in Beta is not stated"
NO_RIGHT = "the sources state no right that decides, beyond the shares"


def said(controller: str, doctrine: str, verdict: str, *reasons: str, **values: Any) -> Payload:
    """A verdict on Beta."""
    return {
        "controller": {"id": controller, "label": controller}, "controlled": {"id": "Beta", "label": "Beta"},
        "doctrine": doctrine, "verdict": verdict, "certainty": "reported", "jointly": False, "last": False, "end": None,
        "share": None, "reasons": list(reasons), "steps": [], **values,
    }  # fmt: skip


def lines(*verdicts: Payload, far: str = "controller") -> list[str]:
    """The lines of some verdicts."""
    return verdict_lines(PAYLOAD, verdicts, far, {}, Footnotes())


def test_doctrines_that_say_the_same_for_the_same_reason_share_a_line() -> None:
    found = [said("A", name, "possible", UNSTATED) for name in ("majority", "majority-chain", "by-right")]
    link = said("A", "close-links", "possible", "A may own enough of it", UNSTATED)
    assert lines(*found, link) == ["  A", f"    possible (every doctrine asked): {UNSTATED}", ""]


def test_a_link_joins_the_line_that_also_names_through_whom() -> None:
    found = said("A", "majority", "possible", "through Mid", UNSTATED)
    link = said("A", "close-links", "possible", "A may own enough of it", UNSTATED)
    assert lines(found, link) == ["  A", f"    possible (majority, close links): through Mid; {UNSTATED}", ""]


def test_a_link_through_a_third_keeps_its_reason() -> None:
    link = said("A", "close-links", "possible", "C may own enough of both", UNSTATED)
    assert lines(link) == ["  A", f"    possible (close links): C may own enough of both; {UNSTATED}", ""]


def test_the_most_decided_come_first_and_an_allegation_after_what_is_reported() -> None:
    found = lines(
        said("Unknown", "majority", "not known", "no votes are named"),
        said("Alleged", "majority", "alleged", "alleged: Z", certainty="alleged"),
        said("Linked", "close-links", "possible", "C may own enough of both"),
        said("Ruled out", "majority", "no", "has 10 %"),
        said("Possible", "majority", "possible", UNSTATED),
        said("Sure", "majority", "possible", UNSTATED),
        said("Sure", "by-right", "yes", "holds the licence"),
    )
    assert [line for line in found if line.startswith("  ") and line[2] != " "] == [
        "  Sure", "  Possible", "  Linked", "  Alleged", "  Ruled out", "  Unknown",
    ]  # fmt: skip
    assert found[1:3] == ["    yes, as stated (by right): holds the licence", f"    possible (majority): {UNSTATED}"]


def test_controllers_of_whom_the_same_is_said_stand_together() -> None:
    found = [said(name, "majority", "possible", UNSTATED, last=True, end="trail-ends") for name in "AB"]
    other = said("C", "majority", "possible", UNSTATED, last=True, end="state")
    assert lines(*found, other) == [
        "  A; B, each · the trail ends here: nobody is found to control it", f"    possible (majority): {UNSTATED}",
        "  C · the trail ends: a state", f"    possible (majority): {UNSTATED}", "",
    ]  # fmt: skip


def test_that_no_right_is_stated_is_said_once_unless_it_is_all_there_is_to_say() -> None:
    some = [said(name, "by-right", "not known", NO_RIGHT) for name in "AB"]
    assert lines(*some, said("A", "majority", "possible", UNSTATED)) == [
        "  A", f"    possible (majority): {UNSTATED}", "  B", f"    not known (by right): {NO_RIGHT}",
        "  (by right: no other right that decides is stated)", "",
    ]  # fmt: skip


def test_verdicts_that_differ_in_share_certainty_or_claims_are_never_folded() -> None:
    one = said("A", "majority", "yes", share={"text": "60 %"})
    other = said("A", "majority-chain", "yes", certainty="estimated")
    assert lines(one, other)[1:3] == ["    yes, as stated, 60 % (majority)", "    yes, as estimated (majority chain)"]


def test_what_is_below_is_told_by_what_is_controlled_and_without_an_end() -> None:
    found = said("A", "majority", "yes", last=True, end="state")
    assert lines(found, far="controlled") == ["  Beta", "    yes, as stated (majority)", ""]
