"""Switching many variants on or off at once."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commerce.catalogue.models import Variant
from commerce.events.log import publish_all
from commerce.register.actions import Action


def _set(variants, is_active, kind, asked):
    Variant.objects.filter(pk__in=[variant.pk for variant in variants]).update(is_active=is_active)
    publish_all(kind, [f"variant:{variant.sku}" for variant in variants], at=asked.now)


ACTIVATE = Action(
    name="activate",
    label=gettext_lazy("Activate"),
    permission="catalogue.change_variant",
    question=lambda count: (
        ngettext("Activate %(count)s variant?", "Activate %(count)s variants?", count) % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s variant is activated.", "%(count)s variants are activated.", count) % {"count": count}
    ),
    refuse=lambda variant, asked: _("is active already") if variant.is_active else None,
    do=lambda variants, asked: _set(variants, True, "variant.activated", asked),
    name_of=lambda variant: variant.sku,
    lock_by="sku",
)
DEACTIVATE = Action(
    name="deactivate",
    label=gettext_lazy("Deactivate"),
    permission="catalogue.change_variant",
    question=lambda count: (
        ngettext("Deactivate %(count)s variant?", "Deactivate %(count)s variants?", count) % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s variant is deactivated.", "%(count)s variants are deactivated.", count) % {"count": count}
    ),
    refuse=lambda variant, asked: None if variant.is_active else _("is not active already"),
    do=lambda variants, asked: _set(variants, False, "variant.deactivated", asked),
    explanation=gettext_lazy("They can no longer be bought. Where one lies in a cart, the checkout says so."),
    name_of=lambda variant: variant.sku,
    lock_by="sku",
    is_serious=True,
)
