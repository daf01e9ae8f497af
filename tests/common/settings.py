"""What scripts/test hands to the stories, and a database for each of them."""

import os
import subprocess
from urllib.parse import urlsplit, urlunsplit

import pytest


def setting(name):
    """A setting of scripts/test. Without it the stories fail: skipped ones would look like told ones."""
    value = os.environ.get(name)
    if not value:
        pytest.fail(f"{name} is not set: run scripts/test, whose --only runs a part", pytrace=False)
    return value


def without_settings():
    """The environment of a program that is tested: the settings of whoever runs the tests must not reach it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("DOORWARD_")}


def fresh_postgres(cluster, name):
    """A new database of that name in the cluster at that URL; its URL."""
    subprocess.run(
        ["psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--dbname={cluster}",
         f"--command=CREATE DATABASE {name}"],
        check=True,
    )
    return urlunsplit(urlsplit(cluster)._replace(path=f"/{name}"))
