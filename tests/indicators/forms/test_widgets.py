"""The inputs that write themselves write what Django's templates would."""

import pytest
from django import forms

from indicators.forms import widgets
from indicators.forms.figures import FigureForm
from indicators.models import Indicator

ATTRS = {"class": "input", "id": "id_value", "maxlength": 300, "required": True, "disabled": False, "title": "\"'<&>"}
VALUES = (None, "", "80,53", "\"><script>alert('&')</script>", 0, True, False)


@pytest.mark.parametrize("name", ["TextInput", "HiddenInput", "CheckboxInput"])
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_an_input_is_written_as_django_writes_it(name, value):
    ours, theirs = (getattr(each, name)(attrs={"inputmode": "decimal"}) for each in (widgets, forms))
    assert ours.render("i1-value", value, ATTRS) == theirs.render("i1-value", value, ATTRS)


def test_no_input_of_a_line_loads_a_template(monkeypatch):
    """Sixty lines would load a thousand."""
    monkeypatch.setattr(forms.renderers.DjangoTemplates, "render", lambda *_given: pytest.fail("a template"))
    written = [str(field) for field in FigureForm(Indicator(shape="percent", unit_vi="%"), prefix="i1")]
    assert [each[:7] for each in written] == ["<input "] * 7
