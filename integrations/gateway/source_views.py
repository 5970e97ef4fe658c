"""From where files come by themselves: watched folders and addresses, each in the name of whoever saved it."""

from typing import Any

from django import forms
from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from integrations import public_addresses
from integrations.gateway import importing, pickup
from integrations.gateway.import_models import ImportSource, SavedMapping
from integrations.gateway.room import crumbs, need_all

MAY_MAKE, MAY_SEE_ALL = ("integrations.add_import", "integrations.add_importsource"), "integrations.view_import"
Where = ImportSource.Where
HOURS = [(hour, f"{hour:02}.00") for hour in range(24)]


class SourceForm(forms.ModelForm):
    """A folder has its name, an address its rhythm; what concerns the other is left empty."""

    kind = forms.ChoiceField(label=gettext_lazy("It holds"))
    hour = forms.TypedChoiceField(label=gettext_lazy("At"), coerce=int, choices=HOURS, initial=5)
    address = forms.URLField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Only addresses on the public internet are fetched from"),
    )

    class Meta:
        model = ImportSource
        fields = ("name", "kind", "mapping", "takes_in", "where", "folder", "address", "rhythm", "hour")
        labels = {
            "name": gettext_lazy("Name"),
            "mapping": gettext_lazy("Saved columns"),
            "where": gettext_lazy("Comes from"),
            "folder": gettext_lazy("Folder"),
            "rhythm": gettext_lazy("Is fetched"),
            "takes_in": gettext_lazy("Take in what comes, when the trial calls for no second person"),
        }
        help_texts = {
            "folder": gettext_lazy("Its name in the folder for imports: small letters, digits and hyphens"),
            "takes_in": gettext_lazy("Otherwise it is only tried, and waits for somebody to take it in"),
        }

    def __init__(self, kinds, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [(kind.code, str(kind.title)) for kind in kinds]
        fields["mapping"].queryset = SavedMapping.objects.filter(kind__in=[kind.code for kind in kinds]).order_by(
            "name"
        )
        fields["mapping"].empty_label = _("found by their headings")
        fields["rhythm"].choices = ImportSource.Rhythm.choices
        fields["rhythm"].initial = ImportSource.Rhythm.DAY
        if not settings.IMPORT_FOLDER:
            fields["where"].choices = [(Where.ADDRESS, Where.ADDRESS.label)]
            del fields["folder"]
        else:
            fields["where"].choices = Where.choices

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        mapping = cleaned.get("mapping")
        if mapping and mapping.kind != cleaned.get("kind"):
            self.add_error("mapping", _("Those columns are saved for another kind of data."))
        if cleaned.get("where") == Where.FOLDER:
            cleaned["address"], cleaned["rhythm"] = "", ""
            if not cleaned.get("folder"):
                self.add_error("folder", _("Which folder is it?"))
        elif cleaned.get("where") == Where.ADDRESS:
            cleaned["folder"] = ""
            self._refuse_address(cleaned.get("address"))
        return cleaned

    def _refuse_address(self, address):
        if not address:
            if "address" not in self.errors:
                self.add_error("address", _("Which address is it?"))
            return
        try:
            public_addresses.refuse_unless_public(address)
        except public_addresses.NotPublic as reason:
            self.add_error("address", str(reason))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request):
    need_all(request, *MAY_MAKE)
    return _saved(request, None, _("Files that come by themselves"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request, pk):
    source = _own(request, pk)
    return _saved(request, source, source.name)


@require_POST
def pause(request, pk):
    """Leave alone what comes, or begin to look again."""
    source = _own(request, pk)
    source.is_active = not source.is_active
    source.next_at = pickup.next_time(source, after=timezone.now())
    source.save(update_fields=["is_active", "next_at"])
    said = _("%(name)s is looked at again.") if source.is_active else _("%(name)s is paused. What comes lies there.")
    messages.success(request, said % {"name": source})
    return redirect("imports")


@require_POST
def look(request, pk):
    """Do not wait for the clock."""
    source = _own(request, pk)
    ImportSource.objects.filter(pk=pk, where=Where.ADDRESS).update(next_at=timezone.now())
    count = pickup.look_at(source, now=timezone.now())
    source.refresh_from_db()
    if source.problem:
        messages.error(request, source.problem)
    elif count:
        messages.success(request, _("A file has come; see it below."))
    else:
        messages.info(request, _("There is nothing new. A file in a folder is taken when it has stopped growing."))
    return redirect("imports")


@require_POST
def remove(request, pk):
    source = _own(request, pk)
    source.delete()
    messages.success(request, _("%(name)s is looked at no more. What has come stays.") % {"name": source})
    return redirect("imports")


def addresses() -> list[URLPattern]:
    return [
        path("imports/sources/new/", new, name="import_source_new"),
        path("imports/sources/<int:pk>/", edit, name="import_source"),
        path("imports/sources/<int:pk>/pause/", pause, name="import_source_pause"),
        path("imports/sources/<int:pk>/look/", look, name="import_source_look"),
        path("imports/sources/<int:pk>/remove/", remove, name="import_source_remove"),
    ]


def _saved(request, source, title):
    """A source runs in the name of whoever saved it last, and never with more rights than that person has."""
    form = SourceForm(importing.those_for(request.user), request.POST or None, instance=source)
    if request.method == "POST" and form.is_valid():
        saved, now = form.save(commit=False), timezone.now()
        saved.made_by, saved.made_at, saved.problem = request.user, now, ""
        saved.next_at = pickup.next_time(saved, after=now)
        saved.folder = form.cleaned_data["folder"]  # also where no folder is asked about
        if "folder" in form.changed_data:
            saved.seen = {}
        saved.save()
        messages.success(request, _("%(name)s is saved. It is looked at every minute.") % {"name": saved})
        return redirect("imports")
    context = {
        "form": form,
        "source": source,
        "folder": settings.IMPORT_FOLDER,
        "breadcrumbs_items": crumbs((reverse("imports"), _("Imports")), ("", title)),
        "page_title": title,
        "header_icon": "upload",
    }
    return render(request, "integrations/gateway/import_source.html", context)


def _own(request, pk):
    need_all(request, *MAY_MAKE)
    mine = ImportSource.objects.filter(made_by=request.user)
    return get_object_or_404(ImportSource if request.user.has_perm(MAY_SEE_ALL) else mine, pk=pk)
