"""Claims, stakes and deals as rows, one a claim: what answers use, how it stands on the day, and who says so.

A share is a pair of bounds and never one number; an option is no stake and stands in no row of stakes.
"""

from dataclasses import dataclass, field

from regraph.model.dates import When
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario, Standing
from regraph.model.things import Claim
from regraph.present.dossier import standing_of
from regraph.present.rows import csv_text
from regraph.wording.evidence import number
from regraph.wording.sentences import sentence
from regraph.wording.words import role

Row = tuple[str, ...]
HEAD = ("claim", "kind", "label")
STOOD = ("certainty", "stage", "bindingness", "status", "status_reason")
DATED = ("start_earliest", "start_latest", "end_earliest", "end_latest")
TOLD = ("accounts", "sources", "first_told", "last_told")
CLAIMS = (*HEAD, "sentence", "about", *STOOD, *DATED, "date_earliest", "date_latest", *TOLD)
STAKES = (
    *HEAD, "holders", "holder_names", "held_jointly", "held", "held_name", "share_low", "share_low_open", "share_high",
    "share_high_open", "share_basis", "share_together_with", *STOOD, *DATED, *TOLD,
)  # fmt: skip
DEALS = (
    *HEAD, "parties", "amount_at_least", "amount_at_most", "currency", "amount_is_about", "commodities", "part_of",
    "under", *STOOD, *DATED, *TOLD,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """The claims that a table is made of: what is known, and the day they are asked about."""

    knowledge: Knowledge
    scenario: Scenario
    kept: dict[str, tuple[Standing, str]] = field(default_factory=dict, compare=False, repr=False)

    def said(self, claim: Claim) -> tuple[Standing, str]:
        """How a claim stands on the day, and its sentence; worked out once for all that is made of it."""
        if claim.node not in self.kept:
            standing = standing_of(self.knowledge, claim, self.scenario)
            self.kept[claim.node] = standing, sentence(self.knowledge, claim, standing)
        return self.kept[claim.node]

    def of(self, family: str) -> list[Claim]:
        """The claims of a kind and of its kinds, sorted; "" for all of them."""
        known = self.knowledge
        kinds = ((node, known.claims.kind(node)) for node in known.claims)
        return [known.claims[node] for node, kind in kinds if not family or known.is_a(kind, family)]


def claims_csv(told: Told) -> str:
    """Every claim with its sentence, and the things it speaks of."""
    rows = []
    for claim in told.of(""):
        about = sorted(iri for iri in told.knowledge.claims.targets(claim.node) if iri in told.knowledge.things)
        _, said = told.said(claim)
        when = days(claim.when("date"))
        rows.append(
            (*head(claim), said, " ".join(about), *stood(told, claim), *dated(claim), *when, *tellers(told, claim))
        )
    return csv_text(CLAIMS, rows)


def stakes_csv(told: Told) -> str:
    """Every stake; options, warrants and the like are none."""
    known, rows = told.knowledge, []
    for claim in told.of("Stake"):
        holders, held = claim.iris("isHeldBy"), claim.iris("isStakeIn")
        share = claim.share
        bounds = ("", "", "", "") if share.is_unknown else (
            str(number(share.low)), truth(share.low_open), str(number(share.high)), truth(share.high_open)
        )  # fmt: skip
        rows.append((
            *head(claim), " ".join(holders), names(known, holders), truth(len(holders) > 1), " ".join(held),
            names(known, held), *bounds, str(claim.one("shareBasis") or ""),
            " ".join(claim.iris("isShareTogetherWith")), *stood(told, claim), *dated(claim), *tellers(told, claim),
        ))  # fmt: skip
    return csv_text(STAKES, rows)


def deals_csv(told: Told) -> str:
    """Every deal, with its parties by role and its amount as bounds: one bound alone is "up to" or "at least"."""
    known, rows = told.knowledge, []
    for claim in told.of("Deal"):
        amount = tuple(number(claim.decimal(f"amount{bound}")) or "" for bound in ("AtLeast", "AtMost"))
        rows.append((
            *head(claim), parties(known, claim), *amount, str(claim.one("currency") or ""),
            truth(bool(claim.one("isApproximate"))) if any(amount) else "", names(known, claim.iris("commodity")),
            " ".join(claim.iris("isPartOf")), " ".join(claim.iris("isUnder")), *stood(told, claim), *dated(claim),
            *tellers(told, claim),
        ))  # fmt: skip
    return csv_text(DEALS, rows)


def parties(known: Knowledge, claim: Claim) -> str:
    """The parties of a deal, each after its role: `lender: A; borrower: B`."""
    roles = [name for name in sorted(claim.values) if name.startswith("has") and name != "hasVoice"]
    return "; ".join(f"{role(name)}: {known.label(iri)}" for name in roles for iri in claim.iris(name))


def head(claim: Claim) -> Row:
    """What a row begins with: which claim, of which kind, how it is called."""
    return claim.node, claim.kind, claim.label


def stood(told: Told, claim: Claim) -> Row:
    """The three axes of a claim, and how it stands on the day asked about."""
    standing, _ = told.said(claim)
    axes = (claim.concept(name) or "" for name in ("certainty", "stage", "bindingness"))
    return *axes, standing.status.value, standing.reason


def dated(claim: Claim) -> Row:
    """The bounds of when a claim begins and ends."""
    return *days(claim.when("start")), *days(claim.when("end"))


def days(when: When) -> Row:
    """Both bounds of a date, each empty where it is not stated."""
    return tuple("" if day is None else day.isoformat() for day in (when.earliest, when.latest))


def tellers(told: Told, claim: Claim) -> Row:
    """The accounts of a claim, their sources, and the days of the first and the latest."""
    known = told.knowledge
    sources = sorted({known.accounts[account].source for account in claim.accounts if account in known.accounts})
    first, latest = known.told(claim)
    return " ".join(claim.accounts), " ".join(sources), first.isoformat(), latest.isoformat()


def names(known: Knowledge, iris: Row) -> str:
    """How things are called, in one cell."""
    return "; ".join(map(known.label, iris))


def truth(value: bool) -> str:
    """A truth as tables carry it."""
    return "true" if value else "false"
