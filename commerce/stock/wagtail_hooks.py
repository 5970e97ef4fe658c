from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from commerce.dashboard import MOST, Figure
from commerce.stock.models import Stock
from commerce.stock.register import StockRegister
from commerce.stock.states import SOLD, STATES

modeladmin_register(StockRegister)


@hooks.register("dashboard_figures", order=20)
def stock_that_runs_out(request):
    """Articles on sale with few or none left. Two queries."""
    if not request.user.has_perm("stock.view_stock"):
        return []
    sold = Stock.objects.filter(SOLD)
    out, low = (sold.filter(STATES[state][1])[:MOST].count() for state in ("out", "low"))
    address = f"{reverse('stock_stock_modeladmin_index')}?sale=1&state="
    return [
        Figure(label=_("Articles with none left"), count=out, url=f"{address}out", is_urgent=True),
        Figure(label=_("Articles with few left"), count=low, url=f"{address}low"),
    ]
