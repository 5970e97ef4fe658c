"""The pages of an action on many rows: what to say about it, what it will do, what it did."""

import uuid

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail_modeladmin.views import WMABaseView

from commerce.register import export
from commerce.register.actions import Asked, by_reason, carry_out, foresee
from commerce.register.models import BulkRun
from commerce.register.saved_filters import kept
from commerce.register.views import Breadcrumbs, RegisterIndex

SALT = "commerce.register.bulk"
VALID_FOR = 12 * 60 * 60
SHOWN = 200
PATIENCE = 3  # seconds of work between two words of how far it has come


class RegisterBulk(RegisterIndex):
    """Gets the chosen rows, or all that match the list's address; nothing is changed before `confirmed`."""

    http_method_names = ["post", "get"]

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(self.list_url)

    def post(self, request, *args, **kwargs):
        wanted = request.POST.get("action", "")
        if wanted in self.FORMATS:
            return self._file(wanted)
        document = next((one for one in self.model_admin.documents if one.name == wanted), None)
        if document:
            return self._document(document)
        action = self._action(wanted)
        prepared = self._prepared(action)
        if prepared is None:
            return HttpResponseRedirect(self.list_url)
        form = action.form_class(request.POST if "prepared" in request.POST else None)
        if form.fields and not form.is_valid():
            return self._page("modeladmin/bulk_ask.html", action, prepared, form=form)
        asked = Asked(
            user=request.user,
            now=timezone.now(),
            values=form.cleaned_data if form.fields else {},
            seen={int(key): value for key, value in prepared["seen"].items()},
        )
        if "confirmed" in request.POST:
            return self._carry_out(action, prepared, asked, form)
        outcome = foresee(action, self._rows(), keys=prepared["keys"], asked=asked)
        return self._page("modeladmin/bulk_confirm.html", action, prepared, form=form, outcome=outcome)

    def _rows(self):
        return self.get_base_queryset().order_by()

    def _action(self, name):
        action = next(
            (action for action in self.model_admin.actions_for(self.request.user) if action.name == name), None
        )
        if action is None:
            if any(action.name == name for action in self.model_admin.all_actions()):
                raise PermissionDenied
            raise Http404
        return action

    def _file(self, wanted):
        queryset = self.queryset
        if "all" not in self.request.POST:
            keys = self._chosen()
            if not keys:
                return self._back(_("Choose the rows first."))
            queryset = queryset.filter(pk__in=keys)
        return self.as_spreadsheet(queryset, wanted)

    def _document(self, document):
        """A file made of the chosen rows, in the order of the list."""
        if not self.request.user.has_perm(document.permission):
            raise PermissionDenied
        keys = self._keys(document.most)
        if keys is None:
            return HttpResponseRedirect(self.list_url)
        found = self._rows().in_bulk(keys)
        rows = [found[key] for key in keys if key in found]
        return document.make(rows, Asked(user=self.request.user, now=timezone.now()))

    def _chosen(self):
        keys = self.request.POST.getlist("row")[: export.CHUNK]
        return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19]

    def _prepared(self, action):
        """Which rows, and what was seen of them, as signed when they were chosen; None with a message if none were."""
        if "prepared" in self.request.POST:
            try:
                prepared = signing.loads(self.request.POST["prepared"], salt=self._salt(action), max_age=VALID_FOR)
            except signing.BadSignature:
                messages.error(self.request, _("The page was too old. Choose the rows again."))
                return None
            return prepared
        keys = self._keys(action.most)
        if keys is None:
            return None
        seen = {row.pk: action.see(row) for row in self._rows().filter(pk__in=keys)} if action.see else {}
        return {"token": str(uuid.uuid4()), "keys": keys, "seen": seen}

    def _keys(self, most):
        """The chosen rows in the order of the list; None with a message where there are none, or too many."""
        rows = self.queryset if "all" in self.request.POST else self.queryset.filter(pk__in=self._chosen())
        keys = list(rows.values_list("pk", flat=True)[: most + 1])
        if not keys:
            messages.error(self.request, _("Choose the rows first."))
            return None
        if len(keys) > most:
            text = _("At most %(most)s rows at a time. Narrow the list with a filter or a search.")
            messages.error(self.request, text % {"most": most})
            return None
        return keys

    def _salt(self, action):
        return f"{SALT}.{self.opts.label_lower}.{action.name}.{self.request.user.pk}"

    def _carry_out(self, action, prepared, asked, form):
        run = carry_out(
            action,
            self._rows(),
            token=uuid.UUID(prepared["token"]),
            keys=prepared["keys"],
            asked=asked,
            register=self.opts.label_lower,
            patience=PATIENCE,
        )
        if not run.finished_at:
            return self._page("modeladmin/bulk_progress.html", action, prepared, form=form, run=run)
        done = self.url_helper.get_action_url("bulk_done", run.pk)
        return HttpResponseRedirect(f"{done}?{self.kept}" if self.kept else done)

    def _page(self, template, action, prepared, *, form, outcome=None, run=None):
        count = len(outcome.rows) if outcome else len(prepared["keys"])
        context = {
            "view": self,
            "breadcrumbs_items": self.crumbs({"url": "", "label": str(action.label)}),
            "header_icon": self.header_icon,
            "action": action,
            "prepared": signing.dumps(prepared, salt=self._salt(action), compress=True),
            "form": form,
            "asked_for": [(field.label, _said(field)) for field in form.visible_fields()] if form.is_bound else [],
            "count": count,
            "chosen": _counted(len(prepared["keys"])),
            "question": action.question(count),
            "list_url": self.list_url,
            "post_url": self.request.get_full_path(),
            "run": run,
        }
        if outcome:
            names = [action.name_of(row) for row in outcome.rows[:SHOWN]]
            context |= {
                "names": names,
                "more": count - len(names),
                "refused": by_reason(outcome.refused),
                "refused_count": _counted(len(outcome.refused)),
            }
        return TemplateResponse(self.request, template, context)

    def _back(self, words):
        messages.error(self.request, words)
        return HttpResponseRedirect(self.list_url)


class BulkDone(Breadcrumbs, WMABaseView):
    """What came of it, for the one who did it; the page can be loaded again without anything happening again."""

    template_name = "modeladmin/bulk_done.html"
    run = None

    def check_action_permitted(self, user):
        return self.permission_helper.user_can_list(user)

    def get(self, request, *args, token, **kwargs):
        self.run = get_object_or_404(BulkRun, pk=token, register=self.opts.label_lower, user=request.user)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        action = next((one for one in self.model_admin.all_actions() if one.name == self.run.action), None)
        query = kept(self.model_admin, self.request.GET)
        return super().get_context_data(
            run=self.run,
            told=action.told(self.run.done) if action else _counted(self.run.done),
            refused=by_reason(self.run.refused),
            refused_count=_counted(len(self.run.refused)),
            list_url=f"{self.index_url}?{query}" if query else self.index_url,
            **kwargs,
        )

    def get_page_subtitle(self):
        return _("Done")

    def breadcrumbs_items(self):
        return self.crumbs({"url": "", "label": _("Done")})


def _said(field):
    """What somebody wrote or chose, in words."""
    return dict(getattr(field.field, "choices", ())).get(field.value(), field.value())


def _counted(count):
    return ngettext("%(count)s row", "%(count)s rows", count) % {"count": count}
