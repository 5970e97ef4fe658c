from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

import commerce.bulk  # noqa: F401  registers the lookup `among`


class CatalogueConfig(AppConfig):
    name = "commerce.catalogue"
    label = "catalogue"
    verbose_name = _("Catalogue")
