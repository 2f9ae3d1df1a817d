"""Lines of an answer no wider than a terminal, each going on under its own beginning; addresses stay whole.

It breaks lines and changes no word of them.
"""

import re
import textwrap

WIDTH = 100
MARK = re.compile(r"(?<=\[)([0-9]+:) (?=[0-9])")
HARD = "\u00a0"


def wrapped(lines: list[str], width: int = WIDTH) -> list[str]:
    """Lines broken at spaces; what goes on stands two columns further in, or under the text after a dash.

    Example:
        >>> wrapped(["  - one two three"], 13)
        ['  - one two', '    three']
    """
    return [part for line in lines for part in broken(line, width)]


def broken(line: str, width: int) -> list[str]:
    """One line as one or several."""
    bare = line.lstrip(" ")
    if len(line) <= width or bare.startswith(("http://", "https://")):
        return [line]
    indent = len(line) - len(bare) + (2 if bare != line or bare.startswith("- ") else 0)
    further = " " * indent
    held = MARK.sub(rf"\1{HARD}", line)
    parts = textwrap.wrap(held, width, subsequent_indent=further, break_long_words=False, break_on_hyphens=False)
    return [part.replace(HARD, " ") for part in parts] if HARD not in line else parts
