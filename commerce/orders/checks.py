import re

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string
from stdnum import luhn

from commerce.orders import shipping
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


@register()
def carriers_do_all_their_port_asks(app_configs, **kwargs):
    """The same of carriers: found at start, not when a parcel is packed."""
    errors = []
    for code, path in settings.CARRIERS.items():
        try:
            adapter = import_string(path)
        except ImportError as error:
            errors.append(Error(f"Carrier {code}: {error}", id="orders.E008"))
            continue
        missing = [part for part in shipping.PORT if not hasattr(adapter, part)]
        if missing:
            errors.append(Error(f"Carrier {code} ({path}) lacks {', '.join(missing)}.", id="orders.E009"))
        elif adapter.code != code:
            errors.append(Error(f"Carrier {code} ({path}) calls itself {adapter.code}.", id="orders.E010"))
    return errors


@register()
def the_seller_can_stand_on_an_invoice(app_configs, **kwargs):
    """What the law asks of an invoice (ML 17 kap. 24 §), and numbers that a bank and Peppol can read (SE-R-001–013)."""
    shop = settings.SELLER
    errors = [
        Error(f"The seller's {part} is not set, and stands on every invoice.", id="orders.E004")
        for part in ("name", "address_1", "postal_code", "city", "email")
        if not shop[part]
    ]
    if not (re.fullmatch(r"\d{10}", shop["number"]) and luhn.is_valid(shop["number"])):
        errors.append(Error(f"{shop['number']} is no organisation number.", id="orders.E005"))
    if not re.fullmatch(r"SE\d{12}", shop["vat_number"]):
        errors.append(Error(f"{shop['vat_number']} is no Swedish VAT number.", id="orders.E006"))
    if not re.fullmatch(r"\d{7,8}", shop["bankgiro"]):
        errors.append(Error(f"{shop['bankgiro']!r} is no bankgiro number: 7 or 8 digits.", id="orders.E007"))
    return errors
