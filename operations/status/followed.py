"""Who has asked to be told by mail when the shop is closed on purpose, or does not work."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OutageFollower(models.Model):
    """A person with an account, and the language of the letters."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    locale = models.CharField(_("language"), max_length=5, default="sv")
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("follower of outages")
        verbose_name_plural = _("followers of outages")
        default_permissions = ()

    def __str__(self):
        return str(self.user)
