"""What a thing is called in every environment. Primary keys differ between them; these keys do not.

start:sv                      the start page in Swedish
product:sv:mugg-lera          the page of the product with that code; its page keys differ, since imports make them
category:sv:muggar            the page of the category with that code
page:sv:<translation key>     any other page
image:<hash> document:<hash>  a file is the same where its bytes are
setting:<model>               settings of the site
row:<model>:<natural key>     snippets and rows of commerce, by what is unique of them
row:<model>:sv                what there is one of in each language
"""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import models
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site, TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from cms.links import CategoryLink, ProductLink
from cms.pages.campaign import CampaignPage
from cms.pages.category import CategoryPage, ShardPage
from cms.pages.product import ProductPage
from cms.promote.models import Kind
from commerce.catalogue.models import Category, Product
from commerce.customers.models import Level
from commerce.customers.organisations import Organisation

# The rows of others that content may name, by what is stable of them. A sole trader's number is personal data.
NATURAL = {Product: "code", Category: "code", Level: "code", Organisation: "number", Group: "name"}
ONE_A_LANGUAGE = "locale"  # what a model is `known_by`, of which there is one row in each language
OWN_FLOORS = ("cms", "home", "search", "wagtail")
Key = str


def kind_of(model) -> Kind | None:
    """What kind of content a model is, or None for what is not moved."""
    if issubclass(model, Page):
        if issubclass(model, ProductPage | CategoryPage):
            return Kind.PRODUCTS
        if issubclass(model, ShardPage) or model is Page:
            return None
        return Kind.CAMPAIGNS if issubclass(model, CampaignPage) else Kind.PAGES
    if model is get_image_model():
        return Kind.IMAGES
    if model is get_document_model():
        return Kind.DOCUMENTS
    if model in setting_models():
        return Kind.SETTINGS
    return Kind.SNIPPETS if model in snippet_models() else None


def snippet_models() -> list[type[models.Model]]:
    """The snippets of pages, those that have something stable to be known by; what commerce owns is never moved."""
    return [
        model
        for model in get_snippet_models()
        if model.__module__.partition(".")[0] in OWN_FLOORS and natural_field(model) and not is_setting(model)
    ]


def setting_models() -> list[type[models.Model]]:
    """Settings of the site: those of Wagtail's kind, and those that have drafts, which are snippets to it."""
    found = [*settings_registry, *filter(is_setting, get_snippet_models())]
    return [model for model in found if model.__module__.partition(".")[0] in OWN_FLOORS]


def is_setting(model) -> bool:
    return getattr(model, "is_setting", False)


def natural_field(model) -> str | None:
    """The field that a row is known by, the same in every environment: the model's own `known_by`, where it has one."""
    if model in NATURAL:
        return NATURAL[model]
    if known_by := getattr(model, "known_by", None):
        return known_by
    if issubclass(model, TranslatableMixin):
        return "translation_key"
    unique = (field for field in model._meta.concrete_fields if field.unique and not field.primary_key)
    return next((field.name for field in unique if not field.is_relation), None)


def is_known(model) -> bool:
    """Whether a reference to such a row can be written in a package."""
    return issubclass(model, Page) or kind_of(model) is not None or model in NATURAL


def keys_of(model, pks: Iterable) -> dict:
    """`{primary key: key}`. What has none is left out. At most four queries."""
    pks = {pk for pk in pks if pk is not None}
    if not pks:
        return {}
    if issubclass(model, Page):
        return _keys_of_pages(pks)
    if model is get_image_model() or model is get_document_model():
        kind = "image" if model is get_image_model() else "document"
        return {one.pk: f"{kind}:{one.get_file_hash()}" for one in model.objects.filter(pk__in=pks)}
    label = model._meta.label_lower
    if issubclass(model, BaseSiteSetting | BaseGenericSetting):
        return dict.fromkeys(pks, f"setting:{label}")
    field = natural_field(model)
    if field is None:
        return {}
    rows = model._default_manager.filter(pk__in=pks)
    if model is Organisation:
        rows = rows.filter(is_sole_trader=False)
    if field == ONE_A_LANGUAGE:
        return {pk: f"row:{label}:{language}" for pk, language in rows.values_list("pk", "locale__language_code")}
    if issubclass(model, TranslatableMixin):
        found = rows.values_list("pk", "locale__language_code", field)
        return {pk: f"row:{label}:{language}:{key}" for pk, language, key in found}
    return {pk: f"row:{label}:{value}" for pk, value in rows.values_list("pk", field) if value}


def find(keys: Iterable[Key]) -> dict[Key, int]:
    """`{key: primary key here}`, without what is not here. A few queries for each kind of key."""
    by_kind: dict[str, list[Key]] = defaultdict(list)
    for key in set(keys):
        by_kind[key.partition(":")[0]].append(key)
    found: dict[Key, int] = {}
    for kind, model in (("image", get_image_model()), ("document", get_document_model())):
        marks = {key.partition(":")[2]: key for key in by_kind[kind]}
        rows = model.objects.filter(file_hash__in=marks).order_by("-pk").values_list("file_hash", "pk")
        found |= {marks[mark]: pk for mark, pk in rows} if marks else {}
    found |= _find_pages(by_kind)
    for key in by_kind["setting"]:
        if (model := model_named(key.partition(":")[2])) and (pk := _setting_pk(model)):
            found[key] = pk
    return found | _find_rows(by_kind["row"])


def model_named(label: str):
    """The model, or None where there is none of that name here."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def setting_row(model):
    """The settings of the site, as a row that may not be saved yet."""
    if issubclass(model, BaseSiteSetting):
        site = Site.objects.get(is_default_site=True)
        return model.base_queryset().filter(site=site).first() or model(site=site)
    return model.base_queryset().first() or model()


def give_name(row, key: Key) -> None:
    """Let a new row be known by the key, and be in its language."""
    value, field = key.split(":", 2)[2], natural_field(type(row))
    if field == ONE_A_LANGUAGE:
        row.locale = Locale.objects.get(language_code=value)
        return
    if isinstance(row, TranslatableMixin):
        language, value = value.split(":", 1)
        row.locale = Locale.objects.get(language_code=language)
    setattr(row, field, value)


# --- the steps ---


def _keys_of_pages(pks) -> dict:
    rows = list(
        Page.objects.filter(pk__in=pks, depth__gt=1).values_list("pk", "translation_key", "locale__language_code")
    )
    wanted = {key for _pk, key, _language in rows}
    owners = {key: f"product:%s:{code}" for key, code in _codes(ProductLink, "product", wanted)}
    owners |= {key: f"category:%s:{code}" for key, code in _codes(CategoryLink, "category", wanted)}
    owners |= dict.fromkeys(_start_keys(), "start:%s")
    return {pk: owners.get(key, f"page:%s:{key}") % language for pk, key, language in rows}


def _codes(link, owner, keys):
    return link.objects.filter(translation_key__in=keys).values_list("translation_key", f"{owner}__code")


def _start_keys():
    return Site.objects.filter(is_default_site=True).values_list("root_page__translation_key", flat=True)


def _find_pages(by_kind) -> dict[Key, int]:
    places: dict[tuple[str, str], Key] = {}  # (translation key, language) by what it is called everywhere
    for link, owner in ((ProductLink, "product"), (CategoryLink, "category")):
        named = [key.split(":", 2) for key in by_kind[owner]]
        rows = link.objects.filter(**{f"{owner}__code__in": {code for _kind, _language, code in named}})
        by_code = dict(rows.values_list(f"{owner}__code", "translation_key")) if named else {}
        places |= {
            (str(by_code[code]), language): f"{owner}:{language}:{code}"
            for _kind, language, code in named
            if code in by_code
        }
    start = str(next(iter(_start_keys()), "")) if by_kind["start"] else ""
    places |= {(start, key.partition(":")[2]): key for key in by_kind["start"]}
    for key in by_kind["page"]:
        _kind, language, translation_key = key.split(":", 2)
        places[translation_key, language] = key
    if not places:
        return {}
    rows = Page.objects.filter(translation_key__in={key for key, _language in places if key})
    found = rows.values_list("translation_key", "locale__language_code", "pk")
    return {places[str(key), language]: pk for key, language, pk in found if (str(key), language) in places}


def _find_rows(keys) -> dict[Key, int]:
    by_model: dict[type[models.Model], dict] = defaultdict(dict)
    for key in keys:
        _kind, label, value = key.split(":", 2)
        if (model := model_named(label)) and natural_field(model):
            by_model[model][value] = key
    found = {}
    for model, values in by_model.items():
        field = natural_field(model)
        if field == ONE_A_LANGUAGE:
            rows = model._default_manager.filter(locale__language_code__in=list(values))
            found |= {values[language]: pk for language, pk in rows.values_list("locale__language_code", "pk")}
        elif issubclass(model, TranslatableMixin):
            wanted = {value.partition(":")[2] for value in values}
            rows = model._default_manager.filter(**{f"{field}__in": wanted})
            for pk, language, value in rows.values_list("pk", "locale__language_code", field):
                if (value := f"{language}:{value}") in values:
                    found[values[value]] = pk
        else:
            rows = model._default_manager.filter(**{f"{field}__in": list(values)}).values_list(field, "pk")
            found |= {values[str(value)]: pk for value, pk in rows}
    return found


def _setting_pk(model):
    return setting_row(model).pk if model in settings_registry else None
