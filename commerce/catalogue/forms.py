"""The forms of the range's registers. They check what people type; what is done with it is in `arrange`."""

from collections import defaultdict

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from commerce.catalogue import properties
from commerce.catalogue.arrange import choose_by, describe, sort_into
from commerce.catalogue.models import Attribute, AttributeValue, Brand, Category, Manufacturer, Product, Variant
from commerce.register.fields import KeyField, fix
from commerce.register.filters import is_key
from commerce.register.ordering import Alphabetical
from commerce.register.register import RegisterForm
from commerce.register.widgets import TickList

FIXED_CODE = _("Others know it by this code, so it cannot be changed.")
OPTION_FIELDS = ("option_1", "option_2", "option_3")
NO_BREAK_INDENT = "\u2003"


def category_tree():
    """Every category as `(pk, name)`, those of a parent under it and set in. One query."""
    children = defaultdict(list)
    for category in Category.objects.order_by("position", "name_sv"):
        children[category.parent_id].append(category)

    def under(parent_id, depth):
        for category in children[parent_id]:
            yield category.pk, NO_BREAK_INDENT * depth + category.name_sv
            yield from under(category.pk, depth + 1)

    return list(under(None, 0))


class ProductForm(RegisterForm):
    primary_category = forms.ModelChoiceField(
        Category.objects.all(), label=_("Primary category"), required=False, help_text=_("Where its page stands")
    )
    more_categories = forms.ModelMultipleChoiceField(
        Category.objects.all(), label=_("Also in"), required=False, widget=TickList
    )
    replaced_by = KeyField(
        Product.objects.all(),
        to_field_name="code",
        label=_("Replaced by"),
        required=False,
        help_text=_(
            "The code of the product that its address leads to once its page is taken down. Empty: to its category"
        ),
    )
    option_1 = forms.ModelChoiceField(Attribute.objects.all(), label=_("First choice"), required=False)
    option_2 = forms.ModelChoiceField(Attribute.objects.all(), label=_("Second choice"), required=False)
    option_3 = forms.ModelChoiceField(Attribute.objects.all(), label=_("Third choice"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            fix(self, "code", because=FIXED_CODE)
        for name, makers in (("brand", Brand.objects), ("manufacturer", Manufacturer.objects)):
            self.fields[name].choices = [("", "–"), *makers.order_by(Alphabetical("name")).values_list("pk", "name")]
        primary_id = self._offer_categories()
        self._offer_options()
        self._offer_properties(primary_id)

    def _offer_categories(self):
        tree = category_tree()
        self.fields["primary_category"].choices = [("", "–"), *tree]
        self.fields["more_categories"].choices = tree
        if not self.instance.pk:
            return None
        placed = self.instance.productcategory_set.values_list("category", "is_primary")
        primary_id = next((pk for pk, is_primary in placed if is_primary), None)
        self.initial["primary_category"] = primary_id
        self.initial["more_categories"] = [pk for pk, is_primary in placed if not is_primary]
        return primary_id

    def _offer_options(self):
        named = Attribute.objects.filter(kind=Attribute.Kind.CHOICE).order_by("position", "name_sv")
        choices = [("", "–"), *named.values_list("pk", "name_sv")]
        for name in OPTION_FIELDS:
            self.fields[name].choices = choices
        if self.instance.pk:
            chosen = self.instance.options.order_by("position").values_list("attribute", flat=True)
            self.initial.update(zip(OPTION_FIELDS, chosen, strict=False))

    def _offer_properties(self, primary_id):
        self._attributes = properties.relevant(self.instance, primary_id)
        known = properties.initial_for(self.instance) if self.instance.pk else {}
        for attribute, field in properties.fields_for(self._attributes).items():
            self.fields[_name(attribute)] = field
            self.initial[_name(attribute)] = known.get(attribute.pk)

    def property_fields(self):
        return [self[_name(attribute)] for attribute in self._attributes]

    def clean(self):
        cleaned = super().clean()
        chosen = [cleaned.get(name) for name in OPTION_FIELDS if cleaned.get(name)]
        if len(chosen) != len(set(chosen)):
            self.add_error("option_2", _("The same attribute is chosen twice."))
        return cleaned

    def save(self, commit=True):
        product = super().save(commit)
        cleaned, changed = self.cleaned_data, set(self.changed_data)
        if changed & {"primary_category", "more_categories"}:
            sort_into(product, primary=cleaned["primary_category"], others=cleaned["more_categories"])
        if changed & set(OPTION_FIELDS):
            choose_by(product, [cleaned[name] for name in OPTION_FIELDS if cleaned[name]])
        told = [attribute for attribute in self._attributes if _name(attribute) in changed]
        said = [one for attribute in told for one in properties.said(attribute, cleaned[_name(attribute)])]
        describe(product, said, among=told)
        return product


def _name(attribute):
    return f"property_{attribute.pk}"


class VariantForm(RegisterForm):
    product = KeyField(
        Product.objects.all(), to_field_name="code", label=_("Product"), help_text=_("The product's code")
    )

    def __init__(self, *args, product="", **kwargs):
        super().__init__(*args, **kwargs)
        known = self.instance.product if self.instance.pk else _row(Product, product)
        if known:
            self.initial["product"] = known
        if self.instance.pk:
            fix(self, "product", "sku", because=_("A SKU never changes hands: make a new variant instead."))
        self._options = self._offer_options(known) if known else []

    def _offer_options(self, product):
        options = [option.attribute for option in product.options.select_related("attribute").order_by("position")]
        chosen = dict(self.instance.values.values_list("attribute", "pk")) if self.instance.pk else {}
        values = defaultdict(list)
        for value in AttributeValue.objects.filter(attribute__in=options).order_by("position", "name_sv"):
            values[value.attribute_id].append((value.pk, value.name_sv))
        for option in options:
            field = forms.ModelChoiceField(AttributeValue.objects.filter(attribute=option), label=option.name_sv)
            field.choices = [("", "–"), *values[option.pk]]
            self.fields[_option(option)] = field
            self.initial[_option(option)] = chosen.get(option.pk)
        return options

    def option_fields(self):
        return [self[_option(option)] for option in self._options]

    def clean(self):
        cleaned = super().clean()
        product = cleaned.get("product")
        chosen = [cleaned[_option(option)] for option in self._options if cleaned.get(_option(option))]
        if product and chosen and len(chosen) == len(self._options):
            self._refuse_twin(product, chosen)
        return cleaned

    def _refuse_twin(self, product, chosen):
        twins = Variant.objects.filter(product=product).exclude(pk=self.instance.pk)
        for value in chosen:
            twins = twins.filter(values=value)
        if twin := twins.first():
            raise ValidationError(_("%(sku)s has the same options already."), params={"sku": twin.sku})

    def save(self, commit=True):
        chosen = [self.cleaned_data[_option(option)] for option in self._options]
        for language in ("sv", "en"):
            if chosen and not getattr(self.instance, f"label_{language}"):
                setattr(self.instance, f"label_{language}", ", ".join(value.name_in(language) for value in chosen))
                self.changed_data.append(f"label_{language}")
        variant = super().save(commit)
        if set(self.changed_data) & {_option(option) for option in self._options}:
            variant.values.set(chosen)
        return variant


def _option(attribute):
    return f"option_{attribute.pk}"


def _row(model, key):
    return model.objects.filter(pk=key).first() if is_key(key) else None


class CategoryForm(RegisterForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            fix(self, "code", because=FIXED_CODE)
        self.fields["parent"].choices = [("", "–"), *category_tree()]

    def clean_parent(self):
        """Not itself nor anything under it, which would cut the branch off from the tree."""
        parent = above = self.cleaned_data["parent"]
        while above and self.instance.pk:
            if above.pk == self.instance.pk:
                raise ValidationError(_("A category cannot be under itself."))
            above = above.parent
        return parent


class ManufacturerForm(RegisterForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].required = True

    def clean_country(self):
        return self.cleaned_data["country"].upper()


class AttributeForm(RegisterForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            fix(self, "code", because=FIXED_CODE)
            fix(self, "kind", because=_("The kind cannot be changed: products are described by it."))


class AttributeValueForm(RegisterForm):
    swatch = forms.CharField(
        label=_("Swatch"),
        required=False,
        help_text=_("Colour as #rrggbb"),
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six figures, e.g. #2F5D5B."))],
    )

    def __init__(self, *args, attribute="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["attribute"].queryset = Attribute.objects.filter(kind=Attribute.Kind.CHOICE).order_by("name_sv")
        if known := _row(Attribute, attribute):
            self.initial["attribute"] = known.pk
        if self.instance.pk:
            fix(self, "attribute", "code", because=FIXED_CODE)
