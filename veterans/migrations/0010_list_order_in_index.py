"""The order of lists beside what counting looks at: the first page of a rule's list then reads the index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("veterans", "0009_categories_held")]

    operations = [
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
                    "pinyin",
                ),
                name="person_counted",
            ),
        ),
    ]
