import core.fields
from django.db import migrations, models
from django.db.models import Case, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

# The categories in their order on the day of this migration (veterans.choices.BITS)
CODES = (
    *("11", "12", "13", "14", "15", "21", "22", "23", "41", "42", "51", "61", "81", "B"),
    *("RED_ARMY", "TRANSFER_PLANNED", "TRANSFER_SELF_CHOSEN", "MONTHLY_PENSION", "SELF_EMPLOYED_PATH"),
    *("ASSIGNED_WORK", "RETIRED_NCO", "STATE_SUPPORT", "DEMOBILISED_OFFICER", "MIL_RETIREE"),
    *("MIL_CIVILIAN_EMPLOYEE", "MIL_FAMILY", "DISCHARGED", "OTHER"),
)


def note_held(apps, schema_editor):
    """Everybody's categories in force; each stands once (one_live_category), so that the sum of the bits is their union."""
    bits = Case(*(When(category=code, then=Value(1 << place)) for place, code in enumerate(CODES)))
    held = apps.get_model("veterans", "PersonCategory").objects.filter(person=OuterRef("pk"), ended_on__isnull=True)
    total = held.order_by().values("person").annotate(total=Sum(bits)).values("total")
    apps.get_model("veterans", "Person").objects.update(holds=Coalesce(Subquery(total), 0))


class Migration(migrations.Migration):
    dependencies = [("veterans", "0008_counted_at_home")]

    operations = [
        migrations.AddField("person", "holds", core.fields.BitsField(default=0, editable=False)),
        migrations.RunPython(note_held, migrations.RunPython.noop),
        migrations.RemoveIndex("person", "person_counted"),
        migrations.AddIndex(
            "person",
            models.Index(
                condition=models.Q(("record_state", "live")),
                fields=["station", "birth_date"],
                include=(
                    *("id", "alive", "household", "household_no", "plaque_hung", "card_issued"),
                    *("discharge_mode", "enlist_date", "enlist_hukou_type"),
                    *("mobile_digest", "gap_count", "conflict_count", "died_on", "moved_out_on", "holds"),
                ),
                name="person_counted",
            ),
        ),
    ]
