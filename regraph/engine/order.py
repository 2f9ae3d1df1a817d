"""Rows brought into the order of a key without comparing: a counting sort, its time in proportion to the rows."""

from typing import Any

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]


def order_by(keys: npt.NDArray[Any], count: int) -> tuple[Places, Places]:
    """The rows sorted by a key, rows of one key in their order, and where each key begins: a counting sort."""
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
