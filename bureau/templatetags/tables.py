"""The words of the templates of ad-hoc tables."""

from django import template

from bureau.recipes import title_of

register = template.Library()
register.filter("taken_from", title_of)
