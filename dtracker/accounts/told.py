"""Who hears of a step by mail, and who only sees it after signing in."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from dtracker.accounts.models import User


def has_address(person: User) -> bool:
    return bool(person.email)


def told_words(people: Iterable[User]) -> str:
    """Who gets a mail, and who only sees it here; "" where it concerns nobody."""
    people = list(people)
    mailed = [each.get_full_name() for each in people if has_address(each)]
    others = [each.get_full_name() for each in people if not has_address(each)]
    words = []
    if mailed:
        words.append(_("A mail goes to: %(names)s.") % {"names": ", ".join(mailed)})
    if others:
        words.append(_("No e-mail address, sees it after signing in: %(names)s.") % {"names": ", ".join(others)})
    return " ".join(words)
