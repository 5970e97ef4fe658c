from django.utils.translation import gettext_lazy as _

from commerce.register.fields import fix
from commerce.register.register import RegisterForm


class DeliveryMethodForm(RegisterForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            fix(self, "code", because=_("Others know it by this code, so it cannot be changed."))

    def clean(self):
        cleaned = super().clean()
        for name in ("gross", "free_from"):
            if cleaned.get(name) is not None and cleaned[name] < 0:
                self.add_error(name, _("An amount cannot be less than nothing."))
        return cleaned
