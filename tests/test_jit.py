"""The border to numba: few stakes run plain, many run compiled, and nothing depends on it."""

import pytest

from regraph.engine import jit


def twice(number: int) -> int:
    """A kernel."""
    return 2 * number


def test_few_stakes_run_as_plain_python() -> None:
    assert jit.kernel(twice, jit.MANY - 1) is twice


def test_many_stakes_run_compiled_where_numba_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jit, "is_compiling", lambda: True)
    monkeypatch.setattr(jit, "compiled", lambda function: lambda number: function(number) + 1)
    assert jit.kernel(twice, jit.MANY)(2) == 5


def test_without_numba_many_stakes_run_as_plain_python_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jit, "is_compiling", lambda: False)
    assert jit.kernel(twice, 10 * jit.MANY) is twice
