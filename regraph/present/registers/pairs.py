"""Every controlling pair of a register as a dictionary without its pairs, and each pair as an entry, a row or a line.

Pairs may be millions: they are turned into words one by one, and how many of them are told is said beside.
"""

import json
from collections.abc import Iterator, Sequence

from regraph.analysis.control.doctrines import Bars, Doctrine
from regraph.analysis.registers.pairs import ANSWERS, Everything
from regraph.present.owning.control import doctrine_payload
from regraph.present.registers.shares import Payload, decimal, percent
from regraph.present.rows import line
from regraph.register.register import Register
from regraph.wording.terminal import safe

COLUMNS = ("controller", "controlled", "held", "verdict")
Entry = tuple[str, str, str, str]


def pairs_head(register: Register, doctrine: Doctrine, bars: Bars, day: str, count: tuple[int, int]) -> Payload:
    """What an answer begins with.

    Args:
        count: how many pairs are told, and how many there are.
    """
    about = register.manifest
    return {
        "command": "control",
        "register": {"file": about.file, "sha256": about.sha256, "told": about.told},
        "asOf": day,
        "doctrine": doctrine_payload(doctrine, bars),
        "told": count[0],
        "count": count[1],
    }


def entries(found: Everything, names: Sequence[str], told: int) -> Iterator[Entry]:
    """The first pairs: who, what, the least that they hold of it together, and how sure it is."""
    words = [answer.value for answer in ANSWERS]
    rows = zip(found.pairs.controller[:told].tolist(), found.pairs.controlled[:told].tolist(), strict=True)
    for place, ((one, other), sure) in enumerate(zip(rows, found.sure[:told].tolist(), strict=True)):
        held = "" if found.held is None else decimal(int(found.held[place]) // 2)
        yield names[one], names[other], held, words[sure]


def entry_json(entry: Entry) -> str:
    """A pair as JSON."""
    named = dict(zip(COLUMNS, (*entry[:2], entry[2] or None, entry[3]), strict=True))
    return json.dumps(named, ensure_ascii=False)


def entry_row(entry: Entry) -> str:
    """A pair as CSV."""
    return line(entry)


def entry_line(entry: Entry) -> str:
    """A pair as a person reads it."""
    held = f", {percent({'low': entry[2], 'high': entry[2]})} at least" if entry[2] else ""
    return safe(f"  {entry[0]}, {entry[1]}: {entry[3]}{held}") + "\n"


def title(head: Payload) -> str:
    """The first lines of a table."""
    doctrine = head["doctrine"]
    return safe(f"Control on {head['asOf']}, by {doctrine['title']}") + "\n" + safe(f"{doctrine['asks']}") + "\n\n"


def foot(head: Payload) -> str:
    """The last lines of a table: how many pairs are told, and by what."""
    about = head["register"]
    return count_words(head) + "\n" + safe(
        f"Told by {about['file']} as of {about['told']} (sha256 {about['sha256'][:12]})."
    ) + "\n"  # fmt: skip


def count_words(head: Payload) -> str:
    """How many pairs are told.

    Example:
        >>> count_words({"told": 2, "count": 2}), count_words({"told": 1000, "count": 48211})
        ('2 pairs.', '1,000 of 48,211 pairs; --limit 0 tells all.')
    """
    if head["told"] == head["count"]:
        return f"{head['count']:,} pair{'' if head['count'] == 1 else 's'}."
    return f"{head['told']:,} of {head['count']:,} pairs; --limit 0 tells all."
