"""Every room that is said to hold personal data says what, and how it is forgotten."""

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string

from commerce.customers.person import Room


@register
def rooms_tell(app_configs, **kwargs):
    errors = []
    for path in settings.PERSONAL_DATA:
        try:
            room = import_string(path)
        except ImportError as error:
            errors.append(Error(f"PERSONAL_DATA names {path}: {error}", id="privacy.E001"))
            continue
        if not isinstance(room, Room):
            errors.append(Error(f"{path} is no commerce.customers.person.Room", id="privacy.E002"))
    return errors
