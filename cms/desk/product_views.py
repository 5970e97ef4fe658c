"""From a product to its page and from a page to a product: the steps in between that need a choice."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import log

from cms.desk.product_desk import NotSortedIn, desks, make_page, place_for
from cms.links import ProductLink
from cms.pages.product import ProductPage
from commerce.catalogue.models import Product
from commerce.register.ordering import Alphabetical
from commerce.register.search import ColumnSearch

MOST_HITS = 20
SEARCHED = ("name_sv", "name_en", "code", "variants__sku")


def page_of_product(request, product_id):
    """To the product's page; where it has none, the question whether to make one."""
    if desk := desks([product_id]).get(product_id):
        return redirect(desk.url)
    product = get_object_or_404(Product, pk=product_id)
    place = place_for(product)
    may_add = (
        request.user.has_perm("cms.add_productlink") and place.permissions_for_user(request.user).can_add_subpage()
    )
    if not may_add:
        raise PermissionDenied
    back = reverse("catalogue_product_modeladmin_edit", args=[product.pk])
    if request.method == "POST":
        try:
            desk = make_page(product, now=timezone.now())
        except NotSortedIn:
            messages.error(request, _("Sort the product into a primary category first: its page stands there."))
            return redirect(back)
        messages.success(request, _("The page is made as a draft. Write it and publish it when it is ready."))
        return redirect(desk.url)
    context = {
        "product": product,
        "place": place,
        "back": back,
        "header_title": _("Make a page"),
        "header_icon": "doc-empty",
        "breadcrumbs_items": [
            {"url": reverse("catalogue_product_modeladmin_index"), "label": _("Products")},
            {"url": back, "label": product.name_sv},
            {"url": "", "label": _("Make a page")},
        ],
    }
    return render(request, "cms/admin/make_page.html", context)


def product_of_page(request, page_id):
    """Choose a product for a page that has none, among the products that have no page."""
    page = get_object_or_404(ProductPage, pk=page_id)
    allowed = request.user.has_perm("cms.add_productlink") and page.permissions_for_user(request.user).can_edit()
    if not allowed:
        raise PermissionDenied
    edit = redirect("wagtailadmin_pages:edit", page.pk)
    if page.has_product():
        messages.info(request, _("The page has a product already."))
        return edit
    if request.method == "POST":
        product = get_object_or_404(_without_page(), pk=_key(request.POST.get("product", "")))
        if _link(product, page, user=request.user):
            messages.success(request, _("The page now tells about %(product)s.") % {"product": product.name_sv})
        else:
            messages.error(request, _("The product was given to another page just now."))
        return edit
    words = request.GET.get("q", "")
    found = ColumnSearch(SEARCHED).search_queryset(_without_page(), words).select_related("brand")
    context = {
        "page": page,
        "q": words,
        "products": found.order_by(Alphabetical("name_sv"), "pk")[:MOST_HITS],
        "header_title": _("Link a product"),
        "header_icon": "link",
        "breadcrumbs_items": [
            {"url": edit.url, "label": page.get_admin_display_title()},
            {"url": "", "label": _("Link a product")},
        ],
    }
    return render(request, "cms/admin/link_product.html", context)


def _without_page():
    return Product.objects.exclude(pk__in=ProductLink.objects.values("product"))


def _link(product, page, *, user):
    """Whether the page got the product: somebody else may have been first with either of them."""
    try:
        with transaction.atomic():
            link = ProductLink.objects.create(product=product, translation_key=page.translation_key)
            log(instance=page, action="wagtail.edit", user=user, data={"product": product.code}, content_changed=True)
            return link
    except IntegrityError:
        return None


def _key(text):
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
