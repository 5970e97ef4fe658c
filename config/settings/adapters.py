"""What is plugged into the ports of commerce: one dotted path per adapter.

A system check in `commerce.orders.checks` refuses an adapter that does not do all its port asks.
"""

import environ

env = environ.Env()

PAYMENT_PROVIDERS = {
    "demo": "integrations.payments.demo.DemoPayment",
    "invoice": "integrations.payments.invoice.InvoicePayment",
}
# Stripe is offered where there is a key. Its callbacks are trusted by the webhook secret; the address is Stripe's own
# unless a counterpart on this machine is to answer. Money is taken when it is paid, or `manual`: when goods leave.
STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRET = env("STRIPE_WEBHOOK_SECRET", default="")
STRIPE_API_BASE = env("STRIPE_API_BASE", default="")
STRIPE_CAPTURE = env("STRIPE_CAPTURE", default="automatic")
if STRIPE_SECRET_KEY:
    PAYMENT_PROVIDERS = {"stripe": "integrations.payments.stripe.StripePayment", **PAYMENT_PROVIDERS}
# Swish without anyone between is offered where there is a certificate: the bank's, for the shop's Swish number. The key
# is in the same file or one of its own; the authority that Swish's server is known by is one of the public ones, or a
# file: that of Swish's simulator, or of a counterpart on this machine.
SWISH_CERTIFICATE = env("SWISH_CERTIFICATE", default="")
SWISH_KEY = env("SWISH_KEY", default="")
SWISH_CA = env("SWISH_CA", default="")
SWISH_NUMBER = env("SWISH_NUMBER", default="")
SWISH_API_BASE = env("SWISH_API_BASE", default="https://cpc.getswish.net")
if SWISH_CERTIFICATE:
    PAYMENT_PROVIDERS = {"swish": "integrations.payments.swish.payment.SwishPayment", **PAYMENT_PROVIDERS}
SHOWCASE = "cms.showcase.PageShowcase"
ON_EVENT = "integrations.outbox.nudge"
# "integrations.vies.Vies", or empty: then nobody is asked, and no number counts as valid.
VAT_NUMBER_CHECKER = env("VAT_NUMBER_CHECKER", default="")
