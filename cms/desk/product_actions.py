"""Publishing and taking down the pages of many products at once; the sale opens and closes with them.

Each product is a transaction of its own, with all its languages.
"""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Locale, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.checks.door import ChecksRefused
from cms.links import ProductLink
from commerce.register.actions import Action, Refused

MOST = 200


def load_pages(products, asked):
    """Gives each product its `pages` in every language, and whether the user `may_publish` them. Three queries."""
    owners = dict(ProductLink.objects.filter(product__in=products).values_list("translation_key", "product"))
    allowed = PagePermissionPolicy().instances_user_has_permission_for(asked.user, "publish")
    may = set(allowed.filter(translation_key__in=owners).values_list("pk", flat=True))
    pages = defaultdict(list)
    for page in Page.objects.filter(translation_key__in=owners, alias_of=None).order_by("locale_id"):
        pages[owners[page.translation_key]].append(page)
    for product in products:
        product.pages = pages[product.pk]
        product.may_publish = all(page.pk in may for page in product.pages)


def _to_publish(product):
    """The page in the main language, and the others that have been public before: what was never public stays so."""
    main = Locale.get_default().pk
    return [page for page in product.pages if not page.live and (page.locale_id == main or page.last_published_at)]


def _to_take_down(product):
    return [page for page in product.pages if page.live]


def _refuser(pages, reason):
    def refuse(product, asked):
        if not product.pages:
            return _("has no page")
        if not product.may_publish:
            return _("you may not publish its page")
        if not pages(product):
            return reason
        if any(page.locked for page in pages(product)):
            return _("its page is locked")
        return None

    return refuse


def _publish(product, asked):
    with transaction.atomic():
        for page in _to_publish(product):
            _publish_one(page.specific, asked)


def _publish_one(page, asked):
    revision = page.get_latest_revision() or page.save_revision(user=asked.user)
    draft = revision.as_object()
    if draft.go_live_at and draft.go_live_at > asked.now:
        raise Refused(_("its page has a date when it goes live"))
    try:
        draft.full_clean()
    except ValidationError as error:
        raise Refused(_("its page is not complete")) from error
    try:
        revision.publish(user=asked.user)
    except ChecksRefused as error:
        raise Refused(str(error)) from error


def _take_down(product, asked):
    with transaction.atomic():
        for page in _to_take_down(product):
            page.specific.unpublish(user=asked.user)


PUBLISH = Action(
    name="publish",
    label=gettext_lazy("Publish the page"),
    permission="cms.change_productlink",
    question=lambda count: (
        ngettext("Publish the page of %(count)s product?", "Publish the pages of %(count)s products?", count)
        % {"count": count}
    ),
    told=lambda count: (
        ngettext("The page of %(count)s product is published.", "The pages of %(count)s products are published.", count)
        % {"count": count}
    ),
    explanation=gettext_lazy("Their latest drafts become public, and the products can be bought."),
    load=load_pages,
    refuse=_refuser(_to_publish, gettext_lazy("is published already")),
    do=_publish,
    is_each=True,
    is_logged=False,  # Wagtail writes the page's own history
    most=MOST,
)
TAKE_DOWN = Action(
    name="take-down",
    label=gettext_lazy("Take down the page"),
    permission="cms.change_productlink",
    question=lambda count: (
        ngettext("Take down the page of %(count)s product?", "Take down the pages of %(count)s products?", count)
        % {"count": count}
    ),
    told=lambda count: (
        ngettext(
            "The page of %(count)s product is taken down.", "The pages of %(count)s products are taken down.", count
        )
        % {"count": count}
    ),
    explanation=gettext_lazy("In every language. The products can no longer be bought; the text is kept as a draft."),
    load=load_pages,
    refuse=_refuser(_to_take_down, gettext_lazy("is not published")),
    do=_take_down,
    is_each=True,
    is_logged=False,
    is_serious=True,
    most=MOST,
)
