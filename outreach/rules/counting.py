"""What the figures count, where it stands in other tables than the one counted."""

from django.db.models import Exists, OuterRef, Q

from outreach.models import CarePlacement, FamilyDoctorContract


def running(day):
    """Contracts that run on the day."""
    return Q(pk__in=FamilyDoctorContract.objects.on(day).values("pk"))


def unserved(day):
    """签而不服 on the day."""
    return Q(pk__in=FamilyDoctorContract.objects.unserved(day).values("pk"))


def beneficiaries(last):
    """People of contracts and placements up to a day: two parts of the annual report's row 23."""
    contracts = FamilyDoctorContract.objects.filter(person=OuterRef("pk"), starts_on__lte=last)
    placements = CarePlacement.objects.filter(person=OuterRef("pk"), in_on__lte=last)
    return Q(Exists(contracts)) | Q(Exists(placements))
