"""Files of a site before they are made: pages in the frame, and what nothing but the program decides."""

import os
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

from regraph.facts.places import PACKAGE, shipped
from regraph.site.frame import Edition, Page, framed, site_asset
from regraph.site.making import File, digest

COMPILED = "__pycache__"  # what Python and numba keep beside the program as they run it
FACTS = ".trig"  # they count as they are read


def page_file(page: Page, edition: Edition) -> File:
    """A page as a file, laid out when it is asked for."""
    return File(page.path, digest(program(), edition, page), partial(content_of, page, edition))


def content_of(page: Page, edition: Edition) -> bytes:
    """The bytes of a page."""
    return framed(page, edition).encode("utf-8", "replace")


def file_of(path: str, content: str | bytes) -> File:
    """What is made already as a file."""
    return File(path, "", lambda: content if isinstance(content, bytes) else content.encode())


def own_file(path: str, make: Callable[[], str]) -> File:
    """A file that the program alone decides."""
    return File(path, digest(program(), path), lambda: make().encode())


def asset_file(name: str) -> File:
    """One of the site's own scripts as it is."""
    return own_file(f"assets/{name}", partial(site_asset, name))


@cache
def program() -> str:
    """Digest of the program, its ontology and what is installed beside it: a site by another one is made anew."""
    found = sha256("\n".join([sys.version, *installed()]).encode())
    for place in (PACKAGE, shipped("ontology")):
        for path in sorted(files_in(place)):
            content = (place / path).read_bytes()
            found.update(f"{path} {len(content)}\n".encode() + content)
    return found.hexdigest()


def installed() -> list[str]:
    """Names and versions of what is installed where Python looks for libraries, as `jinja2-3.1.6`, sorted."""
    return sorted({kept.stem for place in sys.path for kept in Path(place).glob("*.dist-info")})


def files_in(place: Path) -> Iterator[str]:
    """The files of the program or its ontology, as paths from where they stand, and none that running it leaves."""
    for folder, folders, names in os.walk(place):
        folders[:] = [name for name in folders if name != COMPILED]
        found = (Path(folder, name) for name in names if not name.endswith(FACTS))
        yield from (path.relative_to(place).as_posix() for path in found if path.is_file())
