from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commerce.orders.models import Order

PER_PAGE = 20


@never_cache
@login_required
@require_safe
def my_orders(request):
    """The signed-in customer's own orders, newest first."""
    orders = Order.objects.filter(user=request.user).order_by("-placed_at", "-id")
    page = Paginator(orders, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "account/orders.html", {"orders": page})
