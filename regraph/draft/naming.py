"""Where a text names what the register knows (at each place the longest name, all its bearers), and what it may not.

A name matches exactly where the check of the evidence would accept it, so that a passage proposed here is one that the
check verifies. Names are looked up by their first letters, which reads 200,000 characters against a thousand names in
tenths of a second; a library with an automaton (pyahocorasick) would be faster still, but knows nothing of hyphens,
apostrophes and short names.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from regraph.check.evidence import commodities, texts_of
from regraph.check.mentions import MONTHS, pattern
from regraph.model.reader import is_thing
from regraph.names import ALT_LABEL, RDFS_LABEL
from regraph.store.dataset import Dataset

WORD = re.compile(r"(?<!\w)\S")
KEY = 3
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
    """Names by their first letters.

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
        self.entries: dict[str, list[Entry]] = defaultdict(list)
        for (name, is_common), iris in sorted(bearers.items()):
            self.entries[folded(key(name))].append((name, is_common, tuple(sorted(iris))))

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

    def found_at(self, text: str, at: int, end: int) -> Iterable[tuple[int, tuple[str, ...]]]:
        """The names that begin at one place: where each ends, and what bears it."""
        for size in range(1, KEY + 1):
            for name, is_common, iris in self.entries.get(folded(text[at : at + size]), ()):
                if size == len(key(name)) and (is_common or not name[0].isupper() or text[at].isupper()):
                    match = pattern(name, is_common).match(text, at, end)
                    if match and not (end < len(text) and match.end() == end and text[end].isalnum()):
                        yield match.end(), iris


def key(name: str) -> str:
    """What a name is looked up by: its first letters, up to where texts may write it otherwise."""
    return re.split(r"[\s\-‐‑–'’]", name)[0][:KEY] or name[:1]


def folded(text: str) -> str:
    """A text without regard to case."""
    return text.casefold()


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
    """True where no sentence ends, or most words are capitalised."""
    words = [word for word in re.findall(r"[A-Za-z][\w’'-]*", sentence) if len(word) > 3]
    return not sentence.rstrip('"”’)').endswith((".", "!", "?", "…", ";", ":")) or (
        sum(word[0].isupper() for word in words) * 2 > len(words)
    )
