"""Stories that are told side by side, by as many processes as there are cores: what one process tells, and what is done once a run."""

import os
import shutil

from xdist.scheduler import LoadScopeScheduling


class Together(LoadScopeScheduling):
    """Has one process tell all that stands on the same stage, one story after the other: the stage is then put up once.

    `stage` gives the name of the stage of a story, from the story's own name."""

    def __init__(self, config, log, stage):
        super().__init__(config, log)
        self._stage = stage

    def _split_scope(self, nodeid):
        return self._stage(nodeid)


def begin_without(folder, config):
    """Takes a folder of an earlier run away before anybody writes into it: once a run, not once a process."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(folder, ignore_errors=True)


def database_name(name):
    """A name that no other process of this run and no other run gives its database."""
    return f"{name}_{os.getpid()}"
