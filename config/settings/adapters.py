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
# Klarna is a choice of its own on Stripe's page where the account has a payment method configuration with it alone.
STRIPE_KLARNA = env("STRIPE_KLARNA", default="")
if STRIPE_SECRET_KEY and STRIPE_KLARNA:
    PAYMENT_PROVIDERS = {**PAYMENT_PROVIDERS, "stripe_klarna": "integrations.payments.stripe.StripeKlarna"}
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
# Nexi Checkout is offered where there is a secret key. The address is Nexi's live one, its test one, or that of a
# counterpart on this machine. The methods are what is direct payment; what is bought on credit is never among them.
NEXI_SECRET_KEY = env("NEXI_SECRET_KEY", default="")
NEXI_API_BASE = env("NEXI_API_BASE", default="https://api.dibspayment.eu")
NEXI_CAPTURE = env("NEXI_CAPTURE", default="automatic")
NEXI_METHODS = env.list("NEXI_METHODS", default=["Visa", "MasterCard", "Swish"])
NEXI_TERMS_URL = env("NEXI_TERMS_URL", default=env("SITE_URL", default="http://127.0.0.1:8000") + "/kopvillkor/")
if NEXI_SECRET_KEY:
    PAYMENT_PROVIDERS = {"nexi": "integrations.payments.nexi.payment.NexiPayment", **PAYMENT_PROVIDERS}
SHOWCASE = "cms.showcase.PageShowcase"
# What holds something about people, from the top of the house down: `commerce.customers.person.Room`.
PERSONAL_DATA = [
    "integrations.privacy.ROOM",
    "commerce.orders.privacy.ROOM",
    "commerce.lists.privacy.ROOM",
    "commerce.cart.privacy.ROOM",
    "commerce.quotations.privacy.ROOM",
    "commerce.stock.privacy.ROOM",
    "commerce.customers.privacy.ROOM",
]
ON_EVENT = "integrations.outbox.nudge"
# Systems that the shop works with: `integrations.partner.Partner`. One that is not set up gets nothing.
PARTNERS: list[str] = []
# How many deliveries a worker has under way at once.
DELIVERY_THREADS = env.int("DELIVERY_THREADS", default=8)
# "integrations.vies.Vies", or empty: then nobody is asked, and no number counts as valid.
VAT_NUMBER_CHECKER = env("VAT_NUMBER_CHECKER", default="")
