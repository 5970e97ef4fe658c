"""The mail with an invoice or a credit note, to where the buyer wants it, with the document in it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commerce.orders.documents import pdf
from commerce.orders.invoices.models import Invoice


def issued(invoice: Invoice, *, message_key: str) -> EmailMultiAlternatives:
    """Ready to send. `message_key` makes the Message-ID, so a repeat is the same mail."""
    content = invoice.content
    with override(content["language"]):
        is_credit = invoice.kind == Invoice.Kind.CREDIT_NOTE
        words = (
            _("Credit note %(number)s from Lykta & Lera") if is_credit else _("Invoice %(number)s from Lykta & Lera")
        )
        subject = words % {"number": str(invoice)}
        context = {
            "invoice": invoice,
            "is_credit": is_credit,
            "order": invoice.order,
            "payable": pdf.money(content["payable"], content["currency"]),
            "content": content,
            "giro": pdf.giro_as_written(content["seller"]["bankgiro"]),
            "subject": subject,
            "address": settings.SITE_URL + reverse("order_invoice_pdf", args=[invoice.order.token, str(invoice)]),
            "site_url": settings.SITE_URL,
        }
        mail = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("mail/invoice.txt", context),
            to=[content["buyer"]["email"]],
            headers={"Message-ID": f"<{message_key}@{urlsplit(settings.SITE_URL).hostname}>"},
        )
        mail.attach_alternative(render_to_string("mail/invoice.html", context), "text/html")
    mail.attach(pdf.file_name(invoice), pdf.invoice(invoice), "application/pdf")
    return mail
