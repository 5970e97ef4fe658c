from django import forms
from django.utils.translation import gettext_lazy as _

from commerce.orders.shipping import carriers
from commerce.register.fields import fix
from commerce.register.register import RegisterForm


class DeliveryMethodForm(RegisterForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            fix(self, "code", because=_("Others know it by this code, so it cannot be changed."))
        self.fields["carrier"] = forms.ChoiceField(
            label=_("Booked with"),
            choices=[("", _("nobody: by hand")), *self._carriers()],
            required=False,
            help_text=_("The shop books in those warehouses that leave it to the shop."),
        )

    def _carriers(self):
        """Those that are plugged in, and the one that it has, plugged in or not."""
        found = {code: carrier.name for code, carrier in carriers().items()}
        own = {self.instance.carrier: self.instance.carrier} if self.instance.carrier else {}
        return (own | found).items()

    def clean(self):
        cleaned = super().clean()
        for name in ("gross", "free_from"):
            if cleaned.get(name) is not None and cleaned[name] < 0:
                self.add_error(name, _("An amount cannot be less than nothing."))
        if not cleaned.get("carrier"):
            for name in ("product", "return_product", "points_of"):
                if cleaned.get(name):
                    self.add_error(name, _("It is the name of something at a carrier: choose the carrier too."))
        elif not cleaned.get("product"):
            self.add_error("product", _("Say what is to be booked."))
        return cleaned
