"""Tags of pages that show agreements beside other things (`{% load agreements %}`)."""

from django import template

from agreements.queries.agreements import ProvincePart
from agreements.tables.province import Side, side_of

register = template.Library()


@register.simple_tag
def side_cards(found: ProvincePart) -> Side:
    """The side cards of a province, drawn from what `of_province` found."""
    return side_of(found)
