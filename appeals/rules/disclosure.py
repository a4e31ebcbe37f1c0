"""Small cells: what of a table may be shown, so that no cell of one to four people can be told, also not by subtracting.

The method is docs/decisions/0010. A table has groups as rows and answers as columns, with “not stated” and “not answered”
among them, so that every row and column adds up to a published sum: whoever subtracts gets a cell of the same table.

1. Cells of 1–4 are withheld. 2. What is withheld of a row or column adds up to five or more, else more is withheld.
3. While a withheld small cell can still be computed from the sums (no way to shift the table leaves it free), more is.
"""

SMALL = 5


def is_small(number):
    return 0 < number < SMALL


def withheld(table):
    """The cells {(row, column)} of a table of counts that must not be shown."""
    hidden = {(r, c) for r, row in enumerate(table) for c, number in enumerate(row) if is_small(number)}
    if not hidden:
        return hidden
    while True:
        _fill_sums(table, hidden)
        exposed = next(
            (cell for cell in sorted(hidden) if is_small(_at(table, cell)) and not is_free(table, hidden, cell)), None
        )
        more = _next_victim(table, hidden, exposed) if exposed else None
        if more is None:
            return hidden
        hidden.add(more)


def _at(table, cell):
    return table[cell[0]][cell[1]]


def _lines(table):
    """Every row and column as a list of cells."""
    height, width = len(table), len(table[0])
    yield from ([(r, c) for c in range(width)] for r in range(height))
    yield from ([(r, c) for r in range(height)] for c in range(width))


def _fill_sums(table, hidden):
    """Withhold the smallest cells until what is withheld of each line is not itself a small number."""
    is_changed = True
    while is_changed:
        is_changed = False
        for line in _lines(table):
            gone = [cell for cell in line if cell in hidden]
            left = sorted((cell for cell in line if cell not in hidden), key=lambda cell: _worth(table, cell))
            if gone and left and (len(gone) < 2 or sum(_at(table, cell) for cell in gone) < SMALL):
                hidden.add(left[0])
                is_changed = True


def _worth(table, cell):
    """Cells with something to shift go first, the smallest of them; a zero protects less than its place tells."""
    number = _at(table, cell)
    return (number == 0, number, cell)


def is_free(table, hidden, cell):
    """Whether another table with the same sums and the same visible cells has another number here."""
    row, column = cell
    rest = hidden - {cell}
    return _reaches(table, rest, ("c", column), ("r", row)) or (
        _at(table, cell) > 0 and _reaches(table, rest, ("r", row), ("c", column))
    )


def _reaches(table, cells, start, goal):
    """Whether a chain of +1 and −1 through the withheld cells leads from one line to another; −1 needs something there."""
    seen, waiting = {start}, [start]
    while waiting:
        kind, place = waiting.pop()
        for r, c in cells:
            ahead = None
            if kind == "r" and r == place:
                ahead = ("c", c)
            elif kind == "c" and c == place and table[r][c] > 0:
                ahead = ("r", r)
            if ahead and ahead not in seen:
                seen.add(ahead)
                waiting.append(ahead)
    return goal in seen


def _next_victim(table, hidden, exposed):
    """The cell to withhold for the sake of an exposed one: near it first."""
    left = [(r, c) for r, row in enumerate(table) for c in range(len(row)) if (r, c) not in hidden]
    near = [cell for cell in left if cell[0] == exposed[0] or cell[1] == exposed[1]]
    return min(near or left, key=lambda cell: _worth(table, cell), default=None)


def nested_differences(people):
    """Where subtracting one breakdown from another leaves something: [({groups of the first}, {groups of the second})].

    `people[g][h]` are how many stand in group g of the first and h of the second. A union of groups of the second lies
    within one of the first: what is left of it is a cell that neither table shows. It is enough to look at the least
    unions that hold a group of the second each; between these and others lie whole rows, which `withheld` has seen to.
    """
    width, whole = len(people[0]), (1 << len(people)) - 1
    holders = [sum(1 << g for g, row in enumerate(people) if row[h]) for h in range(width)]
    unions = {0}
    for holder in set(holders):
        unions |= {union | holder for union in unions}
    return [
        (
            [g for g in range(len(people)) if union >> g & 1],
            [h for h in range(width) if holders[h] and not holders[h] & ~union],
        )
        for union in sorted(unions - {0, whole})
    ]


def clashes(one, other, differences):
    """Whether subtracting the table `other` from `one` (the same question, broken down otherwise) leaves a small cell."""
    return any(
        is_small(sum(one[g][column] for g in groups) - sum(other[h][column] for h in within))
        for groups, within in differences
        for column in range(len(one[0]))
    )
