"""The border to numba: a kernel runs as plain Python on a few stakes, and compiled on many where numba is installed.

Kernels are functions of numpy arrays and numbers, with loops; what they compute never depends on how they run.
"""

import importlib.util
from collections.abc import Callable
from functools import cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
MANY = 5_000


def kernel(function: Callable[P, R], stakes: int) -> Callable[P, R]:
    """The fitting form of a kernel for a number of stakes: compiled from `MANY` upward, where numba is installed."""
    if stakes < MANY or not is_compiling():
        return function
    return compiled(function)


@cache
def is_compiling() -> bool:
    """True where numba is installed."""
    return importlib.util.find_spec("numba") is not None


@cache
def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """A kernel compiled to machine code, which numba keeps in its cache for the next process."""
    import numba  # half a second to import, which small questions never need

    made: Callable[P, R] = numba.njit(cache=True)(function)
    return made
