"""Values as text that a page carries: no key or long text twice, deflated, in letters that mean nothing to markup.

What the page opens with is one block, what it reads when it is asked for another, a line each; both name the words that
stand twice by number. The page reads it back in `assets/script/packed.js`; nothing is dropped, and the same values give
the same text.
"""

import base64
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

LETTERS = "".join(letter for letter in map(chr, range(33, 127)) if letter not in "<>&")
DEPTH = 13  # bits in two letters: 91 x 91 are just enough
PAIRS = {f"{n:0{DEPTH}b}": LETTERS[n // len(LETTERS)] + LETTERS[n % len(LETTERS)] for n in range(2**DEPTH)}
STRING = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")')
LEAST = 8  # a shorter text is not worth a number
LARGE = 2_000_000  # letters from which on the last of the size costs more time than it is worth
TAB = "\t"  # stands in no JSON but what is made here: before the number of a word


def packed(*values: Any) -> str:
    """Values as one block of text, deflated (RFC 1951) and in base64, which every reader has a means to read."""
    return base64.b64encode(deflated(written(values))).decode()


def blocks_of(opening: Any, asked: Iterable[Any]) -> tuple[str, str]:
    """Two blocks of text in which nothing is left that a reader of markup could take for its own.

    Args:
        opening: what is read at once.
        asked: values, each of which can be read without the others.
    Returns:
        A line with the words that stand twice and a line with `opening`; the values, a line each. Of a large text, of
        which it would save a twentieth, no word is numbered.
    """
    texts = [written(opening), *map(written, asked)]
    words, (first, *others) = numbered(texts) if sum(map(len, texts)) < LARGE else ([], texts)
    return lettered(deflated(f"{TAB.join(words)}\n{first}")), lettered(deflated("\n".join(others)))


def written(value: Any) -> str:
    """A value as JSON in one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def rows(values: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Mappings as the lists of keys that they have, and a row of values each behind the number of its keys.

    Example:
        >>> rows([{"x": 1, "y": 2}, {"x": 3, "y": 4}])
        [[['x', 'y']], [[0, 1, 2], [0, 3, 4]]]
    """
    kinds: dict[tuple[str, ...], int] = {}
    found = [[kinds.setdefault(tuple(value), len(kinds)), *value.values()] for value in values]
    return [list(map(list, kinds)), found]


def numbered(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Lines of JSON with a number for every string that stands twice, and those strings in their order.

    Example:
        >>> numbered(['["a long name",1]', '["a long name"]'])
        (['"a long name"'], ['[\\t0,1]', '[\\t0]'])
    """
    pieces = STRING.split("\n".join(texts))
    count = Counter(pieces[1::2])
    words = sorted(word for word, times in count.items() if times > 1 and len(word) >= LEAST)
    numbers = {word: f"{TAB}{number}" for number, word in enumerate(words)}
    pieces[1::2] = [numbers.get(piece, piece) for piece in pieces[1::2]]
    return words, "".join(pieces).split("\n")


def deflated(text: str) -> bytes:
    """A text as a bare stream of deflate; the last hundredth of a large one would take longest of all."""
    data = text.encode()
    return zlib.compress(data, 9 if len(data) < LARGE // 2 else 7, -zlib.MAX_WBITS)


def lettered(data: bytes) -> str:
    """Bytes as text: two of the 91 letters for 13 bits, behind one that says how many bytes these are too many.

    Example:
        >>> lettered(b"ab"), len(lettered(bytes(1300)))
        ('"F88R', 1601)
    """
    bits = f"{int.from_bytes(data):0{8 * len(data)}b}"
    bits += "0" * (-len(bits) % DEPTH)
    over = len(bits) // 8 - len(data)
    return LETTERS[over] + "".join([PAIRS[bits[at : at + DEPTH]] for at in range(0, len(bits), DEPTH)])
