"""Agreements and the people in them in words."""

from datetime import date

from django.utils.translation import gettext as _

from agreements.enums import AgreementStatus, TermStep
from agreements.models import Agreement, BodyMember
from agreements.queries.agreements import Listed, Register
from dtracker.formats.dates import format_date
from indicators.enums import Origin


def parties_words(found: Register) -> str:
    """ "Tỉnh Hải Dương – Tập đoàn FPT", the province under its name on the day of signing."""
    return f"{found.place} – {found.agreement.partner.name}"


def undated_words(agreement: Agreement) -> str:
    """Why there is no day of signing."""
    if agreement.origin == Origin.ARTICLE:
        return _("the source article gives no date")
    return _("no date is given")


def signed_words(found: Listed) -> str:
    """How and when it was signed; where its source gives no day, that, and the day an outside source gives."""
    agreement = found.agreement
    if agreement.signed_on is None:
        parts = [agreement.signed_mode, undated_words(agreement), outside_words(found)]
        return "; ".join(part for part in parts if part)
    day = format_date(agreement.signed_on)
    if agreement.signed_mode:
        return _("%(mode)s on %(day)s") % {"mode": agreement.signed_mode, "day": day}
    return _("signed on %(day)s") % {"day": day}


def outside_words(found: Listed) -> str:
    """The day an outside source gives for what its own source leaves undated; "" where there is none."""
    if found.outside_date is None:
        return ""
    day = found.outside_date.text or format_date(found.outside_date.on)
    return _("another source: %(day)s") % {"day": day}


def term_words(agreement: Agreement) -> str:
    """ "2021–2025, extended to 2027"; "" where no term is stated."""
    signed = _signed_term(agreement)
    if not agreement.extended_to:
        return signed
    if not signed:
        return _("extended to %(year)s") % {"year": agreement.extended_to}
    return _("%(term)s, extended to %(year)s") % {"term": signed, "year": agreement.extended_to}


def _signed_term(agreement: Agreement) -> str:
    if agreement.starts_year and agreement.ends_year:
        return f"{agreement.starts_year}–{agreement.ends_year}"
    if agreement.starts_year:
        return _("from %(year)s") % {"year": agreement.starts_year}
    return _("until %(year)s") % {"year": agreement.ends_year} if agreement.ends_year else ""


def state_words(agreement: Agreement, on: date) -> str:
    """What has to be said of an agreement that is not simply in force on the day; "" where nothing has to be."""
    if agreement.ended_on:
        words = _("ended on %(day)s") if agreement.ended_on <= on else _("ends on %(day)s")
        return words % {"day": format_date(agreement.ended_on)}
    if agreement.status != AgreementStatus.SIGNED:
        return agreement.get_status_display()
    if agreement.last_year and agreement.last_year < on.year:
        return _("term over since the end of %(year)s") % {"year": agreement.last_year}
    return ""


def change_words(step: str, year: str) -> str:
    """What happened to the term: "Term extended to 2027"."""
    if step == TermStep.EXTENDED:
        return _("Term extended to %(year)s") % {"year": year}
    return _("The agreement ends")


def member_words(member: BodyMember) -> str:
    """Who: "Phạm Xuân Thăng, Bí thư Tỉnh ủy"; the office alone where no person is named."""
    return ", ".join(part for part in (member.person, member.office) if part)


def since_words(since: date | None, until: date | None) -> str:
    """From when to when; "" where neither is known."""
    if since and until:
        return _("%(since)s to %(until)s") % {"since": format_date(since), "until": format_date(until)}
    if since:
        return _("since %(day)s") % {"day": format_date(since)}
    return _("until %(day)s") % {"day": format_date(until)} if until else ""
