"""The targets of one province in full, for files and data: nothing of them is read row by row afterwards."""

from dataclasses import dataclass
from datetime import date

from dtracker.places.models import Province
from indicators.enums import TargetKind
from indicators.queries.judging import Standing, judge
from indicators.queries.standings import targets_on


@dataclass(frozen=True)
class Chosen:
    """What the targets are narrowed to: a status, the year they are due in, a pillar. Empty values narrow nothing."""

    status: str = ""
    horizon: int | None = None
    pillar: str = ""

    def takes(self, standing: Standing) -> bool:
        due = standing.terms.due
        return (
            (not self.status or standing.status == self.status)
            and (self.horizon is None or (due is not None and due.year == self.horizon))
            and (not self.pillar or standing.indicator.pillar.code == self.pillar)
        )


EVERYTHING = Chosen()


def judged_targets(province: Province, on: date, chosen: Chosen = EVERYTHING) -> list[Standing]:
    """Targets set by a document, by pillar, within each worst first. Four reads, whatever their number.

    Judged anew and not taken from snapshots: the reasons rest on every revision, break and figure.
    """
    targets = targets_on(on).filter(province=province, kind=TargetKind.TARGET)
    found = [each for each in judge(list(targets), on=on) if chosen.takes(each)]
    return sorted(
        found, key=lambda each: (each.indicator.pillar.order, each.indicator.pillar_id, *each.sort_key, each.pk)
    )
