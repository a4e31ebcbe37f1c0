"""When the demonstration's people came on file, and who went since: five years of it, some of it in every month."""

from datetime import date, timedelta

from veterans.actions.movements import remember
from veterans.choices import Alive
from veterans.models import Movement, Person, PersonCategory

OLD, YEAR = date(2021, 3, 1), 365


def load(today, rng):
    """Give everybody without a past one. Entered in the first registration of 2021, some in the last twelve months."""
    people = Person.objects.filter(is_demo=True, movements__isnull=True)
    young = _turned_sixty(people, today)
    entered = {person: _entered(today, rng) for person in people.values_list("pk", flat=True)}
    for person in people.filter(alive=Alive.ALIVE).order_by("pk")[::97]:
        person.alive, person.moved_out_on = Alive.MOVED_OUT, today - timedelta(days=rng.randint(1, YEAR))
        person.save(update_fields=["alive", "moved_out_on"])
    remember(people, today, since=lambda person: entered[person.pk])
    return {"sixty": young}


def _entered(today, rng):
    if rng.random() < 0.93:
        return OLD + timedelta(days=rng.randint(0, 500))
    return today - timedelta(days=rng.randint(0, YEAR))


def _turned_sixty(people, today):
    """Who turned sixty in the last year has held the category since that day."""
    count = 0
    for row in PersonCategory.objects.filter(category="81", person__in=people).select_related("person"):
        born = row.person.birth_date
        if born and str(born) >= f"{today.year - 61}-{today:%m-%d}":
            day = date(int(str(born)[:4]) + 60, int(str(born)[5:7]), min(28, int(str(born)[8:10])))
            count += PersonCategory.objects.filter(pk=row.pk).update(approved_on=min(day, today))
    return count


def remove():
    Movement.objects.filter(person__is_demo=True).delete()
