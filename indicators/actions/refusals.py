"""Why an action was refused. Each carries the sentence for the person who asked."""

from collections.abc import Collection, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dtracker.formats.dates import format_date
from dtracker.formats.quarters import Period


class Refused(Exception):
    """Nothing was changed; `sentence` says why."""

    sentence: str | Promise = ""

    def __str__(self) -> str:
        return str(self.sentence)


class Stale(Refused):
    """The row is no longer the one the person saw. `current` is the row as it stands now."""

    def __init__(self, current) -> None:
        super().__init__(current)
        self.current = current

    @property
    def sentence(self) -> str:
        return _("%(figure)s was changed meanwhile. Look at it again before you decide.") % {
            "figure": self.current.indicator.short
        }


class SamePerson(Refused):
    sentence = gettext_lazy("Nobody approves a figure that they entered or submitted themselves.")


class MissingReason(Refused):
    def __init__(self, sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class RoundNotOpen(Refused):
    sentence = gettext_lazy("No reporting round is open for this period.")


class NoSuchProvince(Refused):
    sentence = gettext_lazy("The province did not exist in this period.")


class NotInPeriod(NoSuchProvince):
    """Of several provinces and units some did not exist; `missing` (Respondent) are those."""

    def __init__(self, period: Period, missing: Collection) -> None:
        super().__init__(period, missing)
        self.period, self.missing = period, missing

    @property
    def sentence(self) -> str:
        names = [
            _("%(name)s (last day %(day)s)") % {"name": each.title, "day": format_date(each.ended_on)}
            if each.ended_on
            else each.title
            for each in self.missing
        ]
        return _("In %(period)s there was no longer, or not yet: %(names)s.") % {
            "period": self.period.label(),
            "names": ", ".join(names),
        }


class NothingToDo(Refused):
    sentence = gettext_lazy("No line was chosen, so nothing changed.")


class Faulty(Refused):
    """The values break a rule. `faults` are (field, sentence) pairs."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = faults

    @property
    def sentence(self) -> str:
        return " ".join(sentence for _field, sentence in self.faults)


class NeedsComment(Refused):
    """Unusual values without a note. `doubts` are the lines' doubts, by figure; none of them was handed over."""

    def __init__(self, doubts: Mapping) -> None:
        super().__init__(doubts)
        self.doubts = doubts

    @property
    def sentence(self) -> str:
        lines = [
            f"{figure.indicator.short}: {' '.join(doubt.sentence for doubt in found)}"
            for figure, found in self.doubts.items()
        ]
        return _("Say why in the note on the sheet, save, then submit. %(lines)s") % {"lines": " ".join(lines)}


class HasEvidence(Refused):
    """A line with evidence is emptied only by somebody who was told that it has some."""

    sentence = gettext_lazy(
        "This line has evidence. Save once more to empty it: the value goes; its history and its evidence are kept. "
        "Or type the value again."
    )


class NotTaken(Refused):
    """A file that is not taken as evidence; nothing of it was kept."""

    def __init__(self, sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class HereAlready(NotTaken):
    """The same file is there: nothing is lost."""


class EvidenceStays(Refused):
    sentence = gettext_lazy(
        "Evidence is taken away by who added it, while the figure is a draft or returned. "
        "After that others have decided by it."
    )


class Barred(Refused):
    """The role would allow the step, what the person did before does not."""

    def __init__(self, sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotJudged(Refused):
    sentence = gettext_lazy("Only a target of a province that a document sets is explained.")


class Overtaken(Refused):
    """The file would no longer do what its preview said."""

    sentence = gettext_lazy(
        "Figures changed after you looked at the preview, so nothing was imported. Look at it again, then confirm."
    )
