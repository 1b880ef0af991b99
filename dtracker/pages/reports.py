"""The targets of a province as its files and data give them: judged in full, with who answers for each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from agreements.queries.tasks import tasks_serving
from dtracker.pages.blocks import owners_of
from dtracker.pages.cuts import Cut, cuts
from dtracker.pages.queries import Overview
from dtracker.places.models import Province
from indicators.enums import Status
from indicators.exports.targets import TargetSheet, lines_of
from indicators.queries.judging import Standing
from indicators.queries.reports import judged_targets


@dataclass(frozen=True)
class Wanted:
    """What was asked for: the province, the day and whether it was named, and the filters of the page.

    `site` is where links begin; `with_people`: whether the reader may see who works on what.
    """

    province: Province
    on: date
    is_past: bool
    filters: Mapping[str, str]
    site: str
    with_people: bool = False


class UnknownFilter(Exception):
    """A year, pillar or status that no target has: a file with all of them would deceive. The text says so."""


def target_sheet(wanted: Wanted) -> TargetSheet:
    """Five reads, whatever the number of targets."""
    standings = judged_targets(wanted.province, wanted.on)
    cut = _cut(wanted.filters, standings)
    kept = [each for each in standings if cut.keeps(each) and cut.status in (None, each.status)]
    tasks = tasks_serving({each.indicator_id for each in kept}, [wanted.province.pk], wanted.on)
    owners = owners_of(Overview(wanted.province, kept, tasks, None), with_people=wanted.with_people)
    return TargetSheet(
        province=wanted.province,
        on=wanted.on,
        lines=lines_of(kept, owners),
        site=wanted.site,
        is_past=wanted.is_past,
        narrowed=_words(cut, kept),
    )


def _cut(filters: Mapping[str, str], standings: list[Standing]) -> Cut:
    status = filters.get("status", "").strip()
    if status and status not in Status.values:
        raise UnknownFilter(_("There is no status “%(text)s”.") % {"text": status[:40]})
    asked = cuts(filters, standings)
    if asked.unknown:
        raise UnknownFilter(" ".join(asked.unknown))
    return replace(asked.cut, as_of="")


def _words(cut: Cut, kept: list[Standing]) -> str:
    """Which targets these are, where they are not all."""
    parts = [
        _("due in %(year)s") % {"year": cut.horizon} if cut.horizon else "",
        _("pillar %(name)s") % {"name": kept[0].pillar.name} if cut.pillar and kept else "",
        _("status %(name)s") % {"name": cut.status.label} if cut.status else "",
    ]
    found = ", ".join(each for each in parts if each)
    return _("Only these targets: %(which)s.") % {"which": found} if found else ""
