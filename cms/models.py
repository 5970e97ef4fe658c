"""Django finds the models here; each lives in the module named for what it is."""

from cms.batches.models import PictureBatch, PictureBatchFile
from cms.checks.models import OutsideLink, PublishedAnyway, RuleChoice
from cms.consent.models import Consent
from cms.form_pages.models import FormField, FormSent
from cms.images import ShopImage, ShopRendition
from cms.links import CategoryLink, ProductLink
from cms.listed import ListedProduct
from cms.menus.menu import Menu
from cms.pages.campaign import CampaignPage
from cms.pages.category import CategoryPage, ShardPage
from cms.pages.content import StandardPage
from cms.pages.form import FormPage
from cms.pages.product import ProductPage
from cms.preview.comments import PreviewComment
from cms.preview.links import PreviewLink
from cms.promote.models import PromotedContent, Promotion, PromotionItem, PromotionKey
from cms.releases.models import Release, ReleaseItem
from cms.site.settings import SiteSettings

__all__ = [
    "CampaignPage",
    "CategoryLink",
    "CategoryPage",
    "Consent",
    "FormField",
    "FormPage",
    "FormSent",
    "ListedProduct",
    "Menu",
    "OutsideLink",
    "PictureBatch",
    "PictureBatchFile",
    "PreviewComment",
    "PreviewLink",
    "ProductLink",
    "ProductPage",
    "PromotedContent",
    "Promotion",
    "PromotionItem",
    "PromotionKey",
    "PublishedAnyway",
    "Release",
    "ReleaseItem",
    "RuleChoice",
    "ShardPage",
    "ShopImage",
    "ShopRendition",
    "SiteSettings",
    "StandardPage",
]
