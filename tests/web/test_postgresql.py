"""The same tests on a real PostgreSQL, in a cluster that is thrown away."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from test_backup import kaocheng, rows

from kaocheng.web import backup
from kaocheng.web.models import User

HERE = Path(__file__).parent
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) if Path("/usr/lib/postgresql").exists() else []
BIN = BINARIES[-1].parent if BINARIES else None


def as_server(*command: str) -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else list(command)


@pytest.fixture
def cluster(tmp_path_factory):
    folder = Path("/tmp") / f"kaocheng-pg-{os.getpid()}"  # noqa: S108 -- the server's own user must reach it
    folder.mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    quiet = {"capture_output": True, "cwd": "/"}
    data = folder / "data"
    subprocess.run(
        as_server(str(BIN / "initdb"), "-D", str(data), "-A", "trust", "-U", "kaocheng", "-E", "UTF8", "--no-sync"),
        check=True,
        **quiet,
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    subprocess.run(
        as_server(str(BIN / "pg_ctl"), "-D", str(data), "-o", options, "-w", "-l", str(folder / "log"), "start"),
        check=True,
        **quiet,
    )
    yield f"postgresql://kaocheng@127.0.0.1:{port}/postgres"
    subprocess.run(as_server(str(BIN / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"), check=True, **quiet)
    shutil.rmtree(folder)


@pytest.mark.skipif(BIN is None, reason="needs Debian's postgresql")
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="runs on that server already")
def test_everything_holds_on_postgresql(cluster):
    environment = {**os.environ, "DATABASE_URL": cluster}
    files = [
        str(HERE / name)
        for name in (
            "test_access.py",
            "test_audit_access.py",
            "test_audits.py",
            "test_editing.py",
            "test_transfer.py",
            "test_pages.py",
            "test_public_questionnaire.py",
            "test_protection.py",
            "test_second_step.py",
        )
    ]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-n", "0", *files]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=HERE.parents[1])
    assert done.returncode == 0, done.stdout[-6000:]


@pytest.mark.skipif(BIN is None, reason="needs Debian's postgresql")
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="runs on that server already")
def test_an_installation_moves_from_sqlite_to_postgresql(cluster, database, tmp_path):
    """A backup of SQLite restored into PostgreSQL: the same rows, and new ones get new numbers."""
    backup.back_up(tmp_path / "sqlite.zip")
    done = kaocheng("restore", tmp_path / "sqlite.zip", DATABASE_URL=cluster, KAOCHENG_HOME=str(tmp_path / "home"))
    assert (done.returncode, done.stderr) == (0, "")
    done = kaocheng("backup", "-o", tmp_path / "pg.zip", DATABASE_URL=cluster, KAOCHENG_HOME=str(tmp_path / "home"))
    assert (done.returncode, done.stderr) == (0, "")
    assert rows(tmp_path / "pg.zip") == rows(tmp_path / "sqlite.zip")
    script = (
        "import django; django.setup(); from kaocheng.web.models import *; print(User.objects.create_user('neu').pk)"
    )
    environment = {**os.environ, "DATABASE_URL": cluster, "KAOCHENG_HOME": str(tmp_path / "home")}
    made = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert int(made.stdout) > User.objects.order_by("-pk").first().pk
