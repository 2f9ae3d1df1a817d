"""What all tests share: the network is off, properties do not vary from run to run, the shipped facts are read once."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from regraph.model.knowledge import Knowledge, known
from regraph.store.dataset import Dataset, read

HERE = ("localhost", "127.0.0.1", "::1")

settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=60, database=None)
settings.register_profile(
    "thorough", deadline=None, max_examples=2000, database=None, suppress_health_check=list(HealthCheck)
)  # pytest --hypothesis-profile=thorough
settings.load_profile("fixed")


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


@pytest.fixture(scope="session")
def facts() -> Dataset:
    """The shipped facts as read; nobody may change them."""
    return read()


@pytest.fixture(scope="session")
def knowledge(facts: Dataset) -> Knowledge:
    """What the shipped facts say."""
    return known(facts)
