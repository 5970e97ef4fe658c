"""Parts that stand tens of times on a page, or on the way of each purchase, are Jinja templates:
`templates/components/*.jinja`.

Jinja compiles a template to Python, which draws a card in a tenth of the time that Django's own language takes. All
else on a page stays in that language and calls in here (`cms.templatetags.cards`, `component`). Why: docs/beslut/0009.
"""

from functools import lru_cache
from typing import Any

import jinja2
from django.template import engines
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext

from cms import pictures
from cms.templatetags.small_parts import dot, icon
from commerce.pricing.templatetags.prices import money, per_measure

ENGINE = "components"


def environment(**options: Any) -> jinja2.Environment:
    """Jinja as the components use it: what they are given is escaped, what they say is translated."""
    made = jinja2.Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 - Django turns autoescape on
    made.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)
    made.globals.update(dot=dot, icon=icon, money=money, per_measure=per_measure, url=url)
    made.globals.update(picture=pictures.element, card_width=pictures.CARD_WIDTH)
    return made


def render(name: str, **words: Any) -> str:
    """A component: the macro that its file is named after. Raises jinja2.TemplateNotFound."""
    return getattr(_module(name), name)(**words)


def url(view: str) -> str:
    """The address of a page that has one in each language."""
    return _address(view, get_language())


@lru_cache(maxsize=256)
def _address(view: str, language: str) -> str:
    return reverse(view)


def _module(name: str) -> Any:
    """The file's macros, kept by the process unless templates are edited while it runs."""
    env = engines[ENGINE].env
    return env.get_template(f"components/{name}.jinja").module if env.auto_reload else _kept(name)


@lru_cache(maxsize=32)
def _kept(name: str) -> Any:
    return engines[ENGINE].env.get_template(f"components/{name}.jinja").module
