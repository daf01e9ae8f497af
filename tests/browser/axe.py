"""What axe-core finds on the page that is shown: all that a program can judge of WCAG 2.2 A and AA, and more."""

import os
import pathlib

# Where scripts/install-test-tools puts what package-lock.json names.
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "doorward"
PROGRAM = CACHE / "node" / "node_modules" / "axe-core" / "axe.min.js"

# In light colours every rule that bears one of these, and no rule of them is left out; in dark ones the rules that colours can break.
RULES = {
    "light": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}

# What stops axe-core is told as a finding: then nothing was judged.
RUN = """
const [only, done] = arguments;
axe.run(document, { runOnly: only, resultTypes: ["violations"], performanceTimer: false }).then(
  ({ violations }) => done(violations.map(({ id, help, nodes }) =>
    `${id} (${help}): ` + nodes.map(({ target, any, all, none }) =>
      `${target.join(" ")} [${[...any, ...all, ...none].map((check) => check.message).join("; ")}]`).join(", "))),
  (trouble) => done([`axe-core itself: ${trouble}`]));
"""


def wrong_by_axe(browser, schemes=tuple(RULES)):
    """What axe-core has to say of the page in these schemes of colours."""
    # Given by the driver on each page: no page would let it in by a policy that is as strict as ours.
    if not browser.script("return typeof axe === 'object'"):
        browser.script(program())
    for scheme in schemes:
        browser.prefer(scheme)
        yield from (f"axe, {scheme}: {finding}" for finding in browser.ask(RUN, RULES[scheme]))
    browser.prefer("light")


def program():
    """The text of axe-core."""
    assert PROGRAM.is_file(), f"{PROGRAM} is missing: run scripts/install-test-tools browser"
    return PROGRAM.read_text(encoding="utf-8")
