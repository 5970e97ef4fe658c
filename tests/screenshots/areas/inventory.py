"""What the shop is made of, one part of it, and the licences."""

import json

from django.utils import timezone

from operations.inventory import installed, survey
from operations.inventory.models import AdvisoryFile, Component, Trouble
from tests.screenshots.shots import shot

FAULT = {
    "id": "PYSEC-2026-214",
    "aliases": ["CVE-2026-30871"],
    "description": "A picture with a broken colour profile is read past its end.",
}


def looked_at():
    """Held against a report of pip-audit that knows of one fault."""
    if AdvisoryFile.objects.exists():
        return
    told = [
        {"name": one.name, "version": one.version, "vulns": faults(one.version) if one.name.lower() == "pillow" else []}
        for one in installed.packages()
    ]
    report = json.dumps({"dependencies": told, "fixes": []}).encode()
    survey.take_in(report, name="pip-audit-2026-11.json", is_whole=False, now=timezone.now())


def faults(version):
    return [{**FAULT, "fix_versions": [f"{version}.1"]}]


@shot(as_owner=True)
def components(page):
    looked_at()
    page.goto("/admin/inventory/component/")


@shot(as_owner=True)
def one_component(page):
    looked_at()
    worst = Component.objects.get(trouble=Trouble.VULNERABLE)
    page.goto(f"/admin/inventory/component/inspect/{worst.pk}/")


@shot(as_owner=True)
def licences(page):
    looked_at()
    page.goto("/admin/inventory/licences/")
