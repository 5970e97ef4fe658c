from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from commerce.dashboard import MOST, Figure, counts
from commerce.register.register import RegisterGroup
from commerce.stock.models import Drift, IncomingStock, Stock
from commerce.stock.record_registers import (
    DriftRegister,
    IncomingRegister,
    MovementRegister,
    ReservationRegister,
    WarehouseRegister,
)
from commerce.stock.register import StockRegister
from commerce.stock.states import SOLD, STATES


@modeladmin_register
class Stocking(RegisterGroup):
    menu_label = _("Stock")
    menu_item_name = "stocking"
    menu_icon = "table"
    menu_order = 230
    items = (
        StockRegister,
        IncomingRegister,
        MovementRegister,
        ReservationRegister,
        WarehouseRegister,
        DriftRegister,
    )


@hooks.register("dashboard_figures", order=20)
def stock_that_runs_out(request):
    """Articles on sale with few or none left, deliveries that have not come, sums that are wrong. One query."""
    if not request.user.has_perm("stock.view_stock"):
        return []
    sold = Stock.objects.filter(SOLD)
    out, low, late, wrong = counts(
        *(sold.filter(STATES[state][1])[:MOST] for state in ("out", "low")),
        IncomingStock.objects.filter(is_open=True, expected_on__lt=timezone.localdate())[:MOST],
        Drift.objects.values("stock").distinct(),
    )
    address = f"{reverse('stock_stock_modeladmin_index')}?sale=1&state="
    figures = [
        Figure(label=_("Articles with none left"), count=out, url=f"{address}out", is_urgent=True),
        Figure(label=_("Articles with few left"), count=low, url=f"{address}low"),
    ]
    if late and request.user.has_perm("stock.view_incomingstock"):
        url = f"{reverse('stock_incomingstock_modeladmin_index')}?late=1"
        figures.append(Figure(label=_("Deliveries that are late"), count=late, url=url))
    if wrong and request.user.has_perm("stock.view_drift"):
        url = reverse("stock_drift_modeladmin_index")
        figures.append(Figure(label=_("Articles whose stock does not add up"), count=wrong, url=url, is_urgent=True))
    return figures
