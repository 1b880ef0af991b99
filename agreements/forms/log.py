"""What people write into the log: one form for each kind of entry, and one for a conclusion."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.actions.log import HANDLING
from agreements.enums import AdviceState, LogKind, ObstacleState
from agreements.forms.filters import Filter, by_name, picker
from agreements.forms.tasks import Choice
from agreements.models import Agreement
from agreements.queries.book import Entry, Wanted
from dtracker.places.models import Province
from indicators.forms.explanations import NfcForm, text_field
from indicators.forms.fields import DayField, TextField

LONGEST = 2000


class BookFilter(Filter):
    province = picker(_("Province"))
    state = picker(_("State"))
    category = picker(_("Category"))

    def __init__(self, data, kind: LogKind, provinces: list[Province], categories: list[tuple[str, str]]):
        super().__init__(
            data,
            province=[(each.slug, each.name) for each in provinces],
            state=STATES.get(kind, []),
            category=sorted(categories, key=by_name),
        )
        self.kind = kind

    @property
    def pickers(self) -> list:
        """The pickers that mean something for this kind of entry."""
        names = {LogKind.OBSTACLE: ("province", "state", "category"), LogKind.RECOMMENDATION: ("province", "state")}
        return [self[name] for name in names.get(self.kind, ("province",))]

    @property
    def wanted(self) -> Wanted:
        return Wanted(**{field.name: self.chosen[field.name] for field in self.pickers if field.name in self.chosen})


class EntryForm(NfcForm):
    """An entry of one province. Of one read in a source only the handling can be changed."""

    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, province: Province | None, entry: Entry | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "agreement" in self.fields:
            self.fields["agreement"].queryset = Agreement.objects.filter(province=province)
        if entry is not None and entry.source_id:
            for name in [name for name in self.fields if name not in (*HANDLING, "seen")]:
                del self.fields[name]

    @property
    def values(self) -> dict:
        """What an action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def line(label, *, longest: int, **more) -> TextField:
    return TextField(label=label, max_length=longest, required=False, **more)


class Handled(EntryForm):
    owner = line(_("Who handles it"), longest=160)
    answer = text_field(_("Answer"), rows=4, longest=LONGEST, required=False)


class ObstacleForm(Handled):
    text_vi = text_field(_("Obstacle"), rows=3, longest=LONGEST, empty=_("Write what stands in the way."))
    category_vi = line(_("Category"), longest=60)
    agreement = Choice(label=_("Agreement"), queryset=None)
    state = forms.ChoiceField(label=_("State"), choices=ObstacleState.choices, initial=ObstacleState.OPEN)
    text_en = text_field(_("Obstacle in English"), rows=2, longest=LONGEST, required=False)
    category_en = line(_("Category in English"), longest=60)
    field_order = ("text_vi", "category_vi", "agreement", "state", "owner", "answer", "text_en", "category_en")


class RecommendationForm(Handled):
    text_vi = text_field(
        pgettext_lazy("log", "Recommendation"), rows=3, longest=LONGEST, empty=_("Write what is recommended.")
    )
    by = line(_("By whom"), longest=200)
    to_vi = line(_("To whom"), longest=200)
    state = forms.ChoiceField(label=_("State"), choices=AdviceState.choices, initial=AdviceState.OPEN)
    text_en = text_field(_("Recommendation in English"), rows=2, longest=LONGEST, required=False)
    by_en = line(_("By whom, in English"), longest=200)
    to_en = line(_("To whom, in English"), longest=200)
    field_order = ("text_vi", "by", "to_vi", "state", "owner", "answer", "text_en", "by_en", "to_en")


class EventForm(EntryForm):
    title_vi = TextField(label=_("Event or meeting"), max_length=300, error_messages={"required": _("Name the event.")})
    on = DayField(label=_("Date"), required=False)
    place = line(_("Place"), longest=160)
    agreement = Choice(label=_("Agreement"), queryset=None)
    conclusions = text_field(_("What came of it"), rows=4, longest=LONGEST, required=False)
    title_en = line(_("Event in English"), longest=300)
    place_en = line(_("Place in English"), longest=160)


class ConclusionForm(NfcForm):
    text = text_field(_("Conclusion"), rows=2, longest=LONGEST, empty=_("Write what was concluded."))
    to_task = forms.BooleanField(label=_("and make it a task"), required=False)


FORMS: Mapping[LogKind, type[EntryForm]] = {
    LogKind.OBSTACLE: ObstacleForm,
    LogKind.RECOMMENDATION: RecommendationForm,
    LogKind.EVENT: EventForm,
}
STATES = {LogKind.OBSTACLE: ObstacleState.choices, LogKind.RECOMMENDATION: AdviceState.choices}
