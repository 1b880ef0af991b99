"""Why an intention about a task was refused; those that figures know too stand in `indicators.actions.refusals`."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Task
from indicators.actions.refusals import Refused


class StaleTask(Refused):
    """The task is no longer the one the person saw. `current` is the task as it stands now."""

    def __init__(self, current: Task) -> None:
        super().__init__(current)
        self.current = current

    @property
    def sentence(self) -> str:
        return _("“%(task)s” was changed meanwhile. Look at it again before you decide.") % {"task": self.current.work}


class StaleEntry(Refused):
    """An entry of the log is no longer the one the person saw. `current` is the entry as it stands now."""

    def __init__(self, current) -> None:
        super().__init__(current)
        self.current = current

    @property
    def sentence(self) -> str:
        return _("“%(entry)s” was changed meanwhile. Look at it again before you decide.") % {"entry": self.current}


class NothingHandedIn(Refused):
    sentence = gettext_lazy("A task is done only with a product or evidence: nothing was handed in.")


class NothingChanged(Refused):
    sentence = gettext_lazy("Everything stands there already, so nothing changed.")
