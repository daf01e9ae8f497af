"""An answer of the server, read as a browser reads it: status, headers, forms with what stands in their fields, links."""

import re
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urlsplit

VOID = {"input", "link", "meta", "br", "hr", "img"}


class Page:
    """One answer."""

    def __init__(self, path, status, headers, body):
        self.path, self.status, self.headers, self.body = path, status, headers, body

    @cached_property
    def _seen(self):
        seen = Seen()
        if "html" in self.header("content-type"):
            seen.feed(self.body)
        return seen

    def header(self, name):
        """A header's value; empty when it is missing, all of them when it comes twice."""
        return ", ".join(self.all_headers(name))

    def all_headers(self, name):
        """All values of a header."""
        return [value for found, value in self.headers if found.lower() == name]

    @property
    def place(self):
        """Its path, without what the address says beside it."""
        return self.path.split("?")[0]

    @property
    def location(self):
        """Where the answer leads, without what the next page says; empty when it is no redirect."""
        return re.sub(r"[?&](done|because)=[^&]*", "", self.header("location"))

    @property
    def text(self):
        """All that can be read on the page."""
        return " ".join(self._seen.text.split())

    @property
    def links(self):
        """Where the page's links lead."""
        return self._seen.links

    @property
    def forms(self):
        """The page's forms."""
        return self._seen.forms

    def in_element(self, element):
        """The texts of the element with that id: one of each of its leaves."""
        return self._seen.texts_in.get(element, [])

    def form(self, holding):
        """The form that has a field of that name, or that is sent to that path."""
        for form in self.forms:
            if form.action == holding or holding in form.fields or holding in form.unticked:
                return form
        raise AssertionError(f"no form with {holding} on {self!r}")

    def has_field(self, name):
        """Whether some form of the page has a field of that name."""
        return any(name in form.fields or name in form.unticked for form in self.forms)

    def __repr__(self):
        return f"{self.path} -> {self.status} {self.header('location')} {self.text[:600]}"


class Form:
    """One form: what would be sent if nobody touched it, and the boxes and choices that would send more."""

    def __init__(self, action, method):
        self.action, self.method = action, method
        self.fields, self.unticked = {}, {}


class Seen(HTMLParser):
    """Reads a page once."""

    def __init__(self):
        super().__init__()
        self.forms, self.links, self.text, self.texts_in = [], [], "", {}
        self._form = self._select = self._textarea = None
        self._open = []

    def handle_starttag(self, tag, attributes):
        of = {name: value or "" for name, value in attributes}
        if tag not in VOID:
            self._open.append((tag, of.get("id")))
        if of.get("id"):
            self.texts_in[of["id"]] = []
        if tag == "form":
            self._form = Form(of.get("action", ""), of.get("method", "get"))
            self.forms.append(self._form)
        elif tag == "a" and "href" in of:
            self.links.append(of["href"])
        elif self._form is None:
            return
        elif tag == "input":
            self._input(of)
        elif tag == "select":
            self._select = of["name"]
        elif tag == "textarea":
            self._textarea = of["name"]
            self._form.fields[self._textarea] = ""
        elif tag == "option" and self._select and ("selected" in of or self._select not in self._form.fields):
            self._form.fields[self._select] = of.get("value", "")

    def _input(self, of):
        name, value = of.get("name"), of.get("value", "")
        if not name:
            return
        if of.get("type") in ("checkbox", "radio") and "checked" not in of:
            self._form.unticked.setdefault(name, value or "on")
        else:
            self._form.fields[name] = value

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if any(tag in ("script", "style") for tag, _ in self._open):
            return
        if self._textarea:
            self._form.fields[self._textarea] += data
        self.text += data + " "
        for _, element in self._open:
            if element and data.strip():
                self.texts_in[element].append(data.strip())


def path_of(link):
    """The path and query of a link."""
    parts = urlsplit(link)
    return parts.path + (f"?{parts.query}" if parts.query else "")
