"""The fences around the tests hold: the network is off, and a warning is an error."""

import socket
import warnings

import pytest


def test_the_network_is_off() -> None:
    with socket.socket() as line, pytest.raises(OSError, match="the network is off in tests"):
        line.connect(("192.0.2.1", 80))


def test_this_machine_can_be_reached() -> None:
    with socket.socket() as server, socket.socket() as line:
        server.bind(("127.0.0.1", 0))
        server.listen()
        line.connect(server.getsockname())


def test_a_warning_is_an_error() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)
