"""What is refused before the product serves anybody: settings that would open a deployment."""

from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
"""Letters of a key that is no risk; what Django's own key generator gives."""


@register()
def demo_only_while_developing(app_configs, **kwargs) -> list[Error]:
    """Demo people have a printed password: they exist on a developer's machine only."""
    if not settings.DEMO or settings.DEBUG:
        return []
    return [
        Error(
            "DEMO is on while DEBUG is off: people with a printed password could sign in.",
            hint="Take DEMO out of the environment; the demo people exist for development only.",
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
