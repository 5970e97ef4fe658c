"""When what is bought on the shop's own credit is to be paid, and what a way to pay is called."""

from django.utils.translation import gettext as _

from commerce.customers.organisations import Organisation
from commerce.orders.payments import providers

DEFAULT_DAYS = 30


def agreed_days(organisation: Organisation | None) -> int:
    """Days from an invoice to when it is due, as agreed with who buys."""
    return organisation.payment_terms_days if organisation else DEFAULT_DAYS


def name_of(code: str, organisation: Organisation | None) -> str:
    """What a way to pay is called; the shop's own credit with the days that are agreed. The code, of one unplugged."""
    provider = providers().get(code)
    if provider is None:
        return code
    if not provider.is_credit:
        return str(provider.name)
    return _("%(name)s, %(days)s days") % {"name": provider.name, "days": agreed_days(organisation)}
