"""Surveys and reports in a real Chromium: built, answered on a phone, read; written, generated, compared."""

import re

import pytest
from browsing import PHONE

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.usefixtures("server")
WIDE = {"width": 1440, "height": 900}


def test_a_questionnaire_is_built_answered_on_a_phone_and_read(desk):
    lead = desk("zhuping", WIDE)
    base = lead.evaluation("2017")
    lead.page.goto(f"{base}surveys/")
    lead.page.fill("section [name=name]", "群众")
    lead.page.select_option("[name=from]", "服务对象满意度")
    lead.page.get_by_role("button", name="新建问卷").click()
    lead.page.get_by_role("button", name="+ 单选题").click()
    card = lead.page.locator("#q-Q8")
    card.locator("input.asked").fill("您的年龄段")
    card.locator("[name=text]").nth(0).fill("60岁以下")
    card.locator("[name=text]").nth(1).fill("60岁及以上")
    card.locator("[name=text]").nth(1).press("Tab")
    phone_at_the_right = lead.page.frame_locator("iframe")
    sync_api.expect(phone_at_the_right.get_by_label("60岁及以上")).to_be_visible()
    card.get_by_label("按此题分组").check()
    card.locator("[data-handle]").focus()
    for _ in range(7):
        lead.page.keyboard.press("ArrowUp")
    sync_api.expect(phone_at_the_right.locator("legend").first).to_have_text(re.compile("1. 您的年龄段"))
    lead.look("survey-design")
    lead.page.get_by_role("link", name="发放").click()
    lead.page.get_by_label("每个计划").fill("10")
    lead.page.get_by_role("button", name="生成链接和二维码").click()
    link = lead.page.locator("tr", has_text="应县").locator("a.address").get_attribute("href")
    lead.look("survey-links")
    one = desk("", PHONE)
    one.page.goto("/q/" + link.split("/q/")[1])
    one.look("questionnaire-phone")
    one.page.context.set_offline(True)
    one.page.get_by_role("button", name="提交").click()
    one.page.get_by_text("现在没有网络，还没有提交").wait_for()
    one.page.context.set_offline(False)
    one.wrong.clear()  # the browser itself reports the lost connection
    one.page.get_by_role("button", name="提交").click()
    one.page.locator(".missing").first.wait_for()
    one.wrong.clear()  # the browser itself reports the answer 400
    for question in one.page.locator("fieldset").all():
        field = question.locator("input, textarea").first
        field.check() if field.get_attribute("type") == "radio" else field.fill("很好")
    one.page.get_by_role("button", name="提交").click()
    one.page.get_by_role("heading", name="已经收到，谢谢您！").wait_for()
    one.look("questionnaire-thanks")
    lead.page.reload()
    lead.page.locator("tr", has_text="应县").get_by_text("1/10").wait_for()
    lead.page.get_by_role("link", name="结果", exact=True).click()
    sync_api.expect(lead.page.locator("dl.facts")).to_contain_text("100.00%")
    lead.page.locator("dl.facts a.fig").last.click()
    sync_api.expect(lead.page.locator("#drawer")).to_contain_text("6道量表题满意度的平均")
    lead.look("survey-result")


def test_a_report_is_written_generated_and_compared(desk):
    one = desk("zhuping", WIDE)
    base = one.evaluation("2020")
    one.page.goto(f"{base}report/")
    one.page.locator("#preview .page").wait_for()
    one.page.get_by_placeholder("新的一节，如 摘要").fill("社会反响")
    one.page.get_by_role("button", name="添加", exact=True).click()
    text = one.page.locator("textarea[data-preview]")
    text.fill("# 社会反响\n\n满意度")
    text.press("Control+End")
    one.page.get_by_role("button", name="问卷", exact=True).click()
    one.page.locator("#figures button").first.wait_for()
    one.page.keyboard.type("受益群众.满意度")
    sync_api.expect(one.page.locator("#figures button").first).to_contain_text("78.53%")
    one.page.keyboard.press("ArrowDown")
    one.page.keyboard.press("Enter")
    sync_api.expect(text).to_have_value("# 社会反响\n\n满意度{{问卷.受益群众.满意度}}")
    sync_api.expect(one.page.locator("#preview .page")).to_contain_text("满意度78.53%")
    text.press("End")
    one.page.keyboard.type("，其中77.77%很满意")
    one.page.locator("#preview [data-line]").first.click()
    assert (
        one.page.evaluate(
            "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)"
        )
        == "77.77%"
    )
    one.page.locator(".state.saved").wait_for()
    one.look("report-writing")
    generated(one, 1)
    one.page.keyboard.press("Control+End")
    one.page.locator("textarea[data-preview]").fill("# 社会反响\n\n满意度{{问卷.受益群众.满意度}}。")
    one.page.locator(".state.saved").wait_for()
    generated(one, 2)
    one.page.get_by_role("link", name="比较两个版本").click()
    sync_api.expect(one.page.locator("del")).to_contain_text("其中77.77%很满意")
    one.look("report-compared")


def generated(one, times: int) -> None:
    """Has the report written, and waits until so many versions are there."""
    one.page.get_by_role("button", name="生成报告").click()
    one.page.get_by_role("link", name="Excel").nth(times - 1).wait_for(timeout=90_000)


def test_figures_are_offered_at_the_caret_of_papers_and_findings(desk):
    one = desk("zhuping", WIDE)
    base = one.evaluation("2017")
    for where, field in (("papers/A101/", "textarea[data-kind=paper]"), ("findings/", "textarea[data-kind=problem]")):
        one.page.goto(f"{base}{where}")
        text = one.page.locator(field).last
        text.press("Control+End")
        text.type(" 合计{{总")
        one.page.locator("#figures button").first.wait_for()
        box, field_box = one.page.locator("#figures").bounding_box(), text.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= WIDE["height"]
        assert field_box["x"] - 5 <= box["x"] <= field_box["x"] + field_box["width"]
        one.look(f"figures-{where.partition('/')[0]}")
        one.page.keyboard.press("ArrowDown")
        one.page.keyboard.press("Enter")
        sync_api.expect(text).to_have_value(re.compile(r"合计\{\{总分\}\}$"))
        one.page.locator(".state.saved").last.wait_for()
    one.page.goto(f"{base}papers/A101/")
    sync_api.expect(one.page.locator("#preview .fig").last).to_be_visible()


def test_a_button_inserts_a_whole_reference(desk):
    one = desk("zhuping", WIDE)
    one.page.goto(f"{one.evaluation('2017')}report/")
    text = one.page.locator("textarea[data-preview]")
    text.fill("")
    one.page.get_by_role("button", name="总分", exact=True).click()
    sync_api.expect(text).to_have_value("{{总分}}")
    one.page.get_by_role("button", name="问卷", exact=True).click()
    one.page.locator("#figures button").first.wait_for()
    one.look("figures-report")
    one.page.locator("#figures button", has_text="居民.满意度").first.click()
    sync_api.expect(text).to_have_value("{{总分}}{{问卷.居民.满意度}}")


def test_papers_are_typed_by_the_keyboard_and_a_tablet_goes_round(desk):
    lead = desk("zhuping", WIDE)
    base = lead.evaluation("2017")
    lead.page.goto(f"{base}surveys/")
    lead.page.fill("section [name=name]", "纸上")
    lead.page.select_option("[name=from]", "服务对象满意度")
    lead.page.get_by_role("button", name="新建问卷").click()
    lead.page.get_by_role("link", name="录入").click()
    lead.page.locator("input[type=radio]").first.focus()
    lead.page.keyboard.press("ArrowDown")  # the second answer
    lead.look("paper-forms")
    lead.page.keyboard.press("Enter")
    lead.page.get_by_text("已录入 1 份").wait_for()
    lead.page.get_by_role("link", name="发放").click()
    lead.page.locator("form[action$='links/add/'] [name=mode]").select_option("many")
    lead.page.locator(".ticks input").first.check()
    lead.page.get_by_role("button", name="生成链接和二维码").click()
    lead.page.get_by_text("别的手机打不开").wait_for()
    lead.look("survey-links-modes")
    tablet = desk("", PHONE)
    tablet.page.goto("/q/" + lead.page.locator("a.address").first.get_attribute("href").split("/q/")[1])
    tablet.page.get_by_role("button", name="提交").click()
    asked = tablet.page.locator("fieldset.missing").first
    sync_api.expect(asked.locator("legend b")).to_be_visible()
    asked.locator("input").first.check()
    sync_api.expect(asked.locator("legend b")).to_be_hidden()
    tablet.wrong.clear()  # the browser itself reports the answer 400
    for question in tablet.page.locator("fieldset.missing").all():
        question.locator("input").first.check()
    tablet.look("tablet-answered")
    tablet.page.get_by_role("button", name="提交").click()
    tablet.page.get_by_role("link", name="填下一份").click()
    sync_api.expect(tablet.page.get_by_role("button", name="提交")).to_be_visible()
    lead.page.get_by_role("link", name="结果", exact=True).click()
    lead.page.locator("figure.chart").first.wait_for()
    lead.look("survey-result-few")
