"""What of a register is told without doubt: stakes that are alleged, an opinion or the like may not be there at all."""

from dataclasses import replace

import numpy as np

from regraph.analysis.control.ground import FIRM
from regraph.engine.stakes import Stakes
from regraph.register.register import KINDS, Register


def firm(register: Register, stakes: Stakes) -> Stakes:
    """Stakes of a register, those that are doubted without a least share; as they are where none is doubted."""
    lines = doubted_lines(register)
    if not len(lines):
        return stakes
    return replace(stakes, low=np.where(np.isin(stakes.row, lines), 0, stakes.low).astype(np.int32))


def doubted_lines(register: Register) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    """The lines of the file whose certainty is less than an estimate."""
    words = register.manifest.certainties
    codes = [code for code, word in enumerate(words) if word and word not in FIRM]
    found = [np.zeros(0, np.int32)]
    for kind in KINDS:
        certainty = register.optional(f"{kind}/certainty")
        if certainty is not None:
            found.append(register.columns(kind).row[np.isin(certainty, codes)])
    return np.concatenate(found)
