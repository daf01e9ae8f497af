"""A browser made of sockets: a cookie jar, forms, and whatever a browser would not send but an attacker would.

It asks the nodes of a server in turn, each over its own connection. To them it speaks as the reverse proxy before them would:
plain HTTP on loopback, for a site whose address is https.
"""

import http.client
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlencode

from page import Page, path_of

FORM = "application/x-www-form-urlencoded"

SESSION, SIGN_IN, KNOWN, DEVICE = "__Host-session", "__Host-sign-in", "__Host-browser", "__Host-device"

# A token in shape, that was never given out.
NEVER_GIVEN = "A" * 43

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Browser:
    """One browser with one profile, at one account's address."""

    def __init__(self, server, host, calls_itself=FIREFOX, comes_from="127.0.0.1"):
        self._server, self.host = server, host
        self.calls_itself, self.comes_from = calls_itself, comes_from
        # Sent with every request: what a proxy says that no operator trusts.
        self.more_headers = []
        self.cookies = {}
        self.page = None
        self._connections = {}

    @property
    def origin(self):
        """The account's origin."""
        return f"https://{self.host}"

    @property
    def of_our_page(self):
        """The headers of a form that a page of this account sends."""
        return [("Content-Type", FORM), ("Origin", self.origin), ("Sec-Fetch-Site", "same-origin")]

    # What a person does.

    def get(self, path, follow=True):
        """Opens a page of this account, by its path or whole address."""
        site = "same-origin" if self.page else "none"
        page = self.send("GET", path_of(path), [("Sec-Fetch-Site", site)])
        return self._follow(page) if follow else page

    def post(self, path, fields, follow=False):
        """Sends these fields and no others as a form of ours."""
        page = self.send("POST", path, self.of_our_page, urlencode(fields))
        return self._follow(page) if follow else page

    def submit(self, holding, follow=True, **typed):
        """Sends the form of the page that has that field, or goes to that path, with what was typed; None unticks."""
        form = self.page.form(holding)
        fields = {**form.fields, **{name: value for name, value in typed.items() if value is not None}}
        for name, value in typed.items():
            if value is None:
                fields.pop(name, None)
        return self.post(form.action, fields, follow)

    def act(self, page, path, fields=(), follow=False):
        """Sends fields to a path with the token of another page: what a page does not offer is tried like that."""
        return self.post(path, {**dict(fields), "form_token": self.token(page)}, follow)

    def token(self, path=None):
        """The form token that a page shows now."""
        shown = self.get(path or ("/security" if SESSION in self.cookies else "/signin"))
        found = re.search(r'name="form_token" value="([^"]+)"', shown.body)
        assert found, f"no form token on {shown!r}"
        return found[1]

    def session_holds(self):
        """Whether the session's cookie opens a page: asked at every node."""
        shown = self.page
        answers = {self.send("GET", "/session", node=node).status for node in self._server.nodes}
        self.page = shown
        assert answers in ({204}, {401}), f"the nodes differ: {answers}"
        return answers == {204}

    # What an attacker does.

    def send(self, method, path, headers=(), body=None, node=None, cookie=None):
        """Sends a request as it is given, keeps the cookies of the answer, and follows nothing.

        A `cookie` is sent in place of the jar's. `Host` and `User-Agent` may be among the headers.
        """
        node = node or self._server.next_node()
        connection = self._connections.get(node)
        if connection is None:
            connection = http.client.HTTPConnection(*node, timeout=60, source_address=(self.comes_from, 0))
            self._connections[node] = connection
        given = {name.lower() for name, _ in headers}
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in self._own_headers(cookie):
            if name.lower() not in given:
                connection.putheader(name, value)
        for name, value in [*headers, *self.more_headers]:
            connection.putheader(name, value)
        data = b"" if body is None else body if isinstance(body, bytes) else body.encode()
        if method == "POST" and "content-length" not in given:
            connection.putheader("Content-Length", str(len(data)))
        connection.endheaders(data)
        response = connection.getresponse()
        page = Page(path, response.status, response.getheaders(), response.read().decode("utf-8", "replace"))
        if method == "POST":
            # A door that turns somebody away does not read what they send, and hangs up.
            self._connections.pop(node).close()
        assert page.status < 500, f"the server failed: {page!r}"
        self._keep_cookies(page)
        self.page = page
        return page

    def copy(self):
        """Another browser with the same cookies: a thief who copied the profile."""
        other = Browser(self._server, self.host, self.calls_itself, self.comes_from)
        other.cookies = dict(self.cookies)
        return other

    def close(self):
        """Closes its connections."""
        for connection in self._connections.values():
            connection.close()

    def _follow(self, page):
        for _ in range(8):
            if page.status != 303:
                return page
            to = page.header("location")
            assert to.startswith("/") and not to.startswith("//"), f"led to another site: {page!r}"
            page = self.send("GET", to, [("Sec-Fetch-Site", "same-origin")])
        raise AssertionError(f"led in a circle: {page!r}")

    def _own_headers(self, cookie):
        yield "Host", self.host
        yield "User-Agent", self.calls_itself
        yield "Accept-Language", "en"
        jar = cookie if cookie is not None else "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if jar:
            yield "Cookie", jar

    def _keep_cookies(self, page):
        for line in page.all_headers("set-cookie"):
            pair, *attributes = [part.strip() for part in line.split(";")]
            name, value = pair.split("=", 1)
            of = {key.lower(): text for key, _, text in (attribute.partition("=") for attribute in attributes)}
            # RFC 6265bis section 4.1.3.2: else no browser keeps it, and then our stories would be about nothing.
            fit = "secure" in of and of.get("path") == "/" and "domain" not in of
            assert name.startswith("__Host-") and fit, f"a cookie that no browser keeps, or any subdomain sets: {line}"
            # A thief's jar: nothing but the server's own word takes a cookie out of it, no Max-Age that runs out.
            if of.get("max-age") == "0" or not value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value


def at_once(acts):
    """Does all of these in the same moment, each in a thread of its own; what came of each."""
    barrier = Barrier(len(acts))

    def one(act):
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))
