"""Small sets of facts for one test: a world says what exists, which accounts there are, and what each account says.

Values are written as plain strings; the name of the property tells what kind of term they are.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from regraph.facts.canonical import canonical, escaped
from regraph.facts.places import ontology_files
from regraph.facts.syntax import quads_of_all, quads_of_text
from regraph.model.knowledge import Knowledge, known
from regraph.names import ACCOUNT, ID, PREFIXES, SOURCE
from regraph.store.dataset import Dataset, select

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
CONCEPTS = {
    "absenceKind": "absence",
    "absentTerm": "rg",
    "bindingness": "bindingness",
    "certainty": "certainty",
    "chainStage": "chain",
    "commodity": "commodity",
    "conditionKind": "condition",
    "figureKind": "figure",
    "instrument": "instrument",
    "isLocatedIn": "jurisdiction",
    "isUnderJurisdiction": "jurisdiction",
    "linkKind": "link",
    "realisation": "realisation",
    "stage": "stage",
}
TRUTHS = ("isApproximate", "isDone", "isMet")
NUMBERS = re.compile(
    r"(share|amount|value)(AtLeast|AtMost|Above|Below)|securityCount|unitPrice|exercisePrice|tenorYears"
)
DAYS = re.compile(r"(start|end|date)(Earliest|Latest)")
LINKS = re.compile(r"(is|has|judges)[A-Z]\w*|concerns|arisesFrom|supersedes|refinances|followsFrom|amends")
INTERESTS = ("Stake", "VotingRight", "BoardRight", "Option", "Warrant", "Convertible", "LicenceHolding", "StateLink")

Values = str | tuple[str, ...]


def iri(slug: str) -> str:
    """The IRI of a thing or claim."""
    return ID + slug


def term(name: str, value: str) -> str:
    """A value as TriG, by the property it stands at; `text:` before a value makes it a plain string."""
    if value.startswith("text:"):
        return f'"{escaped(value.removeprefix("text:"))}"'
    if name in TRUTHS:
        return value
    if NUMBERS.fullmatch(name):
        return value if "." in value else value + ".0"
    if DAYS.fullmatch(name):
        return f'"{value}"^^xsd:date'
    if name in CONCEPTS:
        return f"{CONCEPTS[name]}:{value}"
    return f"id:{value}" if LINKS.fullmatch(name) else f'"{escaped(value)}"'


def properties(values: dict[str, Values]) -> str:
    """Lines of TriG for some properties."""
    pairs = [(n, v) for n, many in values.items() for v in ((many,) if isinstance(many, str) else many)]
    return "".join(f"        {predicate(name)} {term(name, value)} ;\n" for name, value in pairs)


def predicate(name: str) -> str:
    """A property as TriG."""
    return {"label": "rdfs:label", "altLabel": "skos:altLabel", "editorialNote": "skos:editorialNote"}.get(
        name, f"rg:{name}"
    )


@cache
def terms() -> Dataset:
    """The ontology, read once."""
    data = Dataset()
    data.add_terms(quads_of_all(ontology_files()))
    return data


@dataclass
class World:
    """Facts in the making; every method gives the world back, so that calls can be joined."""

    register: list[str] = field(default_factory=list)
    described: dict[str, tuple[str, str]] = field(default_factory=dict)
    claims: dict[str, list[str]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    count: int = 0

    def thing(self, slug: str, kind: str = "Company", label: str | None = None, **values: Values) -> "World":
        """Enter one thing in the register; its label is its slug in words where none is given."""
        if slug not in self.known:
            self.known.add(slug)
            name = slug.replace("-", " ").title() if label is None else label
            body = properties({"label": "text:" + name, **values})
            self.register.append(f"    id:{slug}\n        a rg:{kind} ;\n{body}    .\n")
        return self

    def account(
        self,
        slug: str,
        published: str = "2026-02-03",
        *,
        source: str | None = None,
        section: str = "body",
        party: bool = False,
        voice: Values = "news-desk",
        publisher: str = "news-desk",
        rests_on: str = "",
        **document: str,
    ) -> "World":
        """Describe one account, and its source where that is new; a work that it rests on is one that the source cites.

        Args:
            document: `title`, `url` and `sha256` of a source that is new.
        """
        voices = (voice,) if isinstance(voice, str) else voice
        for name in (*voices, publisher):
            self.thing(name, "Organisation")
        of = source or slug
        text = "0" * 64 if publisher == "news-desk" else sha256(of.encode()).hexdigest()
        about = {"title": f"About {of}", "url": f"https://example.org/{of}", "sha256": text} | document
        cited = f'        rg:citesSource "{escaped(rests_on)}" ;\n' if rests_on else ""
        day = f'"{published}"^^xsd:date'
        head = f'    source:{of}\n        a rg:Source ;\n        rdfs:label "{of}" ;\n'
        head += f'        rg:title "{about["title"]}" ;\n'
        head += f"{cited}        rg:isPublishedBy id:{publisher} ;\n        rg:publishedEarliest {day} ;\n"
        head += f"        rg:publishedLatest {day} ;\n        rg:retrieved {day} ;\n"
        head += f'        rg:url "{about["url"]}"^^xsd:anyURI ;\n        rg:language "en" ;\n'
        head += f'        rg:sha256 "{about["sha256"]}" ;\n        rg:archivedAs "{of}.txt" ;\n    .\n'
        body = f'    account:{slug}\n        a rg:Account ;\n        rdfs:label "{slug}" ;\n'
        body += f"        rg:isAccountOf source:{of} ;\n"
        body += "".join(f"        rg:hasVoice id:{name} ;\n" for name in voices)
        body += cited.replace("citesSource", "restsOn")
        body += f"        rg:section section:{section} ;\n"
        body += f"        rg:published {day} ;\n        rg:retrieved {day} ;\n"
        body += f"        rg:voiceIsParty {str(party).lower()} ;\n    .\n"
        first = "" if any(s == of for s, _ in self.described.values()) else head
        self.described[slug] = (of, first + body)
        return self

    def says(self, account: str, node: str, kind: str = "", /, **values: Values) -> "World":
        """One account says something of one node; certainty, evidence and stage are filled in where missing."""
        if account not in self.described:
            self.account(account)
        self.count += 1
        of = self.described[account][0]
        filled: dict[str, Values] = {"certainty": "reported"}
        filled |= {"stage": "in-force"} if kind in INTERESTS else {}
        lines = [f"        a rg:{kind} ;\n"] if kind else []
        lines.append(properties(filled | values))
        lines.append(f"        rg:evidence <{SOURCE}{of}#char={self.count * 100},{self.count * 100 + 50}> ;\n")
        self.claims.setdefault(account, []).append(f"    id:{node}\n{''.join(lines)}    .\n")
        return self

    def claim(self, node: str, kind: str, account: str = "news", /, **values: Values) -> "World":
        """A claim with an entry in the register, said by one account."""
        return self.thing(node, kind).says(account, node, kind, **values)

    def stake(self, holders: str, held: str, share: str = "", account: str = "news", /, **values: Values) -> "World":
        """A stake; several holders are joined by `+`, and an exact share is written as a fraction."""
        names = tuple(holders.split("+"))
        for name in (*names, held):
            self.thing(name)
        bounds: dict[str, Values] = {"shareAtLeast": share, "shareAtMost": share} if share else {}
        slug = f"stake-{holders.replace('+', '-and-')}-in-{held}"
        return self.claim(slug, "Stake", account, isHeldBy=names, isStakeIn=held, **(bounds | values))

    def files(self) -> dict[str, str]:
        """The files of these facts, by name."""
        found = {
            "register.trig": f"{HEAD}<{PREFIXES['id'].removesuffix('id/')}register> {{\n{''.join(self.register)}}}\n"
        }
        for slug, (of, text) in self.described.items():
            said = "".join(self.claims.get(slug, ()))
            body = found.setdefault(f"{of}.trig", HEAD)
            found[f"{of}.trig"] = f"{body}source:{of} {{\n{text}}}\naccount:{slug} {{\n{said}}}\n"
        return found

    def write(self, directory: Path) -> Path:
        """Write the files in canonical form; the directory is given back."""
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in self.files().items():
            path = directory / name
            path.write_text(canonical(text, path), encoding="utf-8")
        return directory

    def dataset(self, order: int = 1) -> Dataset:
        """These facts as read; `order` -1 reads the files and their quads backwards."""
        data = Dataset(terms=terms().terms, ontology=terms().ontology)
        for name, text in sorted(self.files().items())[::order]:
            data.add_facts(quads_of_text(text, Path(name))[::order])
        return data

    def knowledge(self, known_by: dt.date | None = None, without: tuple[str, ...] = (), order: int = 1) -> Knowledge:
        """What these facts say, but for what is not known yet and for accounts or sources left out by slug."""
        dropped = frozenset(base + slug for slug in without for base in (ACCOUNT, SOURCE))
        return known(select(self.dataset(order), known_by, dropped))
