"""A report is clean only where nothing is wrong and the evidence holds; its three formats say the same."""

from decimal import Decimal
from pathlib import Path

import pytest

from regraph.check.evidence.missing import Reason
from regraph.check.evidence.verification import Miss, Verification
from regraph.check.findings import Finding
from regraph.present.report import Report, report_payload, report_rows, report_text, shown

BASE = Path("/home/ann")
PATH = BASE / "facts" / "x.trig"
FINDING = Finding(PATH, 3, "form", "", "not in canonical form; run `regraph format`")
REASONS = (
    Reason("figure", "figure 7 is not in its passages"),
    Reason("date", "date 2026-01-01 is not in its passages"),
)


def miss(note: str) -> Miss:
    """A miss with or without a note."""
    return Miss(PATH, 9, "https://w3id.org/regraph/id/x", "https://w3id.org/regraph/account/a", REASONS, note)


def report(*findings: Finding, evidence: Verification | None = None) -> Report:
    """A report over one file."""
    return Report(1, 2, 100, 50, findings, "", evidence)


def evidence(verified: int, *misses: Miss, claims: int = 100) -> Verification:
    """A verification of 100 claims."""
    return Verification(claims, verified, 0, 0, misses, ())


CLEAN = {
    "nothing found": (report(), True),
    "a finding": (report(FINDING), False),
    "all evidence holds": (report(evidence=evidence(100)), True),
    "a miss with a note": (report(evidence=evidence(99, miss("why"))), True),
    "a miss without a note": (report(evidence=evidence(99, miss(""))), False),
    "just enough verified": (report(evidence=evidence(95, miss("why"))), True),
    "too little verified": (report(evidence=evidence(94, miss("why"))), False),
    "no claims at all": (report(evidence=evidence(0, claims=0)), False),
}


@pytest.mark.parametrize("case", CLEAN)
def test_a_report_is_clean_where_nothing_is_wrong(case: str) -> None:
    found, expected = CLEAN[case]
    assert (found.is_clean, report_payload(found, BASE)["clean"]) == (expected, expected)


def test_text_and_rows_say_what_the_payload_says() -> None:
    payload = report_payload(report(FINDING, evidence=evidence(99, miss("why"))), BASE)
    assert report_rows(payload)[1] == [
        ("facts/x.trig", "3", "form", "", FINDING.message, ""),
        ("facts/x.trig", "9", "evidence:figure", miss("").node, REASONS[0].text, "why"),
        ("facts/x.trig", "9", "evidence:date", miss("").node, REASONS[1].text, "why"),
    ]
    assert report_text(payload).splitlines() == [
        f"facts/x.trig:3: {FINDING.message} (form)",
        f"facts/x.trig:9: id:x: {REASONS[0].text}; {REASONS[1].text} (evidence)",
        "    note: why",
        "",
        "1 file, 2 accounts, 100 claims, 50 rules: 1 finding",
        "evidence: 99 of 100 claims verified (99.0 %); 1 miss",
    ]


def test_a_share_is_rounded_down_so_that_a_miss_never_vanishes() -> None:
    payload = report_payload(report(evidence=evidence(99999, miss("why"), claims=100000)), BASE)
    assert payload["evidence"]["share"] == "0.9999"
    assert report_text(payload).endswith("evidence: 99999 of 100000 claims verified (99.9 %); 1 miss")


def test_a_path_elsewhere_is_shown_in_full() -> None:
    assert [shown(path, BASE) for path in (PATH, Path("/srv/x.trig"), Path("x.trig"))] == [
        "facts/x.trig",
        "/srv/x.trig",
        "x.trig",
    ]


def test_the_share_of_evidence_is_exact() -> None:
    assert evidence(1, claims=4).share == Decimal("0.25")
