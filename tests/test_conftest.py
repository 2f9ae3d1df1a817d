"""The fences around the tests hold: the network is off, a warning is an error, and no test is left out of the gate."""

import re
import socket
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


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


def test_what_needs_a_browser_is_marked_and_nothing_else_is(request: pytest.FixtureRequest) -> None:
    marked = {item: item.get_closest_marker("browser") is not None for item in request.session.items}
    needing = {item: "browser" in getattr(item, "fixturenames", ()) for item in request.session.items}
    assert needing == marked


def test_a_test_opens_no_browser_but_by_the_fixture() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").glob("*.py"))}
    opening = [name for name, text in texts.items() if re.search(r"\b(?:a?sync)_playwright\(", text)]
    assert "browsing.py" in opening
    assert [name for name in opening if name.startswith("test_")] == []


def test_the_whole_gate_is_one_command_that_the_readme_and_continuous_integration_give() -> None:
    makefile, script, readme = ((ROOT / n).read_text(encoding="utf-8") for n in ("Makefile", ".ci/run", "README.md"))
    selected = re.findall(r"^\t\$\(TESTS\) -m (\"[^\"]+\"|\S+)", makefile, re.MULTILINE)
    assert selected == ['"not browser"', "browser"]
    assert script.splitlines()[-1] == "make check browser"
    assert "pip install '.[test]' && make check browser\n" in readme
