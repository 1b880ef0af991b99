"""`manage.py open_rounds 2026-Q4`: the reporting round of a period, as far as it is not there yet."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from dtracker.formats.quarters import Period, PeriodError, parse_period
from dtracker.places.models import Province
from indicators.actions.refusals import NoSuchProvince
from indicators.actions.rounds import open_rounds
from indicators.enums import RoundRule
from indicators.models import ReportingRound
from indicators.rounds import DUE_DAYS

LONGEST = 366
"""Days to report in; more is a slip of the keyboard."""


class Command(BaseCommand):
    help = "Opens the reporting round of a period. A round that is there stays as it is."

    def add_arguments(self, parser) -> None:
        parser.add_argument("period", help="2026-Q4, or 2026 for a whole year")
        parser.add_argument("--rule", choices=RoundRule.values, default=RoundRule.CALENDAR.value)
        parser.add_argument("--province", action="append", metavar="SLUG", help="for this province only; repeatable")
        parser.add_argument(
            "--due-days", type=int, default=DUE_DAYS, help="days from the end of the data to the due date"
        )

    def handle(self, *args, **options) -> None:
        if not 1 <= options["due_days"] <= LONGEST:
            raise CommandError(_("The days to the due date are 1 to %(most)s.") % {"most": LONGEST})
        try:
            done = open_rounds(
                period=read_period(options["period"]),
                rule=RoundRule(options["rule"]),
                provinces=provinces_of(options["province"]),
                due_days=options["due_days"],
            )
        except NoSuchProvince as refusal:
            raise CommandError(str(refusal)) from refusal
        for made in done.made:
            self.stdout.write(_("Opened: %(round)s") % {"round": words(made)})
        for kept in done.kept:
            self.stdout.write(_("There already, unchanged: %(round)s") % {"round": words(kept)})


def read_period(text: str) -> Period:
    """The period as a person types it; CommandError with the sentence that says what would be right."""
    try:
        return parse_period(text)
    except PeriodError as error:
        raise CommandError(str(error.sentence)) from error


def provinces_of(slugs: list[str] | None) -> list[Province] | None:
    """The provinces named; None (the common round) when none is. CommandError names those that are unknown."""
    if not slugs:
        return None
    found = {each.slug: each for each in Province.objects.filter(slug__in=slugs)}
    if unknown := [slug for slug in slugs if slug not in found]:
        raise CommandError(_("There is no province called %(slugs)s.") % {"slugs": ", ".join(unknown)})
    return list(found.values())


def words(found: ReportingRound) -> str:
    """One round in words, with its days."""
    return _("%(period)s, %(place)s: data %(first)s–%(last)s, opens %(opens)s, due %(due)s") % {
        "period": found.period.label(),
        "place": found.province or _("all provinces"),
        "first": format_date(found.data_from),
        "last": format_date(found.data_to),
        "opens": format_date(found.opens_on),
        "due": format_date(found.due_on),
    }
