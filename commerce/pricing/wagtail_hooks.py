from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from commerce.pricing import columns  # noqa: F401 - adds its columns to other registers
from commerce.pricing.register import PriceListRegister, PriceRecordRegister, PriceRegister
from commerce.pricing.set_register import PriceChangeRegister, PriceChangeSetRegister
from commerce.register.register import RegisterGroup


@modeladmin_register
class Pricing(RegisterGroup):
    menu_label = _("Pricing")
    menu_item_name = "pricing"
    menu_icon = "tag"
    menu_order = 220
    items = (PriceRegister, PriceListRegister, PriceChangeSetRegister, PriceRecordRegister)


modeladmin_register(PriceChangeRegister)


@hooks.register("insert_global_admin_css")
def looks_of_prices():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/prices.css"))
