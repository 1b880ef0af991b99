"""Indicators and documents in the admin: ranges that hold their targets, deletion refused in words."""

import pytest

from indicators.models import Document, Figure, Indicator
from tests import cast, make

pytestmark = pytest.mark.django_db
LIST = "/admin/indicators/indicator/"
NO_INLINES = {"breaks-TOTAL_FORMS": "0", "breaks-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def hoa(client):
    client.force_login(cast.hoa())


def send(client, indicator, **changes):
    address = f"{LIST}{indicator.pk}/change/"
    form = client.get(address).context["adminform"].form
    values = {field: form[field].value() for field in form.fields}
    sent = {field: str(value) for field, value in values.items() if value not in (None, False, "")}
    sent |= {field: "0" for field in ("minimum",) if indicator.minimum == 0}
    return client.post(address, sent | NO_INLINES | changes)


def errors(response) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


def test_an_indicator_is_saved(client):
    indicator = make.indicator()
    assert send(client, indicator, note_vi="Đã rà soát", tolerance="2,5").status_code == 302
    stored = Indicator.objects.get()
    assert (stored.note_vi, str(stored.tolerance.normalize())) == ("Đã rà soát", "2.5")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"maximum": "70"}, "maximum"),
        ({"minimum": "90"}, "minimum"),
        ({"minimum": "100"}, "maximum"),
        ({"tolerance": "-1"}, "tolerance"),
        ({"decimals": "9"}, "decimals"),
        ({"scale": "1,000.5"}, "scale"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_beside_the_field(client, changes, field):
    indicator = make.indicator()
    make.target(indicator, cast.hai_duong(), "80")
    assert list(errors(send(client, indicator, **changes))) == [field]


def test_how_it_is_measured_stays_once_a_figure_is_published(client):
    indicator = make.indicator()
    assert send(client, indicator, direction="-1").status_code == 302
    make.published(indicator, cast.hai_duong(), "2025-Q1", 50)
    assert send(client, indicator, direction="1", shape="stock", frequency="year").status_code == 302
    stored = Indicator.objects.get()
    assert (stored.direction, stored.shape, stored.frequency) == (-1, indicator.shape, indicator.frequency)


def test_an_indicator_is_no_component_and_no_rank_of_itself(client):
    value = make.indicator("dti-value")
    part = make.indicator("dti-part", parent=value)
    for changes in ({"parent": value.pk}, {"parent": part.pk}, {"rank_of": value.pk}):
        assert list(errors(send(client, value, **changes))) == list(changes)


def test_a_break_in_an_impossible_year_is_refused(client):
    indicator = make.indicator()
    inline = {"breaks-TOTAL_FORMS": "1", "breaks-0-year": "12", "breaks-0-kind": "method", "breaks-0-reason_vi": "x"}
    response = send(client, indicator, **inline)
    assert list(response.context["inline_admin_formsets"][0].formset.errors[0]) == ["year"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("vi", "sẽ yêu cầu xóa"), ("en", "would require deleting the following protected related objects")],
)
def test_what_has_data_is_not_deleted_and_says_what_protects_it(client, language, sentence):
    province = cast.hai_duong()
    target = make.target(make.indicator(), province, "80", label_vi="Mục tiêu 80%")
    client.cookies["django_language"] = language
    for row in (province, target.indicator, target.document):
        address = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/delete/"
        page = client.get(address).text
        assert "Mục tiêu 80%" in page
        client.post(address, {"post": "yes"})
        assert type(row).objects.filter(pk=row.pk).exists()


def test_of_many_rows_on_a_document_the_first_stand_for_all(client, django_assert_max_num_queries):
    client.cookies["django_language"] = "en"
    paper, place, measured = make.document(), cast.hai_duong(), make.indicator()
    cell = {"indicator": measured, "province": place, "source": paper, "value": 50}
    periods = [(year, quarter) for year in range(2018, 2026) for quarter in range(1, 5)]
    Figure.objects.bulk_create(Figure(year=year, quarter=quarter, **cell) for year, quarter in periods)
    make.target(measured, place, "80", document=paper, label_vi="Mục tiêu 80%")
    address = f"/admin/indicators/document/{paper.pk}/delete/"
    with django_assert_max_num_queries(40):
        page = client.get(address)
    assert page.context["protected"] == [
        "Figures: 32, among them " + "; ".join(f"{measured} · Hai Duong · Q{quarter} 2018" for quarter in (1, 2, 3)),
        "Targets: Mục tiêu 80%",
        "Target revisions: Mục tiêu 80% · 1",
    ]
    client.post(address, {"post": "yes"})
    assert Document.objects.filter(pk=paper.pk).exists()


def test_a_document_without_data_is_deleted(client):
    paper = make.document()
    assert client.post(f"/admin/indicators/document/{paper.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Document.objects.exists()


def test_figures_and_publications_are_not_changed_here(client):
    made = make.published(make.indicator(), cast.hai_duong(), "2025-Q1", "71.5")
    address = f"/admin/indicators/figure/{made.figure_id}/"
    page = client.get(f"{address}change/")
    assert page.context["adminform"].form.fields == {}
    assert "71,5%" in page.text
    for sent in (f"{address}change/", f"{address}delete/", "/admin/indicators/figure/add/"):
        assert client.post(sent, {"post": "yes", "value": "1"}).status_code == 403
    assert "delete_selected" not in client.get("/admin/indicators/figure/").text
    made.refresh_from_db()
    assert str(made.value.normalize()) == "71.5"


def test_a_national_figure_leads_to_the_page_of_its_indicator(client):
    made = make.published(make.indicator(), None, "2025-Q1", "71.5")
    page = client.get(f"/admin/indicators/figure/{made.figure_id}/change/")
    assert client.get(page.context["absolute_url"]).url.endswith("/indicators/ho-so-tinh/")


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_asks_as_often_for_many_as_for_one(client, count, django_assert_num_queries):
    for number in range(count):
        make.indicator(f"i{number}")
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


LIST_QUERIES = 6
