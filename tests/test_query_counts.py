"""What each page costs the database: one number, whatever the number of provinces and indicators.

The numbers are written out, so that a page that becomes dearer is a line in a review. None is above 12, the two
reads (session, person with memberships) that tell who is signed in, or the one that tells a visitor which version
this is, included.
"""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.enums import BodyKind, BodyScope
from agreements.models import Agreement, Body, BodyMember, Obstacle, Partner, Programme, ProgrammeItem, Task
from dtracker.accounts.models import User
from dtracker.places.models import Province
from indicators.actions.snapshots import rebuild
from indicators.enums import FigureStatus, Shape
from indicators.models import Evidence, Figure, IndexMethod, Indicator, Snapshot
from tests import cast, make, scoring_rows

pytestmark = pytest.mark.django_db

LIMIT = 12
FEW, MANY = (2, 3), (4, 5)
COUNTS = {
    ("visitor", "/"): 9,
    ("lan", "/"): 11,
    ("minh", "/"): 11,
    ("visitor", "/?present=1"): 9,
    ("visitor", "/?present=1&as_of=2024-12-31"): 8,
    ("visitor", "/changes/?present=1&as_of=2024-12-31"): 12,
    ("visitor", "/provinces/tinh-2/?present=1&as_of=2024-12-31"): 12,
    ("lan", "/provinces/tinh-2/?present=1&as_of=2024-12-31"): 9,
    ("visitor", "/provinces/hai-duong/indicators/share-1/?present=1&as_of=2024-12-31"): 12,
    ("lan", "/provinces/tinh-2/indicators/share-1/?present=1&as_of=2024-12-31"): 12,
    ("visitor", "/indicators/dti-rank/?present=1&as_of=2024-12-31"): 11,
    ("visitor", "/agreements/fpt-1/?present=1&as_of=2024-12-31"): 12,
    ("lan", "/agreements/?as_of=2024-12-31"): 8,
    ("lan", "/provinces/?as_of=2024-12-31"): 10,
    ("lan", "/?present=1"): 6,
    ("visitor", "/?as_of=2024-12-31"): 9,
    ("lan", "/?as_of=2024-12-31"): 9,
    ("visitor", "/changes/"): 7,
    ("lan", "/changes/"): 7,
    ("visitor", "/changes/card/?province=hai-duong"): 7,
    ("visitor", "/provinces/"): 6,
    ("visitor", "/provinces/hai-duong/"): 10,
    ("lan", "/provinces/hai-duong/"): 12,
    ("visitor", "/provinces/hai-duong/?as_of=2024-12-31"): 10,
    ("lan", "/provinces/hai-duong/?as_of=2024-12-31"): 11,
    ("visitor", "/provinces/hai-duong/targets.xlsx"): 7,
    ("lan", "/provinces/hai-duong/targets.docx?as_of=2024-12-31"): 9,
    ("lan", "/provinces/hai-duong/targets.docx"): 9,
    ("visitor", "/api/v1/provinces/hai-duong/targets/"): 8,
    ("visitor", "/indicators/"): 3,
    ("visitor", "/indicators/share-1/"): 8,
    ("lan", "/indicators/dti-rank/"): 9,
    ("visitor", "/indicators/dti-rank/"): 8,
    ("visitor", "/provinces/hai-duong/indicators/share-1/"): 9,
    ("lan", "/provinces/hai-duong/indicators/share-1/"): 12,
    ("visitor", "/provinces/hai-duong/indicators/dti-rank/"): 9,
    ("lan", "/provinces/hai-duong/indicators/share-1/?as_of=2024-12-31"): 12,
    ("lan", "/indicators/share-1/?as_of=2024-12-31"): 10,
    ("visitor", "/agreements/fpt-1/?as_of=2024-12-31"): 11,
    ("visitor", "/compare/?provinces=hai-duong,tinh-2"): 6,
    ("lan", "/compare/?provinces=hai-duong,tinh-2&indicator=dti-rank"): 7,
    ("visitor", "/provinces/hai-duong/lineage/"): 3,
    ("visitor", "/provinces/hai-duong/units/"): 4,
    ("visitor", "/provinces/hai-duong/units/unit-1/"): 5,
    ("lan", "/provinces/hai-duong/units/unit-1/"): 6,
    ("visitor", "/workbench/dti/?province=hai-duong"): 7,
    ("lan", "/workbench/dti/?province=hai-duong"): 8,
    ("visitor", "/agreements/"): 4,
    ("visitor", "/agreements/fpt-1/"): 7,
    ("lan", "/agreements/fpt-1/"): 8,
    ("visitor", "/indicators/share-1/serving/"): 4,
    ("lan", "/gaps/"): 7,
    ("hoa", "/gaps/"): 7,
    ("visitor", "/log/"): 5,
    ("lan", "/log/obstacle/o-hai-duong-2/"): 4,
    ("visitor", "/bodies/"): 4,
    ("lan", "/bodies/?as_of=2024-12-31"): 7,
    ("lan", "/provinces/hai-duong/indicators/share-1/serving/?part=1"): 6,
    ("lan", "/tasks/"): 8,
    ("lan", "/tasks/board/"): 6,
    ("lan", "/tasks/timeline/"): 7,
    ("lan", "/tasks/?as_of=2024-12-31"): 9,
    ("lan", "/tasks/board/?as_of=2024-12-31"): 9,
    ("lan", "/tasks/timeline/?as_of=2024-12-31"): 7,
    ("visitor", "/documents/"): 5,
    ("visitor", "/documents/nghi-quyet/"): 10,
    ("lan", "/documents/nghi-quyet/"): 11,
    ("lan", "/explanations/"): 5,
    ("visitor", "/search/?q=hai"): 5,
    ("visitor", "/search/?q=ty+le"): 5,
    ("visitor", "/method/"): 1,
    ("lan", "/entry/"): 10,
    ("lan", "/entry/hai-duong/2025-Q1/"): 10,
    ("lan", "/timeliness/"): 9,
    ("hoa", "/timeliness/"): 9,
    ("minh", "/review/"): 3,
    ("minh", "/review/hai-duong/2025-Q1/"): 8,
    ("visitor", "/index/"): 4,
    ("lan", "/index/"): 7,
    ("minh", "/index/"): 7,
    ("minh", "/index/cds-hd/open/"): 8,
    ("visitor", "/index/cds-hd/2023/"): 5,
    ("visitor", "/index/cds-hd/2023/results.xlsx"): 5,
    ("minh", "/index/cds-hd/2023/units/unit-1/"): 6,
    ("lan", "/index/cds-hd/2024/score/unit-1/"): 11,
    ("minh", "/index/cds-hd/2024/assess/"): 11,
    ("minh", "/index/cds-hd/2024/assess/unit-1/"): 11,
}

JUDGED_ANEW = {
    ("visitor", "/"): 9,
    ("lan", "/"): 12,
    ("minh", "/"): 12,
    ("hoa", "/"): 12,
    ("visitor", "/provinces/"): 9,
    ("lan", "/provinces/hai-duong/"): 11,
    ("visitor", "/agreements/"): 6,
    ("lan", "/agreements/fpt-1/"): 10,
    ("lan", "/provinces/hai-duong/indicators/share-1/"): 12,
    ("lan", "/indicators/share-1/"): 10,
    ("visitor", "/?present=1"): 8,
    ("visitor", "/changes/?present=1"): 11,
    ("visitor", "/provinces/tinh-2/?present=1"): 11,
    ("lan", "/provinces/tinh-2/indicators/share-1/?present=1"): 11,
    ("visitor", "/provinces/hai-duong/indicators/share-1/?present=1"): 11,
    ("visitor", "/indicators/dti-rank/?present=1"): 11,
    ("hoa", "/indicators/dti-rank/?present=1"): 12,
    ("lan", "/indicators/dti-rank/?present=1&as_of=2024-12-31"): 12,
    ("lan", "/agreements/fpt-1/?present=1"): 12,
    ("visitor", "/agreements/fpt-1/?present=1"): 12,
}
"""The same before the nightly command has kept how the targets stand today."""


@pytest.fixture(params=[FEW, MANY], ids=["few", "many"])
def people(request) -> dict[str, Client]:
    """Hải Dương and other provinces, each with every indicator, a target and figures for each."""
    provinces, indicators = request.param
    places = [
        cast.hai_duong(),
        *(cast.province(f"tinh-{n}", f"Tỉnh {n}", code=f"{n:02}") for n in range(2, provinces + 1)),
    ]
    measured = [make.indicator(f"share-{n}", name_vi=f"Tỷ lệ {n}") for n in range(1, indicators)]
    measured.append(make.rank_indicator())
    for place in places:
        for each in measured:
            _followed(each, place)
        _agreement(place, measured, programmes=indicators)
    _units(places[0], measured)
    _scored(places[0])
    make.open_round("2025-Q1")
    _index(places, parts=indicators)
    minh = cast.minh(places[0])
    for each in places[0].targets.all():
        make.explanation(each, minh)
    rebuild(timezone.localdate())
    return {"visitor": client_of(None)} | {
        each.username: client_of(each) for each in (cast.lan(places[0]), minh, cast.hoa())
    }


def client_of(person: User | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def _followed(of: Indicator, place: Province) -> None:
    if of.is_rank:
        make.target(of, place, 15, "2025")
        make.published(of, place, "2023", place.pk % 63 + 1)
        return
    if int(of.code.removeprefix("share-")) % 2:  # the others are shown as figures without a target
        make.target(of, place, 90, "2030-Q4", baseline="20@2020-Q4")
    for period, value in (("2024-Q3", 40), ("2024-Q4", 45)):
        proof = make.published(of, place, period, value).figure
        Evidence.objects.create(figure=proof, url="https://example.vn/")
    Figure.objects.create(indicator=of, province=place, year=2025, quarter=1, value=50, status=FigureStatus.DRAFT)


def _units(place: Province, measured: list[Indicator]) -> None:
    """As many units as indicators, each with a figure for each of them."""
    for number in range(1, len(measured) + 1):
        unit = make.unit(place, f"unit-{number}")
        for each in measured:
            make.published(each, place, "2024" if each.is_rank else "2024-Q4", 7, unit=unit)


def _scored(place: Province) -> None:
    """Every unit in the results of an index, and submitted in a round at work."""
    found = scoring_rows.scoring(place, units=0, year=2023)
    found.units.extend(place.units.all())
    scoring_rows.publication(found, **{f"u{number}": "90.5" for number in range(len(found.units))})
    working = scoring_rows.later(found, 2024)
    for unit in found.units:
        scoring_rows.fill(working, unit.code, scoring_rows.FULL, state="submitted", assessed=False)


def _index(places: list[Province], *, parts: int) -> None:
    """The DTI of 2022 with its components in every province, for the workbench."""
    scores = {"shape": Shape.SCORE, "frequency": "year", "maximum": 1, "decimals": 4, "is_reported": False}
    index = make.indicator("dti-value", **scores)
    method = IndexMethod.objects.create(code="dti-922", indicator=index, from_year=2021, is_complete=True)
    for number in range(1, parts + 1):
        part = make.indicator(f"part-{number}", parent=index, **scores)
        method.weights.create(component=part, weight="0.05", order=number)
        for place in places:
            make.published(part, place, "2022", "0.5")
    for place in places:
        make.published(index, place, "2022", "0.5")


def _agreement(place: Province, measured: list[Indicator], *, programmes: int) -> None:
    partner = Partner.objects.create(code=f"partner-{place.pk}", name_vi="FPT")
    code = "fpt-1" if place.slug == "hai-duong" else f"fpt-{place.slug}"
    agreement = Agreement.objects.create(
        code=code, title_vi="Thỏa thuận", province=place, partner=partner, signed_on=date(2021, 3, 26)
    )
    agreement.goals.set(place.targets.all())
    board = Body.objects.create(
        code=f"ban-{place.pk}",
        province=place,
        agreement=agreement,
        name_vi="Ban",
        kind=BodyKind.EXECUTIVE_BOARD,
        scope=BodyScope.AGREEMENT,
    )
    for number in range(1, programmes + 1):
        code = f"{place.slug}-{number}"
        programme = Programme.objects.create(
            agreement=agreement, code=f"p-{code}", order=number, title_vi="Chính quyền số"
        )
        programme.indicators.set(measured[:2])
        ProgrammeItem.objects.create(programme=programme, code=f"i-{code}", order=1, text_vi="Nền tảng")
        BodyMember.objects.create(body=board, person=f"Người {number}", role_vi="Ủy viên")
        Obstacle.objects.create(code=f"o-{code}", province=place, agreement=agreement, text_vi="Thiếu nhân lực")
        task = Task.objects.create(
            code=f"t-{code}",
            province=place,
            agreement=agreement,
            programme=programme,
            body=board,
            work_vi="Số hóa",
            deadline=date(2024, 6, 30),
        )
        task.indicators.set(measured[:2])


def test_the_same_number_of_queries_for_few_and_many(people):
    assert {(who, path): _cost(people[who], path) for who, path in COUNTS} == COUNTS
    Snapshot.objects.all().delete()
    assert {(who, path): _cost(people[who], path) for who, path in JUDGED_ANEW} == JUDGED_ANEW


def _cost(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert (path, response.status_code) == (path, 200)
    return len(queries)


def test_no_page_costs_more_than_the_limit():
    every = [*COUNTS.items(), *JUDGED_ANEW.items()]
    assert [(page, cost) for page, cost in every if cost > LIMIT] == []
