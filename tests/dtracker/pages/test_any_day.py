"""As of any day a page says what was published then: chosen days of the demo and of a generated country, each rebuilt
by hand (`rebuilt`) from all publications and revisions. The days are random, and the same on every run."""

import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from dtracker.pages.queries import overview, overviews
from dtracker.places.models import Province
from indicators.enums import Shape
from indicators.models import Document, Figure, Indicator, Publication, Target, TargetRevision
from indicators.queries.catalogue import catalogue
from indicators.queries.documents import documents_on, figures_per_document, targets_per_document
from indicators.queries.newest import newest_values
from indicators.queries.outlines import statuses_on
from indicators.queries.ranking import figures_of
from indicators.queries.series import find_series, series_page
from tests import cast, make
from tests.dtracker.pages.rebuilt import Archive, Stand, Value, public_since

pytestmark = pytest.mark.django_db
DAYS = 5
FIRST = date(2021, 1, 1)
TURNS = [date(2015, 1, 1), date(2025, 6, 30), date(2025, 7, 1)]
"""Before anything was published, and the last and first day of the two layouts."""


@pytest.fixture
def days() -> list[date]:
    dice, today = random.Random(34), timezone.localdate()
    return [*TURNS, *(FIRST + timedelta(days=dice.randrange((today - FIRST).days)) for _each in range(DAYS)), today]


@pytest.fixture(scope="module", params=["demo", "generated"])
def archive(request, django_db_setup, django_db_blocker):
    """All rows, written once for all tests of this file; they only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", stdout=StringIO()) if request.param == "demo" else generated()
        yield Archive()
        transaction.set_rollback(True)


def generated() -> None:
    """Five provinces, one of them ended, with figures that are corrected and targets that are revised at random."""
    dice = random.Random(63)
    new = cast.province("hai-phong", "Hải Phòng", started_on=date(2025, 7, 1))
    places = [cast.hai_duong(ended_on=date(2025, 6, 30), successor=new), cast.ha_giang(), new]
    places += [cast.province(f"tinh-{number}", f"Tỉnh {number}") for number in range(2)]
    measured = [
        make.indicator("share"),
        make.indicator("count", shape=Shape.STOCK, maximum=None, decimals=0),
        make.indicator("done", shape=Shape.MILESTONE, maximum=1, decimals=0),
        make.rank_indicator(),
    ]
    papers = [make.document(f"paper-{n}", issued_on=_day(dice) if n else None) for n in range(8)]
    _figures(dice, places, measured, papers)
    _targets(dice, places, measured, papers)


def _day(dice: random.Random) -> date:
    return date(2020, 6, 1) + timedelta(days=dice.randrange(2300))


def _figures(dice: random.Random, places: list[Province], measured: list[Indicator], papers: list[Document]) -> None:
    cells = [
        Figure(indicator=of, province=place, year=year, quarter=None if of.is_rank else quarter, status="published")
        for of in measured
        for place in [*places, None]
        for year in range(2021, 2026)
        for quarter in ((None,) if of.is_rank else (1, 3))
    ]
    rows = []
    for cell in Figure.objects.bulk_create(cells):
        since = date(cell.year, 3 * (cell.quarter or 4), 28) + timedelta(days=dice.randrange(120))
        for version in range(1, dice.choice([2, 2, 3, 4])):
            shape = cell.indicator.shape
            value = Decimal(dice.randint(0, 1) if shape == Shape.MILESTONE else dice.randint(1, 63))
            rows.append(
                Publication(
                    figure=cell,
                    version=version,
                    value=None if dice.random() < 0.05 else value,
                    rank_of=63 if cell.indicator.is_rank else None,
                    reason="Cộng nhầm" if version > 1 else "",
                    public_on=since if dice.random() < 0.9 else None,
                    observed_on=since,
                    source=dice.choice(papers),
                )
            )
            since += timedelta(days=dice.randrange(1, 400))
    Publication.objects.bulk_create(rows)


def _targets(dice: random.Random, places: list[Province], measured: list[Indicator], papers: list[Document]) -> None:
    for place in places:
        for of in measured:
            for due in ("2023", "2025") if of.is_rank else ("2023-Q4", "2025-Q4", "2030-Q4"):
                base = "" if of.is_rank or of.shape == Shape.MILESTONE else "10@2020-Q4"
                goal = 1 if of.shape == Shape.MILESTONE else dice.randint(15, 60)
                made = make.target(of, place, goal, due, baseline=base, document=dice.choice(papers))
                _revise(dice, made, goal, papers)


def _revise(dice: random.Random, target: Target, goal: int, papers: list[Document]) -> None:
    since = date(2021, 6, 1)
    terms = {name: getattr(target, name) for name in Target.TERMS}
    for version in range(2, dice.choice([2, 3, 4])):
        since += timedelta(days=dice.randrange(1, 700))
        terms["value"] = Decimal(max(1, goal - version))
        TargetRevision.objects.create(
            target=target, version=version, reason="Hạ", document=papers[1], effective_on=since, **terms
        )
    Target.objects.filter(pk=target.pk).update(value=terms["value"])


def shown_figures(readings) -> dict[tuple, Value]:
    """What a page shows of a series, by the stored period."""
    return {
        (each.figure.year, each.figure.quarter): Value(each.publication.value, each.publication.version)
        for each in readings
    }


def test_the_page_of_a_province(archive, days):
    for day in days:
        for place in Province.objects.filter(targets__isnull=False).distinct():
            found = overview(place, on=day)
            stands = {each.pk: Stand(each.terms.value, each.horizon, each.status) for each in found.standings}
            assert (day, place.slug, stands) == (day, place.slug, archive.stands(day, place.pk))
            if day < timezone.localdate():
                series = {of: shown_figures(each) for (_place, of), each in found.series.items()}
                assert (day, place.slug, series) == (day, place.slug, archive.series(day, place.pk))


def test_the_first_page_and_the_list_of_provinces(archive, days):
    places = list(Province.objects.filter(targets__isnull=False).distinct())
    for day in days:
        expected = {each.pk: archive.counts(day, each.pk) for each in places}
        shown, _latest = overviews(places, on=day, news_of=places)
        assert {each.province.pk: Counter(one.status for one in each.all_judged) for each in shown} == expected
        assert statuses_on(places, day) == {pk: count for pk, count in expected.items() if count}


def test_the_chart_and_the_table_beside_it(archive, days):
    pairs = Target.objects.exclude(province=None).values_list("province__slug", "indicator__code").distinct().order_by()
    for day in days[::4]:
        for slug, code in sorted(pairs)[::5]:
            page = series_page(find_series(slug, code, on=day), on=day)
            figures = archive.series(day, page.province.pk).get(page.indicator.pk, {})
            assert (day, slug, code, shown_figures([*page.readings, *page.undated])) == (day, slug, code, figures)
            stands = archive.stands(day, page.province.pk)
            for each in [*page.standings, *page.others]:
                assert (day, each.pk, each.status) == (day, each.pk, stands[each.pk].status)


def test_the_ranking_of_an_indicator(archive, days):
    rank = Indicator.objects.get(code="dti-rank")
    for day in days[1::3]:
        rows = [row for row in archive.newest(day) if row["figure__indicator_id"] == rank.pk]
        expected: dict[tuple, Decimal] = {
            (row["figure__year"], row["figure__province_id"]): row["value"]
            for row in rows
            if row["figure__province_id"] and row["figure__unit_id"] is None and row["figure__year"]
        }
        found = {
            (year, place): each.value
            for year in sorted({year for year, _place in expected})
            for place, each in figures_of(rank, make.Period(year), day).of_period.items()
        }
        assert (day, found) == (day, expected)
        newest = {}
        for (year, place), value in sorted(expected.items()):
            if value is not None:
                newest[place] = year, value
        shown = {
            place: (each.period.year, each.value) for (place, _code), each in newest_values({"dti-rank"}, day).items()
        }
        assert (day, shown) == (day, newest)


def test_the_catalogue_and_the_documents(archive, days):
    for day in days:
        rows = [row for row in archive.newest(day) if row["figure__unit_id"] is None]
        held = {
            (row["figure__indicator_id"], row["figure__province_id"])
            for row in rows
            if row["figure__province__is_illustration"] is False and (row["value"] is not None or row["rank"])
        }
        assert {each.indicator.pk: each.provinces for each in catalogue(day) if each.provinces} == Counter(
            of for of, _place in held
        )
        known = [each["id"] for each in archive.documents if each["issued_on"] is None or each["issued_on"] <= day]
        assert sorted(each.pk for each in documents_on(day)) == sorted(known)
        sets = Counter(each["document"] for each in archive.in_force(day) if each["kind"] == "target")
        assert targets_per_document(day) == sets


def test_the_figures_of_a_document(archive, days):
    for day in days:
        read = {
            (row["source"], row["figure"])
            for row in archive.publications
            if row["source"] and row["figure__unit_id"] is None and public_since(row) <= day
        }
        assert figures_per_document(day) == Counter(source for source, _figure in read)
