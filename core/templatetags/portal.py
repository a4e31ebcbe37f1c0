"""The words of the templates: icons, deadlines, action buttons, numbers and dates as people read them."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, pgettext
from lucide.templatetags.lucide import lucide

register = template.Library()

SOON_DAYS = 5
SPRITE = settings.BASE_DIR / "static" / "icons.svg"


@cache
def drawn():
    """The names of our own icons, those of the sprite."""
    parts = SPRITE.read_text(encoding="utf-8").split('<symbol id="i-')[1:]
    return frozenset(part.split('"')[0] for part in parts)


@register.simple_tag
def icon(name, size=""):
    """`{% icon "plus" %}`: our own drawing, or Lucide's of that name. A word always stands beside it."""
    if name in drawn():
        return format_html(
            '<svg class="i {}" aria-hidden="true"><use href="{}#i-{}"/></svg>', size, static("icons.svg"), name
        )
    return lucide(name, size=None, **{"class": f"i {size}", "aria-hidden": "true"})


@register.filter
def number(value):
    """1,284, and money as it is kept: 15,000,000.00"""
    return f"{value:,}" if isinstance(value, int | Decimal) else value


@register.filter
def md(value):
    """A day in a column: 11-23; the year too when it is another one."""
    day = _day(value)
    if day is None:
        return "—"
    return f"{day:%m-%d}" if day.year == timezone.localdate().year else f"{day:%Y-%m-%d}"


@register.filter
def mdhm(value):
    """A moment in a column: 今天 09:12, 11-23 09:12."""
    if not value:
        return "—"
    moment = timezone.localtime(value)
    day = pgettext("moment", "today") if moment.date() == timezone.localdate() else md(moment)
    return f"{day} {moment:%H:%M}"


@register.filter
def longday(value):
    """A day in a sentence: 11月23日 星期一; the year when it is another one."""
    day = _day(value)
    if day is None:
        return ""
    year = "" if day.year == timezone.localdate().year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}"


@register.filter
def label(value):
    """A partial date as it is read: 1973年11月; a dash when there is none."""
    return getattr(value, "label", value) or "—"


def _day(value):
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


@register.filter
def due(value, is_done=False):
    """A deadline: overdue, today, soon (within five days), later, done. Always how many days, never a bare date."""
    if is_done:
        return format_html('<span class="due done">{} {}</span>', icon("tick"), pgettext("deadline", "done"))
    day = _day(value)
    if day is None:
        return ""
    left = (day - timezone.localdate()).days
    if left == 0:
        return format_html('<span class="due today"><b>{}</b></span>', pgettext("deadline", "today"))
    word = pgettext("deadline", "overdue") if left < 0 else pgettext("deadline", "left")
    tone = "late" if left < 0 else "soon" if left <= SOON_DAYS else ""
    days = pgettext("deadline", "days")
    return format_html('<span class="due {}"><i>{}</i><b>{}</b>{}</span>', tone, word, abs(left), days)


@register.inclusion_tag("core/act_button.html", takes_context=True)
def act(context, url_name, row, style="", at=""):
    """The button of an action page for a row: nothing for who may not, dashed with the reason while a rule refuses.

    `at` tells apart the same button in two places of a page, of which a screen shows one.
    """
    from core.pages import base, why_not  # the pages render templates: imported when the first one is

    user = context["request"].user
    address = reverse(url_name, args=[row.pk])
    page = base.page_at(url_name, row.pk)
    if not base.allows(url_name, user, row.pk):
        return {"hidden": True}
    return {
        "address": address,
        "page": page,
        "style": style or page.tone,
        "reason": why_not(page, row, user) if hasattr(page, "check") else None,
        "key": f"why-{url_name.replace(':', '-')}-{row.pk}{at}",
        "opens": page.form is not None,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def may(context, permission):
    """`{% may "person.amend" as can_amend %}`"""
    user = context["request"].user
    return user.is_authenticated and user.may(permission)


@register.inclusion_tag("core/field.html")
def field(bound):
    """`{% field form.name %}`: label, input, and what there is to say about it."""
    return {"field": bound}


@register.simple_tag
def dash(value):
    """The value, or a dash that is read as “none”."""
    return value if value not in (None, "") else mark_safe("—")


@register.filter
def job_title(kind):
    """What people call a kind of long work."""
    from core.jobs import kind_of  # the jobs import the whole machinery

    return kind_of(kind).title


ROW = re.compile(r"<tr\b[^>]*>")
ROW_HEAD = re.compile(r'<th scope="row"')
BOX = '{}<td class="tick"><label><input type="checkbox" name="row" value="{}" form="chosen" {}></label></td>'


@register.simple_tag(takes_context=True)
def list_rows(context, listing, rows):
    """The rows of a list, each drawn by its own template, with a box before it that the row's head names."""
    template = listing.row_template
    if isinstance(template, str):
        template = context.template.engine.get_template(template)
    drawn_rows = []
    for row in rows:
        with context.push(row=row):
            drawn_rows.append(with_box(template.render(context), row.pk))
    return mark_safe("".join(drawn_rows))


def with_box(html, key):
    """A drawn row with the box to tick it as its first cell."""
    html, named = ROW_HEAD.subn(f'<th scope="row" id="r{key}"', html, count=1)
    name = f'aria-labelledby="r{key}"' if named else f'aria-label="{gettext("Tick this row")}"'
    return ROW.sub(lambda found: BOX.format(found.group(), key, name), html, count=1)


@register.simple_tag(takes_context=True)
def chart(context, drawn_chart):
    """`{% chart trend %}`: a chart of core.charts."""
    return render_to_string(drawn_chart.template, {"chart": drawn_chart}, context.get("request"))
