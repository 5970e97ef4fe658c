"""The page of mails in the admin leaves no mail out."""

import re

import pytest
from django.test.signals import template_rendered

from config.schema_stamp import PROJECT
from tests.factories.customers import owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]
NO_MAILS = {"base.html", "notice.html"}  # the frame, and what is told to whoever keeps the integrations


def test_every_mail_that_the_shop_can_send_is_shown():
    browser, shown = verified(owner()), set()
    codes = set(re.findall(r"/admin/mails/([\w-]+)/", browser.get("/admin/mails/").content.decode()))

    def note(template, **_signal):
        shown.add(str(template.name))

    template_rendered.connect(note)
    try:
        for code in codes:
            assert browser.get(f"/admin/mails/{code}/?language=sv").status_code == 200
    finally:
        template_rendered.disconnect(note)

    written = {path.name for path in (PROJECT / "templates" / "mail").glob("[!_]*.html")} - NO_MAILS
    assert {name for name in written if f"mail/{name}" not in shown} == set()
