"""The registers of tokens, for the owner: made, shown once, changed, taken back; and of what was called with them."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from commerce.customers.models import User
from commerce.customers.shopper import organisation_of
from commerce.register.actions import Action
from commerce.register.columns import chip, column
from commerce.register.filters import Period, Within, states
from commerce.register.register import ReadOnly, Register, RegisterForm
from commerce.register.views import RegisterCreate
from commerce.register.widgets import TickList
from integrations.api import tokens
from integrations.api.models import ApiCall, ApiToken
from integrations.api.scopes import FOR_SYSTEMS, Scope

LONGEST = timedelta(days=731)
USUAL = timedelta(days=365)
CHOICES = [(one.value, format_lazy("{} ({})", one.label, one.value)) for one in Scope]


class TokenForm(RegisterForm):
    """A new token gets its secret when it is saved; `written` is the token as its owner is to have it."""

    acts_for = forms.EmailField(
        label=_("Acts for"),
        required=False,
        help_text=_("The e-mail address of the account whose purchases and files they are."),
    )
    scopes = forms.MultipleChoiceField(
        label=pgettext_lazy("what a token is allowed", "May"), choices=CHOICES, widget=TickList
    )
    written = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["expires_at"] = timezone.now() + USUAL
            return
        self.fields["organisation"].disabled = True
        self.initial["acts_for"] = self.instance.acts_for.email if self.instance.acts_for else ""

    def clean_acts_for(self):
        written = self.cleaned_data["acts_for"]
        if not written:
            return None
        found = User.objects.filter(email__iexact=written, is_active=True).first()
        if found is None:
            raise forms.ValidationError(gettext("Nobody has an account with that address."))
        return found

    def clean_expires_at(self):
        wanted, now = self.cleaned_data["expires_at"], timezone.now()
        if not now < wanted <= now + LONGEST:
            raise forms.ValidationError(gettext("Choose a day from tomorrow on, within two years."))
        return wanted

    def clean(self):
        told = super().clean()
        organisation, person = told.get("organisation"), told.get("acts_for")
        if organisation is None:
            return told
        if FOR_SYSTEMS & set(told.get("scopes", ())):
            self.add_error("scopes", gettext("Files go in and out by tokens of systems only."))
        if "acts_for" in told and (person is None or organisation_of(person) != organisation):
            self.add_error("acts_for", gettext("Name a member of the organisation."))
        return told

    def save(self, commit=True):
        if not self.instance._state.adding:
            return super().save(commit)
        token = super().save(commit=False)
        self.written = tokens.issue(token, by=self.for_user.pk, now=timezone.now())
        return token


class TokenCreate(RegisterCreate):
    """The page after it is made is the only one that shows the token: it is the answer itself, and kept nowhere."""

    def form_valid(self, form):
        saved = super().form_valid(form)
        if not form.written:
            return saved
        context = {
            "written": form.written,
            "token": self.instance,
            "page_title": self.instance.name,
            "header_title": self.instance.name,
            "breadcrumbs_items": self.crumbs({"url": "", "label": self.instance.name}),
            "index_url": self.index_url,
        }
        shown = render(self.request, "modeladmin/integrations/token_made.html", context)
        add_never_cache_headers(shown)
        return shown


def _revoke(rows, asked):
    for row in rows:
        tokens.revoke(row, now=asked.now)


REVOKE = Action(
    name="revoke",
    label=_("Revoke"),
    permission="integrations.change_apitoken",
    question=lambda count: ngettext("Revoke %(count)s token?", "Revoke %(count)s tokens?", count) % {"count": count},
    told=lambda count: (
        ngettext("%(count)s token is revoked.", "%(count)s tokens are revoked.", count) % {"count": count}
    ),
    refuse=lambda row, asked: gettext("is revoked already") if row.revoked_at else None,
    do=_revoke,
    explanation=_("It is worth nothing from the next call on. That cannot be undone: make a new one."),
    is_serious=True,
)


class TokenRegister(Register):
    model = ApiToken
    menu_label = _("API tokens")
    menu_icon = "key"
    list_display = ("name", "whose", "condition", "scopes", "expires_at", "last_used_at")
    ordering = ("name",)
    search_fields = ("name", "prefix", "organisation__name")
    search_hint = _("Name, beginning or organisation")
    list_select_related = ("organisation",)
    form_class = TokenForm
    create_view_class = TokenCreate
    panels = (
        FieldPanel("name"),
        FieldPanel("organisation"),
        FieldPanel("acts_for"),
        FieldPanel("scopes"),
        FieldPanel("expires_at"),
        FieldPanel("per_minute"),
    )
    actions = (REVOKE,)
    inspect_view_fields = (
        "name",
        "beginning",
        "whose",
        "acts_for",
        "condition",
        "scopes",
        "per_minute",
        "expires_at",
        "last_used_at",
        "created_at",
        "created_by",
        "revoked_at",
    )
    export = ((_("Name"), "name"), (_("Begins with"), "prefix"), (_("Holds until"), "expires_at"))
    none_words = _("No token has been made yet. Other systems call the shop with one.")

    @column(_("Whose"), order="organisation__name")
    def whose(self, token):
        return token.organisation.name if token.organisation else gettext("a system")

    @column(_("State"))
    def condition(self, token):
        if token.revoked_at:
            return chip(gettext("revoked"), "bad")
        return (
            chip(gettext("has expired"), "wait")
            if token.expires_at <= timezone.now()
            else chip(gettext("holds"), "good")
        )

    @column(_("Begins with"))
    def beginning(self, token):
        return f"shop_{token.prefix}…"

    def get_links(self, instance, request):
        calls = f"{reverse('integrations_apicall_modeladmin_index')}?token={instance.pk}"
        return [*super().get_links(instance, request), (gettext("What was called with it"), calls)]


class CallRegister(Register):
    model = ApiCall
    menu_label = _("Calls of the API")
    menu_icon = "history"
    list_display = ("at", "token", "operation", "path", "status", "milliseconds", "subject")
    list_select_related = ("token",)
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("operation__startswith", "path__startswith", "subject__startswith")
    search_hint = _("Operation, address or subject")
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (
        states(
            "how",
            _("Answered"),
            {
                "well": (_("well"), Q(status__lt=400)),
                "refused": (_("refused"), Q(status__gte=400, status__lt=500)),
                "failed": (_("failed"), Q(status__gte=500)),
            },
        ),
        Period(name="day", label=_("Day"), field="at"),
        Within(name="token", label=_("API token"), rows=ApiToken.objects.all),
    )
    export = (
        (_("At"), "at"),
        (_("API token"), "token__name"),
        (_("Operation"), "operation"),
        (_("Answered"), "status"),
    )
    none_words = _("Nothing has been called yet.")
