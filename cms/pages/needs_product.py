"""A product page without a product is never shown to shoppers, whichever road it would take to become public."""

import logging

from django.utils.translation import gettext_lazy as _
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import PagePermissionTester

from cms.checks.form import CheckedPageForm
from cms.links import ProductLink

logger = logging.getLogger(__name__)

NO_PRODUCT = _("The page has no product yet. Link one to it before it is published or sent for review.")


class ProductMissing(PublishPagePermissionError):
    """The page tells about no product. Wagtail's admin answers it as an action that is not permitted."""


class ProductPageForm(CheckedPageForm):
    def clean(self):
        cleaned = super().clean()
        if self.becomes_public() and not self.instance.has_product():
            self.add_error(None, NO_PRODUCT)
        return cleaned


class ProductPagePermissions(PagePermissionTester):
    """Nobody may publish what has no product: the button, the schedule and the bulk action are not offered."""

    def can_publish(self):
        return super().can_publish() and self.page.has_product()


class NeedsProduct:
    """What a page type has that needs a product. Stands before the page class."""

    base_form_class = ProductPageForm

    def has_product(self):
        return ProductLink.objects.filter(translation_key=self.translation_key).exists()

    def permissions_for_user(self, user):
        return ProductPagePermissions(user, self)

    def publish(self, revision, *args, log_action=True, **kwargs):
        """As Wagtail's, but refuses without a product.

        A schedule whose time has come is taken down instead of refused: an error here would hold up every other page.
        """
        if self.has_product():
            return super().publish(revision, *args, log_action=log_action, **kwargs)
        if log_action == "wagtail.publish.scheduled":
            self.revisions.update(approved_go_live_at=None)
            logger.warning("Page %s was due to go live but has no product; its schedule is taken down", self.pk)
            return None
        raise ProductMissing(str(NO_PRODUCT))

    def save(self, *args, **kwargs):
        """A copy or an alias has a key of its own and so no product: it is kept as a draft."""
        fields = kwargs.get("update_fields")
        if self.live and (fields is None or "live" in fields) and not self.has_product():
            self.live = False
            self.has_unpublished_changes = True
        return super().save(*args, **kwargs)
