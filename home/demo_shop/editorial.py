"""The demo shop's editorial pages: made once, in both languages, and left to editors after."""

import json
import uuid
from datetime import timedelta
from decimal import Decimal

from wagtail.models import Locale, Page, Site

from cms.links import CategoryLink, ProductLink
from cms.pages.campaign import CampaignPage
from cms.pages.campaign_offers import CampaignOffer
from cms.pages.content import StandardPage
from cms.site.settings import SiteSettings
from commerce.catalogue.models import Category
from home.demo_shop.goods import LANGUAGES, rich, story_value
from home.models import HomePage

MADE_BY_THEMSELVES = ("cookies", "guarantee")  # blocks that the shop fills


class Editorial:
    """Makes pages, remembering those that texts point at."""

    def __init__(self, pictures, *, now):
        self.pictures, self.now = pictures, now
        self.categories = dict(Category.objects.values_list("code", "pk"))
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        root = Site.objects.get(is_default_site=True).root_page
        start_pages = HomePage.objects.filter(translation_key=root.translation_key)
        self.start_pages = {page.locale.language_code: page for page in start_pages.select_related("locale")}
        self.made = 0
        self.pages = {}
        self._remember("product", ProductLink.objects.values_list("product__code", "translation_key"))
        self._remember("category", CategoryLink.objects.values_list("category__code", "translation_key"))

    def make(self, data):
        """The information pages and articles, the campaigns that point at goods, the start page that points at all."""
        for page in [*data["information"], *data["articles"]]:
            self._make_page(page, StandardPage, in_menus=page in data["information"])
        for page in data["campaigns"]:
            self._make_page(page, CampaignPage, in_menus=False)
        for language, page in self.start_pages.items():
            self._fill_start_page(page, data, language)
        return self.made

    def make_settings(self, data):
        """What the shop says of itself around every page, where nobody has said it yet."""
        for language, locale in self.locales.items():
            SiteSettings.objects.get_or_create(
                locale=locale,
                defaults={
                    "translation_key": uuid.uuid5(uuid.NAMESPACE_URL, "site-settings"),
                    "email": data["email"],
                    "phone": data["phone"],
                    "opening_hours": data["opening_hours"][language],
                    "tagline": data["tagline"][language],
                    "announcement": data["announcement"][language],
                    "announcement_page_id": self.pages.get(("page", data["announcement_page"], language)),
                    "social_links": [("link", link) for link in data["social_links"]],
                    "shared_picture_id": self.pictures.get(data["shared_picture"]),
                },
            )

    def _remember(self, kind, links):
        codes = {key: code for code, key in links}
        for pk, key, locale in Page.objects.filter(translation_key__among=codes).values_list(
            "pk", "translation_key", "locale__language_code"
        ):
            self.pages[kind, codes[key], locale] = pk

    def _make_page(self, data, model, *, in_menus):
        key = uuid.uuid4()
        for language in LANGUAGES:
            parent = self.start_pages[language]
            page = model.objects.child_of(parent).filter(slug=data["slug"][language]).first()
            if page is None:
                page = self._new_page(data, model, language, key)
                page.show_in_menus = in_menus
                page.live = model is not CampaignPage
                parent.add_child(instance=page)
                if not page.live:
                    page.save_revision().publish()
                self.made += 1
            key = page.translation_key
            self.pages["page", data["code"], language] = page.pk

    def _new_page(self, data, model, language, key):
        page = model(
            title=data["title"][language],
            slug=data["slug"][language],
            intro=data["intro"][language],
            picture_id=self.pictures.get(data["picture"]),
            social_image_id=self.pictures.get(data["picture"]),
            seo_title=data["seo"]["title"][language],
            search_description=data["seo"]["description"][language],
            body=self._stream(data["body"][language], language),
            locale=self.locales[language],
            translation_key=key,
        )
        if model is StandardPage:
            page.legal = data.get("legal", "")
        if model is CampaignPage:
            page.action_label = data["action"]["label"][language]
            page.action_page_id = self._target(data["action"]["target"], language)
            page.expire_at = self.now + timedelta(days=data["days"])
            if language == "sv":
                page.offers = [self._offer(offer) for offer in data["offers"]]
        return page

    def _offer(self, data):
        return CampaignOffer(
            name=data["name"]["sv"],
            name_en=data["name"]["en"],
            kind=data["kind"],
            value=Decimal(data["value"]),
            audience="everyone",
            scope="categories",
            categories=[self.categories[data["category"]]],
            code=data.get("code", ""),
        )

    def _target(self, target, language):
        [(kind, code)] = target.items()
        return self.pages.get((kind, code, language))

    def _stream(self, blocks, language):
        return _stream(filter(None, (self._block(block, language) for block in blocks)))

    def _block(self, block, language):
        if block["type"] == "products":
            return self._shelf(block["title"], block["codes"], language)
        if block["type"] == "picture":
            return self._picture(block)
        return block["type"], {} if block["type"] in MADE_BY_THEMSELVES else story_value(block)

    def _shelf(self, title, codes, language):
        pages = [self.pages["product", code, language] for code in codes if ("product", code, language) in self.pages]
        return ("product_shelf", {"title": title, "pages": pages}) if pages else None

    def _picture(self, said):
        image = self.pictures.get(said["file"])
        value = {"image": image, "alt": said["alt"], "caption": said.get("caption", "")}
        return ("picture", value) if image else None

    def _fill_start_page(self, page, data, language):
        """Only a start page that nobody has composed yet."""
        home, campaigns = data["home"], data["campaigns"]
        if page.hero_title or len(page.body):
            return
        hero = home["hero"]
        page.seo_title = home["seo"]["title"][language]
        page.search_description = home["seo"]["description"][language]
        page.hero_title = hero["title"][language]
        page.hero_text = hero["text"][language]
        page.hero_image_id = self.pictures.get(hero["picture"])
        page.social_image_id = page.hero_image_id
        page.hero_label = hero["action"]["label"][language]
        page.hero_page_id = self._target(hero["action"]["target"], language)
        shelves = [self._shelf(shelf["title"][language], shelf["products"], language) for shelf in home["shelves"]]
        promises = ("promises", [_promise(promise, language) for promise in home["promises"]])
        calls = [self._call(campaign, language) for campaign in campaigns[1:]]
        parts = [*shelves[:1], promises, *shelves[1:2], self._story(home["story"], language), *shelves[2:], *calls]
        page.body = _stream(filter(None, parts))
        page.save()
        self.made += 1

    def _story(self, story, language):
        picture = self._picture({"file": story["picture"], "alt": story["alt"][language]})
        value = {
            "title": story["title"][language],
            "text": "".join(rich(block["text"]) for block in story["body"][language]),
            "picture": picture[1] if picture else None,
            "page": self._target(story["action"]["target"], language),
            "label": story["action"]["label"][language],
        }
        return ("story", value) if picture else None

    def _call(self, campaign, language):
        value = {
            "text": campaign["intro"][language],
            "page": self.pages["page", campaign["code"], language],
            "label": campaign["title"][language],
        }
        return "call_to_action", value


def _promise(promise, language):
    return {"title": promise["title"][language], "text": promise["text"][language]}


def _stream(parts):
    """Raw blocks with keys of their own, and so the parts of their lists."""
    return json.dumps([{"type": kind, "value": _with_keys(value), "id": str(uuid.uuid4())} for kind, value in parts])


def _with_keys(value):
    if isinstance(value, list):
        return [{"type": "item", "value": part, "id": str(uuid.uuid4())} for part in value]
    if isinstance(value, dict):
        return {name: _with_keys(part) for name, part in value.items()}
    return value
