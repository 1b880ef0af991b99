"""Keeps the Vietnamese catalogue in step with the code: `make messages`.

Collects every marked string of the Python files and templates into dtracker/locale/vi/LC_MESSAGES/django.po,
keeps the translations there, drops what is no longer used, writes django.mo, and prints what is left.
`--fill FILE…` takes translations from other .po files (a header is not needed; the last one wins) for entries
without one. System gettext is not needed: Babel reads and writes the files, Django reads the templates.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["dtracker", "indicators", "agreements"]
PO = ROOT / "dtracker" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")

# Which arguments of each function are context, singular and plural.
CONTEXT, SINGULAR, PLURAL = "context", "singular", "plural"
ARGUMENTS = {
    "gettext": (SINGULAR,),
    "ngettext": (SINGULAR, PLURAL),
    "pgettext": (CONTEXT, SINGULAR),
    "npgettext": (CONTEXT, SINGULAR, PLURAL),
}
FUNCTIONS = ARGUMENTS | {f"{name}_lazy": roles for name, roles in ARGUMENTS.items()}
FUNCTIONS |= {"gettext_noop": (SINGULAR,), "_": (SINGULAR,)}

LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(({LITERAL}(?:\s*,\s*{LITERAL})*)(?:\s*,\s*count)?\)")
HEADER = """# Vietnamese of dtracker. Written by `make messages`; translate here, then run it again.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: vi\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


class Text(NamedTuple):
    """One marked string: the key gettext looks it up by, plus the plural that comes with it."""

    context: str | None
    singular: str
    plural: str | None = None

    @property
    def id(self) -> str | tuple[str, str]:
        return self.singular if self.plural is None else (self.singular, self.plural)


def _text(function_roles: tuple[str, ...], arguments) -> Text | None:
    given = dict(zip(function_roles, arguments, strict=False))
    if not given.get(SINGULAR):
        return None
    return Text(given.get(CONTEXT), given[SINGULAR], given.get(PLURAL))


def _aliases(source: bytes) -> dict[str, tuple[str, ...]]:
    """The names this file gives to the gettext functions."""
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    names = [name for node in imports if node.module == "django.utils.translation" for name in node.names]
    return {name.asname: FUNCTIONS[name.name] for name in names if name.asname and name.name in FUNCTIONS}


def in_python(source: bytes) -> Iterator[Text]:
    functions = FUNCTIONS | _aliases(source)
    # The source is UTF-8 by default in Python 3; Babel's own default would be latin-1.
    for _line, name, arguments, _comments in extract_python(BytesIO(source), functions, [], {"encoding": "utf-8"}):
        values = arguments if isinstance(arguments, tuple) else (arguments,)
        if text := _text(functions[name], values):
            yield text


def in_template(source: str, origin: str = "") -> Iterator[Text]:
    """The strings Django looks up at run time: `templatize` doubles percent signs exactly as the tags do."""
    for name, arguments in TEMPLATE_CALL.findall(templatize(source, origin)):
        if text := _text(FUNCTIONS[name], ast.literal_eval(f"({arguments},)")):
            yield text


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)
    for folder in [ROOT / "templates", *(ROOT / package / "templates" for package in PACKAGES)]:
        yield from (path for path in folder.rglob("*") if path.suffix in {".html", ".txt", ".svg"})


def marked() -> Catalog:
    """A catalogue of every marked string, without translations; each names the files it stands in."""
    catalog = _empty()
    for path in sorted(sources()):
        name = path.relative_to(ROOT).as_posix()
        is_python = path.suffix == ".py"
        found = in_python(path.read_bytes()) if is_python else in_template(path.read_text(), name)
        for text in found:
            catalog.add(text.id, locations=[(name, 1)], context=text.context)
    return catalog


def _empty() -> Catalog:
    # Fixed dates: a file must not change because it was written again.
    day = datetime(2026, 1, 1, tzinfo=UTC)
    return Catalog(locale="vi", creation_date=day, revision_date=day, fuzzy=False)


def entries(catalog: Catalog) -> dict[tuple, object]:
    """The messages of a catalogue by (context, singular), without its header."""
    return {(m.context, m.id[0] if m.pluralizable else m.id): m for m in catalog if m.id}


def is_translated(message) -> bool:
    return all(message.string) if message.pluralizable else bool(message.string)


def read(path: Path) -> Catalog:
    if not path.exists():
        return _empty()
    with path.open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def _fragment_entries(text: str) -> Iterator[str]:
    """The entries of a .po file one by one, so that one bad entry costs no other."""
    block: list[str] = []
    complete = False
    for line in text.splitlines():
        if complete and line.startswith(("msgctxt", "msgid ", "#")):
            yield "\n".join(block)
            block, complete = [], False
        complete = complete or line.startswith("msgstr")
        block.append(line)
    if complete:
        yield "\n".join(block)


def read_fragment(path: Path) -> dict[tuple, object]:
    """What one file offers; an entry that cannot be read is named and passed over."""
    offered = {}
    for block in _fragment_entries(path.read_text()):
        try:
            catalog = read_po(StringIO(block), locale="vi", abort_invalid=True)
        except (PoFileError, ValueError) as error:
            print(f"{path}: not readable: {error}\n{block}", file=sys.stderr)
            continue
        offered |= {key: message for key, message in entries(catalog).items() if is_translated(message)}
    return offered


def take_over(catalog: Catalog, offered: dict[tuple, object]) -> None:
    """Copies translations to the messages that have none."""
    for key, message in entries(catalog).items():
        if is_translated(message) or key not in offered:
            continue
        found = offered[key].string
        first = found if isinstance(found, str) else found[0]
        message.string = (first,) if message.pluralizable else first


def as_po(catalog: Catalog) -> bytes:
    body = BytesIO()
    write_po(
        body,
        catalog,
        width=100,
        sort_output=True,
        omit_header=True,
        include_lineno=False,
        ignore_obsolete=True,
    )
    return HEADER.encode() + body.getvalue()


def as_mo(po: bytes) -> bytes:
    catalog = read_po(BytesIO(po), locale="vi", abort_invalid=True)
    catalog.creation_date = catalog.revision_date = _empty().creation_date
    compiled = BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()


def untranslated(catalog: Catalog) -> list:
    return [message for message in entries(catalog).values() if not is_translated(message)]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Updates the Vietnamese catalogue.")
    parser.add_argument("--fill", nargs="+", type=Path, default=[], metavar="FILE")
    fragments = parser.parse_args(arguments).fill
    catalog = marked()
    take_over(catalog, entries(read(PO)))
    offered = {}
    for path in fragments:
        offered |= read_fragment(path)
    take_over(catalog, offered)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(catalog))
    MO.write_bytes(as_mo(PO.read_bytes()))
    missing = untranslated(catalog)
    for message in missing:
        files = ", ".join(dict.fromkeys(name for name, _line in message.locations))
        print(f"{message.context or '':>12} {message.id!r}  ({files})")
    print(f"{len(catalog)} messages, {len(missing)} without Vietnamese")


if __name__ == "__main__":
    main(sys.argv[1:])
