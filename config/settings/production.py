"""Production and test environment alike: two deployments of one file, differing only by environment variables."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, EMAIL_URL, REDIS_URL, SECRET_KEY, SITE_URL, env

if not SECRET_KEY or len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must be set to at least 50 random characters.")
if not env("DATABASE_URL", default=""):
    raise ImproperlyConfigured("DATABASE_URL must be set: production does not run on the embedded database.")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the shop's domain.")
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must be the shop's https address.")
if not EMAIL_URL:
    raise ImproperlyConfigured("EMAIL_URL must be set: confirmations and log-in codes go out by mail.")

if not env("SHOP_ORGANISATION_NUMBER", default=""):
    raise ImproperlyConfigured("SHOP_ORGANISATION_NUMBER must be set: it stands on every invoice.")

ENVIRONMENT = env("ENVIRONMENT", default="production")  # or "test"
if ENVIRONMENT != "test":
    PAYMENT_PROVIDERS = {code: path for code, path in PAYMENT_PROVIDERS.items() if code != "demo"}  # real money only
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
DEMO_LOGINS = False
IS_BACKUP_EXPECTED = True  # also while nobody has said where to: an alarm says so
STATUS_PROBE_URL = env("STATUS_PROBE_URL", default=SITE_URL.rstrip("/") + "/healthz")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# A monitor on the machine asks the server itself, which speaks HTTP.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|ready|health|metrics|alarms/alertmanager)$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# A name that a browser takes only over HTTPS, for the whole of one host: no neighbouring host can set it.
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Rate limits count per client: how many proxies of our own stand between the client and the server.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)

if not REDIS_URL:
    SESSION_ENGINE = "django.contrib.sessions.backends.db"
