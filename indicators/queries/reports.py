"""The targets of one province in full, for files and data: nothing of them is read row by row afterwards."""

from datetime import date

from dtracker.places.models import Province
from indicators.enums import TargetKind
from indicators.queries.judging import Standing, judge
from indicators.queries.standings import targets_on


def judged_targets(province: Province, on: date) -> list[Standing]:
    """Targets set by a document, by pillar, within each worst first. Four reads, whatever their number.

    Judged anew and not taken from snapshots: the reasons rest on every revision, break and figure.
    """
    targets = targets_on(on).filter(province=province, kind=TargetKind.TARGET)
    found = judge(list(targets), on=on)
    return sorted(found, key=lambda each: (each.pillar.order, each.pillar.pk, *each.sort_key, each.pk))
