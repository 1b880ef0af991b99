"""The list of agreements: one sortable table of real ones, one of illustration."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2.config import RequestConfig

from agreements.models import Agreement
from agreements.queries.agreements import Register
from agreements.tables.words import outside_words, state_words, term_words, undated_words
from dtracker.formats.dates import format_date
from dtracker.formats.text import sort_key
from dtracker.places.queries import known_end
from indicators.enums import WORST_FIRST, Origin, Status
from indicators.explain import status_words
from indicators.queries.judging import Standing

PAGE = 50


@dataclass(frozen=True)
class GoalCount:
    """How many goals of an agreement have a status; the chip says the number when it is above one."""

    status: Status
    label: str


@dataclass(frozen=True)
class Line:
    """One agreement in the list. `goal_counts` is filled for the lines of the page shown only."""

    agreement: Agreement
    title: str
    url: str
    place: str
    place_url: str
    until: str
    partner: str
    signed: str
    outside: str
    term: str
    programmes: int
    goals: int
    origin: Origin
    state: str
    place_key: tuple
    partner_key: str
    title_key: str
    signed_key: date
    term_key: tuple
    goal_counts: list[GoalCount] = field(default_factory=list)


def line_of(found: Register, on: date) -> Line:
    agreement = found.agreement
    province, partner = agreement.province, agreement.partner
    signed, until = agreement.signed_on, known_end(province, on)
    return Line(
        agreement=agreement,
        title=agreement.title,
        url=agreement.get_absolute_url(),
        place=found.place,
        place_url=province.get_absolute_url(),
        until=_("until %(day)s") % {"day": format_date(until)} if until else "",
        partner=partner.name,
        signed=format_date(signed) if signed else undated_words(agreement),
        outside=outside_words(found),
        term=term_words(agreement),
        programmes=found.programmes,
        goals=found.goals,
        origin=Origin(agreement.origin),
        state=state_words(agreement, on),
        place_key=(sort_key(province.name), province.pk),
        partner_key=sort_key(partner.name),
        title_key=sort_key(agreement.title),
        signed_key=signed or (found.outside_date.on if found.outside_date else date.max),
        term_key=(agreement.starts_year or 9999, agreement.last_year or 9999),
    )


def cell(name: str) -> str:
    return f"agreements/cells/{name}.html"


def labelled(label) -> dict:
    """On a phone the head of the column stands before each cell."""
    return {"td": {"data-label": label}}


class AgreementTable(tables.Table):
    """Sorts by address; unknown dates and terms stand last. Every order ends with the key of the agreement."""

    title = tables.TemplateColumn(
        template_name=cell("title"), verbose_name=gettext_lazy("Agreement"), order_by=("title_key", "agreement__pk")
    )
    place = tables.TemplateColumn(
        template_name=cell("place"), verbose_name=gettext_lazy("Province"), order_by=("place_key", "agreement__pk")
    )
    partner = tables.Column(
        verbose_name=gettext_lazy("Partner"),
        attrs=labelled(gettext_lazy("Partner")),
        order_by=("partner_key", "agreement__pk"),
    )
    signed = tables.TemplateColumn(
        template_name=cell("signed"),
        verbose_name=gettext_lazy("Signed on"),
        attrs=labelled(gettext_lazy("Signed on")),
        order_by=("signed_key", "agreement__pk"),
    )
    term = tables.TemplateColumn(
        template_name=cell("term"),
        verbose_name=gettext_lazy("Term"),
        attrs=labelled(gettext_lazy("Term")),
        order_by=("term_key", "agreement__pk"),
    )
    programmes = tables.TemplateColumn(
        template_name=cell("programmes"),
        verbose_name=gettext_lazy("Programmes"),
        order_by=("programmes", "agreement__pk"),
        attrs={"th": {"class": "num"}, "td": {"class": "num", "data-label": gettext_lazy("Programmes")}},
    )
    goals = tables.TemplateColumn(
        template_name=cell("goals"),
        verbose_name=gettext_lazy("Goals"),
        attrs=labelled(gettext_lazy("Goals")),
        order_by=("goals", "agreement__pk"),
    )

    class Meta:
        attrs = {"class": "table table--agreements table--hover table--stack"}
        empty_text = gettext_lazy("No agreement fits.")

    @property
    def shown(self) -> list[Line]:
        return [row.record for row in self.paginated_rows]


@dataclass(frozen=True)
class Listing:
    """Real agreements, and apart from them those of illustration (None where there are none)."""

    real: AgreementTable
    illustration: AgreementTable | None
    count: int

    @property
    def shown(self) -> list[Agreement]:
        found = [self.real, *([self.illustration] if self.illustration else [])]
        return [line.agreement for table in found for line in table.shown]

    def show_goals(self, goals: Mapping[int, Sequence[Standing]]) -> None:
        """Fill in the statuses of the goals of the agreements shown."""
        for table in (self.real, self.illustration):
            for line in table.shown if table else ():
                line.goal_counts.extend(goal_counts(goals.get(line.agreement.pk, ())))


def listing(found: Iterable[Register], request, on: date) -> Listing:
    """Both tables as of the day, sorted and paged as the address says."""
    lines = [line_of(each, on) for each in found]
    real = AgreementTable([each for each in lines if not _is_made_up(each)])
    made_up = [each for each in lines if _is_made_up(each)]
    illustration = AgreementTable(made_up, prefix="m-") if made_up else None
    real.caption = _("Agreements")
    RequestConfig(request, paginate={"per_page": PAGE}).configure(real)
    if illustration:
        illustration.caption = _("Illustrative agreements")
        RequestConfig(request, paginate={"per_page": PAGE}).configure(illustration)
    return Listing(real, illustration, len(lines))


def goal_counts(goals: Iterable[Standing]) -> list[GoalCount]:
    """Worst first."""
    words: dict[Status, list[str]] = {status: [] for status in WORST_FIRST}
    for each in goals:
        words[each.verdict.status].append(status_words(each.verdict))
    return [GoalCount(status, _counted(status, said)) for status, said in words.items() if said]


def _counted(status: Status, words: list[str]) -> str:
    """The words of the goals where all agree, else of the status; with their number where there are several."""
    label = words[0] if len(set(words)) == 1 else str(status.label)
    if len(words) == 1:
        return label
    return _("%(status)s: %(count)s") % {"status": label, "count": len(words)}


def _is_made_up(line: Line) -> bool:
    return line.agreement.province.is_illustration
