"""What the pages are judged by, judged itself: what is planted in a page has to be found, or nobody would know that nothing is."""

import pages
import pytest
from axe import wrong_by_axe
from browser import PHONE
from keyboard import Keyboard, wrong_in_tabbing

# A fault, how it is brought into the sign-in page, and the rule that names it.
FOR_AXE = {
    "a field without a label": ("document.querySelector('label[for=email]').remove()", "axe, light: label"),
    "grey on white": ("document.querySelector('h1').style.color = '#999'", "axe, light: color-contrast"),
    "white in the dark that was made for light": ("document.querySelector('main').style.backgroundColor = '#fff'", "axe, dark: color-contrast"),
    "a small thing to hit beside another": ("""
        document.querySelector('main').insertAdjacentHTML('beforeend', '<a href="/a" id="a">a</a><a href="/b" id="b">b</a>');
        for (const link of [a, b]) link.style.cssText = 'display: inline-block; font-size: 8px; inline-size: 8px; block-size: 8px'""",
                                            "axe, light: target-size"),
    "no language": ("document.documentElement.removeAttribute('lang')", "axe, light: html-has-lang"),
    "a heading left out": ("document.querySelector('main').insertAdjacentHTML('beforeend', '<h4>x</h4>')", "axe, light: heading-order"),
}

FOR_TAB = {
    "a place in front of the others": ("document.querySelector('#password').tabIndex = 1", "Tab stops at"),
    "a thing that Tab passes by": ("document.querySelector('main form').before(document.querySelector('main form button'));"
                                   "document.querySelector('main button').addEventListener('focus', (it) => it.target.blur())", "Tab stops at"),
    "a trap": ("document.querySelector('#email').addEventListener('blur', ({ target }) => target.focus())", "Tab stops at"),
    "a focus that does not show": ("document.querySelector('#email').style.outline = 'none'", "the focus does not show at"),
    "a stop above the one before": ("const more = document.querySelector('main .more');"
                                    "more.style.cssText = 'position: absolute; inset-block-start: 0; inset-inline-start: 0'", "Tab goes back from"),
}

FOR_WHO_HAS_NO_MOUSE = {
    "a focus that does not show": ("document.querySelector('#password').style.outline = 'none'", "not ringed"),
    "a focus behind something else": ("const lid = document.createElement('p'); document.body.append(lid);"
                                      "lid.style.cssText = 'position: fixed; inset: 0; background: red'", "not uncovered"),
    "a focus out of sight": ("document.querySelector('#password').style.cssText = 'position: fixed; inset-block-start: -5rem'", "not seen"),
    "a thing that Tab passes by": ("document.querySelector('#password').form.querySelector('button:not([type])').tabIndex = -1", "no Tab leads to"),
}


@pytest.fixture(scope="module")
def database():
    """A fault is a fault on either database."""
    return "sqlite"


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_axe_finds_what_is_planted(demo, open_browser, javascript):
    browser = open_browser("judge", javascript=javascript)
    browser.open(pages.SIGN_IN)
    assert not list(wrong_by_axe(browser))
    for fault, (plant, rule) in FOR_AXE.items():
        browser.open(pages.SIGN_IN)
        browser.script(plant)
        found = list(wrong_by_axe(browser))
        assert any(finding.startswith(rule) for finding in found), f"{fault} was not found: {found}"


@pytest.mark.parametrize("hand", [Keyboard], indirect=True, scope="module")
def test_tab_finds_what_is_planted(demo, open_browser):
    browser = open_browser("judge", PHONE)
    browser.open(pages.SIGN_IN)
    assert not list(wrong_in_tabbing(browser))
    for fault, (plant, finding) in FOR_TAB.items():
        browser.open(pages.SIGN_IN)
        browser.script(plant)
        found = list(wrong_in_tabbing(browser))
        assert any(one.startswith(finding) for one in found), f"{fault} was not found: {found}"


@pytest.mark.parametrize("hand", [Keyboard], indirect=True, scope="module")
@pytest.mark.parametrize("fault", FOR_WHO_HAS_NO_MOUSE)
def test_who_has_no_mouse_notices_what_is_planted(demo, open_browser, fault):
    browser = open_browser("judge")
    browser.open(pages.SIGN_IN)
    plant, finding = FOR_WHO_HAS_NO_MOUSE[fault]
    browser.script(plant)
    with pytest.raises(AssertionError, match=finding):
        browser.fill("username", "ana@example.com")
        browser.fill("password", "seven herons over the quiet canal")
        browser.act(browser.one("main form button:not([type])"))
