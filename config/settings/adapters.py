"""What is plugged into the ports of commerce: one dotted path per adapter.

A system check in `commerce.orders.checks` refuses an adapter that does not do all its port asks.
"""

import environ

env = environ.Env()

PAYMENT_PROVIDERS = {
    "demo": "integrations.payments.demo.DemoPayment",
    "invoice": "integrations.payments.invoice.InvoicePayment",
}
SHOWCASE = "cms.showcase.PageShowcase"
ON_EVENT = "integrations.outbox.nudge"
# "integrations.vies.Vies", or empty: then nobody is asked, and no number counts as valid.
VAT_NUMBER_CHECKER = env("VAT_NUMBER_CHECKER", default="")
