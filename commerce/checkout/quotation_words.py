"""What is said of a quotation that cannot be bought by."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commerce.quotations.frozen import Terms


def over_words(terms: Terms) -> str:
    """Why it does not bind the cart any more; today's prices are those that are shown."""
    day = date_format(terms.valid_through, "j F Y") if terms.valid_through else ""
    return {
        "expired": _("Quotation %(number)s was valid through %(day)s. These are today's prices."),
        "used": _("Quotation %(number)s has been bought already. These are today's prices."),
        "declined": _("Quotation %(number)s has been declined. These are today's prices."),
        "withdrawn": _("Quotation %(number)s has been withdrawn or replaced. These are today's prices."),
        "another": _("Quotation %(number)s is for another customer. These are today's prices."),
        "changed": _("The cart holds something else than quotation %(number)s says. These are today's prices."),
    }[terms.over] % {"number": terms.number, "day": day}
