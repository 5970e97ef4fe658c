"""What runs by the clock exists, is dropped rather than piled up, and pictures wait in a queue of their own."""

import pytest

from cms.tasks import AHEAD
from config.celery import app


@pytest.fixture(scope="module", autouse=True)
def _tasks_are_found():
    app.loader.import_default_modules()


@pytest.mark.parametrize("name", sorted(app.conf.beat_schedule))
def test_a_scheduled_task_exists_and_expires_before_the_next(name):
    entry = app.conf.beat_schedule[name]

    assert entry["task"] in app.tasks
    assert entry["options"]["expires"] <= entry["schedule"]


def test_no_receipt_waits_behind_a_picture():
    queues = {
        task: app.amqp.router.route({}, task)["queue"].name for task in app.tasks if not task.startswith("celery.")
    }

    assert {task for task, queue in queues.items() if queue == "pictures"} == {
        "cms.tasks.make_renditions",
        "cms.tasks.sweep_renditions",
        "cms.tasks.take_in_batches",
    }
    assert queues["integrations.tasks.deliver"] == "celery"


def test_no_moment_of_a_page_falls_between_two_sweeps():
    assert app.conf.beat_schedule["publish scheduled pages"]["schedule"] < AHEAD.total_seconds()
