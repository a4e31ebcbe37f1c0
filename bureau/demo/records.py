"""What waits for a decision about records in the demonstration: claims, corrections, two records of one person."""

from stations.models import Account
from veterans.actions import add_person, request_correction, submit_claim
from veterans.models import Claim, CorrectionRequest, Merge, Person

CORRECTIONS = (
    ("unit_name", "32107部队", "退伍证上写的是32107部队"),
    ("education", "61", "毕业证显示为普通高中"),
    ("addr", "羊楼洞村三组17号", "搬回老宅居住"),
)


def load(today, _rng):
    """Three corrections, two claims, one pair of look-alikes. Returns what was made."""
    if Claim.objects.filter(person__is_demo=True).exists():
        return {"corrections": 0, "claims": 0}
    clerk, officer = Account.objects.get(username="cunzhan"), Account.objects.get(username="yewu")
    own = list(Person.objects.live().filter(station=clerk.station, is_demo=True).order_by("pk")[:4])
    for person, (field, proposed, evidence) in zip(own, CORRECTIONS, strict=False):
        request_correction(by=clerk, person=person, field=field, proposed=proposed, evidence=evidence)
    away = Person.objects.live().filter(is_demo=True).exclude(station__parent=clerk.station.parent).order_by("pk")[:2]
    for person in away:
        entry = {"name": person.name, "id_no": person.id_no.plain(), "values": {"addr": "赤壁市赵李桥镇羊楼洞村"}}
        submit_claim(by=clerk, station=clerk.station, person=person, entry=entry)
    for person in own[3:]:
        _look_alike(person, officer, today)
    return {"corrections": len(own[:3]), "claims": len(away)}


def _look_alike(person, officer, today):
    """The same person once more, entered without a number and with other values: something to merge."""
    values = {"name": person.name, "employment": "FLEXIBLE", "note": "随迁回村，待与原档案核对合并"}
    twin = add_person(by=officer, station=person.station, values=values, today=today)
    Person.objects.filter(pk=twin.pk).update(is_demo=True)


def remove():
    """Take away what hangs on demonstration people."""
    for model, person in ((Claim, "person"), (CorrectionRequest, "person"), (Merge, "kept")):
        model.objects.filter(**{f"{person}__is_demo": True}).delete()
