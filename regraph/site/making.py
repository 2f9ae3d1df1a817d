"""Making the files of a site, by as many processes as there are cores, and only those that would come out otherwise.

What a file is made from is known before it is made: where that is what the standing file was made from, it is left.
Here nothing is read or written.
"""

import datetime as dt
import gc
import json
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from hashlib import sha256
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from operator import attrgetter, methodcaller
from typing import TYPE_CHECKING, Any

from regraph.errors import RegraphError

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized


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
class Standing:
    """A file as it stands there, as it was written: the digests of what it was made from and of its content; bytes."""

    source: str
    content: str
    size: int


@dataclass(frozen=True, slots=True)
class Made:
    """A file of a site as made; its content is None where what stands there is made from the same."""

    path: str
    source: str
    content: bytes | None


Task = Callable[[], Iterator[File]]
Site = Mapping[str, Standing]  # path -> what stands there


def digest(*said: object) -> str:
    """Digest of what something is made from: texts, numbers, days, and values of dataclasses.

    A class whose fields are not all that its values are made from, or more, tells it by a method `made_from`.
    """
    text = json.dumps(said, default=inside, check_circular=False)  # in C, but for each value of a class
    return sha256(text.encode()).hexdigest()


def inside(value: object) -> object:
    """What a value of a class is made from, after the name of its class.

    Raises:
        TypeError: nothing tells what it is made from.
    """
    kind: Any = type(value)
    return kind.__name__, way_into(kind)(value)


@cache
def way_into(kind: Any) -> Callable[[Any], object]:
    """What gives all that the values of a class are made from."""
    if issubclass(kind, dt.date | Decimal):
        return str
    if hasattr(kind, "made_from"):
        return methodcaller("made_from")
    return attrgetter(*(field.name for field in fields(kind)))


def cores() -> int:
    """How many processes may work side by side: the cores at hand, one where processes cannot be split off safely."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def made(tasks: Sequence[Task], standing: Site, jobs: int = 1) -> Generator[Made, None, None]:
    """The files of some tasks, as they are done.

    Args:
        tasks: the longest first; each is done by one process, whoever is free.
        standing: what stands there.
        jobs: how many processes at once; 1 for this one alone, as where other threads run: none can be split off then.
    Raises:
        RegraphError: what a task could not do, or that a process was ended from outside.
    """
    if min(jobs, len(tasks)) < 2 or threading.active_count() > 1:
        for task in tasks:
            yield from done(task, standing)
        return
    yield from side_by_side(tasks, standing, jobs)


def done(task: Task, standing: Site) -> Iterator[Made]:
    """The files of one task."""
    for file in task():
        yield Made(file.path, file.source, None if stands(file, standing) else file.make())


def stands(file: File, standing: Site) -> Standing | None:
    """What stands there of a file, if it was made from the same; None otherwise."""
    found = standing.get(file.path)
    return found if found and file.source and found.source == file.source else None


def side_by_side(tasks: Sequence[Task], standing: Site, jobs: int) -> Iterator[Made]:
    """The same, by processes split off from this one, which find in memory what is worked out already."""
    context = multiprocessing.get_context("fork")
    turn = context.Value("i", 0)
    gc.freeze()  # so that no collection touches, and thereby copies, what the processes share
    working: dict[Connection, BaseProcess] = {}
    try:
        for _ in range(min(jobs, len(tasks))):
            ours, theirs = context.Pipe(duplex=False)
            heard = (*working, ours)
            working[ours] = context.Process(target=work, args=(tasks, standing, turn, theirs, heard), daemon=True)
            working[ours].start()
            theirs.close()
        yield from told(working)
    finally:
        for process in working.values():
            process.terminate()
            process.join()
        gc.unfreeze()


def work(
    tasks: Sequence[Task],
    standing: Site,
    turn: "Synchronized[int]",
    out: Connection,
    heard: Iterable[Connection],
) -> None:
    """Do one task after the other, each that nobody has taken yet, and send what is made; then a word, or "" for none.

    An error goes as words, since not every error can be sent.

    Args:
        heard: the ends at which the other process listens; held open here, nobody would learn that it is gone.
    """
    for end in heard:
        end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever split it off is interrupted too, and ends it
    try:
        while (task := taken(tasks, turn)) is not None:
            for file in done(task, standing):
                out.send(file)
        out.send("")
    except RegraphError as error:
        out.send(str(error))
    except BrokenPipeError:  # whoever split it off was ended from outside: there is nobody to make anything for
        return
    except Exception as error:  # a bug ends in one line, as it does where one process makes everything
        out.send(f"unexpected {type(error).__name__}: {error}; to see where, set REGRAPH_DEBUG=1 and take --jobs 1")


def taken(tasks: Sequence[Task], turn: "Synchronized[int]") -> Task | None:
    """The next task that nobody has taken; None where there is none."""
    with turn.get_lock():
        number = turn.value
        turn.value += 1
    return tasks[number] if number < len(tasks) else None


def told(working: Mapping[Connection, BaseProcess]) -> Iterator[Made]:
    """What processes send, until each has said its last word.

    Raises:
        RegraphError: a process could not do a task, or was ended from outside.
    """
    speaking = set(working)
    while speaking:
        for line in wait(list(speaking)):
            assert isinstance(line, Connection)
            try:
                said = line.recv()
            except EOFError as error:
                words = "a process ended early; if nothing above says why, memory may have run out: try --jobs 1"
                raise RegraphError(words) from error
            if isinstance(said, Made):
                yield said
            elif said:
                raise RegraphError(said)
            else:
                speaking.remove(line)
