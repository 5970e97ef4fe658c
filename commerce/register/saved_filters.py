"""Filters under a name: what of an address is kept, whose they are, who may take them away."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from commerce.register.models import SavedFilter

MOST = 30
LONGEST_QUERY = 1000
SEARCH, ORDER = "q", "o"


def kept(model_admin, params):
    """The search, filters and sorting of an address, in fixed order; all else that it holds is left out."""
    names = {SEARCH, ORDER, *(name for choice in model_admin.filters for name in choice.params)}
    return urlencode([(name, params[name].strip()) for name in sorted(names) if params.get(name, "").strip()])


def offered(register, user):
    """The user's own filters and those that colleagues share, by name. One query."""
    theirs = SavedFilter.objects.filter(Q(user=user) | Q(is_shared=True), register=register)
    return theirs.select_related("user").order_by("name", "pk")


def may_remove(saved, user):
    return saved.user_id == user.pk or (saved.is_shared and user.has_perm("register.delete_savedfilter"))


class SavedFilterForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=40)
    is_shared = forms.BooleanField(label=_("Share with colleagues"), required=False)
    query = forms.CharField(
        widget=forms.HiddenInput,
        max_length=LONGEST_QUERY,
        error_messages={
            "required": _("There is nothing to save: search, filter or sort first."),
            "max_length": _("The search is too long to be saved."),
        },
    )

    def __init__(self, *args, register, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.register, self.user = register, user

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        own = SavedFilter.objects.filter(register=self.register, user=self.user)
        if own.filter(name__iexact=name).exists():
            raise ValidationError(_("You have a filter with this name already."))
        if own.count() >= MOST:
            raise ValidationError(_("You have %(most)s filters here. Remove one first.") % {"most": MOST})
        return name

    def clean(self):
        cleaned = super().clean()
        shared = SavedFilter.objects.filter(register=self.register, is_shared=True)
        if cleaned.get("is_shared") and shared.filter(name__iexact=cleaned.get("name", "")).exists():
            self.add_error("name", _("A colleague shares a filter with this name."))
        return cleaned

    def save(self):
        """The saved filter, or None with an error on the form when a rival was first with the name."""
        try:
            with transaction.atomic():
                return SavedFilter.objects.create(register=self.register, user=self.user, **self.cleaned_data)
        except IntegrityError:
            self.add_error("name", _("There is a filter with this name already."))
            return None
