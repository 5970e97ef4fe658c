"""What a shopper may say yes to, and the cookies that the shop sets without asking because it does not work without."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms import videos
from cms.preview.look import COOKIE as PREVIEW
from commerce.cart import cookie as cart

CONSENT = "samtycke"


@dataclass(frozen=True, slots=True)
class Cookie:
    name: str
    what: Any
    lasts: Any


def necessary() -> list[Cookie]:
    """The shop's own: each is set when it is needed, for what the visitor has asked for (LEK 9 kap. 28 §)."""
    return [
        Cookie(cart.NAME, _("Which cart is yours."), _("60 days")),
        Cookie(settings.SESSION_COOKIE_NAME, _("That you are logged in."), _("two weeks, or until you log out")),
        Cookie(settings.CSRF_COOKIE_NAME, _("That a form was sent by you and no one else."), _("one year")),
        Cookie("messages", _("A message to show you on the next page."), _("until it has been shown")),
        Cookie(settings.LANGUAGE_COOKIE_NAME, _("Which language you have chosen."), _("until the browser is closed")),
        Cookie(CONSENT, _("What you have said yes or no to."), _("one year")),
        Cookie(PREVIEW, _("For those who work here: what is previewed."), _("until it has been looked at")),
    ]


@dataclass(frozen=True, slots=True)
class Purpose:
    """Something that is not necessary: what is asked, who else sets cookies, and what for."""

    code: str
    title: Any
    asked: Any
    provider: str


PURPOSES = {
    f"video:{provider}": Purpose(
        code=f"video:{provider}",
        title=_("Videos from %(provider)s") % {"provider": name},
        asked=_(
            "The video is kept by %(provider)s. If you play it here, %(provider)s is told your IP address and what"
            " page you are on, and may set cookies. May we fetch it?"
        )
        % {"provider": name},
        provider=name,
    )
    for provider, name in videos.NAMES.items()
}
