"""Links into present mode (`{% load present %}`)."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def presented(context) -> str:
    """The address of this page as a slide, with its day and filters."""
    asked = context.request.GET.copy()
    asked["present"] = "1"
    return f"?{asked.urlencode()}"


@register.simple_tag(takes_context=True)
def as_slide(context, url: str) -> str:
    """The address of another page as a slide, of the same day."""
    day = context.request.GET.get("as_of", "")
    path, _question, query = url.partition("#")[0].partition("?")
    named = [each for each in query.split("&") if each and not each.startswith(("present=", "as_of="))]
    return f"{path}?{'&'.join([*named, 'present=1', *([f'as_of={day}'] if day else [])])}"
