"""Attributes and their values as the storefront names them: on filters, options, colour dots and in addresses."""

from dataclasses import dataclass, field

from django.utils.text import slugify

from commerce.catalogue.models import Attribute, AttributeValue

# Words of the address that no attribute may take.
RESERVED = {"pris", "pris_min", "pris_max", "i_lager", "sort", "sida", "variant", "q"}


@dataclass(slots=True)
class Value:
    id: int
    code: str
    names: dict
    swatch: str
    attribute: object

    def label(self, language):
        return self.names.get(language) or self.names["sv"]


@dataclass(slots=True)
class Property:
    """An attribute; `param` is its Swedish name in the address."""

    id: int
    code: str
    param: str
    names: dict
    kind: str
    unit: str
    is_filter: bool
    values: list = field(default_factory=list)

    def label(self, language):
        return self.names.get(language) or self.names["sv"]


class Vocabulary:
    """All attributes in their order, with their values in theirs. Two queries."""

    def __init__(self):
        self.properties = {}
        self.values = {}
        taken = set(RESERVED)
        rows = Attribute.objects.order_by("position", "id").values_list(
            "id", "code", "name_sv", "name_en", "kind", "unit", "is_filterable"
        )
        for pk, code, name_sv, name_en, kind, unit, is_filterable in rows:
            param = slugify(name_sv).replace("-", "_")
            param = code if not param or param in taken else param
            is_filter = is_filterable and kind == Attribute.Kind.CHOICE and param not in taken
            taken.add(param)
            self.properties[pk] = Property(pk, code, param, {"sv": name_sv, "en": name_en}, kind, unit, is_filter)
        rows = AttributeValue.objects.order_by("position", "id").values_list(
            "id", "code", "name_sv", "name_en", "swatch", "attribute_id"
        )
        for pk, code, name_sv, name_en, swatch, attribute_id in rows:
            owner = self.properties[attribute_id]
            value = self.values[pk] = Value(pk, code, {"sv": name_sv, "en": name_en}, swatch, owner)
            owner.values.append(value)

    @property
    def filters(self):
        return [one for one in self.properties.values() if one.is_filter]

    def swatches(self, value_ids, language):
        """The colours among some values, in order, as cards show them."""
        found = [self.values[pk] for pk in value_ids if pk in self.values and self.values[pk].swatch]
        return [{"label": value.label(language), "colour": value.swatch} for value in found]
