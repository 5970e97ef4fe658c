"""Panels of a campaign page's editor: its offers, and what they would do."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel, Panel

from cms.pages.campaign_phases import source_of


class SaysItOnce:
    """A form in which a field that was no number is not also said to be missing."""

    def full_clean(self):
        super().full_clean()
        for errors in self._errors.values():
            errors.data = list({str(error.message): error for error in errors.data}.values())


class OffersPanel(InlinePanel):
    """The offers as inline rows. A translation of the page has none: there the panel says where they are."""

    def get_form_options(self):
        options = super().get_form_options()
        own = options["formsets"][self.relation_name]
        own["form"] = type("OfferForm", (SaysItOnce, own.get("form", WagtailAdminModelForm)), {})
        return options

    def get_bound_panel(self, instance=None, request=None, form=None, prefix="panel"):
        if form is None or self.relation_name in form.formsets:
            return super().get_bound_panel(instance=instance, request=request, form=form, prefix=prefix)
        elsewhere = ElsewherePanel(heading=self.heading).bind_to_model(self.model)
        return elsewhere.get_bound_panel(instance=instance, request=request, form=form, prefix=prefix)


class ElsewherePanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/offers_elsewhere.html"

        def get_context_data(self, parent_context=None):
            source = source_of(self.instance) if self.instance.pk else None
            link = reverse("wagtailadmin_pages:edit", args=[source.pk]) if source else ""
            return super().get_context_data(parent_context) | {"source": source, "source_url": link}


class EffectPanel(Panel):
    """What the latest saved draft's offers would do. Asked for beside the page, since it may be of many articles."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/campaign_effect_panel.html"

        def is_shown(self):
            return super().is_shown() and "offers" in self.form.formsets

        def get_context_data(self, parent_context=None):
            pk = self.instance.pk
            address = reverse("campaign_effect", args=[pk]) if pk else ""
            return super().get_context_data(parent_context) | {"address": address, "nothing": _("Save a draft first.")}
