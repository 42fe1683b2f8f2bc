"""What is done in the confined process: ``python -m kaocheng.web.audits.tasks TASK FOLDER``. It knows no database.

``perform``: FOLDER/report, FOLDER/name → the kept audit. ``comment``: FOLDER/report, FOLDER/performed, FOLDER/record → the
Word file with comments.
"""

import json
import sys
from pathlib import Path

from kaocheng.web.audits.confined import confine


def perform(folder: Path) -> bytes | list[str]:
    """Reads the report and re-performs it; the lines of a refusal where it cannot be read."""
    from kaocheng.audit import perform as re_perform
    from kaocheng.audit import read_data
    from kaocheng.audit.storing import dump

    _say(10, "读取")
    document, problems = read_data((folder / "report").read_bytes(), (folder / "name").read_text("utf-8"))
    if document is None:
        return [problem.line() for problem in problems]
    _say(40, "复核")
    audit = re_perform(document)
    _say(90, "保存")
    return dump(audit)


def comment(folder: Path) -> bytes:
    """Writes the comments into the Word file."""
    from kaocheng.audit.decisions import read_record
    from kaocheng.audit.saying.comments import commented
    from kaocheng.audit.storing import load

    _say(10, "写批注")
    record, _ = read_record((folder / "record").read_text("utf-8"), "record")
    return commented((folder / "report").read_bytes(), load((folder / "performed").read_bytes()), record)


TASKS = {"perform": perform, "comment": comment}


def _say(progress: int, message: str) -> None:
    print(progress, message, flush=True)


def main(task: str, scratch: str) -> None:
    """Does the task within its bounds."""
    folder = Path(scratch)
    confine()
    found = TASKS[task](folder)
    if isinstance(found, bytes):
        (folder / "done").write_bytes(found)
    else:
        (folder / "refused").write_text(json.dumps(found, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
