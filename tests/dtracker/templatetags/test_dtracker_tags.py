"""Tags and filters of the pages: what they print, in both languages."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal as D

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils import translation

from dtracker.formats.quarters import Period

STATIC = override_settings(
    STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
)


@pytest.fixture(autouse=True)
def plain_static_names():
    with STATIC:
        yield


@dataclass(frozen=True)
class Group:
    value: str


@dataclass(frozen=True)
class Status:
    value: str
    label: str
    group: Group


@dataclass(frozen=True)
class Verdict:
    status: Status


NOT_MET = Status("not-met", "Không đạt", Group("bad"))


def render(source: str, language: str = "vi", **context) -> str:
    with translation.override(language):
        return Template("{% load dtracker %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "vietnamese", "english"),
    [
        ("{{ value|number:0 }}", D(1931), "1.931", "1,931"),
        ("{{ value|number:4 }}", D("0.4843"), "0,4843", "0.4843"),
        ("{{ value|number }}", None, "–", "–"),
        ("{{ value|signed:1 }}", D("2.6"), "+2,6", "+2.6"),
        ("{{ value|signed:1 }}", D("-0.4"), "−0,4", "−0.4"),
        ("{{ value|signed }}", None, "–", "–"),
        ("{{ value|percent:2 }}", D("80.53"), "80,53%", "80.53%"),
        ("{{ value|percent }}", None, "–", "–"),
        ("{{ value|day }}", date(2021, 3, 26), "26/3/2021", "26/3/2021"),
        ("{{ value|day }}", None, "–", "–"),
        ("{{ value|period }}", Period(2023, 4), "Quý IV/2023", "Q4 2023"),
        ("{{ value|period }}", Period(2023), "Năm 2023", "2023"),
        ("{{ value|period }}", None, "–", "–"),
    ],
)
def test_filters(source, value, vietnamese, english):
    assert (render(source, "vi", value=value), render(source, "en", value=value)) == (vietnamese, english)


def test_icon_is_hidden_from_screen_readers():
    assert render('{% icon "print" %}') == (
        '<svg class="ic" aria-hidden="true"><use href="/static/img/icons.svg#print"/></svg>'
    )


def test_icon_with_a_label_is_spoken():
    assert render('{% icon "print" label %}', label="<In>") == (
        '<svg class="ic" role="img" aria-label="&lt;In&gt;"><use href="/static/img/icons.svg#print"/></svg>'
    )


CHIP = (
    '<span class="chip st-not-met is-bad{stale}">'
    '<svg class="sym st-not-met" aria-hidden="true"><use href="/static/img/icons.svg#st-not-met"/></svg>'
    "{label}</span>\n"
)


@pytest.mark.parametrize(
    ("source", "stale", "label"),
    [
        ("{% chip status %}", "", "Không đạt"),
        ("{% chip verdict %}", "", "Không đạt"),
        ('{% chip status "Không đạt mốc 2023" %}', "", "Không đạt mốc 2023"),
        ("{% chip status stale=True %}", " is-stale", "Không đạt"),
    ],
)
def test_chip(source, stale, label):
    printed = render(source, status=NOT_MET, verdict=Verdict(NOT_MET))
    assert printed == CHIP.format(stale=stale, label=label)


def test_card_holds_its_body_and_escapes_its_title():
    printed = render(
        '{% card title=title note="7 chỉ tiêu" %}<p>{{ body }}</p>{% endcard %}', title="A & B", body="<x>"
    )
    assert printed.split("\n")[1:-1] == [
        '<section class="card">',
        '  <div class="card__head"><h2>A &amp; B</h2><span class="xs muted">7 chỉ tiêu</span></div>',
        "  <p>&lt;x&gt;</p>",
        "  ",
        "</section>",
    ]


def test_page_head_without_buttons_has_no_menu():
    printed = render('{% page_head title="Tỉnh Hải Dương" aside="đến 30/6/2025" %} {% endpage_head %}')
    assert "<details" not in printed
    assert '<h1>Tỉnh Hải Dương <span class="muted">đến 30/6/2025</span></h1>' in printed


def test_page_head_prints_its_buttons_for_desk_and_phone():
    printed = render('{% page_head title="Tỉnh" %}<a href="#">In</a>{% endpage_head %}')
    assert printed.count('<a href="#">In</a>') == 2


def test_head_buttons_are_a_row_on_a_desk_and_a_menu_on_a_phone():
    printed = render('{% head_buttons %}<a href="#">In</a>{% endhead_buttons %}')
    assert '<div class="actions hide-phone"><a href="#">In</a></div>' in printed
    assert '<div class="menu"><a href="#">In</a></div>' in printed


def test_head_buttons_that_are_none_leave_nothing():
    assert render("{% head_buttons %} {% endhead_buttons %}") == ""
