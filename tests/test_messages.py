"""The Vietnamese catalogue: complete, in step with the code, and saying what the code says."""

import re
from functools import cache
from io import BytesIO

from babel.messages import Catalog
from babel.messages.mofile import read_mo
from django.template import Context, Template
from django.utils import translation

from tests.messages import (
    MO,
    PO,
    Text,
    as_mo,
    as_po,
    entries,
    in_python,
    in_template,
    is_translated,
    marked,
    read,
    read_fragment,
    sources,
    take_over,
)

IN_F_STRING = re.compile(r"""\b[fF]["'].*\{\s*(_|\w*gettext\w*)\(""")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|%[sd]|\{\w*\}")


@cache
def catalogue() -> Catalog:
    return read(PO)


def _placeholders(text: str, *, formatted: bool) -> list[str]:
    """Names in the text. In one that is formatted a doubled % is only a percent sign, which a language may add."""
    return sorted(set(PLACEHOLDER.findall(text)) - ({"%%"} if formatted else set()))


def test_every_marked_string_stands_in_the_catalogue_and_nothing_else_does():
    in_code, in_catalogue = entries(marked()).keys(), entries(catalogue()).keys()
    assert {
        "missing": sorted(map(str, in_code - in_catalogue)),
        "stale": sorted(map(str, in_catalogue - in_code)),
    } == {
        "missing": [],
        "stale": [],
    }, "run `make messages`"


def test_no_marked_string_stands_inside_an_f_string():
    """Babel reads an f-string as one piece: the sentence would stay English for everybody."""
    inside = [
        f"{path.name}: {line.strip()}"
        for path in sources()
        if path.suffix == ".py"
        for line in path.read_text().splitlines()
        if IN_F_STRING.search(line)
    ]
    assert inside == []


def test_every_message_has_its_vietnamese_and_none_is_a_guess():
    messages = entries(catalogue()).values()
    assert [message.id for message in messages if not is_translated(message)] == []
    assert [message.id for message in messages if message.fuzzy] == []


def test_a_translation_has_the_placeholders_of_its_message():
    differing = []
    for message in entries(catalogue()).values():
        # The one Vietnamese form stands for all numbers, so it is held against the plural.
        source = message.id[1] if message.pluralizable else message.id
        target = message.string[0] if message.pluralizable else message.string
        formatted = "%(" in source
        names = [_placeholders(text, formatted=formatted) for text in (source, target)]
        if is_translated(message) and names[0] != names[1]:
            differing.append((source, target))
    assert differing == []


def test_the_compiled_catalogue_is_the_written_one():
    with MO.open("rb") as file:
        compiled = entries(read_mo(file))
    expected = entries(read_mo(BytesIO(as_mo(PO.read_bytes()))))
    assert {key: m.string for key, m in compiled.items()} == {key: m.string for key, m in expected.items()}


def test_the_catalogue_is_written_the_same_way_twice():
    assert as_po(catalogue()) == PO.read_bytes()


def test_python_strings_are_found_under_every_name():
    source = b"""
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy as in_context
_("One %(name)s"); ngettext("%(n)s year", "%(n)s years", n); in_context("menu", "Home")
_(
    "Long, "
    "in two parts"
)
print("not marked")
"""
    assert list(in_python(source)) == [
        Text(None, "One %(name)s"),
        Text(None, "%(n)s year", "%(n)s years"),
        Text("menu", "Home"),
        Text(None, "Long, in two parts"),
    ]


def test_template_strings_are_found_as_django_looks_them_up():
    source = """<p title="it's">{% translate "50% done" %} {% translate 'Home' context "menu" %}
    {% blocktranslate trimmed with name=x %}
      Over 5% of
      {{ name }}
    {% endblocktranslate %}{{ _("Constant")|default:_("Other") }}
    {% blocktranslate count n=n %}{{ n }} year{% plural %}{{ n }} years{% endblocktranslate %}"""
    assert list(in_template(source)) == [
        Text(None, "50%% done"),
        Text("menu", "Home"),
        Text(None, "Over 5%% of %(name)s"),
        Text(None, "Constant"),
        Text(None, "Other"),
        Text(None, "%(n)s year", "%(n)s years"),
    ]


def test_a_percent_sign_in_a_template_is_looked_up_doubled_and_shown_once(monkeypatch):
    known = {"50%% done": "xong 50%%", "Over 5%% of %(name)s": "hơn 5%% của %(name)s"}
    vietnamese = translation.trans_real.translation("vi")
    monkeypatch.setattr(vietnamese, "gettext", known.__getitem__)
    source = (
        '{% load i18n %}{% translate "50% done" %}; {% blocktranslate %}Over 5% of {{ name }}{% endblocktranslate %}'
    )
    with translation.override("vi"):
        assert Template(source).render(Context({"name": "A"})) == "xong 50%; hơn 5% của A"


def test_a_fragment_fills_only_what_is_empty_and_its_last_entry_wins(tmp_path, capsys):
    fragment = tmp_path / "words.po"
    fragment.write_text(
        'msgid "Home"\nmsgstr "Nhà"\nmsgid "Home"\nmsgstr "Trang chủ"\n\n'
        'msgid "Save"\nmsgstr "Ghi"\n\nmsgid "Bad"\nnonsense\nmsgstr "x"\n\n'
        'msgctxt "c"\nmsgid "%(n)s year"\nmsgid_plural "%(n)s years"\nmsgstr[0] "%(n)s năm"\n'
    )
    catalog = read(tmp_path / "none.po")
    catalog.add("Home")
    catalog.add("Save", "Lưu")
    catalog.add(("%(n)s year", "%(n)s years"), context="c")
    take_over(catalog, read_fragment(fragment))
    assert {key: message.string for key, message in entries(catalog).items()} == {
        (None, "Home"): "Trang chủ",
        (None, "Save"): "Lưu",
        ("c", "%(n)s year"): ("%(n)s năm",),
    }
    assert "words.po: not readable" in capsys.readouterr().err
