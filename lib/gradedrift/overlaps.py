"""How far two groups can overlap when only their sizes are known: Fréchet's bounds (Fréchet, 1935)."""


def both(one: int, other: int, everyone: int) -> tuple[int, int]:
    """The least and the greatest number that belong to both of two groups among `everyone`.

    `ValueError` for a group that is larger than all there are.

    >>> both(17, 15, 152), both(10, 8, 12)
    ((0, 15), (6, 8))
    """
    if not 0 <= one <= everyone or not 0 <= other <= everyone:
        raise ValueError(f"groups of {one} and {other} do not fit among {everyone}")
    return max(0, one + other - everyone), min(one, other)


def only_one(one: int, other: int, everyone: int) -> tuple[int, int]:
    """The least and the greatest number that belong to the first group and not to the other.

    >>> only_one(18, 15, 152)
    (3, 18)
    """
    least, greatest = both(one, other, everyone)
    return one - greatest, one - least
