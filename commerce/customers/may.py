"""What each level may do, in one table (requirement 4.1.2). Prices are another matter: they are those of price lists.

Whatever is not in the table of a level it may not do. Each function is refused where it is done, not only hidden.
"""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.customers.levels import Level


class Function(models.TextChoices):
    BUY = "buy", _("buy, as a guest or logged in")
    REORDER = "reorder", _("put an earlier order in the cart again")
    LISTS = "lists", _("save carts and lists, and buy from them")
    ORGANISATION_LISTS = "organisation_lists", _("share lists with the company")
    QUOTATION = "quotation", _("ask for a quotation")
    SEVERAL_ADDRESSES = "several_addresses", _("send an order to several addresses")
    QUICK_ORDER = "quick_order", _("quick order: paste article numbers and quantities")
    INVOICE = "invoice", _("buy on invoice")


MAY: dict[str, frozenset[Function]] = {
    Level.KONSUMENT: frozenset({Function.BUY}),
    Level.USER: frozenset({Function.BUY, Function.REORDER, Function.LISTS}),
    Level.PRO: frozenset(Function),
    Level.PREMIUM: frozenset(Function),
}


def may(level: str, function: Function) -> bool:
    return function in MAY.get(level, frozenset())


def for_those_who_may(function: Function):
    """Only for shoppers whose level may do it: a guest is asked to log in, others are refused."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if may(request.shopper.level, function):
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            raise PermissionDenied

        return guarded

    return decorate
