"""What a commit waits for (docs/decisions/0018)."""

import pytest
from django.db import connection

from core import jobs


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_step_does_not_wait_for_the_disk_the_end_of_the_job_does(clerk):
    """A step lost with the server goes with its checkpoint; what people were told is done stays done."""
    waits = []

    def look():
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            waits.append(cursor.fetchone()[0])

    def work(run):
        with run.step(done=1):
            look()
        look()

    jobs.job("test.disk")(work)
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO on")  # as a server comes; the tests' own connections do without
        jobs.run_here(jobs.prepare("test.disk", by=clerk, args={}))
        cursor.execute("RESET synchronous_commit")
    jobs.KINDS.pop("test.disk")
    assert waits == ["off", "on"]
