"""Addresses that lists repeat: each is put together once."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def path_to(name: str, *arguments: str) -> str:
    """What `reverse` says. It looks anew through all addresses there are, for every row of a table."""
    return _address(name, arguments, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=8192)
def _address(name: str, arguments: tuple[str, ...], prefix: str, urlconf: str | None) -> str:
    return reverse(name, args=arguments)
