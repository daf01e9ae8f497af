"""A person's browser: Debian's Chromium with a profile of its own, and what a person does with it."""

import base64
import json
import re
import shutil
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

PHONE = (390, 844)
DESKTOP = (1280, 900)

# Fields that a person fills in: not those that only tell a password manager whose password it is.
FIELD = ":is(input, textarea)[name='{name}']:not([aria-hidden=true])"

FLAGS = [
    "--headless=new",
    # Tests run as root in containers, where Chromium's sandbox cannot be made; it sees our own pages only.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The picture of a page must not depend on how far its scroll bar faded.
    "--hide-scrollbars",
    # Fonts and the pages' language are the same everywhere.
    "--lang=en",
]


class Browser:
    """One browser with one profile, from opening to closing. Paths are relative to `url`."""

    def __init__(self, url, profile, pictures, size, javascript=True):
        self.url = url
        self._pictures = pictures
        self._sent = []
        self._javascript = javascript
        options = Options()
        options.binary_location = installed("chromium")
        for flag in [*FLAGS, f"--user-data-dir={profile}"]:
            options.add_argument(flag)
        # The network's log: the headers of each page, and every address that a page asked for.
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        # The driver's path is given, so that Selenium looks for none and downloads none.
        self._driver = webdriver.Chrome(options=options, service=Service(executable_path=installed("chromedriver")))
        self._driver.set_page_load_timeout(30)
        self._driver.set_script_timeout(30)
        self.resize(size)
        self._switch_scripts(on=javascript)

    # What a person does.

    def open(self, path):
        """Types an address, relative or whole."""
        self._driver.get(path if "://" in path else self.url + path)

    def fill(self, name, text):
        """Types into the field of that name, in place of what stands there."""
        field = self.one(FIELD.format(name=name))
        field.clear()
        field.send_keys(text)

    def paste(self, name, text):
        """Pastes into the field of that name, in place of what stands there."""
        self.fill(name, text)
        field = self.one(FIELD.format(name=name))
        for letter in "axv":
            field.send_keys(Keys.CONTROL, letter)

    def tick(self, selector, ticked=True):
        """Ticks a box or chooses a radio button, as a person would; leaves it when it is so already."""
        box = self.one(selector)
        if box.is_selected() != ticked:
            self.act(box)

    def act(self, element):
        """Clicks a link, a button or a box."""
        element.click()

    def press(self, selector):
        """Clicks a link or button, and waits for the page that it leads to."""
        self.turn(lambda: self.act(self.one(selector)), f"a click on {selector}")

    def submit(self, field):
        """Presses the button of the form that holds the field of that name."""
        self.press(f"form:has([name='{field}']:not([aria-hidden=true])) button:not([type=button])")

    def turn(self, act, what):
        """Does what leads to another page, and waits for that page."""
        before = self.one("html").id
        act()
        self.wait(lambda: self.one("html").id != before and self.script("return document.readyState") == "complete",
                  f"a new page after {what}")

    # What a person sees.

    @property
    def path(self):
        """The path of the address bar."""
        return urlsplit(self._driver.current_url).path

    @property
    def text(self):
        """All that can be read on the page."""
        return self.one("body").text

    @property
    def title(self):
        """What the tab is called."""
        return self._driver.title

    def one(self, selector):
        """The first element of that selector; a failure that shows the page when there is none."""
        found = self.all(selector)
        assert found, f"no {selector} on {self._driver.current_url}, which reads:\n{self._driver.find_element(By.TAG_NAME, 'body').text}"
        return found[0]

    def all(self, selector):
        """All elements of that selector."""
        return self._driver.find_elements(By.CSS_SELECTOR, selector)

    def wait(self, condition, what, within=20):
        """Waits until the condition holds, at most `within` seconds. Elements that vanish meanwhile are asked again."""
        WebDriverWait(self._driver, within, poll_frequency=0.05).until(lambda _: attempt(condition), f"waited {within} s for {what}")

    def script(self, source, *arguments):
        """Runs a script as the driver; this works with the page's own scripts switched off, too."""
        return self._driver.execute_script(source, *arguments)

    def ask(self, source, *arguments):
        """What a script tells to its last argument, sooner or later. Nothing of the kind runs with scripts switched off, so they are
        switched on for as long; those of the page had their turn when it was loaded, and get no other."""
        self._switch_scripts(on=True)
        try:
            return self._driver.execute_async_script(source, *arguments)
        finally:
            self._switch_scripts(on=self._javascript)

    # What the machine sees.

    def response(self):
        """Status and headers (names in lower case) of the page that is shown."""
        self._read_log()
        shown = self._driver.current_url.split("#")[0]
        for message in reversed(self._sent):
            if message["method"] == "Network.responseReceived" and message["params"]["type"] == "Document":
                response = message["params"]["response"]
                if response["url"].split("#")[0] == shown:
                    return response["status"], {name.lower(): value for name, value in response["headers"].items()}
        raise AssertionError(f"no answer for {shown} in the network's log")

    def asked_for(self):
        """Every address that was asked for since the browser was opened."""
        self._read_log()
        return [m["params"]["request"]["url"] for m in self._sent if m["method"] == "Network.requestWillBeSent"]

    def complaints(self):
        """What the console says of broken rules (CSP) and failed scripts since the last call.

        The status of a page (401, 404) is complained of, too; it is judged elsewhere.
        """
        severe = [entry["message"] for entry in self._driver.get_log("browser") if entry["level"] == "SEVERE"]
        return [message for message in severe if not re.search(r"the server responded with a status of 4\d\d", message)]

    def _read_log(self):
        wanted = ("Network.responseReceived", "Network.requestWillBeSent")
        messages = (json.loads(entry["message"])["message"] for entry in self._driver.get_log("performance"))
        self._sent.extend(message for message in messages if message["method"] in wanted)

    # How it is set up.

    def resize(self, size):
        """A screen of that many CSS pixels; narrow ones behave as phones do."""
        self.size = size
        width, height = size
        self._cdp("Emulation.setDeviceMetricsOverride",
                  width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def prefer(self, scheme):
        """`light` or `dark`."""
        self._cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def add_authenticator(self, **traits):
        """Something that keeps passkeys: the browser's own virtual authenticator (WebAuthn level 3, section 11), always touched.
        A synced one of this device unless `traits` say otherwise."""
        self._cdp("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                   "isUserVerified": True, "automaticPresenceSimulation": True, "defaultBackupEligibility": True,
                   "defaultBackupState": True}
        return self._cdp("WebAuthn.addVirtualAuthenticator", options={**options, **traits})["authenticatorId"]

    def verify_user(self, authenticator, knows):
        """Whether the authenticator will know who is before it."""
        self._cdp("WebAuthn.setUserVerified", authenticatorId=authenticator, isUserVerified=knows)

    def grow_old(self):
        """From the next page on, the browser knows passkeys as browsers did before they had suggestions and readers of JSON."""
        self._cdp("Page.addScriptToEvaluateOnNewDocument", source="""
            delete PublicKeyCredential.isConditionalMediationAvailable;
            delete PublicKeyCredential.parseCreationOptionsFromJSON;
            delete PublicKeyCredential.parseRequestOptionsFromJSON;""")

    def on_every_page(self, source):
        """From the next page on, runs a script in each page before the page's own, in a world of its own that these cannot see into."""
        self._cdp("Page.addScriptToEvaluateOnNewDocument", source=source, worldName="watching")

    def save_into(self, folder):
        """Files go into this folder from now on."""
        self._cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

    def screenshot(self, name):
        """Keeps a picture of the whole page as NAME-WIDTH-light.png and NAME-WIDTH-dark.png."""
        for scheme in ("light", "dark"):
            self.prefer(scheme)
            picture = self._cdp("Page.captureScreenshot", format="png", captureBeyondViewport=True)
            target = self._pictures / f"{name}-{self.size[0]}-{scheme}.png"
            target.write_bytes(base64.b64decode(picture["data"]))
        self.prefer("light")

    def close(self):
        """Closes it. The driver ends the browser that it started, and then itself."""
        self._driver.quit()

    def _switch_scripts(self, on):
        self._cdp("Emulation.setScriptExecutionDisabled", value=not on)

    def _cdp(self, command, **arguments):
        return self._driver.execute_cdp_cmd(command, arguments)


def installed(program):
    """Where the program is."""
    path = shutil.which(program)
    assert path, f"{program} is missing: run scripts/install-test-tools browser"
    return path


def attempt(condition):
    """The condition, or false while the page is between two states."""
    try:
        return condition()
    except (WebDriverException, AssertionError):
        return False
