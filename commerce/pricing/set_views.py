"""The page of one price change set: where it stands, what it would do, what wants a second look, and what happened."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from commerce.catalogue.models import Variant
from commerce.catalogue.showcase import showcase
from commerce.customers.models import User
from commerce.events.models import Event
from commerce.pricing import change_sets, differences
from commerce.pricing.change_sets import PriceChangeSet, SetRefused
from commerce.register.columns import chip, moment, money
from commerce.register.views import RegisterInspect

State = PriceChangeSet.State
TONES = {State.DRAFT: "quiet", State.SUBMITTED: "wait", State.APPROVED: "good", State.PUBLISHED: "good"}
MOST_CONCERNS, MOST_EVENTS, MOST_SHOWN = 50, 100, 8
EVENT_WORDS = {
    "prices.drafted": gettext_lazy("wrote in it"),
    "prices.submitted": gettext_lazy("said that it is ready"),
    "prices.approved": gettext_lazy("approved it"),
    "prices.sent_back": gettext_lazy("sent it back"),
    "prices.published": gettext_lazy("published it"),
    "prices.undone": gettext_lazy("took it back"),
}
DRAFT, APPROVE, PUBLISH = (f"pricing.{name}_pricechangeset" for name in ("change", "approve", "publish"))


def set_address(set_id):
    return reverse("pricing_pricechangeset_modeladmin_inspect", args=[set_id])


def state_chip(change_set):
    return chip(change_set.get_state_display(), TONES.get(change_set.state, "bad"))


def allowed_moves(change_set, user, *, now):
    """What the user may do with the set from where it stands: name, words, and whether it is the grave kind."""
    names = {
        State.DRAFT: [("submit", DRAFT)],
        State.SUBMITTED: [("approve", APPROVE), ("send_back", APPROVE)],
        State.APPROVED: [("publish", PUBLISH), ("send_back", APPROVE)],
        State.PUBLISHED: [("undo", PUBLISH)],
    }.get(change_set.state, [])
    is_own = user.pk == change_set.author_id or user.pk in change_set.drafted_by
    return [
        (name, _words(name, change_set, now), name == "undo")
        for name, permission in names
        if (user.has_perm(permission) and not (name == "approve" and is_own))
        or (name == "send_back" and is_own and user.has_perm(DRAFT))
    ]


def _words(name, change_set, now):
    if name == "publish" and change_set.starts_at and change_set.starts_at > now:
        return _("Publish, in force from %(at)s") % {"at": moment(change_set.starts_at)}
    return {
        "submit": _("It is ready"),
        "approve": _("Approve"),
        "send_back": _("Send back to be changed"),
        "publish": _("Publish now"),
        "undo": _("Take back"),
    }[name]


class SetPage(RegisterInspect):
    """A fixed number of queries, whatever the size of the set."""

    def get_fields_dict(self):
        return []

    def get_context_data(self, **kwargs):
        change_set, now = self.instance, timezone.now()
        is_open = change_set.published_at is None
        concerns = change_sets.concerns(change_set, now=now, most=MOST_CONCERNS + 1) if is_open else []
        return super().get_context_data(
            change_set=change_set,
            state=state_chip(change_set),
            moves=allowed_moves(change_set, self.request.user, now=now),
            waits_for_other=change_set.state == State.SUBMITTED,
            summary=differences.summary(change_set, now=now),
            concerns=[_concern(one) for one in concerns[:MOST_CONCERNS]],
            more_concerns=len(concerns) > MOST_CONCERNS,
            facts=_facts(change_set),
            events=_events(change_set),
            shown=_in_the_shop(change_set),
            changes_url=f"{reverse('pricing_pricechange_modeladmin_index')}?change_set={change_set.pk}",
            **kwargs,
        )


def _concern(one):
    reasons = []
    if one.amount is None:
        reasons.append(_("the price ends"))
    if one.percent is not None and abs(one.percent) > change_sets.LARGE_CHANGE:
        reasons.append(_("changes by more than %(percent)s %%") % {"percent": change_sets.LARGE_CHANGE})
    if one.is_under_cost:
        reasons.append(_("under cost"))
    return {
        "sku": one.sku,
        "list": one.list_code,
        "from_quantity": one.min_quantity,
        "was": "" if one.was is None else money(one.was, one.currency),
        "amount": "" if one.amount is None else money(one.amount, one.currency),
        "percent": one.percent,
        "why": ", ".join(reasons),
    }


def _facts(change_set):
    rows = [
        (_("Author"), change_set.author or "–"),
        (_("Begins"), moment(change_set.starts_at) if change_set.starts_at else _("when it is published")),
        (_("Approved"), _by(change_set.approver, change_set.approved_at)),
        (_("Published"), moment(change_set.published_at) if change_set.published_at else ""),
        (_("In force from"), moment(change_set.in_force_from) if change_set.in_force_from else ""),
        (_("Taken back"), moment(change_set.undone_at) if change_set.undone_at else ""),
    ]
    return [(label, value) for label, value in rows if value]


def _by(person, at):
    if not at:
        return ""
    by = person or _("without a second person: nothing asked for one")
    return f"{moment(at)}, {by}"


def _events(change_set):
    events = list(Event.objects.filter(subject=f"prices:{change_set.pk}").order_by("-pk")[:MOST_EVENTS])
    people = User.objects.in_bulk({event.payload.get("by") for event in events} - {None})
    told = [
        (
            event.at,
            people.get(event.payload.get("by")) or _("somebody who is gone"),
            EVENT_WORDS.get(event.kind, event.kind),
            _more(event),
        )
        for event in events
    ]
    return [*told, (change_set.created_at, change_set.author or _("somebody who is gone"), _("made it"), "")]


def _more(event):
    if event.kind == "prices.drafted":
        count = event.payload.get("written") or event.payload.get("forgotten", 0)
        if event.payload.get("written"):
            return ngettext("%(n)s new price", "%(n)s new prices", count) % {"n": count}
        return ngettext("%(n)s price taken out", "%(n)s prices taken out", count) % {"n": count}
    left = event.payload.get("left", 0)
    words = ngettext("%(n)s price changed since was left", "%(n)s prices changed since were left", left) % {"n": left}
    return words if left else ""


def _in_the_shop(change_set):
    """The pages of the first products that it touches, as if it were in force where previews are to be had."""
    touched = Variant.objects.filter(pk__in=change_set.changes.values("variant")).order_by("product_id")
    products = list(touched.values_list("product_id", flat=True).distinct()[:MOST_SHOWN])
    shown = showcase().shown(products, locale="sv") if products else {}
    return [(page.title, _shown_at(page, change_set)) for page in shown.values() if page.is_live]


def _shown_at(page, change_set):
    if change_set.published_at is not None:
        return page.url
    try:
        return f"{reverse('preview_as')}?product={page.product_id}&prices={change_set.pk}"
    except NoReverseMatch:
        return page.url


@require_POST
def move(request, set_id):
    """Take a set one step on. Refused with words where it cannot be, and then nothing has changed."""
    change_set = PriceChangeSet.objects.filter(pk=set_id).first()
    if change_set is None:
        raise Http404
    now, name = timezone.now(), request.POST.get("move", "")
    if name not in {allowed for allowed, *_words in allowed_moves(change_set, request.user, now=now)}:
        if not request.user.has_perms([DRAFT]):
            raise PermissionDenied
        messages.error(request, _("The set has changed since the page was shown, or is not yours to move."))
        return HttpResponseRedirect(set_address(set_id))
    try:
        messages.success(request, _carry_out(name, set_id, by=request.user, now=now))
    except SetRefused as refusal:
        messages.error(request, str(refusal))
    except IntegrityError:
        messages.error(request, _("Prices that the set changes were changed at the same time. Try again."))
    return HttpResponseRedirect(set_address(set_id))


def _carry_out(name, set_id, *, by, now):
    if name == "undo":
        _set, left = change_sets.undo(set_id, by=by, now=now)
        return _left_words(len(left)) if left else _("What stood before stands again.")
    moved = getattr(change_sets, name)(set_id, by=by, now=now)
    if name == "submit" and moved.state == State.SUBMITTED:
        return _("The set waits for the approval of a second person.")
    if name == "publish":
        return _("Published: in force from %(at)s.") % {"at": moment(moved.in_force_from)}
    return {
        "submit": _("Nothing wants a second look: the set can be published."),
        "approve": _("The set is approved."),
        "send_back": _("The set is a draft again."),
    }[name]


def _left_words(count):
    return ngettext(
        "Taken back, but %(n)s price has been changed since and was left.",
        "Taken back, but %(n)s prices have been changed since and were left.",
        count,
    ) % {"n": count}
