"""The superior's forms: kept sealed, told what each cell is to hold, filled for a period, taken away."""

from django.core.exceptions import ValidationError
from django.db import transaction

from bureau import rules
from bureau.filling import evaluate
from bureau.grids import Form, check_form
from bureau.models import Blank, BlankCell, Filling
from core import jobs, sealed_files
from core.actions import Refused, action
from core.audit import record
from core.figures import FIGURES


@action("blank.add")
def add_blank(*, by, title, file_name, content, is_shared, today):
    """Keep an empty form. Refuses what is no .xlsx, holds macros, or is larger than a form."""
    try:
        check_form(content, file_name)
    except Refused as refusal:  # said beside the file
        raise ValidationError({"file": ValidationError(refusal.message, refusal.code)}) from refusal
    blank = Blank(
        made_by=by,
        station=by.station,
        title=title.strip(),
        file_name=file_name,
        is_shared=is_shared,
        place=sealed_files.new_place("forms", today),
    )
    blank.full_clean()
    blank.save()
    record("blank.add", blank, by=by, note=file_name)
    sealed_files.keep(content, blank.place)
    return blank


@action("blank.map")
def amend_blank(*, by, blank, title, is_shared):
    """Another title, shared or no longer."""
    rules.check_own(blank, by)
    changes = {"title": (blank.title, title.strip()), "is_shared": (blank.is_shared, is_shared)}
    blank.title, blank.is_shared = title.strip(), is_shared
    blank.full_clean()
    blank.save()
    record("blank.map", blank, by=by, changes=changes)
    return blank


@action("blank.map")
def map_cells(*, by, blank, sheet, spots, values):
    """Say what cells are to hold. `spots`: [(cell of the grid, its station or None)]; `values`: figure, words, over, wording."""
    rules.check_own(blank, by)
    if values["figure"]:
        rules.check_wording(FIGURES[values["figure"]], values["wording"])
    for spot, station in spots:
        rules.check_spot(spot, values["words"])
        cell = BlankCell.objects.filter(blank=blank, sheet=sheet, row=spot.row, column=spot.column).first()
        cell = cell or BlankCell(blank=blank, sheet=sheet, row=spot.row, column=spot.column)
        for name, value in {**values, "station": station}.items():
            setattr(cell, name, value)
        cell.full_clean()
        cell.save()
    at = f"{spots[0][0].at}–{spots[-1][0].at}" if len(spots) > 1 else spots[0][0].at
    record("blank.map", blank, by=by, note=f"{sheet} {at}: {values['figure'] or values['words']}")
    return blank


@action("blank.map")
def clear_cells(*, by, blank, sheet, spots):
    """Leave cells empty again."""
    rules.check_own(blank, by)
    for spot, _station in spots:
        blank.cells.filter(sheet=sheet, row=spot.row, column=spot.column).delete()
    record("blank.map", blank, by=by, note=f"{sheet} {spots[0][0].at}–{spots[-1][0].at}: –")
    return blank


@action("blank.fill")
def ask_filling(*, by, blank, first_on, last_on):
    """Have a job fill the form for a period; asked again meanwhile, it is the same job."""
    blank = Blank.objects.select_for_update().get(pk=blank.pk)
    rules.check_mapped(blank)
    asked = {"blank": blank.pk, "first": first_on.isoformat(), "last": last_on.isoformat(), "account": by.pk}
    running = jobs.under_way("blank.fill", **asked)
    return running or jobs.start("blank.fill", by=by, args=asked, url=blank.get_absolute_url())


@action("blank.fill")
def fill_blank(*, by, blank, first_on, last_on, today, found=None, place=""):
    """Fill the form for a period with what the author's own rows say. The filled workbook is kept as it was given away.

    `found`, `place`: the values with their lines and where the file goes, where a job has settled them already.
    """
    rules.check_mapped(blank)
    form = Form(sealed_files.content(blank.place))
    values, lines = found or evaluate(blank, form, by, first_on, last_on, today)
    filling = Filling(blank=blank, station=by.station, made_by=by, first_on=first_on, last_on=last_on, written=lines)
    filling.place = place or sealed_files.new_place("forms", today)
    filling.full_clean()
    filling.save()
    record("blank.fill", filling, by=by, note=f"{len(values)} / {len(lines)}")
    sealed_files.keep(form.filled(values), filling.place)
    return filling


@action("blank.discard")
def discard_blank(*, by, blank):
    """Take a form away with what its owner filled of it; a form that others have filled stays."""
    blank = Blank.objects.select_for_update(of=("self",)).select_related("made_by").get(pk=blank.pk)
    rules.check_discard(blank, by)
    record("blank.discard", blank, by=by, note=blank.title)
    places = [blank.place, *blank.fillings.values_list("place", flat=True)]
    blank.delete()
    transaction.on_commit(lambda: [sealed_files.drop(place) for place in places])
