"""What every page keeps, whoever looks at it and however."""

import re

from axe import wrong_by_axe

# HTML Living Standard, section 4.10.18.7.1 (autofill): what each of our fields tells password managers and phones.
AUTOCOMPLETE = {
    "passcode": {"one-time-code"},
    "password": {"current-password", "new-password"},
    "new_password": {"new-password"},
    "old_password": {"current-password"},
    "recovery_code": {"off"},
}

# One call for all that the document itself tells.
FACTS = """
const name = (field) => field.name || field.id || field.outerHTML;
const fields = [...document.querySelectorAll("input, select, textarea")]
  .filter((field) => field.type !== "hidden" && field.getAttribute("aria-hidden") !== "true");
const labelled = (field) => field.labels.length > 0 || field.getAttribute("aria-label") ||
  (field.getAttribute("aria-labelledby") && document.getElementById(field.getAttribute("aria-labelledby")));
return {
  width: document.documentElement.scrollWidth,
  wide: [...document.querySelectorAll("body *")]
    .filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return (right > arguments[0] + 1 || left < -1) && width > 1 && !element.closest(".scroll, .skip");
    })
    .map((element) => element.outerHTML.slice(0, 100)).slice(-3),
  headings: document.querySelectorAll("h1").length,
  lang: document.documentElement.lang,
  unlabelled: fields.filter((field) => !labelled(field)).map(name),
  nameless: [...document.querySelectorAll("button, a[href]")]
    .filter((element) => element.checkVisibility() && !element.textContent.trim() && !element.getAttribute("aria-label") &&
      ![...element.querySelectorAll("img")].some((picture) => picture.alt.trim()))
    .map((element) => element.outerHTML),
  doubled: [...document.querySelectorAll("[id]")].map((element) => element.id)
    .filter((id, at, all) => all.indexOf(id) !== at),
  inline: [...document.querySelectorAll("[style], script:not([src]), style")].map((element) => element.outerHTML.slice(0, 100)),
  autocomplete: fields.filter((field) => ["text", "email", "password", "tel", "search"].includes(field.type))
    .map((field) => [field.name, field.type, field.autocomplete]),
};
"""


def look(browser, name, status=200):
    """Judges the page that is shown, and keeps pictures of it. The failure lists all that is wrong at once."""
    browser.screenshot(name)
    wrong = [*wrong_in_answer(browser, status), *wrong_in_document(browser), *wrong_by_axe(browser), *browser.complaints()]
    assert not wrong, f"{name} ({browser.path}, {browser.size[0]} px): " + "; ".join(wrong)


def wrong_in_answer(browser, wanted):
    """What is wrong with the answer's status and headers, and with what the page asked for."""
    status, headers = browser.response()
    if status != wanted:
        yield f"status {status}, not {wanted}"
    yield from wrong_in_policy(headers.get("content-security-policy", ""))
    if "no-store" not in headers.get("cache-control", ""):
        yield "may be kept by the browser: no Cache-Control: no-store"
    if headers.get("x-content-type-options") != "nosniff":
        yield "no X-Content-Type-Options: nosniff"
    foreign = {url for url in browser.asked_for() if not url.startswith((browser.url + "/", "data:", "about:", "chrome"))}
    if foreign:
        yield f"asked other hosts: {sorted(foreign)}"


def wrong_in_policy(policy):
    """What is wrong with a Content-Security-Policy: it must name our own address only, and refuse all it does not name."""
    rules = {words[0]: words[1:] for words in (rule.split() for rule in policy.split(";")) if words}
    if rules.get("default-src") != ["'none'"]:
        yield f"CSP: default-src is {rules.get('default-src')}, not 'none'"
    for directive, wanted in {"frame-ancestors": ["'none'"], "base-uri": ["'none'"], "form-action": ["'self'"]}.items():
        # These three do not fall back to default-src (CSP level 3, section 6.1 and following).
        if rules.get(directive) not in (wanted, ["'none'"]):
            yield f"CSP: {directive} is {rules.get(directive)}, not {wanted}"
    for directive, sources in rules.items():
        for source in sources:
            fine = source in ("'none'", "'self'") or re.fullmatch(r"'(sha256|sha384|sha512)-[A-Za-z0-9+/=_-]+'", source)
            # A picture may be inline: it can do nothing.
            if not fine and not (directive == "img-src" and source == "data:"):
                yield f"CSP: {directive} allows {source}"


def wrong_in_document(browser):
    """What is wrong with the document as it stands on the screen."""
    width = browser.size[0]
    facts = browser.script(FACTS, width)
    # What sticks out at the right of a page that is written to the left cannot be scrolled to: it makes the page no wider.
    if facts["width"] > width or facts["wide"]:
        yield f"{facts['width']} px wide on a screen of {width}: {facts['wide']}"
    if facts["headings"] != 1:
        yield f"{facts['headings']} headings of the first level"
    if not facts["lang"]:
        yield "no language"
    if not browser.title.strip():
        yield "no title"
    for kind, meaning in {"unlabelled": "fields without a label", "nameless": "links or buttons without words",
                          "doubled": "ids used twice", "inline": "inline styles or scripts"}.items():
        if facts[kind]:
            yield f"{meaning}: {facts[kind]}"
    for name, kind, autocomplete in facts["autocomplete"]:
        allowed = AUTOCOMPLETE.get(name)
        if not autocomplete or (allowed and autocomplete not in allowed):
            yield f"field {name}: autocomplete is {autocomplete!r}"
        elif kind == "password" and autocomplete not in AUTOCOMPLETE["password"]:
            yield f"field {name} is a password, its autocomplete is {autocomplete!r}"
