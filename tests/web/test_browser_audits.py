"""报告复核 in a real Chromium: dropped, read, decided with keys alone, answered by its author, mended; at a desk and on a phone."""

import re

import docx
import pytest
from audit_cases import RATE, RATE_MENDED, WRONG, long_report
from browsing import PHONE

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.usefixtures("server")
expect = sync_api.expect
WIDE = {"width": 1440, "height": 900}


def text_file(text: str = WRONG, name: str = "某市报告.txt") -> dict:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def audit(one, name: str, text: str = WRONG, author: str = "示例评价机构") -> str:
    """Uploads a report, waits until it is re-performed, and returns its address."""
    one.page.goto("/audits/")
    one.page.locator(".drop input[type=file]").set_input_files(text_file(text, name))
    one.page.fill(".drop [name=author]", author)
    one.page.get_by_role("button", name="复核").click()
    one.page.locator(".audit-desk").wait_for()
    return one.page.url


def item(one, printed: str):
    return one.page.locator(".discrepancies > li", has=one.page.locator("s", has_text=printed))


def test_the_example_shows_what_an_audit_is(desk):
    one = desk("caizheng", WIDE)
    one.page.goto("/audits/")
    row = one.page.locator("tr", has_text="有意改动两处数字")
    expect(row).to_contain_text("第1版", timeout=30_000)
    one.look("audits")
    row.get_by_role("link").click()
    expect(one.page.locator(".discrepancies > li.open")).to_have_count(3)
    expect(one.page.locator(".discrepancies > li[data-severity=note]")).to_contain_text("B21 预算完成率 评分标准")
    one.look("audit-example")


def test_discrepancies_are_decided_with_keys_alone(desk):
    """The first is selected; A, and on to the second; D with a reason; U opens it again; nobody touches a mouse."""
    one = desk("caizheng", WIDE)
    audit(one, "键盘.txt")
    keys = one.page.keyboard
    first = one.page.locator(".discrepancies > li").nth(0)
    expect(first).to_have_class(re.compile("selected"))
    expect(one.page.locator(".original mark.selected").first).to_be_in_viewport()
    keys.press("a")
    expect(first.locator(".badge")).to_have_text("确认")
    second = one.page.locator(".discrepancies > li").nth(1)
    expect(second).to_have_class(re.compile("selected"))
    keys.press("d")
    expect(one.page.locator("dialog#dismissed textarea")).to_be_focused()
    one.look("audit-dismissing")
    keys.type("口径不同")
    keys.press("Control+Enter")
    expect(second.locator(".badge")).to_have_text("不成立")
    expect(second).to_contain_text("口径不同")
    expect(second).to_contain_text("演示委托方")
    expect(one.page.locator("[data-shown]")).to_have_text("2 处，都处理了")
    expect(one.page.locator(".original mark.not-so").first).to_be_visible()
    one.look("audit-decided")
    keys.press("u")
    expect(second.locator(".badge")).to_have_count(0)
    expect(second).to_contain_text("撤销")
    keys.press("k")
    expect(first).to_have_class(re.compile("selected"))
    one.page.reload()
    expect(item(one, "82.31%").locator(".badge")).to_have_text("确认")


def test_a_click_on_a_mark_selects_its_discrepancy(desk):
    one = desk("caizheng", WIDE)
    audit(one, "标记.txt")
    one.page.locator(".original mark.error", has_text="1666.23").click()
    expect(item(one, "1666.23")).to_have_class(re.compile("selected"))
    expect(item(one, "1666.23")).to_contain_text("557.57 + 998.11 + 110.64 = 1666.32")
    one.page.select_option("[data-filter=kind]", "rate-in-text")
    expect(item(one, "1666.23")).to_be_hidden()
    expect(one.page.locator("[data-shown]")).to_have_text("1 / 2 处，待处理 2")


def test_somebody_was_quicker(desk):
    first, second = desk("caizheng", WIDE), desk("guancha", WIDE)
    where = audit(first, "两人.txt")
    second.page.goto(where)
    for one in (first, second):
        one.page.keyboard.press("a")
        one.page.locator("#said:not(:empty)").wait_for()
    expect(second.page.locator("#said")).to_contain_text("演示委托方 刚把")
    second.wrong.clear()  # the browser itself reports the answer 409
    second.look("audit-overtaken")


def test_from_the_reviewer_to_the_author_and_back(desk):
    one, author = desk("caizheng", WIDE), desk("zhuping", PHONE)
    where = audit(one, "来回.txt")
    expect(item(one, "82.31%")).to_have_class(re.compile("selected"))
    one.page.keyboard.press("s")
    expect(one.page.locator("dialog#sent select")).to_have_value(re.compile("^o"))  # whoever wrote it is chosen already
    one.page.fill("[name=due]", "2099-12-31")
    one.page.fill("dialog#sent textarea", "请核对分母")
    one.look("audit-sending")
    one.page.get_by_role("button", name="发出").click()
    expect(item(one, "82.31%").locator(".badge")).to_have_text("发给作者")
    author.page.goto("/")
    author.page.get_by_role("link", name="来回").click()
    expect(author.page.locator("article.sent")).to_have_count(1)
    expect(author.page.locator("article.sent")).to_contain_text("请核对分母")
    author.look("audit-sent-phone")
    author.page.locator("article.sent textarea").fill("已按7283重算")
    author.page.get_by_role("button", name="已改").click()
    expect(author.page.locator("article.sent .badge")).to_have_text("作者已改")
    author.page.locator("input[type=file]").set_input_files(text_file(RATE_MENDED))
    author.page.get_by_role("button", name="上传改过的报告").click()
    author.page.get_by_role("link", name="看改正了哪些").click(timeout=30_000)
    expect(author.page.locator("article.sent")).to_contain_text("已改正")
    author.look("audit-mended-phone")
    one.page.goto(where)
    expect(item(one, "82.31%")).to_contain_text("作者已改")
    expect(item(one, "82.31%")).to_contain_text("已改正")
    expect(item(one, "1666.23")).to_contain_text("仍在")
    one.look("audit-second-version")


def test_an_audit_is_deleted_and_its_record_is_found(desk):
    one = desk("caizheng", WIDE)
    audit(one, "传错了的.txt")
    one.page.locator("summary", has_text="删除").click()
    one.page.fill("[name=reason]", "不是这一份")
    one.look("audit-deleting")
    one.page.get_by_role("button", name="删除这份复核").click()
    one.page.get_by_role("link", name=re.compile("已删除")).click()
    expect(one.page.locator("tr", has_text="传错了的")).to_contain_text("不是这一份")
    one.look("audits-deleted")


def test_the_word_file_comes_back_with_comments(desk, tmp_path):
    source = docx.Document()
    source.add_paragraph("第一段。")
    source.add_paragraph(RATE)
    source.save(tmp_path / "批注.docx")
    one = desk("caizheng", WIDE)
    one.page.goto("/audits/")
    one.page.locator(".drop input[type=file]").set_input_files(tmp_path / "批注.docx")
    one.page.get_by_role("button", name="复核").click()
    one.page.locator(".audit-desk").wait_for()
    one.page.get_by_role("button", name="写 Word 批注").click()
    written = one.page.get_by_role("link", name="的批注")
    written.wait_for()
    one.look("audit-exports")
    with one.page.expect_download() as download:
        written.click()
    (comment,) = docx.Document(download.value.path()).comments
    assert "5389 ÷ 7283 = 73.99%" in comment.text


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
def test_every_page_of_an_audit_can_be_read(desk, size):
    one = desk("caizheng", size)
    where = audit(one, f"各页{size['width']}.txt")
    one.look(f"audit-{size['width']}")
    one.page.locator(".discrepancies summary").last.click()
    one.look(f"audit-open-{size['width']}")
    for path in (f"{where}coverage/", "/audits/", "/audits/statistics/"):
        one.page.goto(path)
        one.page.wait_for_load_state("networkidle")
        one.look(f"{path.strip('/').split('/')[-1]}-{size['width']}")


def test_300_discrepancies_stay_quick(desk):
    """J through a hundred pages: each step is answered within 300 ms, the tail of the list included."""
    one = desk("caizheng", WIDE)
    audit(one, "三百处.txt", long_report())
    expect(one.page.locator(".discrepancies > li")).to_have_count(300)
    one.page.evaluate("document.querySelector('#d299 summary').click()")
    expect(one.page.locator("#m299")).to_be_in_viewport()
    step = """async () => {
        const start = performance.now();
        document.dispatchEvent(new KeyboardEvent("keydown", {key: "k", bubbles: true}));
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        return performance.now() - start;
    }"""
    times = sorted(one.page.evaluate(step) for _ in range(20))
    assert times[18] < 300, times
    expect(one.page.locator("#m279")).to_be_in_viewport()
    assert one.wrong == []
