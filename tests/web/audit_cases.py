"""Reports for the tests of 报告复核, with mistakes that a calculator shows, and what a browser sends about them."""

import io
import zipfile

import docx
from django.core.files.uploadedfile import SimpleUploadedFile

from kaocheng.web import jobs
from kaocheng.web.models import Audit, Organisation

# 5389 ÷ 7283 = 73.99 %; 557.57 + 998.11 + 110.64 = 1666.32
RATE = "全市结婚总数7283对，开展免费婚前检查5389对，婚检率82.31%。"
TABLE = "表1 资产\n类别\t金额\n甲\t557.57\n乙\t998.11\n丙\t110.64\n合计\t{total}\n"
WRONG = f"第一段。\n\n{RATE}\n\n{TABLE.format(total='1666.23')}"
RATE_MENDED = WRONG.replace("82.31%", "73.99%")

_XML = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def word(body: str = "", before: str = "") -> bytes:
    """A Word file with nothing but this body."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", before + _XML.format(body))
    return target.getvalue()


def long_report() -> str:
    """About a hundred pages in which 300 comparisons are false: 60.00 % and more, up to 74.19 %, is not above 95 %."""
    pages = []
    for number in range(300):
        filler = "".join(f"本项目按照计划开展第{number}批第{part}次工作，资料齐全，手续完备。" for part in range(12))
        rate = f"{60 + number // 20}.{number % 20:02}%"
        pages.append(f"{filler}\n\n第{number}类服务按时办结率为{rate}＞95.00%，达到要求。")
    return "\n\n".join(pages)


def upload(text: str | bytes = WRONG, name: str = "报告.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def audited(browser, text: str | bytes = WRONG, name: str = "报告.txt", **fields: str) -> Audit:
    """The audit of a report that was uploaded by a page and re-performed."""
    answer = browser.post("/audits/add/", {"file": upload(text, name), **fields})
    assert answer.status_code == 302, answer.content.decode()
    jobs.work_once()
    return Audit.objects.latest("id")


def on(*rows) -> list[str]:
    """The discrepancies as a page names them: fingerprint and the decision seen last."""
    return [f"{row.fingerprint}:{row.decision_id or ''}" for row in rows]


def decide(browser, audit: Audit, outcome: str, *rows, **fields: str):
    data = {"outcome": outcome, "on": on(*rows), **fields}
    return browser.post(f"/audits/{audit.pk}/decide/", data, HTTP_ACCEPT="application/json")


def rows(audit: Audit) -> dict:
    """The discrepancies by what is printed."""
    return {row.printed: row for row in audit.discrepancies.select_related("decision")}


def page(browser, audit: Audit, path: str = "") -> str:
    answer = browser.get(f"/audits/{audit.pk}/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def evaluator() -> str:
    return f"o{Organisation.objects.get(name='示例评价机构').pk}"


def word_report() -> bytes:
    source, target = docx.Document(), io.BytesIO()
    source.add_paragraph("第一段。")
    source.add_paragraph(RATE)
    source.save(target)
    return target.getvalue()
