"""The whole installation in one file and back, by the commands that an administrator uses."""

import json
import os
import subprocess
import sys
import zipfile

import pytest
from audit_cases import audited, decide

from kaocheng.web import backup
from kaocheng.web.models import Blob, Change

COMMAND = "import sys; from kaocheng.cli import main; sys.exit(main(sys.argv[1:]))"


def kaocheng(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command on another installation than that of the tests."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KAOCHENG_", "DATABASE_"))}
    command = [sys.executable, "-c", COMMAND, *map(str, arguments)]
    return subprocess.run(command, env=clean | environment, capture_output=True, text=True, check=False)


def rows(archive) -> list[str]:
    with zipfile.ZipFile(archive) as packed:
        return packed.read(backup.ROWS).decode().splitlines()


@pytest.fixture
def saved(database, tmp_path):
    Blob.keep(b"a voucher")
    file = tmp_path / "saved.zip"
    backup.back_up(file)
    return file


def test_what_was_backed_up_is_restored_and_the_record_of_changes_with_it(saved, tmp_path):
    home = tmp_path / "other"
    done = kaocheng("restore", saved, "--home", home)
    assert (done.returncode, done.stderr) == (0, "")
    again = kaocheng("backup", "--home", home, "-o", tmp_path / "again.zip")
    assert (again.returncode, again.stderr) == (0, "")
    assert rows(tmp_path / "again.zip") == rows(saved)
    assert sum('"web.change"' in row for row in rows(saved)) == Change.objects.count() > 0
    with zipfile.ZipFile(tmp_path / "again.zip") as packed:
        assert b"a voucher" in [packed.read(name) for name in packed.namelist() if name.startswith(backup.FILES)]


def test_audits_and_their_decisions_are_restored(visitor, tmp_path):
    """A decision and its discrepancy name each other; the record of decisions cannot be altered."""
    finance = visitor("commissioner")
    audit = audited(finance)
    decide(finance, audit, "dismissed", *audit.discrepancies.all(), reason="口径不同")
    backup.back_up(tmp_path / "saved.zip")
    done = kaocheng("restore", tmp_path / "saved.zip", "--home", tmp_path / "other")
    assert (done.returncode, done.stderr) == (0, "")
    kaocheng("backup", "--home", tmp_path / "other", "-o", tmp_path / "again.zip")
    assert rows(tmp_path / "again.zip") == rows(tmp_path / "saved.zip")
    assert sum('"web.decision"' in row for row in rows(tmp_path / "again.zip")) == 2


def test_only_its_owner_can_read_a_backup(saved):
    assert saved.stat().st_mode & 0o077 == 0


def test_a_backup_is_never_overwritten(saved, tmp_path):
    home = tmp_path / "home"
    kaocheng("restore", saved, "--home", home)
    done = kaocheng("backup", "--home", home, "-o", saved)
    assert done.returncode == 2
    assert "已经有这个文件" in done.stderr


def test_nothing_is_restored_over_something(saved, tmp_path):
    home = tmp_path / "home"
    kaocheng("restore", saved, "--home", home)
    done = kaocheng("restore", saved, "--home", home)
    assert done.returncode == 2
    assert "已有用户和评价" in done.stderr


def test_where_nothing_is_installed_there_is_nothing_to_back_up(tmp_path):
    done = kaocheng("backup", "--home", tmp_path / "typo")
    assert done.returncode == 2
    assert "没有网页应用的数据" in done.stderr
    assert not (tmp_path / "typo").exists()


def changed(archive, **members: bytes):
    """A copy of a backup in which members are replaced."""
    other = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as packed, zipfile.ZipFile(other, "w") as out:
        for name in packed.namelist():
            out.writestr(name, members.get(name.split(".")[0].split("/")[0], packed.read(name)))
    return other


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"rows": b'{"model": "web.user", "pk": 1, "fields": {"username": "half'}, "损坏"),
        ({"rows": b'{"model": "web.nothing", "pk": 1, "fields": {}}\n'}, "损坏"),
        ({"files": b"another voucher"}, "损坏"),
        ({"manifest": b"no json"}, "损坏"),
        ({"manifest": json.dumps({"version": "9.9", "migrations": []}).encode()}, "9.9"),
    ],
)
def test_a_backup_that_is_not_whole_restores_nothing(members, says, saved, tmp_path):
    home = tmp_path / "home"
    done = kaocheng("restore", changed(saved, **members), "--home", home)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert kaocheng("restore", saved, "--home", home).returncode == 0  # the installation is still empty


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04"])
def test_another_file_is_no_backup(content, tmp_path):
    file = tmp_path / "file.zip"
    file.write_bytes(content)
    done = kaocheng("restore", file, "--home", tmp_path / "home")
    assert done.returncode == 2
    assert "损坏" in done.stderr


def test_a_backup_that_is_not_there(tmp_path):
    done = kaocheng("restore", tmp_path / "nothing.zip", "--home", tmp_path / "home")
    assert done.returncode == 2
    assert "没有这个备份文件" in done.stderr
