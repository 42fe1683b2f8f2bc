"""``kaocheng report``, as a person calls it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from kaocheng.cli import main

SMALL = Path(__file__).parents[1] / "bundles" / "small"
TITLE = "甲市2024年培训补贴项目绩效评价报告"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_all_formats_are_written_under_the_title_and_named(run: Run, tmp_path: Path) -> None:
    code, out, err = run("report", SMALL, "-o", tmp_path / "out")
    assert (code, err) == (0, "")
    assert names(tmp_path / "out") == sorted(f"{TITLE}.{form}" for form in ("docx", "pdf", "html", "xlsx"))
    assert out.splitlines() == [str(tmp_path / "out" / f"{TITLE}.{form}") for form in ("docx", "pdf", "html", "xlsx")]


def test_a_second_run_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    for name in ("first", "second"):
        run("report", SMALL, "-o", tmp_path / name)
    for file in (tmp_path / "first").iterdir():
        assert file.read_bytes() == (tmp_path / "second" / file.name).read_bytes(), file.name


def test_only_the_asked_formats_are_written(run: Run, tmp_path: Path) -> None:
    code, _, _ = run("report", SMALL, "-o", tmp_path, "--formats", "html，.XLSX")
    assert code == 0
    assert names(tmp_path) == [f"{TITLE}.html", f"{TITLE}.xlsx"]


def test_an_unknown_format_is_refused_with_the_nearest_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    code, _, err = run("report", SMALL, "-o", tmp_path / "out", "--formats", "dox")
    assert code == 2
    assert err.strip() == "错误：不认识的格式“dox”。您是否指“docx”？可选：docx、pdf、html、xlsx，用逗号分开。"
    assert not (tmp_path / "out").exists()


def test_a_file_where_the_folder_should_be_is_a_clear_refusal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("我在这里", "utf-8")
    code, _, err = run("report", SMALL, "-o", tmp_path / "out", "--formats", "html")
    assert code == 2
    assert "无法写入" in err
    assert "没有写出任何文件" in err
    assert (tmp_path / "out").read_text("utf-8") == "我在这里"


def test_nothing_is_written_half(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second file cannot be written: the first is taken away again."""
    written = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if ".xlsx" in path.name:
            raise OSError(28, "没有空间")
        return written(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    code, _, err = run("report", SMALL, "-o", tmp_path, "--formats", "html,xlsx")
    assert (code, names(tmp_path)) == (2, [])
    assert "没有空间" in err


def test_an_unknown_reference_ends_with_1_and_its_place(run: Run, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    shutil.copytree(SMALL, bundle)
    (bundle / "report").mkdir(exist_ok=True)
    (bundle / "report" / "10-摘要.md").write_text("# 摘要\n\n得{{总份}}分。\n", "utf-8")
    code, _, err = run("report", bundle, "-o", tmp_path / "out", "--formats", "html")
    assert code == 1
    assert err.startswith("report/10-摘要.md:3:2 错误：报告文字引用了不存在的数“总份”。您是否指“总分”？")
    assert "{{总份}}" in (tmp_path / "out" / f"{TITLE}.html").read_text("utf-8")


def test_watching_writes_the_page_again_when_a_text_changes_and_ends_with_ctrl_c(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle, page = tmp_path / "bundle", tmp_path / "out" / f"{TITLE}.html"
    shutil.copytree(SMALL, bundle)
    seen: list[bool] = []

    def look_again(_: float) -> None:
        """Between two looks somebody writes; a file that cannot be read does not end the watch; then Ctrl-C."""
        seen.append("新写的一句" in page.read_text("utf-8"))
        if len(seen) == 1:
            (bundle / "report" / "10-摘要.md").write_text("# 摘要\n\n新写的一句。\n", "utf-8")
        elif len(seen) == 2:
            (bundle / "evaluation.yaml").rename(bundle / "evaluation.yam")
        else:
            raise KeyboardInterrupt

    monkeypatch.setattr("kaocheng.cli.report.time.sleep", look_again)
    code, _, err = run("report", bundle, "-o", tmp_path / "out", "--watch")
    assert (code, seen) == (0, [False, True, True])
    assert names(tmp_path / "out") == [f"{TITLE}.html"]
    assert "已结束" in err
    assert "evaluation.yaml" in err


def test_nothing_is_written_again_while_nothing_changes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = iter((None, None, KeyboardInterrupt()))

    def look_again(_: float) -> None:
        if isinstance(end := next(looks), BaseException):
            raise end

    monkeypatch.setattr("kaocheng.cli.report.time.sleep", look_again)
    _, out, _ = run("report", SMALL, "-o", tmp_path / "out", "--watch")
    assert out.count(".html") == 1


def test_an_office_brings_its_template_and_its_outline(run: Run, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    shutil.copytree(SMALL, bundle)
    (bundle / "report" / "outline.yaml").write_text("sections: [评价结论]\nannexes: [打分表]\n", "utf-8")
    office = docx.Document()
    office.add_paragraph("本所封面：{{题名}}")
    office.save(str(tmp_path / "office.docx"))
    code, _, err = run(
        "report", bundle, "-o", tmp_path / "out", "--formats", "docx", "--template", tmp_path / "office.docx"
    )
    assert (code, err.count("错误")) == (0, 0)
    made = docx.Document(str(tmp_path / "out" / f"{TITLE}.docx"))
    assert made.paragraphs[0].text == f"本所封面：{TITLE}"
    assert [p.text for p in made.paragraphs if p.style.name in ("Heading 1", "无编号标题1")] == [
        "综合评价情况及评价结论", "附件1　绩效评价打分表"
    ]  # fmt: skip


def test_a_template_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    code, _, err = run("report", SMALL, "-o", tmp_path / "out", "--template", tmp_path / "no.docx")
    assert code == 2
    assert "读不到这个 Word 模板" in err
