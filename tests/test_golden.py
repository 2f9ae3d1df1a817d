"""Answers read by eye and frozen, and what in them must hold whatever the wording: nothing is counted that is not so.

`python tests/golden/regenerate.py` writes the frozen texts anew; read every changed line before you keep it.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from terminal import Run, run

pytestmark = pytest.mark.usefixtures("read_once")
GOLDEN = Path(__file__).parent / "golden"
MAWEI = "Mawei heavy mineral sands concession"
TODAY = ("--as-of", "2026-02-10")
THEN = ("--as-of", "2022-12-31")
CASES: dict[str, tuple[str, ...]] = {
    "path-chinese-state-mawei-mining": ("path", "Chinese state", "Mawei Mining", "--as-of", "2026-02-01"),
    "path-chinese-state-mawei-mining-2022": ("path", "Chinese state", "Mawei Mining", *THEN),
    "path-chinese-state-mawei-mining-without-alleged": (
        "path", "Chinese state", "Mawei Mining", *TODAY, "--exclude", "alleged"
    ),
    "owners-mawei-concession": ("owners", MAWEI, "--as-of", "2026-02-01"),
    "owners-mawei-concession-2022": ("owners", MAWEI, *THEN),
    "owners-mawei-concession-without-alleged": ("owners", MAWEI, *TODAY, "--exclude", "alleged"),
    "owners-serra-verde": ("owners", "Serra Verde", *TODAY),
    "owners-serra-verde-with-options": ("owners", "Serra Verde", *TODAY, "--include", "options"),
    "path-adq-mutanda": ("path", "ADQ", "Mutanda", *TODAY),
    "path-shenghe-ngualla": ("path", "Shenghe Resources", "Ngualla", *TODAY),
    "path-us-government-serra-verde": ("path", "US government", "Serra Verde", *TODAY),
    "owners-usa-rare-earth": ("owners", "USA Rare Earth", *TODAY),
    "owners-usa-rare-earth-with-proposed": ("owners", "USA Rare Earth", *TODAY, "--include", "proposed,non-binding"),
    "owners-usa-rare-earth-with-proposed-and-options": (
        "owners", "USA Rare Earth", *TODAY, "--include", "proposed,non-binding,options"
    ),
    "holdings-chinese-state": ("holdings", "Chinese state", *TODAY),
    "control-mawei-concession": ("control", MAWEI, *TODAY),
    "control-mutanda-with-proposed": ("control", "Mutanda Mining", *TODAY, "--include", "proposed,non-binding"),
    "control-serra-verde-who-could": ("control", "Serra Verde", *TODAY, "--who-could"),
    "compare-serra-verde-usa-rare-earth": ("compare", "Serra Verde", "USA Rare Earth", *TODAY),
    "timeline-overdue": ("timeline", "--overdue", *TODAY),
    "timeline-serra-verde": ("timeline", "Serra Verde", *TODAY),
    "history-mawei-concession": ("history", MAWEI, *TODAY),
    "exposure-serra-verde-us-government": ("exposure", "Serra Verde", "--to", "US government", *TODAY),
    "exposure-mutanda-adq": ("exposure", "Mutanda Mining", "--to", "ADQ", *TODAY),
    "exposure-mawei-concession": ("exposure", MAWEI, *TODAY),
    "exposure-us-government": ("exposure", "--to", "US government", *TODAY),
    "exposure-usa-rare-earth-with-options": (
        "exposure", "USA Rare Earth", "--to", "US government", *TODAY, "--include", "options"
    ),
    "offtake": ("offtake", *TODAY),
    "offtake-pela-ema-until-june-2026": ("offtake", "Pela Ema", "--until", "2026-06", *TODAY),
    "chain-heavy-rare-earths": ("chain", "heavy rare earths", *TODAY),
    "finance-public": ("finance", "--by", "public", *TODAY),
    "finance-project-vault": ("finance", "Project Vault", *TODAY),
    "finance-usa-rare-earth": ("finance", "USA Rare Earth", *TODAY),
}  # fmt: skip


@cache
def answer(name: str) -> Run:
    """The text of one case."""
    return run(*CASES[name])


@cache
def told_text(name: str) -> str:
    """The same answer as JSON."""
    return run(*CASES[name], "--format", "json").out


def told(name: str) -> dict[str, Any]:
    """The same answer as a dictionary."""
    found = json.loads(told_text(name))
    assert isinstance(found, dict)
    return found


def shares(found: dict[str, Any]) -> dict[str, str]:
    """Owner or owned -> share in words."""
    end = "owner" if found["command"] == "owners" else "owned"
    return {h[end]["label"]: h["share"]["text"] if h["share"] else "no share" for h in found["holdings"]}


def interval(share: dict[str, Any]) -> tuple[str, float, float, bool, bool]:
    """A share in words, its ends, and whether they are open."""
    return share["text"], float(share["low"]), float(share["high"]), share["lowOpen"], share["highOpen"]


def walked(found: dict[str, Any]) -> list[list[str]]:
    """Each path as slugs."""
    return [[p["hops"][0]["start"]["slug"], *(h["end"]["slug"] for h in p["hops"])] for p in found["paths"]]


def claims(found: Any) -> list[dict[str, Any]]:
    """Every claim in an answer."""
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    own = [found] if isinstance(found, dict) and "accounts" in found and "axes" in found else []
    return own + [claim for part in inner for claim in claims(part)]


@pytest.mark.parametrize("name", CASES)
def test_an_answer_is_the_one_that_was_read_and_frozen(name: str) -> None:
    expected = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert answer(name).out == expected, (
        "if this change is right, run tests/golden/regenerate.py and read what it writes"
    )


def test_every_frozen_answer_is_still_asked_for() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_every_claim_of_an_answer_says_who_says_so_and_how_sure_that_is(name: str) -> None:
    found = claims(told(name))
    assert found
    for claim in found:
        assert claim["certainty"] and claim["accounts"], claim["id"]
        assert all(account["passages"] and account["published"] for account in claim["accounts"]), claim["id"]


def test_the_chinese_state_reaches_mawei_mining_only_over_an_alleged_link() -> None:
    found = told("path-chinese-state-mawei-mining")
    assert found["paths"]
    for path in found["paths"]:
        first = path["hops"][0]["relations"][0]
        assert first["claim"]["certainty"] == "alleged"
        assert first["relation"] == "StateLink" and first["share"] is None
        assert path["hops"][path["weakestHop"] - 1]["relations"][0]["claim"]["certainty"] == "alleged"


def test_two_named_firms_stand_between_the_chinese_state_and_the_parent_in_the_virgin_islands() -> None:
    paths = walked(told("path-chinese-state-mawei-mining"))
    for firm in ("hainan-international-resources", "shandong-zhaojin-ruining-mining-industries"):
        assert ["chinese-state", firm, "xinjin-international", "mawei-mining"] in paths


def test_in_2022_nothing_connects_them_and_what_stood_there_is_said_to_be_untold() -> None:
    found = told("path-chinese-state-mawei-mining-2022")
    assert (found["paths"], answer("path-chinese-state-mawei-mining-2022").status) == ([], 1)
    assert {relation["status"] for relation in found["blocked"]} == {"not in force on that day"}
    assert (
        "What stood in its place on 2022-12-31 the sources do not say."
        in answer("path-chinese-state-mawei-mining-2022").out
    )


def test_without_what_is_alleged_the_state_is_gone_and_the_answer_says_that_it_was_taken_out() -> None:
    found = told("path-chinese-state-mawei-mining-without-alleged")
    assert found["paths"] == [] and found["exclude"] == ["alleged"]
    assert {relation["status"] for relation in found["blocked"]} == {"excluded"}
    owners = shares(told("owners-mawei-concession-without-alleged"))
    assert "Chinese state" not in owners
    assert "Xinjin International Company Ltd." in owners


def test_the_joint_majority_is_the_group_s_and_nobody_s_alone() -> None:
    (hop, *_) = [
        hop
        for chain in told("owners-mawei-concession-without-alleged")["chains"]
        for hop in chain["hops"]
        if hop["relation"] == "Stake"
    ]
    assert [m["slug"] for m in hop["source"]["members"]] == [
        "hainan-international-resources",
        "shandong-zhaojin-ruining-mining-industries",
    ]
    assert interval(hop["share"]) == ("above 50 % up to 100 %", 0.5, 1, True, False)


def test_no_owner_of_the_concession_has_a_share_that_no_source_states() -> None:
    for name in ("owners-mawei-concession", "owners-mawei-concession-2022", "owners-mawei-concession-without-alleged"):
        assert set(shares(told(name)).values()) <= {"not stated", "no share"}


def test_in_2022_the_control_is_beside_the_answer_and_the_rest_is_only_possible() -> None:
    found = told("owners-mawei-concession-2022")
    assert {h["status"] for h in found["holdings"]} == {"possibly in force"}
    assert "Chinese state" not in shares(found)
    assert {b["claim"]["status"] for b in found["beside"]} == {"not in force on that day"}
    assert any("on 2022-12-31 the sources do not say" in note for note in found["notes"])


def test_the_united_states_hold_no_stake_in_serra_verde() -> None:
    found = told("owners-serra-verde")
    assert not any("United States" in h["owner"]["label"] for h in found["holdings"])
    assert not any(h["kinds"] == ["Stake"] and "United States" in h["owner"]["label"] for h in found["holdings"])
    assert not any("united-states" in hop["source"]["id"] for chain in found["chains"] for hop in chain["hops"])


def test_the_option_that_could_make_one_stands_beside_and_says_how_to_count_it() -> None:
    (entry,) = told("owners-serra-verde")["beside"]
    assert (entry["relation"], entry["claim"]["status"], entry["claim"]["needs"]) == (
        "Option",
        "contingent",
        ["options"],
    )
    assert "option" in entry["verb"] and "stake" not in entry["verb"]


def test_the_option_counts_below_one_half_when_it_is_included() -> None:
    found = told("owners-serra-verde-with-options")
    (holding,) = [h for h in found["holdings"] if "United States" in h["owner"]["label"]]
    text, low, high, _, high_open = interval(holding["share"])
    assert (text, low, high, high_open) == ("below 50 %", 0, 0.5, True)
    assert holding["kinds"] == ["Option"]


def test_adq_reaches_mutanda_through_money_and_a_memorandum_that_binds_nobody() -> None:
    found = told("path-adq-mutanda")
    assert all(path[:2] == ["adq", "orion-critical-mineral-consortium"] for path in walked(found))
    for path in found["paths"]:
        assert path["hops"][path["weakestHop"] - 1]["relations"][0]["claim"]["bindingness"] == "non-binding"


def test_forty_per_cent_of_glencore_s_interests_is_never_said_of_the_mine() -> None:
    stakes = [
        relation
        for path in told("path-adq-mutanda")["paths"]
        for hop in path["hops"]
        for relation in hop["relations"]
        if relation["relation"] == "Stake" and relation["claim"]["stage"] == "proposed"
    ]
    assert stakes
    assert {relation["target"]["kind"] for relation in stakes} == {"HeldInterest"}
    assert {relation["verb"] for relation in stakes} == {"would hold a stake in"}


def test_no_path_goes_out_and_back_over_the_parties_of_one_memorandum() -> None:
    for path in told("path-adq-mutanda")["paths"]:
        leading = [hop["relations"][0]["claim"]["id"] for hop in path["hops"]]
        assert len(leading) == len(set(leading))
        every = [{r["claim"]["id"] for r in hop["relations"]} for hop in path["hops"]]
        assert not any(one & other for i, one in enumerate(every) for other in every[i + 1 :]), leading


def test_shenghe_acquires_and_is_not_acquired() -> None:
    for path in told("path-shenghe-ngualla")["paths"]:
        for relation in (r for hop in path["hops"] for r in hop["relations"]):
            assert relation["target"]["slug"] != "shenghe-resources", relation["verb"]


def test_shenghe_reaches_ngualla_through_peak() -> None:
    assert ["shenghe-resources", "peak-rare-earths", "ngualla-rare-earth-project"] in walked(
        told("path-shenghe-ngualla")
    )


def test_the_united_states_reach_serra_verde_by_an_option_and_by_the_money_of_the_dfc() -> None:
    found = told("path-us-government-serra-verde")
    assert ["united-states-government", "serra-verde"] in walked(found)
    assert ["united-states-government", "us-international-development-finance-corporation", "serra-verde"] in walked(
        found
    )
    for path in found["paths"]:
        for hop in path["hops"]:
            assert not any(r["relation"] == "Stake" for r in hop["relations"])


def test_money_that_is_announced_is_not_said_to_be_paid() -> None:
    for line in answer("path-us-government-serra-verde").out.splitlines():
        assert not line.strip().endswith("funds Serra Verde"), line


def test_the_united_states_own_nothing_of_usa_rare_earth_until_the_proposal_is_counted() -> None:
    assert "United States government" not in shares(told("owners-usa-rare-earth"))
    assert shares(told("owners-usa-rare-earth-with-proposed")) == {"United States government": "up to 16 %"}


def test_shares_and_warrants_together_are_the_interval_that_the_filing_states() -> None:
    assert shares(told("owners-usa-rare-earth-with-proposed-and-options")) == {
        "United States government": "8 % to 16 %"
    }


def test_the_chinese_state_has_links_and_no_share() -> None:
    found = told("holdings-chinese-state")
    assert set(shares(found).values()) == {"no share"}
    assert all(h["owned"]["label"].strip() and not h["owned"]["label"].startswith(" ") for h in found["holdings"])
    assert "Mawei Mining Company Ltd." in shares(found)


@pytest.mark.parametrize("name", CASES)
def test_no_answer_depends_on_today(name: str) -> None:
    assert "--as-of" in CASES[name]
    assert told(name)["asOf"] == CASES[name][CASES[name].index("--as-of") + 1]
