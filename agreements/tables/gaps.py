"""The broken places of the chain as lists, each with the way to mend it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.models import Programme, Task
from agreements.queries.beyond import COMMITMENT, GOAL, TASK, Beyond
from agreements.queries.gaps import LISTS, MOST, EndsEarly, Gaps, Unserved
from agreements.tables.chain import Chip, chip_of
from agreements.tables.words import term_words
from dtracker.formats.dates import format_date
from dtracker.places.models import Province


@dataclass(frozen=True)
class GapLine:
    """One broken place. `mend`: (what to do, where), "" where the reader may not."""

    name: str
    url: str
    place: str
    about: str
    chip: Chip | None = None
    mend: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class GapList:
    key: str
    title: str
    count: int
    lines: Sequence[GapLine]
    nothing: str
    page: int
    before: str
    after: str

    @property
    def first(self) -> int:
        """Which of all of them the first line is."""
        return (self.page - 1) * MOST + 1

    @property
    def last(self) -> int:
        return self.first + len(self.lines) - 1


@dataclass(frozen=True)
class PlaceLine:
    """How much is missing in one province, in the order of the lists."""

    name: str
    url: str
    counts: Sequence[int]


May = Callable[[Province], bool]
TITLES = {
    "unserved": gettext_lazy("Targets in the red without a task"),
    "nameless": gettext_lazy("Tasks without a person or a date"),
    "aimless": gettext_lazy("Programmes without an indicator"),
    "early": gettext_lazy("Ended before the term of the agreement"),
    "beyond": gettext_lazy("Due after the end of the agreement"),
}
NOTHING = {
    "nameless": gettext_lazy("Every open task has a person and a date."),
    "aimless": gettext_lazy("Every programme serves an indicator."),
    "early": gettext_lazy("No agreement ended before its term."),
    "beyond": gettext_lazy("All goals, commitments and open tasks are due before their agreement ends."),
}
KINDS = {
    GOAL: gettext_lazy("goal, due on %(day)s; the agreement ends on %(end)s"),
    COMMITMENT: gettext_lazy("commitment, due on %(day)s; the agreement ends on %(end)s"),
    TASK: gettext_lazy("task, due on %(day)s; the agreement ends on %(end)s"),
}


def gap_lists(
    found: Gaps, address: QueryDict, *, may_keep: May, may_set: May, may_edit: Callable[[Task], bool]
) -> list[GapList]:
    """`may_keep`, `may_set`: whether the reader keeps the tasks of a province, and its agreements.

    `may_edit`: whether this task is hers to edit. `address`: what the page was asked for, which other pages keep.
    """
    lines = {
        "unserved": [_unserved(each, may_keep) for each in found.unserved],
        "nameless": [_nameless(each, may_edit) for each in found.nameless],
        "aimless": [_aimless(each, may_set) for each in found.aimless],
        "early": [_early(each) for each in found.early],
        "beyond": [_beyond(each) for each in found.beyond],
    }
    nothing = NOTHING | {"unserved": _no_red(found)}
    return [_list(key, found, lines[key], str(nothing[key]), address) for key in LISTS]


def _list(key: str, found: Gaps, lines: Sequence[GapLine], nothing: str, address: QueryDict) -> GapList:
    count, page = found.total(key), found.pages[key]
    return GapList(
        key=key,
        title=str(TITLES[key]),
        count=count,
        lines=lines,
        nothing=nothing,
        page=page,
        before=_turned(address, key, page - 1) if page > 1 else "",
        after=_turned(address, key, page + 1) if page * MOST < count else "",
    )


def _turned(address: QueryDict, key: str, page: int) -> str:
    kept = address.copy()
    kept[key] = page
    return f"?{kept.urlencode()}#{key}"


def place_lines(provinces: Iterable[Province], found: Gaps, keys: Sequence[str]) -> list[PlaceLine]:
    """Provinces in which something is missing."""
    lines = [
        PlaceLine(each.name, f"?province={each.slug}", [found.counts[each.pk][key] for key in keys])
        for each in provinces
    ]
    return [each for each in lines if any(each.counts)]


def _no_red(found: Gaps) -> str:
    nothing, ended = _("No target in the red is without a task."), _("Provinces that have ended are not counted.")
    return f"{nothing} {ended}" if found.has_ended else nothing


def _unserved(found: Unserved, may_keep: May) -> GapLine:
    standing = found.standing
    province, indicator = standing.province, standing.indicator
    closed = ngettext("%(count)s task for it is closed", "%(count)s tasks for it are closed", found.closed)
    new = urlencode({"province": province.slug, "indicator": indicator.code})
    return GapLine(
        name=indicator.name,
        url=reverse("indicators:series", args=[province.slug, indicator.code]),
        place=province.name,
        about=closed % {"count": found.closed} if found.closed else "",
        chip=chip_of(standing),
        mend=(_("Add a task"), f"{reverse('agreements:new_task')}?{new}") if may_keep(province) else ("", ""),
    )


def _nameless(task: Task, may_edit: Callable[[Task], bool]) -> GapLine:
    missing = [words for words, value in ((_("no person"), task.person), (_("no date"), task.deadline)) if not value]
    group = [task.body.name] if task.body else []
    edit = reverse("agreements:edit_task", args=[task.code])
    return GapLine(
        name=task.work,
        url=task.get_absolute_url(),
        place=task.province.name,
        about=" · ".join([*missing, *group]),
        mend=(_("Complete it"), edit) if may_edit(task) else ("", ""),
    )


def _aimless(programme: Programme, may_set: May) -> GapLine:
    agreement = programme.agreement
    edit = reverse("admin:agreements_programme_change", args=[programme.pk])
    return GapLine(
        name=f"{programme.order}. {programme.title}",
        url=agreement.get_absolute_url(),
        place=agreement.province.name,
        about=agreement.title,
        mend=(_("Name its indicators"), edit) if may_set(agreement.province) else ("", ""),
    )


def _early(found: EndsEarly) -> GapLine:
    agreement = found.agreement
    words = (
        _("its province ended on %(day)s; term %(term)s")
        if found.with_province
        else _("ended on %(day)s; term %(term)s")
    )
    about = words % {"day": format_date(found.on), "term": term_words(agreement)}
    return GapLine(agreement.title, agreement.get_absolute_url(), agreement.province.name, about)


def _beyond(found: Beyond) -> GapLine:
    agreement = found.agreement
    addresses = {
        GOAL: lambda: reverse("indicators:series", args=[agreement.province.slug, found.code]),
        TASK: lambda: reverse("agreements:task", args=[found.code]),
    }
    return GapLine(
        name=found.text,
        url=addresses.get(found.kind, agreement.get_absolute_url)(),
        place=agreement.province.name,
        about=str(KINDS[found.kind]) % {"day": format_date(found.due), "end": format_date(found.ends)},
    )
