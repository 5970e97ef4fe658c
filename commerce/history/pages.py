"""A register's pages of versions: the list, two compared field by field, and one put back."""

from dataclasses import dataclass
from itertools import pairwise

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages

from commerce.changed_by import COMMAND, IMPORT, REQUEST, TASK
from commerce.history.audit import SHOP
from commerce.history.put_back import Refused, put_back
from commerce.history.told import differences, told
from commerce.history.versions import Kept, Version, versions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A version as the pages show it: numbered from one, the latest highest."""

    number: int
    version: Version
    words: dict[str, str]
    changes: list
    origin: str

    @property
    def is_gone(self):
        return self.version.state.values is None


class Versioned:
    """A register whose rows have versions. `kept` says what belongs to them."""

    kept: Kept

    def kept_of(self, key):
        return self.kept

    def history_view(self, request, instance_pk):
        """Also of a row that is deleted, where its versions remain."""
        key, row = self._of_version(request, instance_pk)
        shown = shown_versions(self.kept_of(key), key)
        if row is None and not shown:
            raise Http404
        context = self._context(request, key, row, shown, _("Versions")) | {"versions": shown}
        return render(request, "modeladmin/versions.html", context)

    def compare_view(self, request, instance_pk):
        """Two versions, `from` and `to`; the latest where none is named. Posted to, `from` is put back."""
        key, row = self._of_version(request, instance_pk)
        shown = shown_versions(self.kept_of(key), key)
        by_key = {one.version.key: one for one in shown}
        asked = request.POST if request.method == "POST" else request.GET
        before, after = by_key.get(asked.get("from", "")), by_key.get(asked.get("to", ""), shown[0] if shown else None)
        if before is None or after is None:
            raise Http404
        reasons: list[str] = []
        if request.method == "POST":
            try:
                return redirect(self._put_back(request, row, key, before))
            except Refused as refusal:
                reasons = refusal.reasons
        context = self._context(request, key, row, shown, _("Compare versions")) | {
            "before": before,
            "after": after,
            "rows": differences(before.words, after.words),
            "same": len(after.words),
            "reasons": reasons,
            "may_put_back": before is not shown[0] and not before.is_gone and self._may_write(request, row),
        }
        return render(request, "modeladmin/versions_compared.html", context, status=422 if reasons else 200)

    def _put_back(self, request, row, key, chosen):
        if not self._may_write(request, row) or chosen.is_gone:
            raise PermissionDenied
        kept, now = self.kept_of(key), timezone.now()
        form_class = self.edit_handler.bind_to_model(self.model).get_form_class()
        options = self.get_form_kwargs(request, row)
        state = chosen.version.state
        saved = put_back(kept, state, row or self.model(), form_class, by=request.user, now=now, **options)
        [stands] = told(kept, [versions_of(kept, saved.pk)[0].state])
        left = ", ".join(one.label for one in differences(stands, chosen.words))
        messages.success(request, _("Version %(number)s is put back, as a new version.") % {"number": chosen.number})
        if left:
            messages.warning(request, _("Not written by the form, and as they were: %(fields)s.") % {"fields": left})
        return self.get_success_url(saved)

    def _may_write(self, request, row):
        helper = self.permission_helper
        return helper.user_can_edit_obj(request.user, row) if row else helper.user_can_create(request.user)

    def _of_version(self, request, instance_pk):
        key = self.model._meta.pk.to_python(unquote(self._key(instance_pk)))
        row = self.get_queryset(request).filter(pk=key).first()
        helper = self.permission_helper
        may = helper.user_can_inspect_obj(request.user, row) if row else helper.user_can_list(request.user)
        if not may:
            raise PermissionDenied
        return key, row

    def _context(self, request, key, row, shown, title):
        name = self.title_of(row) if row else self._name_of_gone(shown)
        edit = self.url_helper.get_action_url("edit", quote(key)) if row else ""
        history = self.url_helper.get_action_url("history", quote(key))
        return {
            "row": row,
            "name": name,
            "history_url": history,
            "compare_url": reverse(self.url_helper.get_action_url_name("versions"), args=[quote(key)]),
            "links": self.get_links(row, request) if row else [],
            "header_icon": self.get_menu_icon(),
            "header_title": f"{self.get_menu_label()}: {name}",
            "breadcrumbs_items": [
                {"url": self.url_helper.index_url, "label": capfirst(self.opts.verbose_name_plural)},
                {"url": edit, "label": name},
                *([{"url": history, "label": _("Versions")}] if title != _("Versions") else []),
                {"url": "", "label": title},
            ],
        }

    def _name_of_gone(self, shown):
        last = next((one.version.state.values for one in shown if not one.is_gone), {})
        known = {one.name: last[one.attname] for one in self.opts.concrete_fields if one.attname in last}
        return str(self.model(**{name: value for name, value in known.items() if name in plain_names(self.opts)}))

    def get_links(self, instance, request):
        address = self.url_helper.get_action_url("history", quote(instance.pk))
        return [*super().get_links(instance, request), (_("Versions"), address)]

    def get_admin_urls_for_registration(self):
        base, name = self.url_helper.base_url_path, self.url_helper.get_action_url_name("versions")
        compare = path(f"{base}/history/<str:instance_pk>/compare/", self.compare_view, name=name)
        return (compare, *super().get_admin_urls_for_registration())


def shown_versions(kept: Kept, pk: int) -> list[Shown]:
    """All versions in words, the latest first, each with what it changed."""
    found = versions_of(kept, pk)
    words = told(kept, [one.state for one in found])
    changes = [differences(older, newer) for newer, older in pairwise([*words, {}])]
    return [
        Shown(number=len(found) - place, version=version, words=own, changes=changed, origin=origin(version))
        for place, (version, own, changed) in enumerate(zip(found, words, changes, strict=True))
    ]


def origin(version: Version) -> str:
    return origin_words(version.where, version.what) if version.at else ""


def origin_words(where: str, what: str) -> str:
    """Where a change came from."""
    named = {
        REQUEST: _("the admin"),
        IMPORT: _("import: %(what)s"),
        TASK: _("in the background: %(what)s"),
        COMMAND: _("command: %(what)s"),
        SHOP: _("the shop itself"),
    }
    return named[where] % {"what": what} if where in named else _("directly in the database")


def plain_names(opts):
    return {one.name for one in opts.concrete_fields if not one.is_relation}
