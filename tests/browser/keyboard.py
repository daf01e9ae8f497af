"""A person without a mouse: the same acts as in browser.py, by Tab, Shift+Tab, the arrows, Space and Enter alone."""

import pytest
from browser import FIELD, Browser
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

# HTML Living Standard, section 6.6.3 (the tabindex attribute): what Tab stops at, in our pages.
TABBABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"

# Where the focus is, and how it shows: as an outline of two pixels at least, not out of sight, and with nothing before it
# (WCAG 2.2, success criteria 2.4.7 and 2.4.11).
FOCUSED = """
const it = document.activeElement;
if (!it || it === document.body) return null;
const { outlineStyle, outlineWidth } = getComputedStyle(it), box = it.getBoundingClientRect();
const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 10), 1), innerHeight - 1);
const there = document.elementFromPoint(x, y), label = it.labels && it.labels[0];
return {
  it,
  what: it.outerHTML.slice(0, 120),
  ringed: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
  seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  uncovered: !!there && (it.contains(there) || there.contains(it) || !!(label && label.contains(there))),
};
"""

# Writes down where Tab stops from now on. It starts where the last click or focus was, even when that is gone; so the focus is put
# before everything first.
RECORD = """
document.body.tabIndex = -1;
document.body.focus();
document.body.removeAttribute("tabindex");
window.stopped = [];
document.addEventListener("focusin", ({ target }) => {
  // A window that gets the focus back tells it to the element that had it once more: that is no further stop.
  if (window.stopped.length > 0 && window.stopped.at(-1)[0] === target) return;
  const { outlineStyle, outlineWidth } = getComputedStyle(target);
  window.stopped.push([target, outlineStyle !== "none" && parseFloat(outlineWidth) >= 2]);
}, true);
"""

# What can be stopped at, in the order in which it is written: of radio buttons that belong together one, and nothing that is
# folded away.
STOPS = """
const one_of_its_group = (it) => it.type !== "radio" || it.checked ||
  (![...it.form.elements].some((other) => other.name === it.name && other.checked) && it.form.elements[it.name][0] === it);
return [...document.querySelectorAll(arguments[0])]
  .filter((it) => it.tabIndex >= 0 && !it.disabled && it.checkVisibility({ visibilityProperty: true }) && one_of_its_group(it));
"""

# Chromium stops at each part of a date, and at its calendar: so many more Tabs than one, which all belong to the one field.
PARTS = """
const parts = { "date": 3, "datetime-local": 6 };
return arguments[0].reduce((sum, it) => sum + (it.tagName === "INPUT" && parts[it.type] || 0), 0);
"""

# Whether the way from one stop to the next goes on: down, or in the line's own direction. Between parts of a page (banner,
# navigation, main part) it may go anywhere.
GOES_ON = """
const [from, to] = arguments, part = (it) => it.closest("main, nav, header");
if (part(from) !== part(to)) return true;
const a = from.getBoundingClientRect(), b = to.getBoundingClientRect();
const onward = document.documentElement.dir === "rtl" ? b.left < a.left : b.right > a.right;
return b.top >= a.top - 8 || onward;
"""


class Keyboard(Browser):
    """A browser whose person has no mouse."""

    def fill(self, name, text):
        """Goes to the field of that name, and types in place of what stands there."""
        self.reach(self.one(FIELD.format(name=name)))
        self._type(Keys.CONTROL, "a")
        self._type(Keys.BACKSPACE)
        self._type(text)

    def act(self, element):
        """Goes to a link, a button or a box, and does what it is there for."""
        if element.get_attribute("type") == "radio":
            self._choose(element)
            return
        self.reach(element)
        self._type(Keys.ENTER if element.tag_name == "a" else Keys.SPACE)

    def submit(self, field):
        """Enter in the field, where it is one to type in, as everybody does; else goes to the button of its form."""
        typed = self.all(FIELD.format(name=field) + ":is([type=text], [type=email], [type=password])")
        if not typed:
            super().submit(field)
            return
        self.reach(typed[0])
        self.turn(lambda: self._type(Keys.ENTER), f"Enter in {field}")

    def reach(self, element):
        """Tab by Tab to an element, forwards or backwards, whichever is shorter. Each stop on the way has to show itself."""
        self._unfold(element)
        stops = self.script(STOPS, TABBABLE)
        most = len(stops) + self.script(PARTS, stops) + 2
        back = self.script("return !!(document.activeElement.compareDocumentPosition(arguments[0]) & Node.DOCUMENT_POSITION_PRECEDING)",
                           element)
        passed = []
        for _ in range(most):
            focused = self.script(FOCUSED)
            if focused and focused["it"] == element:
                return
            self._type(*([Keys.SHIFT] if back else []), Keys.TAB)
            passed.append(self.judge_focus())
        raise AssertionError(f"no Tab leads to {element.get_attribute('outerHTML')[:120]} on {self.path}; stopped at:\n" + "\n".join(passed))

    def judge_focus(self):
        """The element that has the focus, which has to be seen; nothing where it left the page."""
        focused = self.script(FOCUSED)
        if not focused:
            return "outside of the page"
        for trait in ("seen", "ringed", "uncovered"):
            assert focused[trait], f"the focus is not {trait} on {self.path} ({self.size[0]} px): {focused['what']}"
        return focused["what"]

    def tab(self, times):
        """Presses Tab so many times, with no look at what comes of it."""
        self._type(Keys.TAB * times)

    def _choose(self, radio):
        """Goes to the radio buttons that belong together, where Tab stops once, and on by the arrows."""
        name = radio.get_attribute("name")
        group = self.all(f"input[type=radio][name='{name}']")
        stop = next((one for one in self.script(STOPS, TABBABLE) if one in group), None)
        assert stop, f"no Tab leads to any of the radio buttons {name} on {self.path}"
        self.reach(stop)
        for _ in group:
            if radio.is_selected():
                return
            self._type(Keys.ARROW_DOWN)
            self.judge_focus()
        assert radio.is_selected(), f"no arrow leads to {radio.get_attribute('outerHTML')} on {self.path}"

    def _unfold(self, element):
        """Opens what the element is folded away in."""
        for summary in self.script("""
            const folded = [];
            for (let it = arguments[0].parentElement; it; it = it.parentElement) {
              if (it.tagName === "DETAILS" && !it.open && !arguments[0].matches("summary")) folded.unshift(it.querySelector("summary"));
            }
            return folded;""", element):
            self.act(summary)

    def _type(self, *keys):
        *held, last = keys
        chain = ActionChains(self._driver, duration=0)
        for key in held:
            chain.key_down(key)
        chain.send_keys(last)
        for key in held:
            chain.key_up(key)
        chain.perform()


def wrong_in_tabbing(browser):
    """What is wrong with the way that Tab takes through the page: it has to stop once at each thing, in the order in which things are
    written and seen, show where it is, and come round to where it began."""
    wanted = browser.script(STOPS, TABBABLE)
    browser.script(RECORD)
    # After the last comes the window's frame, which is no thing of ours, and then the first again.
    browser.tab(len(wanted) + browser.script(PARTS, wanted) + 2)
    stopped = browser.script("return window.stopped.map(([it]) => it)")
    if stopped != [*wanted, *wanted[:1]]:
        yield f"Tab stops at {described(browser, stopped)}, not at {described(browser, wanted)}"
    yield from (f"the focus does not show at {what}" for what in
                browser.script("return window.stopped.filter(([, ringed]) => !ringed).map(([it]) => it.outerHTML.slice(0, 100))"))
    for here, there in zip(wanted, wanted[1:]):
        if not browser.script(GOES_ON, here, there):
            yield f"Tab goes back from {described(browser, [here])} to {described(browser, [there])}"


def described(browser, elements):
    """Elements as a reader knows them."""
    return browser.script("return arguments[0].map((it) => it.textContent.trim().slice(0, 30) || it.name || it.tagName)", elements)


# How the long stories are told: on both databases, and once more by who has no mouse. Pages are the same on both.
TELLINGS = pytest.mark.parametrize(
    "database, hand",
    [pytest.param("sqlite", Browser, id="sqlite"), pytest.param("postgres", Browser, id="postgres"),
     pytest.param("sqlite", Keyboard, id="sqlite-keyboard")],
    indirect=True, scope="module",
)
