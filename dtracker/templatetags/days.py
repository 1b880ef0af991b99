"""Links that stay on the day of their page."""

from urllib.parse import urlencode, urlsplit

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def on_day(context, url: str) -> str:
    """The address with the `?as_of=` of the page it stands on, so that what it leads to speaks of the same day."""
    request = getattr(context, "request", None)
    day = request.GET.get("as_of") if request else ""
    parts = urlsplit(url)
    if not day or "as_of=" in parts.query:
        return url
    query = "&".join(each for each in (parts.query, urlencode({"as_of": day})) if each)
    return parts._replace(query=query).geturl()
