"""Made-up facts in the shape of real ones, the same for the same seed: what the benchmark of pages draws.

Most things are companies and assets, held, funded and supplied by older ones, a few of which hold very many. Two
accounts tell of them on two days: the second confirms half of what the first says, and tells a fifth of it anew.
"""

import random
from pathlib import Path

from regraph.facts.canonical import canonical
from regraph.names import PREFIXES

KINDS = ("Company",) * 11 + ("Mine",) * 4 + ("Person",) * 3 + ("State", "Fund")
WORDS = [
    "Alder",
    "Basin",
    "Cobalt",
    "Delta",
    "Ember",
    "Fjord",
    "Garnet",
    "Harbour",
    "Ivory",
    "Juniper",
    "Karst",
    "Lumen",
    "Mesa",
    "Nimbus",
    "Ochre",
    "Prairie",
]
TAILS = {"Company": "Rare Earths Ltd.", "Mine": "Mine", "Person": "Whitfield", "State": "Republic", "Fund": "Fund"}
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
DAYS = ("2026-01-10", "2026-02-03")
Relation = tuple[str, str, int, int]


def kind_of(number: int) -> str:
    """The class of a thing."""
    return KINDS[number * 7 % len(KINDS)]


def name_of(number: int) -> str:
    """The name of a thing, and no two alike."""
    words = WORDS[number % len(WORDS)], WORDS[number * 5 // 16 % len(WORDS)]
    return f"{words[0]} {words[1]} {number} {TAILS[kind_of(number)]}"


def relations(things: int, each: float, seed: int) -> list[Relation]:
    """Which claim joins which things: its class, who holds or gives, what is held or given to; older ones hold more."""
    dice = random.Random(seed)
    found: dict[Relation, None] = {}
    for number in range(1, things):
        found[relation(dice, number, int(number * dice.random() ** 2))] = None
    while len(found) < things * each:
        number = dice.randrange(2, things)
        found[relation(dice, number, int(number * dice.random() ** 1.5))] = None
    return [(kind, f"r{i}", upper, lower) for i, (kind, _, upper, lower) in enumerate(found)]


def relation(dice: random.Random, lower: int, upper: int) -> Relation:
    """One claim of a class that fits its ends."""
    if kind_of(lower) in ("Person", "State", "Fund"):
        lower, upper = upper, lower
    if kind_of(upper) == "Person":
        return "Role", "", upper, lower
    return dice.choice(("Stake", "Stake", "Stake", "Loan", "Offtake")), "", upper, lower


def claim(relation: Relation, passage: str, dice: random.Random) -> str:
    """One claim as TriG."""
    kind, slug, upper, lower = relation
    share = (
        f"0.{5 + (upper + lower) % 90 + (dice.random() < 0.05):02d}"  # one in twenty is told otherwise the next time
    )
    about = {
        "Stake": f"rg:isHeldBy id:t{upper} ; rg:isStakeIn id:t{lower} ; rg:shareAtLeast {share} ; "
        f'rg:shareAtMost {share} ; rg:startEarliest "2019-0{1 + lower % 9}-01"^^xsd:date ; '
        f'rg:startLatest "2019-0{1 + lower % 9}-01"^^xsd:date ; rg:stage stage:in-force',
        "Loan": f"rg:hasLender id:t{upper} ; rg:hasBorrower id:t{lower} ; rg:amountAtLeast {lower * 1000}.0 ; "
        f'rg:amountAtMost {lower * 1000}.0 ; rg:currency "USD" ; rg:stage stage:announced',
        "Offtake": f"rg:hasSeller id:t{upper} ; rg:hasBuyer id:t{lower} ; rg:stage stage:signed",
        "Role": f"rg:isRoleOf id:t{upper} ; rg:isRoleAt id:t{lower} ; "
        'rg:roleTitle "director" ; rg:stage stage:in-force',
    }[kind]
    certainty = dice.choice(("reported",) * 8 + ("alleged", "estimated"))
    return f"id:{slug} a rg:{kind} ; rg:certainty certainty:{certainty} ; rg:evidence <{passage}> ; {about} .\n"


def account(number: int, said: str) -> str:
    """One source document with one account, as TriG."""
    day = f'"{DAYS[number]}"^^xsd:date'
    document = (
        f'source:news{number} a rg:Source ; rdfs:label "News {number}" ; rg:title "News {number}" ; '
        f"rg:isPublishedBy id:desk ; rg:publishedEarliest {day} ; rg:publishedLatest {day} ; rg:retrieved {day} ; "
        f'rg:url "https://example.org/{number}"^^xsd:anyURI ; rg:language "en" ; rg:sha256 "{number:064x}" ; '
        f'rg:archivedAs "news{number}.txt" .\n'
        f'account:news{number} a rg:Account ; rdfs:label "News {number}" ; rg:isAccountOf source:news{number} ; '
        f"rg:hasVoice id:desk ; rg:section section:body ; rg:published {day} ; rg:retrieved {day} ; "
        "rg:voiceIsParty false .\n"
    )
    return f"{HEAD}source:news{number} {{\n{document}}}\naccount:news{number} {{\n{said}}}\n"


def write_crowd(directory: Path, things: int, each: float = 1.5, seed: int = 1) -> Path:
    """Write the facts of a made-up world; the directory is given back.

    Args:
        things: how many there are.
        each: how many relations there are for each of them.
    """
    dice = random.Random(seed)
    joined = relations(things, each, seed)
    register = ['id:desk a rg:Organisation ; rdfs:label "News desk" .\n']
    register += [f'id:t{n} a rg:{kind_of(n)} ; rdfs:label "{name_of(n)}" .\n' for n in range(things)]
    register += [f'id:{slug} a rg:{kind} ; rdfs:label "{kind} {slug}" .\n' for kind, slug, _, _ in joined]
    base = PREFIXES["id"].removesuffix("id/")
    texts = {"register": f"{HEAD}<{base}register> {{\n{''.join(register)}}}\n"}
    for number in range(len(DAYS)):
        said = [r for i, r in enumerate(joined) if (i % 5 < 4 if number == 0 else i % 2 == 0 or i % 5 == 4)]
        lines = (
            claim(r, f"{PREFIXES['source']}news{number}#char={i * 9},{i * 9 + 8}", dice) for i, r in enumerate(said)
        )
        texts[f"news{number}"] = account(number, "".join(lines))
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = directory / f"{name}.trig"
        path.write_text(canonical(text, path), encoding="utf-8")
    return directory
