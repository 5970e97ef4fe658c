"""Pictures for tests: small, real files."""

import wagtail_factories

from cms.images import ShopImage


class PictureFactory(wagtail_factories.ImageFactory):
    class Meta:
        model = ShopImage
