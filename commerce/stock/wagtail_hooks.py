from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from commerce.dashboard import Figure
from commerce.stock.models import Stock
from commerce.stock.register import StockRegister
from commerce.stock.states import STATES

modeladmin_register(StockRegister)


@hooks.register("dashboard_figures", order=20)
def stock_that_runs_out(request):
    """Articles on sale with few or none left. One query."""
    if not request.user.has_perm("stock.view_stock"):
        return []
    sold = Stock.objects.filter(variant__is_active=True, variant__product__is_on_sale=True)
    found = sold.aggregate(
        low=Count("pk", filter=STATES["low"][1]),
        out=Count("pk", filter=STATES["out"][1]),
    )
    address = f"{reverse('stock_stock_modeladmin_index')}?sale=1&state="
    return [
        Figure(label=_("Articles with none left"), count=found["out"], url=f"{address}out", is_urgent=True),
        Figure(label=_("Articles with few left"), count=found["low"], url=f"{address}low"),
    ]
