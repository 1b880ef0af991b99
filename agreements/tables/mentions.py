"""What a document says of agreements, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.queries.documents import Mention, Noun


@dataclass(frozen=True)
class MentionLine:
    """One agreement or province, and what the document says of it."""

    name: str
    url: str
    place: str
    words: str


def mention_lines(mentions: Iterable[Mention]) -> list[MentionLine]:
    return [_line(each) for each in mentions]


def _line(mention: Mention) -> MentionLine:
    agreement, province = mention.agreement, mention.province
    words = ", ".join(_counted(noun, mention.counts[noun]) for noun in Noun if mention.counts[noun])
    place = province.full_name if province else _("Whole country")
    if agreement:
        return MentionLine(agreement.title, agreement.get_absolute_url(), place, words)
    return MentionLine(place, province.get_absolute_url() if province else "", "", words)


def _counted(noun: Noun, count: int) -> str:
    words = {
        Noun.AGREEMENT: ngettext("%(count)s agreement", "%(count)s agreements", count),
        Noun.PROGRAMME: ngettext("%(count)s programme", "%(count)s programmes", count),
        Noun.COMMITMENT: ngettext("%(count)s commitment", "%(count)s commitments", count),
        Noun.BODY: ngettext("%(count)s body", "%(count)s bodies", count),
        Noun.MEMBER: ngettext("%(count)s member", "%(count)s members", count),
        Noun.OBSTACLE: ngettext("%(count)s obstacle", "%(count)s obstacles", count),
        Noun.RECOMMENDATION: ngettext("%(count)s recommendation", "%(count)s recommendations", count),
        Noun.EVENT: ngettext("%(count)s event", "%(count)s events", count),
    }
    return words[noun] % {"count": count}
