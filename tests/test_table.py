"""A table in a pipe has a fixed width, keeps every character of its cells, and cannot steer a terminal."""

import pytest

from regraph.present.table import PIPE_WIDTH, print_table


def test_a_table_has_its_columns_and_cells(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("name", "kind"), [("Serra Verde", "company"), ("Pela Ema", "mine")])
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines == [["name", "kind"], ["Serra", "Verde", "company"], ["Pela", "Ema", "mine"]]


def test_markup_is_text_and_control_characters_are_made_visible(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("[bold]a[/bold]",), [("[red]x[/red] :smile: \x1b[31m",)])
    out = capsys.readouterr().out
    assert "[bold]a[/bold]" in out and "[red]x[/red] :smile:" in out
    assert "\x1b" not in out


def test_a_long_cell_wraps_and_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("name",), [("x" * 1000,)])
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.count("x") for line in lines) == 1000
    assert max(map(len, lines)) <= PIPE_WIDTH


def test_in_a_pipe_the_same_rows_are_the_same_text_whatever_the_window(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = []
    for columns in ("40", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        print_table(("name",), [("word " * 40,)])
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1]
