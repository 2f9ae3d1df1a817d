"""Making the files of a site, by as many processes as there are cores, and only those that would come out otherwise.

What a file is made from is known before it is made: where that is what the standing file was made from, it is left.
Here nothing is read or written.
"""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from hashlib import sha256

from regraph.errors import RegraphError


@dataclass(frozen=True, slots=True)
class File:
    """A file of a site before it is made.

    Args:
        path: where it stands, from the root.
        source: digest of all that it is made from; "" where only making it tells.
        make: what makes its content.
    """

    path: str
    source: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Made:
    """A file of a site as made; its content is None where what stands there is made from the same."""

    path: str
    source: str
    content: bytes | None


Task = Callable[[], Iterator[File]]
Batch = tuple[list[Made], str]
TASKS: list[tuple[Task, Mapping[str, str]]] = []  # what the processes that are split off find in their memory


def digest(*said: object) -> str:
    """Digest of what something is made from, by its representation: texts, numbers, and frozen values of them."""
    return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


def cores() -> int:
    """How many processes may work side by side: the cores at hand, one where processes cannot be split off safely."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def made(tasks: Sequence[Task], standing: Mapping[str, str], jobs: int = 1) -> Iterator[Made]:
    """The files of some tasks, in the order in which they are done.

    Args:
        tasks: the longest first; each is done by one process.
        standing: path -> digest of what the file that stands there was made from.
        jobs: how many processes at once; 1 for this one alone, as where other threads run: none can be split off then.
    Raises:
        RegraphError: what a task could not do, or that a process was ended from outside.
    """
    if min(jobs, len(tasks)) < 2 or threading.active_count() > 1:
        for task in tasks:
            yield from done(task, standing)
        return
    yield from side_by_side(tasks, standing, jobs)


def done(task: Task, standing: Mapping[str, str]) -> Iterator[Made]:
    """The files of one task."""
    for file in task():
        is_same = bool(file.source) and standing.get(file.path) == file.source
        yield Made(file.path, file.source, None if is_same else file.make())


def side_by_side(tasks: Sequence[Task], standing: Mapping[str, str], jobs: int) -> Iterator[Made]:
    """The same, by processes split off from this one, which find in memory what is worked out already."""
    TASKS[:] = [(task, standing) for task in tasks]
    gc.freeze()  # so that no collection touches, and thereby copies, what the processes share
    pool = ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=multiprocessing.get_context("fork"))
    try:
        for future in as_completed([pool.submit(batch, number) for number in range(len(tasks))]):
            files, failure = future.result()
            if failure:
                raise RegraphError(failure)
            yield from files
    except BrokenProcessPool as error:
        raise RegraphError("a process was ended from outside, perhaps for want of memory; try --jobs 1") from error
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()
        TASKS.clear()


def batch(number: int) -> Batch:
    """What one task gives, in a process of its own; an error as words, since not every error can be sent."""
    task, standing = TASKS[number]
    try:
        return list(done(task, standing)), ""
    except RegraphError as error:
        return [], str(error)
