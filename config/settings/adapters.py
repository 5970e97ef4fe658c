"""What is plugged into the ports of commerce: one dotted path per adapter.

A system check in `commerce.orders.checks` refuses an adapter that does not do all its port asks.
"""

import environ

env = environ.Env()

SANDBOX_URL, SANDBOX_PAGES = "", []  # partners on this machine, for trying: only `config.settings.local` knows any
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
# Carriers are plugged in where there is a key: the dotted path of an adapter (`commerce.orders.shipping`). Which of
# them a delivery method is booked with stands on the method, who books on the warehouse.
CARRIERS: dict[str, str] = {}
# Shipmondo: its sandbox has an account and keys of its own. The secret is what its calls to us are signed with.
SHIPMONDO_USER = env("SHIPMONDO_USER", default="")
SHIPMONDO_KEY = env("SHIPMONDO_KEY", default="")
SHIPMONDO_API_BASE = env("SHIPMONDO_API_BASE", default="https://app.shipmondo.com/api/public/v3")
SHIPMONDO_WEBHOOK_SECRET = env("SHIPMONDO_WEBHOOK_SECRET", default="")
if SHIPMONDO_KEY:
    CARRIERS = {**CARRIERS, "shipmondo": "integrations.carriers.shipmondo.carrier.Shipmondo"}
# nShift Delivery. With NSHIFT_TEST nothing is sent on to carriers, and what is mailed goes to the order desk.
NSHIFT_KEY_ID = env("NSHIFT_KEY_ID", default="")
NSHIFT_SECRET = env("NSHIFT_SECRET", default="")
NSHIFT_API_BASE = env("NSHIFT_API_BASE", default="https://api.unifaun.com/rs-extapi/v1")
NSHIFT_TEST = env.bool("NSHIFT_TEST", default=False)
NSHIFT_PARTNER = env("NSHIFT_PARTNER", default="")  # nShift's code of a carrier that asks for the shop's number there,
NSHIFT_SENDER = env("NSHIFT_SENDER", default="")  # and that number
if NSHIFT_SECRET:
    CARRIERS = {**CARRIERS, "nshift": "integrations.carriers.nshift.carrier.Nshift"}
# PostNord. With a customer number and the first digits of parcel numbers (SSCC) parcels are booked there too; without
# them it tells of service points and follows parcels that others have booked.
POSTNORD_KEY = env("POSTNORD_KEY", default="")
POSTNORD_CUSTOMER = env("POSTNORD_CUSTOMER", default="")
POSTNORD_SSCC_PREFIX = env("POSTNORD_SSCC_PREFIX", default="")
POSTNORD_API_BASE = env("POSTNORD_API_BASE", default="https://api2.postnord.com")
if POSTNORD_KEY:
    CARRIERS = {**CARRIERS, "postnord": "integrations.carriers.postnord.carrier.PostNord"}
# Systems that can run a warehouse, by the code that a warehouse names; which one does is said in its register.
WAREHOUSE_SYSTEMS: dict[str, str] = {}
# Ongoing WMS runs a warehouse where there is an address: https://api.ongoingsystems.se/<the warehouse's name>. What its
# status numbers mean differs between warehouses (manage.py ongoing_statuses shows them): open, begun, picked, sent or
# cancelled. Transporters are named by way of delivery: ombud=PN:19.
ONGOING_BASE = env("ONGOING_BASE", default="")
ONGOING_USER = env("ONGOING_USER", default="")
ONGOING_PASSWORD = env("ONGOING_PASSWORD", default="")
ONGOING_GOODS_OWNER = env.int("ONGOING_GOODS_OWNER", default=0)
ONGOING_WEBHOOK_TOKEN = env("ONGOING_WEBHOOK_TOKEN", default="")
ONGOING_STATUSES = env.dict(
    "ONGOING_STATUSES",
    default={
        "200": "open",
        "300": "begun",
        "320": "begun",
        "400": "picked",
        "450": "sent",
        "500": "sent",
        "1000": "cancelled",
    },
)
ONGOING_RETURN_STATUSES = env.dict("ONGOING_RETURN_STATUSES", default={"100": "open", "200": "received"})
ONGOING_TRANSPORTERS = env.dict("ONGOING_TRANSPORTERS", default={})
if ONGOING_BASE:
    WAREHOUSE_SYSTEMS["ongoing"] = "Ongoing WMS"
IMPORT_FOLDER = env("IMPORT_FOLDER", default="")  # with a folder in it for each source that watches one
# More than so many percent, and an import waits for a second person: `prices.changed=30,stock.emptied=10`.
IMPORT_STOPS = env.dict("IMPORT_STOPS", default={})
# A warehouse may be run by files in a folder instead, which may be one that SFTP has mounted. An order that has not
# been acknowledged within so many minutes is told of.
WAREHOUSE_FILES = env("WAREHOUSE_FILES", default="")
WAREHOUSE_FILES_FORMAT = env("WAREHOUSE_FILES_FORMAT", default="csv")
WAREHOUSE_FILES_ACKNOWLEDGED_WITHIN = env.int("WAREHOUSE_FILES_ACKNOWLEDGED_WITHIN", default=30)
if WAREHOUSE_FILES:
    WAREHOUSE_SYSTEMS["warehouse_files"] = "Files"
PROMOTION_SOURCE = "integrations.promotion_source.HttpSource"
SHOWCASE = "cms.showcase.PageShowcase"
SHOP_NOTICES = "operations.status.banner.notices"  # what is told above every page for a time: `cms.site.notices`
BESIDE_GOODS = "operations.services.beside.ServicesBesideGoods"  # what a cart may hold: `commerce.cart.beside`
# What holds something about people, from the top of the house down: `commerce.customers.person.Room`.
PERSONAL_DATA = [
    "operations.services.privacy.ROOM",
    "operations.status.privacy.ROOM",
    "operations.desk.privacy.ROOM",
    "integrations.privacy.ROOM",
    "cms.preview.privacy.ROOM",
    "cms.form_pages.privacy.ROOM",
    "commerce.orders.privacy.ROOM",
    "commerce.lists.privacy.ROOM",
    "commerce.cart.privacy.ROOM",
    "commerce.quotations.privacy.ROOM",
    "commerce.stock.privacy.ROOM",
    "commerce.catalogue.privacy.ROOM",
    "commerce.customers.privacy.ROOM",
]
ON_EVENT = "integrations.outbox.hear"
# Fortnox is told where there is a client id. `FORTNOX_TENANT_ID`: a company that has consented with a service account;
# without it a person consents (manage.py fortnox_consent). Books: "orders", "invoices" or "vouchers". Modes of payment
# are Fortnox's codes by the shop's provider; price lists, Fortnox's codes by the shop's lists.
FORTNOX_CLIENT_ID = env("FORTNOX_CLIENT_ID", default="")
FORTNOX_CLIENT_SECRET = env("FORTNOX_CLIENT_SECRET", default="")
FORTNOX_TENANT_ID = env("FORTNOX_TENANT_ID", default="")
FORTNOX_API_BASE = env("FORTNOX_API_BASE", default="https://api.fortnox.se")
FORTNOX_AUTH_BASE = env("FORTNOX_AUTH_BASE", default="https://apps.fortnox.se")
FORTNOX_BOOKS = env("FORTNOX_BOOKS", default="invoices")
FORTNOX_BOOK_AFTER_HOURS = env.int("FORTNOX_BOOK_AFTER_HOURS", default=24)
FORTNOX_VOUCHER_SERIES = env("FORTNOX_VOUCHER_SERIES", default="")
FORTNOX_MODES = env.dict("FORTNOX_MODES", default={})
FORTNOX_PRICE_LISTS = env.dict("FORTNOX_PRICE_LISTS", default={})
FORTNOX_OSS_ACCOUNTS = env.dict("FORTNOX_OSS_ACCOUNTS", default={})
FORTNOX_CUSTOMER_PREFIX = env("FORTNOX_CUSTOMER_PREFIX", default="W")
FORTNOX_CALLS = env.int("FORTNOX_CALLS", default=25)  # of their 25 in five seconds, where other programs use some
# Systems that the shop works with: `integrations.partner.Partner`. One that is not set up gets nothing.
PARTNERS: list[str] = [
    "integrations.flows.notices.Notices",
    "integrations.carriers.partner.Carriers",
    "integrations.fortnox.partner.FortnoxPartner",
    "integrations.warehouses.partner.WarehousesPartner",
    "integrations.warehouses.ongoing.partner.OngoingPartner",
    "integrations.warehouses.files.partner.WarehouseFilesPartner",
    "integrations.webhooks.outgoing.Webhooks",
    "integrations.reconciliation.partner.Reconciliation",
    "operations.desk.partner.ServiceDesk",
    "operations.status.partner.Outages",
    "operations.services.partner.ServiceCatalogue",
    "operations.backup.partner.Backups",
]
# What the API answers beside what it knows itself: routers of rooms above it.
API_RESOURCES = ["operations.desk.resource.router"]
# Where notices about flows and systems are sent as signed calls beside the mail, and the secret that signs them.
NOTICE_WEBHOOK_URL = env("NOTICE_WEBHOOK_URL", default="")
NOTICE_WEBHOOK_SECRET = env("NOTICE_WEBHOOK_SECRET", default="")
# What rooms above have the watcher do once a minute: functions of `now`.
EACH_MINUTE = [
    "operations.monitoring.purchase.each_minute",
    "operations.monitoring.watch.each_minute",
    "operations.status.prober.each_minute",
    "operations.services.sweep.each_minute",
]
# Called once a minute by the watcher; whoever answers there shouts when the calls stop.
DEAD_MAN_URL = env("DEAD_MAN_URL", default="")
# The address that tickets are mailed to and answered at. Empty: letters of the desk ask for no answer by mail.
SERVICE_DESK_EMAIL = env("SERVICE_DESK_EMAIL", default="")
# Where letters to it are fetched: imaps://name:password@host/INBOX. Without it they come by `manage.py take_mail`.
SERVICE_DESK_IMAP_URL = env("SERVICE_DESK_IMAP_URL", default="")
# How many deliveries a worker has under way at once.
DELIVERY_THREADS = env.int("DELIVERY_THREADS", default=8)
# How many workers deliver at once: fewer than there are, so that one is always free for what comes in.
DELIVERERS = env.int("DELIVERERS", default=2)
# "integrations.vies.Vies", or empty: then nobody is asked, and no number counts as valid.
VAT_NUMBER_CHECKER = env("VAT_NUMBER_CHECKER", default="")
