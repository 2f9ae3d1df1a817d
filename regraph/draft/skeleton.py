"""A draft as TriG, for a person to complete: the source and its accounts described, the proposals in a graph apart.

A proposal never stands in an account, so no answer can read it, and `regraph check` refuses it until a person has
stated it there as a claim or dropped it. What is unknown of the source gets a placeholder that the check refuses. Of
the text only names and figures are written, never a sentence.
"""

import re
from decimal import Decimal
from pathlib import Path

from regraph.draft.days import DateMention
from regraph.draft.figures import Figure
from regraph.draft.proposals import Draft, Proposal
from regraph.facts.canonical import canonical, escaped, iri_text
from regraph.model.lookup import folded
from regraph.names import ACCOUNT, DRAFT, ID, PREFIXES, SOURCE, XSD, local

UNKNOWN_DAY = "YYYY-MM-DD"
LINK = re.compile(r"[^\s<>\"{}|\\^`]+")
WORDS_OF_TITLE = 6
COMMONEST = frozenset(("the", "of", "and", "to", "in"))


def skeleton(draft: Draft) -> str:
    """The draft as canonical TriG.

    Raises:
        BadSyntax: never, for any text; the canonical form is asked for so that this stays true.
    """
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
    slug = slug_of(draft)
    boxes = [False, True] if any(one.is_summary for one in draft.proposals) else [False]
    described = "".join(account_block(draft, slug, is_summary) for is_summary in boxes) + source_block(draft, slug)
    graphs = [graph(f"source:{slug}", described)]
    for is_summary in boxes:
        own = [one for one in draft.proposals if one.is_summary == is_summary]
        blocks = "".join(proposal_block(draft, slug, one) for one in own)
        graphs += [graph(f"<{DRAFT}{account_slug(slug, is_summary)}>", blocks)] if own else []
    return canonical(head + "".join(graphs), Path("draft.trig"))


def slug_of(draft: Draft) -> str:
    """The slug of the source: as stated, else day, publisher and the first words of the title."""
    about = draft.about
    if about.slug:
        return about.slug
    title = "-".join(folded(about.title).split()[:WORDS_OF_TITLE])
    parts = (str(about.published or ""), local(about.publisher) if about.publisher else "", title)
    named = "-".join(part for part in parts if part) if title else draft.text.path.stem
    return re.sub(r"[^a-z0-9]+", "-", named.lower()).strip("-") or "source"


def account_slug(slug: str, is_summary: bool) -> str:
    """The slug of the account of the body, or of the summary box."""
    return slug + "-summary" if is_summary else slug


def graph(name: str, blocks: str) -> str:
    """One graph."""
    return f"{name} {{\n{blocks}}}\n"


def block(subject: str, pairs: list[tuple[str, str]]) -> str:
    """One subject with its properties."""
    return f"{subject}\n" + "".join(f"    {predicate} {value} ;\n" for predicate, value in pairs) + ".\n"


def literal(text: str, kind: str = "") -> str:
    """A text as TriG; `kind` is the local name of an XML Schema type."""
    return f'"{escaped(text)}"' + (f"^^<{XSD}{kind}>" if kind else "")


def asked(what: str) -> str:
    """A placeholder, which the check refuses: what a person has to state."""
    return literal(f"draft: {what}")


def publisher_of(draft: Draft) -> str:
    """The publisher, or a placeholder that no register knows."""
    return iri_text(draft.about.publisher or ID + "draft-publisher")


def title_words(draft: Draft, what: str) -> str:
    """A label made of publisher and title, or a placeholder."""
    name = draft.labels.get(draft.about.publisher, "")
    return literal(f"{name}: {draft.about.title}{what}") if name and draft.about.title else asked("how people call it")


def account_block(draft: Draft, slug: str, is_summary: bool) -> str:
    """The description of one account."""
    published = str(draft.about.published or UNKNOWN_DAY)
    pairs = [
        ("a", "rg:Account"),
        ("rdfs:label", title_words(draft, " (summary box)" if is_summary else " (body)")),
        ("rg:hasVoice", publisher_of(draft)),
        ("rg:isAccountOf", f"source:{slug}"),
        ("rg:published", literal(published, "date")),
        ("rg:section", "section:summary" if is_summary else "section:body"),
        ("rg:voiceIsParty", "false" if draft.about.publisher else asked("true where the voice is a party, else false")),
    ]
    return block(iri_text(ACCOUNT + account_slug(slug, is_summary)), pairs)


def is_english(text: str) -> bool:
    """True where every twelfth word or more is one of the commonest of English.

    Example:
        >>> is_english("the price of the metal rose in May"), is_english("le prix du métal a augmenté en mai")
        (True, False)
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in COMMONEST for word in words) * 12 >= max(len(words), 1)


def source_block(draft: Draft, slug: str) -> str:
    """The description of the document."""
    about = draft.about
    published = str(about.published or UNKNOWN_DAY)
    is_link = LINK.fullmatch(about.url) is not None
    pairs = [
        ("a", "rg:Source"),
        ("rdfs:label", title_words(draft, "")),
        ("rg:archivedAs", literal(draft.text.path.name)),
        ("rg:isPublishedBy", publisher_of(draft)),
        ("rg:language", literal("en") if is_english(draft.text.text) else asked("the language, such as en")),
        ("rg:publishedEarliest", literal(published, "date")),
        ("rg:publishedLatest", literal(published, "date")),
        ("rg:sha256", literal(draft.text.sha256)),
        ("rg:title", literal(about.title) if about.title else asked("the title as printed")),
        *([("rg:url", literal(about.url, "anyURI"))] if is_link else []),
    ]
    return block(iri_text(SOURCE + slug), pairs)


def proposal_block(draft: Draft, slug: str, one: Proposal) -> str:
    """One proposal: the passage of its sentence, what it is surely about, and a note for each name and figure."""
    width = len(str(len(draft.text.text)))
    things = sorted({mention.things[0] for mention in one.mentions if len(mention.things) == 1})
    pairs = [("skos:editorialNote", literal(note)) for note in notes(draft, one)]
    pairs += [("rg:evidence", f"<{SOURCE}{slug}#char={one.begin},{one.end}>")]
    pairs += [("rg:isAbout", iri_text(iri)) for iri in things]
    return block(f"id:draft-{one.begin:0{width}}", pairs)


def notes(draft: Draft, one: Proposal) -> list[str]:
    """Each name, figure, date and possible name, with its passage and what it may mean."""
    found = [(m.begin, m.end, " or ".join(map(iri_text, m.things))) for m in one.mentions]
    found += [(f.begin, f.end, figure_words(f)) for f in one.figures]
    found += [(d.begin, d.end, date_words(d, draft)) for d in one.dates]
    found += [(begin, end, "a name? not in the register") for begin, end in one.unknown]
    return [f"char={b},{e} {draft.text.text[b:e]}: {meaning}" for b, e, meaning in sorted(found)]


def figure_words(figure: Figure) -> str:
    """What a figure may be written as: its kind, its values as decimals, and its unit."""
    if figure.bound:
        return f"share {figure.bound}"
    values = " to ".join(map(decimal_text, figure.values))
    unit = figure.unit or ("currency?" if figure.kind == "amount" else "")
    return f"{figure.kind} {values}" + (f" {unit}" if unit and figure.kind != "share" else "")


def decimal_text(value: Decimal) -> str:
    """A number as the facts write it, whole numbers without a point.

    Example:
        >>> decimal_text(Decimal("565E6")), decimal_text(Decimal("0.0150"))
        ('565000000', '0.015')
    """
    return f"{value.normalize():f}"


def date_words(date: DateMention, draft: Draft) -> str:
    """What a date may be written as: its bounds, or the day beside which it has to be read."""
    if date.when.is_unknown:
        return f"date beside {draft.about.published or 'the day of publication'}"
    return f"date {date.when.earliest} to {date.when.latest}"
