"""Notes on a chart: numbered on the drawing, told under it, known from their day on."""

from datetime import date

import pytest

from indicators.charts.series import series_chart
from indicators.charts.validate import validated
from indicators.enums import Shape
from indicators.models import Annotation
from indicators.queries.series import find_series, series_page
from tests import cast, make

pytestmark = pytest.mark.django_db

DAY = date(2024, 4, 20)


@pytest.fixture
def share():
    return make.indicator()


@pytest.fixture
def place(share):
    found = cast.ha_giang()
    for quarter, value in [("2023-Q1", "10"), ("2023-Q2", "11"), ("2023-Q3", "9"), ("2023-Q4", "13")]:
        make.published(share, found, quarter, value)
    return found


def note(of, province, on, text, **fields):
    code = f"note-{Annotation.objects.count()}"
    return Annotation.objects.create(code=code, indicator=of, province=province, on=on, text_vi=text, **fields)


def test_the_saved_drawing_says_what_its_numbers_mean(client, share, place):
    note(share, place, date(2023, 8, 3), "Mất điện & mưa")
    title = client.get("/provinces/ha-giang/indicators/ho-so-tinh/").context["figure"]["image"]["title"]
    assert title.endswith("<br>1. 3/8/2023: Mất điện &amp; mưa")


def page_of(province, indicator, on=DAY):
    return series_page(find_series(province.slug, indicator.code, on=on), on=on)


def numbers(layout):
    """Number, place and height of each marker."""
    marks = [each for each in layout["annotations"] if each.get("bordercolor")]
    return [(each["text"], each["x"], each["yshift"]) for each in marks]


def test_a_page_tells_those_of_its_province_and_those_for_all_in_order(place, share):
    note(share, place, date(2023, 8, 20), "Đứt cáp")
    note(share, None, date(2023, 7, 1), "Thông tư mới")
    note(share, cast.hai_duong(), date(2023, 7, 2), "Nơi khác")
    note(make.indicator("khac"), place, date(2023, 7, 3), "Chỉ số khác")
    assert [each.text_vi for each in page_of(place, share).notes] == ["Thông tư mới", "Đứt cáp"]


def test_as_of_a_past_day_only_what_had_happened_is_told(place, share):
    note(share, place, date(2023, 8, 20), "Đứt cáp")
    assert page_of(place, share, on=date(2023, 8, 19)).notes == []
    assert len(page_of(place, share, on=date(2023, 8, 20)).notes) == 1


def test_the_number_stands_on_the_drawing_where_the_day_lies(place, share):
    note(share, place, date(2023, 7, 1), "Đầu quý III")
    chart = series_chart(page_of(place, share))
    assert numbers(chart.layout) == [("1", 2023 * 4 + 3 - 0.5, 2)]
    assert validated(chart)


def test_notes_of_neighbouring_days_stand_on_each_other(place, share):
    for day in (1, 2, 3):
        note(share, place, date(2023, 7, day), f"Việc {day}")
    assert [height for _text, _x, height in numbers(series_chart(page_of(place, share)).layout)] == [2, 22, 42]


def test_what_lies_beside_the_drawing_is_only_told(client, place, share):
    note(share, place, date(2019, 7, 1), "Trước đó")
    assert numbers(series_chart(page_of(place, share)).layout) == []
    assert "Trước đó" in client.get(f"/provinces/{place.slug}/indicators/{share.code}/").content.decode()


def test_the_list_says_day_words_and_source(client, place, share):
    source = make.document(short_vi="Báo cáo quý III")
    note(share, place, date(2023, 8, 20), "Đứt <b>cáp</b>", document=source, text_en="Cable cut")
    address = f"/provinces/{place.slug}/indicators/{share.code}/"
    page = client.get(address).content.decode()
    assert "20/8/2023</span>: Đứt &lt;b&gt;cáp&lt;/b&gt; ·" in page
    assert f'href="{source.get_absolute_url()}"' in page
    client.cookies["django_language"] = "en"
    assert ": Cable cut ·" in client.get(address).content.decode()


def test_without_a_drawing_the_list_stands_alone(client, place):
    centre = make.indicator("centre", shape=Shape.MILESTONE, decimals=0)
    make.target(centre, place, 1, "2027-Q2")
    note(centre, place, date(2023, 8, 20), "Dời khởi công")
    assert "Dời khởi công" in client.get(f"/provinces/{place.slug}/indicators/centre/").content.decode()


def test_who_wrote_it_is_kept(client, place, share):
    hoa = cast.hoa()
    client.force_login(hoa)
    sent = {"code": "moi", "indicator": share.pk, "province": place.pk, "on": "20/8/2023", "text_vi": "Đứt cáp"}
    assert client.post("/admin/indicators/annotation/add/", sent).status_code == 302
    made = Annotation.objects.get()
    assert (made.on, made.history.get().history_user) == (date(2023, 8, 20), hoa)


def test_a_new_method_is_known_with_its_first_figures(client, share, place):
    share.breaks.create(year=2023, quarter=3, kind="method", reason_vi="Cách tính mới")
    address = "/provinces/ha-giang/indicators/ho-so-tinh/"
    known = {day: client.get(address, {"as_of": day}).context["page"].breaks for day in ("2023-09-29", "2023-12-31")}
    assert [len(each) for each in known.values()] == [0, 1]
