"""Nothing that was typed is lost, in a real Chromium: an ended session, long texts, a slow or broken line, leaving."""

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.usefixtures("server")
expect = sync_api.expect
LONG = "评价发现，部分县区的台账与系统不一致。" * 4000  # 76,000 characters, 228,000 bytes
PAPER = "textarea[data-kind=paper]"


def end_session(one) -> None:
    """As the server does when nobody worked for half an hour: the browser's session is no longer known."""
    one.page.context.clear_cookies(name="sessionid")


def sign_in_elsewhere(one, user: str) -> None:
    """Follows the link of the page whose session ended."""
    with one.page.context.expect_page() as opened:
        one.page.get_by_role("link", name="在新的一页登录").click()
    other = opened.value
    other.fill("[name=username]", user)
    other.fill("[name=password]", "Kaocheng-2026")
    other.keyboard.press("Enter")
    expect(other.get_by_role("heading", name="已登录")).to_be_visible()
    other.close()


def stored(one, base: str, path: str, field: str) -> str:
    """What stands in a field when the page is opened anew."""
    page = one.page.context.new_page()
    page.goto(base + path)
    text = page.locator(field).input_value()
    page.close()
    return text


def test_what_is_typed_after_the_session_ended_is_kept_and_stored_after_the_next_login(desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    one.page.goto(f"{base}papers/C202/")
    end_session(one)
    one.page.locator(PAPER).fill("会话结束以后写的。")
    expect(one.page.get_by_text("没有存上：登录已过期").first).to_be_visible()
    assert one.page.locator(PAPER).input_value() == "会话结束以后写的。"
    one.wrong.clear()  # the browser notes that 401 was answered
    one.look("signed-out")
    sign_in_elsewhere(one, "chengyuan")
    expect(one.page.locator(f"{PAPER} + .state")).to_contain_text("已保存")
    expect(one.page.locator("#signed-out")).to_have_count(0)
    assert stored(one, base, "papers/C202/", PAPER) == "会话结束以后写的。"


def test_another_user_does_not_store_what_the_first_one_typed(desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    one.page.goto(f"{base}papers/C203/")
    before = one.page.locator(PAPER).input_value()
    end_session(one)
    one.page.locator(PAPER).fill("成员写的")
    sign_in_elsewhere(one, "zhuping")
    expect(one.page.get_by_text("现在登录的是“zhuping”")).to_be_visible()
    assert stored(one, base, "papers/C203/", PAPER) == before


def test_a_form_inside_the_page_waits_for_the_login_as_well(desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    one.page.goto(f"{base}reviews/")
    end_session(one)
    box = one.page.locator("textarea[name=comment]").first
    box.fill("登录过期时提的意见")
    box.locator("xpath=ancestor::form").get_by_role("button", name="提意见").click()
    expect(one.page.get_by_text("没有存上：登录已过期").first).to_be_visible()
    expect(one.page.locator("input[name=password]")).to_have_count(0)
    sign_in_elsewhere(one, "chengyuan")
    expect(one.page.locator("article").get_by_text("登录过期时提的意见")).to_be_visible()


def test_a_form_that_leads_elsewhere_is_not_sent_before_the_login(desk):
    one = desk("chengyuan")
    one.page.goto("/account/")
    end_session(one)
    form = one.page.locator("form[action='/account/tokens/add/']")
    form.locator("[name=name]").fill("夜间脚本")
    form.get_by_role("button").click()
    expect(one.page.locator("#signed-out")).to_be_visible()
    assert form.locator("[name=name]").input_value() == "夜间脚本"
    sign_in_elsewhere(one, "chengyuan")
    expect(one.page.get_by_text("请再提交一次")).to_be_visible()
    form.get_by_role("button").click()
    expect(one.page.get_by_text("夜间脚本").first).to_be_visible()


@pytest.mark.parametrize("text", [LONG[:11_000], LONG[:30_000], LONG], ids=len)
def test_a_long_text_is_stored(text, desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    one.page.goto(f"{base}papers/C204/")
    one.page.locator(PAPER).fill(text)
    expect(one.page.locator(f"{PAPER} + .state")).to_contain_text("已保存")
    assert stored(one, base, "papers/C204/", PAPER) == text


def test_what_was_typed_just_before_leaving_is_stored(desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    one.page.goto(f"{base}papers/C205/")
    one.page.locator(PAPER).fill("刚写下就走。")
    one.page.goto("/account/")
    assert stored(one, base, "papers/C205/", PAPER) == "刚写下就走。"


def test_a_cell_that_is_being_edited_is_stored_when_the_page_is_left(desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    one.page.goto(f"{base}data/电子健康档案/?cell=山阴县/常住居民数")
    one.page.keyboard.type("234567")
    one.page.reload()
    one.page.reload()  # the first one may have asked before the cell was stored
    expect(one.page.locator("tr[data-row=山阴县] td[data-column=常住居民数]")).to_have_text("234567")


def test_a_list_does_not_meet_its_own_author_on_a_slow_line(desk):
    one = desk("zhuping")
    base = one.evaluation("2017")
    one.page.goto(f"{base}settings/")

    def slowly(route):
        one.page.wait_for_timeout(2500)
        route.continue_()

    one.page.route("**/edit/", slowly)
    duty = one.page.locator("table[data-field=team] [data-column=duty]").first
    for text in ("数据核对", "数据核对、访谈", "数据核对、访谈、底稿"):
        duty.fill(text)
        one.page.wait_for_timeout(900)
    expect(one.page.locator("table[data-field=team] + .state")).to_contain_text("已保存", timeout=15_000)
    one.page.wait_for_timeout(3500)
    expect(one.page.locator("table[data-field=team] + .state")).not_to_contain_text("改了这里")
    one.page.unroute("**/edit/")
    assert stored(one, base, "settings/", "table[data-field=team] tbody tr:first-child [data-column=duty]") == (
        "数据核对、访谈、底稿"
    )


def asked_whether_to_leave(one) -> bool:
    """Whether the browser asks before it leaves the page; it stays."""
    asked = []
    one.page.on("dialog", lambda dialog: asked.append(dialog.type))
    one.page.evaluate("location.assign('/account/')")
    one.page.wait_for_timeout(1500)
    return "beforeunload" in asked


def test_leaving_is_asked_about_only_while_something_is_not_stored(desk):
    one = desk("chengyuan")
    base = one.evaluation("2017")
    one.page.goto(f"{base}papers/C206/")
    one.page.locator(PAPER).fill("存好了")
    expect(one.page.locator(f"{PAPER} + .state")).to_contain_text("已保存")
    assert not asked_whether_to_leave(one)
    one.page.goto(f"{base}papers/C206/")
    one.page.route("**/edit/", lambda route: route.abort())
    one.page.locator(PAPER).fill("线断了")
    expect(one.page.get_by_text("正在重试").first).to_be_visible()
    assert asked_whether_to_leave(one)
