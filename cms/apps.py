from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Cms")

    def ready(self):
        from cms.desk import (
            begins,
            publication,  # noqa: F401 - receivers are connected when all models are there
        )
        from cms.releases import approval  # noqa: F401 - its receiver
        from cms.translation import drafts

        drafts.keep_what_is_live()
        begins.tell_instead_of_script()
