"""The border to rich: tables and lines on a terminal or in a pipe.

Nothing here knows what a row means. In a pipe the width is fixed, so that the same answer is the same text.
"""

import shutil
import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from regraph.wording.words import safe

PIPE_WIDTH = 120


def console() -> Console:
    """Where tables go: the terminal in its width, or a pipe in a fixed one."""
    width = shutil.get_terminal_size((PIPE_WIDTH, 40)).columns if sys.stdout.isatty() else PIPE_WIDTH
    return Console(file=sys.stdout, width=max(width, 60), highlight=False, markup=False, emoji=False, soft_wrap=False)


def print_table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Print rows under their column names; long cells wrap."""
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe(cell)) for cell in row))
    console().print(table)
