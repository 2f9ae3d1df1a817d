"""Labels as lines of letters: where they break, and about how wide they are before any font is known.

Nothing is dropped in silence: what is cut ends in an ellipsis, and the panel of a page has the whole label.
"""

import unicodedata
from functools import cache, lru_cache

TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def wrapped(text: str, most: int, lines: int) -> list[str]:
    """A label in lines of about `most` letters, never more than `lines`; what is cut ends in an ellipsis.

    Letters of East Asian scripts count as two, for they are twice as wide.

    Example:
        >>> wrapped("Shandong Zhaojin Ruining Mining Industries", 18, 4)
        ['Shandong Zhaojin', 'Ruining Mining', 'Industries']
    """
    return list(broken(text, most, lines))


@lru_cache(maxsize=1 << 14)  # the states of a page say the same words again and again
def broken(text: str, most: int, lines: int) -> tuple[str, ...]:
    """What `wrapped` gives."""
    found, line = [], ""
    for word in clean(text)[: most * (lines + 2)].split():
        for piece in pieces(word, most):
            if line and cells(line) + 1 + cells(piece) > most:
                found.append(line)
                line = ""
            line = f"{line} {piece}" if line else piece
    found += [line] if line else []
    if len(found) > lines:
        found = [*found[: lines - 1], pieces(found[lines - 1], most - 1)[0] + "…"]
    return tuple(found) or ("(no name)",)


def pieces(word: str, most: int) -> list[str]:
    """A word in pieces of at most `most` cells."""
    if cells(word) <= most:
        return [word]
    found = [""]
    for letter in word:
        if found[-1] and cells(found[-1] + letter) > most:
            found.append("")
        found[-1] += letter
    return found


def cells(text: str) -> int:
    """How many letters wide a text is, East Asian ones counted as two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def clean(text: str) -> str:
    """A label without control characters and bidirectional overrides, which could turn the words beside it."""
    if text.isascii() and text.isprintable():
        return text
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text if c not in TURNING)
    return "".join(kept)


def text_width(text: str, size: float) -> float:
    """About how wide a line of text is in pixels, on the wide side; the page squeezes what is still wider."""
    return size * relative_width(text)


@lru_cache(maxsize=1 << 14)
def relative_width(text: str) -> float:
    """The width of a line of text as a multiple of its height."""
    return sum(map(letter_width, text))


@cache
def letter_width(letter: str) -> float:
    """The width of a letter as part of its height."""
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter in "iIl.,:;|!'()[]{}jtfr- ":
        return 0.36
    if letter in "mwMW@%&—…":
        return 0.92
    return 0.69 if letter.isupper() else 0.58
