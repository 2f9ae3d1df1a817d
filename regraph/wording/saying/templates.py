"""Templates of sentences, each read once: literal text, slots for values, and verbs in their moods.

Which mood is right, and what stands in a slot, is decided elsewhere.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from regraph.model.things import Claim

OPTIONAL = re.compile(r"<([^<>]*)>")
SLOT = re.compile(r"\{([^}]+)\}|\[([^\]]+)\]")


class Slot(NamedTuple):
    """The place of a value: the properties of which it says the first that is stated."""

    properties: tuple[str, ...]


class Verb(NamedTuple):
    """A verb for what is in force, not yet, and ended: in the singular and in the plural."""

    forms: tuple[tuple[str, str], ...]


Part = str | Slot | Verb


class Template(NamedTuple):
    """A sentence to be filled.

    Args:
        parts: what it is made of, in its order.
        slots: the slots among its parts.
        names: the first property of each slot.
    """

    parts: tuple[Part, ...]
    slots: tuple[Slot, ...]
    names: frozenset[str]


def template_for(claim: Claim, text: str) -> Template:
    """A template with those of its optional parts whose slot the claim states."""
    return read(trimmed(claim, text) if "<" in text else text)


def trimmed(claim: Claim, text: str) -> str:
    """The text of a template with its optional parts, those whose slot is stated."""

    def keep(match: re.Match[str]) -> str:
        slot = SLOT.search(match[1])
        names = (slot[1] if slot else "").replace("amount", "amountAtLeast|amountAtMost").split("|")
        return match[1] if any(map(claim.all, names)) else ""

    return OPTIONAL.sub(keep, text)


@lru_cache(maxsize=1024)  # a class has one template, and a few ways to leave parts of it out
def read(text: str) -> Template:
    """A template from its text.

    Example:
        >>> read("{hasLender} [lends/lend|is to lend|lent] money").parts[1:3]
        (' ', Verb(forms=(('lends', 'lend'), ('is to lend', 'is to lend'), ('lent', 'lent'))))
    """
    parts: list[Part] = []
    end = 0
    for match in SLOT.finditer(text):
        parts += [text[end : match.start()], part_of(match)]
        end = match.end()
    parts.append(text[end:])
    slots = tuple(part for part in parts if isinstance(part, Slot))
    return Template(tuple(filter(None, parts)), slots, frozenset(slot.properties[0] for slot in slots))


def part_of(match: re.Match[str]) -> Part:
    """A slot or a verb."""
    if match[1]:
        return Slot(tuple(match[1].split("|")))
    moods = [mood.split("/") for mood in match[2].split("|")]
    return Verb(tuple((forms[0], forms[-1]) for forms in moods))
