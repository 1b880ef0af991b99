"""What is refused before the product serves anybody: settings that would open a deployment."""

from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured

OWN_NAMES = {"localhost", "127.0.0.1", "[::1]"}
"""Hosts by which only the machine itself calls."""
SHORTEST_KEY = 50
"""Letters of a key that is no risk; what Django's own key generator gives."""


@register()
def demo_only_on_the_own_machine(app_configs, **kwargs) -> list[Error]:
    """Demo people have a printed password: nobody else's machine may reach them."""
    if not settings.DEMO or OWN_NAMES.issuperset(settings.ALLOWED_HOSTS):
        return []
    return [
        Error(
            "DEMO is on for other machines: people with a printed password could sign in.",
            hint="Take DEMO out of the environment, or let ALLOWED_HOSTS name this machine only: localhost.",
            id="dtracker.E001",
        )
    ]


@register()
def a_key_that_cannot_be_guessed(app_configs, **kwargs) -> list[Error]:
    """An empty or short key lets anybody forge a session."""
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:  # what Django says of an empty one
        key = ""
    if settings.DEBUG or len(key) >= SHORTEST_KEY:
        return []
    return [
        Error(
            f"SECRET_KEY has {len(key)} letters; at least {SHORTEST_KEY} are needed.",
            hint="Set SECRET_KEY in the environment to a long random text that nobody else knows.",
            id="dtracker.E002",
        )
    ]
