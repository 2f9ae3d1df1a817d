"""The disagreements that the sources hold, each by name, and what makes a difference one or none."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import Values, World, iri

from regraph.analysis.dispute.conflicts import among_all, conflicts_of, every, nearby
from regraph.analysis.dispute.verdict import Conflict, Verdict
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.names import ACCOUNT, local
from regraph.present.reports.answers import answers_on, prepare

CONTRADICTION, STAGE, CERTAINTY = Verdict.CONTRADICTION, Verdict.STAGE, Verdict.CERTAINTY
PRECISION, EXPLAINED = Verdict.PRECISION, Verdict.EXPLAINED


@pytest.fixture(scope="module")
def found(knowledge: Knowledge) -> dict[tuple[str, str], Conflict]:
    """Every disagreement of the shipped facts, by its first claim and property."""
    return {(local(c.nodes[0]), c.property): c for c in conflicts_of(knowledge)}


def slug(account: str) -> str:
    """The name of an account without its date."""
    return re.sub(r"^[0-9-]{11}", "", local(account))


def told(conflict: Conflict) -> dict[str, set[str]]:
    """What is said -> the accounts that say it; an upper bound alone is marked, units and currencies are left out."""
    said: dict[str, set[str]] = {}
    for one in conflict.said:
        values = [(n, local(str(v))) for n, vs in one.values for v in vs if n not in UNSAID]
        ceiling = "up to " if all(name.endswith("AtMost") for name, _ in values) else ""
        text = ceiling + " ".join(dict.fromkeys(value for _, value in values))
        said.setdefault(text, set()).add(slug(one.account))
    return said


UNSAID = ("unit", "currency", "isApproximate")
DIGEST = "strategic-metals-digest"
REE = "rare-earth-exchanges-"
SERRA = REE + "serra-verde-breaks-the-china-loop"
MAWEI = REE + "who-owns-malawis-rare-earths"
FLAG = REE + "power-without-a-flag"
TRUMP = REE + "trump-administration-draws-the-line"
CROSS = REE + "usa-rare-earth-at-the-crossroads"
VAULT = REE + "project-vault"
JAPAN = REE + "japan-digs-six-kilometers-deep"
OIL = REE + "oil-money-meets-magnet-wars"
FLOORS = REE + "price-floors-dont-process-rare-earths"
LEVERAGE = REE + "chinas-leverage-meets-washingtons-resolve"
BOX = "-summary"
BN = "000000000"

KNOWN = {
    "Serra Verde's offtake runs to the end of 2026, or ended in December 2025": (
        "serra-verde-chinese-offtake", "end", CONTRADICTION,
        {"2026-12-31": {DIGEST, SERRA}, "2025-12-01 2025-12-31": {SERRA + BOX}}, SERRA, "body over summary box",
    ),
    "Serra Verde's offtake is in force, or ended": (
        "serra-verde-chinese-offtake", "stage", CONTRADICTION,
        {"in-force": {DIGEST, SERRA}, "terminated": {SERRA + BOX}}, SERRA, "body over summary box",
    ),
    "the link of the Chinese state at Mawei is alleged, or found": (
        "chinese-state-link-to-state-linked-firms-at-mawei", "certainty", CERTAINTY,
        {"alleged": {MAWEI, MAWEI + "-icij-partners"}, "reported": {MAWEI + BOX}}, MAWEI, "body over summary box",
    ),
    "Orion CMC's 40 % is of Glencore's interests in Mutanda, or of Mutanda": (
        "orion-cmc-stake-in-glencore-interests-in-mutanda", "held", CONTRADICTION,
        {"glencore-interests-in-mutanda-mining": {FLAG}, "mutanda-mining": {FLAG + BOX}}, FLAG, "body over summary box",
    ),
    "Orion CMC's 40 % is of Glencore's interests in Kamoto, or of Kamoto": (
        "orion-cmc-stake-in-glencore-interests-in-kcc", "held", CONTRADICTION,
        {"glencore-interests-in-kamoto-copper-company": {FLAG}, "kamoto-copper-company": {FLAG + BOX}},
        FLAG, "body over summary box",
    ),
    "9 billion is an enterprise value, or a valuation": (
        "fig-mutanda-kcc-enterprise-value", "figureKind", CONTRADICTION,
        {"enterprise-value": {FLAG}, "valuation": {FLAG + BOX}}, FLAG, "body over summary box",
    ),
    "private capital for Project Vault is 1.67 or 2 billion": (
        "private-capital-for-project-vault", "measure", CONTRADICTION,
        {"1670000000": {DIGEST}, "2" + BN: {TRUMP, CROSS}}, DIGEST, "later over earlier",
    ),
    "EXIM's money for Project Vault is proposed, announced or approved": (
        "exim-financing-of-project-vault", "stage", STAGE,
        {"announced": {TRUMP}, "proposed": {CROSS, DIGEST}, "approved": {VAULT, VAULT + BOX}},
        VAULT, "later over earlier",
    ),
    "private capital for Project Vault is proposed or announced": (
        "private-capital-for-project-vault", "stage", STAGE,
        {"announced": {TRUMP}, "proposed": {CROSS, DIGEST}}, DIGEST, "later over earlier",
    ),
    "EXIM gives 10 billion, or up to 10 billion": (
        "exim-financing-of-project-vault", "measure", EXPLAINED,
        {"10" + BN: {TRUMP, CROSS, DIGEST}, "up to 10" + BN: {VAULT}}, VAULT, "later over earlier",
    ),
    "China mines 60, 70 or two thirds of rare earths": (
        "fig-china-share-of-rare-earth-mining", "measure", CONTRADICTION,
        {"0.6667": {JAPAN, JAPAN + BOX}, "0.7": {OIL, OIL + BOX}, "0.6": {FLOORS}},
        OIL, "same standing: first by name of the account",
    ),
    "China processes about 90, or 85 to 90 % of rare earths": (
        "fig-china-share-of-rare-earth-processing", "measure", PRECISION,
        {"0.85 0.9": {LEVERAGE + BOX}, "0.9": {OIL, OIL + BOX, FLOORS}}, OIL, "body over summary box",
    ),
    "54 countries with the EU beside them, or 55": (
        "fig-critical-minerals-ministerial-countries", "measure", EXPLAINED,
        {"55": {TRUMP, TRUMP + BOX}, "54": {DIGEST, FLOORS, FLOORS + BOX}}, FLOORS, "later over earlier",
    ),
    "resource agreements are signed, or proposed": (
        "us-resource-agreements-of-february-2026", "stage", STAGE,
        {"signed": {DIGEST}, "proposed": {FLOORS, FLOORS + BOX}}, FLOORS, "later over earlier",
    ),
    "grades are not established, or not disclosed": (
        "absence-minami-torishima-grades", "absenceKind", CONTRADICTION,
        {"not-disclosed": {JAPAN, JAPAN + BOX}, "not-established": {DIGEST}}, DIGEST, "later over earlier",
    ),
    "Pela Ema began early in 2024, or in 2024": (
        "milestone-pela-ema-production-start", "date", PRECISION,
        {"2024-01-01 2024-04-30": {DIGEST}, "2024-01-01 2024-12-31": {SERRA}}, SERRA, "later over earlier",
    ),
    "the CHIPS framework is proposed, or announced": (
        "usa-rare-earth-chips-framework", "stage", STAGE,
        {"proposed": {CROSS}, "announced": {CROSS + BOX}}, CROSS, "body over summary box",
    ),
    "a ton of Round Top rock has a value, or brings revenue": (
        "fig-round-top-value-per-ton", "figureKind", CONTRADICTION,
        {"valuation": {CROSS}, "revenue": {CROSS + BOX}}, CROSS, "body over summary box",
    ),
    "the placement of USA Rare Earth is closed, or announced": (
        "usa-rare-earth-pipe", "stage", EXPLAINED,
        {"in-force": {CROSS}, "announced": {CROSS + "-form-8-k", CROSS + BOX}}, CROSS, "a recorded editorial judgement",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KNOWN)
def test_a_disagreement_of_the_sources_is_found(name: str, found: dict[tuple[str, str], Conflict]) -> None:
    node, group, verdict, said, used, rule = KNOWN[name]
    conflict = found[node, group]
    assert (conflict.verdict, told(conflict)) == (verdict, said)
    assert (slug(conflict.used), conflict.rule) == (used, rule)


def test_the_total_of_project_vault_is_not_what_its_parts_add_up_to(found: dict[tuple[str, str], Conflict]) -> None:
    conflict = found["fig-project-vault-total", "sum"]
    assert conflict.verdict is Verdict.SUM
    assert [(s.part, local(s.node), slug(s.account)) for s in conflict.said] == [
        ("whole", "fig-project-vault-total", DIGEST),
        ("part", "exim-financing-of-project-vault", DIGEST),
        ("part", "private-capital-for-project-vault", DIGEST),
    ]
    assert conflict.why == (
        "the parts add up to USD 11,670,000,000, the whole is given as USD 12,000,000,000;"
        " in 2 other accounts they add up"
    )


def test_what_a_judgement_says_of_identity_explains_no_stage(found: dict[tuple[str, str], Conflict]) -> None:
    assert found["us-resource-agreements-of-february-2026", "stage"].verdict is STAGE


def test_the_reason_of_the_judgement_is_given(found: dict[tuple[str, str], Conflict]) -> None:
    assert found["exim-financing-of-project-vault", "measure"].why.startswith("Wording explains the difference")


def test_china_excluded_or_absent_is_found(found: dict[tuple[str, str], Conflict]) -> None:
    conflict = found["absence-china-at-critical-minerals-ministerial", "wording"]
    assert conflict.why.startswith("The bodies of both texts say that China was absent")


def test_contradictions_come_first_and_compatible_differences_last(knowledge: Knowledge) -> None:
    order = [list(Verdict).index(conflict.verdict) for conflict in conflicts_of(knowledge)]
    assert order == sorted(order) and len(order) > 40


@pytest.mark.parametrize(
    "name", ("serra-verde", "project-vault", "mawei-concession", "chinese-state", "usa-rare-earth")
)
def test_what_concerns_one_thing_is_what_all_of_them_hold_about_it(knowledge: Knowledge, name: str) -> None:
    near = {iri(name), *knowledge.mentions[iri(name)]}
    expected = tuple(c for c in conflicts_of(knowledge) if near & set(c.nodes))
    assert conflicts_of(knowledge, iri(name)) == expected


def test_a_claim_can_be_asked_about(knowledge: Knowledge) -> None:
    found = conflicts_of(knowledge, iri("serra-verde-chinese-offtake"))
    assert [(local(c.nodes[0]), c.property) for c in found] == [
        ("serra-verde-chinese-offtake", "end"),
        ("serra-verde-chinese-offtake", "stage"),
    ]


def test_of_a_source_what_its_accounts_tell_is_compared(knowledge: Knowledge) -> None:
    source = "https://w3id.org/regraph/source/2026-02-05-rare-earth-exchanges-power-without-a-flag"
    found = conflicts_of(knowledge, source)
    assert {local(c.nodes[0]) for c in found if c.property == "held"} == {
        "orion-cmc-stake-in-glencore-interests-in-kcc",
        "orion-cmc-stake-in-glencore-interests-in-mutanda",
    }


Said = dict[str, Values]


def two(kind: str, first: Said, second: Said, days: tuple[str, str] = ("2026-02-03",) * 2) -> World:
    """One claim as two accounts tell it."""
    world = World().account("one", days[0], source="one").account("two", days[1], source="two")
    for slug in ("alpha", "beta", "gamma"):
        world.thing(slug)
    return world.claim("x", kind, "one", **first).says("two", "x", kind, **second)


def verdicts(world: World) -> dict[str, Verdict]:
    """Property -> verdict, of every disagreement of a world."""
    return {conflict.property: conflict.verdict for conflict in conflicts_of(world.knowledge())}


EXACT: Said = {"shareAtLeast": "0.5", "shareAtMost": "0.5"}
CASES: dict[str, tuple[str, Said, Said, dict[str, Verdict]]] = {
    "the same share": ("Stake", EXACT, EXACT, {}),
    "half against above half": ("Stake", EXACT, {"shareAbove": "0.5"}, {"share": CONTRADICTION}),
    "half against at least half": ("Stake", EXACT, {"shareAtLeast": "0.5"}, {"share": PRECISION}),
    "a share against none": ("Stake", EXACT, {"isStakeIn": "beta"}, {}),
    "bases in other words": ("Stake", EXACT | {"shareBasis": "votes"}, EXACT | {"shareBasis": "of the votes"}, {}),
    "other holders": ("Stake", {"isHeldBy": "alpha"}, {"isHeldBy": "beta"}, {"holders": CONTRADICTION}),
    "another thing held": ("Stake", {"isStakeIn": "alpha"}, {"isStakeIn": "beta"}, {"held": CONTRADICTION}),
    "up to ten against ten": (
        "Loan", {"amountAtMost": "10", "currency": "USD"},
        {"amountAtLeast": "10", "amountAtMost": "10", "currency": "USD"}, {"measure": PRECISION},
    ),
    "other currencies exclude nothing": (
        "Loan", {"amountAtLeast": "10", "amountAtMost": "10", "currency": "USD"},
        {"amountAtLeast": "9", "amountAtMost": "9", "currency": "EUR"}, {"measure": PRECISION},
    ),
    "about ten against ten": (
        "Loan", {"amountAtLeast": "10", "amountAtMost": "10", "isApproximate": "true"},
        {"amountAtLeast": "10", "amountAtMost": "10"}, {},
    ),
    "about 1,700 rounds from 1,670": (
        "Loan", {"amountAtLeast": "1700", "amountAtMost": "1700", "isApproximate": "true"},
        {"amountAtLeast": "1670", "amountAtMost": "1670"}, {"measure": PRECISION},
    ),
    "about 1,700 does not round from 1,600": (
        "Loan", {"amountAtLeast": "1700", "amountAtMost": "1700", "isApproximate": "true"},
        {"amountAtLeast": "1600", "amountAtMost": "1600"}, {"measure": CONTRADICTION},
    ),
    "other lenders": ("Loan", {"hasLender": "alpha"}, {"hasLender": "beta"}, {"hasLender": CONTRADICTION}),
    "one lender more": ("Loan", {"hasLender": "alpha"}, {"hasLender": ("alpha", "beta")}, {}),
    "planned against actual": (
        "Figure", {"realisation": "planned"}, {"realisation": "actual"}, {"realisation": STAGE},
    ),
    "conditional against binding": (
        "Loan", {"bindingness": "conditional"}, {"bindingness": "binding"}, {"bindingness": STAGE},
    ),
    "binding against not stated": (
        "Loan", {"bindingness": "binding"}, {"bindingness": "not-stated"}, {"bindingness": PRECISION},
    ),
    "reported against stated by a party": ("Loan", {}, {"certainty": "stated-by-party"}, {}),
    "reported against denied": ("Loan", {}, {"certainty": "denied"}, {"certainty": CERTAINTY}),
    "other statements": ("Condition", {"statement": "text:a"}, {"statement": "text:b"}, {}),
    "done against not done": ("Milestone", {"isDone": "true"}, {"isDone": "false"}, {"isDone": CONTRADICTION}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_difference_is_what_it_amounts_to(name: str) -> None:
    kind, first, second, expected = CASES[name]
    fill: Said = {"stage": "in-force"} if kind == "Stake" else {}
    assert verdicts(two(kind, fill | first, fill | second)) == expected


def test_another_class_is_a_contradiction() -> None:
    world = World().account("one").account("two").claim("x", "Loan", "one").says("two", "x", "Grant")
    assert verdicts(world) == {"kind": CONTRADICTION}


def test_an_unnamed_party_contradicts_no_named_one() -> None:
    world = two("Loan", {"hasLender": "alpha"}, {"hasLender": "somebody"})
    world.thing("somebody", "UnknownParty", unknownBecause="not named")
    assert verdicts(world) == {"hasLender": PRECISION}


STAGES = (
    (("announced", "signed"), ("2026-02-03", "2026-02-05"), STAGE, "it may have moved on between"),
    (("signed", "announced"), ("2026-02-03", "2026-02-05"), STAGE, "differ on how far it has come"),
    (("in-force", "expired"), ("2026-02-03", "2026-02-05"), STAGE, "it may have moved on between"),
    (("in-force", "expired"), ("2026-02-03", "2026-02-03"), CONTRADICTION, "calls it ended"),
    (("in-force", "expired"), ("2026-02-05", "2026-02-03"), CONTRADICTION, "calls it ended"),
)


@pytest.mark.parametrize(("stages", "days", "verdict", "why"), STAGES)
def test_a_later_account_may_know_of_a_later_step(
    stages: tuple[str, str], days: tuple[str, str], verdict: Verdict, why: str
) -> None:
    (conflict,) = conflicts_of(two("Loan", {"stage": stages[0]}, {"stage": stages[1]}, days).knowledge())
    assert conflict.verdict is verdict
    assert why in conflict.why


def judged(prefers: str = "", **values: Values) -> World:
    """Two accounts that differ on an amount and a stage, with a judgement recorded on the claim."""
    first: Said = {"amountAtLeast": "10", "amountAtMost": "10", "stage": "announced", "statement": "text:absent"}
    other: Said = {"amountAtLeast": "9", "amountAtMost": "9", "stage": "proposed", "statement": "text:kept out"}
    world = two("Loan", first, other | values)
    prefer = f"        rg:prefersAccount account:{prefers} ;\n" if prefers else ""
    head = "    id:judged\n        a rg:Judgement ;\n        rg:judgesNode id:x ;\n"
    world.register.append(f'{head}{prefer}        rg:reason "So." ;\n    .\n')
    return world


def test_a_judgement_without_a_preference_explains_values_and_no_stage() -> None:
    assert verdicts(judged()) == {"measure": EXPLAINED, "stage": STAGE}


def test_a_judgement_explains_what_it_decides() -> None:
    assert verdicts(judged("two")) == {"measure": EXPLAINED, "stage": EXPLAINED}
    assert {c.used for c in conflicts_of(judged("two").knowledge())} == {ACCOUNT + "two"}


def test_a_recorded_judgement_shows_a_difference_that_only_words_hold() -> None:
    world = judged(amountAtLeast="10", amountAtMost="10", stage="announced")
    (conflict,) = conflicts_of(world.knowledge())
    assert (conflict.property, conflict.verdict, conflict.why) == ("wording", EXPLAINED, "So.")
    assert told(conflict) == {"absent": {"one"}, "kept out": {"two"}}


def figures(first: dict[str, str], second: dict[str, str], accounts: tuple[str, str] = ("one", "two")) -> World:
    """Two figures on one thing."""
    world = World().account("one").account("two").thing("alpha").thing("beta")
    usual = {
        "figureKind": "market-share",
        "isFigureOf": "alpha",
        "unit": "1",
        "realisation": "actual",
        "base": "mining",
    }
    told = zip(("f", "g"), ("0.6", "0.7"), accounts, (first, second), strict=True)
    for name, value, account, values in told:
        size = {"valueAtLeast": value, "valueAtMost": value}
        world.claim(name, "Figure", account, **(usual | size | values))
    return world


def test_two_figures_of_one_quantity_contradict_each_other() -> None:
    (conflict,) = conflicts_of(figures({}, {}).knowledge())
    assert (conflict.nodes, conflict.verdict) == ((iri("f"), iri("g")), CONTRADICTION)
    assert told(conflict) == {"0.6": {"one"}, "0.7": {"two"}}
    assert conflict.why == "told as two claims; no value fits what all accounts say"
    assert (conflict.used, conflict.rule) == ("", "")


OTHERWISE = {
    "another base": {"base": "refining"},
    "another thing": {"isFigureOf": "beta"},
    "another kind": {"figureKind": "production"},
    "a plan": {"realisation": "planned"},
    "another commodity": {"commodity": "cobalt"},
    "another stage of the chain": {"chainStage": "mining"},
    "another year": {"startEarliest": "2024-01-01", "endLatest": "2024-12-31"},
    "a bound that meets it": {"valueAtLeast": "0.6", "valueAtMost": "0.6"},
}


@pytest.mark.parametrize("name", OTHERWISE)
def test_figures_of_other_quantities_are_not_compared(name: str) -> None:
    first = {"startEarliest": "2025-01-01", "endLatest": "2025-12-31"} if name == "another year" else {}
    assert conflicts_of(figures(first, OTHERWISE[name]).knowledge()) == ()


def test_a_voice_that_tells_two_figures_keeps_them_apart() -> None:
    assert conflicts_of(figures({}, {}, ("one", "one")).knowledge()) == ()


def test_prices_are_compared_only_where_both_are_dated() -> None:
    day = {"dateEarliest": "2026-02-03", "dateLatest": "2026-02-03"}
    price = {"figureKind": "price"}
    assert conflicts_of(figures(price, price).knowledge()) == ()
    assert len(conflicts_of(figures(price | day, price | day).knowledge())) == 1


def test_two_stakes_of_one_holder_in_force_contradict_each_other() -> None:
    world = World().account("one").account("two").stake("alpha", "beta", "0.4", "one")
    world.claim("again", "Stake", "two", isHeldBy="alpha", isStakeIn="beta", shareAtLeast="0.3", shareAtMost="0.3")
    (conflict,) = conflicts_of(world.knowledge())
    assert (conflict.property, conflict.verdict) == ("share", CONTRADICTION)


def test_what_one_account_misses_and_another_states_is_a_contradiction() -> None:
    world = World().account("one").account("two").thing("alpha").thing("forum", "Forum")
    world.claim("none", "Absence", "one", absenceKind="does-not-exist", absentTerm="Participation",
                isAbout=("alpha", "forum"))  # fmt: skip
    world.claim("part", "Participation", "two", hasParticipant="alpha", isParticipationIn="forum", stage="in-force")
    (conflict,) = conflicts_of(world.knowledge())
    assert (conflict.nodes, conflict.property) == ((iri("none"), iri("part")), "Participation")
    assert conflict.verdict is CONTRADICTION


def test_a_property_not_disclosed_to_one_account_and_stated_by_another_is_a_contradiction() -> None:
    world = World().account("one").account("two")
    world.claim("opt", "Option", "two", exercisePrice="7", stage="in-force")
    world.claim("none", "Absence", "one", absenceKind="not-disclosed", absentTerm="exercisePrice", isAbout="opt")
    (conflict,) = conflicts_of(world.knowledge())
    assert (conflict.nodes, conflict.property) == ((iri("none"), iri("opt")), "exercisePrice")


@given(low=st.decimals("0", "0.5", places=3), high=st.decimals("0.5", "1", places=3), order=st.sampled_from((1, -1)))
def test_an_interval_never_contradicts_a_share_within_it(low: Decimal, high: Decimal, order: int) -> None:
    wide: Said = {"shareAtLeast": f"{low}", "shareAtMost": f"{high}", "stage": "in-force"}
    world = two("Stake", wide, EXACT | {"stage": "in-force"})
    assert set(verdicts(world).values()) <= {PRECISION}
    assert conflicts_of(world.knowledge(order=order)) == conflicts_of(world.knowledge())


# --- what concerns one thing, looked for near it and chosen from all -----------------------------------------------


def unlike(knowledge: Knowledge, asked: Iterable[str]) -> list[str]:
    """Of what has been asked about, what has other disagreements near it than among all."""
    every(knowledge)
    return [name for name in asked if nearby(knowledge, name) != among_all(knowledge, name)]


def all_of(knowledge: Knowledge) -> list[str]:
    """Every thing, claim, source and account."""
    return sorted({*knowledge.things, *knowledge.claims, *knowledge.sources, *knowledge.accounts})


def test_looked_for_near_a_thing_is_found_what_is_chosen_from_all(knowledge: Knowledge) -> None:
    assert unlike(knowledge, all_of(knowledge)[::8]) == []


def test_a_part_is_told_of_the_sum_of_its_whole_where_it_shares_nobody_with_it() -> None:
    world = World().account("one")
    world.claim("whole", "Loan", "one", amountAtLeast="100", amountAtMost="100", currency="USD", stage="in-force")
    for name in ("part", "rest"):
        world.claim(name, "Loan", "one", isPartOf="whole", amountAtLeast="80", currency="USD", stage="in-force")
    (conflict,) = conflicts_of(world.knowledge(), iri("part"))
    assert (conflict.nodes, conflict.property) == ((iri("whole"), iri("part"), iri("rest")), "sum")


PLACES = st.sampled_from(("alpha", "beta", "gamma"))
NAMED = st.sampled_from(("one", "two", "three", "four", "five"))
HOWEVER = st.sampled_from(("0.4", "0.7", "1.0"))
stakes = st.builds(
    lambda a, b, s: ("Stake", {"isHeldBy": a, "isStakeIn": b, "shareAtLeast": s, "shareAtMost": s}),
    PLACES, PLACES, HOWEVER,
)  # fmt: skip
measured = st.builds(
    lambda a, s: ("Figure", {"figureKind": "production", "isFigureOf": a, "valueAtLeast": s, "valueAtMost": s}),
    PLACES, HOWEVER,
)  # fmt: skip
loans = st.builds(
    lambda a, b, s, whole: ("Loan", {"hasLender": a, "hasBorrower": b, "amountAtLeast": s, "currency": "USD",
                                     "stage": "in-force", **whole}),
    PLACES, PLACES, HOWEVER, st.builds(lambda name: {"isPartOf": name}, NAMED) | st.just({}),
)  # fmt: skip
missing = st.builds(
    lambda about, term: ("Absence", {"absenceKind": "does-not-exist", "absentTerm": term, "isAbout": tuple(about)}),
    st.sets(PLACES | NAMED, min_size=1, max_size=2).map(sorted), st.sampled_from(("Stake", "Loan", "currency")),
)  # fmt: skip
said = st.lists(st.tuples(NAMED, st.sampled_from(("x", "y")), stakes | measured | loans | missing), max_size=9)


@settings(max_examples=40)
@given(said)
def test_in_any_world_near_a_thing_is_found_what_is_chosen_from_all(
    rows: list[tuple[str, str, tuple[str, Said]]],
) -> None:
    world, kinds = World().account("x").account("y"), dict[str, str]()
    for slug in ("alpha", "beta", "gamma"):
        world.thing(slug)
    for slug in ("one", "two", "three", "four", "five"):
        world.thing(slug, kinds.setdefault(slug, next((k for name, _, (k, _) in rows if name == slug), "Loan")))
    for (name, account), (kind, values) in {(n, a): told for n, a, told in rows}.items():
        if kinds[name] == kind and name not in values.values():
            world.says(account, name, kind, **values)
    knowledge = world.knowledge()
    assert unlike(knowledge, all_of(knowledge)) == []


def test_answers_on_one_thing_are_the_same_whether_all_were_prepared_or_not() -> None:
    world = two("Stake", {"isHeldBy": "alpha", "isStakeIn": "beta", "shareAtLeast": "0.2", "shareAtMost": "0.2"},
                {"shareAtLeast": "0.3", "shareAtMost": "0.3"})  # fmt: skip
    alone, prepared = world.knowledge(), world.knowledge()
    prepare(prepared)
    one, other = (answers_on(k, iri("beta"), Scenario(dt.date(2026, 2, 10)), None) for k in (alone, prepared))
    assert (one.show["disputed"][0]["property"], one) == ("share", other)
