"""Writing a site into its directory: what did not change is not touched, what is gone is removed, the rest replaced.

The site's own list says of each file what it was made from, so that one that would come out the same need not be made.

New files are written beside the site and moved into it only when all of them are there: until then the old site stands
as it was. Only files that the site's own list names are ever replaced or removed.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from regraph.errors import BadFile
from regraph.site.making import Made, Standing

LIST = ".regraph-site.json"
BESIDE = ".regraph-site.new"
FORM = 2
FORMS = (1, FORM)  # the first one did not say what a file was made from
MEANWHILE = "somebody removed or replaced it while the site was made; the site is not written"


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list of a site says of a file: the digest of its content, and of what it was made from ("": unknown)."""

    content: str
    source: str = ""


Staged = tuple[str, Listed, bool]  # path, what to list of it, and whether it waits beside the site


@dataclass(frozen=True, slots=True)
class Written:
    """What one run did: the paths that it wrote, those it removed, and how many it left as they were."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int


def write_site(root: Path, files: Iterable[Made], options: dict[str, str]) -> Written:
    """Write the files of a site.

    Args:
        root: its directory; made where it is missing.
        files: each path once; one without content stands there as `standing` found it.
        options: what the site was asked for, kept in its list.
    Raises:
        BadFile: the directory holds something that is no site of ours, cannot be written, or was changed meanwhile.
    """
    before = listed(root)
    try:
        root.mkdir(parents=True, exist_ok=True)
        beside = root / BESIDE
        sweep(root)  # a run that was ended from outside leaves what it had made
        found = list(staged(root, beside, files, before))
        hold(root, beside, found)
        now = {path: kept for path, kept, _ in found}
        written = tuple(sorted(path for path, _, fresh in found if fresh))
        removed = tuple(sorted(before.keys() - now.keys()))
        save(root, {**before, **now}, {})  # until the last file is in its place, it is the site of no options
        for path in written:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(beside / path, root / path)
        for path in removed:
            remove(root, path)
        save(root, now, options)
    except OSError as error:
        raise BadFile(root, f"the site is not written: {error.strerror or error}") from error
    finally:
        sweep(root)
    return Written(written, removed, len(now) - len(written))


def sweep(root: Path) -> None:
    """Remove what waits beside a site: nobody may take it for a part of the site."""
    shutil.rmtree(root / BESIDE, ignore_errors=True)


def staged(root: Path, beside: Path, files: Iterable[Made], before: dict[str, Listed]) -> Iterator[Staged]:
    """Write what differs from what stands there beside the site; path and what to list of every file.

    Raises:
        BadFile: a file is in the way that is none of the site's, or what stood there was replaced meanwhile.
    """
    for made in files:
        path, content, there = made.path, made.content, root / made.path
        if content is None:
            kept = before.get(path)
            if kept is None or kept.source != made.source:
                raise BadFile(there, MEANWHILE)
            yield path, kept, False
            continue
        if path not in before and there.exists() and there.read_bytes() != content:
            raise BadFile(there, "it is in the way and no file of this site; move it, nothing was changed")
        fresh = not same(there, content)
        if fresh:
            (beside / path).parent.mkdir(parents=True, exist_ok=True)
            (beside / path).write_bytes(content)
        yield path, Listed(sha256(content).hexdigest(), made.source), fresh


def hold(root: Path, beside: Path, found: Iterable[Staged]) -> None:
    """See that every file is where it was left: one that is gone would be missing from what is listed as whole.

    Raises:
        BadFile: somebody removed one while the others were made.
    """
    places = ((beside if fresh else root) / path for path, _, fresh in found)
    lost = next((place for place in places if not place.exists()), None)
    if lost is not None:
        raise BadFile(lost, MEANWHILE)


class There(Mapping[str, Standing]):
    """The files of a site that stand there as they were written, by their paths, where it is known from what.

    Each is looked at when it is asked for, by the process that asks: no page waits for hundreds of files to be read.

    Args:
        root: the directory of the site.
        kept: what its list says of its files.
    """

    def __init__(self, root: Path, kept: Mapping[str, Listed]) -> None:
        self.root, self.kept = root, {path: said for path, said in kept.items() if said.source}

    def __getitem__(self, path: str) -> Standing:
        said = self.kept[path]
        content = content_of(self.root / path, said)
        if content is None:
            raise KeyError(path)
        return Standing(said.source, said.content, len(content))

    def __iter__(self) -> Iterator[str]:
        return (path for path, said in self.kept.items() if content_of(self.root / path, said) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def standing(root: Path) -> There:
    """What stands in a directory of the site that its list tells of.

    Raises:
        BadFile: the directory holds something that is no site of ours.
    """
    return There(root, listed(root))


def is_current(root: Path, options: dict[str, str]) -> bool:
    """True where a whole site stands there that was made from the same: there is nothing to make.

    Raises:
        BadFile: the directory holds something that is no site of ours.
    """
    files = listed(root)
    if not files or json.loads((root / LIST).read_text(encoding="utf-8")).get("options") != options:
        return False
    return all(content_of(root / path, kept) is not None for path, kept in files.items())


def content_of(path: Path, kept: Listed) -> bytes | None:
    """What a file holds, where that is what was written; None otherwise."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if sha256(content).hexdigest() == kept.content else None


def same(path: Path, content: bytes) -> bool:
    """True where a file holds just that."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def listed(root: Path) -> dict[str, Listed]:
    """Path -> what the list says of it, of the site that stands in a directory; nothing in an empty or missing one.

    Raises:
        BadFile: it is no directory, or holds files and no site of ours.
    """
    if not root.exists():
        return {}
    if not root.is_dir():
        raise BadFile(root, "it is a file; name a directory for the site")
    own = root / LIST
    if not own.exists():
        if any(entry.name != BESIDE for entry in root.iterdir()):
            raise BadFile(root, "it holds files and no site of regraph; name an empty or a new directory")
        return {}
    try:
        found = json.loads(own.read_text(encoding="utf-8"))
        pages = found["files"] if found["regraph-site"] in FORMS else None
        if not isinstance(pages, dict) or not all(isinstance(p, str) and is_inside(p) for p in pages):
            raise ValueError(LIST)
        return {path: Listed(*map(str, said if isinstance(said, list) else [said])) for path, said in pages.items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadFile(own, "it is no list of a site that this version can read; name an empty directory") from error


def is_inside(path: str) -> bool:
    """True for a path that stays within the site.

    Example:
        >>> is_inside("id/a.html"), is_inside("../a"), is_inside("/etc/passwd")
        (True, False, False)
    """
    pure = PurePosixPath(path)
    return bool(path) and not pure.is_absolute() and ".." not in pure.parts and "\\" not in path


def save(root: Path, files: dict[str, Listed], options: dict[str, str]) -> None:
    """Write the list of a site, all of it or nothing; not at all where it says the same already."""
    said = {path: [kept.content, kept.source] for path, kept in sorted(files.items())}
    whole = {"regraph-site": FORM, "options": options, "files": said}
    text = json.dumps(whole, ensure_ascii=False, indent=0)
    own = root / LIST
    if same(own, text.encode()):
        return
    temporary = root / f"{LIST}.new"
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, own)


def remove(root: Path, path: str) -> None:
    """Remove one file of the site, and the folders that it leaves empty."""
    (root / path).unlink(missing_ok=True)
    for folder in (root / path).parents:
        if folder == root:
            return
        with contextlib.suppress(OSError):  # another file is in it
            folder.rmdir()
