"""Programmes of an agreement: items, what they serve, the tasks that carry them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import Agreement, Task
from agreements.queries.agreements import AgreementPage
from agreements.queries.programmes import Content
from agreements.tables.chain import Sees, work_words
from agreements.tables.sources import Sources, sources_of
from agreements.tables.tasks import TaskLine, clear_words, named_of, task_line
from dtracker.formats.addresses import path_to
from indicators.enums import Origin


@dataclass(frozen=True)
class ProgrammeLine:
    """One programme. `tasks` is empty for those who may not see them; `count` says how many there are.

    `clear` says how many of the open ones are clear, `more` how many are not named.
    """

    number: int
    title: str
    code: str
    items: Sequence[str]
    serves: Sequence[tuple[str, str]]
    count: str
    clear: str
    tasks: Sequence[TaskLine]
    more: str


def programme_line(content: Content, page: AgreementPage, on: date, sees: Sees) -> ProgrammeLine:
    programme = content.programme
    tasks = [each for each in page.tasks if each.programme_id == programme.pk]
    named, more = named_of([each for each in tasks if sees(each)])
    slug = page.agreement.province.slug
    return ProgrammeLine(
        number=programme.order,
        title=programme.title,
        code=programme.code,
        items=[each.text for each in content.items],
        serves=[(each.short, path_to("indicators:series", slug, each.code)) for each in content.indicators],
        count=task_words(tasks, on),
        clear=clear_words(tasks),
        tasks=[task_line(each, on) for each in named],
        more=more,
    )


def task_words(tasks: Sequence[Task], on: date) -> str:
    """ "5 nhiệm vụ, 2 quá hạn"; "chưa có nhiệm vụ"."""
    return work_words(tasks, on) or _("no task yet")


def programme_title(contents: Sequence[Content]) -> str:
    items = sum(len(each.items) for each in contents)
    programmes = ngettext("%(count)s programme", "%(count)s programmes", len(contents)) % {"count": len(contents)}
    if not items:
        return programmes
    contained = ngettext("%(count)s item", "%(count)s items", items) % {"count": items}
    return f"{programmes}, {contained}"


def programme_note(agreement: Agreement, contents: Sequence[Content]) -> str:
    """How the number of programmes that the source states agrees with what it lists."""
    stated = agreement.stated_programme_count
    if not contents or agreement.origin not in (Origin.ARTICLE, Origin.OUTSIDE):
        return ""
    if stated is None:
        return _("The source states no number of programmes; numbers and order are dtracker's.")
    return ngettext(
        "The source states %(count)s programme without a number: the number is dtracker's.",
        "The source states %(count)s programmes without numbering them: the numbers are dtracker's.",
        stated,
    ) % {"count": stated}


def programme_sources(contents: Sequence[Content]) -> Sources:
    facts = []
    for each in contents:
        # Items carry quotations of their own; the note of the programme is the same sentence for all of them.
        facts += [(item.text, item, each.source) for item in each.items] or [
            (each.programme.title, each.programme, each.source)
        ]
    return sources_of(facts)
