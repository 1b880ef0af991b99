"""Present mode: with `?present=1` a page answers as one slide for the projector."""

PRESENT = "present"


def is_presented(request) -> bool:
    return request.GET.get(PRESENT) == "1"


def template_of(request, page: str) -> str:
    """The template of the page; in present mode that of its slide, which has the same name in templates/slides."""
    return f"slides/{page.rpartition('/')[2]}" if is_presented(request) else page
