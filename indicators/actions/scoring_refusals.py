"""Why a step of scoring by an index was refused. Each carries the sentence for the person who asked."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dtracker.formats.dates import format_date
from dtracker.formats.quarters import Period
from indicators.actions.refusals import Refused
from indicators.models import Criterion, ScoreFile, ScoringMethod


class NotReady(Refused):
    """The method cannot be used yet; every fault of it is in the sentence."""

    def __init__(self, method: ScoringMethod, faults: list) -> None:
        super().__init__(method, faults)
        self.method, self.faults = method, faults

    @property
    def sentence(self) -> str:
        if not self.faults:
            return _("The method is not marked as ready for scoring.")
        return _("The method cannot be used: %(faults)s") % {"faults": " ".join(str(each) for each in self.faults)}


class NoUnits(Refused):
    sentence = gettext_lazy("There is no unit of this kind in the period.")


class NotScored(Refused):
    """Units that were chosen and cannot be scored in the round."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.sentence = _(
            "Not of a kind that this version scores, or not there on the last day of the period: %(names)s."
        ) % {"names": ", ".join(names)}


class RoundThere(Refused):
    def __init__(self, period: Period) -> None:
        super().__init__(period)
        self.sentence = _("%(period)s has a scoring round already.") % {"period": period.label()}


class AllHandedOver(Refused):
    sentence = gettext_lazy("Every unit has handed its sheet over already.")


class DayPassed(Refused):
    sentence = gettext_lazy("The due date has passed. Choose a later one first, so that units can score themselves.")


class SheetMoved(Refused):
    sentence = gettext_lazy("Somebody changed this sheet meanwhile. Look at it again; what you typed is still here.")


class Incomplete(Refused):
    """Criteria that lack something; `sentence` names them."""

    def __init__(self, sentence: str, criteria: list[Criterion]) -> None:
        super().__init__(sentence, criteria)
        self.criteria = criteria
        self.sentence = sentence % {"numbers": ", ".join(each.number for each in criteria)}


class FaultyScores(Refused):
    """Values that cannot be: sentences by the primary key of the criterion. Nothing was saved."""

    sentence = gettext_lazy("Nothing was saved: some lines need another look.")

    def __init__(self, faults: Mapping[int, str]) -> None:
        super().__init__(faults)
        self.faults = faults


class TooEarly(Refused):
    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.sentence = _("The unit may still score itself until %(day)s.") % {"day": format_date(day)}


class NotOpenYet(Refused):
    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.sentence = _("This round opens on %(day)s.") % {"day": format_date(day)}


class FileStays(Refused):
    def __init__(self, file: ScoreFile) -> None:
        super().__init__(file)
        self.sentence = _("Published results rest on this file, so it stays: %(name)s.") % {"name": file}
