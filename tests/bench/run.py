"""`make bench`: what the product costs, beside its budgets. Not part of `make test`.

Every part runs in a process and on a temporary database of its own, so that its time and memory are its own. Named
parts run alone: `python tests/bench/run.py pages`, of `pages`, `country`, `sheet`, `import`.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.budget import told  # noqa: E402  (after the path is set)

MOST_SEED = (30, 400)
MOST_IMPORT_MB = 300


def main() -> None:
    wanted = sys.argv[1:] or list(PARTS)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "PYTHONPATH": str(ROOT),
        }
        for name in wanted:
            PARTS[name](folder)


def _pages(folder: str) -> None:
    seconds, megabytes = _seed()
    print("Seeding:")
    print(told("time", seconds, MOST_SEED[0], "s"))
    print(told("memory at most", megabytes, MOST_SEED[1], "MB"))
    print("\nPages, real data:", flush=True)
    _run("tests.bench.pages", "real")
    _run("tests.bench.index")


def _country(folder: str) -> None:
    """63 provinces × 40 indicators × 40 quarters."""
    environment = {"DATABASE_URL": f"sqlite:///{folder}/country.sqlite3"}
    _run("tests.bench.country", **environment)
    print("\nPages, 63 provinces × 40 indicators × 40 quarters, two targets of each:", flush=True)
    _run("tests.bench.pages", "generated", **environment)


def _run(module: str, *arguments: str, **environment: str) -> None:
    if subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, env=os.environ | environment).returncode:
        sys.exit(f"{module} failed.")


def _sheet(folder: str) -> None:
    """A sheet of 60 figures on SQLite and on PostgreSQL, each in a process and a database of its own."""
    command = [sys.executable, "-m", "tests.bench.sheet"]
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/sheet.sqlite3", "LOG_LEVEL": "ERROR"}
    print(flush=True)
    if subprocess.run(command, cwd=ROOT, env=environment).returncode:
        sys.exit("The bench of the sheet failed.")
    print(flush=True)
    # It ends with its own sentence where there is no server.
    if subprocess.run([sys.executable, "tests/with_postgres.py", *command], cwd=ROOT, env=environment).returncode:
        print("PostgreSQL: left out.")


def _import(folder: str) -> None:
    """A file of 100,800 rows, in a process and a database of its own."""
    print("\nImport of 100,800 rows:", flush=True)
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/import.sqlite3", "LOG_LEVEL": "ERROR"}
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.import_file"], cwd=ROOT, env=environment)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("The import failed.")
    print(told("memory at most", usage.ru_maxrss / 1024, MOST_IMPORT_MB, "MB"))


def _seed() -> tuple[float, float]:
    """Seconds and megabytes of `manage.py seed` on an empty database."""
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], check=True, cwd=ROOT)
    before = time.perf_counter()
    process = subprocess.Popen([*manage, "seed"], cwd=ROOT, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("Seeding failed.")
    return time.perf_counter() - before, usage.ru_maxrss / 1024


PARTS = {"pages": _pages, "country": _country, "sheet": _sheet, "import": _import}


if __name__ == "__main__":
    main()
