from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from commerce.dashboard import Figure
from commerce.orders.changes import desk as change_desk
from commerce.orders.desk import queue_views, queues
from commerce.orders.desk.register import DeliveryMethodRegister
from commerce.orders.documents import views as document_views
from commerce.orders.documents.links import OrderRegister
from commerce.orders.freight import desk as freight_desk
from commerce.orders.invoices.register import InvoiceRegister
from commerce.orders.mails import accounts
from commerce.orders.mails import desk as mail_desk
from commerce.orders.mails.register import MailRegister
from commerce.orders.oss import this_year
from commerce.orders.quotations import register as quotation_register
from commerce.orders.quotations import samples as quotation_samples
from commerce.orders.quotations.register import QuotationRegister
from commerce.orders.returns.register import NoticeRegister, ReturnRegister
from commerce.pricing.vat import UNION
from commerce.register.register import RegisterGroup


@modeladmin_register
class Ordering(RegisterGroup):
    menu_label = pgettext_lazy("admin", "Orders")
    menu_item_name = "ordering"
    menu_icon = "form"
    menu_order = 200
    items = (
        OrderRegister,
        QuotationRegister,
        InvoiceRegister,
        ReturnRegister,
        NoticeRegister,
        MailRegister,
        DeliveryMethodRegister,
    )

    def get_submenu_items(self):
        """The desk comes first: what waits, before the lists of everything."""
        return [queue_views.DeskItem.first(), *super().get_submenu_items()]


@hooks.register("register_admin_urls")
def addresses_of_documents():
    return [*document_views.admin_addresses(), *mail_desk.addresses()]


class MailsItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(mail_desk.MAY_SEE)


@hooks.register("mail_samples")
def mails_of_accounts():
    return accounts.samples()


@hooks.register("register_reports_menu_item")
def mails_item():
    return MailsItem(_("Mails"), reverse("mail_gallery"), name="mails", icon_name="mail", order=720)


@hooks.register("register_admin_urls")
def addresses_of_changes():
    return change_desk.addresses()


@hooks.register("register_admin_urls")
def addresses_of_freight():
    return freight_desk.addresses()


@hooks.register("register_admin_urls")
def address_of_the_desk():
    return queue_views.addresses()


@hooks.register("dashboard_figures", order=10)
def what_waits_at_the_desk(request):
    """Those queues of the order desk that cannot wait until somebody opens it. One query."""
    mine = [queue for queue in queues.QUEUES if queue.is_on_first_page and request.user.has_perm(queue.permission)]
    return [
        Figure(label=one.queue.label, count=one.count, url=one.queue.url, is_urgent=one.is_urgent)
        for one in queues.read(mine, now=timezone.now())
    ]


@hooks.register("order_desk_queues")
def quotations_to_answer():
    return [quotation_register.TO_ANSWER]


@hooks.register("mail_samples")
def mails_of_quotations():
    return quotation_samples.samples()


@hooks.register("dashboard_figures", order=12)
def quotations_that_wait(request):
    return quotation_register.figures(request.user)


@hooks.register("dashboard_figures", order=14)
def sales_in_the_union(request):
    """How many percent of the limit for OSS the year has come to, from when it is near.

    One query; none for a shop that sends to no other country of the Union.
    """
    is_told = not settings.SHOP_USES_OSS and UNION.keys() & set(settings.DELIVERY_COUNTRIES)
    if not is_told or not request.user.has_perm("orders.view_order"):
        return []
    found = this_year(timezone.now())
    if not found.is_near:
        return []
    label = _("percent of the year's limit for sales to other EU countries without OSS")
    return [Figure(label=label, count=found.percent, url=reverse("orders_order_modeladmin_index"), is_urgent=True)]
