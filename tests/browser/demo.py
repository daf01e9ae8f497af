"""`doorward demo` as a process of its own, with a fresh database, and the people it makes."""

import json
import queue
import subprocess
import threading

from authenticator import Authenticator
from programs import end
from settings import without_settings


class Person:
    """One of the demo's people."""

    def __init__(self, row):
        self.email = row["email"]
        self.password = row["password"]
        self.role = row["role"]
        self.authenticator = Authenticator(row["totp_secret"]) if row.get("totp_secret") else None


class Demo:
    """A running demo. What it prints and logs goes to `log`."""

    def __init__(self, program, database, smtp_port, log):
        # Where an SQLite database lies.
        self.file = database.removeprefix("sqlite:")
        self._log_path = log
        self._log = open(log, "w", encoding="utf-8")
        self._process = subprocess.Popen(
            [program, "demo", "--json", "--port", "0", "--database", database,
             "--smtp-url", f"smtp+plain://127.0.0.1:{smtp_port}"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._log, text=True, env=without_settings(),
        )
        started = queue.Queue()
        self._reader = threading.Thread(target=self._read, args=(started,), daemon=True)
        self._reader.start()
        try:
            facts = started.get(timeout=60)
            assert facts is not None, f"the demo ended before it said where it is: see {log}"
        except BaseException:
            self.close()
            raise
        self.url = facts["url"].rstrip("/")
        self.people = [Person(row) for row in facts["people"]]

    def person(self, role):
        """The first person with that role who has an authenticator."""
        found = [person for person in self.people if person.role == role and person.authenticator]
        assert found, f"the demo has no {role} with an authenticator among {[(p.email, p.role) for p in self.people]}"
        return found[0]

    def close(self):
        """Ends the process that was started here, by its own id, and waits for it."""
        end(self._process)
        self._reader.join(timeout=5)
        self._log.close()

    def _read(self, started):
        # Read to the end, so that the pipe never fills up and holds the server.
        for line in self._process.stdout:
            if line.startswith("{"):
                started.put(json.loads(line))
        started.put(None)
