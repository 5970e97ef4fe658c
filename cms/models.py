"""Django finds the models here; each lives in the module named for what it is."""

from cms.images import ShopImage, ShopRendition
from cms.links import CategoryLink, ProductLink
from cms.listed import ListedProduct
from cms.pages.campaign import CampaignPage
from cms.pages.category import CategoryPage, ShardPage
from cms.pages.content import StandardPage
from cms.pages.product import ProductPage
from cms.preview.links import PreviewLink

__all__ = [
    "CampaignPage",
    "CategoryLink",
    "CategoryPage",
    "ListedProduct",
    "PreviewLink",
    "ProductLink",
    "ProductPage",
    "ShardPage",
    "ShopImage",
    "ShopRendition",
    "StandardPage",
]
