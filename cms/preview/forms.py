"""Choosing a look: as whom, when, in which language, with whose drafts. Refuses what the user may not look at."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.widgets import AdminDateTimeInput

from cms.preview.access import SEES_ORGANISATIONS, SEES_PRICES, change_sets_for, organisations_for, releases_for
from cms.preview.links import DAYS
from cms.preview.look import Look
from cms.preview.views import within
from commerce.customers.models import Level

SUGGESTED = 200
SLACK = timedelta(minutes=5)  # a form that was filled in while the clock went on is not in the past


class LookForm(forms.Form):
    """As whom, when, in which language, with whose drafts."""

    level = forms.ChoiceField(label=_("Level"), widget=forms.RadioSelect, initial=Level.KONSUMENT)
    organisation = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=120,
        help_text=_("Name or organisation number. Then its own level, prices and VAT excluded are shown."),
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    at = forms.DateTimeField(
        label=_("Day and hour"), required=False, help_text=_("Empty: now"), widget=AdminDateTimeInput
    )
    locale = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE)
    pages = forms.BooleanField(label=_("Drafts of pages and menus"), required=False)
    campaigns = forms.BooleanField(label=_("Drafts of campaigns"), required=False)
    release = forms.ModelChoiceField(label=_("Release"), queryset=None, required=False, empty_label=_("no release"))
    prices = forms.ModelMultipleChoiceField(
        label=_("Price change sets"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["level"].choices = list(Level.objects.order_by("rank").values_list("code", "name"))
        self.fields["prices"].queryset = change_sets_for(user)
        self.fields["release"].queryset = releases_for(user)
        if not user.has_perm(SEES_ORGANISATIONS):
            del self.fields["organisation"]
        if not user.has_perm(SEES_PRICES):
            del self.fields["prices"]

    def organisation_names(self):
        """What is suggested while the name is typed; any other can be written."""
        return organisations_for(self.user).order_by("name").values_list("name", flat=True)[:SUGGESTED]

    def clean_organisation(self):
        words = self.cleaned_data["organisation"].strip()
        if not words:
            return None
        digits = words.replace("-", "").replace(" ", "")
        found = list(organisations_for(self.user).filter(Q(name__iexact=words) | Q(number=digits))[:2])
        if not found:
            raise forms.ValidationError(_("There is no active organisation with that name or number."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several organisations have that name. Write the organisation number."))
        return found[0].pk

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at is not None and at < timezone.now() - SLACK:
            raise forms.ValidationError(_("That has passed. Choose a moment to come, or leave it empty for now."))
        return at

    def look(self):
        """What was chosen, of a form that is valid."""
        data = self.cleaned_data
        return Look(
            level=data["level"],
            organisation=data.get("organisation"),
            at=data["at"],
            locale=data.get("locale", settings.LANGUAGE_CODE),
            pages=data["pages"],
            campaigns=data["campaigns"],
            prices=tuple(sorted(one.pk for one in data.get("prices", ()))),
            release=data["release"].pk if data.get("release") else None,
        )


class PreviewForm(LookForm):
    """A look at a page: to look through oneself, or to give somebody a link to."""

    path = forms.CharField(label=_("Page"), max_length=2000, help_text=_("The address in the shop, such as /koppar/"))
    note = forms.CharField(label=_("For whom"), required=False, max_length=120)
    days = forms.TypedChoiceField(
        label=_("The link lasts"), coerce=int, choices=[(days, days) for days in DAYS], initial=7, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [(days, days_in_words(days)) for days in DAYS]

    def clean_path(self):
        path = self.cleaned_data["path"].strip()
        if not within(path, ""):
            raise forms.ValidationError(_("Write an address in the shop. It begins with a slash: /koppar/"))
        return path


class PanelForm(LookForm):
    """A look in the editor's panel, which shows the page that is being written, in its own language.

    Its ids are its own, for it stands beside the page's form.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="look_%s", label_suffix="", **kwargs)
        del self.fields["locale"], self.fields["release"]  # the panel shows what is being written
        self.fields["level"].widget = forms.Select(choices=self.fields["level"].choices)
        self.fields["at"].widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        if "organisation" in self.fields:
            self.fields["organisation"].widget.attrs["list"] = "look_organisations"
            self.fields["organisation"].help_text = _("Name or organisation number")


def days_in_words(days):
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def values_of(look, organisation_name=""):
    """A look as the form's first values; a moment that has passed is now."""
    return {
        "level": look.level,
        "organisation": organisation_name,
        "at": look.at if look.at and look.at > timezone.now() else None,
        "locale": look.locale,
        "pages": look.pages,
        "campaigns": look.campaigns,
        "prices": list(look.prices),
        "release": look.release,
    }
