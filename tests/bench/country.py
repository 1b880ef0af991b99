"""A generated country: 63 provinces, 40 indicators, 40 quarters (100,800 figures), two targets of each, all judged."""

import random
from datetime import date, timedelta
from decimal import Decimal

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (after Django is set up)
from django.utils import timezone  # noqa: E402

from dtracker.formats.quarters import Period  # noqa: E402
from indicators.enums import Comparator, FigureStatus  # noqa: E402
from indicators.models import Figure, Publication, Target, TargetRevision  # noqa: E402
from tests import cast, make  # noqa: E402

PROVINCES, INDICATORS, QUARTERS = 63, 40, 40
BATCH = 5000
DUE = (Period(2025, 4), Period(2030, 4))
dice = random.Random(7)


def main() -> None:
    call_command("migrate", verbosity=0)
    last = Period.of(timezone.localdate() - timedelta(days=60), yearly=False)
    periods = [last.shift(-back) for back in reversed(range(QUARTERS))]
    places = [cast.province("hai-duong", "Hải Dương", code="30")]
    places += [cast.province(f"tinh-{n:02}", f"Tỉnh Số {n:02}", code=f"{n:02}") for n in range(2, PROVINCES + 1)]
    measured = [make.indicator(f"share-{n:02}", name_vi=f"Tỷ lệ số {n:02}", decimals=2) for n in range(INDICATORS)]
    targets = Target.objects.bulk_create(_targets(places, measured), batch_size=BATCH)
    TargetRevision.objects.bulk_create([_as_first_set(each) for each in targets], batch_size=BATCH)
    figures = Figure.objects.bulk_create(_figures(places, measured, periods), batch_size=BATCH)
    Publication.objects.bulk_create([_published(each) for each in figures], batch_size=BATCH)
    call_command("snapshot", verbosity=0)


def _targets(places, measured) -> list[Target]:
    paper = make.document("nghi-quyet", issued_on=date(2020, 1, 1))
    return [
        Target(
            code=f"{place.slug}-{of.code}-{due}",
            indicator=of,
            province=place,
            document=paper,
            comparator=Comparator.AT_LEAST,
            value=Decimal(60 + 15 * number),
            due_year=due.year,
            due_quarter=due.quarter,
            baseline_value=Decimal(10),
            baseline_year=2019,
            baseline_quarter=4,
        )
        for place in places
        for of in measured
        for number, due in enumerate(DUE)
    ]


def _as_first_set(target: Target) -> TargetRevision:
    terms = {name: getattr(target, name) for name in Target.TERMS}
    return TargetRevision(target=target, version=1, document=target.document, **terms)


def _figures(places, measured, periods: list[Period]) -> list[Figure]:
    return [
        Figure(
            indicator=of,
            province=place,
            year=period.year,
            quarter=period.quarter,
            value=value,
            status=FigureStatus.PUBLISHED,
        )
        for place in places
        for of in measured
        for period, value in zip(periods, _way(len(periods)), strict=True)
    ]


def _way(length: int) -> list[Decimal]:
    """Values that mostly grow, each series at its own pace."""
    pace, value, found = dice.uniform(-0.3, 2), 10.0, []
    for _step in range(length):
        value = min(100.0, max(0.0, value + pace + dice.uniform(-1, 1)))
        found.append(Decimal(f"{value:.2f}"))
    return found


def _published(figure: Figure) -> Publication:
    day = Period(figure.year, figure.quarter).end + timedelta(days=20)
    return Publication(figure=figure, version=1, value=figure.value, public_on=day)


if __name__ == "__main__":
    main()
