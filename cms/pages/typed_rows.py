"""Form fields that choose many rows: ticked where they are few, typed or pasted where they are a hundred thousand."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Category, Product, Variant
from commerce.customers.models import Level
from commerce.customers.organisations import Organisation
from commerce.register.widgets import TickList

BETWEEN = re.compile(r"[\s,;]+")
MOST = 20
LONGEST_WORD = 100


class TypedRows(forms.Field):
    """Keys as people know them, apart by lines, spaces or commas. What is unknown is named, and stays to be put right.

    Its value is a list of primary keys in the order written. A script adds suggestions; without it one types.
    """

    kind = ""

    def __init__(self, **kwargs):
        attrs = {
            "rows": 3,
            "data-typed-rows": reverse_lazy("campaign_choices", args=[self.kind]),
            "spellcheck": "false",
        }
        super().__init__(widget=forms.Textarea(attrs), **kwargs)

    def to_python(self, value):
        if not isinstance(value, str):
            return list(value or [])
        words = list(dict.fromkeys(word for word in BETWEEN.split(value.upper()) if word))
        known = self.find(words) if words else {}
        unknown = [word for word in words if word not in known]
        if unknown:
            raise ValidationError(_("Unknown: %(words)s.") % {"words": ", ".join(unknown)})
        return list(dict.fromkeys(known[word] for word in words))

    def prepare_value(self, value):
        if not isinstance(value, list | tuple):
            return value
        words = self.words(value)
        return "\n".join(words[pk] for pk in value if pk in words)

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != list(initial or [])
        except ValidationError:
            return True


class ProductRows(TypedRows):
    kind = "products"

    @staticmethod
    def find(words):
        """`{word in capitals: product}`, by the product's code or an article number of it. Two queries."""
        articles = Variant.objects.annotate(word=Upper("sku")).filter(word__in=words)
        products = Product.objects.annotate(word=Upper("code")).filter(word__in=words)
        return dict(articles.values_list("word", "product_id")) | dict(products.values_list("word", "pk"))

    @staticmethod
    def words(keys):
        return dict(Product.objects.filter(pk__in=keys).values_list("pk", "code"))

    @staticmethod
    def suggest(text):
        found = Product.objects.filter(
            Q(name_sv__icontains=text) | Q(code__icontains=text) | Q(variants__sku__istartswith=text)
        )
        return list(found.distinct().order_by("name_sv", "pk").values_list("code", "name_sv")[:MOST])


class OrganisationRows(TypedRows):
    """By organisation number, with or without its hyphen; one without a number by `#` and its key."""

    kind = "organisations"

    @staticmethod
    def find(words):
        numbers = {word: word.replace("-", "") for word in words}
        keys = {word: int(word[1:]) for word in words if re.fullmatch(r"#\d{1,18}", word)}
        rows = Organisation.objects.filter(Q(number__in=numbers.values()) | Q(pk__in=keys.values()))
        by_number, by_key = {one.number: one.pk for one in rows}, {one.pk for one in rows}
        found = {word: by_number[number] for word, number in numbers.items() if number in by_number}
        return found | {word: key for word, key in keys.items() if key in by_key}

    @staticmethod
    def words(keys):
        rows = Organisation.objects.filter(pk__in=keys)
        return {one.pk: OrganisationRows._word(one) for one in rows}

    @staticmethod
    def suggest(text):
        digits = text.replace("-", "")
        found = Organisation.objects.filter(
            Q(name__icontains=text) | Q(is_sole_trader=False, number__startswith=digits)
        )
        return [(OrganisationRows._word(one), one.name) for one in found.order_by("name", "pk")[:MOST]]

    @staticmethod
    def _word(organisation):
        """A sole trader's number is a person's own: it is not shown."""
        number = organisation.number
        if not number or organisation.is_sole_trader:
            return f"#{organisation.pk}"
        return f"{number[:6]}-{number[6:]}"


class Ticks(forms.TypedMultipleChoiceField):
    """Boxes to tick for every row there is."""

    widget = TickList

    def __init__(self, **kwargs):
        super().__init__(choices=self.rows, coerce=self.key, **kwargs)


class LevelTicks(Ticks):
    key = str

    @staticmethod
    def rows():
        return list(Level.objects.order_by("rank").values_list("code", "name"))


class CategoryTicks(Ticks):
    key = int

    @staticmethod
    def rows():
        """The tree, written out: a category stands under its own parent."""
        by_parent = {}
        for one in Category.objects.order_by("position", "pk"):
            by_parent.setdefault(one.parent_id, []).append(one)
        return list(_walk(by_parent, None, ""))


def _walk(by_parent, parent, before):
    for one in by_parent.get(parent, []):
        yield one.pk, f"{before}{one.name_sv}"
        yield from _walk(by_parent, one.pk, f"{before}{one.name_sv} › ")


CHOICES = {field.kind: field for field in (ProductRows, OrganisationRows)}
