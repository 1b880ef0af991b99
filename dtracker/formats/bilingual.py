"""Names that are data come in two languages; this picks the one being read."""

from django.utils.translation import get_language


def bilingual(field: str) -> property:
    """A property that returns `<field>_en` while English is active and filled, else `<field>_vi`."""

    def pick(self) -> str:
        if (get_language() or "vi").startswith("en"):
            return getattr(self, f"{field}_en") or getattr(self, f"{field}_vi")
        return getattr(self, f"{field}_vi")

    return property(pick, doc=f"The {field} in the reader's language.")
