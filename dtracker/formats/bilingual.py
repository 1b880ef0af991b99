"""Names that are data come in two languages; this picks the one being read."""

from dtracker.formats.language import is_english


def bilingual(field: str) -> property:
    """A property that returns `<field>_en` while English is active and filled, else `<field>_vi`."""

    def pick(self) -> str:
        if is_english():
            return getattr(self, f"{field}_en") or getattr(self, f"{field}_vi")
        return getattr(self, f"{field}_vi")

    return property(pick, doc=f"The {field} in the reader's language.")
