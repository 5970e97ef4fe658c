"""The registers of who is called and who may call: rows that the owner keeps, with the secret that is shared."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from commerce.register.actions import Action
from commerce.register.columns import chip, column
from commerce.register.register import Register, RegisterForm
from integrations import public_addresses, registry
from integrations.webhooks.models import Receiver, Sender


class ReceiverForm(RegisterForm):
    def clean_url(self):
        address = self.cleaned_data["url"]
        if not address.startswith("https://"):
            raise forms.ValidationError(gettext("The address begins with https://."))
        try:
            public_addresses.refuse_unless_public(address)
        except public_addresses.NotPublic as problem:
            raise forms.ValidationError(str(problem)) from problem
        return address


class SenderForm(RegisterForm):
    def clean_code(self):
        """A name of somebody who calls already would be answered as him."""
        code = self.cleaned_data["code"]
        if code != self.instance.code:
            try:
                registry.source(code)
            except LookupError:
                return code
            raise forms.ValidationError(gettext("That name is taken by another system."))
        return code


def _new_secret(rows, asked):
    for row in rows:
        row.secret_version += 1
        row.save(update_fields=["secret_version"])


def _change(permission):
    return Action(
        name="new_secret",
        label=_("New secret"),
        permission=permission,
        question=lambda count: (
            ngettext("Give %(count)s system a new secret?", "Give %(count)s systems new secrets?", count)
            % {"count": count}
        ),
        told=lambda count: (
            ngettext("%(count)s system has a new secret.", "%(count)s systems have new secrets.", count)
            % {"count": count}
        ),
        do=_new_secret,
        explanation=_("The old one is worth nothing from now on: calls signed with it are refused."),
        is_serious=True,
    )


class _PartyRegister(Register):
    ordering = ("name",)

    @column(_("State"))
    def condition(self, party):
        return chip(gettext("active"), "good") if party.is_active else chip(gettext("switched off"), "off")

    @column(_("Secret"))
    def shared(self, party):
        return format_html("<code>{}</code>", party.secret)


class ReceiverRegister(_PartyRegister):
    model = Receiver
    menu_label = _("Receivers of calls")
    menu_icon = "upload"
    list_display = ("name", "url", "told_of", "condition")
    search_fields = ("name", "url")
    form_class = ReceiverForm
    panels = (FieldPanel("name"), FieldPanel("url"), FieldPanel("kinds"), FieldPanel("is_active"))
    actions = (_change("integrations.change_receiver"),)
    inspect_view_fields = ("name", "url", "told_of", "condition", "shared")
    export = ((_("Name"), "name"), (_("Address"), "url"), (_("Active"), "is_active"))

    @column(_("What it is told of"))
    def told_of(self, receiver):
        return ", ".join(receiver.kinds)


class SenderRegister(_PartyRegister):
    model = Sender
    menu_label = _("Senders to us")
    menu_icon = "download"
    list_display = ("name", "code", "condition")
    search_fields = ("name", "code")
    form_class = SenderForm
    panels = (FieldPanel("name"), FieldPanel("code"), FieldPanel("is_active"))
    actions = (_change("integrations.change_sender"),)
    inspect_view_fields = ("name", "code", "address", "condition", "shared")
    export = ((_("Name"), "name"), (_("Code"), "code"), (_("Active"), "is_active"))

    @column(_("Address that it calls"))
    def address(self, sender):
        return format_html("<code>{}</code>", reverse("hand_in", args=[sender.code]))
