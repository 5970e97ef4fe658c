"""Orders of whatever can be bought, for proofs that hold for all of them."""

from dataclasses import replace

from django.utils import timezone
from hypothesis import strategies as st

from commerce.cart import basket
from commerce.orders import flow
from commerce.orders.refusals import TotalChanged
from tests.factories.catalogue import sellable
from tests.factories.orders import cart_with, delivery_method, details

LINES = st.lists(
    st.tuples(
        st.decimals(min_value="0.03", max_value="9999.99", places=2),
        st.integers(min_value=1, max_value=7),
        st.sampled_from(["standard", "reduced", "low"]),
    ),
    min_size=1,
    max_size=4,
)


def bought(lines, *, who, code=""):
    """An order of new articles, at whatever it comes to."""
    delivery_method()
    cart = cart_with(
        *[
            (sellable(price=str(price), page=False, stock=9, product__tax_class=tax), count)
            for price, count, tax in lines
        ]
    )
    if code:
        basket.use_code(cart, code)
    asked, now = details("0.00"), timezone.now()
    try:
        return flow.place(cart.pk, asked, shopper=who, now=now)
    except TotalChanged as change:
        return flow.place(cart.pk, replace(asked, seen_total=change.total), shopper=who, now=now)
