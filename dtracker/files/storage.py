"""Where uploaded files lie: outside the static tree, under names nobody can guess, served by a view only."""

from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import FileSystemStorage


def private() -> FileSystemStorage:
    """The storage of files that only those who may can fetch. It has no address of its own."""
    return FileSystemStorage(location=settings.PRIVATE_ROOT, base_url=None, file_permissions_mode=0o600)


def unguessable(folder: str, file_name: str) -> str:
    """A path for a new file: nothing of the name it came with but a harmless ending."""
    ending = PurePath(file_name).suffix.lower()
    kept = ending if ending.isascii() and ending[1:].isalnum() and len(ending) <= 6 else ""
    return f"{folder}/{uuid4().hex}{kept}"


def evidence_path(instance, file_name: str) -> str:
    return unguessable("evidence", file_name)


def import_path(instance, file_name: str) -> str:
    return unguessable("imports", file_name)


def explanation_path(instance, file_name: str) -> str:
    return unguessable("explanations", file_name)


def score_path(instance, file_name: str) -> str:
    return unguessable("scores", file_name)


def product_path(instance, file_name: str) -> str:
    return unguessable("products", file_name)


def task_import_path(instance, file_name: str) -> str:
    return unguessable("task-imports", file_name)
