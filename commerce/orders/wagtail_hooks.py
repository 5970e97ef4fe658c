from datetime import timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from commerce.dashboard import Figure
from commerce.orders.changes import desk as change_desk
from commerce.orders.desk.register import DeliveryMethodRegister, problem
from commerce.orders.documents import views as document_views
from commerce.orders.documents.links import OrderRegister
from commerce.orders.invoices.register import InvoiceRegister
from commerce.orders.mails import desk as mail_desk
from commerce.orders.mails.register import MailRegister
from commerce.orders.models import Notice, Order, Payment, Return
from commerce.orders.quotations import register as quotation_register
from commerce.orders.quotations.register import QuotationRegister
from commerce.orders.returns.register import TO_HANDLE, NoticeRegister, ReturnRegister
from commerce.orders.returns.withdrawal import PERIOD
from commerce.register.register import RegisterGroup

LATE_PAYMENT = timedelta(hours=1)


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


@hooks.register("register_admin_urls")
def addresses_of_documents():
    return [*document_views.admin_addresses(), *mail_desk.addresses()]


class MailsItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(mail_desk.MAY_SEE)


@hooks.register("register_reports_menu_item")
def mails_item():
    return MailsItem(_("Mails"), reverse("mail_gallery"), name="mails", icon_name="mail", order=720)


@hooks.register("register_admin_urls")
def addresses_of_changes():
    return change_desk.addresses()


@hooks.register("dashboard_figures", order=10)
def orders_that_wait(request):
    """Orders to pack and to send, payments that have not come, refunds that failed. Three queries."""
    if not request.user.has_perm("orders.view_order"):
        return []
    confirmed = Order.objects.filter(state=Order.State.CONFIRMED).exclude(fulfilment=Order.Fulfilment.SHIPPED)
    parcels = dict(confirmed.values_list("fulfilment").annotate(Count("pk")))
    late = timezone.now() - LATE_PAYMENT
    payments = dict(
        Payment.objects.filter(
            Q(state=Payment.State.PENDING, changed_at__lt=late, order__state=Order.State.PLACED)
            | Q(state=Payment.State.OWED)
        )
        .values_list("state")
        .annotate(Count("pk"))
    )
    address = reverse("orders_order_modeladmin_index")
    return [
        Figure(label=_("Orders to pack"), count=parcels.get("open", 0), url=f"{address}?state=confirmed&parcel=open"),
        Figure(
            label=_("Parcels to send"), count=parcels.get("packed", 0), url=f"{address}?state=confirmed&parcel=packed"
        ),
        Figure(
            label=_("Payments to pay back"),
            count=payments.get("owed", 0),
            url=f"{address}?payment=owed",
            is_urgent=True,
        ),
        Figure(
            label=_("Refunds that were refused"),
            count=Order.objects.filter(problem("refund")).count(),
            url=f"{address}?problem=refund",
            is_urgent=True,
        ),
        Figure(
            label=_("Payments not here after an hour"),
            count=payments.get("pending", 0),
            url=f"{address}?state=placed&payment=pending",
        ),
    ]


@hooks.register("dashboard_figures", order=11)
def returns_that_wait(request):
    """Returns to handle, and notices whose order somebody must find. At most two queries.

    The money is to be back within fourteen days of the notice (distansavtalslagen 2 kap. 14 §): then it is urgent.
    """
    figures = []
    if request.user.has_perm("orders.view_return"):
        address = f"{reverse('orders_return_modeladmin_index')}?waits=yes"
        waiting = Return.objects.filter(state__in=TO_HANDLE).aggregate(count=Count("pk"), oldest=Min("requested_at"))
        is_urgent = waiting["oldest"] is not None and waiting["oldest"] < timezone.now() - PERIOD
        figures.append(Figure(label=_("Returns to handle"), count=waiting["count"], url=address, is_urgent=is_urgent))
    if request.user.has_perm("orders.view_notice"):
        address = f"{reverse('orders_notice_modeladmin_index')}?waits=yes"
        unknown = Notice.objects.filter(handled_at=None).count()
        figures.append(Figure(label=_("Withdrawals without an order"), count=unknown, url=address, is_urgent=True))
    return figures


@hooks.register("dashboard_figures", order=12)
def quotations_that_wait(request):
    return quotation_register.figures(request.user)
