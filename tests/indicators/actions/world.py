"""Hải Dương at work: figures in any state, and what became of them."""

from datetime import date
from decimal import Decimal

from dtracker.formats.quarters import Period
from indicators.actions import entering, publishing, reviewing
from indicators.models import Figure
from tests import cast, make

Q1 = Period(2025, 1)
TODAY = date(2025, 3, 20)


class World:
    """Hải Dương with its people, one percentage, and an open round for Q1 2025."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        self.share = make.indicator(is_ratio=True, order=1)
        self.round = make.open_round("2025-Q1")

    def save(self, value="61.4", *, version=None, by=None, indicator=None, period=Q1, today=TODAY, **values):
        return entering.save_figure(
            indicator=indicator or self.share,
            province=self.place,
            period=period,
            values={"value": None if value is None else Decimal(value)} | values,
            version=version,
            by=by or self.lan,
            today=today,
        )

    def submitted(self, value="61.4", *, by=None, **more):
        figure = self.save(value, by=by, **more)
        return entering.submit(figure=figure, version=figure.version, by=by or self.lan)

    def approved(self, value="61.4", **more):
        figure = self.submitted(value, **more)
        return reviewing.approve(figure=figure, version=figure.version, by=self.minh)

    def published(self, value="61.4", **more):
        figure = self.approved(value, **more)
        return publishing.publish(figure=figure, version=figure.version, by=self.minh, today=TODAY)


def stored(figure) -> tuple:
    row = Figure.objects.get(pk=figure.pk)
    return row.status, row.version, row.value


def told(figure) -> list[tuple]:
    rows = figure.history.order_by("history_id")
    return [(row.history_change_reason, str(row.history_user), row.value, row.version) for row in rows]
