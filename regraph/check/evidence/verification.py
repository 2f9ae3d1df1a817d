"""Evidence read again: whether each claim's passages name its parties and state its figures and dates.

A claim that a reader could not find in the passages it cites is a miss, with the reasons. Nothing is excused here: an
editorial note on the node is handed on beside the miss, and the reader judges.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from regraph.check.archive import Archive, archive, first
from regraph.check.evidence.cited import statements
from regraph.check.evidence.missing import Reason, reasons_against
from regraph.check.evidence.named import Names
from regraph.check.findings import Finding
from regraph.check.reading import Reading
from regraph.names import NOTE


@dataclass(frozen=True, slots=True)
class Miss:
    """One claim of one account that its passages do not bear out."""

    path: Path
    line: int
    node: str
    account: str
    reasons: tuple[Reason, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What reading the evidence again has shown.

    Args:
        claims: statements (a node in an account) that cite a passage.
        verified: those whose parties, figures and dates all stand in their passages.
        unnamed: unknown parties of claims, which no text names and nothing can verify.
        misses: the others whose text was at hand, sorted by place.
        unread: one finding for each source whose text is missing or is not the one that was read.
        unverifiable: claims that rest on such a source.
    """

    claims: int
    verified: int
    unnamed: int
    unverifiable: int
    misses: tuple[Miss, ...]
    unread: tuple[Finding, ...]

    @property
    def share(self) -> Decimal:
        """The verified part of all claims, 0 to 1; 0 where there are none."""
        return Decimal(self.verified) / self.claims if self.claims else Decimal(0)

    @property
    def unexplained(self) -> tuple[Miss, ...]:
        """The misses whose node carries no editorial note."""
        return tuple(miss for miss in self.misses if not miss.note)


def verification(reading: Reading, corpus: Path, advance: Callable[[], None] = lambda: None) -> Verification:
    """Read every passage again.

    Args:
        corpus: the directory of the archived texts.
        advance: called once per claim, for a progress bar.
    Raises:
        BadFile: `corpus` cannot be read.
    """
    texts, names = archive(corpus, reading.dataset), Names(reading.dataset)
    claims = verified = unnamed = unverifiable = 0
    misses = []
    for cited in statements(reading.dataset):
        advance()
        claims += 1
        unnamed += len(names.unknowns & cited.parties)
        if cited.sources & texts.unread.keys():
            unverifiable += 1
            continue
        reasons = tuple(reasons_against(cited, texts, names))
        verified += not reasons
        if reasons:
            path, line = reading.place(cited.account, cited.node)
            misses.append(Miss(path, line, cited.node, cited.account, reasons, first(cited.about, NOTE)))
    misses.sort(key=lambda miss: (miss.path, miss.line, miss.node))
    return Verification(claims, verified, unnamed, unverifiable, tuple(misses), unread(reading, texts))


def unread(reading: Reading, texts: Archive) -> tuple[Finding, ...]:
    """One finding for each source without its text."""
    found = []
    for source, reason in texts.unread.items():
        path, line = reading.place(source, source, "rg:archivedAs")
        message = f"evidence in this source cannot be verified: {reason}; archive the text that was read"
        found.append(Finding(path, line, "evidence", source, message))
    return tuple(sorted(found))
