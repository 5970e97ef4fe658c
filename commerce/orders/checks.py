from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string

from commerce.orders.payments import PORT


@register()
def payment_providers_do_all_their_port_asks(app_configs, **kwargs):
    """An adapter that lacks a part of its port is found at start, not when a customer pays."""
    errors = []
    for code, path in settings.PAYMENT_PROVIDERS.items():
        try:
            adapter = import_string(path)
        except ImportError as error:
            errors.append(Error(f"Payment provider {code}: {error}", id="orders.E001"))
            continue
        missing = [part for part in PORT if not hasattr(adapter, part)]
        if missing:
            errors.append(Error(f"Payment provider {code} ({path}) lacks {', '.join(missing)}.", id="orders.E002"))
        elif adapter.code != code:
            errors.append(Error(f"Payment provider {code} ({path}) calls itself {adapter.code}.", id="orders.E003"))
    return errors
