"""How claims are said: the verb of each kind of relation, the axes in words, amounts, text made safe for a terminal."""

import re
from functools import lru_cache

from regraph.graph.relations import Relation
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import ENDED, NOT_YET, OPTIONAL_KINDS
from regraph.model.share import ONE, Share, percent, plain
from regraph.model.things import Claim
from regraph.wording.terminal import safe as safe  # every writer of text needs both

VERBS = {
    "BoardRight": "has board representation in",
    "Control": "controls (means not stated)",
    "Convertible": "holds a convertible on",
    "HeldInterest": "is an interest in",
    "LicenceHolding": "holds the licence of",
    "Operatorship": "operates",
    "Option": "has an option on",
    "Parentage": "is parent of",
    "Royalty": "holds a royalty on",
    "Stake": "holds a stake in",
    "StateLink": "is linked to",
    "Stream": "holds a stream on",
    "VotingRight": "holds votes in",
    "Warrant": "holds warrants on",
    "part": "is part of",
}
LINKS = ("StateLink", "HeldInterest")
LINK_VERBS = {
    "owned-by": "is said to own",
    "controlled-by": "is said to control",
    "linked-to": "is linked to",
    "body-of": "has as one of its bodies",
}
PAST = {"controls": "controlled", "has": "had", "hold": "held", "holds": "held", "operates": "operated", "is": "was"}
CONDITIONAL = {"acquires": "would acquire", "controls": "would control", "has": "would have", "hold": "would hold",
               "holds": "would hold", "operates": "would operate", "is": "would be"}  # fmt: skip
DEAL_VERBS = {
    ("hasFunder", "hasRecipient"): ("funds", "is to fund", "funded"),
    ("hasLender", "hasBorrower"): ("lends to", "is to lend to", "lent to"),
    ("hasInvestor", "hasIssuer"): ("invests in", "is to invest in", "invested in"),
    ("hasSupplier", "hasBuyer"): ("supplies", "is to supply", "supplied"),
    ("hasSeller", "hasBuyer"): ("sells to", "is to sell to", "sold to"),
    ("hasBuyer", "hasTarget"): ("acquires", "is to acquire", "was to acquire"),
    ("hasMember", "isMembershipIn"): ("is a member of", "is to be a member of", "was a member of"),
    ("hasParticipant", "isParticipationIn"): ("takes part in", "is to take part in", "took part in"),
    ("hasSupplier", "isSupplyTo"): ("supplies", "is to supply", "supplied"),
    ("isRoleOf", "isRoleAt"): ("has a role at", "is to have a role at", "had a role at"),
    ("hasRegulator", "isAbout"): ("examines", "is to examine", "examined"),
}
TALKED_OF = ("proposed", "reported-talks")
UNITS = {"t": "t", "t/a": "t a year", "1": "", "[ppm]": "ppm", "a": "years", "d": "days", "mo": "months"}
BOUNDS = {p: (f"{p}AtLeast", f"{p}AtMost", f"{p}Above", f"{p}Below") for p in ("amount", "value")}
ROLE_WORDS = {"concerns": "concerned", "isHeldBy": "holder", "isStakeIn": "held", "isInterestIn": "held"}


def verb(claim: Claim, relation: Relation) -> str:
    """What the source of a relation does to its target, in the mood that its stage allows.

    An option or a proposal is never said as a holding: what is not in force stands in the conditional.
    """
    kind = relation.kind
    if kind == "StateLink":
        return LINK_VERBS.get(claim.concept("linkKind") or "", "is linked to")
    if kind == "HeldInterest" and relation.roles[0] == "isInterestOf":
        return "is the holder of"
    said = "hold together a stake in" if kind == "Stake" and relation.joint else VERBS.get(kind)
    if said is None:
        return deal_verb(claim, relation)
    first, _, rest = said.partition(" ")
    return f"{(first, CONDITIONAL[first], PAST[first])[mood(claim)]} {rest}".strip()


def mood(claim: Claim) -> int:
    """0 for what is in force, 1 for what is not yet, 2 for what its voice calls ended.

    An option that is announced is there; one that is merely proposed is not.
    """
    stage = claim.concept("stage")
    if stage in ENDED:
        return 2
    return 1 if stage in (TALKED_OF if claim.kind in OPTIONAL_KINDS else NOT_YET) else 0


def deal_verb(claim: Claim, relation: Relation) -> str:
    """What one party of a deal or tie does to another, conditional where the deal is not in force."""
    said = DEAL_VERBS.get(relation.roles)
    if said:
        return said[mood(claim)]
    near, far = map(role, relation.roles)
    stage = f"{str(claim.concept('stage')).replace('-', ' ')} " if mood(claim) else ""
    return f"— {stage}{spaced(relation.kind)}, as {near} and {far} —"


def is_symmetric(relation: Relation) -> bool:
    """True where a relation is said without a direction, so that its ends may be named in either order."""
    return not (relation.kind in VERBS or relation.kind in LINKS or relation.roles in DEAL_VERBS)


@lru_cache(maxsize=1024)  # a few names, asked for with every relation
def role(name: str) -> str:
    """A party role as a noun: `hasLender` is a lender.

    Example:
        >>> role("hasLender"), role("concerns")
        ('lender', 'concerned')
    """
    if name in ROLE_WORDS:
        return ROLE_WORDS[name]
    bare = re.sub(r"^(has|is)(?=[A-Z])", "", name)
    return spaced(re.sub(r"(Of|In|To|At|By)$", "", bare)) or "party"


@lru_cache(maxsize=1024)
def spaced(name: str) -> str:
    """A term's local name as words.

    Example:
        >>> spaced("LicenceHolding"), spaced("in-force")
        ('licence holding', 'in force')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("-", " ").lower()


def axes(claim: Claim) -> str:
    """The three axes of a claim in words, those that are stated."""
    words = [claim.concept("certainty") or "certainty not recorded"]
    stage, binding = claim.concept("stage"), claim.concept("bindingness")
    if stage:
        words.append("closed / in force" if stage == "in-force" else stage.replace("-", " "))
    if binding:
        words.append("bindingness not stated" if binding == "not-stated" else binding)
    return " · ".join(
        "under investigation" if w == "under-investigation" else w.replace("stated-by-", "stated by ") for w in words
    )


def share_phrase(knowledge: Knowledge, claim: Claim, relation: Relation) -> str:
    """The share of a relation as people read it, with what it is a share of and whether it stands for several."""
    votes = claim.kind == "VotingRight" and not claim.share.is_unknown
    text = f"{claim.share.text()} of the votes" if votes else share_text(relation, relation.share)
    partners = [knowledge.label(partner) for partner in claim.iris("isShareTogetherWith")]
    stated = claim.share.text()
    alone = f"{text}; " if partners and text != stated else ""
    together = f"{alone}{stated} together with {' and '.join(partners)}" if partners else text
    basis = f" ({claim.one('shareBasis')})" if claim.one("shareBasis") else ""
    return f"{together}{basis}" if text else ""


def share_text(relation: Relation, share: Share | None) -> str:
    """A share of a kind of relation in words, never a bare number where the source gives a range or none."""
    if relation.kind == "StateLink":
        return "a state link, no share stated"
    if relation.roles[0] == "isInterestOf":
        return (
            "the interests themselves"
            if share == Share(ONE, ONE)
            else f"{share.text()} of the interests"
            if share
            else ""
        )
    if share is None:
        return "no share stated" if relation.via == "control" else ""
    text = share.text()
    if text == "not stated":
        return "size not stated" if relation.via == "option" else "share not stated"
    return f"{text} held jointly" if relation.joint else text


def quantity(claim: Claim, prefix: str) -> str:
    """Amount (`amount`) or value (`value`) of a claim, with approximation, bounds, currency or unit; "" where none.

    Example:
        >>> quantity(Claim("x", "Loan", "x", {"amountAtMost": (5,), "currency": ("USD",)}, ()), "amount")
        'up to USD 5'
    """
    bounds = BOUNDS[prefix]
    if claim.values.keys().isdisjoint(bounds):
        return ""
    low, high, above, below = map(claim.decimal, bounds)
    currency, unit = claim.one("currency"), claim.one("unit")
    fraction = unit == "1" and claim.concept("figureKind") not in (None, *COUNTED)

    def number(value: object) -> str:
        exact = claim.values and value
        text = percent(exact) if fraction else plain(exact)
        return f"{currency} {text}" if currency else text

    least = number(low) if low is not None else f"above {number(above)}" if above is not None else ""
    most = number(high) if high is not None else f"below {number(below)}" if below is not None else ""
    if least and most:
        text = least if low is not None and low == high else f"{least} {'up to' if low is None else 'to'} {most}"
    elif least:
        text = f"at least {least}" if low is not None else least
    else:
        text = f"up to {most}" if high is not None else most
    per = (
        f" per {unit}"
        if currency and unit and unit != "1"
        else f" {UNITS.get(str(unit), unit)}"
        if unit and not currency
        else ""
    )
    return f"{'about ' if claim.one('isApproximate') is True else ''}{text}{'' if fraction else per}".strip()


COUNTED = ("count", "votes")


def kind_word(knowledge: Knowledge, kind: str) -> str:
    """The label of a class in the ontology."""
    return "described thing" if not kind else knowledge.word(kind)
