"""Plan, settings, papers and reviews in a real Chromium, with pointer and with keys alone."""

import re

import pytest
from browsing import CHROMIUM, DESK, PHONE

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [pytest.mark.usefixtures("server"), pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium")]
expect = sync_api.expect


def codes(page) -> list[str]:
    """The codes of the table's lines below A1 and A2, with their parents."""
    return page.eval_on_selector_all(
        "tr.line[data-parent=A1], tr.line[data-parent=A2]",
        "lines => lines.map(e => `${e.dataset.parent} ${e.dataset.code}`)",
    )


@pytest.fixture
def lead(desk):
    """The lead evaluator at a desk, with an evaluation of their own from a template: its page and address."""
    one = desk("zhuping")
    one.page.goto("/")
    one.page.fill("[name=title]", "某市2025年路灯改造绩效评价")
    one.page.get_by_role("button", name="新建").click()
    one.page.wait_for_url(re.compile(r"/e/\d+/"))
    one.base = re.search(r"/e/\d+/", one.page.url)[0]
    return one


def test_indicators_are_moved_with_keys_alone(lead):
    page = lead.page
    page.goto(f"{lead.base}indicators/")
    page.locator("tr[data-code=A12] button[data-editor]").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#said")).to_have_text("A12 现在是A1 下第 1 个，共 2 个")
    expect(page.locator("tr[data-code=A12] button[data-editor]")).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator("#said")).to_have_text("A12 现在是A 下第 2 个，共 4 个")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#said")).to_have_text("A12 现在是A1 下第 2 个，共 2 个")
    lead.look("tree")


def test_an_indicator_is_dragged_below_another_parent(lead):
    page = lead.page
    page.goto(f"{lead.base}indicators/")
    handle = page.locator("tr[data-code=A12] .handle").bounding_box()
    target = page.locator("tr[data-code=A21]").bounding_box()
    page.mouse.move(handle["x"] + 4, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(target["x"] + 60, target["y"] + 4, steps=4)
    expect(page.locator("tr[data-code=A21]")).to_have_class(re.compile("drop-before"))
    page.mouse.up()
    expect(page.locator("#said")).to_have_text("A12 现在是A2 下第 1 个，共 3 个")
    assert codes(page) == ["A1 A11", "A2 A12", "A2 A21", "A2 A22"]
    expect(page.locator("[data-sum=A1]")).to_have_class(re.compile("wrong"))


def test_an_indicator_is_added_written_renamed_and_removed(lead):
    page = lead.page
    page.goto(f"{lead.base}indicators/?at=A12")
    page.get_by_role("button", name="添加同级").click()
    expect(page.locator("tr[data-code=A13] [name=name]")).to_be_focused()
    page.keyboard.type("项目调整规范性")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    expect(page.locator("[data-sum=A1]")).to_have_class("wrong")
    page.locator("tr[data-code=A13]").get_by_role("button", name="写评分标准").click()
    page.locator("textarea[name=standard]").fill("①手续齐全；②有记录。每满足一项得1分。")
    expect(page.locator(".reading dd .gives").first).to_be_visible()
    lead.look("tree-editor")
    page.locator("summary", has_text="改编码").click()
    page.fill("[name=code]", "A19")
    page.locator("button", has_text="改编码").click()
    page.wait_for_url(re.compile("at=A19"))
    page.locator("textarea[name=standard]").wait_for()
    page.get_by_role("button", name="删除…").click()
    expect(page.locator("#drawer")).to_contain_text("删除 A19 项目调整规范性？")
    lead.look("tree-remove")
    page.locator("#drawer").get_by_role("button", name="删除", exact=True).click()
    expect(page.locator("tr[data-code=A19]")).to_have_count(0)


def test_a_standard_is_written_where_it_stands(lead):
    """A click on the standard opens it; what is said of it goes with its cause; a new name is offered to it."""
    page = lead.page
    page.goto(f"{lead.base}indicators/")
    line = page.locator("tr.line[data-code=B12]")
    line.locator("td.standard").get_by_role("button").click()
    standard = page.locator("textarea[name=standard]")
    expect(standard).to_be_focused()
    standard.fill("预算执行率达到95%及以上得满分，每低1个百分点扣0.2分，扣完为止。")
    told = page.locator("[data-editor-of=B12] .told")
    expect(told).to_contain_text("与指标的目标值“100%”不一致")
    line.locator("[name=target]").fill("≥95%")
    line.locator("[name=target]").press("Tab")
    expect(told).not_to_contain_text("不一致")
    expect(page.get_by_role("button", name="仍用原来的公式")).to_be_visible()
    line.locator("[name=name]").fill("资金执行率")
    line.locator("[name=name]").press("Tab")
    lead.look("tree-offer")
    page.get_by_role("button", name="评分标准里的“预算执行率”也改成“资金执行率”").click()
    expect(standard).to_have_value("资金执行率达到95%及以上得满分，每低1个百分点扣0.2分，扣完为止。")
    expect(line.locator("td.standard")).to_contain_text("资金执行率达到")


def test_what_a_name_means_is_picked_in_the_editor(lead):
    page = lead.page
    page.goto(f"{lead.base}indicators/?at=B11")
    where = page.get_by_label("预算资金 指什么")
    assert where.input_value() == "项目资金/合计/预算资金"
    where.fill("项目资金/合计/实际支出资金")
    where.press("Tab")
    page.wait_for_load_state("networkidle")
    page.goto(f"{lead.base}indicators/?at=B11")
    expect(page.get_by_label("预算资金 指什么")).to_have_value("项目资金/合计/实际支出资金")


def test_a_list_of_the_settings_is_kept_with_keys_alone(lead):
    page = lead.page
    page.goto(f"{lead.base}settings/")
    grades = page.locator(".listed", has=page.locator("table[data-field=grades]"))
    first = grades.locator("[data-column=at_least]").first
    first.fill("70")
    expect(grades.locator(".state.warn")).to_contain_text("没有由高到低排列")
    first.fill("95")
    expect(grades.locator(".state.saved")).to_contain_text("已保存")
    stages = page.locator(".listed", has=page.locator("table[data-field=schedule]"))
    stages.get_by_role("button", name="添加一行").press("Enter")
    page.keyboard.type("归档")
    page.keyboard.press("Alt+ArrowUp")
    expect(stages.locator(".state.saved")).to_be_visible()
    page.reload()
    values = stages.locator("[data-column=stage]").evaluate_all("fields => fields.map(f => f.value)")
    assert values[-2:] == ["归档", "提交成果"]
    lead.look("settings-lists")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_new_pages_can_be_read(desk, size):
    one = desk("zhuping", size)
    base = one.evaluation("2020")
    for path in ("indicators/template/", "indicators/metrics/", "papers/B21/", "reviews/", "settings/"):
        one.page.goto(base + path)
        one.page.wait_for_load_state("networkidle")
        one.look(f"plan-{path.strip('/').replace('/', '-')}-{size['width']}")


def test_a_point_is_met_in_part_and_the_list_follows(desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    one.page.goto(f"{base}papers/A103/")
    point = one.page.locator(".point").first
    point.get_by_label("部分").first.check()
    expect(one.page.locator("#state-A103 .score-small")).to_have_text("3.50")  # half of 1 of 4
    point.get_by_label("满足的份额").fill("25%")
    one.page.keyboard.press("Tab")
    expect(one.page.locator("#state-A103 .score-small")).to_have_text("3.25")
    point.get_by_label("是").check()
    expect(one.page.locator("#state-A103 .score-small")).to_have_text("4.00")


def test_everything_is_filled_in_with_the_keyboard_on_one_page(desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    page = one.page
    page.goto(f"{base}papers/all/")
    one.look("filling")
    page.locator("#judge-A101-met-0-yes").focus()
    page.keyboard.press("2")
    expect(page.locator("#score-A101")).to_contain_text("2.00")
    expect(page.locator("#score-A101")).to_contain_text("已保存")
    expect(page.locator("#sum")).to_contain_text("80.06")
    page.keyboard.press("1")
    expect(page.locator("#sum")).to_contain_text("81.06")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#judge-A101-met-1-yes")).to_be_focused()
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#judge-A101-met-0-yes")).to_be_focused()
    field = page.locator("#judge-D301-actual--1")
    field.fill("5 3 2万")
    page.keyboard.press("Enter")
    expect(page.locator("#from-D301")).to_contain_text("5 3 2万")
    assert field.input_value() == "5 3 2万"
    assert page.url.endswith("papers/all/")
    field.fill("100")  # the box counts in %, and completes what is typed
    page.keyboard.press("Enter")
    expect(field).to_have_value("100%")
    expect(page.locator("#sum")).to_contain_text("81.06")


def test_a_point_says_when_it_was_saved_and_can_be_cleared(desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    page = one.page
    page.goto(f"{base}papers/C206/")
    point = page.locator(".points .point").first
    page.locator("#judge-C206-option-0-1").focus()
    page.keyboard.press("1")
    expect(page.locator("#state-C206 .score-small")).to_have_text("1.00")
    expect(point.locator(".state")).to_contain_text("已保存")
    point.get_by_role("button", name="清除").click()
    expect(page.locator("#state-C206 .score-small")).to_have_text("—")
    point.get_by_label("未进行").check()
    expect(page.locator("#state-C206 .score-small")).to_have_text("0.00")
    one.look("paper-judged")
    page.keyboard.press("j")
    page.wait_for_url(re.compile("papers/C207/"))


def test_a_comment_is_answered_and_settled_where_it_stands(desk):
    reviewer, member = desk("shenhe"), desk("chengyuan")
    base = reviewer.evaluation("2020")
    reviewer.page.goto(f"{base}papers/A11/")
    reviewer.page.fill(".comments [name=comment]", "与规划相符的依据是什么？")
    reviewer.page.get_by_role("button", name="提意见").click()
    expect(reviewer.page.locator(".comment")).to_contain_text("与规划相符的依据是什么？")
    member.page.goto(f"{base}papers/A11/")
    member.page.locator(".comment summary", has_text="答复").click()
    member.page.fill(".comment [name=reply]", "见规划第三章。")
    member.page.locator(".comment").get_by_role("button", name="答复").click()
    expect(member.page.locator(".comment")).to_contain_text("见规划第三章。")
    reviewer.page.reload()
    reviewer.page.locator(".comment summary", has_text="定结论").click()
    reviewer.page.get_by_label("采纳", exact=True).check()
    reviewer.page.get_by_role("button", name="保存结论").click()
    expect(reviewer.page.locator(".comment .badge")).to_have_text("采纳")
    reviewer.look("comment-settled")


def test_an_observer_finds_nothing_to_edit(desk):
    one = desk("guancha")
    base = one.evaluation("2017")
    for path in ("indicators/?at=A201", "papers/A101/", "settings/", "reviews/", "indicators/metrics/"):
        one.page.goto(base + path)
        one.page.wait_for_load_state("networkidle")
        fields = one.page.locator("main").locator("input:enabled:not([type=hidden]), textarea:enabled, select:enabled")
        assert fields.count() == 0, path


def test_a_newcomer_is_led_from_the_template_to_a_score(lead):
    page = lead.page
    lead.look("new-overview")
    page.get_by_role("link", name=re.compile("4 张表还没有行")).click()
    page.locator("form[action$='add/'] input:not([type=hidden])").first.fill("市级资金")
    page.get_by_role("button", name="添加一行").click()
    cells = page.locator("table.grid tbody tr").first.locator("td")
    for number, value in enumerate(("100", "95", "90")):
        cells.nth(number).click()
        page.keyboard.type(value)
        page.keyboard.press("Enter")
        page.locator("#said.saved").wait_for()
    page.goto(f"{lead.base}papers/B11/")
    # 95 ÷ 100 is 5 points below 100 %, each of which takes 2 % of 3 points
    expect(page.locator("#state-B11 .score-small")).to_have_text("2.70")
    page.goto(f"{lead.base}papers/C31/")
    expect(page.locator("#result")).to_contain_text("还缺")
    page.goto(f"{lead.base}papers/C21/")
    page.get_by_role("link", name="去填“产出质量”").click()
    page.wait_for_url(re.compile("data/"))
    page.goto(lead.base)
    page.get_by_role("link", name=re.compile("个指标还没有得分")).click()
    page.wait_for_url(re.compile("papers/all/"))
    page.get_by_role("link", name="A11").click()
    page.locator(".point").first.get_by_label("是").check()
    expect(page.locator("#state-A11 .dot")).to_have_attribute("aria-label", "缺数据或判断")


def test_several_indicators_are_picked_and_moved_with_keys_alone(lead):
    page = lead.page
    page.goto(f"{lead.base}indicators/")
    page.locator("tr[data-code=A11] button[data-editor]").focus()
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("#picked")).to_contain_text("已选 2 个，权重 Σ 6")  # 3 + 3
    expect(page.locator("tr[data-code=A12] button[data-editor]")).to_be_focused()
    page.get_by_label("移到哪个指标下").select_option("A2")
    expect(page.locator("#said")).to_have_text("2 个指标现在是A2 下第 3—4 个，共 4 个")
    assert codes(page) == ["A2 A21", "A2 A22", "A2 A11", "A2 A12"]
    expect(page.locator("[data-sum=A2]")).to_have_text("Σ 13")  # 4 + 3 + 3 + 3
    expect(page.locator("#picked")).to_contain_text("已选 2 个")
    lead.look("tree-picked")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#said")).to_have_text("2 个指标现在是A2 下第 2—3 个，共 4 个")
    page.keyboard.press("Control+z")
    page.wait_for_load_state()
    expect(page.locator("#picked")).to_be_hidden()
    assert codes(page) == ["A2 A21", "A2 A22", "A2 A11", "A2 A12"]


def test_several_indicators_are_picked_with_the_pointer_removed_and_brought_back(lead):
    page = lead.page
    page.goto(f"{lead.base}indicators/")
    page.get_by_label("选择 A11").click()
    page.get_by_label("选择 A21").click(modifiers=["Shift"])
    expect(page.locator("#picked")).to_contain_text("已选 4 个，权重 Σ 13")  # A11 and A12; A2 of 7 with A21 in it
    page.get_by_role("button", name="删除…").click()
    expect(page.locator("#drawer")).to_contain_text("删除 3 个指标？")
    lead.look("tree-remove-several")
    page.locator("#drawer").get_by_role("button", name="删除", exact=True).click()
    expect(page.locator("tr[data-code=A2]")).to_have_count(0)
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("tr[data-code=A2]")).to_have_count(1)
    assert codes(page) == ["A1 A11", "A1 A12", "A2 A21", "A2 A22"]


def test_a_locked_plan_asks_once_why_it_is_changed(desk):
    one = desk("zhuping")
    one.page.goto("/")
    one.page.fill("form[action='/new/'] [name=title]", "某项目2031年绩效评价")
    one.page.click("form[action='/new/'] button")
    one.page.wait_for_url(re.compile(r"/e/\d+/"))
    base = re.sub(r"(/e/\d+/).*", r"\1", one.page.url)
    one.page.goto(f"{base}settings/")
    one.page.get_by_role("button", name="锁定方案").click()
    one.page.goto(f"{base}indicators/")
    target = one.page.locator("[data-field=target]").first
    target.fill("95%")
    target.press("Tab")
    one.page.locator("dialog#why input").fill("委托方来函")
    one.look("why")
    one.page.get_by_role("button", name="写明并存入").click()
    one.page.locator(".state.saved").first.wait_for()
    second = one.page.locator("[data-field=target]").nth(1)
    second.fill("96%")
    second.press("Tab")
    sync_api.expect(one.page.locator(".state", has_text="已保存")).to_have_count(2)
    one.page.goto(f"{base}history/")
    assert one.page.get_by_text("委托方来函").count() == 2
    one.page.goto(f"{base}indicators/")
    assert one.page.input_value("#reason") == "委托方来函"
