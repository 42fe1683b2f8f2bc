"""The main journeys in a real Chromium, at the width of a desk and of a phone; no console errors; WCAG 2.1 AA by axe."""

import re

import pytest
from browsing import DESK, PHONE

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.usefixtures("server")


PAGES = ["", "indicators/", "data/", "data/电子健康档案/", "papers/A201/", "papers/A101/",
         "surveys/", "surveys/居民/", "surveys/居民/design/", "surveys/居民/links/", "evidence/",
         "findings/",
         "reviews/", "report/", "history/", "settings/", "problems/", "origin/?ref=总分"]  # fmt: skip


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_can_be_read(desk, size):
    one = desk("zhuping", size)
    base = one.evaluation("2017")
    one.look(f"workbench-{size['width']}")
    for path in PAGES:
        one.page.goto(base + path)
        one.page.wait_for_load_state("networkidle")
        one.look(f"{path.strip('/').replace('/', '-').partition('?')[0] or 'overview'}-{size['width']}")


def test_the_first_sign_in_of_a_new_installation(desk, serving):
    """The password in the terminal has to be changed at once; then the workbench offers to begin."""
    page, (name, first) = desk("").page, serving.administrator()
    page.goto("/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/password/"))
    for field, text in (("old", first), ("new", "Erstes-Mal-2026"), ("again", "Erstes-Mal-2026")):
        page.fill(f"[name={field}]", text)
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(f"{serving.address}/")
    page.fill("[name=title]", "某县2025年校舍维修绩效评价")
    page.get_by_role("button", name="新建").click()
    page.wait_for_url(re.compile(r"/e/\d+/"))


def test_a_standard_is_understood_while_it_is_typed(desk):
    one = desk("zhuping")
    base = one.evaluation("2017")
    one.page.goto(f"{base}indicators/?at=A201")
    text = one.page.locator("textarea[name=standard]")
    text.wait_for()
    one.look("standard-open")
    text.fill("达到90%得满分，否则按实际/目标×权重")
    one.page.get_by_text("理解为").wait_for()
    text.fill("酌情打分")
    one.page.locator(".reading .error").first.wait_for()
    one.look("standard-not-understood")
    text.fill("100%得满分，每下降1%扣权重分的5%，扣完为止。")
    one.page.locator(".reading svg.curve").wait_for()
    # The definition still speaks of the old standard: saving says so.
    one.page.locator(".state", has_text="已保存").filter(has_text="指标解释").wait_for()
    one.look("standard-understood")


def test_the_grid_is_worked_with_keys_alone(desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    one.page.goto(f"{base}data/电子健康档案/?cell=朔城区/建档人数")
    rate = one.page.locator("tr[data-row=朔城区] td[data-column=健康档案建档率]")
    assert rate.inner_text() == "83.66"
    one.page.keyboard.type("416108.8")
    one.page.keyboard.press("Enter")
    one.page.locator("#said.saved").wait_for()
    sync_api.expect(rate).to_have_text("80.00")  # 416108.8 of 520136
    sync_api.expect(one.page.locator("tr[data-row=平鲁区] td[data-column=建档人数]")).to_be_focused()
    one.page.keyboard.press("ArrowUp")
    one.page.keyboard.press("Control+z")
    sync_api.expect(rate).to_have_text("83.66")
    one.page.keyboard.press("Control+h")
    one.page.get_by_role("heading", name="电子健康档案/朔城区/建档人数").wait_for()
    assert "416108.8" in one.page.locator("#drawer").inner_text()
    one.look("cell-history")


def test_a_block_is_pasted_from_a_spreadsheet(desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    one.page.goto(f"{base}data/电子健康档案/?cell=山阴县/常住居民数")
    before = [
        one.page.locator(f"tr[data-row={unit}] td[data-column=常住居民数]").inner_text() for unit in ("山阴县", "应县")
    ]
    paste = """text => {
        const data = new DataTransfer();
        data.setData("text/plain", text);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
    }"""
    one.page.evaluate(paste, "250000\t190000\n340000\t三十万\n")
    one.page.locator("#said.saved").wait_for()
    sync_api.expect(one.page.locator("tr[data-row=山阴县] td[data-column=健康档案建档率]")).to_have_text("76.00")
    bad = one.page.locator("tr[data-row=应县] td[data-column=建档人数]")
    sync_api.expect(bad).to_have_class(re.compile("wrong"))
    one.look("pasted")
    one.page.keyboard.press("Control+z")
    sync_api.expect(one.page.locator("tr[data-row=应县] td[data-column=常住居民数]")).to_have_text(before[1])
    sync_api.expect(bad).not_to_have_class(re.compile("wrong"))


def test_two_people_in_one_cell_see_both_values(desk):
    first, second = desk("zhuping"), desk("chengyuan")
    base = first.evaluation("2017")
    for one in (first, second):
        one.page.goto(f"{base}data/电子健康档案/?cell=怀仁市/常住居民数")
    first.page.keyboard.type("335292")
    first.page.keyboard.press("Enter")
    first.page.locator("#said.saved").wait_for()
    second.page.keyboard.type("335293")
    second.page.keyboard.press("Enter")
    cell = second.page.locator("tr[data-row=怀仁市] td[data-column=常住居民数]")
    sync_api.expect(cell).to_have_class(re.compile("met"))
    sync_api.expect(cell).to_have_text("335292")
    assert "335293" in cell.get_attribute("data-wrong")
    second.wrong.clear()  # the browser itself reports the answer 409
    second.look("conflict")


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


def test_judging_changes_the_score_at_once(desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    one.page.goto(f"{base}papers/A101/")
    score = one.page.locator("#result .score a")
    assert score.inner_text() == "3.00"
    one.page.locator(".point").nth(2).get_by_label("否").check()
    sync_api.expect(score).to_have_text("2.00")
    one.page.locator(".point").nth(2).get_by_label("是").check()
    sync_api.expect(score).to_have_text("3.00")
    one.page.locator(".point").nth(2).get_by_label("否").check()
    sync_api.expect(score).to_have_text("2.00")
    one.page.get_by_text("加一条").click()
    one.page.fill("[name=amount]", "-10")
    one.page.fill("form.adjustment [name=reason]", "材料装订不规范")
    one.page.set_input_files(
        "form.adjustment [name=file]", {"name": "照片.png", "mimeType": "image/png", "buffer": PNG}
    )
    one.page.get_by_role("button", name="记入").click()
    refused = one.page.locator("form.adjustment .wrong")
    sync_api.expect(refused).to_contain_text("是分，还是占权重的份额")
    assert one.page.input_value("form.adjustment [name=reason]") == "材料装订不规范"
    one.look("paper-refused")
    one.page.fill("[name=amount]", "-10%")
    one.page.get_by_role("button", name="记入").click()
    sync_api.expect(score).to_have_text("1.70")  # 2 − 10 % of 3
    score.click()
    one.page.locator("#drawer .derivation").wait_for()
    assert "材料装订不规范" in one.page.locator("#drawer").inner_text()
    one.look("paper-drawer")
    one.page.keyboard.press("Escape")
    sync_api.expect(one.page.locator("#drawer")).to_be_hidden()
    one.page.get_by_role("button", name="撤销").click()
    one.page.locator(".point").nth(2).get_by_label("是").check()
    sync_api.expect(score).to_have_text("3.00")


def test_j_and_slash_lead_on(desk):
    one = desk("shenhe")
    base = one.evaluation("2017")
    one.page.goto(f"{base}papers/A101/")
    one.page.keyboard.press("j")
    one.page.wait_for_url(re.compile("A102"))
    one.page.keyboard.press("/")
    one.page.keyboard.type("满意")
    one.page.locator("#jump li a").first.wait_for()
    one.look("jump")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url(re.compile("papers/D"))


def test_slash_finds_pages_and_evaluations_and_says_when_there_is_nothing(desk):
    one = desk("zhuping")
    one.page.goto("/")
    one.page.keyboard.press("/")
    one.page.keyboard.type("2017")
    one.page.locator("#jump li a").first.wait_for()
    one.page.keyboard.press("Enter")
    one.page.wait_for_url(re.compile(r"/e/\d+/$"))
    one.page.keyboard.press("Control+k")
    one.page.keyboard.type("没有这个地方")
    one.page.get_by_text("没有找到").wait_for()
    one.page.locator("#jump input").fill("应县 档案")
    one.page.locator("#jump li a").first.wait_for()
    one.page.keyboard.press("Enter")
    one.page.wait_for_url(re.compile("cell=%E5%BA%94%E5%8E%BF"))


def test_the_report_is_written_with_figures_by_name(desk):
    one = desk("zhuping")
    base = one.evaluation("2017")
    one.page.goto(base)
    total = one.page.locator(".score a").inner_text()
    one.page.goto(f"{base}report/10-摘要/")
    text = one.page.locator("textarea[data-preview]")
    text.press("Control+End")
    text.type("\n合计{{总")
    one.page.locator("#figures button").first.wait_for()
    one.look("figure-picker")
    one.page.keyboard.press("ArrowDown")
    one.page.keyboard.press("Enter")
    sync_api.expect(text).to_have_value(re.compile(r"合计\{\{总分\}\}"))
    sync_api.expect(one.page.locator("#preview")).to_contain_text(f"合计{total}")
    one.page.locator(".state.saved").wait_for()
    one.page.get_by_role("button", name="生成报告").click()
    one.page.get_by_role("link", name="Word").wait_for(timeout=60_000)
    with one.page.expect_download() as download:
        one.page.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename.endswith(".docx")
    one.look("report-done")


def test_a_unit_fills_in_on_a_phone(desk):
    one = desk("danwei", PHONE)
    base = one.evaluation("2017")
    one.page.goto(f"{base}fill/")
    field = one.page.locator("input[data-table]").first
    field.fill("1398.21")
    field.press("Tab")
    one.page.locator(".state.saved").first.wait_for()
    one.look("fill-phone")


def test_a_new_evaluation_from_a_template_to_a_score(desk):
    one = desk("zhuping")
    one.page.goto("/")
    one.page.fill("[name=title]", "某市2025年试点项目绩效评价")
    one.page.get_by_role("button", name="新建").click()
    one.page.wait_for_url(re.compile(r"/e/\d+/$"))
    one.look("new-evaluation")
    one.page.get_by_role("link", name="底稿").first.click()
    one.page.locator(".point").first.wait_for()
    points = one.page.locator(".point input[type=radio][value=yes]")
    for number in range(points.count()):
        points.nth(number).focus()
        one.page.keyboard.press("Space")
        sync_api.expect(points.nth(number)).to_be_checked()
        sync_api.expect(points.nth(number)).to_be_focused()  # the answer replaces the part; the keyboard goes on
    sync_api.expect(one.page.locator("#result .score a")).to_be_visible()
    one.look("new-paper")
