"""What the words of a row refer to: provinces, indicators, periods. One meaning or none, never the likely one."""

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property

from django.utils.translation import gettext as _

from dtracker.formats.quarters import Period, PeriodError, parse_period
from dtracker.formats.text import search_key
from dtracker.places.models import OrgUnit, Province, ProvinceName
from indicators.models import Indicator

_KIND_IN_FRONT = re.compile(r"^(?:tinh|thanh pho|tp|province of|city of) (?=.)")
_KIND_BEHIND = re.compile(r" (?:province|city)$")


class Unknown(Exception):
    """The text refers to nothing, or to more than one thing; `sentence` says what would be right."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class References:
    """The provinces and indicators that texts may mean."""

    def __init__(
        self, names: list[ProvinceName], indicators: dict[str, Indicator], units: Callable[[], dict[str, OrgUnit]]
    ) -> None:
        self.indicators = indicators
        self._read_units = units
        self.slugs = {name.province.slug: name.province for name in names}
        self.codes: dict[str, list[ProvinceName]] = defaultdict(list)
        self.names: dict[str, list[ProvinceName]] = defaultdict(list)
        for name in names:
            self.codes[name.code.lower()].append(name)
            for key in {search_key(name.name_vi), search_key(name.name_en)}:
                self.names[key].append(name)

    def indicator(self, text: str) -> Indicator:
        found = self.indicators.get(text.strip().lower())
        if found is None:
            raise Unknown(
                _("No indicator has the code “%(text)s”. Copy the code from the template.") % {"text": text[:60]}
            )
        return found

    def period(self, text: str) -> Period:
        try:
            return parse_period(text)
        except PeriodError as error:
            raise Unknown(str(error.sentence)) from None

    def province(self, text: str, period: Period | None) -> Province:
        """By slug, by name, or by code: the province that bore it in the period."""
        slug = text.strip().lower()
        # A slug names one territory for ever; that of one word could as well be a name.
        if "-" in slug and slug in self.slugs:
            return self.slugs[slug]
        found = {name.province_id: name.province for name in self._bearers(self._key(text), period)}
        if not found:
            raise Unknown(_("No province of this period is called “%(text)s” or has this code.") % {"text": text[:60]})
        if len(found) > 1:
            slugs = ", ".join(sorted(province.slug for province in found.values()))
            raise Unknown(
                _("“%(text)s” can be more than one province. Write one of: %(slugs)s.")
                % {"text": text[:60], "slugs": slugs}
            )
        return next(iter(found.values()))

    @cached_property
    def units(self) -> dict[str, OrgUnit]:
        """By code; read when the first row names one."""
        return self._read_units()

    @cached_property
    def _named_units(self) -> dict[tuple[int, str], list[OrgUnit]]:
        found = defaultdict(list)
        for unit in self.units.values():
            for key in {search_key(unit.name_vi), search_key(unit.name_en)} - {""}:
                found[unit.province_id, key].append(unit)
        return found

    def unit(self, text: str, province: Province) -> OrgUnit:
        """By code or by name: a unit of the province."""
        found = self.units.get(text.strip().lower())
        if found and found.province_id == province.pk:
            return found
        if found:
            raise Unknown(
                _("“%(text)s” is a unit of %(other)s, not of %(province)s.")
                % {"text": text[:60], "other": found.province.name, "province": province.name}
            )
        named = self._named_units.get((province.pk, search_key(text)), [])
        if len(named) == 1:
            return named[0]
        if named:
            codes = ", ".join(sorted(each.code for each in named))
            raise Unknown(
                _("“%(text)s” can be more than one unit. Write one of: %(codes)s.")
                % {"text": text[:60], "codes": codes}
            )
        raise Unknown(self._no_unit(text, province))

    def _no_unit(self, text: str, province: Province) -> str:
        codes = sorted(each.code for each in self.units.values() if each.province_id == province.pk)
        if not codes:
            return _("%(province)s has no units. Leave the cell empty for a figure of the province itself.") % {
                "province": province.name
            }
        return _("%(province)s has no unit with the code or name “%(text)s”. Write for example: %(codes)s.") % {
            "province": province.name,
            "text": text[:60],
            "codes": ", ".join(codes[:3]),
        }

    def _key(self, text: str) -> str:
        key = search_key(text)
        return _KIND_BEHIND.sub("", _KIND_IN_FRONT.sub("", key, count=1)) if key not in self.names else key

    def _bearers(self, key: str, period: Period | None) -> list[ProvinceName]:
        # Excel drops the zero in front of a code; codes have two digits.
        in_digits = key.isascii() and key.isdigit()
        named = self.codes.get(key.zfill(2), []) if in_digits else self.names.get(key) or self.codes.get(key, [])
        return [name for name in named if period is None or _in_force(name, period)]


def _in_force(name: ProvinceName, period: Period) -> bool:
    return name.valid_from <= period.end and (name.valid_to is None or name.valid_to >= period.start)
