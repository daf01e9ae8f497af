"""An authenticator app that is not ours: Debian's oathtool."""

import subprocess
import time

# RFC 6238 section 4.1: the default time step, in seconds.
STEP = 30
# A passcode is not taken from the end of its step, where it would be old before it arrives.
LAST_SECONDS = 4


class Authenticator:
    """The app on somebody's phone, holding one key in base32."""

    def __init__(self, key):
        self._key = key
        self._used = -1

    def passcode(self):
        """The passcode of now. A passcode works once, so a second call in the same half minute waits for the next."""
        while True:
            now = int(time.time())
            step, second = divmod(now, STEP)
            if step > self._used and second < STEP - LAST_SECONDS:
                break
            time.sleep(0.2)
        self._used = step
        # The key goes by standard input, as it should on any machine with other people's eyes on `ps`.
        told = subprocess.run(
            ["oathtool", "--totp", "--base32", f"--now=@{now}", "-"],
            input=self._key, capture_output=True, text=True, check=True,
        )
        return told.stdout.strip()
