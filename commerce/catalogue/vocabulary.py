"""The words that products are told in: brands, manufacturers, categories, attributes and their values."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from commerce.catalogue.models import Attribute, AttributeValue, Brand, Category, Manufacturer
from commerce.catalogue.rows import AttributeRow, CategoryRow, ManufacturerRow, ProductRow, ValueRow


@dataclass(slots=True)
class Vocabulary:
    """Primary keys by the name or code that rows use."""

    brands: dict[str, int] = field(default_factory=dict)
    manufacturers: dict[str, int] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)
    attributes: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[tuple[str, str], int] = field(default_factory=dict)
    labels: dict[int, tuple[str, str]] = field(default_factory=dict)


def learn(rows: Sequence[ProductRow]) -> Vocabulary:
    """Find what the rows name and make what is missing. At most ten queries, however many rows."""
    words = Vocabulary()
    words.brands = _brands({row.brand for row in rows if row.brand})
    makers = {row.manufacturer.name: row.manufacturer for row in rows if row.manufacturer}
    words.manufacturers = _manufacturers(makers, also=words.brands.keys())
    words.categories = _categories({c.code: c for row in rows for category in row.categories for c in _line(category)})
    attributes = {a.code: a for row in rows for a in _attributes(row)}
    for pk, code, kind in _known_attributes(attributes):
        words.attributes[code], words.kinds[code] = pk, kind
    _learn_values(words, {value.key: value for row in rows for value in _values(row)})
    return words


def _brands(names: set[str]) -> dict[str, int]:
    found = dict(Brand.objects.filter(name__in=names).values_list("name", "pk"))
    made = Brand.objects.bulk_create(Brand(name=name) for name in sorted(names - found.keys()))
    return found | {brand.name: brand.pk for brand in made}


def _manufacturers(rows: dict[str, ManufacturerRow], *, also: Iterable[str]) -> dict[str, int]:
    """Those of the rows, made where missing, and those `also` named that there are."""
    found = dict(Manufacturer.objects.filter(name__in={*rows, *also}).values_list("name", "pk"))
    made = Manufacturer.objects.bulk_create(
        Manufacturer(**asdict(row)) for name, row in sorted(rows.items()) if name not in found
    )
    return found | {manufacturer.name: manufacturer.pk for manufacturer in made}


def _line(row: CategoryRow) -> Iterable[CategoryRow]:
    """A category's ancestors from the top, and itself."""
    if row.parent:
        yield from _line(row.parent)
    yield row


def _categories(rows: dict[str, CategoryRow]) -> dict[str, int]:
    found = dict(Category.objects.filter(code__in=rows).values_list("code", "pk"))
    missing = [row for row in rows.values() if row.code not in found]
    while missing:
        ready = [row for row in missing if not row.parent or row.parent.code in found]
        made = Category.objects.bulk_create(
            Category(
                code=row.code,
                name_sv=row.name,
                name_en=row.name_en,
                parent_id=found[row.parent.code] if row.parent else None,
                position=row.position,
            )
            for row in ready
        )
        found |= {category.code: category.pk for category in made}
        missing = [row for row in missing if row.code not in found]
    return found


def _attributes(row: ProductRow) -> Iterable[AttributeRow]:
    yield from row.options or ()
    for said in row.properties or ():
        yield said.attribute
    for variant in row.variants:
        for value in variant.values or ():
            yield value.attribute


def _values(row: ProductRow) -> Iterable[ValueRow]:
    for said in row.properties or ():
        if isinstance(said.value, ValueRow):
            yield said.value
    for variant in row.variants:
        yield from variant.values or ()


def _known_attributes(rows: dict[str, AttributeRow]) -> Iterable[tuple[int, str, str]]:
    found = list(Attribute.objects.filter(code__in=rows).values_list("pk", "code", "kind"))
    known = {code for _pk, code, _kind in found}
    made = Attribute.objects.bulk_create(
        Attribute(
            code=row.code,
            name_sv=row.name,
            name_en=row.name_en,
            kind=row.kind,
            unit=row.unit,
            is_filterable=row.is_filterable,
            position=row.position,
        )
        for code, row in rows.items()
        if code not in known
    )
    return [*found, *((attribute.pk, attribute.code, attribute.kind) for attribute in made)]


def _learn_values(words: Vocabulary, rows: dict[tuple[str, str], ValueRow]) -> None:
    attributes = {words.attributes[attribute]: attribute for attribute, _code in rows}
    known = AttributeValue.objects.filter(attribute__in=attributes, code__in={code for _attribute, code in rows})
    for value in known:
        _remember(words, attributes[value.attribute_id], value)
    made = AttributeValue.objects.bulk_create(
        AttributeValue(
            attribute_id=words.attributes[row.attribute.code],
            code=row.code,
            name_sv=row.name,
            name_en=row.name_en,
            swatch=row.swatch,
            position=row.position,
        )
        for key, row in rows.items()
        if key not in words.values
    )
    for value in made:
        _remember(words, attributes[value.attribute_id], value)


def _remember(words: Vocabulary, attribute: str, value: AttributeValue) -> None:
    words.values[attribute, value.code] = value.pk
    words.labels[value.pk] = (value.name_sv, value.name_en)
