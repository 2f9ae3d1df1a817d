"""What all tests share: the network is off, properties do not vary from run to run, the shipped facts are read once."""

import gc
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pyoxigraph import Quad

from regraph.facts.places import ontology_files
from regraph.facts.syntax import quads_of_all
from regraph.model.knowledge import Knowledge, known
from regraph.store.compiled import read_kept
from regraph.store.dataset import Dataset, read
from regraph.store.sparql.guard import guarded
from regraph.store.view import View, resolved_view, union_view

pytest_plugins = ("browsing",)  # pages in a browser
HERE = ("localhost", "127.0.0.1", "::1")

settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=30, database=None)
settings.register_profile(
    "thorough", deadline=None, max_examples=2000, database=None, suppress_health_check=list(HealthCheck)
)  # pytest --hypothesis-profile=thorough
settings.load_profile("fixed")


def pytest_collection_finish() -> None:
    """Thousands of tests are collected and stay: the collector of garbage need not walk them over and over."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever comes to a browser, by whichever fixture, is marked as needing one."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def network_off() -> Iterator[None]:
    """Refuse every connection but those to this machine, which the tests of pages need."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in HERE:
            raise OSError(f"the network is off in tests: {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Look-ups keep their copies where they are thrown away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def ontology_once() -> Iterator[None]:
    """Every reading of facts reads the ontology, which no test changes: within this process one does so for all."""
    once, files = quads_of_all(ontology_files()), ontology_files()

    def quads(paths: Iterable[Path]) -> list[Quad]:
        return list(once) if paths == files else quads_of_all(paths)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("regraph.facts.syntax.quads_of_all", quads)
        yield


@pytest.fixture(scope="session")
def facts() -> Iterator[Dataset]:
    """The shipped facts as read; nobody may change them."""
    data = read()
    before = sizes(data)
    yield data
    assert before == sizes(data), "a test changed the facts that all tests share"


def sizes(data: Dataset) -> tuple[int, ...]:
    """How much a dataset holds, part by part."""
    tables: tuple[Mapping[str, Sized], ...] = (data.register, data.sources, data.statements, data.terms)
    parts = [size for table in tables for size in (len(table), sum(len(about) for about in table.values()))]
    return (*parts, len(data.quads), len(data.ontology))


@pytest.fixture(scope="session")
def knowledge(facts: Dataset) -> Knowledge:
    """What the shipped facts say."""
    return known(facts)


@pytest.fixture(scope="session")
def grammar() -> None:
    """The grammar of queries, put together by the first that is read: here, and not again in each child of this one."""
    guarded("ASK { }")


@pytest.fixture(scope="session")
def resolved(facts: Dataset, grammar: None) -> View:
    """The resolved view of the shipped facts; nobody may change it."""
    return resolved_view(facts)


@pytest.fixture(scope="session")
def union(facts: Dataset, grammar: None) -> View:
    """The union view of the shipped facts; nobody may change it."""
    return union_view(facts)


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Let commands over the whole of the shipped facts use what this session has read; all else they read themselves.

    That they read and build the same by themselves is what the tests of the cache and of the wheel say.
    """
    facts: Dataset = request.getfixturevalue("facts")

    def shared(name: str, data: Dataset, build: Callable[[Dataset], Any]) -> Any:
        return request.getfixturevalue(name) if data is facts else build(data)

    def read_facts(directories: tuple[Path, ...] = ()) -> Dataset:
        return read(directories) if directories else facts

    def read_copy(directories: tuple[Path, ...], cache: Path | None) -> Dataset:
        return read_kept(directories, cache) if directories else facts

    monkeypatch.setattr("regraph.cli.frame.read", read_facts)
    monkeypatch.setattr("regraph.cli.frame.read_kept", read_copy)
    monkeypatch.setattr("regraph.cli.frame.known", lambda data: shared("knowledge", data, known))
    monkeypatch.setattr("regraph.cli.ask.resolved_view", lambda data: shared("resolved", data, resolved_view))
    monkeypatch.setattr("regraph.cli.ask.union_view", lambda data: shared("union", data, union_view))
