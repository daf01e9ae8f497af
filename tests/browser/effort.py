"""How much a person has to do: screens, clicks and typed fields, counted in the pages themselves as they happen.

What is counted are the browser's own events, those that a script cannot make (`isTrusted`, DOM standard, section 2.9): neither the
story that is told nor the page that is looked at can say that there were more or fewer. It knows nobody's pages, so ours and those
of others are counted alike; `bench/peers` does the latter.

- A **screen** is what a person has before them while they do something: a page, a place within a page that has an address of its own,
  or a dialog over it. What is only passed through, because it leads on by itself, is none.
- A **click** is a press of the pointer on anything but a text field, or of Enter or Space where that presses a button. Ticking a box
  is one.
- A **typed field** is one that something was typed into, on one screen; getting to it is part of that. Characters are those typed.

What the browser and the phone ask by themselves, such as the window of a passkey or the camera before a picture, is the same for
everybody and is not counted.
"""

import json
from dataclasses import dataclass, field

# Kept in the tab's own storage, which outlives the page and ends with the tab.
KEPT = "effort"

WATCH = """
(() => {
  const page = crypto.getRandomValues(new Uint32Array(2)).join("-");
  const numbers = new Map();
  const pressed = "checkbox radio button submit reset image file range color".split(" ");

  const isText = (it) => it.isContentEditable || it.tagName === "TEXTAREA" || (it.tagName === "INPUT" && !pressed.includes(it.type));
  const number = (it) => numbers.get(it) ?? (numbers.set(it, numbers.size), numbers.get(it));
  const dialogOf = (it) => it.closest("dialog, [role=dialog], [role=alertdialog]");
  const headingOf = (it) => it.querySelector("h1, h2, legend, label")?.innerText.trim() || document.title;

  function note(target, act) {
    const within = dialogOf(target) || document.body;
    const seen = { page, path: location.pathname, dialog: within === document.body ? -1 : number(within), heading: headingOf(within) };
    const kept = JSON.parse(sessionStorage.getItem("KEPT") || "[]");
    sessionStorage.setItem("KEPT", JSON.stringify([...kept, { ...seen, ...act }]));
  }

  // Before any listener of the page, which might stop an event, or lead on to the next page.
  function listen(kind, answer) {
    addEventListener(kind, (event) => {
      const target = event.composedPath()[0];
      if (event.isTrusted && target instanceof Element) answer(event, target);
    }, { capture: true });
  }

  listen("pointerdown", (event, target) => {
    if (event.button === 0 && !isText(target)) note(target, { click: 1 });
  });
  listen("keydown", (event, target) => {
    const presses = event.key === "Enter" ? target.tagName !== "TEXTAREA" : event.key === " " && !isText(target);
    if (presses && !event.repeat) note(target, { click: 1 });
  });
  listen("input", (event, target) => {
    if (isText(target) && (event.inputType || "").startsWith("insert"))
      note(target, { field: number(target), characters: (event.data || "").length });
  });
})();
""".replace("KEPT", KEPT)


@dataclass
class Screen:
    """One screen, and what was done there."""

    path: str
    heading: str
    clicks: int = 0
    fields: set = field(default_factory=set)
    characters: int = 0


class Effort:
    """What was done between two moments. `screens` lie in the order in which they were met."""

    def __init__(self, acts):
        met = {}
        for act in acts:
            screen = met.setdefault((act["page"], act["path"], act["dialog"]), Screen(act["path"], act["heading"]))
            screen.clicks += act.get("click", 0)
            screen.characters += act.get("characters", 0)
            if "field" in act:
                screen.fields.add(act["field"])
        self.screens = list(met.values())

    @property
    def clicks(self):
        """On all screens."""
        return sum(screen.clicks for screen in self.screens)

    @property
    def fields(self):
        """Typed fields on all screens."""
        return sum(len(screen.fields) for screen in self.screens)

    @property
    def characters(self):
        """Typed into them."""
        return sum(screen.characters for screen in self.screens)


class Counter:
    """Counts what is done in one browser, on every page that it opens from now on."""

    def __init__(self, browser):
        self._browser = browser
        browser.on_every_page(WATCH)

    def begin(self):
        """From here on it counts: what was done before is forgotten."""
        self._browser.script(f"sessionStorage.removeItem('{KEPT}')")

    def end(self, last=False):
        """What was done since. The page that is shown now is the end of it and no screen that one had to get past, unless it is the
        `last` one: it asks something of its reader (to keep what it shows), and would be left by no click of theirs."""
        effort = Effort(json.loads(self._browser.script(f"return sessionStorage.getItem('{KEPT}')") or "[]"))
        if last:
            path, heading = self._browser.script("return [location.pathname, document.querySelector('h1, h2')?.innerText.trim() || document.title]")
            effort.screens.append(Screen(path, heading))
        return effort


def table(rows):
    """The counts as a table of Markdown; a row is who, by which method, from where, and the effort, or a sentence where there is none."""
    lines = ["| whose pages | method | from where | screens | clicks | typed fields | characters |", "|---|---|---|---|---|---|---|"]
    for who, method, start, effort in rows:
        cells = [effort, "", "", ""] if isinstance(effort, str) else [
            len(effort.screens), effort.clicks, effort.fields, effort.characters]
        lines.append("| " + " | ".join(str(cell) for cell in [who, method, start, *cells]) + " |")
    return "\n".join(lines)


def steps(rows):
    """The same, screen by screen, as lists of Markdown."""
    parts = []
    for who, method, start, effort in rows:
        if not isinstance(effort, str):
            lines = [f"{n}. {told(screen)}" for n, screen in enumerate(effort.screens, 1)]
            parts.append("\n".join([f"**{who}, {method}, {start}**", "", *lines]))
    return "\n\n".join(parts)


def told(screen):
    """A screen in a line."""
    done = [f"{len(screen.fields)} field of {screen.characters} characters" if len(screen.fields) == 1 else
            f"{len(screen.fields)} fields of {screen.characters} characters"] if screen.fields else []
    done += [f"{screen.clicks} click" + "s" * (screen.clicks != 1)] if screen.clicks else []
    return f"{screen.heading} (`{screen.path}`): {', '.join(done) or 'nothing that has to be clicked'}"
