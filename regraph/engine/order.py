"""Rows brought into the order of a key without comparing: a counting sort, its time in proportion to the rows."""

from typing import Any

import numpy as np
import numpy.typing as npt

from regraph.engine.jit import MANY, compiled, is_compiling

Places = npt.NDArray[np.int64]


def ordered(keys: npt.NDArray[Any], count: int) -> tuple[Places, Places]:
    """The rows sorted by a key, rows of one key in their order, and where each key begins, with the end of the last.

    Args:
        keys: one a row, from 0.
        count: more than the greatest key.

    Example:
        >>> rows, begins = ordered(np.array([2, 0, 2]), 3)
        >>> rows.tolist(), begins.tolist()
        ([1, 0, 2], [0, 1, 1, 3])
    """
    if max(len(keys), count) >= MANY and is_compiling():
        rows, begins = compiled(order_by)(keys, count)
        return rows, begins
    rows = np.argsort(keys, kind="stable")
    return rows, np.searchsorted(keys[rows], np.arange(count + 1)).astype(np.int64)


def order_by(keys: npt.NDArray[Any], count: int) -> tuple[Places, Places]:
    """The rows sorted by a key, and where each key begins (a kernel: a counting sort)."""
    begins = np.zeros(count + 1, np.int64)
    for row in range(len(keys)):
        begins[keys[row] + 1] += 1
    for key in range(count):
        begins[key + 1] += begins[key]
    free = begins[:-1].copy()
    rows = np.empty(len(keys), np.int64)
    for row in range(len(keys)):
        rows[free[keys[row]]] = row
        free[keys[row]] += 1
    return rows, begins
