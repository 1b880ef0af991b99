"""Which of the targets a page counts and shows: by the year they are due, by pillar, by status; all in the address."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from indicators.enums import Status
from indicators.queries.judging import Standing
from indicators.queries.outlines import Outline

LONGEST = 40
"""Of what was asked for and does not exist, so many letters are repeated."""


@dataclass(frozen=True)
class Cut:
    """What is kept; what is empty keeps everything. `as_of` only goes along in the addresses."""

    horizon: int | None = None
    pillar: str = ""
    status: Status | None = None
    as_of: str = ""

    @property
    def is_on(self) -> bool:
        return self.horizon is not None or bool(self.pillar)

    def keeps(self, target: Standing | Outline) -> bool:
        """Whether the target is counted. The status does not count here: it narrows the list, not the answer."""
        return self.horizon in (None, target.horizon) and self.pillar in ("", target.pillar.code)

    def query(self, **changed) -> str:
        """The same in an address, from the question mark on, with what is changed."""
        own = {"as_of": self.as_of, "horizon": self.horizon, "pillar": self.pillar, "status": self.status}
        found = {name: value for name, value in (own | changed).items() if value}
        return f"?{urlencode(found)}" if found else "?"


WHOLE = Cut()


@dataclass(frozen=True)
class Choice:
    """One value of a filter, how many targets it would keep, and where it leads."""

    label: str
    count: int
    url: str
    is_on: bool


@dataclass(frozen=True)
class Cuts:
    """The filters of a page, and a sentence for each that was asked for and cannot be."""

    cut: Cut
    horizons: Sequence[Choice]
    pillars: Sequence[Choice]
    unknown: Sequence[str]

    @property
    def clear(self) -> str:
        return self.cut.query(horizon=None, pillar="", status=None)

    @property
    def clear_status(self) -> str:
        return self.cut.query(status=None) + "#targets"


def cuts(asked: Mapping[str, str], targets: Iterable[Standing | Outline]) -> Cuts:
    """The filters for these targets, as the address asks. What none of them has is not kept, but said."""
    targets = list(targets)
    years = sorted({each.horizon for each in targets if each.horizon})
    pillars = {each.pillar.code: each.pillar for each in sorted(targets, key=lambda each: each.pillar.order)}
    horizon, pillar, status = (asked.get(name, "").strip() for name in ("horizon", "pillar", "status"))
    cut = Cut(
        horizon=int(horizon) if horizon in map(str, years) else None,
        pillar=pillar if pillar in pillars else "",
        status=Status(status) if status in Status.values else None,
        as_of=asked.get("as_of", ""),
    )
    unknown = [
        _no_horizon(horizon, years) if horizon and cut.horizon is None else "",
        _no_pillar(pillar, pillars.values()) if pillar and not cut.pillar else "",
        _no_status(status) if status and cut.status is None else "",
    ]
    return Cuts(
        cut, _horizons(cut, years, targets), _pillars(cut, pillars, targets), [each for each in unknown if each]
    )


def _horizons(cut: Cut, years: list[int], targets: list[Standing | Outline]) -> list[Choice]:
    counted = Counter(each.horizon for each in targets if cut.pillar in ("", each.pillar.code))
    found = [Choice(str(year), counted[year], cut.query(horizon=year), cut.horizon == year) for year in years]
    return [Choice(_("All"), counted.total(), cut.query(horizon=None), cut.horizon is None), *found]


def _pillars(cut: Cut, pillars: Mapping, targets: list[Standing | Outline]) -> list[Choice]:
    counted = Counter(each.pillar.code for each in targets if cut.horizon in (None, each.horizon))
    found = [
        Choice(each.name, counted[code], cut.query(pillar=code), cut.pillar == code) for code, each in pillars.items()
    ]
    return [Choice(_("All"), counted.total(), cut.query(pillar=""), not cut.pillar), *found]


def _no_horizon(asked: str, years: list[int]) -> str:
    if not years:
        return _("No target here has a due year, so “%(asked)s” cannot be chosen.") % {"asked": asked[:LONGEST]}
    return _("No target here is due in “%(asked)s”. Years in which targets are due: %(years)s.") % {
        "asked": asked[:LONGEST],
        "years": get_text_list([str(each) for each in years], _("and")),
    }


def _no_pillar(asked: str, pillars: Iterable) -> str:
    names = get_text_list([each.name for each in pillars], _("and"))
    if not names:
        return _("No target here belongs to a pillar, so “%(asked)s” cannot be chosen.") % {"asked": asked[:LONGEST]}
    return _("There is no pillar “%(asked)s” with targets here. There are: %(names)s.") % {
        "asked": asked[:LONGEST],
        "names": names,
    }


def _no_status(asked: str) -> str:
    return _("There is no status “%(asked)s”. All targets are shown.") % {"asked": asked[:LONGEST]}
