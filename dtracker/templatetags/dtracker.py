"""Tags and filters of every page (`{% load dtracker %}`): numbers, dates, periods, icons, chips, cards."""

from datetime import date
from decimal import Decimal

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number, format_percent
from dtracker.formats.quarters import Period

register = template.Library()

MISSING = "–"
"""What stands for a missing value; never 0. The reason is given beside it."""


@register.filter
def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """A number in the language of the page, with the decimals of its indicator: 1.931 or 0,4843."""
    return MISSING if value is None else format_number(value, decimals)


@register.filter
def signed(value: Decimal | int | None, decimals: int | None = None) -> str:
    """A change, with its sign: +2,6 or −0,4."""
    return MISSING if value is None else format_number(value, decimals, signed=True)


@register.filter
def percent(value: Decimal | None, decimals: int | None = None) -> str:
    """A share that is already counted in hundredths: 80.53 becomes 80,53%."""
    return MISSING if value is None else format_percent(value, decimals)


@register.filter
def day(value: date | None) -> str:
    """A date as in 26/3/2021, in both languages."""
    return MISSING if value is None else format_date(value)


@register.filter
def period(value: Period | None) -> str:
    """A quarter or year in words: Quý IV/2023."""
    return MISSING if value is None else value.label()


@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """An icon of the sprite; hidden from screen readers unless it has a label of its own."""
    return _use("ic", name, label)


@register.simple_tag
def symbol(status, label: str = "") -> str:
    """The sign of a status, in its colour. The word always stands beside it, so it is hidden by default."""
    return _use(f"sym st-{status.value}", f"st-{status.value}", label)


def _use(css: str, name: str, label: str) -> str:
    address = f"{static('img/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, address)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', css, address)


@register.inclusion_tag("components/status_chip.html")
def chip(judged, label: str = "", stale: bool = False) -> dict:
    """A status as colour, symbol and word.

    `judged` is a status (with value, label and group) or anything that has one as `.status`, like a verdict.
    `label` replaces the word when a milestone joins it ("Không đạt mốc 2023").
    """
    status = getattr(judged, "status", judged)
    return {"status": status, "label": label or status.label, "stale": stale}


@register.simple_block_tag
def card(content, *, title, level=2, note="", link="", link_label="", foot="", id="", tone=""):
    """A card: title, optional note or link on its right, optional foot. The body is the caller's.

    A link needs a link_label. `tone` is "padded" for a body of text; lists and tables have their own margins.
    """
    return render_to_string(
        "components/card.html",
        {
            "content": content,
            "title": title,
            "level": level,
            "note": note,
            "link": link,
            "link_label": link_label,
            "foot": foot,
            "id": id,
            "tone": tone,
        },
    )


@register.simple_block_tag
def page_head(content, *, title, aside="", sub=""):
    """The head of a page: title with a quiet aside ("đến 30/6/2025"), a line under it, buttons as its body.

    The body is printed twice, see `head_buttons`.
    """
    buttons = content if content.strip() else ""
    return render_to_string(
        "components/page_head.html", {"content": buttons, "title": title, "aside": aside, "sub": sub}
    )


@register.simple_block_tag
def head_buttons(content):
    """The buttons of a head that says more than `page_head` can.

    On a phone they stand in a menu, so the body is printed twice and must hold no ids.
    """
    return render_to_string("components/head_buttons.html", {"content": content}) if content.strip() else ""
