"""What the clock calls for outreach once a day, and the long work on a checkup's list."""

from datetime import date

from celery import shared_task
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from core.actions import Refused
from core.bulk import chunk_rows
from core.jobs import job
from outreach.actions import checkup_days as days
from outreach.actions import checkup_lists as lists
from outreach.actions.checkups import take_out_gone
from outreach.actions.daily import look_after
from outreach.models import CheckupCampaign
from outreach.rules import checkups as rules
from stations.actions import system_account
from stations.models import Station

MOST_RETRIES = 10  # workings-out in a row that somebody else's booking has overtaken


@shared_task(ignore_result=True)
def look_after_the_day():
    """Reminders and proposals. The database says what is due."""
    with translation.override("zh-hans"):
        return look_after(by=system_account(), today=timezone.localdate())


def asked(run):
    """(the campaign, the day on which it was asked for)"""
    return CheckupCampaign.objects.get(pk=run.args["campaign"]), date.fromisoformat(run.args["on"])


@job("checkup.freeze", _("Freezing the list of a checkup"))
def freeze(run):
    """Look at everybody on file, chunk by chunk; the campaign runs when the last has been looked at."""
    campaign, on = asked(run)
    last = run.checkpoint.get("last", lists.last_listed(campaign))
    people = rules.entitled_people(campaign)
    done = run.checkpoint.get("done", people.filter(pk__lte=last).count())
    run.progress(done=done, total=people.count())
    while keys := lists.next_people(campaign, last):
        last, done = keys[-1], done + len(keys)
        with run.step(done=done, checkpoint={"last": last, "done": done}):
            lists.list_people(by=run.by, campaign=campaign, keys=keys, today=on)
    with run.step():
        count = lists.finish_list(by=run.by, campaign=campaign, today=on)
    return {"people": count}


@job("checkup.allot", _("Giving days automatically"))
def give_days(run):
    """Work the days out once, write them village by village; anew when somebody has booked in between."""
    campaign, on = asked(run)
    town = Station.objects.filter(pk=run.args["town"]).first()
    if not run.checkpoint:
        with run.step(checkpoint={"done": 0}):
            take_out_gone(campaign=campaign, today=on)
    for _attempt in range(MOST_RETRIES):
        given = days.days_for(campaign, on, town)
        done = run.checkpoint["done"]
        run.progress(done=done, total=done + len(given.places))
        try:
            for seats in days.village_by_village(given.places, chunk_rows()):
                done = run.checkpoint["done"] + len(seats)
                with run.step(done=done, checkpoint={"done": done}):
                    days.seat(by=run.by, campaign=campaign, seats=seats, today=on)
        except Refused as refusal:
            overtaken = refusal
        else:
            return {"placed": run.checkpoint["done"], "left": len(given.left)}
    raise overtaken
