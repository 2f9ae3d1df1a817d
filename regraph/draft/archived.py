"""An archived text as it is read for a draft: all of its characters, its digest, and the part that is drafted.

Offsets count the characters of the file as decoded from UTF-8, line ends and byte order mark and all, as the passages
of the facts do. Nothing is ever stripped, normalised or written here.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from regraph.errors import BadFile


@dataclass(frozen=True, slots=True)
class ArchivedText:
    """One text and the span of it that is drafted.

    Args:
        path: the file.
        text: the whole of it.
        sha256: the digest of its bytes.
        begin: the first character of the span.
        end: the character after its last.
    """

    path: Path
    text: str
    sha256: str
    begin: int
    end: int


def archived_text(path: Path, span: tuple[int, int] | None = None) -> ArchivedText:
    """The text of a file, and the span of it to draft (default: all of it).

    Raises:
        BadFile: it cannot be read, is not UTF-8 or holds nothing, or the span is outside of it or holds nothing.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadFile(path, f"{error.strerror or 'cannot be read'}; give the file of an archived text") from error
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFile(path, f"is not UTF-8 (byte {error.start}); archive the text as UTF-8, then draft it") from error
    begin, end = span or (0, len(text))
    if not begin < end <= len(text) and text:
        raise BadFile(path, f"span {begin},{end} is no part of the text, which has {len(text)} characters")
    if not text[begin:end].strip("\ufeff \t\r\n"):
        raise BadFile(path, f"{'the span' if span else 'the file'} holds no text; nothing to draft")
    return ArchivedText(path, text, hashlib.sha256(raw).hexdigest(), begin, end)
