"""The mail to one who asked to be told, in the language he asked in."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commerce.catalogue.showcase import showcase
from commerce.stock.watch import StockWatch


def back(watch: StockWatch, *, message_key: str) -> EmailMultiAlternatives | None:
    """That the article can be bought again; None when its page is gone."""
    product = watch.variant.product
    page = showcase().shown({product.pk}, locale=watch.locale).get(product.pk)
    if page is None or not page.is_live:
        return None
    return letter(watch, address=urlsplit(page.url).path, message_key=message_key)


def letter(watch: StockWatch, *, address: str, message_key: str) -> EmailMultiAlternatives:
    """The same, for an article whose page has this address. No query is made of one that is made up."""
    variant = watch.variant
    with override(watch.locale):
        name, label = variant.product.name_in(watch.locale), variant.label_in(watch.locale)
        stop_url = settings.SITE_URL + reverse("stock_watch_stop", args=[watch.person])
        context = {
            "subject": _("%(name)s is back") % {"name": name},
            "name": f"{name}, {label}" if label else name,
            "product_url": f"{settings.SITE_URL}{address}?variant={variant.sku}",
            "stop_url": stop_url,
            "asked_at": watch.asked_at,
            "site_url": settings.SITE_URL,
            "seller": settings.SELLER,
        }
        mail = EmailMultiAlternatives(
            subject=context["subject"],
            body=render_to_string("mail/stock_back.txt", context),
            to=[watch.email],
            headers={
                "Message-ID": f"<{message_key}@{urlsplit(settings.SITE_URL).hostname}>",
                "List-Unsubscribe": f"<{stop_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
        mail.attach_alternative(render_to_string("mail/stock_back.html", context), "text/html")
        return mail
