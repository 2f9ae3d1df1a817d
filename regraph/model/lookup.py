"""From what a person types to the thing meant: an IRI, a slug or any name; case, accents, punctuation do not matter."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from regraph.errors import AmbiguousEntity, UnknownEntity, UnknownSource
from regraph.model.knowledge import Knowledge, once
from regraph.names import ACCOUNT, BASE, SOURCE, local

WORD = re.compile(r"[^\W_]+")


class Hit(NamedTuple):
    """One thing found by a text, and the name by which it was found."""

    iri: str
    label: str
    kind: str
    name: str


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """A name without case, accents, punctuation and surplus space.

    Example:
        >>> folded("Pelá  Ema-Mine!")
        'pela ema mine'
    """
    plain = text.casefold()
    if not plain.isascii():
        letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        plain = "".join(c for c in letters if not unicodedata.combining(c)).replace("’", "")
    return " ".join(WORD.findall(plain.replace("'", "").replace(".", "")))


def entity(knowledge: Knowledge, name: str) -> str:
    """The IRI of the one thing or claim meant by `name`.

    Args:
        name: an IRI, a prefixed or bare slug, or any of its names.
    Raises:
        UnknownEntity: with the nearest names.
        AmbiguousEntity: with the candidates.
    """
    found = meant(knowledge, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousEntity(name, tuple(f"{knowledge.label(i)} ({local(i)})" for i in found))
    raise UnknownEntity(name, nearest(knowledge, folded(name)))


def meant(knowledge: Knowledge, name: str) -> list[str]:
    """The IRIs of all that `name` can mean, sorted: one, several, or none."""
    iri = as_iri(knowledge, name)
    if iri:
        return [iri]
    wanted = folded(name)
    return sorted({hit for hit, names in everything(knowledge, wanted) if wanted in names} if wanted else set())


def as_iri(knowledge: Knowledge, name: str) -> str | None:
    """The IRI that `name` is or abbreviates, or None."""
    slug = name.removeprefix("id:")
    for candidate in (name, f"{BASE}id/{slug}", f"{BASE}source/{slug}", f"{BASE}account/{slug}"):
        if candidate in knowledge.things or candidate in knowledge.claims or candidate in knowledge.sources:
            return candidate
        if candidate in knowledge.accounts:
            return candidate
    return None


def everything(knowledge: Knowledge, wanted: str = "") -> Iterable[tuple[str, frozenset[str]]]:
    """Each thing, and each claim that is no thing, with its folded names and identifiers.

    Args:
        wanted: a folded text; only things of which some name or the slug holds it, and a few more, are given.
    """
    longest = max(wanted.split(" "), key=len)
    for iri, names, text, plain in written_names(knowledge):
        if plain is not None and longest not in plain:  # folding takes long, and most things are another
            continue
        if wanted in folded(text):  # one folding for all; names are told apart only where needed
            yield iri, frozenset(map(folded, names))


@once
def written_names(knowledge: Knowledge) -> tuple[tuple[str, tuple[str, ...], str, str | None], ...]:
    """Each thing, and each claim that is no thing, with its names as written and all of them in one text.

    Returns:
        With the slug in the text; and the text in small letters where folding only changes that, else None.
    """
    found = []
    for iri in (*knowledge.things, *(iri for iri in knowledge.claims if iri not in knowledge.things)):
        thing = knowledge.things.get(iri)
        names: tuple[str, ...]
        if thing is not None:
            names = (thing.label, *thing.names, *(value for _, value in thing.identifiers))
        else:
            names = (knowledge.claims.label(iri),)
        text = " ".join((*names, local(iri)))
        found.append((iri, names, text, text.casefold() if is_plain(text) else None))
    return tuple(found)


def is_plain(text: str) -> bool:
    """True where folding only changes case and what stands between words."""
    return text.isascii() and "." not in text and "'" not in text


def nearest(knowledge: Knowledge, wanted: str, most: int = 5) -> tuple[str, ...]:
    """Labels of the things whose names hold `wanted` or are most like it; actors, assets and programmes first."""
    import difflib  # only a wrong name needs it

    by_name: dict[str, str] = {}
    for iri, names in everything(knowledge):
        by_name.update({name: iri for name in sorted(names) if iri in knowledge.things})
    order = sorted(by_name, key=lambda name: (standing(knowledge, by_name[name]), not name.startswith(wanted), name))
    close = [name for name in order if len(wanted) > 2 and wanted in name]
    close += difflib.get_close_matches(wanted[:200], order, n=most, cutoff=0.6)
    return tuple(dict.fromkeys(knowledge.label(by_name[name]) for name in close))[:most]


def standing(knowledge: Knowledge, iri: str) -> int:
    """0 for an actor, asset or programme, 1 for an interest, deal or tie, 2 for anything else that is claimed."""
    thing = knowledge.things.get(iri)
    if thing is None:
        return 2
    return 0 if any(knowledge.is_a(thing.kind, kind) for kind in ("Actor", "Asset", "Programme")) else 1


def find(knowledge: Knowledge, text: str) -> tuple[Hit, ...]:
    """The things and claims whose name, slug or identifier contains `text`.

    Returns:
        Actors, assets and programmes before interests, deals and ties, before all else; in each, exact names first,
        then names that begin with `text`.
    """
    wanted = folded(text)
    hits = []
    for iri, names in everything(knowledge, wanted) if wanted else ():
        label, slug = folded(knowledge.label(iri)), folded(local(iri))
        name = next(
            (n for n in (wanted, label, *sorted(names), slug) if wanted in n and n in {*names, label, slug}), None
        )
        if name is not None:
            thing = knowledge.things.get(iri)
            kind = thing.kind if thing else knowledge.claims.kind(iri)
            place = (name != wanted, standing(knowledge, iri), not name.startswith(wanted), label, iri)
            hits.append((place, Hit(iri, knowledge.label(iri), kind, written(knowledge, iri, name))))
    return tuple(hit for _, hit in sorted(hits, key=lambda pair: pair[0]))


def written(knowledge: Knowledge, iri: str, name: str) -> str:
    """The name as written whose folded form is `name`."""
    thing = knowledge.things.get(iri)
    names = (thing.label, *thing.names) if thing else (knowledge.label(iri),)
    return next((n for n in names if folded(n) == name), local(iri))


def source_or_account(knowledge: Knowledge, name: str) -> str:
    """The IRI of the one source or account meant by `name`; where one slug names both, the source.

    Args:
        name: an IRI, a slug (`source:` or `account:` before it says which), a title, a label, or a document's address.
    Raises:
        UnknownSource: with the nearest slugs.
        AmbiguousEntity: with the candidates.
    """
    slug = name.removeprefix("source:")
    for iri in (name, f"{SOURCE}{slug}", f"{ACCOUNT}{slug.removeprefix('account:')}"):
        if iri in knowledge.sources or iri in knowledge.accounts:
            return iri
    wanted = folded(name)
    found = [iri for iri, names in documents(knowledge).items() if wanted and wanted in names]
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousEntity(name, tuple(f"{knowledge.label(i)} ({local(i)})" for i in found))
    raise UnknownSource(name, nearest_documents(knowledge, wanted))


def documents(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """Each source and account, in the order of their IRIs, with its folded names."""
    found = {i: (s.title, s.label, s.url or "") for i, s in sorted(knowledge.sources.items())}
    named = {**found, **{i: (a.label,) for i, a in sorted(knowledge.accounts.items())}}
    return {iri: frozenset(map(folded, names)) for iri, names in named.items()}


def nearest_documents(knowledge: Knowledge, wanted: str, most: int = 5) -> tuple[str, ...]:
    """Slugs of the sources, and then accounts, whose names or slugs hold `wanted` or are most like it."""
    import difflib  # only a wrong name needs it

    by_name: dict[str, str] = {}
    for iri, names in documents(knowledge).items():
        for name in (folded(local(iri)), *sorted(names)):
            by_name.setdefault(name, local(iri))
    close = [name for name in by_name if len(wanted) > 2 and wanted in name]
    close += difflib.get_close_matches(wanted[:200], [name for name in by_name if name], n=most, cutoff=0.4)
    return tuple(dict.fromkeys(by_name[name] for name in close))[:most]
