"""Categories: one row each, with the one that it lies under."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Category
from integrations.gateway.kinds.kind import Field, Filters, Of, Queried, or_missing


class Categories(Queried):
    code, title, short = "categories", _("Categories"), _("Categories")
    permission = "catalogue.view_category"
    fields = (
        Field(code="code", name=_("Code"), source="code", is_code=True, is_key=True, is_required=True, width=120),
        Field(code="name_sv", name=_("Name"), source="name_sv", width=255, called=("kategori", "title")),
        Field(code="name_en", name=_("Name in English"), source="name_en", width=255, made=or_missing),
        Field(
            code="parent",
            name=_("Parent category"),
            source="parent__code",
            is_code=True,
            width=120,
            called=("under", "förälder"),
        ),
        Field(code="position", name=_("Position"), source="position", of=Of.INTEGER, width=10, called=("ordning",)),
    )

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        return Category.objects.order_by("code")
