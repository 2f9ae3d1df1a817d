"""The sentences of a text as spans of characters, and the box with a summary that an article may open with.

A sentence that is cut in two only makes two shorter passages, so a hand-written splitter is enough: the libraries at
hand rewrite white space (pysbd) or need a trained model (punkt, spaCy), and every offset here has to be the file's own.
"""

import re
from collections.abc import Iterator

from regraph.check.archive import LONGEST

STOP = re.compile(r"[.!?…][\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9])")
ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Inc|Ltd|Corp|Co|No|Nos|St|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|vs|approx|est|ca|etc|e\.g|i\.e|al"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])+)\.$"
)
LINE = re.compile(r"[^\r\n]+")
MARGIN = re.compile(r"[\s\ufeff•*▪●·–—-]*")
BOX = re.compile(
    r"(?<!\S)(?:Highlights|Key (?:points|takeaways|facts)|In brief|At a glance)[ \t:]*\r?\n"
    r"(?:[ \t]*(?:[•*▪●·–-][ \t][^\r\n]*)?(?:\r?\n|\Z))+"
)


def sentences_in(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the sentences between two offsets, without bullets and white space at their ends.

    Example:
        >>> text = "• The U.S. bank lends. Mr. B. Smith agrees.\\nA heading"
        >>> [text[b:e] for b, e in sentences_in(text, 0, len(text))]
        ['The U.S. bank lends.', 'Mr. B. Smith agrees.', 'A heading']
    """
    for line in LINE.finditer(text, begin, end):
        at = line.start()
        for stop in STOP.finditer(text, line.start(), line.end()):
            if not ABBREVIATED.search(text[max(at, stop.start() - 12) : stop.start() + 1]):
                yield from trimmed(text, at, stop.end())
                at = stop.end()
        yield from trimmed(text, at, line.end())


def trimmed(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A span without its margins, cut at spaces where it is longer than a passage may be; nothing where it is blank."""
    margin = MARGIN.match(text, begin, end)
    begin = margin.end() if margin else begin
    end = begin + len(text[begin:end].rstrip())
    while end - begin > LONGEST:
        cut = text.rfind(" ", begin + 1, begin + LONGEST)
        cut = cut if cut > begin else begin + LONGEST
        yield begin, cut
        begin = cut + (text[cut] == " ")
    if begin < end:
        yield begin, end


def summary_box(text: str, begin: int, end: int) -> tuple[int, int] | None:
    """The span of a box of bulleted highlights, its heading included; None where there is none."""
    box = BOX.search(text, begin, end)
    return (box.start(), box.end()) if box and any(mark in box[0] for mark in "•*▪●·–-") else None
