"""What the rows of a list of entitlements say and offer, as the page that shows the list knows it."""

from django import template

register = template.Library()


@register.filter
def why(person, page):
    return page.why(person)


@register.filter
def act_address(person, page):
    return page.act_address(person)
