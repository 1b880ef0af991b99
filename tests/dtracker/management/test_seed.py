"""`manage.py seed` with the files of the product: what is there afterwards; a second run changes nothing."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone, translation

from agreements.models import (
    Agreement,
    Body,
    BodyMember,
    Commitment,
    Event,
    Obstacle,
    Partner,
    Programme,
    ProgrammeItem,
    Recommendation,
)
from agreements.queries.log import log_of_province
from dtracker.places.models import OrgUnit, Province, ProvinceName
from dtracker.places.queries import LAST_OF_63, REFORM, names_on
from indicators.enums import Comparator, FigureStatus, Frequency, Origin, TargetKind
from indicators.models import (
    Annotation,
    Contradiction,
    Document,
    Evidence,
    Figure,
    Indicator,
    Pillar,
    Publication,
    ReportingRound,
    SeriesBreak,
    Target,
    TargetRevision,
)

pytestmark = pytest.mark.django_db

MODELS = (
    Province, ProvinceName, OrgUnit, Document, Pillar, Indicator, SeriesBreak, Target, TargetRevision,
    ReportingRound, Annotation, Figure, Publication, Evidence, Contradiction, Partner, Agreement, Programme,
    ProgrammeItem, Commitment, Body, BodyMember, Obstacle, Recommendation, Event,
)  # fmt: skip
NO_ILLUSTRATION = ~Q(province__is_illustration=True)


def seed(*arguments: str) -> str:
    out = StringIO()
    call_command("seed", *arguments, stdout=out)
    return out.getvalue()


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in MODELS}


@pytest.fixture(scope="module")
def data(django_db_setup, django_db_blocker):
    """The fixtures of the product, loaded once for the module and rolled back at its end."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        report = seed()
        yield report
        transaction.set_rollback(True)


@pytest.fixture
def english():
    with translation.override("en"):
        yield


class TestProvinces:
    def test_units_and_names(self, data):
        assert Province.objects.official().count() == 86
        assert ProvinceName.objects.filter(NO_ILLUSTRATION).count() == 90

    @pytest.mark.parametrize(
        ("day", "number"),
        [
            (date(2008, 8, 1), 63),
            (date(2024, 12, 31), 63),
            (date(2025, 6, 30), 63),
            (date(2025, 7, 1), 34),
            (date(2026, 11, 21), 34),
        ],
    )
    def test_on_a_day(self, data, day, number):
        assert Province.objects.official().on(day).count() == number
        names = ProvinceName.objects.filter(
            NO_ILLUSTRATION, Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day
        )
        assert names.count() == number

    def test_successors(self, data):
        into_hai_phong = Province.objects.filter(successor__slug="hai-phong").order_by("sort_order")
        assert [one.slug for one in into_hai_phong] == ["hai-duong", "hai-phong-2008"]
        assert Province.objects.get(slug="ha-giang").successor.slug == "tuyen-quang"
        assert Province.objects.exclude(successor=None).count() == 52

    def test_the_newest_name_is_the_name(self, data):
        hue = Province.objects.get(slug="hue")
        assert (hue.name_vi, hue.kind, hue.register_id) == ("Huế", "city", "hue-2008")
        assert [one.name_vi for one in hue.names.all()] == ["Thừa Thiên Huế", "Huế"]

    def test_islands_and_tiles_are_those_of_the_layout(self, data):
        name = ProvinceName.objects.get(province__slug="hai-duong")
        assert (name.tile_row, name.tile_col, name.tile34_row, name.tile34_col) == (4, 6, None, None)

    def test_regions_before_and_since_2025(self, data):
        old, new = names_on(LAST_OF_63), names_on(REFORM)
        assert Counter(name.region_en for name in old.values()) == {
            "Northern Midlands and Mountains": 14,
            "Red River Delta": 11,
            "North Central and Central Coast": 14,
            "Central Highlands": 5,
            "Southeast": 6,
            "Mekong River Delta": 13,
        }
        assert Counter(name.region_en for name in new.values()) == {
            "Northern Midlands and Mountains": 9,
            "Red River Delta": 6,
            "North Central": 5,
            "South Central Coast and Central Highlands": 6,
            "Southeast": 3,
            "Mekong River Delta": 5,
        }
        north_central = [name.name_vi for name in new.values() if name.region_vi == "Bắc Trung Bộ"]
        assert north_central == ["Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Huế", "Quảng Trị"]

    def test_a_province_with_unchanged_borders_names_its_region_of_today(self, data, english):
        assert Province.objects.get(slug="nghe-an").region_now == "North Central"
        assert Province.objects.get(slug="hai-duong").region_now == "Red River Delta"
        assert [name.region_now for name in ProvinceName.objects.filter(province__slug="hue")] == [
            "North Central and Central Coast",
            "North Central",
        ]

    def test_districts_end_with_the_level(self, data):
        districts = OrgUnit.objects.filter(province__slug="hai-duong", kind="district")
        assert set(districts.values_list("ended_on", flat=True)) == {date(2025, 6, 30)}


class TestTargets:
    def test_number_by_kind(self, data):
        targets = Target.objects.filter(NO_ILLUSTRATION)
        kinds = dict(targets.order_by().values_list("kind").annotate(Count("pk")))
        assert kinds == {
            TargetKind.TARGET: 21,
            TargetKind.ASPIRATION: 4,
            TargetKind.RECOMMENDATION: 2,
            TargetKind.FORECAST: 2,
        }

    def test_terms_and_first_revision(self, data):
        target = Target.objects.get(code="hd-a1")
        assert (target.comparator, target.value, target.rank_of) == (Comparator.AT_MOST, 15, 63)
        assert (target.due.code, target.due_on) == ("2023", date(2023, 12, 31))
        assert (target.document.code, target.source.code) == ("tt-hai-duong-fpt", "bai-000")
        first = target.revisions.get()
        assert (first.version, first.value, first.due_on) == (1, 15, date(2023, 12, 31))

    def test_quarterly_indicators_are_due_in_the_last_quarter(self, data):
        assert Target.objects.get(code="hd-n03").due.code == "2025-Q4"
        assert Target.objects.get(code="hd-n06").due.code == "2025"

    def test_a_range(self, data):
        target = Target.objects.get(code="hg-f1")
        assert (target.comparator, target.value, target.value_max) == (Comparator.BETWEEN, 3, 5)


class TestFigures:
    def test_those_of_the_articles(self, data):
        assert Figure.objects.filter(source__code__in=[f"bai-00{n}" for n in range(5)]).count() == 36

    def test_rank_of_hai_duong(self, data):
        figures = Figure.objects.filter(indicator__code="dti-rank", province__slug="hai-duong").order_by("year")
        assert [(one.year, one.value, one.rank_of, one.publications.get().public_on) for one in figures] == [
            (2020, 14, 63, date(2021, 10, 19)),
            (2021, 14, 63, date(2022, 8, 8)),
            (2022, 13, 63, date(2023, 7, 12)),
            (2023, 26, 63, date(2025, 2, 28)),
            (2024, 19, 63, date(2025, 10, 20)),
        ]
        last = figures.get(year=2023).publications.get()
        assert last.public_text == "tháng 2/2025"

    def test_rank_goes_with_the_value(self, data):
        value = Figure.objects.get(indicator__code="dti-value", province__slug="hai-duong", year=2022)
        assert (value.value, value.rank, value.rank_of) == (Decimal("0.6383"), 13, 63)

    def test_ranks_among_34_are_a_series_of_their_own(self, data):
        ranks = Figure.objects.filter(indicator__code="dti-rank-34").order_by("value")
        assert {(one.rank_of, one.year) for one in ranks} == {(34, 2024)}
        assert ranks.first().province.slug == "ha-noi"

    def test_every_figure_of_the_real_data_is_published(self, data):
        real = Figure.objects.filter(NO_ILLUSTRATION)
        assert set(real.values_list("status", flat=True)) == {FigureStatus.PUBLISHED}
        assert not real.filter(publications=None).exists()

    def test_period_fits_the_frequency(self, data):
        dated = Figure.objects.exclude(year=None)
        assert not dated.filter(indicator__frequency=Frequency.YEAR, quarter__isnull=False).exists()
        assert not dated.filter(indicator__frequency=Frequency.QUARTER, quarter=None).exists()

    def test_undated_figures_say_how_the_source_dates_them(self, data):
        assert not Figure.objects.filter(year=None, period_text="").exists()

    def test_undated_figures_say_so_in_english(self, data, english):
        figure = Figure.objects.get(indicator__code="san-tmdt", province__slug="hai-duong")
        assert (figure.period_label, figure.printed_period) == (
            "main lychee season (June and July; year not stated)",
            "main lychee season (June and July; year not stated)",
        )
        with translation.override("vi"):
            assert figure.period_label == "vụ vải thiều chính vụ (tháng 6, tháng 7; năm không ghi)"
        assert not Figure.objects.exclude(period_text="").filter(period_text_en="").exists()

    def test_no_value_is_rounded_where_it_is_shown(self, data):
        """A share worked out from its parts has no end; every value that was printed is shown as printed."""
        rounded = {
            figure.indicator.code
            for figure in Figure.objects.exclude(value=None).select_related("indicator")
            if figure.denominator is None and figure.value != round(figure.value, figure.indicator.decimals)
        }
        assert rounded == set()

    def test_every_real_figure_has_a_source(self, data):
        assert not Figure.objects.filter(NO_ILLUSTRATION, source=None).exists()
        origins = set(Figure.objects.filter(NO_ILLUSTRATION).values_list("source__origin", flat=True))
        assert origins == {Origin.ARTICLE, Origin.OUTSIDE, Origin.NATIONAL}

    def test_a_republished_series_keeps_both_values(self, data):
        figure = Figure.objects.get(indicator__code="kts-gdp", year=2022, province=None)
        versions = [(one.version, one.value, one.public_on) for one in figure.publications.all()]
        assert versions == [(1, Decimal("12.63"), None), (2, Decimal("12.83"), date(2025, 1, 6))]
        assert figure.value == Decimal("12.83")

    def test_a_second_source_stands_beside_the_first(self, data):
        figure = Figure.objects.get(indicator__code="pci", province__slug="ha-tinh", year=2011)
        proof = figure.evidence.get()
        assert (figure.value, proof.document.code, proof.quote) == (
            Decimal("65.97"),
            "pci-web-hatinh",
            "65,99",
        )

    def test_approximate_value_keeps_its_words(self, data):
        figure = Figure.objects.get(indicator__code="dn-hoat-dong", province__slug="hai-duong")
        assert (figure.value, figure.is_approximate, figure.value_text) == (9000, True, "khoảng 9.000")


class TestAgreements:
    def test_numbers(self, data):
        real = {
            model.__name__: model.objects.filter(NO_ILLUSTRATION).count()
            for model in (Agreement, Commitment, Body, Obstacle, Recommendation)
        }
        assert real == {"Agreement": 5, "Commitment": 16, "Body": 7, "Obstacle": 13, "Recommendation": 17}
        programmes = Programme.objects.exclude(agreement__province__is_illustration=True)
        assert (programmes.count(), ProgrammeItem.objects.filter(programme__in=programmes).count()) == (
            13,
            17,
        )

    def test_the_agreement_keeps_what_its_article_does_not_say_empty(self, data):
        agreement = Agreement.objects.get(code="hd-fpt")
        assert (agreement.signed_on, agreement.starts_year, agreement.stated_programme_count) == (
            None,
            None,
            7,
        )
        assert list(agreement.goals.order_by("code").values_list("code", flat=True)) == [
            "hd-a1",
            "hd-a2",
            "hd-a3",
        ]
        signing = Event.objects.get(code="hd-ky-fpt-2021")
        assert (signing.on, signing.origin) == (date(2021, 8, 24), Origin.OUTSIDE)

    def test_contradictions(self, data):
        codes = Contradiction.objects.values_list("code", flat=True)
        assert sorted(codes, key=lambda code: int(code[1:])) == [f"k{number}" for number in range(1, 15)]
        first = Contradiction.objects.get(code="k1")
        assert [one.code for one in first.indicators.all()] == ["dti-rank"]

    def test_contradictions_name_articles_as_readers_know_them(self, data):
        said = [
            text
            for one in Contradiction.objects.all()
            for text in (one.text_vi, one.text_en, one.treatment_vi, one.treatment_en)
        ]
        assert [text for text in said if re.search(r"(bài|articles?) 00|\d,[a-z]", text, re.IGNORECASE)] == []
        assert Contradiction.objects.get(code="k7").text_en == (
            "Rank 13/63 follows both 14,000 registered and about 9,000 active;"
            " 47.5 per 10,000 inhabitants fits only the active number"
        )

    def test_every_contradiction_is_seen_on_the_page_of_its_province(self, data, english):
        assert not Contradiction.objects.filter(province=None).exists()
        log = log_of_province(Province.objects.get(slug="hai-duong"), timezone.localdate())
        text = "Term of the 17th congress: 2021–2025 for Hai Duong"
        assert len([each for each in log.contradictions if each.text.startswith(text)]) == 1

    def test_who_and_where_in_english(self, data, english):
        log = log_of_province(Province.objects.get(slug="hai-duong"), timezone.localdate())
        by = {each.by for each in [*log.commitments, *log.recommendations, *log.events]}
        assert {"Several digital-technology enterprises", "Viettel head office, Hanoi", "MobiFone"} <= by
        with translation.override("vi"):
            by = {each.by for each in [*log.commitments, *log.recommendations, *log.events]}
        assert {"Một số doanh nghiệp công nghệ số", "trụ sở Tập đoàn Viettel, Hà Nội", "MobiFone"} <= by


class TestLoading:
    def test_report(self, data):
        assert data.splitlines()[0] == f"provinces: created {Province.objects.count()}, kept 0"

    def test_second_run_creates_nothing(self, data):
        before = counts()
        with translation.override("en"):
            lines = seed().splitlines()
        assert counts() == before
        assert [line for line in lines if "created 0," not in line] == []

    def test_an_edit_is_kept(self, data):
        Target.objects.filter(code="hd-n01").update(value=18)
        Document.objects.filter(code="bai-003").update(title_vi="Sửa tay")
        seed()
        assert Target.objects.get(code="hd-n01").value == 18
        assert Document.objects.get(code="bai-003").title_vi == "Sửa tay"

    def test_what_was_deleted_comes_back(self, data):
        Obstacle.objects.filter(code="hd-x1").delete()
        with translation.override("en"):
            report = seed()
        assert f"obstacles: created 1, kept {Obstacle.objects.count() - 1}" in report.splitlines()

    def test_only_if_empty(self, data):
        Obstacle.objects.filter(code="hd-x1").delete()
        with translation.override("en"):
            said = seed("--if-empty")
        assert said == "The database has data already; nothing was loaded.\n"
        assert not Obstacle.objects.filter(code="hd-x1").exists()


def test_fixtures_are_where_the_command_looks():
    assert (settings.BASE_DIR / "fixtures" / "README.md").exists()
