"""A bundle written reads back equal; an archive says what was changed."""

import hashlib
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kaocheng.bundle import read
from kaocheng.bundle.archive import pack, unpack, verify
from kaocheng.bundle.writing import write
from kaocheng.diagnostics import Refusal
from kaocheng.domain import Evidence, Review

ROOT = Path(__file__).parents[2]
BUNDLES = [ROOT / "tests/bundles/small", *sorted((ROOT / "examples").iterdir())]


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda folder: folder.name)
def test_written_reads_back_equal(folder: Path, tmp_path: Path) -> None:
    bundle = read(folder)
    write(bundle, tmp_path / "copy")
    copy = read(tmp_path / "copy")
    assert copy.problems == ()
    assert copy.evaluation == bundle.evaluation
    assert copy.attachments == bundle.attachments


def test_a_query_and_evidence_at_a_cell_are_kept(tmp_path: Path) -> None:
    """A comment and a document that stand at a cell read back as they were; without cells the column is not written."""
    bundle = read(BUNDLES[0])
    at = "经费/甲县/支出"
    asked = Review(by="审核人", comment="为何？", at=at, reply="补发。", replied_by="被评价单位", replied="2021-12-17")
    seen = Evidence("E9", "明细账", cells=(at, "经费/乙县/支出"))
    write(replace(bundle, evaluation=replace(bundle.evaluation, reviews=(asked,), evidence=(seen,))), tmp_path / "a")
    copy = read(tmp_path / "a")
    assert copy.problems == ()
    assert copy.evaluation.reviews == (asked,)
    assert copy.evaluation.evidence == (seen,)
    plain = replace(bundle.evaluation, evidence=(replace(seen, cells=()),))
    write(replace(bundle, evaluation=plain), tmp_path / "b")
    assert (tmp_path / "b/evidence/evidence.csv").read_text("utf-8-sig").splitlines()[0] == "编号,题名,文件,sha256,指标"


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    bundle = read(BUNDLES[0])
    for name in ("a", "b"):
        write(bundle, tmp_path / name)
    files = [sorted((p.relative_to(tmp_path / n), p.read_bytes()) for p in (tmp_path / n).rglob("*.*")) for n in "ab"]
    assert files[0] == files[1]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(FileExistsError):
        write(read(BUNDLES[0]), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_packed_and_unpacked_is_equal(tmp_path: Path) -> None:
    pack(BUNDLES[0], tmp_path / "a.kaocheng")
    assert verify(tmp_path / "a.kaocheng") == []
    unpack(tmp_path / "a.kaocheng", tmp_path / "b")
    assert read(tmp_path / "b").evaluation == read(BUNDLES[0]).evaluation


def test_packing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        pack(BUNDLES[0], tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def _altered(archive: Path, target: Path) -> None:
    """A copy of the archive with units.yaml left out, metrics.yaml changed and extra.txt added."""
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(target, "w") as out:
        for info in source.infolist():
            if info.filename != "units.yaml":
                data = source.read(info)
                out.writestr(info.filename, data + b"#" if info.filename == "metrics.yaml" else data)
        out.writestr("extra.txt", "x")


def test_verify_names_what_was_changed(tmp_path: Path) -> None:
    pack(BUNDLES[0], tmp_path / "a.kaocheng")
    _altered(tmp_path / "a.kaocheng", tmp_path / "b.kaocheng")
    found = {problem.code: dict(problem.facts)["path"] for problem in verify(tmp_path / "b.kaocheng")}
    assert found == {"file-missing": "units.yaml", "file-changed": "metrics.yaml", "file-added": "extra.txt"}
    with pytest.raises(Refusal):
        unpack(tmp_path / "b.kaocheng", tmp_path / "c")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.kaocheng", "b.kaocheng"]


@pytest.mark.parametrize("manifest", ["[]", '{"files": ["x"]}', '{"files": 3}', "[" * 100_000, "{"])
def test_a_forged_manifest_is_refused(manifest: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.kaocheng", "w") as out:
        out.writestr("x", "x")
        out.writestr("manifest.json", manifest)
    assert [problem.code for problem in verify(tmp_path / "a.kaocheng")] == ["no-manifest"]


def test_what_cannot_be_unpacked_leaves_nothing_behind(tmp_path: Path) -> None:
    """A file and a folder of the same name: whatever the system says, no half folder is left."""
    files = {"x": "x", "x/y": "y"}
    digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
    with zipfile.ZipFile(tmp_path / "a.kaocheng", "w") as out:
        for name, text in files.items():
            out.writestr(name, text)
        out.writestr("manifest.json", json.dumps({"files": digests}))
    with pytest.raises(OSError, match="x"):
        unpack(tmp_path / "a.kaocheng", tmp_path / "b")
    assert [file.name for file in tmp_path.iterdir()] == ["a.kaocheng"]


@pytest.mark.parametrize("path", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "c:\\out.txt"])
def test_paths_that_lead_outside_are_refused(path: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.kaocheng", "w") as out:
        out.writestr(path, "x")
    assert [problem.code for problem in verify(tmp_path / "a.kaocheng")] == ["unsafe-path"]


@pytest.mark.parametrize(("data", "code"), [(b"no zip", "archive-damaged"), (None, "no-archive")])
def test_what_is_no_archive_is_said_so(data: bytes | None, code: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / "a.kaocheng").write_bytes(data)
    assert [problem.code for problem in verify(tmp_path / "a.kaocheng")] == [code]


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    assert [problem.code for problem in verify(tmp_path)] == ["is-folder"]
