"""The command line as a user meets it, inside this process: status, standard output, standard error."""

import gc
import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from regraph.cli.main import main


@dataclass(frozen=True)
class Run:
    """What one call of `regraph` left behind."""

    status: int
    out: str
    err: str


def run(*words: str, facts: Path | None = None) -> Run:
    """Call `regraph` with some words, over the shipped facts or those in a directory."""
    argv = ["regraph", *(("--facts", str(facts)) if facts else ()), *words]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with mock.patch.object(sys, "argv", argv), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        finally:
            gc.enable()  # a process of its own need not collect, this one goes on
    return Run(status, written(out), written(err))


def written(stream: io.TextIOWrapper) -> str:
    """What was written to a stream."""
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
