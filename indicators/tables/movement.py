"""How far provinces moved between two editions, in words."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.explain import change_words, period_words
from indicators.queries.editions import Edition
from indicators.queries.movement import Movement
from indicators.queries.ranking import Ranking
from indicators.queries.story import said_move


def since_words(movement: Movement) -> str:
    """The head of the column: what it is compared with."""
    return _("Since %(period)s") % {"period": movement.since.short}


def step_words(step: Decimal, ranking: Ranking) -> str:
    """One province: "up 7 places", or by how much its value changed."""
    if not ranking.is_ranked:
        return change_words(step, ranking.indicator)
    return said_move(step)


def movement_notes(movement: Movement | None, ranking: Ranking, older: Edition | None) -> list[str]:
    """What must be known to read the column, or why there is none. `older`: the newest edition of the other layout."""
    if movement is None:
        return [_other_layout(ranking, older)] if older else []
    said = {"since": period_words(movement.since), "now": period_words(ranking.period)}
    notes = []
    if movement.steps and movement.is_in_places:
        notes.append(_("Places moved since %(since)s, each among as many provinces then as now.") % said)
    if movement.breaks and movement.is_in_places:
        notes.append(
            _("The series breaks between %(since)s and %(now)s: part of a move may come from the new method.") % said
        )
    elif movement.breaks:
        notes.append(_("The series breaks between %(since)s and %(now)s: the values are not subtracted.") % said)
    if movement.others:
        notes.append(
            ngettext(
                "%(count)s province was ranked among another number then; its places are not subtracted.",
                "%(count)s provinces were ranked among another number then; their places are not subtracted.",
                movement.others,
            )
            % {"count": movement.others}
        )
    return notes


def _other_layout(ranking: Ranking, older: Edition) -> str:
    then = next(each for each in older.counts if each != ranking.layout)
    said = {"period": period_words(older.period), "now": ranking.layout, "then": then}
    return _("Not compared with %(period)s: a rank among %(then)s is not subtracted from one among %(now)s.") % said
