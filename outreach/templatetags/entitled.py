"""Why somebody stands on a list of entitlements, as the page that shows the list says it."""

from django import template

register = template.Library()


@register.filter
def why(person, page):
    return page.why(person)
