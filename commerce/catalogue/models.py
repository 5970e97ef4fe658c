from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from stdnum import ean
from stdnum.exceptions import ValidationError as NumberError

from commerce.catalogue.makers import needs_responsible, validate_country
from commerce.catalogue.withdrawal import Exempt, told
from commerce.history.tracked import tracked
from commerce.register.ordering import Alphabetical


def validate_gtin(value):
    """A GTIN-8, -12, -13 or -14 with a right check digit (GS1 General Specifications)."""
    try:
        ean.validate(value)
    except NumberError as error:
        raise ValidationError(_("%(value)s is not a valid GTIN."), params={"value": value}) from error


class Named(models.Model):
    """A name in Swedish and, where it differs, in English."""

    name_sv = models.CharField(_("name"), max_length=255)
    name_en = models.CharField(_("name in English"), max_length=255, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name_sv

    @property
    def name(self):
        """The name in the language in force."""
        return self.name_in(get_language())

    def name_in(self, language):
        return self.name_en if language == "en" and self.name_en else self.name_sv


class Brand(models.Model):
    name = models.CharField(_("name"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self):
        return self.name


class Manufacturer(models.Model):
    """Who made it, and who answers for it in the Union, as each offer must show it (GPSR (EU) 2023/988 art. 19)."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[validate_country],
        help_text=_("Two letters by ISO 3166, such as SE, DE or CN."),
    )
    postal_address = models.TextField(_("postal address"))
    email = models.EmailField(_("e-mail address"))
    website = models.URLField(_("website"), blank=True)
    responsible_name = models.CharField(_("responsible person in the EU"), max_length=120, blank=True)
    responsible_postal_address = models.TextField(_("the responsible person's postal address"), blank=True)
    responsible_email = models.EmailField(_("the responsible person's e-mail address"), blank=True)
    responsible_website = models.URLField(_("the responsible person's website"), blank=True)

    class Meta:
        verbose_name = _("manufacturer")
        verbose_name_plural = _("manufacturers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(country__regex=r"^([A-Z]{2})?$"), name="manufacturer_country_code"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def needs_responsible(self):
        """Whether it is known to be outside the European Economic Area."""
        return needs_responsible(self.country)

    def lacks_of_responsible(self):
        """The fields of the responsible person that are not filled though they must be told, in order."""
        needed = [
            name for name in ("responsible_name", "responsible_postal_address") if not getattr(self, name).strip()
        ]
        if not self.responsible_email and not self.responsible_website:
            needed.append("responsible_email")
        return needed

    def clean(self):
        """A responsible person who is told of at all is told of whole; one who is missing may come later."""
        said = ("name", "postal_address", "email", "website")
        if any(getattr(self, f"responsible_{part}").strip() for part in said):
            if lacking := self.lacks_of_responsible():
                text = _("Say the name, the postal address, and an e-mail address or a website.")
                raise ValidationError(dict.fromkeys(lacking, text))


class Category(Named):
    """Where products are sorted in; its page tells about it (`cms.CategoryLink`)."""

    code = models.SlugField(_("code"), max_length=120, unique=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="category_not_its_own_parent")
        ]


class Attribute(Named):
    """A property of products to show and filter by: a choice (also a variant option), a number, yes or no, a text."""

    class Kind(models.TextChoices):
        CHOICE = "choice", _("choice")
        NUMBER = "number", _("number")
        BOOLEAN = "boolean", _("yes or no")
        TEXT = "text", _("text")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CHOICE)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    is_filterable = models.BooleanField(_("filterable"), default=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("attribute")
        verbose_name_plural = _("attributes")


class AttributeValue(Named):
    """One of the values of a choice."""

    attribute = models.ForeignKey(
        Attribute, verbose_name=_("attribute"), on_delete=models.PROTECT, related_name="values"
    )
    code = models.SlugField(_("code"), max_length=80)
    swatch = models.CharField(_("swatch"), max_length=7, blank=True, help_text=_("Colour as #rrggbb"))
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("attribute value")
        verbose_name_plural = _("attribute values")
        constraints = [models.UniqueConstraint(fields=["attribute", "code"], name="attribute_value_unique")]


class TaxClass(models.TextChoices):
    """What kind of good it is to the VAT law; the rate at a day is found in `commerce.pricing.vat`."""

    STANDARD = "standard", _("standard")
    FOOD = "food", _("food")
    REDUCED = "reduced", _("reduced")
    LOW = "low", _("low (books, culture)")
    ZERO = "zero", _("zero")


class ContentUnit(models.TextChoices):
    """What the content of one piece is told in: mass, volume, length, area, number (prisinformationslagen 2004:347)."""

    GRAM = "g", "g"
    KILOGRAM = "kg", "kg"
    MILLILITRE = "ml", "ml"
    CENTILITRE = "cl", "cl"
    LITRE = "l", "l"
    CENTIMETRE = "cm", "cm"
    METRE = "m", "m"
    SQUARE_METRE = "m2", "m²"
    CUBIC_METRE = "m3", "m³"
    PIECE = "st", _("pcs")


class Product(Named):
    """What is sold, as an article. What editors tell about it is on its page (`cms.ProductLink`)."""

    code = models.SlugField(_("code"), max_length=255, unique=True, help_text=_("Stable key, e.g. the shop's handle"))
    brand = models.ForeignKey(
        Brand, verbose_name=_("brand"), null=True, blank=True, on_delete=models.PROTECT, related_name="products"
    )
    manufacturer = models.ForeignKey(
        Manufacturer,
        verbose_name=_("manufacturer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="products",
    )
    tax_class = models.CharField(_("tax class"), max_length=10, choices=TaxClass, default=TaxClass.STANDARD)
    is_perishable = models.BooleanField(
        _("perishable"),
        default=False,
        db_default=False,
        help_text=_(
            "Spoils or grows too old within days, such as flowers and fresh bread. A reduction then shows the price"
            " just before it, not the lowest of 30 days (the law on price information, section 7 a)"
        ),
    )
    withdrawal_exempt = models.CharField(
        _("exempt from withdrawal"),
        max_length=20,
        choices=Exempt,
        default="",
        db_default="",
        blank=True,
        help_text=_(
            "Only what the law names (the law on distance contracts, ch. 2 section 11). It is said on the product page,"
            " in the cart and at the checkout, and holds for what is sold from then on"
        ),
    )
    kind = models.CharField(_("kind of product"), max_length=120, blank=True)
    tags = ArrayField(models.CharField(max_length=80), verbose_name=_("tags"), default=list, blank=True)
    categories = models.ManyToManyField(
        Category, verbose_name=_("categories"), through="ProductCategory", related_name="products"
    )
    is_on_sale = models.BooleanField(
        _("on sale"), default=False, help_text=_("Opened when its page is published, closed when it is taken down")
    )
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        db_index=False,  # few have one: see the indexes
        related_name="replaces",
        help_text=_("Where its address leads once its page is taken down. Empty: to its category"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    facet_values = ArrayField(
        models.BigIntegerField(),
        verbose_name=_("facet values"),
        default=list,
        blank=True,
        editable=False,
        help_text=_(
            "Attribute values of the product and its variants, kept by a trigger so that filters are one look-up"
        ),
    )

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(replaced_by=None) | ~models.Q(replaced_by=models.F("id")),
                name="product_not_replaced_by_itself",
                violation_error_message=_("A product cannot be replaced by itself."),
            )
        ]
        indexes = [
            models.Index(
                fields=["replaced_by"], name="product_replaced_by", condition=models.Q(replaced_by__isnull=False)
            ),
            GinIndex(fields=["facet_values"], name="product_facets"),
            models.Index(Alphabetical("name_sv"), "id", name="product_alphabetical"),
            GinIndex(OpClass(Upper("name_sv"), name="gin_trgm_ops"), name="product_name_search"),
            GinIndex(OpClass(Upper("name_en"), name="gin_trgm_ops"), name="product_english_name_search"),
        ]

    @property
    def withdrawal_told(self):
        """What a shopper is to know of his right of withdrawal before he buys; empty when it is as usual."""
        return told(self.withdrawal_exempt)


class ProductCategory(models.Model):
    product = models.ForeignKey(Product, verbose_name=_("product"), on_delete=models.CASCADE)
    category = models.ForeignKey(Category, verbose_name=_("category"), on_delete=models.PROTECT)
    is_primary = models.BooleanField(_("primary"), default=False)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("product in category")
        verbose_name_plural = _("products in categories")
        constraints = [
            models.UniqueConstraint(fields=["product", "category"], name="product_once_in_category"),
            models.UniqueConstraint(
                fields=["product"], condition=models.Q(is_primary=True), name="product_one_primary_category"
            ),
        ]

    def __str__(self):
        return f"{self.product_id} in {self.category_id}"


class ProductAttribute(models.Model):
    """One property of one product: exactly the column that its attribute's kind asks for is filled."""

    product = models.ForeignKey(Product, verbose_name=_("product"), on_delete=models.CASCADE, related_name="attributes")
    attribute = models.ForeignKey(Attribute, verbose_name=_("attribute"), on_delete=models.PROTECT)
    value = models.ForeignKey(AttributeValue, verbose_name=_("value"), null=True, blank=True, on_delete=models.PROTECT)
    number = models.DecimalField(_("number"), max_digits=12, decimal_places=3, null=True, blank=True)
    boolean = models.BooleanField(_("yes or no"), null=True, blank=True)
    text = models.CharField(_("text"), max_length=255, null=True, blank=True)

    class Meta:
        verbose_name = _("product attribute")
        verbose_name_plural = _("product attributes")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "attribute", "value"], nulls_distinct=False, name="product_attribute_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, number=None, boolean=None, text=None)
                | models.Q(value=None, number__isnull=False, boolean=None, text=None)
                | models.Q(value=None, number=None, boolean__isnull=False, text=None)
                | models.Q(value=None, number=None, boolean=None, text__isnull=False),
                name="product_attribute_one_kind",
            ),
        ]

    def __str__(self):
        return f"{self.attribute_id}={self.value_id or self.number or self.boolean or self.text}"


class ProductOption(models.Model):
    """What a shopper chooses by, in order: colour, then size."""

    product = models.ForeignKey(Product, verbose_name=_("product"), on_delete=models.CASCADE, related_name="options")
    attribute = models.ForeignKey(Attribute, verbose_name=_("attribute"), on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [
            models.UniqueConstraint(fields=["product", "attribute"], name="product_option_unique"),
            models.UniqueConstraint(fields=["product", "position"], name="product_option_one_per_position"),
        ]

    def __str__(self):
        return f"{self.position}: {self.attribute_id}"


class Variant(models.Model):
    """What is put in the cart; its SKU is its article number and never changes hands."""

    product = models.ForeignKey(Product, verbose_name=_("product"), on_delete=models.PROTECT, related_name="variants")
    sku = models.CharField(_("SKU"), max_length=64, unique=True)
    gtin = models.CharField(_("GTIN"), max_length=14, unique=True, null=True, blank=True, validators=[validate_gtin])
    label_sv = models.CharField(_("label"), max_length=255, blank=True, help_text=_("Its options in words"))
    label_en = models.CharField(_("label in English"), max_length=255, blank=True)
    weight_g = models.PositiveIntegerField(_("weight (g)"), default=0)
    content_amount = models.DecimalField(
        _("content"),
        max_digits=12,
        decimal_places=3,
        null=True,
        blank=True,
        help_text=_(
            "How much one piece holds, without packaging, of goods sold by mass, volume, length, area or number. The"
            " unit price is reckoned from it (the law on price information)"
        ),
    )
    content_unit = models.CharField(
        _("unit of the content"), max_length=4, choices=ContentUnit, default="", db_default="", blank=True
    )
    cost = models.DecimalField(
        _("cost excluding VAT"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("What it costs us")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True)
    values = models.ManyToManyField(
        AttributeValue, verbose_name=_("options"), through="VariantValue", related_name="variants"
    )

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [
            models.CheckConstraint(condition=~models.Q(sku=""), name="variant_sku_not_empty"),
            models.CheckConstraint(condition=~models.Q(gtin=""), name="variant_gtin_not_empty"),
            models.CheckConstraint(
                condition=models.Q(content_amount=None, content_unit="")
                | models.Q(content_amount__isnull=False, content_amount__gt=0, content_unit__in=ContentUnit.values),
                name="variant_content_whole_or_none",
                violation_error_message=_(
                    "Tell the content and its unit, or neither; the content is more than nothing."
                ),
            ),
        ]
        indexes = [
            GinIndex(OpClass(Upper("sku"), name="gin_trgm_ops"), name="variant_sku_search"),
            GinIndex(OpClass(Upper("label_sv"), name="gin_trgm_ops"), name="variant_label_search"),
        ]

    def __str__(self):
        return self.sku

    def clean(self):
        self.sku = self.sku.strip()
        self.gtin = self.gtin or None

    @property
    def label(self):
        return self.label_in(get_language())

    def label_in(self, language):
        return self.label_en if language == "en" and self.label_en else self.label_sv

    @property
    def weight_kg(self):
        return Decimal(self.weight_g) / 1000


class VariantValue(models.Model):
    """A variant's value of one of its product's options."""

    variant = models.ForeignKey(Variant, verbose_name=_("variant"), on_delete=models.CASCADE)
    value = models.ForeignKey(AttributeValue, verbose_name=_("value"), on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("variant option")
        verbose_name_plural = _("variant options")
        constraints = [models.UniqueConstraint(fields=["variant", "value"], name="variant_value_unique")]

    def __str__(self):
        return f"{self.variant_id}: {self.value_id}"


tracked(Product, exclude=("created_at", "facet_values"))
tracked(ProductCategory, of="product")
tracked(ProductOption, of="product")
tracked(ProductAttribute, of="product")
tracked(Variant)
tracked(VariantValue, of="variant")
tracked(Category)
tracked(Attribute)
tracked(AttributeValue)
tracked(Brand)
tracked(Manufacturer)
