"""Faults that an action found, beside the fields of the form they are about."""

from django.forms import Form

from indicators.actions.refusals import Faulty


def add_faults(form: Form, refusal: Faulty, *, otherwise: str | None = None) -> None:
    """What is about no field of the form stands beside `otherwise`; None: above the form."""
    for field, sentence in refusal.faults:
        form.add_error(field if field in form.fields else otherwise, sentence)
