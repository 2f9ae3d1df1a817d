"""Reading TriG and Turtle files into quads, with errors that name file, line and remedy.

pyoxigraph parses; this module never resolves relative IRIs and never loads anything a file points to.
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from regraph.errors import BadFile, BadSyntax

BOM = "﻿"
FORMATS = {".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE}
# One token of Turtle that may hold a `#` which is no comment: an IRI or a string, else a comment.
TOKEN = re.compile(r'<[^<>"{}|^`\\\s]*>|"""(?:[^\\]|\\.)*?"""|"(?:[^"\\\n]|\\.)*"|(?P<comment>#[^\n]*)', re.DOTALL)


def text_of(path: Path) -> str:
    """The text of one UTF-8 file, line ends and byte order mark as they are.

    Raises:
        BadFile: it cannot be read.
        BadSyntax: it is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise BadFile(path, error.strerror or "cannot be read") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadSyntax(path, line, "this is not UTF-8; save the file as UTF-8") from error


def quads_of_text(text: str, path: Path) -> list[ox.Quad]:
    """The quads of `text`, which stands in the file `path` (its suffix tells the format).

    Raises:
        BadSyntax: with the line and what the parser says is wrong there.
    """
    kind = FORMATS.get(path.suffix)
    if kind is None:
        raise BadFile(path, "is neither .trig nor .ttl")
    if text.startswith(BOM):
        raise BadSyntax(path, 1, "a byte order mark stands before the first character; `regraph format` takes it out")
    try:
        return list(ox.parse(text.encode("utf-8"), format=kind))
    except SyntaxError as error:
        reason = re.sub(r"^Parser error at .*?: ", "", str(error.msg)).split("\n")[0]
        raise BadSyntax(path, error.lineno or 1, f"{reason}; correct the syntax here") from error


def quads_of(path: Path) -> list[ox.Quad]:
    """The quads of one file."""
    return quads_of_text(text_of(path), path)


def quads_of_all(paths: Iterable[Path]) -> list[ox.Quad]:
    """The quads of several files, in their order."""
    return [quad for path in paths for quad in quads_of(path)]


def digest_of(quads: Iterable[ox.Quad]) -> str:
    """Digest of some quads in their order."""
    return sha256(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").hexdigest()


def first_comment(text: str) -> int | None:
    """The line of the first `#` comment, or None.

    Example:
        >>> first_comment('<http://a#b> <c:d> "no # comment" .')
        >>> first_comment("# yes")
        1
    """
    for match in TOKEN.finditer(text):
        if match["comment"] is not None:
            return text.count("\n", 0, match.start()) + 1
    return None
