"""The world of entering with a second line on the sheet, and what its form sends."""

from django.test import Client

from indicators.models import Figure
from tests import cast, make
from tests.indicators.actions.world import World


class Filling(World):
    """A sheet of a share and a count."""

    def __init__(self):
        super().__init__()
        self.elsewhere = cast.ha_giang()
        self.quang = cast.quang(self.elsewhere)
        self.count = make.indicator(
            "co-so-du-lieu", name_vi="Số cơ sở dữ liệu", shape="stock", decimals=0, maximum=None, order=2
        )

    def typed(self, **fields):
        """What the form of the sheet sends: each line with its hidden version."""
        data = {}
        for indicator, figure in ((self.share, self.cell(self.share)), (self.count, self.cell(self.count))):
            data[f"i{indicator.pk}-version"] = figure.version if figure else ""
            if figure and figure.value is not None:
                data[f"i{indicator.pk}-value"] = f"{figure.value.normalize():f}".replace(".", ",")
        for name, text in fields.items():
            which, _, field = name.partition("_")
            data[f"i{getattr(self, which).pk}-{field}"] = text
        return data

    def cell(self, indicator):
        return Figure.objects.filter(indicator=indicator, province=self.place, year=2025, quarter=1).first()


def sign_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client
