"""The law of the tree, held by reading every import: which layer and which package may know which."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("dtracker", "indicators", "agreements")

LAYERS = {
    "pure": 0, "enums": 0, "quarters": 0, "numbers": 0, "text": 0, "dates": 0, "bilingual": 0, "language": 0,
    "chains": 0,
    "progress": 0, "workflow": 0, "deadlines": 0, "doubts": 0, "checks": 0, "kinds": 0, "rounds": 0,
    "explanations": 0, "composite": 0, "projection": 0, "scoring": 0,
    "roles": 0, "tiles": 0, "vi": 0, "en": 0,
    "sheets": 0, "present": 0,
    "models": 1, "storage": 1, "addresses": 1,
    "access": 2, "queries": 2, "cuts": 2,
    "actions": 3,
    "forms": 4, "tables": 4, "charts": 4, "explain": 4, "imports": 4, "exports": 4, "reports": 4,
    "mails": 4, "notices": 4, "told": 4,
    "blocks": 4, "hits": 4, "province_sheet": 4, "seeding": 4,
    "views": 5, "api": 5, "admin": 5, "management": 5, "commands": 5, "templatetags": 5, "urls": 5, "apps": 5,
    "settings": 5, "wsgi": 5, "paths": 5, "gates": 5, "middleware": 5, "context": 5,
    "slides": 5, "days": 5, "site": 5, "scoped": 5, "deployment": 5, "receivers": 5, "visitors": 5, "backends": 5,
    "elsewhere": 5, "deleting": 5, "migrating": 5,
}  # fmt: skip
"""Name of a module → its layer. A module imports its own layer or an earlier one. Lazy text is allowed everywhere."""

GROUND = (
    "dtracker.places",
    "dtracker.accounts",
    "dtracker.changes",
    "dtracker.formats",
    "dtracker.files",
    "dtracker.templatetags",
)
FRONT_DOOR = ("dtracker.pages", "dtracker.urls", "dtracker.management", "dtracker.wsgi")


CLOCKS = {"date.today", "datetime.now", "datetime.today", "timezone.now", "timezone.localdate", "time.time"}


@cache
def modules() -> list[Path]:
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(module: str) -> int | None:
    """The layer of a dotted name: that of its last part which has one, the outermost first inside a package."""
    parts = module.split(".")[1:]
    if parts[:1] == ["management"]:
        return LAYERS["management"]
    for part in parts:
        if part in LAYERS and part not in ("places", "accounts", "changes", "formats", "pages"):
            return LAYERS[part]
    return None


@cache
def files() -> set[str]:
    """Dotted names of the modules that are a file, not a package."""
    return {dotted(path) for path in modules() if path.name != "__init__.py"}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def imports_of(path: Path) -> list[tuple[int, str]]:
    """(line, dotted name) of every import of ours; "from x import y" counts as x."""
    found = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, each.name) for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{dotted(path)}:{node.lineno} imports relatively; write the whole name"
            names = [f"{node.module}.{each.name}" for each in node.names]
            modules_named = [name for name in names if name in files()]
            found += [(node.lineno, name) for name in modules_named or [node.module]]
    return [(line, name) for line, name in found if name.split(".")[0] in PACKAGES]


def is_under(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == each or module.startswith(f"{each}.") for each in packages)


def test_a_module_imports_its_own_layer_or_an_earlier_one():
    wrong = [
        f"{dotted(path)}:{line} (layer {mine}) imports {name} (layer {theirs})"
        for path in modules()
        if (mine := layer_of(dotted(path))) is not None
        for line, name in imports_of(path)
        if (theirs := layer_of(name)) is not None and theirs > mine
    ]
    assert wrong == []


def forbidden_to(module: str) -> tuple[str, ...]:
    forbidden = FRONT_DOOR if not is_under(module, FRONT_DOOR) else ()
    if module.startswith("indicators"):
        forbidden += ("agreements",)
    if is_under(module, GROUND):
        forbidden += ("indicators", "agreements")
    return forbidden


def test_packages_know_each_other_in_one_direction():
    wrong = [
        f"{dotted(path)}:{line} imports {name}"
        for path in modules()
        for line, name in imports_of(path)
        if is_under(name, forbidden_to(dotted(path)))
    ]
    assert wrong == []


def test_imports_stand_at_the_top():
    inside = []
    for path in modules():
        tree = parsed(path)
        top = {id(node) for node in tree.body}
        inside += [
            f"{dotted(path)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in top
        ]
    assert inside == []


def test_every_module_has_a_layer():
    """A new module needs a room: name it after a layer, or give its name a layer here with a reason."""
    homeless = [dotted(path) for path in modules() if path.name != "__init__.py" and layer_of(dotted(path)) is None]
    assert homeless == []


def test_pure_modules_touch_neither_database_clock_nor_request():
    allowed = {"django.db.models", "django.utils.translation", "django.utils.functional", "django.utils.text"}
    wrong = []
    for path in modules():
        if layer_of(dotted(path)) != 0:
            continue
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.ImportFrom)
                and (node.module or "").startswith("django")
                and node.module not in allowed
            ):
                wrong.append(f"{dotted(path)}:{node.lineno} imports {node.module}")
            if isinstance(node, ast.Attribute) and node.attr == "objects":
                wrong.append(f"{dotted(path)}:{node.lineno} asks the database")
            if isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCKS:
                wrong.append(f"{dotted(path)}:{node.lineno} asks the clock")
    assert wrong == []


def test_no_package_is_a_drawer():
    drawers = {"common", "core", "utils", "services", "helpers", "misc"}
    assert [dotted(path) for path in modules() if drawers & set(dotted(path).split("."))] == []
