"""What one looks at the shop as: whom, when, in which language, with whose drafts. One value, and nobody's rights."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.releases.models import Release
from commerce.customers.models import Level
from commerce.customers.organisations import Organisation
from commerce.customers.shopper import Shopper
from commerce.pricing.lookup import DRAFT_PRICES
from commerce.pricing.models import PriceChangeSet

COOKIE = "preview"  # of a visitor who looks through a link
PAGES, CAMPAIGNS = "pages", "campaigns"  # in `Shopper.drafts`: whose drafts are looked at


@dataclass(frozen=True, slots=True)
class Pinned:
    """Versions that are looked at, whatever is live or drafted: `((page id, revision id), ...)`, and of other things
    with drafts `((model's label, key, revision id), ...)`.
    """

    pages: tuple[tuple[int, int], ...]
    others: tuple[tuple[str, int, int], ...] = ()


def pinned(drafts):
    """`{page id: revision id}` of the versions among `Shopper.drafts`."""
    return {page: version for one in drafts if isinstance(one, Pinned) for page, version in one.pages}


def pinned_others(drafts):
    """`{model's label: {key: revision id}}` of the versions of what is no page."""
    found: dict = {}
    for one in drafts:
        for label, key, version in one.others if isinstance(one, Pinned) else ():
            found.setdefault(label, {})[key] = version
    return found


class LookGone(Exception):
    """Whom the look was as is no longer a customer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`at` None is the present, whenever that is, and so is a day that has come; the buyer type follows from whom.

    With a `release` and no `at` it is the instant when the release goes live.
    """

    level: str = Level.KONSUMENT
    organisation: int | None = None
    at: datetime | None = None
    locale: str = settings.LANGUAGE_CODE
    pages: bool = False
    campaigns: bool = False
    prices: tuple[int, ...] = ()
    release: int | None = None

    @property
    def sees_drafts(self):
        return self.pages or self.campaigns or bool(self.prices) or self.release is not None

    @property
    def markers(self):
        """Whose drafts are looked at, as `Shopper.drafts` says it of pages and price change sets."""
        kinds = [name for name, wanted in ((PAGES, self.pages), (CAMPAIGNS, self.campaigns)) if wanted]
        return frozenset([*kinds, *(f"{DRAFT_PRICES}{pk}" for pk in self.prices)])

    def instant(self, now):
        return max(self.at or now, now)

    def shopper(self, *, now, locale):
        """Who this is. Raises LookGone when the organisation is not a customer any more. One query, or none."""
        common = {
            "currency": settings.SHOP_CURRENCY,
            "locale": locale,
            "at": self.instant(now),
            "drafts": self.markers,
        }
        if self.organisation is None:
            return Shopper(level=self.level, **common)
        found = Organisation.objects.filter(pk=self.organisation, is_active=True).first()
        if found is None:
            raise LookGone
        return Shopper(level=found.level_id, buyer_type="business", organisation=found.pk, **common)

    def at_level(self, level):
        return replace(self, level=level, organisation=None)

    def as_now(self):
        """The same person now, without drafts."""
        return replace(self, at=None, pages=False, campaigns=False, prices=())

    def to_json(self):
        return asdict(self) | {"at": self.at.isoformat() if self.at else None, "prices": list(self.prices)}

    @classmethod
    def from_json(cls, stored):
        at = stored.get("at")
        return cls(**stored | {"at": parse_datetime(at) if at else None, "prices": tuple(stored.get("prices", ()))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A look as people read it."""

    who: str
    when: str
    language: str
    drafts: str

    def __str__(self):
        return " · ".join(filter(None, [self.who, self.when, self.language, self.drafts]))


def words(looks):
    """The words of many looks, in their order. Four queries for any number."""
    looks = list(looks)
    levels = dict(Level.objects.values_list("code", "name"))
    firms = _names(Organisation, {look.organisation for look in looks if look.organisation})
    sets = _names(PriceChangeSet, {pk for look in looks for pk in look.prices})
    releases = _names(Release, {look.release for look in looks if look.release})
    return [_words(look, levels, firms, sets, releases) for look in looks]


def _names(model, keys):
    return dict(model.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def _words(look, levels, firms, sets, releases):
    who = levels.get(look.level, look.level)
    if look.organisation:
        who = firms.get(look.organisation, _("an organisation that is gone"))
    drafts = [name for name, wanted in ((_("pages"), look.pages), (_("campaigns"), look.campaigns)) if wanted]
    drafts += [_("prices “%(set)s”") % {"set": sets.get(pk, pk)} for pk in look.prices]
    if look.release:
        drafts.insert(0, _("release “%(name)s”") % {"name": releases.get(look.release, look.release)})
    now = _("when the release goes live") if look.release else _("now")
    return Words(
        who=who,
        when=now if look.at is None else moment(look.at),
        language=str(dict(settings.LANGUAGES).get(look.locale, look.locale)),
        drafts=_("drafts: %(kinds)s") % {"kinds": ", ".join(drafts)} if drafts else "",
    )


def moment(at):
    local = timezone.localtime(at)
    return _("%(day)s at %(hour)s") % {"day": date_format(local, "j F Y"), "hour": date_format(local, "H:i")}
