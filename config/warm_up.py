"""What a process does at its first request, done before the web server makes its workers, so that no visitor waits.

Views, addresses, templates, the words of both languages and the way to the queue are read when they are first needed.
That takes more than half a second of processor time, and each worker took it anew from its first visitors.
"""

import gc
from pathlib import Path
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.validators import validate_email
from django.template import engines
from django.urls import resolve, reverse
from django.utils.translation import gettext, override

SOMEBODY = "somebody@example.se"  # what an e-mail address looks like is a pattern that takes long to compile
FROM_THE_SHOP = ("cart", "checkout", "search", "account_login")


def warm_up() -> None:
    """Read all that. Asks neither the database nor the broker: a connection must not be shared by two processes."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            gettext("Cart")
            for view in FROM_THE_SHOP:
                resolve(reverse(view))
    for engine in engines.all():
        for name in _names(engine):
            template = engine.get_template(name).template
            if hasattr(template, "make_module"):  # Jinja's: the macros that it defines
                _ = template.module
    _ = current_app.amqp.send_task_message, current_app.backend, current_app.connection_for_write().transport
    validate_email(SOMEBODY)


def freeze() -> None:
    """Take all that has been read out of what the garbage collector looks through, and of what the workers copy."""
    gc.collect()
    gc.freeze()


def _names(engine: Any) -> list[str]:
    """Those of our own templates that an engine reads."""
    suffix = ".jinja" if engine.name == "components" else ".html"
    return [path.relative_to(folder).as_posix() for folder in engine.dirs for path in Path(folder).rglob(f"*{suffix}")]
