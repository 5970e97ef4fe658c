"""Keeping the present filter under a name, and taking a name away."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail_modeladmin.views import WMABaseView

from commerce.register.models import SavedFilter
from commerce.register.saved_filters import SavedFilterForm, kept, may_remove
from commerce.register.views import RegisterIndex


class SaveFilter(RegisterIndex):
    """Names the filter that is in the address; what is wrong with the name is said on a page that keeps the rest."""

    http_method_names = ["get", "post"]

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(self.list_url)

    def post(self, request, *args, **kwargs):
        given = {name: request.POST.get(name, "") for name in ("name", "is_shared")}
        given["query"] = kept(self.model_admin, request.GET)
        form = SavedFilterForm(given, register=self.opts.label_lower, user=request.user)
        saved = form.save() if form.is_valid() else None
        if saved is None:
            return self.render_to_response(self._form_context(form))
        messages.success(request, _("The filter %(name)s is saved.") % {"name": saved.name})
        return HttpResponseRedirect(self.list_url)

    def get_template_names(self):
        return ["modeladmin/save_filter.html"]

    def _form_context(self, form):
        return {
            "view": self,
            "breadcrumbs_items": self.crumbs({"url": "", "label": _("Save the filter")}),
            "header_icon": self.header_icon,
            "form": form,
            "list_url": self.list_url,
            "post_url": self.request.get_full_path(),
        }


class RemoveFilter(WMABaseView):
    """Takes a name away. A second call finds nothing to take away, and says so."""

    http_method_names = ["post"]

    def check_action_permitted(self, user):
        return self.permission_helper.user_can_list(user)

    def post(self, request, *args, saved_id, **kwargs):
        visible = SavedFilter.objects.filter(Q(user=request.user) | Q(is_shared=True), register=self.opts.label_lower)
        saved = get_object_or_404(visible, pk=saved_id)
        if not may_remove(saved, request.user):
            raise PermissionDenied
        saved.delete()
        messages.success(request, _("The filter %(name)s is removed.") % {"name": saved.name})
        return HttpResponseRedirect(self.index_url)
