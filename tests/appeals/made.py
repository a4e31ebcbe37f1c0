"""Appeals for tests, made by the actions themselves, and the way to any state."""

from datetime import timedelta

from appeals.actions import opinions, register_accusation, register_appeal, reviews, steps
from appeals.choices import ClockKind
from appeals.models import Appeal, Category
from stations.actions import system_account
from tests.builders import TODAY

DAY = timedelta(days=1)


def appeal_values(**changes):
    values = {
        "kind": "claim",
        "channel": "visit",
        "category": Category.objects.get(code="BENEFIT"),
        "name": "廖国清",
        "phone": "12600000914",
        "title": "残疾抚恤金差额未补发",
        "facts": "调标后仍按旧标准发放。",
        "demand": "补发差额。",
    }
    return values | changes


def build_appeal(by, today=TODAY, station=None, **changes):
    return register_appeal(by=by, station=station or by.station, values=appeal_values(**changes), today=today)


def build_petition(by, today=TODAY, **changes):
    return build_appeal(by, today, is_petition=True, **changes)


def build_accusation(by, today=TODAY, **changes):
    values = appeal_values(**{"title": "反映站长优亲厚友", **changes})
    return register_accusation(by=by, station=by.station, values=values, today=today)


def fresh(appeal):
    return Appeal.objects.get(pk=appeal.pk)


OPINION = {"outcome": "solved", "found": "属实。", "opinion": "予以补发。", "law": "《军人抚恤优待条例》第二十六条"}
SERVED = {"served_how": "in_person", "served_to": "廖国清"}


class Way:
    """Brings a case to a state, each step on a day of its own."""

    def __init__(self, officer, leader, city_clerk):
        self.officer, self.leader, self.city_clerk = officer, leader, city_clerk

    def to(self, state, appeal, today=TODAY):
        getattr(self, f"to_{state}")(appeal, today)
        return fresh(appeal)

    def to_registered(self, appeal, today):
        pass

    def to_assigned(self, appeal, today):
        values = {"station": appeal.handler, "feedback_on": today + 10 * DAY}
        steps.assign(by=self.officer, appeal=appeal, today=today, values=values)

    def to_accepted(self, appeal, today):
        steps.accept(by=self.officer, appeal=appeal, today=today, values={})

    def to_in_progress(self, appeal, today):
        if not appeal.is_petition:
            steps.take_up(by=self.officer, appeal=appeal, today=today, values={})
            return
        self.to_accepted(appeal, today)
        steps.work(by=self.officer, appeal=appeal, today=today, values={"work": "inquiry", "note": "入户。"})

    def to_replied(self, appeal, today, *, is_served=True):
        self.to_in_progress(appeal, today)
        opinions.draft_opinion(by=self.officer, appeal=appeal, today=today, values=OPINION)
        opinions.sign_opinion(by=self.leader, appeal=appeal, today=today)
        if is_served:
            opinions.serve(by=self.officer, appeal=appeal, today=today, values={**SERVED, "served_on": today})

    def to_under_review(self, appeal, today):
        self.to_replied(appeal, today)
        values = {"superior": "city_government", "note": "不服。"}
        reviews.ask_review(by=self.city_clerk, appeal=appeal, today=today, values=values)

    def to_reviewed(self, appeal, today, result="upheld"):
        self.to_under_review(appeal, today)
        values = {"review_result": result, "served_on": today, "note": "维持。"}
        reviews.record_review(by=self.city_clerk, appeal=appeal, today=today, values=values)

    def to_under_recheck(self, appeal, today):
        self.to_reviewed(appeal, today)
        values = {"recheck_body": "province_department", "note": "仍不服。"}
        reviews.ask_recheck(by=self.city_clerk, appeal=appeal, today=today, values=values)

    def to_final(self, appeal, today):
        self.to_under_recheck(appeal, today)
        values = {"review_result": "upheld", "note": "维持。"}
        reviews.record_recheck(by=self.city_clerk, appeal=appeal, today=today, values=values)

    def to_settled(self, appeal, today):
        self.to_in_progress(appeal, today)
        values = {"outcome": "solved", "note": "已补。", "told_on": today}
        steps.settle(by=self.officer, appeal=appeal, today=today, values=values)

    def to_closed(self, appeal, today):
        self.to_replied(appeal, today)
        clock = appeal.clocks.get(kind=ClockKind.REVIEW_WINDOW)
        reviews.close(by=system_account(), appeal=appeal, today=clock.due_on + DAY)

    def to_transferred(self, appeal, today):
        steps.transfer(
            by=self.officer, appeal=appeal, today=today, values={"recipient": "市人社局", "note": "属其职权。"}
        )

    def to_rejected(self, appeal, today):
        steps.reject(
            by=self.officer, appeal=appeal, today=today, values={"rejection": "litigation", "note": "可诉讼。"}
        )

    def to_withdrawn(self, appeal, today):
        steps.withdraw(by=self.officer, appeal=appeal, today=today, values={"note": "本人书面撤回。"})

    def to_merged(self, appeal, today):
        other = build_appeal(self.officer, today, person=appeal.person)
        steps.merge(by=self.officer, appeal=appeal, today=today, values={"merged_into": other})
