"""Who says so: the voices behind a claim, each with the publisher that carries it and the day.

A voice is named for a sentence only where its account says all that the sentence says; the others are named beside.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from regraph.model.knowledge import Knowledge, once
from regraph.model.things import Claim, Statement, Value
from regraph.names import local
from regraph.store.resolution import GROUPS
from regraph.wording.nouns import listed, noun

GROUP_OF: Mapping[str, str] = {name: group for group, names in GROUPS.items() for name in names}
# In our own words, or told apart already: accounts that differ in these do not say something else.
FREE = ("statement", "description", "outcome", "label", "base", "shareBasis", "share", "amount", "value", "voice")
BESIDE: Mapping[str, str] = {
    "opinion": "given as an opinion by {}",
    "alleged": "alleged according to {}",
    "under-investigation": "under investigation according to {}",
    "disputed": "disputed according to {}",
    "denied": "denied by {}",
}


class Speakers(NamedTuple):
    """The voices of a sentence.

    Args:
        who: those that the sentence is laid to.
        together: True where none of them says all of it alone.
        beside: clauses that name the others, and how sure these are.
    """

    who: str
    together: bool
    beside: tuple[str, ...]


def speakers(knowledge: Knowledge, claim: Claim, properties: Iterable[str]) -> Speakers:
    """The voices behind a sentence.

    Args:
        properties: those whose values the sentence says.
    """
    if len(claim.accounts) < 2:
        return Speakers(voices(knowledge, claim.accounts), False, ())
    sure = certainties(claim)
    own = claim.concept("certainty") or "reported"
    agreed = [account for account in claim.accounts if sure.get(account, own) == own] or list(claim.accounts)
    full = saying_all(claim, tuple(properties))
    whole = [account for account in agreed if account in full]
    leading = whole or agreed
    named = {knowledge.accounts[a].voice for a in leading if a in knowledge.accounts}
    rest: dict[str, list[str]] = defaultdict(list)
    for account in claim.accounts:
        certainty, about = sure.get(account, own), knowledge.accounts.get(account)
        form = BESIDE.get(certainty, "told as well by {}" if account in full else "told in part or otherwise by {}")
        if account not in leading and (certainty in BESIDE or about is None or about.voice not in named):
            rest[form].append(account)
    beside = tuple(form.format(voices(knowledge, tuple(told))) for form, told in sorted(rest.items()))
    return Speakers(voices(knowledge, tuple(leading)), not whole and len(named) > 1, beside)


def certainties(claim: Claim) -> dict[str, str]:
    """Account -> the certainty that it gives."""
    told = {s.account: s.values.get("certainty") for s in claim.statements}
    return {account: local(str(values[0])) for account, values in told.items() if values}


def saying_all(claim: Claim, properties: tuple[str, ...]) -> frozenset[str]:
    """The accounts that give every value of some properties as the sentence uses it."""
    wanted = {name for name in properties if name not in FREE and claim.all(name)}
    groups = {GROUP_OF[name] for name in wanted if name in GROUP_OF}
    for name in properties:
        groups |= {"share"} if name == "share" and not claim.share.is_unknown else set()
        groups |= {"measure"} if name in ("amount", "value") else set()
    names = wanted | {name for group in groups for name in GROUPS[group] if claim.all(name) and name not in FREE}
    return frozenset(s.account for s in claim.statements if all(same(claim, s, name) for name in names))


def same(claim: Claim, statement: Statement, name: str) -> bool:
    """True where a statement gives a property the values that the sentence uses."""

    def said(values: tuple[Value, ...]) -> set[str]:
        return {str(value) for value in values}

    one, other = statement.values.get(name, ()), claim.all(name)
    if len(one) == len(other) == 1:
        return str(one[0]) == str(other[0])
    return said(one) == said(other)


@once
def voices(knowledge: Knowledge, accounts: tuple[str, ...]) -> str:
    """The voices of some accounts, each once, with publisher and days."""
    days: dict[tuple[int, tuple[str, ...], str], set[str]] = defaultdict(set)
    for account in accounts:
        about = knowledge.accounts.get(account)
        if about is not None:
            source = knowledge.sources.get(about.source)
            who = (about.voice, *about.other_voices)
            publisher = source.publisher if source else about.voice
            way = 2 if about.section == "filing" else 0 if (publisher,) == who else 1
            days[way, who, publisher].add(about.published.isoformat())
    said = [voice(knowledge, key, listed(sorted(told))) for key, told in sorted(days.items())]
    return listed(said) if said else "an account that is not described"


def voice(knowledge: Knowledge, key: tuple[int, tuple[str, ...], str], days: str) -> str:
    """One voice, or several that speak as one, with who carries it and when.

    For example `Marco Rubio, quoted by Rare Earth Exchanges on 2026-02-05`.
    """
    way, speaking, publisher = key
    who = listed([noun(knowledge, one) for one in speaking])
    if way == 0:
        return f"{who} ({days})"
    if way == 1:
        return f"{who}, quoted by {noun(knowledge, publisher)} on {days}"
    return f"a filing of {who}, cited by {noun(knowledge, publisher)} on {days}"
