"""The cart of a preview: it lies in a signed cookie, is filled and emptied as any cart, and never reaches a table.

For the length of a request it stands in temporary tables before the real ones, so that the shop's own code reads and
changes it; then what is left in it goes back to the cookie.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import connection

from commerce.cart import cookie
from commerce.cart.models import MAX_QUANTITY, Cart

NAME, SALT = "preview_cart", "cms.preview.cart"
MOST_LINES = 100  # a cookie holds four thousand characters
TOKEN = UUID(int=0)
# What a cart holds beside its lines, whatever that is.
BESIDE = [
    one.attname for one in Cart._meta.concrete_fields if one.name not in ("token", "user", "created_at", "changed_at")
]

# Copies without a row, with what keeps a line unique and its quantity sane.
PUT = """
CREATE TEMPORARY TABLE cart_cart (LIKE {schema}.cart_cart INCLUDING ALL) ON COMMIT DROP;
CREATE TEMPORARY TABLE cart_cartline (LIKE {schema}.cart_cartline INCLUDING ALL) ON COMMIT DROP;
"""
FILL = """
INSERT INTO cart_cartline (cart_id, variant_id, quantity)
SELECT %(token)s::uuid, v.id, asked.quantity
FROM unnest(%(variants)s::bigint[], %(quantities)s::integer[]) WITH ORDINALITY AS asked (variant, quantity, place)
JOIN catalogue_variant v ON v.id = asked.variant ORDER BY asked.place
"""
READ = "SELECT variant_id, quantity FROM cart_cartline ORDER BY id LIMIT %s"


@dataclass(slots=True)
class PreviewCart:
    """Quantities by variant id, in the order they were added, and what else a cart holds."""

    quantities: dict = field(default_factory=dict)
    beside: dict = field(default_factory=dict)

    @classmethod
    def of(cls, request):
        """The one in the cookie; an empty one when there is none, or somebody has written in it."""
        try:
            lines, beside = signing.loads(request.COOKIES.get(NAME, ""), salt=SALT)
        except (signing.BadSignature, ValueError):
            return cls()
        quantities = {variant: quantity for variant, quantity in lines if 1 <= quantity <= MAX_QUANTITY}
        return cls(quantities, {name: value for name, value in beside.items() if name in BESIDE})

    def put_before(self, cursor, schema):
        """Let it be the only cart there is, until the transaction ends."""
        cursor.execute(PUT.format(schema=schema))
        Cart(token=TOKEN, **self.beside).save(force_insert=True)
        if self.quantities:
            quantities = list(self.quantities.values())
            cursor.execute(FILL, {"token": TOKEN, "variants": list(self.quantities), "quantities": quantities})

    def read_back(self):
        with connection.cursor() as cursor:
            cursor.execute(READ, [MOST_LINES])
            self.quantities = dict(cursor.fetchall())
        if BESIDE:
            self.beside = Cart.objects.values(*BESIDE).get(pk=TOKEN)

    def show_to(self, request):
        """Let the request bring this cart instead of the visitor's own."""
        count = sum(self.quantities.values())
        signed = signing.get_cookie_signer(salt=cookie.NAME + cookie.SALT).sign(f"{TOKEN}.{count}")
        request.COOKIES = {**request.COOKIES, cookie.NAME: signed}

    def keep(self, response):
        response.set_cookie(
            NAME,
            signing.dumps([list(self.quantities.items()), self.beside], salt=SALT, compress=True),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def forget(response):
    response.delete_cookie(NAME, samesite="Lax")
