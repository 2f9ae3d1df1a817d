"""From what a person types to the actor of a register that is meant; case, accents and punctuation do not matter.

Names are looked up by their order on disk: a register is never read as a whole for one name.
"""

import difflib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from regraph.errors import AmbiguousEntity, UnknownEntity
from regraph.model.lookup import folded
from regraph.register.columns import Column

WINDOW = 400  # how many neighbours in the order of names are compared with a name that nobody bears
MOST = 10
ENDS = (bisect_left, bisect_right)


def meant(names: Sequence[str], order: Column, name: str) -> int:
    """The index of the one actor whose name is `name` but for case, accents and punctuation.

    Args:
        names: index -> name.
        order: the indices in the order of the folded names.
    Raises:
        UnknownEntity: with the nearest names.
        AmbiguousEntity: with the candidates.
    """
    wanted = folded(name)
    places = range(len(order))
    begin, end = (find(places, wanted, key=lambda i: folded(names[int(order[i])])) for find in ENDS)
    if not wanted or begin == end:
        raise UnknownEntity(name, nearest(names, order, wanted, begin), hint="look into the file it was imported from")
    if end - begin > 1:
        shown = tuple(names[i] for i in sorted(order[begin:end][:MOST].tolist()))
        raise AmbiguousEntity(name, (*shown, "...") if end - begin > MOST else shown)
    return int(order[begin])


def nearest(names: Sequence[str], order: Column, wanted: str, place: int, most: int = 5) -> tuple[str, ...]:
    """Names that begin like `wanted`, else are like it, among the neighbours of its place in the order."""
    around = order[max(0, place - WINDOW) : place + WINDOW].tolist()
    by_name = {folded(names[i]): names[i] for i in reversed(around)}
    close = [name for name in sorted(by_name) if len(wanted) > 2 and name.startswith(wanted)]
    close += difflib.get_close_matches(wanted[:200], sorted(by_name), n=most, cutoff=0.6)
    return tuple(dict.fromkeys(by_name[name] for name in close))[:most]
