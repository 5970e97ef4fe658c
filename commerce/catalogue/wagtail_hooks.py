from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import modeladmin_register

from commerce.catalogue.registers.attributes import AttributeRegister, AttributeValueRegister
from commerce.catalogue.registers.categories import CategoryRegister
from commerce.catalogue.registers.makers import BrandRegister, ManufacturerRegister
from commerce.catalogue.registers.products import ProductRegister
from commerce.catalogue.registers.variants import VariantRegister
from commerce.register.register import RegisterGroup


@modeladmin_register
class Range(RegisterGroup):
    menu_label = _("Range")
    menu_item_name = "range"
    menu_icon = "pick"
    menu_order = 210
    items = (
        ProductRegister,
        VariantRegister,
        CategoryRegister,
        AttributeRegister,
        AttributeValueRegister,
        BrandRegister,
        ManufacturerRegister,
    )
