"""Values as text that a page carries: no key or long text twice, deflated, in letters that mean nothing to markup.

What the page opens with is one block, its rows as columns; what it reads when it is asked for is another, a line each,
the first in a stream of its own, which is not even inflated until then. Both name the words that stand twice by number.
The page reads it back in `assets/script/packed.js`; nothing is dropped, and the same values give the same text.
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
PAIRS = [LETTERS[n // len(LETTERS)] + LETTERS[n % len(LETTERS)] for n in range(2**DEPTH)]
STRING = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")')
LEAST = 8  # a shorter text is not worth a number
SAMPLE = 128  # values of a column that tell whether most of them stand more than once
LARGE = 2_000_000  # letters from which on numbering words costs more time than it saves room
SMALL = 500_000  # bytes up to which the last of the size is worth its time
TAB = "\t"  # stands in no JSON but what is made here: before the number of a word
GAP = " "  # between two streams of one block


class Rows(list[Any]):
    """The kinds of some rows, and the rows: see `rows`."""


def packed(*values: Any) -> str:
    """Values as one block of text, deflated (RFC 1951) and in base64, which every reader has a means to read."""
    return base64.b64encode(deflated(written(values))).decode()


def blocks_of(opening: Any, asked: Iterable[Any]) -> tuple[str, str]:
    """Two blocks of text in which nothing is left that a reader of markup could take for its own.

    Args:
        opening: what is read at once; rows in it, down to the second level, become columns.
        asked: values, each of which can be read without the others; the first is needed the least.
    Returns:
        A line with the words that stand twice and a line with `opening`; the values but the first, a line each, and
        behind a gap the first. Of a large text, of which it would save a twentieth, no word is numbered.
    """
    texts = [written(in_columns(opening)), *map(written, asked)]
    words, (first, *others) = numbered(texts) if sum(map(len, texts)) < LARGE else ([], texts)
    streams = [f"{TAB.join(words)}\n{first}", "\n".join(others[1:]), "\n".join(others[:1])]
    opened, *others = [lettered(deflated(each)) for each in streams]
    return opened, GAP.join(others)


def written(value: Any) -> str:
    """A value as JSON in one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def rows(values: Iterable[Mapping[str, Any]]) -> Rows:
    """Mappings as the lists of keys that they have, and a row of values each behind the number of its keys.

    Example:
        >>> rows([{"x": 1, "y": 2}, {"x": 3, "y": 4}])
        [[['x', 'y']], [[0, 1, 2], [0, 3, 4]]]
    """
    kinds: dict[tuple[str, ...], int] = {}
    found = [[kinds.setdefault(tuple(value), len(kinds)), *value.values()] for value in values]
    return Rows([list(map(list, kinds)), found])


def in_columns(value: Any, depth: int = 2) -> Any:
    """A value in which the rows, down to some depth, stand as columns."""
    if isinstance(value, Rows):
        return columns(value)
    if depth and isinstance(value, dict):
        return {key: in_columns(each, depth - 1) for key, each in value.items()}
    return [in_columns(each, depth - 1) for each in value] if depth and isinstance(value, list) else value


def columns(values: Rows) -> list[Any]:
    """For each kind of rows how many they are, their keys and their columns; and the kinds of the rows in their order.

    Example:
        >>> columns(rows([{"x": 1, "y": 2}, {"x": 3, "y": 2}]))
        [[[2, ['x', 'y'], [[1, 3]], [[2], 0]]], [[0], 0]]
    """
    kinds, found = values
    sorted_out: list[list[list[Any]]] = [[] for _ in kinds]
    for row in found:
        sorted_out[row[0]].append(row)
    told = [[len(own), keys, *map(column, zip(*own, strict=True))] for keys, own in zip(kinds, sorted_out, strict=True)]
    for kind in told:
        del kind[2]  # the number of the kind itself
    return [told, column([row[0] for row in found])]


def column(values: Sequence[Any]) -> list[Any]:
    """Values in a list, or, where most stand more than once, each value once and the number of each; 0 for all.

    Example:
        >>> column(["a", "b", "c"]), column(["a", "b", "a", "b", "b"]), column(["a", "a", "a"])
        ([['a', 'b', 'c']], [['a', 'b'], [0, 1, 0, 1, 1]], [['a'], 0])
    """
    alike = set(map(type, values)) in ({str}, {int})  # others may be equal and not the same, as 1 and true
    sample = values[:: len(values) // SAMPLE + 1]
    if len(sample) < 2 * len(set(sample if alike else map(repr, sample))) - 1:
        return [list(values)]
    keys = values if alike else list(map(repr, values))
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    told = [numbers[key] for key in keys]
    firsts = dict(zip(reversed(told), reversed(values), strict=True))
    return [[firsts[number] for number in range(len(firsts))], told if len(firsts) > 1 else 0]


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
    """A text as a bare stream of deflate; the last twentieth of a large one would take longer than all the rest."""
    data = text.encode()
    return zlib.compress(data, 9 if len(data) < SMALL else 5, -zlib.MAX_WBITS)


def lettered(data: bytes) -> str:
    """Bytes as text: two of the 91 letters for 13 bits, behind one that says how many bytes these are too many.

    Example:
        >>> lettered(b"ab"), len(lettered(bytes(1300)))
        ('"F88R', 1601)
    """
    pairs, last = -(-8 * len(data) // DEPTH), len(PAIRS) - 1
    padded = data + bytes(-len(data) % DEPTH)
    blocks = [int.from_bytes(padded[at : at + DEPTH]) for at in range(0, len(padded), DEPTH)]
    told = PAIRS
    octets = [  # written out, since a loop over the eight shifts takes a third longer
        f"{told[block >> 91]}{told[block >> 78 & last]}{told[block >> 65 & last]}{told[block >> 52 & last]}"
        f"{told[block >> 39 & last]}{told[block >> 26 & last]}{told[block >> 13 & last]}{told[block & last]}"
        for block in blocks
    ]
    letters = "".join(octets)
    return LETTERS[pairs * DEPTH // 8 - len(data)] + letters[: 2 * pairs]
