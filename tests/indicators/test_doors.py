"""The same text means the same at every door: the sheet with and without script, a file, the admin.

Each door gets every text at once, each on a line of its own, so that no text can hide behind another.
"""

from datetime import date

import pytest
from django.contrib import admin
from django.core.files.storage import FileSystemStorage
from django.test import Client

from indicators.models import Figure, Indicator, Target
from tests import cast, make
from tests.indicators.views.imports.steps import FILE, confirmed, csv_file, preview, uploaded

pytestmark = pytest.mark.django_db
SHEET = "/entry/hai-duong/2025-Q1/"
REFUSED, NOTHING = "refused", "nothing"

COUNT = {"shape": "stock", "unit_vi": "DN", "unit_en": "firms", "decimals": 0, "maximum": None}
SHARE = {"unit_vi": "%", "unit_en": "%", "decimals": 2}
SCORE = {"shape": "score", "unit_vi": "", "unit_en": "", "decimals": 4, "maximum": 1}

CASES = [
    (COUNT, "1.931", "1931"),
    (COUNT, "12.345.678", "12345678"),
    (COUNT, "1931\u00a0", "1931"),
    (COUNT, "0", "0"),
    *((COUNT, text, REFUSED) for text in ("1,931.5", "1,931", "1.931,5", "1.93", "1.9310", "1_931", "1e5", "1e400")),
    *(
        (COUNT, text, REFUSED)
        for text in ("1.931 người", "1,5 tỷ", "１.９３１", "1\u00a0931", "1 931", "(5)", "\u22125")
    ),
    *((COUNT, text, REFUSED) for text in ("NaN", "Infinity", "0x1F", "năm", "1-2", "~5", "-5", "0,5", "9" * 40)),
    *((COUNT, text, REFUSED) for text in ("\u202e139", "1\u200b931", "٣", "+5", "5%")),
    (SHARE, "80,53%", "80.53"),
    (SHARE, "80,53", "80.53"),
    (SHARE, "80.53", "80.53"),
    (SHARE, "80,53 %", "80.53"),
    (SHARE, "0,4843", "0.4843"),
    (SHARE, "0", "0"),
    *((SHARE, text, REFUSED) for text in ("0.484", "101", "-0,1", "100,01", "80,53,1", "80,12345", "80-90", "８０")),
    (SCORE, "0,4843", "0.4843"),
    *((SCORE, text, REFUSED) for text in ("2", "0.4843", "1,0001", "48,43%")),
]
TARGETS = [case for case in CASES if case[1] != "80,12345"]
BLANKS = ["", "-", "–", "Không có số liệu", "no data", "\u00a0"]


@pytest.fixture
def lan(client, monkeypatch, tmp_path):
    monkeypatch.setattr(FILE, "storage", FileSystemStorage(location=tmp_path / "private"))
    make.open_round("2025-Q1")
    client.force_login(cast.lan(cast.hai_duong()))
    return client


def lines(cases) -> dict[Indicator, str]:
    """An indicator for each text."""
    return {
        make.indicator(f"dong-{number}", order=number, **kind): text
        for number, (kind, text, _value) in enumerate(cases)
    }


def expected(cases) -> list[tuple]:
    return [(text, value) for _kind, text, value in cases]


def typed(texts: dict[Indicator, str]) -> dict:
    data = {f"i{each.pk}-version": "" for each in texts}
    return data | {f"i{each.pk}-value": text for each, text in texts.items()}


def became_of(texts: dict[Indicator, str], refused: set[str]) -> list[tuple]:
    """Per text the value stored; or that it was refused with a sentence, or left alone."""
    stored = {row.indicator_id: f"{row.value.normalize():f}" for row in Figure.objects.all()}
    assert not refused & {each.code for each in texts if each.pk in stored}
    return [(text, REFUSED if each.code in refused else stored.get(each.pk, NOTHING)) for each, text in texts.items()]


def by_form(client: Client, texts) -> list[tuple]:
    answer = client.post(SHEET, typed(texts))
    rows = answer.context["sheet"].faulty if answer.status_code == 422 else []
    assert [row.form["value"].value() for row in rows] == [texts[row.line.indicator] for row in rows]
    assert {len(row.form.errors["value"]) for row in rows} <= {1}
    return became_of(texts, {row.line.indicator.code for row in rows})


def by_script(client: Client, texts) -> list[tuple]:
    refused = set()
    for each, text in texts.items():
        answer = client.post(f"{SHEET}cell/", {"indicator": each.code, **typed({each: text})})
        if answer.status_code == 422:
            assert list(answer.json()["faults"]) == ["value"]
            refused.add(each.code)
        else:
            assert answer.json()["state"] in ("saved", "unchanged")
    return became_of(texts, refused)


def by_file(client: Client, texts) -> list[tuple]:
    """A faulty row keeps the others from being imported, so the good ones come once more in a second file."""
    found = preview(client, uploaded(client, csv_of(texts)))
    refused = {row["code"] for row in found.context["rows"] if row["kind"] == "error"}
    assert all("“" in row["faults"][0] for row in found.context["rows"] if row["code"] in refused)
    confirmed(
        client, uploaded(client, csv_of({each: text for each, text in texts.items() if each.code not in refused}))
    )
    return became_of(texts, refused)


def csv_of(texts):
    return csv_file(*(f'Hải Dương;{each.code};2025-Q1;"{text}";' for each, text in texts.items()))


DOORS = [by_form, by_script, by_file]


@pytest.mark.parametrize("door", DOORS)
def test_numbers(lan, door):
    assert door(lan, lines(CASES)) == expected(CASES)


def test_numbers_are_written_alike_on_english_pages(lan):
    lan.cookies["django_language"] = "en"
    assert by_form(lan, lines(CASES)) == expected(CASES)


@pytest.mark.parametrize("door", DOORS)
def test_blank_is_nothing_and_never_zero(lan, door):
    cases = [(SHARE, text, NOTHING) for text in BLANKS]
    assert door(lan, lines(cases)) == expected(cases)
    assert not Figure.objects.exists()


def test_numbers_of_targets_in_the_admin(rf):
    """A target may have more decimals than a figure; all else is alike. The form is that of the page, not drawn."""
    request = rf.get("/admin/indicators/target/add/")
    request.user = cast.hoa()
    place, document = cast.hai_duong(), make.document()
    form_of = admin.site.get_model_admin(Target).get_form(request)
    found = []
    for number, (kind, text, _value) in enumerate(TARGETS):
        code = f"moi-{number}"
        sent = {"code": code, "indicator": make.indicator(code, **kind).pk, "province": place.pk, "kind": "target"}
        sent |= {"document": document.pk, "comparator": "at-least", "due_year": 2025, "edition_rule": "data-year"}
        form = form_of(sent | {"value": text})
        assert list(form.errors) in ([], ["value"])
        found.append((text, REFUSED if form.errors else f"{form.save().value.normalize():f}"))
    assert found == expected(TARGETS)


DAYS = [("26/3/2025", True), ("2025-03-26", True), ("26/3/2999", False), ("31/2/2025", False), ("3/26/2025", False)]
PORTAL = {"shape": "milestone", "unit_vi": "", "unit_en": "", "decimals": 0, "maximum": 1}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("day", "is_taken"), [*DAYS, ("", False), ("2025", False), ("hôm qua", False)])
def test_the_day_of_a_milestone_on_the_sheet(lan, day, is_taken, language):
    lan.cookies["django_language"] = language
    portal = make.indicator("cong-du-lieu", **PORTAL)
    data = typed({portal: "1"}) | {f"i{portal.pk}-observed_on": day}
    for path, done in ((SHEET, 302), (f"{SHEET}cell/", 200)):
        answer = lan.post(path, data | {"indicator": portal.code})
        assert answer.status_code == (done if is_taken else 422)
    assert list(answer.json()["faults"] if not is_taken else []) == ([] if is_taken else ["observed_on"])
    assert [row.observed_on for row in Figure.objects.all()] == ([date(2025, 3, 26)] if is_taken else [])


@pytest.mark.parametrize(("day", "is_taken"), [*DAYS[::2], ("3/26/2025", False), ("", False)])
def test_the_day_of_a_milestone_in_a_file(lan, day, is_taken):
    portal = make.indicator("cong-du-lieu", **PORTAL)
    row = f"Hải Dương;{portal.code};2025-Q1;1;{day}"
    found = preview(lan, uploaded(lan, csv_file(row, header="Tỉnh;Mã chỉ số;Kỳ;Giá trị;Ngày hoàn thành")))
    assert [(each["kind"], len(each["faults"])) for each in found.context["rows"]] == [
        ("new", 0) if is_taken else ("error", 1)
    ]


@pytest.mark.parametrize(
    ("parts", "is_taken"), [(("2", "3"), True), (("1,5", "3"), False), (("1,931", "2.500"), False)]
)
def test_halves_of_what_is_counted(lan, parts, is_taken):
    share = make.indicator(is_ratio=True, **SHARE)
    numerator, denominator = parts
    fields = {f"i{share.pk}-numerator": numerator, f"i{share.pk}-denominator": denominator}
    for path, done in ((SHEET, 302), (f"{SHEET}cell/", 200)):
        answer = lan.post(path, {"indicator": share.code, f"i{share.pk}-version": "", **fields})
        assert answer.status_code == (done if is_taken else 422)
    row = f'Hải Dương;{share.code};2025-Q1;;"{numerator}";"{denominator}"'
    found = preview(lan, uploaded(lan, csv_file(row, header="Tỉnh;Mã chỉ số;Kỳ;Giá trị;Tử số;Mẫu số")))
    assert [each["kind"] for each in found.context["rows"]] == ["same" if is_taken else "error"]
    assert Figure.objects.count() == is_taken
