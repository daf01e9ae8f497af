"""`doorward serve` as an operator runs it: one process on SQLite, or two on one PostgreSQL, under a clock that is turned."""

import itertools
import json
import os
import queue
import re
import subprocess
import threading
from datetime import UTC, datetime
from pathlib import Path

from programs import end
from settings import without_settings

# Debian's libfaketime: it answers a process that asks for the time. The variant for processes of many threads.
LIBRARY = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)

# The address of the first account.
HOST = "door.example"


class Clock:
    """A clock that stands still until it is turned, for every process that was started under it."""

    def __init__(self, file):
        assert LIBRARY, "libfaketime is missing: run scripts/install-test-tools attack"
        self._file = file
        self.now = int(datetime(2030, 1, 1, tzinfo=UTC).timestamp())
        self.turn(0)

    def turn(self, seconds):
        """Turns it on, for all processes at the same moment."""
        self.now += seconds
        # A new file in place of the old: nobody reads half of one. A date without "@" is a clock that stands still.
        new = self._file.with_suffix(".new")
        new.write_text(f"{datetime.fromtimestamp(self.now, UTC):%Y-%m-%d %H:%M:%S}\n")
        os.replace(new, self._file)

    def environment(self):
        """What a process is started with to live by this clock. Timers and time-outs go by the real, monotonic one."""
        return {
            "LD_PRELOAD": str(LIBRARY), "FAKETIME_TIMESTAMP_FILE": str(self._file), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1", "TZ": "UTC",
        }


class Server:
    """The processes that serve one database, and send by a mail server and by the gateways of `phones`. What they log goes to `logs`."""

    def __init__(self, program, database, processes, folder, logs, smtp_url, phones, clock, log="info"):
        self._program, self._folder, self.logs = program, folder, logs
        self.clock, self.phones, self._database = clock, phones, database
        settings = {
            "public_url": f"https://{HOST}", "listen": "127.0.0.1:0", "database": database, "key_file": str(folder / "key"),
            "smtp_url": smtp_url, "mail_from": f"doorward@{HOST}", "log": log,
        }
        file = folder / "doorward.toml"
        file.write_text(toml(settings) + "".join(f"[[sms]]\n{toml(gateway.settings)}" for gateway in phones.gateways))
        self._environment = {**without_settings(), **self.clock.environment(), "DOORWARD_CONFIG_FILE": str(file)}
        self._nodes = []
        self._processes = processes

    def start(self):
        """Starts the processes; to be called once there is an account, lest they offer to make one."""
        try:
            for number in range(self._processes):
                self._nodes.append(Node(self._program, self._environment, self._folder, self.logs / f"node-{number + 1}.log"))
        except BaseException:
            self.stop()
            raise
        self._turn = itertools.cycle(self.nodes)

    @property
    def nodes(self):
        """Where each process listens."""
        return [node.address for node in self._nodes]

    def next_node(self):
        """The process that the next request goes to: they take turns."""
        return next(self._turn)

    def command(self, *arguments, typed=""):
        """Runs `doorward …` at the server's console; what it prints."""
        done = subprocess.run([self._program, *arguments], input=typed, capture_output=True, text=True,
                              env=self._environment, cwd=self._folder)
        assert done.returncode == 0, f"doorward {' '.join(arguments)}: {done.stderr}"
        return done.stdout

    def log_lines(self):
        """Everything that was logged so far, line by line."""
        return [line for node in self._nodes for line in node.log.read_text(encoding="utf-8").splitlines()]

    def everything_stored(self):
        """All that whoever steals the database has: its files with their journals, or a dump of it."""
        kind, _, file = self._database.partition(":")
        if kind == "sqlite":
            beside = Path(file)
            return b"".join(part.read_bytes() for part in sorted(beside.parent.glob(f"{beside.name}*")))
        return subprocess.run(["pg_dump", "--data-only", f"--dbname={self._database}"], capture_output=True, check=True).stdout

    def lines_with(self, passcodes):
        """The lines of the logs in which one of these passcodes stands, in one piece or in two, as a mail has it. Parts of ids and
        fractions of seconds are none."""
        digits = re.compile(r"(?<![\w.-])(?=(\d{3})[ -]?(\d{3})(?![\w-]))")
        return [line for line in self.log_lines() if any("".join(found) in passcodes for found in digits.findall(line))]

    def stop(self):
        """Ends the processes that were started here, each by its own id."""
        for node in self._nodes:
            node.stop()


def toml(settings):
    """Settings as the configuration file has them: texts in JSON are texts in TOML."""
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items())


class Node:
    """One process, from its start to its end."""

    def __init__(self, program, environment, folder, log):
        self.log = log
        self._process = subprocess.Popen([program, "serve"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                         stderr=subprocess.PIPE, text=True, env=environment, cwd=folder)
        listening = queue.Queue()
        self._reader = threading.Thread(target=self._read, args=(listening,), daemon=True)
        self._reader.start()
        address = listening.get(timeout=60)
        if address is None:
            self.stop()
            raise AssertionError(f"the server ended before it listened: {log.read_text()}")
        host, port = address.rsplit(":", 1)
        self.address = (host, int(port))

    def stop(self):
        """Asks it to end, and waits."""
        end(self._process)
        self._reader.join(timeout=5)

    def _read(self, listening):
        # Read to the end, so that the pipe never fills up and holds the server.
        with open(self.log, "w", encoding="utf-8") as log:
            for line in self._process.stderr:
                log.write(line)
                log.flush()
                if '"listening"' in line:
                    listening.put(json.loads(line)["fields"]["address"])
        listening.put(None)
