from datetime import timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from commerce.dashboard import Figure
from commerce.privacy import desk, sample
from commerce.privacy.models import PrivacyRequest
from commerce.privacy.register import PrivacyRegister
from commerce.register.register import RegisterGroup

SOON = timedelta(days=7)


@modeladmin_register
class Privacy(RegisterGroup):
    menu_label = _("Privacy")
    menu_item_name = "privacy"
    menu_icon = "lock"
    menu_order = 206
    items = (PrivacyRegister,)

    def get_submenu_items(self):
        return [desk.LookUpItem.first(), *super().get_submenu_items()]


@hooks.register("register_admin_urls")
def addresses():
    return desk.addresses()


@hooks.register("mail_samples")
def mails():
    return sample.samples()


@hooks.register("dashboard_figures", order=15)
def requests_that_wait(request):
    """One query. The law gives a month."""
    if not request.user.has_perm("privacy.view_privacyrequest"):
        return []
    waiting = PrivacyRequest.objects.filter(state=PrivacyRequest.State.WAITING)
    found = waiting.aggregate(count=Count("pk"), first=Min("due_at"))
    is_urgent = found["first"] is not None and found["first"] < timezone.now() + SOON
    address = f"{reverse('privacy_privacyrequest_modeladmin_index')}?state=waiting"
    return [Figure(label=_("Privacy requests to answer"), count=found["count"], url=address, is_urgent=is_urgent)]
