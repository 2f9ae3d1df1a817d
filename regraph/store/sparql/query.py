"""Running a query that the guard has passed, in a process of its own that can be stopped.

The engine cannot be interrupted from within, so each query runs in a child that is killed when its time is up. The
child may open neither file nor socket, whatever a query should talk it into, and has bounds on memory and processor
time (where the system has such bounds; Windows has not).
"""

import contextlib
import faulthandler
import math
import multiprocessing
import os
import threading
from collections.abc import Mapping
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, SpawnContext

from regraph.errors import BadQuery, QueryTimeout, RefusedQuery
from regraph.store.sparql.binding import Term, binders, bound
from regraph.store.sparql.evaluation import Outline, evaluated
from regraph.store.sparql.guard import guarded
from regraph.store.sparql.results import Answer
from regraph.store.sparql.tokens import plain
from regraph.store.view import View

try:
    import resource
except ImportError:  # pragma: no cover - Windows
    resource = None  # type: ignore[assignment]

SECONDS = 30.0
MEMORY = 2 << 30
Outcome = tuple[str, Answer | str]


def answer(view: View, text: str, terms: Mapping[str, Term] | None = None, seconds: float = SECONDS) -> Answer:
    """What a query finds, rows and triples in an order that is the same in every run.

    Args:
        view: what it sees.
        text: SPARQL 1.1; all of `names.PREFIXES` are declared.
        terms: values of variables; one that the query does not use is no error, one that it binds itself stays its own.
        seconds: the most it may take.
    Raises:
        RefusedQuery, BadQuery: as `guarded` does, and for a query that needs too many rows or too much memory.
        QueryTimeout: it ran past `seconds`.
    """
    if not 0 < seconds < math.inf:
        raise BadQuery(f"a time limit of {seconds} s is none; give a number of seconds above 0")
    context = start_context()
    reader, writer = context.Pipe(duplex=False)
    child = context.Process(target=answer_apart, args=(writer, view, text, dict(terms or {}), seconds), daemon=True)
    child.start()
    writer.close()
    try:
        kind, payload = reader.recv() if reader.poll(seconds) else ("late", "")
    except (EOFError, OSError):
        child.join()
        kind, payload = "bad", f"the system stopped the query ({child.exitcode}), likely for its size; narrow it"
    finally:
        child.kill()
        child.join()
        reader.close()
    return outcome(kind, payload, seconds)


def outcome(kind: str, payload: Answer | str, seconds: float) -> Answer:
    """The answer that a child sent, or the error that it met."""
    if isinstance(payload, Answer):
        return payload
    if kind == "refused":
        raise RefusedQuery(payload)
    if kind == "late":
        raise QueryTimeout(seconds)
    raise BadQuery(payload)


def start_context() -> ForkContext | SpawnContext:
    """How a child is started: a fork where that is safe, which is quick; else a new Python."""
    if "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def answer_apart(writer: Connection, view: View, text: str, terms: Mapping[str, Term], seconds: float) -> None:
    """What the child does: guard, evaluate, send. An error crosses to the parent as its kind and facts."""
    found: Outcome
    try:
        filled, outline = filled_in(plain(text), terms)
        confine(seconds)
        found = "answer", evaluated(view, filled, outline)
    except RefusedQuery as error:
        found = "refused", error.word
    except BadQuery as error:
        found = "bad", str(error)
    except MemoryError:
        found = "bad", f"the query needs more than {MEMORY >> 30} GiB of memory; narrow it, or add LIMIT"
    writer.send(found)


def filled_in(text: str, terms: Mapping[str, Term]) -> tuple[str, Outline]:
    """A query with its parameters filled in, but for those that it binds itself, as the guard passed it.

    Raises:
        RefusedQuery, BadQuery: as `guarded` does, and for a parameter at a place where it cannot be told from an IRI.
    """
    wanted = {name: term for name, term in terms.items() if name not in binders(text)}
    filled = bound(text, wanted)
    outline = guarded(filled)
    left = sorted(outline.variables & set(wanted))
    if left:
        raise BadQuery(f"?{left[0]} cannot be filled in here; write a space before and after each < and >")
    return filled, outline


def confine(seconds: float) -> None:
    """Let this process compute, and nothing else: no new file or socket, bounded memory, no longer than it may."""
    if resource is None:
        return
    faulthandler.disable()  # an engine out of memory says so on standard error, at length, before it dies
    with open(os.devnull, "w", encoding="utf-8") as nothing:
        os.dup2(nothing.fileno(), 2)
    size = address_space()
    if size:
        limit(resource.RLIMIT_AS, size + MEMORY)
    limit(resource.RLIMIT_CPU, math.ceil(2 * seconds) + 10)  # should the parent die before it can kill
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_NOFILE, 0)


def limit(what: int, most: int) -> None:
    """Lower one bound of this process for good."""
    _, hard = resource.getrlimit(what)
    with contextlib.suppress(ValueError, OSError):  # a system that knows the bound but does not let it be set
        bounded = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bounded, bounded))


def address_space() -> int:
    """The bytes of address space that this process has now, 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0
