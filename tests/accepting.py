"""A plugin of pytest for the acceptance protocol: `pytest -p tests.accepting -m krav --junitxml=results.xml`.

It writes with each test which requirements it proves, and with the whole on what kind of machine it was run.
"""

import os
import platform

import pytest


def pytest_addoption(parser):
    parser.addoption("--krav", action="append", default=[], help="Only the tests of this requirement.")


def pytest_collection_modifyitems(config, items):
    wanted = set(config.getoption("--krav"))
    chosen, others = [], []
    for item in items:
        numbers = list(dict.fromkeys(mark.args[0] for mark in item.iter_markers("krav")))
        item.user_properties += [("krav", " ".join(numbers)), ("file", item.nodeid.partition("::")[0])]
        (chosen if not wanted or wanted & set(numbers) else others).append(item)
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = chosen


@pytest.fixture(scope="session", autouse=True)
def on_what_machine(record_testsuite_property):
    made_of = f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPU, Python {platform.python_version()}"
    record_testsuite_property("machine", made_of)
