"""One row of a file of tasks as it was read, and the rows that its words may mean."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model

from agreements.enums import TaskState
from agreements.models import Agreement, Body, Programme
from agreements.queries.people import units_there
from agreements.workflow import EDIT
from dtracker.accounts.access import provinces_with
from dtracker.formats.text import search_key
from dtracker.places.models import Province
from indicators.models import Indicator

WITH_SLUG = re.compile(r".*\((?P<slug>[\w-]+)\)")
"""A province as the download of tasks writes it: "Hải Dương (hai-duong)"."""


@dataclass(slots=True)
class TaskEntry:
    """One row of a file, read. `given` holds only fields for which the file has a column; `faults` are sentences.

    `code` and `version` are those of the hidden key: the task, and what of it was seen. `unit_words` and `state_words`
    are what the cells of unit and state say; `state` is None where these words name none.
    """

    row: int
    province: Province | None = None
    code: str = ""
    version: int | None = None
    given: dict = field(default_factory=dict)
    indicators: list[Indicator] | None = None
    unit_words: str | None = None
    state_words: str = ""
    state: TaskState | None = None
    reason: str = ""
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Known:
    """What rows of a file may name, among the provinces whose tasks a person keeps. Six reads."""

    def __init__(self, user) -> None:
        provinces = list(provinces_with(user, EDIT))
        self.provinces = _named(provinces, "slug", "name")
        self.only = provinces[0] if len(provinces) == 1 else None
        self.rows = {
            "agreement": _named(Agreement.objects.filter(province__in=provinces), "code", "title"),
            "programme": _named(
                Programme.objects.filter(agreement__province__in=provinces).select_related("agreement"), "code", "title"
            ),
            "body": _named(Body.objects.filter(province__in=provinces), "code", "name"),
            "unit": _named(units_there(provinces), "code", "name"),
        }
        self.indicators = {each.code: each for each in Indicator.objects.all()}

    def province(self, text: str) -> Province | None:
        written = WITH_SLUG.fullmatch(text.strip())
        word = written["slug"] if written else text.strip().lower()
        found = self.provinces.get(word) or self.provinces.get(search_key(text), [])
        return found[0] if len(found) == 1 else None

    def row(self, name: str, text: str, province: Province | None) -> Model | None:
        """The agreement, programme or body of the province by its code or its title; None where no single one fits."""
        mine = self.named(name, text, province)
        return mine[0] if len(mine) == 1 else None

    def named(self, name: str, text: str, province: Province | None) -> list[Model]:
        """The rows of the province that have this code or title."""
        rows = self.rows[name]
        found = rows.get(text.strip().lower()) or rows.get(search_key(text), [])
        return [each for each in found if _place_of(each) == (province.pk if province else None)]


def _place_of(row: Model) -> int:
    return row.agreement.province_id if isinstance(row, Programme) else row.province_id


def _named(rows: Iterable, code: str, name: str) -> dict[str, list]:
    found = defaultdict(list)
    for row in rows:
        texts = {search_key(getattr(row, f"{name}_{language}")) for language in ("vi", "en")} - {""}
        for key in {getattr(row, code), *texts}:
            found[key].append(row)
    return dict(found)
