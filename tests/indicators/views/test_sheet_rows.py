"""What stands in a row of the sheet, for every shape of indicator."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from dtracker.formats.quarters import Period
from indicators.enums import Shape
from indicators.forms.figures import FigureForm
from indicators.models import Figure
from indicators.queries.asked import Respondent, assignment_of
from indicators.queries.entry import lines_of
from indicators.tables.sheet import line_words
from tests import cast, make

pytestmark = pytest.mark.django_db
SHEET = "/entry/hai-duong/2025-Q1/"
TODAY = date(2025, 3, 31)


@pytest.fixture
def place():
    return cast.hai_duong()


@pytest.fixture
def lan(place) -> Client:
    client = Client()
    client.force_login(cast.lan(place))
    return client


def milestone(code: str = "trung-tam", unit: str = "hợp phần"):
    return make.indicator(
        code, shape="milestone", unit_vi=unit, unit_en="parts" if unit else "", decimals=0, minimum=None, maximum=1
    )


def words(place, language="en"):
    [line] = lines_of(assignment_of(Respondent(place), Period(2025, 1)), on=TODAY)
    with translation.override(language):
        return line_words(line)


def test_a_yearly_figure_says_of_which_year_it_is_beside_its_cell(place, lan):
    yearly, quarterly = make.indicator("xep-hang", frequency="year", delay_days=60), make.indicator()
    for each in (yearly, quarterly):
        make.target(each, place, 90)
    make.open_round("2025-Q1")
    page = lan.get(SHEET).content.decode()
    assert f'<label class="visually-hidden" for="id_i{yearly.pk}-value">{yearly.name_vi}, Năm 2024</label>' in page
    assert f'for="id_i{quarterly.pk}-value">{quarterly.name_vi}</label>' in page
    assert page.count('<div class="hint num">Năm 2024</div>') == page.count("Năm 2024") - 1 == 1


def test_a_correction_says_what_it_corrects(place, lan):
    figure = make.published(make.indicator(), place, "2025-Q1", 60).figure
    make.open_round("2025-Q1")
    assert "Đính chính số đã công bố" not in lan.get(SHEET).content.decode()
    Figure.objects.filter(pk=figure.pk).update(status="draft", value=61, reason="Nhầm mẫu số")
    lan.cookies["django_language"] = "en"
    assert "Corrects the published 60.0: Nhầm mẫu số" in lan.get(SHEET).content.decode()


@pytest.mark.parametrize("shape", [*Shape])
def test_every_row_has_code_unit_definition_last_values_and_target(place, lan, shape):
    of = make.indicator(
        f"mot-{shape}", shape=shape, direction=-1 if shape == "rank" else 1, definition_vi="Định nghĩa của nó",
        unit_vi="đơn-vị-đo", maximum=None, minimum=None,
    )  # fmt: skip
    for period in ("2024-Q1", "2024-Q4"):
        make.published(of, place, period, 1, public_on=date(2025, 1, 15))
    make.target(of, place, 1, "2025-Q4", baseline="5@2020-Q4", label_vi="Lời văn mục tiêu", quote="Nguyên văn")
    make.open_round("2025-Q1")
    page = lan.get(SHEET).content.decode()
    row = page[page.index("data-line=") : page.index("</tbody>")]
    said = [f"mot-{shape}", "đơn-vị-đo", "Định nghĩa của nó", "IV/2024", "I/2024", "IV/2025", "Lời văn mục tiêu",
            "Nguyên văn"]  # fmt: skip
    assert [each for each in said if each not in row] == []
    for kind in ("value", "no_data_reason", "remark", "is_provisional"):
        assert f'-{kind}"' in row


def test_the_unit_stands_beside_the_field_on_a_phone(place, lan):
    make.indicator(unit_vi="phần nghìn")
    make.open_round("2025-Q1")
    assert '<span class="only-phone" aria-hidden="true">phần nghìn</span>' in lan.get(SHEET).content.decode()


@pytest.mark.parametrize("is_ratio", [True, False])
def test_every_share_may_be_given_by_its_parts(place, lan, is_ratio):
    of = make.indicator(is_ratio=is_ratio)
    make.open_round("2025-Q1")
    line = f"i{of.pk}"
    sent = {f"{line}-version": "", f"{line}-numerator": "14", f"{line}-denominator": "30"}
    assert lan.post(SHEET, sent).status_code == 302
    assert Figure.objects.values_list("value", "numerator", "denominator").get() == (
        Decimal("46.666667"), Decimal(14), Decimal(30)
    )  # fmt: skip


def test_a_share_that_was_worked_out_is_shown_rounded_and_kept_exact(place, lan):
    """Sent back as it is shown it changes nothing; another number typed replaces it."""
    of = make.indicator()
    make.open_round("2025-Q1")
    line = f"i{of.pk}"
    sent = {f"{line}-version": "", f"{line}-numerator": "14", f"{line}-denominator": "30"}
    lan.post(SHEET, sent)
    form = lan.get(SHEET).context["sheet"].rows[0].form
    assert form["value"].value() == "46,7"
    again = sent | {f"{line}-version": "1", f"{line}-value": "46,7"}
    lan.post(SHEET, again | {f"{line}-remark": "Đã đếm lại"})
    assert Figure.objects.values_list("value", "remark", "version").get() == (Decimal("46.666667"), "Đã đếm lại", 2)
    lan.post(SHEET, again | {f"{line}-version": "2", f"{line}-value": "46,67"})
    assert Figure.objects.get().value == Decimal("46.67")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Published 31/3/2025 (loaded; not known by whom)."),
        ({"public_text": "tháng 4/2025"}, "Published 4/2025 (loaded; not known by whom)."),
    ],
)
def test_a_loaded_line_says_since_when_it_is_public(place, lan, fields, told):
    make.published(make.indicator(), place, "2025-Q1", 80, **fields)
    make.open_round("2025-Q1")
    lan.cookies["django_language"] = "en"
    assert f'<span class="hint">{told}</span>' in lan.get(SHEET).content.decode()


# --- milestones ---


def test_a_milestone_is_chosen_and_its_parts_are_named(place, lan):
    of = milestone()
    with translation.override("en"):
        form = FigureForm(of)
        choices = {code: str(label) for code, label in form.fields["value"].choices}
    assert choices == {"": "Choose", "0": "Not done yet", "1": "Done"}
    assert (form.fields["numerator"].label, form.fields["denominator"].label) == ("Done: parts", "In all: parts")


def test_a_milestone_without_a_unit_has_no_parts():
    assert set(FigureForm(milestone(unit="")).fields) == {
        "value", "observed_on", "no_data_reason", "is_provisional", "remark", "version"
    }  # fmt: skip


def test_a_milestone_is_stored_and_comes_back_as_chosen(place, lan):
    line = f"i{milestone().pk}"
    make.open_round("2025-Q1")
    sent = {f"{line}-version": "", f"{line}-value": "0", f"{line}-numerator": "2", f"{line}-denominator": "3"}
    assert lan.post(SHEET, sent).status_code == 302
    assert Figure.objects.values_list("value", "numerator", "denominator").get() == (0, 2, 3)
    assert '<option value="0" selected>' in lan.get(SHEET).content.decode()
    done = sent | {f"{line}-version": "1", f"{line}-value": "1", f"{line}-numerator": "3"}
    assert lan.post(SHEET, done | {f"{line}-observed_on": "26/3/2025"}).status_code == 302
    assert Figure.objects.values_list("value", "observed_on").get() == (1, date(2025, 3, 26))


def test_a_milestone_that_is_neither_is_refused(place, lan):
    line = f"i{milestone().pk}"
    make.open_round("2025-Q1")
    answer = lan.post(SHEET, {f"{line}-version": "", f"{line}-value": "2"})
    assert (answer.status_code, Figure.objects.count()) == (422, 0)
    assert [*answer.context["sheet"].faulty[0].form.errors] == ["value"]


def test_the_line_of_a_milestone_is_told_in_words(place):
    of = milestone()
    make.open_round("2025-Q1")
    make.published(of, place, "2024-Q4", 0, numerator=2, denominator=3)
    make.target(of, place, None, "2025-Q4", comparator="achieve", label_en="The centre opens", quote="khai trương")
    told = words(place)
    assert (told.before, told.goal) == ("not done yet, 2/3", "to be done · Q4 2025")
    assert (told.wording, told.quote) == ("The centre opens", "khai trương")


# --- targets ---


def test_a_target_is_told_as_elsewhere(place):
    of = make.rank_indicator("hang", frequency="quarter", is_reported=True)
    make.open_round("2025-Q1")
    make.target(of, place, 15, "2025-Q4", rank_of=34, baseline="20@2020-Q4")
    assert words(place).goal == "top 15 of 34 · Q4 2025"


def test_the_target_of_a_province_that_ended_is_still_told(place):
    """Nothing is expected of it any more, but the sheet of its last quarter says what it worked towards."""
    of = milestone()
    make.open_round("2025-Q1")
    make.target(of, place, None, "2025-Q4", comparator="achieve")
    make.target(of, place, None, "2030-Q4", comparator="achieve")
    assert (words(place).goal, words(place).expected) == ("to be done · Q4 2025", "")
