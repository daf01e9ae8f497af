"""Programs that a suite started."""

import subprocess


def end(process):
    """Asks a process that was started here to end, by its own id, and waits for it."""
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
