"""`manage.py open_rounds 2026-Q4`: the reporting round of a period, as far as it is not there yet."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dtracker.formats.dates import format_date
from dtracker.formats.quarters import Period, PeriodError, parse_period
from dtracker.places.models import OrgUnit, Province, UnitKind
from indicators.actions.refusals import NotInPeriod
from indicators.actions.rounds import open_rounds
from indicators.enums import RoundRule
from indicators.models import Indicator, ReportingRound
from indicators.queries.asked import Respondent
from indicators.queries.unasked import asked_for_nothing
from indicators.rounds import DUE_DAYS

LONGEST = 366
"""Days to report in; more is a slip of the keyboard."""


class Command(BaseCommand):
    help = "Opens the reporting round of a period. A round that is there stays as it is."

    def add_arguments(self, parser) -> None:
        parser.add_argument("period", help="2026-Q4, or 2026 for a whole year")
        parser.add_argument("--rule", choices=RoundRule.values, default=RoundRule.CALENDAR.value)
        parser.add_argument("--province", action="append", metavar="SLUG", help="for this province only; repeatable")
        parser.add_argument("--unit", action="append", metavar="CODE", help="for this unit only; repeatable")
        parser.add_argument(
            "--units", choices=UnitKind.values, help="for every unit of this kind, of the provinces named or of all"
        )
        parser.add_argument("--also", action="append", metavar="CODE", help="also ask for this indicator; repeatable")
        parser.add_argument(
            "--due-days", type=int, default=DUE_DAYS, help="days from the end of the data to the due date"
        )

    def handle(self, *args, **options) -> None:
        if not 1 <= options["due_days"] <= LONGEST:
            raise CommandError(_("The days to the due date are 1 to %(most)s.") % {"most": LONGEST})
        try:
            period = read_period(options["period"])
            done = open_rounds(
                period=period,
                rule=RoundRule(options["rule"]),
                whose=respondents_of(options["province"], options["unit"], options["units"], period),
                also=named(Indicator, "code", options["also"], UNKNOWN_INDICATOR),
                due_days=options["due_days"],
            )
        except NotInPeriod as refusal:
            raise CommandError(str(refusal)) from refusal
        for made in done.made:
            self.stdout.write(_("Opened: %(round)s") % {"round": words(made)})
        for kept in done.kept:
            self.stdout.write(_("There already, unchanged: %(round)s") % {"round": words(kept)})
        if idle := asked_for_nothing([*done.made, *done.kept]):
            names = ", ".join(each.title for each in idle)
            self.stdout.write(
                _("Asked for nothing, having neither a target nor a published series: %(names)s") % {"names": names}
            )


def read_period(text: str) -> Period:
    """The period as a person types it; CommandError with the sentence that says what would be right."""
    try:
        return parse_period(text)
    except PeriodError as error:
        raise CommandError(str(error.sentence)) from error


def respondents_of(slugs, codes, kind: str | None, period: Period) -> list[Respondent] | None:
    """Whom the round is for; None (the common round) when nobody is named. CommandError names what is unknown.

    Of a kind of units those that existed in the period: who has ended is left out, not refused.
    """
    provinces = named(Province, "slug", slugs, UNKNOWN_PROVINCE)
    units = named(OrgUnit, "code", codes, UNKNOWN_UNIT)
    if kind:
        scope = {"province__in": provinces} if provinces else {"province__is_illustration": False}
        of_kind = OrgUnit.objects.filter(kind=kind, **scope).select_related("province")
        found = [Respondent(each.province, each) for each in of_kind]
        found = [each for each in found if each.existed_in(period)]
        if not found:
            raise CommandError(_("There is no unit of this kind in the period."))
        return found + [Respondent(each.province, each) for each in units if each.kind != kind]
    found = [Respondent(each) for each in provinces] + [Respondent(each.province, each) for each in units]
    return found or None


UNKNOWN_PROVINCE = gettext_lazy("There is no province called %(names)s.")
UNKNOWN_UNIT = gettext_lazy("There is no unit called %(names)s.")
UNKNOWN_INDICATOR = gettext_lazy("There is no indicator called %(names)s.")


def named(model, field: str, names: list[str] | None, unknown) -> list:
    """The rows named; CommandError names those that are not there."""
    rows = model.objects.filter(**{f"{field}__in": names or ()})
    found = {getattr(each, field): each for each in rows}
    if missing := [name for name in names or () if name not in found]:
        raise CommandError(unknown % {"names": ", ".join(missing)})
    return list(found.values())


def words(found: ReportingRound) -> str:
    """One round in words, with its days."""
    return _("%(period)s, %(place)s: data %(first)s–%(last)s, opens %(opens)s, due %(due)s") % {
        "period": found.period.label(),
        "place": _place(found),
        "first": format_date(found.data_from),
        "last": format_date(found.data_to),
        "opens": format_date(found.opens_on),
        "due": format_date(found.due_on),
    }


def _place(found: ReportingRound) -> str:
    if found.province is None:
        return _("all provinces")
    return Respondent(found.province, found.unit).title
