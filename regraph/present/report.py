"""What `check` has found, as a dictionary, as CSV rows and as lines of text."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from pathlib import Path

from regraph.check.evidence.verification import Miss, Verification
from regraph.check.findings import Finding
from regraph.facts.canonical import iri_text
from regraph.wording.evidence import Payload
from regraph.wording.nouns import counted
from regraph.wording.words import safe

COLUMNS = ("path", "line", "rule", "focus", "message", "note")
LEAST_VERIFIED = Decimal("0.95")
PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Report:
    """One run of `check`.

    Args:
        files, accounts, claims, rules: how much was checked.
        findings: sorted.
        not_run: why shapes and rules were left out; "" where they ran.
        verification: what reading the evidence again has shown; None where no texts were at hand.
    """

    files: int
    accounts: int
    claims: int
    rules: int
    findings: tuple[Finding, ...]
    not_run: str
    verification: Verification | None

    @property
    def is_clean(self) -> bool:
        """True without findings, and with evidence that holds: enough of it verified, and each miss explained."""
        evidence = self.verification
        holds = evidence is None or (not evidence.unexplained and evidence.share >= LEAST_VERIFIED)
        return not self.findings and holds


def report_payload(report: Report, base: Path) -> Payload:
    """The answer of `check`; paths below `base` are shown relative to it."""
    return {
        "command": "check",
        "clean": report.is_clean,
        "files": report.files,
        "accounts": report.accounts,
        "claims": report.claims,
        "rules": report.rules,
        "notRun": report.not_run or None,
        "findings": [finding_payload(finding, base) for finding in report.findings],
        "evidence": evidence_payload(report.verification, base) if report.verification else None,
    }


def finding_payload(finding: Finding, base: Path) -> Payload:
    """One finding."""
    return {
        "path": shown(finding.path, base),
        "line": finding.line,
        "rule": finding.rule,
        "focus": finding.focus or None,
        "message": finding.message,
    }


def evidence_payload(verification: Verification, base: Path) -> Payload:
    """How much of the evidence holds, and what does not."""
    return {
        "claims": verification.claims,
        "verified": verification.verified,
        "share": f"{verification.share.quantize(PLACES, ROUND_DOWN):f}",
        "unnamed": verification.unnamed,
        "unverifiable": verification.unverifiable,
        "misses": [miss_payload(miss, base) for miss in verification.misses],
    }


def miss_payload(miss: Miss, base: Path) -> Payload:
    """One claim that its passages do not bear out."""
    return {
        "path": shown(miss.path, base),
        "line": miss.line,
        "node": miss.node,
        "account": miss.account,
        "reasons": [{"kind": reason.kind, "text": reason.text} for reason in miss.reasons],
        "note": miss.note or None,
    }


def report_rows(payload: Payload) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Findings, then one row for each reason of each miss."""
    rows: list[tuple[str, ...]] = [
        (*cells(finding), finding["rule"], finding["focus"] or "", finding["message"], "")
        for finding in payload["findings"]
    ]
    for miss in (payload["evidence"] or {}).get("misses", ()):
        for reason in miss["reasons"]:
            rows.append((*cells(miss), f"evidence:{reason['kind']}", miss["node"], reason["text"], miss["note"] or ""))
    return COLUMNS, rows


def cells(found: Payload) -> tuple[str, str]:
    """Path and line as cells."""
    return found["path"], str(found["line"])


def report_text(payload: Payload) -> str:
    """One line a finding, then the misses with their notes, then what was checked."""
    lines = [f"{f['path']}:{f['line']}: {f['message']} ({f['rule']})" for f in payload["findings"]]
    evidence = payload["evidence"]
    for miss in evidence["misses"] if evidence else ():
        reasons = "; ".join(reason["text"] for reason in miss["reasons"])
        lines.append(f"{miss['path']}:{miss['line']}: {iri_text(miss['node'])}: {reasons} (evidence)")
        lines.append(f"    note: {miss['note']}" if miss["note"] else "    no editorial note explains it")
    lines += [""] if lines else []
    return "\n".join(map(safe, [*lines, summary(payload), *evidence_summary(evidence)]))


def summary(payload: Payload) -> str:
    """What was checked, and how many findings there are.

    Example:
        >>> summary({"files": 1, "accounts": 2, "claims": 3, "rules": 48, "findings": [], "notRun": None})
        '1 file, 2 accounts, 3 claims, 48 rules: no findings'
    """
    counts = ", ".join(counted(payload[name], name) for name in ("files", "accounts", "claims", "rules"))
    found = counted(len(payload["findings"]), "findings") if payload["findings"] else "no findings"
    return f"{counts}: {found}" + (f"; {payload['notRun']}" if payload["notRun"] else "")


def evidence_summary(evidence: Payload | None) -> list[str]:
    """How much of the evidence holds, in one line; nothing where no texts were at hand."""
    if not evidence:
        return []
    percent = (Decimal(evidence["share"]) * 100).quantize(Decimal("0.1"), ROUND_DOWN)
    parts = [f"evidence: {evidence['verified']} of {counted(evidence['claims'], 'claims')} verified ({percent} %)"]
    parts += [counted(len(evidence["misses"]), "misses")]
    parts += [f"{evidence['unverifiable']} not verifiable"] if evidence["unverifiable"] else []
    parts += [f"{counted(evidence['unnamed'], 'parties')} unnamed"] if evidence["unnamed"] else []
    return ["; ".join(parts)]


def shown(path: Path, base: Path) -> str:
    """A path as people read it: from `base` where it lies below it."""
    return str(path.relative_to(base)) if path.is_relative_to(base) else str(path)
