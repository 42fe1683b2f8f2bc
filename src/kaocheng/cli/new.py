"""``kaocheng new``: a new bundle from a template, whole or not at all."""

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

from kaocheng import templates
from kaocheng.cli.output import say
from kaocheng.diagnostics import Message, Refusal, Severity, did_you_mean
from kaocheng.places import InFile
from kaocheng.text import yaml

NOT_EMPTY = Message(
    "new-not-empty",
    Severity.ERROR,
    "这里已经有内容（{found} 等 {count} 项），没有改动。",
    "There is something here already ({count} entries, such as {found}); nothing was changed.",
    "请换一个还不存在的文件夹名，或先移走其中的内容。",
    "Name a folder that does not exist yet, or move its content away first.",
)
NOT_A_FOLDER = Message(
    "new-not-a-folder",
    Severity.ERROR,
    "这里已有同名的文件，不能建文件夹。",
    "A file of this name stands here; a folder cannot be made.",
    "请换一个名称。",
    "Choose another name.",
)
UNKNOWN_TEMPLATE = Message(
    "new-unknown-template",
    Severity.ERROR,
    "没有模板“{found}”。",
    'There is no template "{found}".',
    "{suggestion}可选：{known}。",
    "Known: {known}.",
)
CANNOT_WRITE = Message(
    "new-cannot-write",
    Severity.ERROR,
    "无法在这里写入：{why}。",
    "Cannot write here: {why}.",
    "请检查磁盘空间和权限，或换一个位置。",
    "Check space and permissions, or choose another place.",
)

NEXT_STEPS = {
    "zh": """已建立 {folder}（模板 {template}：{about}）。接下来：
  1. 编辑 {folder}/evaluation.yaml，写上对象、期间、机构；指标和评分标准在 indicators.yaml。
  2. 填写 {folder}/data/ 下的各表；评价判断写在 judgements.yaml。
  3. kaocheng check {folder}      看还缺什么、哪里不对
  4. kaocheng score {folder}      看得分
  5. kaocheng report {folder} -o out      生成报告
教程：docs/tutorial.md""",
    "en": """Made {folder} (template {template}: {about}). Next:
  1. Edit {folder}/evaluation.yaml: subject, period, organisations. Indicators and standards are in indicators.yaml.
  2. Fill in the tables in {folder}/data/; judgements go into judgements.yaml.
  3. kaocheng check {folder}      what is missing or wrong
  4. kaocheng score {folder}      the scores
  5. kaocheng report {folder} -o out      the report
Tutorial: docs/tutorial.md""",
}


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("new")
    parser.add_argument("folder", metavar="DIR", type=Path, help="要新建的文件夹")
    parser.add_argument("--template", required=True, metavar="NAME", help="模板：" + "、".join(templates.NAMES))
    parser.add_argument("--title", default="", help="评价题名，默认用模板里的")


def run(args: argparse.Namespace) -> int:
    """Makes the bundle and says what to do next. Raises :class:`~kaocheng.diagnostics.Refusal`."""
    make(args.folder, args.template, " ".join(args.title.split()))
    say(NEXT_STEPS[args.lang].format(folder=args.folder, template=args.template, about=templates.NAMES[args.template]))
    return 0


def make(target: Path, template: str, title: str = "") -> None:
    """Copies ``template`` to ``target``, which must be absent or empty; ``title`` replaces the one of the template.

    The folder appears whole or not at all. Raises :class:`~kaocheng.diagnostics.Refusal`.
    """
    place = InFile(str(target))
    if template not in templates.NAMES:
        facts = {"known": "、".join(templates.NAMES), "suggestion": did_you_mean(template, templates.NAMES)}
        raise Refusal(UNKNOWN_TEMPLATE.at(found=template, **facts))
    if target.exists() and not target.is_dir():
        raise Refusal(NOT_A_FOLDER.at(place))
    try:
        present = sorted(entry.name for entry in target.iterdir()) if target.is_dir() else []
        if present:
            raise Refusal(NOT_EMPTY.at(place, found=present[0], count=len(present)))
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".kaocheng-", dir=target.parent) as scratch:
            draft = Path(scratch) / "bundle"
            shutil.copytree(templates.folder(template), draft)
            if title:
                _entitle(draft / "evaluation.yaml", title)
            draft.replace(target)
    except OSError as error:
        raise Refusal(CANNOT_WRITE.at(place, why=error.strerror or str(error))) from error


def _entitle(file: Path, title: str) -> None:
    lines = file.read_text("utf-8").splitlines(keepends=True)
    lines = [yaml.dump({"title": title}) if line.startswith("title:") else line for line in lines]
    file.write_text("".join(lines), "utf-8")
