"""Which settings an environment tells of itself: some by value, some only by being set, the rest not at all."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings

from integrations import masking

BY_VALUE = (
    *("DEBUG", "SITE_URL", "ALLOWED_HOSTS", "ENVIRONMENT", "INSTALLED_APPS", "MIDDLEWARE", "AUTHENTICATION_BACKENDS"),
    *(
        "LANGUAGE_CODE",
        "TIME_ZONE",
        "SESSION_ENGINE",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "CSRF_TRUSTED_ORIGINS",
    ),
    *("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"),
    *("SECURE_REFERRER_POLICY", "X_FRAME_OPTIONS", "ALLAUTH_TRUSTED_PROXY_COUNT", "SERVE_MEDIA", "DEMO_LOGINS"),
    *("PAYMENT_PROVIDERS", "CARRIERS", "PARTNERS", "WAREHOUSE_SYSTEMS", "EACH_MINUTE", "VAT_NUMBER_CHECKER"),
    *("DELIVERERS", "DELIVERY_THREADS", "DELIVERY_COUNTRIES", "MEASURE_EVERY", "IMPORT_STOPS", "PROMOTION_PROJECT"),
    "SYNTHETIC_PURCHASE",
    *(
        "SHOP_CURRENCY",
        "SHOP_USES_OSS",
        "OSS_SEK_PER_EUR",
        "FISCAL_YEAR_ENDS",
        "INVOICE_SERIES",
        "SECOND_FACTOR_SESSION_AGE",
    ),
    *("FORTNOX_BOOKS", "FORTNOX_BOOK_AFTER_HOURS", "FORTNOX_VOUCHER_SERIES", "FORTNOX_MODES", "FORTNOX_PRICE_LISTS"),
    *("FORTNOX_API_BASE", "FORTNOX_AUTH_BASE", "STRIPE_API_BASE", "SWISH_API_BASE", "NEXI_API_BASE", "NSHIFT_API_BASE"),
    *("POSTNORD_API_BASE", "SHIPMONDO_API_BASE", "STRIPE_CAPTURE", "STRIPE_KLARNA", "NEXI_CAPTURE", "NEXI_METHODS"),
    *("NSHIFT_TEST", "ONGOING_STATUSES", "ONGOING_RETURN_STATUSES", "ONGOING_TRANSPORTERS", "WAREHOUSE_FILES_FORMAT"),
)
BY_BEING_SET = (
    *("SECRET_KEY", "EMAIL_URL", "REDIS_URL", "SEARCH_URL", "S3_BUCKET", "DEAD_MAN_URL", "ENVIRONMENT_TOKEN"),
    *(
        "STRIPE_SECRET_KEY",
        "STRIPE_WEBHOOK_SECRET",
        "SWISH_CERTIFICATE",
        "SWISH_KEY",
        "SWISH_NUMBER",
        "NEXI_SECRET_KEY",
    ),
    *("FORTNOX_CLIENT_ID", "FORTNOX_CLIENT_SECRET", "FORTNOX_TENANT_ID", "SHIPMONDO_USER", "SHIPMONDO_KEY"),
    *("SHIPMONDO_WEBHOOK_SECRET", "NSHIFT_KEY_ID", "NSHIFT_SECRET", "POSTNORD_KEY", "POSTNORD_CUSTOMER"),
    *("ONGOING_BASE", "ONGOING_USER", "ONGOING_PASSWORD", "ONGOING_WEBHOOK_TOKEN", "ONGOING_GOODS_OWNER"),
    *("NOTICE_WEBHOOK_URL", "NOTICE_WEBHOOK_SECRET", "FLOW_NOTICE_EMAIL", "ORDER_DESK_EMAIL", "IMPORT_FOLDER"),
    *("WAREHOUSE_FILES", "PROMOTION_KEY", "PROMOTION_FROM_URL", "SANDBOX_URL", "SHOP_VAT_NUMBER"),
)
SECRET = re.compile(r"secret|passw|token|(?:^|_)key(?:$|_)", re.IGNORECASE)
SHORTEST_SECRET = 6


def by_value() -> dict[str, str]:
    """Lists and mappings item by item, so that a difference is told of by the item."""
    secrets = _secrets()
    told: dict[str, str] = {}
    for name in BY_VALUE:
        value = getattr(settings, name, None)
        if isinstance(value, Mapping):
            told |= {f"{name}.{key}": _shown(each, secrets) for key, each in value.items()}
        elif isinstance(value, list | tuple | set):
            told |= {_shown(f"{name}: {each}", secrets): "ja" for each in value}
        else:
            told[name] = _shown(value, secrets)
    return told


def by_being_set() -> dict[str, str]:
    return {name: "satt" if getattr(settings, name, None) else "inte satt" for name in BY_BEING_SET}


def _shown(value: Any, secrets: list[str]) -> str:
    """Nothing with a secret in it is shown, in whatever setting somebody has put it."""
    text = str(value)
    if "://" in text:
        text = re.sub(r"\S+://\S+", lambda found: masking.url(found.group()), text)
    return masking.MASK if any(secret in text for secret in secrets) else text


def _secrets() -> list[str]:
    return [value for value in _each_secret(settings) if len(value) >= SHORTEST_SECRET]


def _each_secret(settings: Any) -> Iterator[str]:
    for name in dir(settings):
        if name.isupper() and SECRET.search(name) and isinstance(value := getattr(settings, name), str):
            yield value
    for database in settings.DATABASES.values():
        yield str(database.get("PASSWORD") or "")
