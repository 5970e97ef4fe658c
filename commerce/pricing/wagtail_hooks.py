from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import modeladmin_register

from commerce.pricing.register import PriceListRegister, PriceRegister
from commerce.register.register import RegisterGroup


@modeladmin_register
class Pricing(RegisterGroup):
    menu_label = _("Pricing")
    menu_item_name = "pricing"
    menu_icon = "tag"
    menu_order = 220
    items = (PriceRegister, PriceListRegister)
