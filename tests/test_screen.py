"""`regraph screen`: rules on the facts and on registers, with reasons, and never more than the sources carry."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from terminal import Run, run
from test_schemas import keeps
from world import World, iri

from regraph.analysis.screening.rules.reading import rule_named, rules_in, shipped_rules
from regraph.analysis.screening.rules.rule import Rule
from regraph.analysis.screening.screen import Screening
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario, included

DAY = dt.date(2026, 2, 10)
pytestmark = pytest.mark.usefixtures("read_once")


def rule(name: str) -> Rule:
    return rule_named(name, shipped_rules())


def screening(knowledge: Knowledge, name: str, *listed: str, include: str = "", day: dt.date = DAY) -> Screening:
    """A rule on some facts, with some listed by slug."""
    asked = rule(name)
    others = tuple(map(rule, asked.words("seeds_from")))
    scenario = Scenario(day, included((include,)) if include else frozenset())
    return Screening(knowledge, scenario, asked, others, frozenset(map(iri, listed)))


def said(found: Screening, slug: str) -> list[tuple[str, str, str]]:
    """Holder, verdict and what holdings say, of one thing."""
    label = found.knowledge.label
    return [(label(v.holder) if v.holder else "", v.verdict.value, v.found.value) for v in found.verdicts(iri(slug))]


BUYERS = ("hainan-international-resources", "shandong-zhaojin-ruining-mining-industries")
LISTED = (
    ("both", BUYERS, "xinjin-international", "caught", "yes"),
    ("both", BUYERS, "mawei-mining", "possible", "possible"),
    ("both", BUYERS, "mawei-concession", "possible", "possible"),
    ("one", BUYERS[:1], "xinjin-international", "possible", "possible"),
    ("one", BUYERS[:1], "hainan-international-resources", "counts itself", "not known"),
    ("none near", ("glencore",), "xinjin-international", "cannot be settled by holdings", "not known"),
    ("parent", ("shenghe-resources",), "peak-rare-earths", "caught", "yes"),
)


@pytest.mark.parametrize(
    ("who", "listed", "thing", "verdict", "holdings"), LISTED, ids=[f"{c[0]} {c[2]}" for c in LISTED]
)
def test_the_listed_catch_what_the_sources_let_them_catch(
    knowledge: Knowledge, who: str, listed: tuple[str, ...], thing: str, verdict: str, holdings: str
) -> None:
    assert said(screening(knowledge, "ofac-50-percent", *listed), thing) == [("", verdict, holdings)]


NATIONS = (
    ("doe-foreign-entity-of-concern", "mawei-concession", "cannot be settled by holdings", "not known"),
    ("doe-foreign-entity-of-concern", "baogang-group", "caught", "yes"),
    ("doe-foreign-entity-of-concern", "peak-rare-earths", "not caught by holdings", "no"),
    ("doe-foreign-entity-of-concern", "serra-verde", "cannot be settled by holdings", "not known"),
    ("outbound-person-of-a-country-of-concern", "baogang-group", "caught", "yes"),
    ("foreign-influenced-entity", "baogang-group", "possible", "possible"),
)


@pytest.mark.parametrize(("name", "thing", "verdict", "holdings"), NATIONS, ids=[f"{c[0]} {c[1]}" for c in NATIONS])
def test_a_nation_catches_what_it_is_said_to_own_and_nothing_that_is_merely_linked_to_it(
    knowledge: Knowledge, name: str, thing: str, verdict: str, holdings: str
) -> None:
    assert said(screening(knowledge, name), thing) == [("", verdict, holdings)]


def test_alleged_links_stand_beside_and_count_for_nothing(knowledge: Knowledge) -> None:
    found = screening(knowledge, "doe-foreign-entity-of-concern").screened(iri("mawei-concession"), "")
    assert found.steps == ()
    beside = {knowledge.label(aside.relation.claim) for aside in found.beside if aside.relation.kind == "StateLink"}
    assert beside == {
        "Link of the Chinese state to Hainan International Resources",
        "Link of the Chinese state to Shandong Zhaojin Ruining Mining Industries",
    }
    assert {told.status for told in found.told} == {"unknown"}


def test_where_the_sources_end_nobody_is_an_ultimate_owner(knowledge: Knowledge) -> None:
    assert said(screening(knowledge, "statistical-ultimate-owner"), "peak-rare-earths") == [
        ("Shenghe Resources", "possible", "possible")
    ]


def test_a_company_is_no_beneficial_owner(knowledge: Knowledge) -> None:
    assert said(screening(knowledge, "uk-person"), "peak-rare-earths") == [
        ("Shenghe Resources", "asks for natural persons", "yes")
    ]


def test_a_rule_that_is_not_in_force_yet_says_so_and_what_it_would_say(knowledge: Knowledge) -> None:
    found = screening(knowledge, "ofac-50", "shenghe-resources", day=dt.date(2014, 1, 1))
    assert found.in_force[1] == "it applies only since 2014-08-13"
    assert {v.verdict.value for v in found.verdicts(iri("peak-rare-earths"))} == {"rule not in force"}


def made(certainty: str = "reported") -> Knowledge:
    """A listed person with half of a company, which has three quarters of a second; a person has the rest of both."""
    world = World().thing("listed", "Person").thing("other", "Person")
    world.stake("listed", "alpha", "0.5", certainty=certainty).stake("other", "alpha", "0.5")
    return world.stake("alpha", "beta", "0.75").stake("other", "beta", "0.25").knowledge()


@pytest.mark.parametrize(
    ("certainty", "verdict"),
    (("reported", "caught"), ("alleged", "caught as alleged"), ("opinion", "caught as alleged")),
)
def test_what_is_alleged_stays_alleged_all_the_way_down(certainty: str, verdict: str) -> None:
    found = screening(made(certainty), "ofac-50", "listed")
    assert [said(found, thing)[0][1] for thing in ("alpha", "beta")] == [verdict, verdict]


def test_who_is_wholly_held_by_others_is_cleared_where_the_rule_lets_holdings_clear() -> None:
    assert said(screening(made(), "ofac-50", "news-desk"), "beta") == [("", "not caught", "no")]


def test_an_allegation_about_others_takes_nothing_away_from_what_may_be() -> None:
    world = (
        World().thing("listed", "Person").thing("other", "Person").stake("other", "alpha", "0.6", certainty="alleged")
    )
    facts = world.stake("listed", "alpha").knowledge()
    assert said(screening(facts, "ofac-50", "listed"), "alpha") == [("", "possible", "possible")]


def test_an_option_counts_only_where_it_is_included() -> None:
    world = World().thing("listed", "Person").thing("other", "Person").stake("other", "alpha", "0.4")
    bounds = {"shareAtLeast": "0.6", "shareAtMost": "0.6"}
    facts = world.claim("call", "Option", isHeldBy="listed", isInterestIn="alpha", **bounds).knowledge()
    assert said(screening(facts, "ofac-50", "listed"), "alpha")[0][1] == "cannot be settled by holdings"
    assert said(screening(facts, "ofac-50", "listed", include="options"), "alpha")[0][1] == "caught"


@pytest.mark.parametrize(
    ("kind", "verdict"),
    (("owned-by", "caught"), ("controlled-by", "possible"), ("linked-to", "cannot be settled by holdings")),
)
def test_a_state_link_counts_as_it_is_worded(kind: str, verdict: str) -> None:
    world = World().thing("china", "State", "China").thing("alpha")
    facts = world.claim("link", "StateLink", isHeldBy="china", isInterestIn="alpha", linkKind=kind).knowledge()
    found = screening(facts, "outbound-person-of-a-country-of-concern")
    assert said(found, "alpha")[0][1] == verdict


def text(path: Path, words: str) -> str:
    path.write_text(words, encoding="utf-8")
    return str(path)


def ask(*words: str) -> Run:
    return run("screen", *words, "--as-of", "2026-02-10")


def answer(*words: str) -> dict[str, Any]:
    done = ask(*words, "--format", "json")
    assert done.err == ""
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_every_answer_in_every_format_says_that_it_is_no_advice(tmp_path: Path) -> None:
    listed = text(tmp_path / "list", "Shenghe Resources\n")
    for words in (("ofac-50", "Peak Rare Earths", "--listed", listed), ("doe", "--all"), ("--list",)):
        for form in ("table", "json", "csv"):
            assert "not legal advice" in ask(*words, "--format", form).out, (words, form)


def test_answers_keep_to_their_schema(tmp_path: Path) -> None:
    listed = text(tmp_path / "list", "Hainan International Resources\n\nGlencore\n")
    keeps(answer("--list"))
    keeps(answer("ofac-50", "--all", "--listed", listed))
    keeps(answer("outbound-person", "Baogang Group"))
    keeps(answer("uk-person", "Xinjin International Company Ltd."))


def test_an_answer_gives_its_reasons_step_by_step(tmp_path: Path) -> None:
    listed = text(tmp_path / "list", "\n".join(BUYERS))
    done = ask("ofac-50", "Mawei Mining", "--listed", listed)
    assert done.status == 0
    assert "possible — counted anything from nothing to all, asked at least 50 %, together (cascading)" in done.out
    assert "Xinjin International Company Ltd. (caught itself, at step 1), share not stated; counts wholly" in done.out
    assert "jointly (all of them count), above 50 % up to 100 % held jointly" in done.out


def test_each_wrong_line_of_a_list_is_said_with_its_place(tmp_path: Path) -> None:
    listed = text(tmp_path / "list", "Glencore\n\nGlencor\nnobody at all\n")
    done = ask("ofac-50", "--all", "--listed", listed)
    assert done.status == 2
    lines = done.err.splitlines()
    assert [line.split(": ")[1] for line in lines] == [f"{listed}:3", f"{listed}:4"]
    assert "'Glencor'; the nearest names are: Glencore" in lines[0]


WRONG = (
    (("ofac", "Glencore"), "ofac-50-percent needs to know who is listed: give --listed FILE"),
    (("oafc-50", "Glencore"), "no one rule is named 'oafc-50'; the nearest are: ofac-50-percent"),
    (("eu-aml", "Glencore"), "the nearest are: eu-amld-beneficial-owner, eu-amlr-beneficial-owner"),
    (("doe",), "give one ENTITY, or --all"),
    (("doe", "Glencore", "--all"), "give ENTITY or --all, not both"),
    (("doe", "Glencore", "--listed", "x"), "not about a list; leave --listed out"),
    (("ofac", "Glencore", "--listed", "no-such-file"), "no-such-file: No such file or directory"),
    ((), "say which RULE"),
    (("doe", "Project Vault"), "is neither an actor nor an asset"),
    (("doe", "Glencore", "--rules", "nowhere"), "nowhere: no such directory of rules"),
)


@pytest.mark.parametrize(("words", "expected"), WRONG, ids=[" ".join(w[0]) or "nothing" for w in WRONG])
def test_what_cannot_be_answered_is_said_in_one_line(words: tuple[str, ...], expected: str) -> None:
    done = ask(*words)
    assert (done.status, done.out) == (2, "")
    assert expected in done.err and done.err.count("\n") == 1


BROKEN = (
    ('threshold = "0.5"', 'threshold = "50"', """threshold is '50'; write a fraction of 1 as text: "0.5" for 50 %"""),
    ('asks = "listed"', 'asks = "anybody"', "asks is 'anybody', none of holders, listed, states"),
    ('kind = "cascading"', 'kind = "magic"', "kind is 'magic', none of cascading"),
    ("inclusive = true", 'inclusive = "yes"', "inclusive is 'yes'; write true or false"),
    ('effective = "2014-08-13"', 'effective = "13 Aug"', "effective is '13 Aug'; write 2014-08-13"),
    ('title = "OFAC 50 Percent Rule"\n', "", "the field title is missing"),
    ("settles = [", "settles = [,", "own.toml:14: "),
    ("settles = ", 'settles = "yes" #', "settles is 'yes'; write a list of no, yes"),
)


@pytest.mark.parametrize(("old", "new", "expected"), BROKEN, ids=[b[2][:20] for b in BROKEN])
def test_a_broken_rule_is_said_with_its_file(tmp_path: Path, old: str, new: str, expected: str) -> None:
    whole = (shipped_rules() / "ofac-50-percent.toml").read_text(encoding="utf-8")
    assert old in whole
    text(tmp_path / "own.toml", whole.replace('"ofac-50-percent"', '"own"').replace(old, new, 1))
    done = ask("own", "Glencore", "--listed", text(tmp_path / "list", "Glencore"), "--rules", str(tmp_path))
    assert done.status == 2
    assert expected in done.err and str(tmp_path / "own.toml") in done.err


def test_a_rule_of_ones_own_is_asked_like_any_other(tmp_path: Path) -> None:
    whole = (shipped_rules() / "ofac-50-percent.toml").read_text(encoding="utf-8")
    text(
        tmp_path / "own.toml",
        whole.replace('"ofac-50-percent"', '"own"').replace('threshold = "0.5"', 'threshold = "1"'),
    )
    found = ask(
        "own", "Peak Rare Earths", "--listed", text(tmp_path / "list", "Shenghe Resources"), "--rules", str(tmp_path)
    )
    assert "asked at least 100 %, together" in found.out


def test_a_register_is_screened_by_name(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from regraph.register.making import import_stakes

    rows = "X,A,0.5,0.5\nA,B,0.5,0.5\nX,C,0.3,0.6\nY,D,0.4,0.4\nB,E,0.49,0.49\n"
    table = Path(text(tmp_path / "stakes.csv", "holder,held,share_min,share_max\n" + rows))
    import_stakes(table, tmp_path / "store", DAY)
    done = ask("ofac-50", "--all", "--listed", text(tmp_path / "list", "X\n"), "--store", str(tmp_path / "store"),
               "--format", "csv")  # fmt: skip
    assert done.out.splitlines() == [
        "entity,holder,verdict,share_low,share_high", "A,,caught,,", "B,,caught,,", "C,,possible,,", "D,,not caught,,",
        "E,,not caught,,", "X,,counts itself,,",
    ]  # fmt: skip
    assert (
        done.err == "regraph: As encoded from OFAC's FAQs 398, 399, 401 and 402 and 31 CFR 587.406; not legal advice.\n"
    )
    one = ("ofac-50", "C", "--listed", str(tmp_path / "list"), "--store", str(tmp_path / "store"))
    keeps(answer(*one))
    assert "C: possible" in ask(*one).out
    refused = ask("statistical", "--all", "--listed", str(tmp_path / "list"), "--store", str(tmp_path / "store"))
    assert "starts from each thing anew: on a register, name an ENTITY" in refused.err


def test_the_shipped_rules_are_read_whole() -> None:
    assert len(rules_in(shipped_rules())) == 15
    assert [test.name for test in rule("eu-amlr").tests] == [
        "threshold", "control-by-ownership", "controls-a-direct-owner", "owns-a-controller",
    ]  # fmt: skip
    assert [t.name for t in rule("chips").triggers] == ["sdn-50-percent", "ns-cmic-50-percent", "jurisdiction"]
