"""Rows as CSV by RFC 4180."""


def csv_text(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    r"""Rows as CSV, with a header line and Unix line ends.

    Example:
        >>> csv_text(("a", "b"), [("1", "x, y")])
        'a,b\n1,"x, y"\n'
    """
    return "".join(map(line, [columns, *rows]))


def line(row: tuple[str, ...]) -> str:
    """One row; written with both line ends known to the writer, so that it quotes a cell that holds either."""
    import csv  # every look-up loads this module, and few print rows
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(row)
    return out.getvalue().removesuffix("\r\n") + "\n"
