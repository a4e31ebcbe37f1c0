"""A process of its own for tests that kill it: `python -m tests.core.killed_worker JOB` does the job in this process.

The work writes one draft a step, then notes itself as being inside the next step (in a file) and dawdles there.
"""

import os
import sys
import time
from pathlib import Path

import django

KIND, STEPS = "test.slow", 6


def slow(run):
    from core.models import Draft

    for number in range(run.checkpoint.get("next", 0), STEPS):
        with run.step(done=number + 1, checkpoint={"next": number + 1}):
            Draft.objects.create(account=run.by, form=f"step {number}", values=str(os.getpid()))
            Path(run.args["trace"]).write_text(str(number))
            time.sleep(run.args.get("pause", 0))
    return {"steps": STEPS}


def main(number):
    django.setup()
    from core import jobs
    from core.models import Job

    jobs.job(KIND)(slow)
    jobs.run_here(Job.objects.get(pk=number))


if __name__ == "__main__":
    main(int(sys.argv[1]))
