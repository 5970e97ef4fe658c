"""What is said when many articles were put in the cart together: how many came, and each that could not."""

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commerce.cart.wanted import Wanted


def tell(request, wanted: Iterable[Wanted], names: Mapping[str, str]) -> None:
    """As messages on the next page. `names` are those of the articles, by SKU."""
    known = list(wanted)
    if any(one.problem == "bound" for one in known):
        messages.warning(request, bound_words())
        return
    put = sum(one.takes for one in known)
    if put:
        said = ngettext("%(count)s piece was put in the cart.", "%(count)s pieces were put in the cart.", put)
        messages.success(request, said % {"count": put})
    for one in known:
        if one.takes < one.quantity:
            messages.warning(request, _missing(one, names.get(one.sku, one.sku)))


def bound_words() -> str:
    return _("Your cart follows a quotation, so nothing was put in it. Leave the quotation in the cart first.")


def _missing(one: Wanted, name: str) -> str:
    if one.problem == "stock" and one.takes:
        said = _("%(name)s (%(sku)s): %(takes)s of %(quantity)s could be had.")
    elif one.problem == "stock":
        said = _("%(name)s (%(sku)s) is sold out, or all there is lies in your cart already.")
    elif one.problem == "quantity":
        said = _("%(name)s (%(sku)s): the cart has room for 9999 of each.")
    else:
        said = _("%(name)s (%(sku)s) is no longer sold.")
    return said % {"name": name, "sku": one.sku, "takes": one.takes, "quantity": one.quantity}
