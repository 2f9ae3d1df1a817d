"""How far right the boxes of a row stand: where they are pulled, in their order, and never over one another."""

GAP = 20.0


def wish(steps: list[tuple[int, float]], total: float, across: list[float], now: float) -> float:
    """The mean place of the neighbours, by the weight of their lines; `now` for a box without any."""
    return sum([across[j] * weight for j, weight in steps]) / total if total else now


def offsets_of(widths: list[float]) -> list[float]:
    """How far right of the first box of a row each stands where nothing pulls at them.

    Example:
        >>> offsets_of([74.0, 74.0])
        [0.0, 94.0]
    """
    offsets = [0.0]
    for left, right in zip(widths, widths[1:], strict=False):
        offsets.append(offsets[-1] + (left + right) / 2 + GAP)
    return offsets


def spread(wanted: list[float], offsets: list[float]) -> list[float]:
    """Places nearest to those wanted, in the same order and without overlap.

    Args:
        offsets: how far right of the first each stands at least (see `offsets_of`).
    Source:
        Pool adjacent violators: Barlow et al., Statistical Inference under Order Restrictions (1972), chapter 1.
    Example:
        >>> spread([0.0, 0.0], [0.0, 94.0])
        [-47.0, 47.0]
    """
    pools: list[tuple[float, int]] = []
    for place, offset in zip(wanted, offsets, strict=False):
        total, count = place - offset, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            before = pools.pop()
            total, count = total + before[0], count + before[1]
        pools.append((total, count))
    level = [total / count for total, count in pools for _ in range(count)]
    return [base + offset for base, offset in zip(level, offsets, strict=False)]
