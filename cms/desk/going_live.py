"""What goes live by itself, and what was to and did not: the figures of the morning, in one query."""

from datetime import timedelta

from django.db.models import BooleanField, Func
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.checks.views import held_back
from cms.desk.scheduled import may_see, scheduled
from cms.legal_kinds import Legal
from cms.pages.content import StandardPage
from cms.releases.access import SEES
from cms.releases.models import Release, State
from commerce.dashboard import Figure, counts

SOON = timedelta(days=7)


class ShowsTheNotice(Func):
    """Whether a stream has the block of the guarantee's notice with a file in it."""

    template = """jsonb_path_exists(%(expressions)s, '$[*] ? (@.type == "guarantee" && @.value.file > 0)')"""
    output_field = BooleanField()


def without_the_notice():
    """Live terms of sale that do not show the Union's notice of the legal guarantee as a file. A query set."""
    return StandardPage.objects.filter(live=True, legal=Legal.TERMS).exclude(ShowsTheNotice("body"))


def figures(user) -> list[Figure]:
    """Pages of the week; pages that were held back and releases that failed, where there are any."""
    now = timezone.now()
    asked = []
    if may_see(user):
        soon = scheduled().filter(approved_go_live_at__range=(now, now + SOON))
        asked.append((soon, _("Pages that go live within a week"), "goes_live", False))
        pages = held_back(now=now).order_by().values("page_id").distinct()
        asked.append((pages, _("Pages that were held back"), "checks_report", False))
        terms = without_the_notice()
        asked.append((terms, _("Terms of sale without the EU's notice of the guarantee"), "checks_report", True))
    if user.has_perm(SEES):
        failed = Release.objects.filter(state__in=(State.DRAFT, State.APPROVED)).exclude(problem="")
        asked.append((failed, _("Releases that did not go live"), "wagtailsnippets_cms_release:list", True))
    found = zip(asked, counts(*(rows for rows, *_told in asked)) if asked else [], strict=True)
    return [
        Figure(label=label, count=count, url=reverse(name), is_urgent=is_urgent)
        for (_rows, label, name, is_urgent), count in found
        if count or name == "goes_live"
    ]
