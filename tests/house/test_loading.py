"""Every page of the admin shows that it works: none loses the script that does, which Wagtail puts on all of them."""

import re

import pytest
from django.template import engines

from cms import wagtail_hooks

pytestmark = pytest.mark.krav("4.2.4")
EXTENDS = re.compile(r'{% extends "([^"]+)"')
ROOT = "wagtailadmin/admin_base.html"


def chain(name):
    """The template and each that it builds on, by name. One that builds on its namesake finds the next of that name."""
    found, seen = [], []
    while name:
        template, origin = engines["django"].engine.find_template(name, skip=seen)
        seen.append(origin)
        found.append((name, template.source))
        above = EXTENDS.search(template.source)
        name = above[1] if above else None
    return dict(found)


def of_the_admin(settings):
    folder = settings.PROJECT / "templates"
    chains = [chain(path.relative_to(folder).as_posix()) for path in folder.rglob("*.html")]
    return [one for one in chains if ROOT in one]


def test_no_page_of_the_admin_loses_the_sign_of_work(settings):
    pages = of_the_admin(settings)
    replaced = {
        name
        for one in pages
        for name, source in one.items()
        for block in re.findall(r"{% block js %}(.*?){% endblock", source, re.DOTALL)
        if name != ROOT and "block.super" not in block
    }

    assert "admin/busy.js" in wagtail_hooks.sign_of_work()
    assert "{% hook_output 'insert_global_admin_js' %}" in pages[0][ROOT]
    assert len(pages) > 100
    assert replaced - {"wagtailadmin/skeleton.html"} == set()  # what the root itself fills
