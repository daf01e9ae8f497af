"""An authenticator app that is not ours, written from RFC 6238, and a thief's view of it: any step's passcode."""

import base64
import hmac

# RFC 6238 section 4.1: the default time step, in seconds.
STEP = 30


def hotp(key, counter, digits=6):
    """RFC 4226 section 5.3, with HMAC-SHA-1."""
    digest = hmac.digest(key, counter.to_bytes(8), "sha1")
    at = digest[-1] & 0xF
    number = int.from_bytes(digest[at:at + 4]) & 0x7FFF_FFFF
    return str(number % 10**digits).zfill(digits)


def another_than(passcode):
    """Six digits that are another passcode than this one."""
    return f"{(int(passcode) + 1) % 1_000_000:06}"


class Authenticator:
    """The app on somebody's phone: one key in base32, and the clock of the story."""

    def __init__(self, key, clock):
        self.key = key
        self._key = base64.b32decode(key.upper() + "=" * (-len(key) % 8))
        self._clock = clock
        self._used = -1

    def passcode(self):
        """A passcode that was not given out before: when that of now was, the clock is turned to the next."""
        if self._clock.now // STEP <= self._used:
            self._clock.turn((self._used + 1) * STEP - self._clock.now)
        self._used = self._clock.now // STEP
        return self.of_step(0)

    def of_step(self, away):
        """The passcode so many steps from now, whether it was given out or not."""
        return hotp(self._key, self._clock.now // STEP + away)

    def wrong(self):
        """Six digits that are the passcode of no step near now, of one step that is far away at most."""
        near = {self.of_step(away) for away in range(-60, 61)}
        return next(code for code in (f"{number:06}" for number in range(1_000_000)) if code not in near)
