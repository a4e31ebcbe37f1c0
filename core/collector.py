"""Python's garbage collector as a process that answers people wants it."""

import gc

# Objects made before the youngest are looked through; Python's own 700 means six times for one list.
YOUNGEST = 5_000


def spare_the_portal():
    """Put what the process holds once the portal is loaded out of the collector's sight, and let it look less often.

    It is some 400,000 objects that stay as long as the process does. Looking through them holds up every fiftieth answer by
    a quarter of a second, and never finds anything.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNGEST, 10, 10)
