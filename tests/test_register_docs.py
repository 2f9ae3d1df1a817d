"""The example of the guide to registers is what the program prints."""

import re
import shlex
from pathlib import Path

import pytest
from terminal import run

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "registers.md"


def test_the_example_of_the_guide_is_what_the_program_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    table, shown = (re.findall(rf"```{fence}\n(.*?)```", text, re.DOTALL) for fence in ("csv", "shell-session"))
    assert (len(table), len(shown)) == (1, 1)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stakes.csv").write_bytes(table[0].encode("utf-8"))
    commands = [line for line in shown[0].splitlines() if line.startswith("$ ")]
    printed = [f"{command}\n{run(*shlex.split(command)[2:]).out}" for command in commands]
    assert len(commands) == 2
    assert "".join(printed) == shown[0]
