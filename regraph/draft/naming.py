"""Where a text names what the register knows (at each place the longest name, all its bearers), and what it may not.

A name matches exactly where the check of the evidence would accept it, so that a passage proposed here is one that the
check verifies. A tree of letters finds the candidates in one pass; a library with an automaton (pyahocorasick) would be
faster still, but knows nothing of hyphens, apostrophes and short names.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from regraph.check.evidence.cited import texts_of
from regraph.check.evidence.named import commodities
from regraph.check.mentions import MONTHS, pattern
from regraph.model.reading.values import is_thing
from regraph.names import ALT_LABEL, RDFS_LABEL
from regraph.store.dataset import Dataset

WORD = re.compile(r"(?<!\w)\S")
GAPS = "-‐‑–"
LONGEST_NAME = 300
# A capital proves nothing (headings, nationalities, a first word), so a run of them is a candidate to look at, no more.
TITLE_WORD = r"[A-Z][\w’'&-]*(?:\.(?=[A-Z]))?"
RUN = re.compile(rf"(?<![\w.])(?:{TITLE_WORD})(?: (?:of |for |and |& |de |the ){{0,2}}(?={TITLE_WORD}){TITLE_WORD})+")
OPENERS = frozenset(
    re.findall(
        r"\w+",
        "The A An In On At By For From If When While As But And Or Yet So It Its This That These Those Their His Her"
        " After Before Since Under Over With Without Both Most Many Some Other Still Also Even Not No Whether Although"
        " Unlike Once Such What Who How Why Where Because To Read Source Sources Image Photo",
    )
)
CALENDAR = frozenset((*MONTHS, *(day + "day" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"))))
Entry = tuple[str, bool, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text uses a name.

    Args:
        things: the IRIs of all things that bear the name, sorted; several where it is ambiguous.
    """

    begin: int
    end: int
    things: tuple[str, ...]


Named = Mapping[str, tuple[str, ...]]


def registered(data: Dataset) -> dict[str, tuple[str, ...]]:
    """Thing of the register -> its label and other names."""
    return {
        iri: texts_of(about, RDFS_LABEL, ALT_LABEL) for iri, about in sorted(data.register.items()) if is_thing(about)
    }


def commodity_names(data: Dataset) -> dict[str, tuple[str, ...]]:
    """Commodity -> its names and symbols, which are common nouns."""
    return dict(sorted(commodities(data.ontology).items()))


class Index:
    """Names as a tree of their letters.

    Args:
        things: IRI -> its names.
        common: IRI -> names that are common nouns: in the singular or plural, in any case.

    Example:
        >>> index = Index({"id:a": ("Alpha Metals",), "id:b": ("Alpha",), "id:c": ("Alpha",)})
        >>> [(m.begin, m.end, m.things) for m in index.mentions("Alpha of Alpha-Metals", 0, 21)]
        [(0, 5, ('id:b', 'id:c')), (9, 21, ('id:a',))]
    """

    def __init__(self, things: Named, common: Named | None = None) -> None:
        bearers: dict[tuple[str, bool], set[str]] = defaultdict(set)
        for is_common, named in ((False, things), (True, common or {})):
            for iri, names in named.items():
                for name in names:
                    if name.strip():
                        bearers[name.strip(), is_common].add(iri)
        self.tree = Node()
        for (name, is_common), iris in sorted(bearers.items()):
            self.enter((name, is_common, tuple(sorted(iris))))

    def enter(self, entry: Entry) -> None:
        """Put one name into the tree; a common noun without the ending of its plural."""
        node = self.tree
        for letter in letters(entry[0].removesuffix("s") if entry[1] else entry[0]):
            node = node.next.setdefault(letter, Node())
        node.entries.append(entry)

    def mentions(self, text: str, begin: int, end: int) -> Iterator[Mention]:
        """Where `text` names something between two offsets, in order and without overlap."""
        done = begin
        for word in WORD.finditer(text, begin, end):
            if word.start() < done:
                continue
            longest, things = 0, set[str]()
            for stop, iris in self.found_at(text, word.start(), end):
                if stop > longest:
                    longest, things = stop, set()
                if stop == longest:
                    things.update(iris)
            if things:
                done = longest
                yield Mention(word.start(), longest, tuple(sorted(things)))

    def found_at(self, text: str, at: int, end: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The names that begin at one place: where each ends, and what bears it."""
        for name, is_common, iris in self.entries_at(text, at, end):
            match = pattern(name, is_common).match(text, at, end)
            is_written_so = is_common or not name[0].isupper() or text[at].isupper()
            if match and is_written_so and not (match.end() == end < len(text) and text[end].isalnum()):
                yield match.end(), iris

    def entries_at(self, text: str, at: int, end: int) -> Iterator[Entry]:
        """The names whose letters begin at one place."""
        node: Node | None = self.tree
        for letter in letters(text[at : at + LONGEST_NAME] if end > at + LONGEST_NAME else text[at:end]):
            node = node.next.get(letter) if node else None
            if node is None:
                return
            yield from node.entries


@dataclass(slots=True)
class Node:
    """A place in the tree of names: the letters that follow, and the names that end here."""

    next: dict[str, "Node"] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


def letters(text: str) -> Iterator[str]:
    """The letters of a name without regard to case, to kinds of apostrophe, and to spaces or hyphens between words.

    Example:
        >>> "".join(letters("Baogang’s  Ion-Mine"))
        "baogang's ion mine"
    """
    is_gap = False
    for letter in text:
        was_gap, is_gap = is_gap, letter.isspace() or letter in GAPS
        if not (is_gap and was_gap):
            yield " " if is_gap else "'" if letter == "’" else letter.lower()


def strangers_in(text: str, begin: int, end: int, named: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """The spans of capitalised runs of a sentence that touch no known name; none in a heading.

    Example:
        >>> text = "In 2025 the firm that held them sold Northern Star Holdings to Alpha Metals without notice."
        >>> [text[b:e] for b, e in strangers_in(text, 0, len(text), ((63, 75),))]
        ['Northern Star Holdings']
    """
    if is_heading(text[begin:end]):
        return
    for match in RUN.finditer(text, begin, end):
        first = match.start()
        words = match[0].split(" ")
        while words and (words[0] in OPENERS or words[0] in CALENDAR or words[0].islower()):
            first += len(words.pop(0)) + 1
        if len(words) > 1 and not any(b < match.end() and first < e for b, e in named):
            yield first, match.end()


def is_heading(sentence: str) -> bool:
    """True where no sentence ends, or two words of three are capitalised."""
    words = [word for word in re.findall(r"[A-Za-z][\w’'-]*", sentence) if len(word) > 3]
    return not sentence.rstrip('"”’)').endswith((".", "!", "?", "…", ";", ":")) or (
        sum(word[0].isupper() for word in words) * 3 > 2 * len(words)
    )
