"""A product's properties as form fields: one for each attribute that matters to it, of the kind the attribute says."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.arrange import Property
from commerce.catalogue.models import Attribute, AttributeValue, ProductAttribute
from commerce.register.fields import write_with_comma
from commerce.register.widgets import TickList

ALL_FIT = 40  # so many attributes are offered as they are; of more, only those that the product or its category uses
YES_NO = [("", "–"), ("1", _("yes")), ("0", _("no"))]


def relevant(product, category_id):
    """The attributes to offer for a product, in their order. At most two queries."""
    attributes = Attribute.objects.order_by("position", "name_sv")
    first = list(attributes[: ALL_FIT + 1])
    if len(first) <= ALL_FIT:
        return first
    used = Q(product=product.pk or 0) | Q(product__productcategory__category=category_id or 0)
    return list(attributes.filter(pk__in=ProductAttribute.objects.filter(used).values("attribute")))


def fields_for(attributes):
    """`{attribute: unbound field}`. One query for all the values."""
    chosen = [attribute for attribute in attributes if attribute.kind == Attribute.Kind.CHOICE]
    values: dict[int, list] = {attribute.pk: [] for attribute in chosen}
    for value in AttributeValue.objects.filter(attribute__in=chosen).order_by("position", "name_sv"):
        values[value.attribute_id].append((str(value.pk), value.name_sv))
    return {attribute: _field(attribute, values.get(attribute.pk, [])) for attribute in attributes}


def initial_for(product):
    """What the product's properties are, as the fields take it: `{attribute id: value}`. One query."""
    said: dict = {}
    for row in ProductAttribute.objects.filter(product=product):
        if row.value_id:
            said.setdefault(row.attribute_id, []).append(str(row.value_id))
        elif row.boolean is not None:
            said[row.attribute_id] = "1" if row.boolean else "0"
        else:
            said[row.attribute_id] = row.text if row.number is None else row.number.normalize()
    return said


def said(attribute, value):
    """What a field's clean value says of a product: a list of `Property`, empty for nothing."""
    if value is None or value in ("", []):
        return []
    if attribute.kind == Attribute.Kind.CHOICE:
        return [Property(attribute_id=attribute.pk, value_id=int(pk)) for pk in value]
    if attribute.kind == Attribute.Kind.NUMBER:
        return [Property(attribute_id=attribute.pk, number=value)]
    if attribute.kind == Attribute.Kind.BOOLEAN:
        return [Property(attribute_id=attribute.pk, boolean=value == "1")]
    return [Property(attribute_id=attribute.pk, text=value)]


def _field(attribute, values):
    label = f"{attribute.name_sv} ({attribute.unit})" if attribute.unit else attribute.name_sv
    if attribute.kind == Attribute.Kind.CHOICE:
        return forms.MultipleChoiceField(label=label, required=False, choices=values, widget=TickList)
    if attribute.kind == Attribute.Kind.NUMBER:
        field = forms.DecimalField(label=label, required=False, max_digits=12, decimal_places=3)
        write_with_comma(field)
        return field
    if attribute.kind == Attribute.Kind.BOOLEAN:
        return forms.ChoiceField(label=label, required=False, choices=YES_NO)
    return forms.CharField(label=label, required=False, max_length=255)
