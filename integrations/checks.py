from django.conf import settings
from django.core.checks import Error, register

LIVE, TEST = ("sk_live_", "rk_live_"), ("sk_test_", "rk_test_")


@register()
def stripe_is_set_up_whole(app_configs, **kwargs):
    """Half a set-up is found at start: callbacks that nobody can trust, or real money at an address not Stripe's."""
    if not settings.STRIPE_SECRET_KEY:
        return []
    errors = []
    if not settings.STRIPE_WEBHOOK_SECRET:
        errors.append(Error("STRIPE_SECRET_KEY is set but not STRIPE_WEBHOOK_SECRET.", id="integrations.E001"))
    if settings.STRIPE_API_BASE and settings.STRIPE_SECRET_KEY.startswith(LIVE):
        errors.append(Error("STRIPE_API_BASE is for test keys, and the key is a live one.", id="integrations.E002"))
    if getattr(settings, "ENVIRONMENT", "") == "production" and settings.STRIPE_SECRET_KEY.startswith(TEST):
        errors.append(Error("STRIPE_SECRET_KEY is a test key: orders would be sent unpaid.", id="integrations.E004"))
    if settings.STRIPE_CAPTURE not in ("automatic", "manual"):
        errors.append(Error("STRIPE_CAPTURE is automatic or manual.", id="integrations.E003"))
    return errors
