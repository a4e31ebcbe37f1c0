"""Small cells cannot be told: tried by listing every table that fits what is published."""

from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from appeals.rules.disclosure import SMALL, clashes, is_small, nested_differences, withheld


def splits(total, width):
    """Every way to share a sum over so many cells."""
    if width == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in splits(total - first, width - 1):
            yield (first, *rest)


def fitting(table, hidden):
    """Every table with the same sums and the same visible cells."""
    width = len(table[0])
    rows = [
        [row for row in splits(sum(real), width) if all((r, c) in hidden or row[c] == real[c] for c in range(width))]
        for r, real in enumerate(table)
    ]
    sums = [sum(column) for column in zip(*table, strict=True)]
    for found in product(*rows):
        if [sum(column) for column in zip(*found, strict=True)] == sums:
            yield found


SMALL_TABLES = st.integers(2, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from((0, 0, 1, 2, 3, 5, 6, 7)), min_size=width, max_size=width), min_size=2, max_size=3
    )
)


@settings(max_examples=150, deadline=None)
@given(SMALL_TABLES)
def test_no_small_cell_follows_from_what_is_shown_and_the_sums(table):
    assume(sum(map(sum, table)) <= 40)
    hidden = withheld(table)
    everything = {(r, c) for r in range(len(table)) for c in range(len(table[0]))}
    possible = list(fitting(table, hidden))
    for r, c in everything:
        if is_small(table[r][c]):
            assert (r, c) in hidden
            values = {found[r][c] for found in possible}
            # What the sums alone say (all of a group answered the same) is no secret of the table
            assert len(values) > 1 or hidden == everything


@settings(max_examples=150, deadline=None)
@given(SMALL_TABLES)
def test_what_is_withheld_of_a_line_is_no_small_number_itself(table):
    """The sum of a row less what it shows is a number, too."""
    hidden = withheld(table)
    lines = [[(r, c) for c in range(len(table[0]))] for r in range(len(table))]
    lines += [list(column) for column in zip(*lines, strict=True)]
    for line in lines:
        gone = [cell for cell in line if cell in hidden]
        rest = sum(table[r][c] for r, c in gone)
        assert not is_small(rest) or len(gone) == len(line)


def test_a_table_without_small_cells_is_shown_whole():
    assert withheld([[5, 0, 9], [7, 8, 0]]) == set()


def test_one_small_cell_takes_others_with_it():
    hidden = withheld([[20, 3], [15, 12], [9, 8]])
    assert (0, 1) in hidden and len({r for r, _c in hidden}) > 1 and len({c for _r, c in hidden}) > 1


# people: (group of the first breakdown, group of the second, answer)
PEOPLE = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 1)), min_size=6, max_size=60)


def tables_of(people):
    one, other, both = ([[0] * 2 for _g in range(3)] for _table in range(3))
    both = [[0] * 3 for _g in range(3)]
    for g, h, answer in people:
        one[g][answer] += 1
        other[h][answer] += 1
        both[g][h] += 1
    return one, other, both


def unions():
    return [{g for g in range(3) if bits >> g & 1} for bits in range(1, 7)]


@settings(max_examples=200, deadline=None)
@given(PEOPLE)
def test_two_tables_that_are_both_shown_leave_no_small_cell_when_subtracted(people):
    """Every union of groups of one table that holds a union of the other's: what is left of it, answer by answer."""
    one, other, both = tables_of(people)
    if clashes(one, other, nested_differences(both)) or withheld(one) or withheld(other):
        return
    for groups, within in product(unions(), unions()):
        is_nested = all(g in groups for g, h, _answer in people if h in within)
        if is_nested and any(h in within for _g, h, _answer in people):
            for answer in range(2):
                left = sum(1 for g, h, a in people if g in groups and h not in within and a == answer)
                assert not is_small(left), (groups, within)


def test_age_and_category_that_differ_by_three_people_are_not_both_shown():
    """All retired cadres are over sixty, and but for three people nobody else is: 60+ less cadres is three people."""
    one = [[20, 17], [25, 15]]  # 60 and over, under 60
    other = [[18, 16], [27, 16]]  # cadres, others
    both = [[34, 3], [0, 40]]
    assert nested_differences(both) == [([0], [0])]
    assert clashes(one, other, nested_differences(both))


def test_breakdowns_that_cut_across_each_other_are_both_shown():
    both = [[20, 17], [25, 15]]
    assert nested_differences(both) == []
    assert not clashes([[20, 17], [25, 15]], [[22, 23], [23, 9]], [])
    assert SMALL == 5
