"""Yes and no as people read them, where Wagtail compares two versions: by itself it writes True and False."""

from django.db import models
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.compare import FieldComparison, register_comparison_class


def said(value: object) -> str:
    return _("yes") if value else _("no")


class YesNo(blocks.BooleanBlock):
    """A tick box. To migrations it is Wagtail's own: what it holds is the same."""

    def render_basic(self, value, context=None):
        return said(value)

    def deconstruct(self):
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.BooleanBlock", args, kwargs


class YesNoComparison(FieldComparison):
    def __init__(self, field, obj_a, obj_b):
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = said(self.val_a), said(self.val_b)


register_comparison_class(models.BooleanField, comparison_class=YesNoComparison)
