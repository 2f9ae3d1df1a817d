"""Rows as CSV by RFC 4180."""

import csv
import io


def csv_text(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    r"""Rows as CSV, with a header line and Unix line ends.

    Example:
        >>> csv_text(("a", "b"), [("1", "x, y")])
        'a,b\n1,"x, y"\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
