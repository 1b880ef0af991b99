"""Every saved and deleted row of the apps whose rows pages show is noted (`readers_see` in their configuration)."""

from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_save

from dtracker.changes.actions import note_change


def follow() -> None:
    """Called once, when all models are there."""
    for config in apps.get_app_configs():
        if getattr(config, "readers_see", False):
            for model in config.get_models(include_auto_created=True):
                if is_shown(model):
                    for signal in (post_save, post_delete, m2m_changed):
                        signal.connect(_note, sender=model)


def is_shown(model) -> bool:
    """Not lines of history, which come with the row itself, and not what is only worked out from others."""
    return not (hasattr(model, "history_object") or getattr(model, "is_worked_out", False))


def _note(**signal) -> None:
    if not signal.get("action", "post_").startswith("pre_"):
        note_change()
