"""The journeys of data in a real Chromium: a unit on its phone, a reviewer at a cell."""

import re

import pytest
from browsing import PHONE

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.usefixtures("server")
PASTE = """text => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
UNIT = "朔城区"


def at(one, row: str, column: str):
    """A cell of the grid that is open."""
    return one.page.locator(f"tr[data-row={row}] td[data-column={column}]")


def test_a_grid_is_a_spreadsheet_for_the_keyboard(desk):
    """Selecting with Shift, copying, filling, clearing, undoing, redoing, editing in the cell, leaving it."""
    one = desk("chengyuan")
    base = one.evaluation("2017")
    one.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    one.page.goto(f"{base}data/电子健康档案/?cell=山阴县/常住居民数")
    press = one.page.keyboard.press
    cells = [at(one, row, column) for row in ("山阴县", "应县") for column in ("常住居民数", "建档人数")]
    before = [cell.inner_text() for cell in cells]

    def expect(*texts):
        for cell, text in zip(cells, texts, strict=True):
            sync_api.expect(cell).to_have_text(text)

    press("Shift+ArrowRight")
    press("Shift+ArrowDown")
    assert one.page.locator("td[aria-selected]").count() == 4
    press("Delete")
    expect("", "", "", "")
    press("Control+z")
    expect(*before)
    press("Control+y")
    expect("", "", "", "")
    press("Control+z")
    expect(*before)
    one.look("grid-selection")

    # Copied and pasted one row below: three rows hold what two held.
    one.page.goto(f"{base}data/电子健康档案/?cell=山阴县/常住居民数")
    press("Shift+ArrowRight")
    press("Control+c")
    press("ArrowLeft")
    press("ArrowDown")
    press("Control+v")
    expect(before[0], before[1], before[0], before[1])
    press("Control+z")
    expect(*before)
    one.page.wait_for_load_state("networkidle")  # what is not saved yet would go with the page

    # F2 edits inside, Escape gives up, typing over a cell is left by an arrow.
    one.page.goto(f"{base}data/电子健康档案/?cell=山阴县/常住居民数")
    press("F2")
    one.page.keyboard.type("9")
    press("Escape")
    expect(*before)
    one.page.keyboard.type("9")
    press("ArrowRight")
    expect("9", *before[1:])
    sync_api.expect(cells[1]).to_be_focused()
    press("Control+z")
    expect(*before)

    press("Control+End")
    sync_api.expect(at(one, "合计", "电子建档率")).to_be_focused()
    press("Control+Home")
    sync_api.expect(at(one, "朔城区", "常住居民数")).to_be_focused()


def test_a_table_is_declared_in_the_page(desk):
    one = desk("zhuping")
    base = one.evaluation("2017")
    one.page.goto(f"{base}data/")
    one.page.fill("[name=name]", "村卫生室")
    one.page.get_by_role("button", name="新建").click()
    for name, unit, formula in (("应建", "个", ""), ("已建", "个", ""), ("建成率", "%", "已建 / 应建")):
        one.page.locator("form[action$='column/'] [name=name]").fill(name)
        one.page.locator("form[action$='column/'] [name=unit]").fill(unit)
        one.page.locator("form[action$='column/'] [name=formula]").fill(formula)
        one.page.get_by_role("button", name="添加一列").click()
        one.page.get_by_label(f"列名 {name}").wait_for()
    one.page.get_by_label("列名 已建").fill("建成数")
    one.page.get_by_label("列名 已建").press("Enter")
    sync_api.expect(one.page.get_by_label("建成率 公式（计算列）")).to_have_value("建成数 / 应建")
    one.look("declaration")
    one.page.get_by_role("link", name="回到表").click()
    at(one, "应县", "应建").click()
    one.page.evaluate(PASTE, "8\t6")
    one.page.locator("#said.saved").wait_for()
    sync_api.expect(at(one, "应县", "建成率")).to_have_text("75.00")
    one.page.get_by_role("link", name="表的定义").click()
    one.page.get_by_role("button", name="删除这张表").click()
    one.page.wait_for_url(re.compile("/data/$"))
    sync_api.expect(one.page.get_by_role("link", name="村卫生室")).to_have_count(0)


def test_other_layers_show_what_was_reported_and_keep_their_origin(desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    one.page.goto(f"{base}data/电子健康档案/?layer=核定&cell=平鲁区/建档人数")
    cell = at(one, "平鲁区", "建档人数")
    assert cell.get_attribute("data-under") == "158537"
    one.page.keyboard.type("158000")
    one.page.keyboard.press("Enter")
    one.page.locator("#said.saved").wait_for()
    cell.click()
    one.page.keyboard.press("Control+h")
    source = one.page.get_by_placeholder("如 2020年决算报表第3页")
    source.fill("台账第3页")
    source.press("Tab")
    one.page.locator("#drawer .state.saved").wait_for()
    one.look("cell-drawer")
    one.page.goto(f"{base}data/电子健康档案/?layer=采用")
    sync_api.expect(cell).to_have_text("158,000")
    one.look("layer-adopted")
    one.page.goto(f"{base}data/电子健康档案/?layer=核定&cell=平鲁区/建档人数")
    one.page.keyboard.press("Delete")
    one.page.locator("#said.saved").wait_for()


def field(one, table: str, column: str):
    """The field of an own cell on the unit's page."""
    return one.page.locator(f"input[data-table='{table}'][data-row='{UNIT}'][data-column='{column}']")


def test_a_unit_fills_in_is_asked_answers_and_submits_on_a_phone(desk):
    unit, reviewer, member = desk("danwei", PHONE), desk("shenhe"), desk("chengyuan")
    base = unit.evaluation("2017")

    # A block of two cells goes into two fields, in one request; the rate follows.
    unit.page.goto(f"{base}fill/")
    first = field(unit, "电子健康档案", "常住居民数")
    before = [first.input_value(), field(unit, "电子健康档案", "建档人数").input_value()]
    first.focus()
    unit.page.evaluate(PASTE, "500000\t400000\n")
    unit.page.locator("#said.saved").wait_for()
    rate = unit.page.locator(f"output[data-place='电子健康档案/{UNIT}/健康档案建档率']")
    sync_api.expect(rate).to_have_text("80.00")  # 400,000 of 500,000
    field(unit, "电子健康档案", "建档人数").fill("四十万")
    field(unit, "电子健康档案", "建档人数").press("Tab")
    sync_api.expect(unit.page.get_by_text("“四十万”不是数")).to_be_visible()
    unit.look("fill-phone-wrong")
    first.focus()
    unit.page.evaluate(PASTE, "\t".join(before))
    sync_api.expect(unit.page.get_by_text("“四十万”不是数")).to_have_count(0)

    # The reviewer asks at a cell of the grid.
    reviewer.page.goto(f"{base}data/电子健康档案/?cell={UNIT}/建档人数")
    reviewer.page.keyboard.press("Control+h")
    reviewer.page.fill("#drawer textarea", "比上年多一倍，为何？")
    reviewer.page.get_by_role("button", name="提出质询").click()
    reviewer.page.locator("#drawer .query").wait_for()
    reviewer.look("query-asked")

    # The unit sees it at the field and answers.
    unit.page.reload()
    unit.page.locator("#asked a").click()
    unit.look("query-phone")
    unit.page.locator(".query textarea").fill("补录了往年档案。")
    unit.page.get_by_role("button", name="答复").click()
    unit.page.locator(".query .reply").wait_for()

    # It submits: blanks need a word, then everything is locked.
    unit.page.locator("textarea[name=note]").fill("考核奖惩当年没有。")
    unit.look("submit-phone")
    unit.page.get_by_role("button", name="提交").click()
    unit.page.get_by_text(re.compile("已于.*提交")).wait_for()
    sync_api.expect(first).to_be_disabled()
    unit.look("submitted-phone")

    # The reviewer closes the query; the team returns the data.
    reviewer.page.goto(f"{base}queries/")
    assert "补录了往年档案。" in reviewer.page.locator("main").inner_text()
    reviewer.look("queries")
    reviewer.page.get_by_role("button", name="了结").click()
    reviewer.page.get_by_text("已了结：已说明").wait_for()
    member.page.goto(f"{base}submissions/")
    member.look("submissions")
    member.page.get_by_label(f"退回{UNIT}的理由").fill("请核对常住居民数")
    member.page.get_by_role("button", name="退回").click()
    member.page.get_by_text("已退回").wait_for()
    member.page.goto(f"{base}submissions/{UNIT}/")
    member.look("submission-of-unit")
    unit.page.reload()
    unit.page.get_by_text("请核对常住居民数").wait_for()
    sync_api.expect(first).to_be_enabled()
