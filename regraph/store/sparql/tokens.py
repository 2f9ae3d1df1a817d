"""A query as its words: its text made plain, and cut into tokens, as SPARQL cuts it. Nothing here judges a query."""

import re
from dataclasses import dataclass
from functools import lru_cache

from regraph.errors import BadQuery

ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
TOKEN = re.compile(
    r"""
    (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<comment>\#[^\n]*)
    |(?P<variable>[?$]\w+)
    |(?P<blank>_:\w(?:[\w.-]*[\w-])?)
    |(?P<prefixed>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[^\w\s])(?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[^\w\s])*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[^\w\s]))?)?)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<space>\s+)
    |(?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a query: its kind (a group of `TOKEN`) and its text."""

    kind: str
    text: str


def plain(text: str) -> str:
    r"""A query without byte order mark, Windows line ends and codepoint escapes.

    Raises:
        BadQuery: an escape of half a character, or an escape that hides another.
    Example:
        >>> plain("\\u0041SK {}\r\n")
        'ASK {}\n'
    """
    try:
        resolved = ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), text.removeprefix("\ufeff"))
        resolved.encode("utf-8")
    except (ValueError, OverflowError) as error:
        raise BadQuery("a \\u escape is no character; write the character itself") from error
    if ESCAPE.search(resolved):
        raise BadQuery("a \\u escape stands behind a backslash or within another; write the character itself")
    return resolved.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=128)  # one query is read by several, one after the other
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a query, in order; joined they are the text."""
    return tuple(Token(found.lastgroup or "mark", found[0]) for found in TOKEN.finditer(text))
