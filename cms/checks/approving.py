"""Approving a page from the desk or a report: what the checks hold against it is said, as the editor says it."""

from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry

from cms.checks.door import ChecksRefused
from cms.pages.base import ShopPage


class ApproveWhole(WorkflowActionView):
    """Wagtail's own answers a refused publication as an action that nobody gave the right to."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except ChecksRefused as refusal:
            for fault in refusal.faults:
                messages.error(request, f"{self.object.get_admin_display_title()}: {fault.text}")
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
        return redirect(self.redirect_url)


class ShopPages(PageViewSet):
    """The admin's views of every kind of page that the shop has: Wagtail's, but for this one."""

    workflow_action_view_class = ApproveWhole

    def on_register(self):
        page_viewset_registry.register(ShopPage, self)


@hooks.register("register_admin_viewset")
def pages_of_the_shop():
    return ShopPages()
