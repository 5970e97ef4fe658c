from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from commerce.catalogue.forms import AttributeForm, AttributeValueForm
from commerce.catalogue.models import Attribute, AttributeValue
from commerce.history.pages import Versioned
from commerce.history.versions import Kept
from commerce.register.columns import EMPTY, column, link
from commerce.register.filters import one_of, related, yes_or_no
from commerce.register.register import Register


def values_address(attribute):
    return f"{reverse('catalogue_attributevalue_modeladmin_index')}?attribute={attribute.pk}"


class AttributeRegister(Versioned, Register):
    model = Attribute
    kept = Kept(model=Attribute)
    menu_label = _("Attributes")
    menu_icon = "tag"
    search_hint = _("Name or code")
    list_display = ("name_sv", "code", "kind", "unit", "is_filterable", "value_count", "position")
    ordering = ("position", "name_sv")
    search_fields = ("name_sv", "name_en", "code")
    filters = (one_of("kind", _("Kind"), Attribute.Kind), yes_or_no("is_filterable", _("Filterable")))
    export = (
        (_("Code"), "code"),
        (_("Name"), "name_sv"),
        (_("Name in English"), "name_en"),
        (_("Kind"), "kind"),
        (_("Unit"), "unit"),
        (_("Filterable"), "is_filterable"),
        (_("Position"), "position"),
    )
    inspect_view_fields = list_display
    form_class = AttributeForm
    panels = (
        FieldRowPanel([FieldPanel("name_sv"), FieldPanel("name_en")]),
        FieldPanel("code"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("is_filterable"), FieldPanel("position")]),
    )

    def load(self, rows, request):
        counts = dict(AttributeValue.objects.filter(attribute__in=rows).values_list("attribute").annotate(Count("pk")))
        for row in rows:
            row.counted_values = counts.get(row.pk, 0)
        super().load(rows, request)

    @column(_("Values"), number=True)
    def value_count(self, attribute):
        if attribute.kind != Attribute.Kind.CHOICE:
            return EMPTY
        return link(values_address(attribute), attribute.counted_values)

    def get_links(self, instance, request):
        return [(_("Values"), values_address(instance))] if instance.kind == Attribute.Kind.CHOICE else []


class AttributeValueRegister(Versioned, Register):
    model = AttributeValue
    kept = Kept(model=AttributeValue)
    menu_label = _("Attribute values")
    menu_icon = "list-ol"
    search_hint = _("Name or code")
    list_display = ("name_sv", "attribute_name", "code", "colour", "position")
    list_select_related = ("attribute",)
    ordering = ("attribute__position", "attribute", "position", "name_sv")
    search_fields = ("name_sv", "name_en", "code")
    filters = (
        related(
            "attribute", _("Attribute"), lambda: Attribute.objects.filter(kind=Attribute.Kind.CHOICE), title="name_sv"
        ),
    )
    export = (
        (_("Attribute"), "attribute__code"),
        (_("Code"), "code"),
        (_("Name"), "name_sv"),
        (_("Name in English"), "name_en"),
        (_("Swatch"), "swatch"),
        (_("Position"), "position"),
    )
    inspect_view_fields = list_display
    form_class = AttributeValueForm
    panels = (
        FieldPanel("attribute"),
        FieldRowPanel([FieldPanel("name_sv"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("position")]),
        FieldPanel("swatch"),
    )

    @column(_("Attribute"), order="attribute__name_sv")
    def attribute_name(self, value):
        return value.attribute.name_sv

    @column(_("Swatch"))
    def colour(self, value):
        if not value.swatch:
            return EMPTY
        return format_html(
            '<svg class="register-swatch" viewBox="0 0 16 16" aria-hidden="true">'
            '<circle cx="8" cy="8" r="7.5" fill="{}" stroke="currentColor"/></svg>{}',
            value.swatch,
            value.swatch,
        )

    def get_form_kwargs(self, request, instance):
        return {"attribute": request.GET.get("attribute", "")}
