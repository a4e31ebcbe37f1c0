"""What a process of the web server holds once it is loaded is not looked through again while people wait."""

import gc
import sys

import pytest

from config import gunicorn


@pytest.fixture
def collector_as_before():
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_a_worker_has_every_page_loaded_and_out_of_the_collectors_sight(collector_as_before):
    gunicorn.post_worker_init(worker=None)
    assert "outreach.pages.honours" in sys.modules and "appeals.pages.remarks" in sys.modules
    assert gc.get_freeze_count() > 100_000
    assert len(gc.get_objects()) < 10_000


def test_garbage_made_afterwards_is_still_found(collector_as_before):
    gunicorn.post_worker_init(worker=None)
    ring = []
    ring.append(ring)
    del ring
    assert gc.collect() >= 1
