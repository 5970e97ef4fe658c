"""From campaign pages to offers in force: what is live until the approved version takes over, then that one.

Everything that can change when a campaign is live ends in `bring_in_force`, which reads the page as it stands, looks at
the law, and hands half-open intervals to `commerce.pricing.offers`. No clock has to wake for them to hold.
"""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import Locale

from cms.moments import this_instant
from commerce.pricing.announced import ENOUGH, Unlawful, unlawful
from commerce.pricing.offers import Kind, Phase, as_draft, code_clashes, hold, plan, put_in_force
from commerce.pricing.templatetags.prices import money

MOST_NAMED = 10


class CampaignRefused(PublishPagePermissionError):
    """The campaign may not be published as it is. Wagtail's admin answers it as an action that is not permitted."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__(" ".join(faults))


def campaign_key(page):
    return str(page.translation_key)


def has_the_offers(page):
    """Whether it is this page whose offers count: the one in the main language. Translations and mirrors only tell."""
    return page.alias_of_id is None and page.locale_id == Locale.get_default().pk


def source_of(page):
    """The page in the main language, whose offers the campaign has; None when there is none."""
    pages = type(page).objects.filter(translation_key=page.translation_key, alias_of=None)
    return pages.filter(locale=Locale.get_default()).first()


def terms_of(page):
    return tuple(offer.terms(page.title) for offer in page.offers.all())


def phases_of(page):
    """What a campaign page offers and when, by what is live and what is approved to go live. Two queries."""
    approved = page.revisions.exclude(approved_go_live_at=None).order_by("approved_go_live_at").first()
    found = []
    if page.live:
        ends = [instant for instant in (page.expire_at, approved and approved.approved_go_live_at) if instant]
        found.append(_phase(page, page.go_live_at, min(ends, default=None)))
    if approved:
        draft = approved.as_object()
        found.append(_phase(draft, approved.approved_go_live_at, draft.expire_at))
    return [phase for phase in found if phase.terms and not _is_empty(phase)]


def phases_with(page, terms, *, go_live_at, expire_at, now):
    """What it would offer if a version with these terms were published now, to go live and expire so."""
    begins = max(go_live_at or now, now)
    live = []
    if page.pk and page.live:
        ends = min(filter(None, [page.expire_at, begins]))
        stored = type(page).objects.get(pk=page.pk)
        live = [_phase(stored, stored.go_live_at, ends)] if begins > now else []
    coming = Phase(terms=tuple(terms), start=begins, until=expire_at)
    return [phase for phase in [*live, coming] if phase.terms and not _is_empty(phase)]


def draft_offers(page, *, now):
    """The offers that a campaign's draft would have if it were published, for `Shopper.drafts`."""
    phases = []
    if has_the_offers(page):
        phases = phases_with(page, terms_of(page), go_live_at=page.go_live_at, expire_at=page.expire_at, now=now)
    return as_draft(campaign_key(page), phases, now=now)


def faults(key, phases, *, now):
    """Why these phases may not be put in force, in words for the editor."""
    clashes = code_clashes(key, phases, now=now)
    codes = sorted({(clash.code, clash.name_sv) for clash in clashes})
    found = [
        _("The code %(code)s is used by the campaign %(name)s at the same time.") % {"code": code, "name": name}
        for code, name in codes
    ]
    return found + told(unlawful(key, phases, now=now))


def told(wrong: list[Unlawful]):
    """What would be announced wrongly: offer by offer, with the lawful figure for each article on a line of its own."""
    by_offer = {}
    for one in wrong:
        by_offer.setdefault((one.offer, one.kind, one.claimed, one.is_perishable), []).append(one)
    return [line for said, articles in by_offer.items() for line in _about_offer(*said, articles)]


def _about_offer(name, kind, claimed, is_perishable, articles):
    claims = {
        Kind.PERCENTAGE: _("%(percent)s percent") % {"percent": f"{claimed.normalize():f}"},
        Kind.AMOUNT: _("%(amount)s off") % {"amount": money(claimed)},
    }
    said = {"offer": name, "claim": claims.get(kind, _("a reduced price"))}
    if is_perishable:
        yield _("“%(offer)s” may not announce %(claim)s of perishable goods: untrue of the price just before.") % said
    else:
        yield _("“%(offer)s” may not announce %(claim)s: untrue of the lowest price in the 30 days before.") % said
    alike = {}  # variants of a product with the same figures are one line
    for one in articles:
        alike.setdefault((one.product, one.audience, one.unit, one.prior), []).append(one)
    for [first, *others] in list(alike.values())[:MOST_NAMED]:
        yield _about_article(first, first.product if others else first.name)
    hidden = len(alike) - MOST_NAMED
    if len(articles) >= ENOUGH:
        yield _("And many more.")
    elif hidden > 0:
        yield ngettext("And %(count)s more.", "And %(count)s more.", hidden) % {"count": hidden}


def _about_article(one, name):
    facts = {"article": name, "audience": one.audience}
    if one.prior is None:
        return _("%(article)s (%(audience)s): had no price before.") % facts
    facts |= {"price": money(one.unit), "prior": money(one.prior)}
    if one.kind == Kind.PERCENTAGE:
        return _(
            "%(article)s (%(audience)s): at most %(most)s %%, since it would cost %(price)s and has cost %(prior)s."
        ) % (facts | {"most": f"{one.lawful:f}"})
    return _(
        "%(article)s (%(audience)s): at most %(most)s off, since it would cost %(price)s and has cost %(prior)s."
    ) % (facts | {"most": money(one.lawful)})


@transaction.atomic
def bring_in_force(page_model, translation_key, *, now=None):
    """Let the offers in force be those of the campaign's page as it stands now. Raises CampaignRefused.

    What begins is checked, whichever road it came; what goes on or ends is not held up by anything.
    """
    key = str(translation_key)
    hold(key)
    now = now or this_instant()
    main = Locale.get_default().pk
    page = page_model.objects.filter(translation_key=translation_key, locale=main, alias_of=None).first()
    phases = phases_of(page) if page else []
    begins = plan(key, phases, now=now).begins
    if begins:
        _refuse_unfinished(page)
        wrong = faults(key, phases, now=now)
        if wrong:
            raise CampaignRefused(wrong)
    try:
        with transaction.atomic():
            put_in_force(key, phases, now=now)
    except IntegrityError as error:  # a constraint holds that a code is of one campaign at a time
        raise CampaignRefused([_("Another campaign took the code just now. Choose another code.")]) from error


def _refuse_unfinished(page):
    versions = [page] if page.live else []
    versions += [one.as_object() for one in page.revisions.exclude(approved_go_live_at=None)]
    unfinished = [str(offer) for version in versions for offer in version.offers.all() if not offer.is_complete]
    if unfinished:
        raise CampaignRefused([_("The offer “%(offer)s” is not complete.") % {"offer": unfinished[0]}])


def _phase(page, start, until):
    return Phase(terms=terms_of(page), start=start, until=until)


def _is_empty(phase):
    return phase.until is not None and phase.start is not None and phase.until <= phase.start
