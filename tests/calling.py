"""Calls of many addresses by many people: everybody is signed in once, and all share one client."""

from django.conf import settings
from django.test import Client

from dtracker.accounts.models import User
from tests.scene import Scene, scene

CALLER, FORGER = Client(), Client(enforce_csrf_checks=True)
"""One of each for all calls: a new one puts all middleware together anew, which takes as long as a small page."""


def sign_in(person: User) -> None:
    """The person carries the key of the session from now on."""
    client = Client()
    client.force_login(person)
    person.session_key = client.session.session_key


def signed_in() -> Scene:
    """The scene with everybody signed in."""
    made = scene()
    for person in (*made.colleagues, *made.strangers, made.hoa):
        sign_in(person)
    return made


def called_by(person: User | None, client: Client = CALLER) -> Client:
    """A client with the session of the person and nothing else; the one that was handed out before is it too."""
    client.cookies.clear()
    if person is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = person.session_key
    return client
