"""``kaocheng new``: a whole bundle or none, and clear words where it refuses."""

import argparse

import pytest

from kaocheng import templates
from kaocheng.cli import new
from kaocheng.diagnostics import Refusal
from kaocheng.text import yaml


def title_of(folder) -> str:
    node, problems = yaml.load((folder / "evaluation.yaml").read_text("utf-8"), "evaluation.yaml")
    assert problems == []
    return node["title"]


def files(folder) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", templates.NAMES)
def test_every_file_of_the_template_is_copied(name, tmp_path):
    new.make(tmp_path / "deep" / "new", name)
    assert files(tmp_path / "deep" / "new") == files(templates.folder(name))


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "mine").mkdir()
    new.make(tmp_path / "mine", "self-2020")
    assert title_of(tmp_path / "mine") == "某单位2024年某项目支出绩效自评"


@pytest.mark.parametrize("title", ["某县2025年道路养护项目", 'a: "b" # c', "'单引号'", "no", "- 列表？", "x" * 300])
def test_the_title_is_kept_whatever_it_holds(title, tmp_path):
    new.make(tmp_path / "new", "project-2020", title)
    assert title_of(tmp_path / "new") == title


def test_a_folder_with_content_is_refused_and_untouched(tmp_path):
    (tmp_path / "keep.txt").write_text("mine")
    with pytest.raises(Refusal) as refused:
        new.make(tmp_path, "project-2020")
    assert refused.value.diagnostics[0].text() == "这里已经有内容（keep.txt 等 1 项），没有改动。"
    assert files(tmp_path) == ["keep.txt"]


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(Refusal) as refused:
        new.make(tmp_path / "taken", "project-2020")
    assert refused.value.diagnostics[0].code == "new-not-a-folder"


def test_an_unknown_template_is_refused_with_the_nearest_name(tmp_path):
    with pytest.raises(Refusal) as refused:
        new.make(tmp_path / "new", "project-2021")
    assert refused.value.diagnostics[0].line() == (
        "错误：没有模板“project-2021”。您是否指“project-2020”？可选：project-2020、project-2011、department、self-2020。"
    )
    assert not (tmp_path / "new").exists()


def test_nothing_is_left_behind_where_copying_fails(tmp_path, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copytree", full)
    with pytest.raises(Refusal) as refused:
        new.make(tmp_path / "new", "project-2020")
    assert refused.value.diagnostics[0].code == "new-cannot-write"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_next_steps_name_the_folder(lang, tmp_path, capsys):
    args = argparse.Namespace(folder=tmp_path / "new", template="department", title="", lang=lang)
    assert new.run(args) == 0
    assert f"kaocheng check {tmp_path / 'new'}" in capsys.readouterr().out
