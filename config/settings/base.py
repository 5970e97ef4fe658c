"""Settings that hold everywhere. What differs between machines comes from the environment (see `.env.example`)."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import environ
import pghistory
from django.utils.translation import gettext_lazy as _

from config import embedded_database, roles
from config.settings import content_policy, files

PROJECT = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
env.read_env(PROJECT / ".env")

DATA_DIR = Path(env("DATA_DIR", default=str(PROJECT / ".data")))
DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")

INSTALLED_APPS = [
    "operations.papers",
    "operations.acceptance",
    "operations.monitoring",
    "operations.backup",
    "operations.desk",
    "operations.status",
    "operations.services",
    "operations.inventory",
    "operations",
    "home",
    "search",
    "cms",
    "integrations",
    "commerce.privacy",
    "commerce.checkout",
    "commerce.lists",
    "commerce.orders",
    "commerce.cart",
    "commerce.quotations",
    "commerce.stock",
    "commerce.pricing",
    "commerce.catalogue",
    "commerce.customers",
    "commerce.events",
    "commerce.history",
    "commerce.register",
    "pghistory",
    "pgtrigger",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail_modeladmin",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.styleguide",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "commerce.customers.apps.ShopUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.forms",
    "csp",
    "config",
]

MIDDLEWARE = [
    "operations.monitoring.middleware.MeasuringMiddleware",
    "cms.storefront.page_cache.PageCacheMiddleware",
    "config.content_policy.ContentPolicyMiddleware",  # inside: a kept page keeps its header
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.storefront.page_cache.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "commerce.history.middleware.ChangedInTheAdmin",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "commerce.cart.middleware.CartAtTheDoor",
    "commerce.customers.mfa.SecondFactorMiddleware",
    "commerce.customers.shopper.ShopperMiddleware",
    "cms.preview.middleware.PreviewMiddleware",
    "cms.storefront.former.FormerAddresses",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.storefront.context.shop",
            ],
            "builtins": ["cms.templatetags.small_parts"],
        },
    },
    {  # what stands tens of times on a page: `cms.components`
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "components",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "cms.components.environment"},
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database: PostgreSQL everywhere; without DATABASE_URL the embedded one under .data/ ---
DATABASES = {"default": env.db_url_config(env("DATABASE_URL", default="") or embedded_database.url())}
DATABASES["default"].update(
    CONN_MAX_AGE=env.int("CONN_MAX_AGE", default=600),
    CONN_HEALTH_CHECKS=True,
    ATOMIC_REQUESTS=False,
)
# A prepared statement is planned when it is prepared and never again (`commerce.prepared`); no query here is worth
# compiling. A pooler that hands out connections by the transaction takes no such wishes: set options in the address.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c plan_cache_mode=force_generic_plan -c jit=off")
DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", 5)
# Seconds without an answer to the smallest question, after which visitors are told (`config.hanging`). 0: they wait.
DATABASE_HANGS_AFTER = env.float("DATABASE_HANGS_AFTER", default=0.3)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
# A page is fresh by its versions in PostgreSQL, so pages may be kept in each process as well as in Redis.
CACHES = {
    "pages": {
        "BACKEND": "cms.storefront.page_store.PageStore",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1000, "BEHIND": "shared pages" if REDIS_URL else None},
    },
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "shop",
            "OPTIONS": {"MAX_ENTRIES": 4000},
        }
    ),
}

if REDIS_URL:
    CACHES["shared pages"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "pages",
    }

# --- People ---
AUTH_USER_MODEL = "customers.User"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # the e-mail address is unique by Lower(email), a constraint the check cannot see
    "security.W019",  # the editor's preview shows the shop's own pages in a frame of the shop
]
AUTHENTICATION_BACKENDS = ["commerce.customers.backends.MemberBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
ACCOUNT_ADAPTER = "commerce.customers.signup.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True  # one address a person
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ROLES = roles.ROLES
OWNER_ROLE = roles.SYSTEMAGARE.name
SECOND_FACTOR_SESSION_AGE = 60 * 60 * 12  # how long a proof of the second factor lasts, in seconds
SECOND_FACTOR_IDLE_AGE = 60 * 60  # and without use of the admin
OTP_TOTP_ISSUER = "Lykta & Lera"

# --- Languages: Swedish first, English beside it ---
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
LOCALE_PATHS = [PROJECT / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

# --- Files ---
STATIC_URL = "/static/"
STATIC_ROOT = PROJECT / "staticfiles"
STATICFILES_DIRS = [PROJECT / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(DATA_DIR / "media")))
# --- Backups: `docs/drift/sakerhetskopior.md` ---
# On another machine, mounted here: copies of the database and the files, and its log. Empty: nothing can be taken.
BACKUP_DIR = env("BACKUP_DIR", default="")
IS_BACKUP_EXPECTED = bool(BACKUP_DIR)
BACKUP_METHOD = env("BACKUP_METHOD", default="basebackup")  # or pgbackrest
BACKUP_KEEP_DAYS = env.int("BACKUP_KEEP_DAYS", default=35)
_copied_by = env("BACKUP_DATABASE_URL", default="")
BACKUP_DATABASE = env.db_url_config(_copied_by) if _copied_by else DATABASES["default"]
BACKUP_SCRATCH = env("BACKUP_SCRATCH", default="")  # where drills restore; empty: the folder of temporary files
ERASURE_LOG = env("ERASURE_LOG", default=str(Path(BACKUP_DIR or DATA_DIR) / "erased.jsonl"))
POSTGRES_BIN = env("POSTGRES_BIN", default="")  # of the server's version; empty: Debian's, or the embedded ones
PGBACKREST = env("PGBACKREST", default="pgbackrest")
PGBACKREST_STANZA = env("PGBACKREST_STANZA", default="shop")
PGBACKREST_CONFIG = env("PGBACKREST_CONFIG", default="")
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=True)
STATUS_DIR = Path(env("STATUS_DIR", default=str(DATA_DIR / "status")))  # the public status page, as files
STATUS_PROBE_URL = env("STATUS_PROBE_URL", default="")  # asked once a minute; empty: nobody is
FEED_DIR = DATA_DIR / "feeds"  # product feeds, made anew whenever they are not there
S3_BUCKET = env("S3_BUCKET", default="")
STORAGES = {
    **files.storages(env, DATA_DIR),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Wagtail ---
WAGTAIL_SITE_NAME = "Lykta & Lera"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # passwords and addresses change on the account pages only
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAILREDIRECTS_AUTO_CREATE = False  # the database does it, whichever way an address changes (`cms.migrations.0021`)
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jpg", "jpeg", "png", "svg", "tif", "tiff", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_IMAGE_MODEL = "cms.ShopImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.desk.upload.PictureForm"
WAGTAILIMAGES_AVIF_QUALITY = 60
WAGTAILIMAGES_WEBP_QUALITY = 80
WAGTAILIMAGES_JPEG_QUALITY = 82
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "png", "txt", "xlsx", "zip"]

SEARCH_URL = env("SEARCH_URL", default="")
WAGTAILSEARCH_BACKENDS = {
    "default": (
        {"BACKEND": "modelsearch.backends.elasticsearch9", "URLS": [SEARCH_URL], "INDEX_PREFIX": "shop_"}
        if SEARCH_URL
        else {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "swedish_unaccent"}
    ),
}

# --- Background work: the row is the job, the broker only a nudge ---
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
BROKER_URL = env("BROKER_URL", default=REDIS_URL)
CELERY_BROKER_URL = BROKER_URL or "filesystem://"
if not BROKER_URL:
    _queue = DATA_DIR / "queue"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue),
        "data_folder_out": str(_queue),
        "control_folder": str(_queue / "control"),
    }
else:  # one try at a connection: whoever nudges may be in the middle of a purchase, and the sweep comes round anyway
    CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 0, "interval_start": 0, "interval_step": 0, "interval_max": 0}
    CELERY_BROKER_CONNECTION_TIMEOUT = 2
    if BROKER_URL.startswith("redis"):
        CELERY_BROKER_TRANSPORT_OPTIONS["socket_connect_timeout"] = 2
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_ROUTES = {  # no receipt waits behind a picture
    "cms.tasks.*renditions": {"queue": "pictures"},
    "cms.tasks.take_in_batches": {"queue": "pictures"},
}
CELERY_TIMEZONE = TIME_ZONE

# --- Mail ---
EMAIL_URL = env("EMAIL_URL", default="")
if EMAIL_URL:
    globals().update(env.email("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Lykta & Lera <hej@lyktalera.example.se>")

# --- Content between environments: `docs/teknik/overforingar.md` ---
PROMOTION_PROJECT = env("PROMOTION_PROJECT", default="lykta-och-lera")  # packages of other projects are refused
PROMOTION_KEY = env("PROMOTION_KEY", default="")  # what the environment's key is made of; empty: its SECRET_KEY
PROMOTION_FROM_URL = env("PROMOTION_FROM_URL", default="")  # the environment to fetch from; empty: files only

# --- Shop ---
SHOP_CURRENCY = "SEK"
SHOP_USES_OSS = env.bool("SHOP_USES_OSS", default=False)  # one-stop scheme: consumers in the Union pay their own VAT
# Kronor to a euro in the limit for that scheme: the directive's of 5 December 2017, which makes it 99 680 kronor (L12).
OSS_SEK_PER_EUR = Decimal(env("OSS_SEK_PER_EUR", default="9.968"))
DELIVERY_COUNTRIES = env.list("DELIVERY_COUNTRIES", default=["SE"])
SHOP_VAT_NUMBER = env("SHOP_VAT_NUMBER", default="")  # who asks, when a customer's number is asked about
CART_COOKIE_AGE = 60 * 60 * 24 * 60
# How long what is in a cart is held while its shopper is in checkout. Each step there begins it anew.
CART_RESERVATION = {"guest": timedelta(minutes=15), "user": timedelta(minutes=30)}

# --- Versions (`commerce.history`): kept by triggers, without foreign keys that slow an import ---
PGHISTORY_APPEND_ONLY = True  # but for what the law makes us forget: `commerce.history.seals.rewriting`
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="+", related_query_name="+")
PGHISTORY_CONTEXT_FIELD = pghistory.ContextForeignKey(related_query_name="+")
PGHISTORY_CREATED_AT_FUNCTION = "statement_timestamp()"  # statements of one transaction have an order

# --- Security that costs nothing anywhere ---
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = content_policy.policy(env)
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # from before: hashed anew at the next log-in
]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db" if REDIS_URL else "django.contrib.sessions.backends.db"

# --- Measuring (`operations.monitoring`) ---
# Seconds between two writings of what a process has counted; 0: never.
MEASURE_EVERY = env.float("MEASURE_EVERY", default=15)
# The article that the watcher buys on trial every five minutes, and never keeps; empty: it does not.
SYNTHETIC_PURCHASE = env("SYNTHETIC_PURCHASE", default="")

# --- Comparing environments (`operations.inventory`): at least 32 characters; else `/miljo/` tells nobody anything ---
ENVIRONMENT_TOKEN = env("ENVIRONMENT_TOKEN", default="")
SCHEMA_FINGERPRINT = "config.schema_stamp.fingerprint"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.logs.WithoutAddresses", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "config.logs.AsJson"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": env("LOG_FORMAT", default="line")}},
    "loggers": {"kombu.connection": {"level": "ERROR"}},  # it misses a host name also where files are the queue
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}

from config.settings.adapters import *  # noqa: F403
from config.settings.company import *  # noqa: F403
