"""The example of 报告复核 in the demonstration: a report that Kaocheng wrote itself, with two slips of the pen put in by this code."""

import io
import re

from kaocheng.report import pack
from kaocheng.web.audits import versions
from kaocheng.web.models import Audit, Evaluation, Organisation, User
from kaocheng.web.workspace import workspace

NAME = "示例：考成生成的报告，有意改动两处数字.docx"
_RATE = re.compile(r"\d\d\.(\d)(?!\1)\d%")
_AMOUNT = re.compile(r"\d+,(\d)(?!\1)\d\d\.\d\d")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def load_example(evaluation: Evaluation, owner: Organisation, user: User, author: str) -> None:
    """Takes the changed report of an evaluation in, once; the job process reads it when the application runs."""
    if Audit.objects.filter(organisation=owner).exists():
        return
    space = workspace(evaluation)
    [(_, data)] = pack(space.evaluation, space.sheet, dict(space.bundle.surveys)).render(["docx"])
    versions.begin(owner, user, NAME, with_slips(data), author)


def with_slips(data: bytes) -> bytes:
    """The Word file with two neighbouring digits swapped in the first rate and in the first large amount of its tables."""
    import docx

    document = docx.Document(io.BytesIO(data))
    cells = [
        text for text in document.element.body.iter(f"{_W}t") if next(text.iterancestors(f"{_W}tc"), None) is not None
    ]
    for pattern in (_RATE, _AMOUNT):
        found = next((text for text in cells if pattern.fullmatch(text.text or "")), None)
        if found is not None:
            found.text = _swapped(found.text, pattern)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _swapped(text: str, pattern: re.Pattern[str]) -> str:
    """88.10% becomes 88.01%: the digit that the pattern catches changes places with the next."""
    match = pattern.fullmatch(text)
    if match is None:
        return text
    at = match.start(1)
    return f"{text[:at]}{text[at + 1]}{text[at]}{text[at + 2 :]}"
