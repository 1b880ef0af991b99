"""The method of an index in words: its rules, the formulas of its criteria, its versions and corrections."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number, parse_number
from indicators.models import Criterion
from indicators.queries.scoring import Method
from indicators.queries.scoring_results import PublishedIndex
from indicators.scoring.enums import Formula, Rescale


def rule_words(method: Method) -> list[str]:
    """What the method says about the whole, as sentences."""
    row = method.row
    said = {"total": format_number(row.total), "decimals": row.decimals}
    sentences = [
        _("The total has at most %(total)s points, without bonus points.") % said,
        rescale_words(row.rescale) % said,
        ngettext(
            "Points are rounded to %(decimals)s decimal; sums add up what is shown.",
            "Points are rounded to %(decimals)s decimals; sums add up what is shown.",
            row.decimals,
        )
        % said,
    ]
    grades = [
        _("%(name)s from %(least)s points") % {"name": each.name, "least": format_number(each.least)}
        for each in row.grades.all()
    ]
    more = [outside_words(method), _("Grades: %(grades)s.") % {"grades": "; ".join(grades)} if grades else ""]
    return [*sentences, *filter(None, more)]


def outside_words(method: Method) -> str:
    """What becomes of bonus points and of those taken off where the rest is brought back; "" where there are none."""
    if method.row.rescale == Rescale.NONE or not any(each.is_outside for each in method.criteria):
        return ""
    return _("Bonus points and those taken off are added after that and never brought back.")


def rescale_words(rescale: str) -> str:
    """The sentence of the rule, with a place for the maximum."""
    if rescale == Rescale.WHOLE:
        return _("Criteria that a unit does not have are left out, and its total is brought back to %(total)s points.")
    if rescale == Rescale.GROUP:
        return _("Criteria that a unit does not have are left out, and each group is brought back to its own maximum.")
    return _("The points of criteria that a unit does not have are lost.")


def formula_words(criterion: Criterion) -> str:
    """How the value of a criterion becomes points, for those who score."""
    if criterion.weight == 1:
        return _formula(criterion)
    said = {"how": _formula(criterion), "weight": format_number(criterion.weight)}
    return _("%(how)s, multiplied by the weight %(weight)s") % said


def _formula(criterion: Criterion) -> str:
    said = {"maximum": format_number(criterion.maximum)}
    if criterion.formula == Formula.PROPORTIONAL:
        none, full = (_number(each) for each in criterion.parameters.split(";"))
        return _("in proportion: no points at %(none)s, all at %(full)s") % {"none": none, "full": full}
    if criterion.formula == Formula.BANDS:
        return _("by bands: %(bands)s") % {"bands": _bands(criterion.parameters)}
    if criterion.formula == Formula.YES_NO:
        return _("all points or none")
    if criterion.formula == Formula.BONUS:
        each = {"each": _number(criterion.parameters)}
        return _("bonus for each case: %(each)s, at most %(maximum)s") % (said | each)
    if criterion.formula == Formula.MINUS:
        each = {"each": _number(criterion.parameters)}
        return _("taken off for each case: %(each)s, at most %(maximum)s") % (said | each)
    return _("points from 0 to %(maximum)s") % said


def _bands(parameters: str) -> str:
    """Each limit with its sign: “≥ 90: 5”."""
    return "; ".join(_band(*each.split(":")) for each in parameters.split(";"))


def _band(limit: str, points: str) -> str:
    bare = limit.replace("<=", "≤").strip()
    sign = "≤" if bare.startswith("≤") else "≥"
    return f"{sign} {_number(bare.removeprefix('≤'))}: {_number(points)}"


def _number(text: str) -> str:
    return format_number(parse_number(text.strip()))


def version_words(found: PublishedIndex) -> str:
    """Which version of the method and of the results this is."""
    said = {"method": found.method.row.version, "day": format_date(found.publication.public_on)}
    return _("Method version %(method)s. Results public since %(day)s.") % said


def earlier_words(found: PublishedIndex) -> list[str]:
    """Corrections, newest first: when and why."""
    versions = [found.publication, *found.earlier]
    return [
        _("%(day)s: published anew. Reason: %(reason)s") % {"day": format_date(each.public_on), "reason": each.reason}
        for each in versions
        if each.version > 1
    ]
