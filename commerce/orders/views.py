from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commerce.customers.may import Function, may
from commerce.orders.models import Invoice, Order

PER_PAGE = 20


@never_cache
@login_required
@require_safe
def my_orders(request):
    """The signed-in customer's own orders, newest first."""
    issued = Invoice.objects.only("series_id", "number", "kind", "order_id").order_by("pk")
    orders = (
        Order.objects.filter(user=request.user)
        .prefetch_related(Prefetch("invoices", queryset=issued), "returns")
        .order_by("-placed_at", "-id")
    )
    page = Paginator(orders, PER_PAGE).get_page(request.GET.get("page"))
    context = {"orders": page, "may_reorder": may(request.shopper.level, Function.REORDER)}
    return render(request, "account/orders.html", context)
