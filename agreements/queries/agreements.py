"""Agreements, as questions to the database."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agreements.enums import TermStep
from agreements.models import Agreement, Event, Programme, Task, TermChange
from agreements.queries.bodies import Node, bodies_of_agreement, bodies_of_province
from agreements.queries.chain import Link, links_of, served_by, tasks_with_served
from agreements.queries.log import Log, log_of_agreement, log_of_province
from agreements.queries.programmes import Content, contents_of
from agreements.queries.rows import known_by
from dtracker.formats.bilingual import bilingual
from dtracker.formats.text import search_key
from dtracker.places.models import Province, ProvinceName
from indicators.enums import Origin
from indicators.models import Target
from indicators.queries.judging import Standing, worst_first
from indicators.queries.standings import standings_of, targets_on

Goal = Agreement.goals.through


@dataclass(frozen=True)
class OutsideDate:
    """When an outside source dates the agreement that its own source leaves undated."""

    on: date
    text_vi: str
    text_en: str

    text = bilingual("text")


@dataclass(frozen=True)
class Listed:
    """One agreement with what its line on the page of its province says."""

    agreement: Agreement
    programmes: int
    goals: int
    outside_date: OutsideDate | None


@dataclass(frozen=True)
class Register(Listed):
    """The same with its province: `place` under the name it had on the day of signing, `place_now` on the day shown."""

    place: str
    place_now: str


@dataclass(frozen=True)
class Wanted:
    """What a list of agreements is narrowed to; empty values narrow nothing."""

    q: str = ""
    province: str = ""
    partner: str = ""
    status: str = ""

    def fits(self, found: Register) -> bool:
        agreement = found.agreement
        named = (
            (self.province, agreement.province.slug),
            (self.partner, agreement.partner.code),
            (self.status, agreement.status),
        )
        return search_key(self.q) in agreement.search_key and all(wanted in ("", value) for wanted, value in named)


@dataclass(frozen=True)
class AgreementPage:
    """Everything the page of an agreement shows. Goals are worst first; `tasks` are for members only.

    `links`: what its programmes and tasks serve in the province, and its goals.
    """

    registered: Register
    goals: Sequence[Standing]
    links: Sequence[Link]
    contents: Sequence[Content]
    bodies: Sequence[Node]
    tasks: Sequence[Task]
    log: Log

    @property
    def agreement(self) -> Agreement:
        return self.registered.agreement


@dataclass(frozen=True)
class ProvincePart:
    """What the page of a province shows of its agreements and of the work under them."""

    agreements: Sequence[Listed]
    bodies: Sequence[Node]
    log: Log

    @property
    def is_empty(self) -> bool:
        log = self.log
        logged = log.commitments or log.obstacles or log.recommendations or log.events
        return not (self.agreements or self.bodies or logged)


def registered(on: date) -> list[Register]:
    """All agreements signed by the day, in official order of their provinces. One read."""
    return [_register(each) for each in _described(on).filter(known_by("signed_on", on))]


def agreement_page(code: str, on: date, *, on_slide: bool = False) -> AgreementPage | None:
    """The agreement at an address with its goals as of the day. Six reads, whatever the number of rows; two more where
    goals are judged anew, and two fewer without its bodies and log (`on_slide`).
    """
    found = _described(on).filter(code=code).first()
    if found is None:
        return None
    contents, tasks = contents_of(found), tasks_with_served(found, on)
    judged = goals_and_served(found, served_by(contents, tasks), on)
    return AgreementPage(
        registered=_register(found),
        goals=[each for each in judged if each.target.is_goal],
        links=links_of(contents, tasks, judged),
        contents=contents,
        bodies=[] if on_slide else bodies_of_agreement(found, on),
        tasks=tasks,
        log=Log([]) if on_slide else log_of_agreement(found, on),
    )


def of_province(province: Province, on: date) -> ProvincePart:
    """Agreements, bodies, and what was promised, hindered, advised and done in the province. Three reads."""
    return ProvincePart(
        agreements=[
            Listed(each, *_contents(each)) for each in _listed(on).filter(known_by("signed_on", on), province=province)
        ],
        bodies=bodies_of_province(province, on),
        log=log_of_province(province, on),
    )


def goals_of(agreements: Iterable[Agreement], on: date) -> dict[int, list[Standing]]:
    """The goals of each agreement (by its key) as of the day, worst first. Two reads; four where any is judged anew."""
    agreements = list(agreements)
    links = list(Goal.objects.filter(agreement__in=agreements).values_list("agreement_id", "target_id"))
    standings = standings_of(_tracks(agreements, on), on=on, whole=True) if links else []
    judged = {each.target.pk: each for each in standings}
    found: dict[int, list[Standing]] = defaultdict(list)
    for agreement, target in links:
        if target in judged:
            found[agreement].append(judged[target])
    return {agreement: worst_first(goals) for agreement, goals in found.items()}


def goals_and_served(agreement: Agreement, served: Collection[int], on: date) -> list[Standing]:
    """The goals (`target.is_goal`) and what else the province is to reach of these indicators, worst first.

    One read; three where any is judged anew.
    """
    is_goal = Exists(Goal.objects.filter(agreement=agreement, target=OuterRef("pk")))
    wanted = Q(pk__in=_tracks([agreement], on).order_by().values("pk"))
    wanted |= Q(indicator__in=served, province=agreement.province_id)
    judged = standings_of(targets_on(on).filter(wanted).annotate(is_goal=is_goal), on=on, whole=True)
    return worst_first(each for each in judged if each.target.is_goal or each.indicator_id in served)


def _tracks(agreements: Sequence[Agreement], on: date) -> QuerySet[Target]:
    """The goals with all targets of the same documents: the targets of a track are judged together."""
    goals = Target.objects.filter(agreements__in=agreements)
    provinces = {each.province_id for each in agreements}
    return targets_on(on).filter(
        Q(pk__in=goals.values("pk")) | Q(document__in=goals.values("document"), province__in=provinces)
    )


LISTED = (
    "code", "signed_on", "signed_mode_vi", "signed_mode_en", "starts_year", "ends_year", "source__origin",
    "partner__name_vi", "partner__name_en",
)  # fmt: skip


def _listed(on: date) -> QuerySet[Agreement]:
    return _counted(on).select_related("partner", "source").only(*LISTED)


def _described(on: date) -> QuerySet[Agreement]:
    names = ProvinceName.objects.filter(province=OuterRef("province")).order_by("-valid_from")
    then, now = names.filter(valid_from__lte=OuterRef("signed_on")), names.filter(valid_from__lte=on)
    ended = TermChange.objects.filter(known_by("on", on), agreement=OuterRef("pk"), step=TermStep.ENDED)
    return (
        _counted(on)
        .select_related("province__successor", "partner", "document", "source")
        .annotate(**_named("then", then), **_named("now", now), ended_on=Subquery(ended.values("on")[:1]))
    )


def _counted(on: date) -> QuerySet[Agreement]:
    known = Q(target__document__issued_on=None) | Q(target__document__issued_on__lte=on)
    outside = Event.objects.filter(agreement=OuterRef("pk"), source__origin=Origin.OUTSIDE, on__isnull=False).order_by(
        "on", "pk"
    )
    terms = TermChange.objects.filter(known_by("on", on), agreement=OuterRef("pk"))
    return Agreement.objects.annotate(
        programme_count=_count(Programme.objects.filter(agreement=OuterRef("pk"))),
        goal_count=_count(Goal.objects.filter(known, agreement=OuterRef("pk"))),
        **{f"outside_{name}": Subquery(outside.values(name)[:1]) for name in ("on", "date_text_vi", "date_text_en")},
        extended_to=Subquery(terms.order_by("-until_year").values("until_year").exclude(until_year=None)[:1]),
    ).order_by("province__sort_order", "province", "signed_on", "pk")


NAME = ("name_vi", "name_en", "kind")


def _named(prefix: str, names: QuerySet) -> dict[str, Subquery]:
    return {f"{prefix}_{name}": Subquery(names.values(name)[:1]) for name in NAME}


def _count(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("agreement").annotate(count=Count("pk")).values("count")), 0)


def _register(agreement: Agreement) -> Register:
    return Register(agreement, *_contents(agreement), _place(agreement, "then"), _place(agreement, "now"))


def _contents(agreement: Agreement) -> tuple[int, int, OutsideDate | None]:
    outside = None
    if agreement.outside_on and agreement.signed_on is None:
        texts = agreement.outside_date_text_vi, agreement.outside_date_text_en
        outside = OutsideDate(agreement.outside_on, *texts)
    return agreement.programme_count, agreement.goal_count, outside


def _place(agreement: Agreement, prefix: str) -> str:
    names = {name: getattr(agreement, f"{prefix}_{name}") for name in NAME}
    return agreement.province.full_name if names["name_vi"] is None else Province(**names).full_name
