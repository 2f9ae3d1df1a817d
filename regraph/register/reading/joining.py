"""The blocks of a file joined: every name numbered once, in the order of the names, and every column one array."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regraph.engine.stakes import Integers
from regraph.errors import TooManyNames
from regraph.model.lookup import folded
from regraph.register.columns import Column
from regraph.register.reading.parsing import Block

PAIRS = ("start", "end")
BOUNDS = ("earliest", "latest")
SINGLES = ("low", "high", "row", "kind", "certainty")


@dataclass(frozen=True, eq=False)
class Joined:
    """A whole file of stakes, in the order of its lines.

    Args:
        names: sorted by code point.
        folded_order: the indices of the names in the order of what is left without case, accents and punctuation.
        sources: sorted by code point; empty where the file names none.
        columns: `holder`, `held`, `low`, `high` and `row`, and those optional ones that the file has.
    """

    names: pa.StringArray
    folded_order: Integers
    sources: pa.StringArray
    columns: dict[str, Column]


def joined(blocks: list[Block]) -> Joined:
    """All blocks of a file; their texts are numbered by the order of the texts.

    Args:
        blocks: is emptied on the way, since both forms at once would be twice the memory.
    Raises:
        TooManyNames: the names take more than two gigabytes.
    """
    columns = numbers_in(blocks)
    texts = [b.holder for b in blocks] + [b.held for b in blocks]
    cited = [b.source for b in blocks if b.source is not None]
    blocks.clear()
    sources = pa.array([], pa.string())
    if cited:
        sources, columns["source"] = numbered(cited)
    names, codes = numbered(texts)
    columns["holder"], columns["held"] = np.split(codes, 2)
    return Joined(names, folded_order(names), sources, columns)


def numbers_in(blocks: Sequence[Block]) -> dict[str, Column]:
    """Each column of numbers that the file has, as one array."""
    parts = {name: [getattr(b, name) for b in blocks] for name in SINGLES}
    for name in PAIRS:
        pairs = [getattr(b, name) for b in blocks]
        parts |= {f"{name}-{bound}": [pair and pair[i] for pair in pairs] for i, bound in enumerate(BOUNDS)}
    return {name: np.concatenate(found) for name, found in parts.items() if found and found[0] is not None}


def numbered(parts: list[Any]) -> tuple[pa.StringArray, Integers]:
    """The distinct texts of several columns, sorted, and the columns one after the other as numbers of them.

    Args:
        parts: is emptied on the way.
    """
    if not parts:
        return pa.array([], pa.string()), np.zeros(0, np.int32)
    try:
        chunks = pa.chunked_array(parts).unify_dictionaries().chunks
        parts.clear()
        texts = chunks[0].dictionary
        order = pc.sort_indices(texts)
        names = texts.take(order)
    except pa.ArrowException as error:
        raise TooManyNames(str(error)) from error
    rank = np.empty(len(order), np.int32)
    rank[order.to_numpy()] = np.arange(len(order), dtype=np.int32)
    return names, np.concatenate([rank[chunk.indices.to_numpy()] for chunk in chunks])


def folded_order(names: pa.StringArray) -> Integers:
    """The indices of the names in the order of their folded forms."""
    found: Integers = pc.sort_indices(all_folded(names)).to_numpy().astype(np.int32)
    return found


def all_folded(names: pa.StringArray) -> pa.StringArray:
    """Each name as `folded` gives it; names in ASCII all at once, since a register has millions.

    Example:
        >>> all_folded(pa.array(["B. O'Hara & Co.", "Pelá Ema"])).to_pylist()
        ['b ohara co', 'pela ema']
    """
    plain = pc.ascii_lower(names)
    for mark in ("'", "."):
        plain = pc.replace_substring(plain, mark, "")
    plain = pc.ascii_trim_whitespace(pc.replace_substring_regex(plain, "[^a-z0-9]+", " "))
    other = pc.invert(pc.string_is_ascii(names))
    if not pc.any(other).as_py():
        return plain
    return pc.replace_with_mask(plain, other, pa.array(map(folded, names.filter(other).to_pylist()), pa.string()))
