"""What the forms of officers and reviewers refuse is said in words that tell what to write, in both languages."""

import pytest
from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import translation

from indicators.forms.evidence import FileForm, LinkForm
from indicators.forms.explanations import AnswerForm, AskAgainForm, StepForm
from indicators.forms.figures import CorrectionForm, FigureForm, ReturnForm, ReturnLinesForm, SeenForm, WithdrawForm
from tests import make


def refusals(form, language) -> dict[str, list[str]]:
    with translation.override(language):
        form.full_clean()
        return {name: [str(each) for each in errors] for name, errors in form.errors.items()}


@pytest.mark.parametrize(
    ("make_form", "field", "english"),
    [
        (lambda: ReturnForm({"note": " ", "version": "1"}), "note", "Say why the figure is returned."),
        (lambda: WithdrawForm({"note": "", "version": "1"}), "note", "Say why the approval is taken back."),
        (lambda: AnswerForm({"text": "", "version": "1"}), "text", "Write the explanation."),
        (lambda: AskAgainForm({"note": "", "version": "1"}), "note", "Say what the answer lacks."),
        (lambda: FileForm({}), "file", "Choose a file."),
        (lambda: SeenForm({"version": ""}), "version", "This line cannot be read. Load the page again."),
    ],
)
def test_what_is_left_blank_is_named(make_form, field, english):
    assert refusals(make_form(), "en")[field] == [english]
    vietnamese = " ".join(refusals(make_form(), "vi")[field])
    assert english not in vietnamese and "bắt buộc" not in vietnamese


@pytest.mark.parametrize(
    ("form", "field", "sentence"),
    [
        (ReturnLinesForm({"note": ""}), "note", "Say why the figures are returned."),
        (LinkForm({"url": ""}), "url", "Write the address of the page that proves the figure."),
        (LinkForm({"url": "báo cáo"}), "url",
         "This is no address of a page. Write it in full, as in https://example.gov.vn/bao-cao."),
        (LinkForm({"url": "ftp://a.vn/b"}), "url",
         "This is no address of a page. Write it in full, as in https://example.gov.vn/bao-cao."),
        (ReturnForm({"note": "x" * 401, "version": "1"}), "note", "Write at most 400 characters; there are 401."),
    ],
)  # fmt: skip
def test_what_is_wrong_says_what_would_be_right(form, field, sentence):
    assert refusals(form, "en")[field] == [sentence]


@pytest.mark.django_db
def test_a_blank_reason_and_a_day_that_is_none():
    portal = make.indicator("cong", shape="milestone", unit_vi="", maximum=1, minimum=None)
    given = {"value": "1", "observed_on": "hôm qua", "reason": "", "version": "1"}
    assert refusals(CorrectionForm(portal, given), "en") == {
        "observed_on": ["Write a day as 26/3/2025."],
        "reason": ["Say why the published figure is corrected."],
    }


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_null_character_is_refused_in_words_of_our_own(language):
    note = "Theo\x00báo cáo"
    of = make.indicator()
    found = [
        refusals(FigureForm(of, {"value": "1", "remark": note}), language)["remark"],
        refusals(FigureForm(of, {"no_data_reason": note}), language)["no_data_reason"],
        refusals(ReturnForm({"note": note, "version": "1"}), language)["note"],
        refusals(LinkForm({"url": "https://a.vn/\x00", "title": note}), language)["title"],
        refusals(AnswerForm({"text": note, "version": "1"}), language)["text"],
    ]
    assert [each for each in found if str(ProhibitNullCharactersValidator.message) in " ".join(each)] == []


@pytest.mark.django_db
def test_every_text_field_speaks_our_words():
    """A field of Django itself would say some things in English to a Vietnamese reader."""
    built = (FigureForm(make.indicator()), CorrectionForm(make.indicator("khac")), ReturnForm(), WithdrawForm(),
             ReturnLinesForm(), FileForm(), LinkForm(), AnswerForm(), AskAgainForm(), StepForm())  # fmt: skip
    fields = [field for form in built for field in form.fields.values() if type(field) is forms.CharField]
    assert fields == []
