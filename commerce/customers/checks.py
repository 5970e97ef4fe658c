from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string

from commerce.customers.vat_numbers import PORT


@register()
def vat_number_checker_does_all_its_port_asks(app_configs, **kwargs):
    """A checker that lacks a part of its port is found at start, not by the worker."""
    path = settings.VAT_NUMBER_CHECKER
    if not path:
        return []
    try:
        adapter = import_string(path)
    except ImportError as error:
        return [Error(f"VAT number checker: {error}", id="customers.E001")]
    missing = [part for part in PORT if not hasattr(adapter, part)]
    return [Error(f"VAT number checker {path} lacks {', '.join(missing)}.", id="customers.E002")] if missing else []
