"""Inputs that write themselves: a sheet has hundreds of them, and Django renders two templates for each."""

from html import escape

from django import forms
from django.utils.safestring import SafeString, mark_safe


class _Plain:
    """An input as Django's own template writes it, letter for letter."""

    def _render(self, template_name, context, renderer=None) -> SafeString:
        widget = context["widget"]
        named = {"type": widget["type"], "name": widget["name"]}
        if widget["value"] is not None:
            named["value"] = widget["value"]
        written = "".join(_attribute(*each) for each in (*named.items(), *widget["attrs"].items()))
        return mark_safe(f"<input{written}>")  # noqa: S308 (every value is escaped)


def _attribute(name: str, value) -> str:
    if value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


class TextInput(_Plain, forms.TextInput):
    pass


class HiddenInput(_Plain, forms.HiddenInput):
    pass


class CheckboxInput(_Plain, forms.CheckboxInput):
    pass
