"""Whether what Wagtail has asked for is done: indexes of search and of references, by the process `db_worker`.

That process says nothing by itself. So the watcher puts a task of its own in the same queue once a minute, one at a
time: that it is done proves that the queue moves. Tasks that are done are forgotten in the end, which nobody else does.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from integrations.flows import heartbeats, own

KEPT = timedelta(days=14)


@task
def say_that_it_is_done() -> None:
    heartbeats.beat(own.TASKS, now=timezone.now())


def ask() -> bool:
    """Put the question in the queue. False when the one before still waits: then nobody works on it."""
    asked = DBTaskResult.objects.filter(task_path=say_that_it_is_done.module_path)
    asked.finished().delete()
    if asked.ready().exists():
        return False
    say_that_it_is_done.enqueue()
    return True


def forget(*, now: datetime) -> int:
    """Delete what was done long ago. What failed is kept as long, for whoever asks why a page cannot be found."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()[0]
