"""Writing whole files safely: beside, then renamed, so that nothing half written is ever seen."""

import os
import tempfile
from pathlib import Path

from regraph.errors import BadFile


def write(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with Unix line ends to `path`, all of it or nothing.

    Raises:
        BadFile: the directory is missing, not writable, or the disk is full; `path` is as it was before.
    """
    temporary = None
    try:
        content = text.encode("utf-8")
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode_for(path))
        os.replace(temporary, path)
    except UnicodeEncodeError as error:
        raise BadFile(
            path, f"not written: the text holds a lone surrogate at {error.start}, which is no Unicode"
        ) from error
    except OSError as error:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)
        raise BadFile(path, f"not written: {error.strerror or error}; nothing was changed") from error


def mode_for(path: Path) -> int:
    """The mode of the file that `path` replaces, or what the umask gives a new one."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
