"""Findings sort by place, so that two runs print the same, and print as one line."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from regraph.check.findings import Finding

FINDINGS = st.builds(
    Finding,
    st.sampled_from([Path("facts/a.trig"), Path("facts/b.trig")]),
    st.integers(1, 99),
    st.sampled_from(["form", "shape:Stake", "unknown-term"]),
    st.just("https://w3id.org/regraph/id/x"),
    st.text(max_size=9),
)


def test_a_finding_prints_as_path_line_message_and_rule() -> None:
    finding = Finding(Path("facts/x.trig"), 12, "form", "", "not in canonical form; run `regraph format`")
    assert finding.text() == "facts/x.trig:12: not in canonical form; run `regraph format` (form)"


@given(st.lists(FINDINGS))
def test_findings_sort_by_path_then_line_then_rule(findings: list[Finding]) -> None:
    keys = [(str(f.path), f.line, f.rule) for f in sorted(findings)]
    assert keys == sorted(keys)
