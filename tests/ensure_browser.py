"""Makes sure the browser tests have a browser: finds one, or installs Debian's as root, or says what to type.

Ends with 0 when a browser and Playwright itself start; with 2 and one command to type otherwise.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"]
# Playwright's own Node needs libatomic, pictures a font with Vietnamese letters: a minimal Debian lacks both.
PACKAGES = ["chromium", "libatomic1", "fonts-dejavu-core"]
APT = ["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES]


def _starts(*command: str) -> bool:
    # `--version` is asked of each: Ubuntu's chromium-browser is only a hint to install something else.
    try:
        done = subprocess.run([*command, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _downloaded_by_playwright() -> list[str]:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    programs = [*folder.glob("chromium*/*/headless_shell"), *folder.glob("chromium*/*/chrome-headless-shell")]
    programs += folder.glob("chromium*/*/chrome")
    return [str(path) for path in sorted(programs, reverse=True)]


def find_browser() -> str | None:
    """The first that starts: BROWSER_PATH if set (and then no other), the PATH, Playwright's downloads."""
    if given := os.environ.get("BROWSER_PATH"):
        return given if _starts(given) else None
    candidates = [path for name in NAMES if (path := shutil.which(name))]
    return next((path for path in candidates + _downloaded_by_playwright() if _starts(path)), None)


def ready() -> bool:
    return find_browser() is not None and _starts(sys.executable, "-m", "playwright")


def _install() -> None:
    print("No browser found; installing", *PACKAGES, flush=True)
    subprocess.run(["apt-get", "update", "-q"], check=False)
    subprocess.run(APT, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, check=False)


def _what_to_type() -> str:
    if os.environ.get("BROWSER_PATH"):
        return "unset BROWSER_PATH   (the program it names does not start)"
    if shutil.which("apt-get"):
        return " ".join([*([] if os.geteuid() == 0 else ["sudo"]), *APT])
    return f"{sys.executable} -m playwright install --only-shell chromium"


def main() -> int:
    can_install = os.geteuid() == 0 and shutil.which("apt-get") and not os.environ.get("BROWSER_PATH")
    if not ready() and can_install:
        _install()
    if ready():
        print("Browser:", find_browser())
        return 0
    print("The browser tests need a browser that starts. Type:", file=sys.stderr)
    print("   ", _what_to_type(), file=sys.stderr)
    print("or leave them out: make test BROWSER=no", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
