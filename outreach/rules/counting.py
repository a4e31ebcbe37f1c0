"""What the figures count, where it stands in other tables than the one counted."""

from django.db.models import Exists, OuterRef, Q

from outreach.choices.checkups import EXAMINED
from outreach.models import CarePlacement, Exam, FamilyDoctorContract


def running(day):
    """Contracts that run on the day."""
    return Q(pk__in=FamilyDoctorContract.objects.on(day).values("pk"))


def unserved(day):
    """签而不服 on the day."""
    return Q(pk__in=FamilyDoctorContract.objects.unserved(day).values("pk"))


def beneficiaries(last):
    """People of checkups, contracts and placements up to a day (handbook §9 row 23)."""
    exams = Exam.objects.filter(person=OuterRef("pk"), state__in=EXAMINED, examined_on__lte=last)
    contracts = FamilyDoctorContract.objects.filter(person=OuterRef("pk"), starts_on__lte=last)
    placements = CarePlacement.objects.filter(person=OuterRef("pk"), in_on__lte=last)
    return Q(Exists(exams)) | Q(Exists(contracts)) | Q(Exists(placements))
