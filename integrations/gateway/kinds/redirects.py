"""Redirects: from which address to where, a page of ours or any address."""

from datetime import datetime

from django.db.models import QuerySet
from django.db.models import Value as Constant
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect

from integrations.gateway.kinds.kind import Field, Filters, Of, Queried


class Redirects(Queried):
    code, title, short = "redirects", _("Redirects"), _("Redirects")
    permission = "wagtailredirects.view_redirect"
    fields = (
        Field(
            code="old_path",
            name=_("From address"),
            source="old_path",
            is_key=True,
            is_required=True,
            width=255,
            called=("från", "from", "gammal adress", "source"),
        ),
        Field(
            code="link",
            name=_("To address"),
            source=NullIf("redirect_link", Constant("")),
            width=255,
            called=("till", "to", "ny adress", "target"),
        ),
        Field(
            code="page",
            name=_("To page (number)"),
            source="redirect_page_id",
            of=Of.INTEGER,
            width=12,
        ),
        Field(code="title", name=_("Page"), source="redirect_page__title", width=255, comes_in=False),
        Field(code="is_permanent", name=_("Permanent"), source="is_permanent", of=Of.YES_NO, width=4),
        Field(code="site", name=_("Site"), source="site__hostname", width=255, comes_in=False),
    )

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        return Redirect.objects.order_by("old_path", "pk")
