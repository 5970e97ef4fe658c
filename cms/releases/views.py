"""The admin's pages of releases: one release, what is put in it, each step of its way, and taking it back."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import registry
from wagtail.models import Page

from cms.releases import access, approval, candidates, conflicts, contents, publishing, taking_back
from cms.releases.forms import ChooseRelease, ReleaseForm
from cms.releases.models import Release, ReleaseRefused, State
from commerce.pricing.models import PriceChangeSet
from commerce.register.columns import chip, moment

TONES = {State.SUBMITTED: "wait", State.APPROVED: "good", State.SCHEDULED: "good", State.PUBLISHED: "good"}
MOST_TOLD = 100


def address_of(release_id):
    return reverse("wagtailsnippets_cms_release:edit", args=[release_id])


def state_chip(release):
    return chip(release.get_state_display(), TONES.get(release.state, "bad" if release.problem else "quiet"))


def add(request):
    if not request.user.has_perm(access.MAKES):
        raise PermissionDenied
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = contents.create(**form.cleaned_data, by=request.user, now=timezone.now())
        return redirect(address_of(made.pk))
    return _show(request, "add", None, {"form": form}, status=422 if form.errors else 200)


def release_page(request, pk):
    """Where it stands, what is in it, what stands in its way, and what has happened. A fixed number of queries."""
    release = _release(request, pk)
    now = timezone.now()
    form = ReleaseForm(request.POST or None, instance=release) if access.may_change(release, request.user) else None
    if request.method == "POST" and form is not None and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ReleaseForm.Meta.fields}
        return _carry_out(request, pk, lambda: contents.describe(pk, **values, by=request.user), _("Saved."))
    parts = conflicts.parts_of(release)
    is_stopped = False
    if release.is_open:
        at = max(release.starts_at or now, now)
        is_stopped = conflicts.look(release, parts, by=request.user, at=at)
    asked = release.current_workflow_state if release.state in (State.DRAFT, State.SUBMITTED) else None
    context = {
        "form": form,
        "state": state_chip(release),
        "parts": [_told(part, request.user) for part in parts],
        "moves": [
            (name, _words(name, release), name in ("reject", "set_aside"))
            for name in access.allowed_moves(release, request.user, now=now)
            if not (is_stopped and name in ("publish", "schedule"))
        ],
        "is_stopped": is_stopped and release.state in (State.APPROVED, State.SCHEDULED),
        "may_change": form is not None,
        "may_keep": release.is_open and request.user.has_perm(access.CHANGES),
        "may_undo": access.may_undo(release, request.user),
        "decides": access.decisions_of(release, request.user) if asked else [],
        "asked": asked,
        "facts": _facts(release),
        "history": _history(release),
        "preview": f"{reverse('preview_as')}?release={release.pk}" if release.is_open else "",
    }
    return _show(request, "release", release, context, status=422 if form and form.errors else 200)


def put_in(request, pk):
    """Choose among what has drafts and is not public."""
    release = _release(request, pk)
    if not access.may_change(release, request.user):
        raise PermissionDenied
    if request.method == "POST":
        keys = candidates.read(request.POST.getlist("thing"))
        things = candidates.things_of(keys, user=request.user)
        if not things:
            messages.error(request, _("Nothing was chosen."))
            return redirect("release_put_in", pk)
        said = ngettext("%(count)s is put in.", "%(count)s are put in.", len(things)) % {"count": len(things)}
        return _carry_out(request, pk, lambda: contents.put_in(pk, things, by=request.user, now=timezone.now()), said)
    words = request.GET.get("q", "").strip()[:100].replace("\0", "")
    context = {
        "q": words,
        "pages": candidates.pages_for(request.user, words=words),
        "change_sets": [] if words else candidates.change_sets_for(request.user),
        "others": [] if words else candidates.others_for(request.user),
        "chosen": {f"{one.content_type_id}:{one.object_id}" for one in release.items.all()},
    }
    return _show(request, "put_in", release, context)


def of_page(request, page_id):
    """From a page: put its latest draft in a release."""
    get_object_or_404(Page, pk=page_id)
    return of_thing(request, "page", page_id)


def of_thing(request, kind, key):
    """From whatever can be in a release: put it in one, as it is now. `kind` as in `candidates.things_of`."""
    may = request.user.has_perm(access.CHANGES)
    [thing] = (may and candidates.things_of([(kind, str(key))], user=request.user)) or [None]
    if thing is None:
        raise PermissionDenied
    name = thing.get_admin_display_title() if isinstance(thing, Page) else str(thing)
    form = ChooseRelease(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now, chosen = timezone.now(), form.cleaned_data["release"]
        if chosen is None:
            chosen = contents.create(name=form.cleaned_data["name"].strip(), by=request.user, now=now)
        said = _("“%(page)s” is put in.") % {"page": name}
        return _carry_out(
            request, chosen.pk, lambda: contents.put_in(chosen.pk, [thing], by=request.user, now=now), said
        )
    context = {
        "form": form,
        "name": name,
        "back": _address_of_thing(thing, request.user),
        "is_prices": kind == "prices",
        "releases": contents.releases_with(thing),
    }
    return _show(request, "of_page", None, context, status=422 if form.errors else 200)


def _address_of_thing(thing, user):
    if isinstance(thing, PriceChangeSet):
        return reverse("pricing_pricechangeset_modeladmin_inspect", args=[thing.pk])
    return AdminURLFinder(user).get_edit_url(thing) or ""


@require_POST
def change_item(request, pk, item_id):
    """Take it out, keep its version, or take the newer one."""
    release = _release(request, pk)
    if not request.user.has_perm(access.CHANGES):
        raise PermissionDenied
    item = get_object_or_404(release.items, pk=item_id)
    name, by = request.POST.get("change", ""), request.user
    acts = {
        "take_out": (lambda: contents.take_out(pk, item_id, by=by), _("“%(name)s” is taken out.")),
        "keep": (
            lambda: contents.keep_version(pk, item_id, by=by),
            _("“%(name)s” goes live as it was put in, whatever has been changed since."),
        ),
        "newer": (
            lambda: contents.put_in(pk, [_typed(item.content_object)], by=by, now=timezone.now()),
            _("“%(name)s” is now in it as it is written now."),
        ),
    }
    if name not in acts or (name == "newer" and item.content_object is None):
        messages.error(request, _("Nothing was chosen."))
        return redirect(address_of(pk))
    act, said = acts[name]
    return _carry_out(request, pk, act, said % {"name": item.name})


@require_POST
def move(request, pk):
    """One step on its way. Refused with words where it cannot be, and then nothing has changed."""
    release, now, by = _release(request, pk), timezone.now(), request.user
    name, comment = request.POST.get("move", ""), request.POST.get("comment", "").strip()[:2000]
    if name not in access.allowed_moves(release, by, now=now):
        messages.error(request, _("The release has changed since the page was shown, or is not yours to move."))
        return redirect(address_of(pk))
    acts = {
        "submit": lambda: approval.submit(pk, by=by, now=now),
        "approve": lambda: approval.decide(pk, action="approve", comment=comment, by=by),
        "reject": lambda: approval.decide(pk, action="reject", comment=comment, by=by),
        "reopen": lambda: approval.reopen(pk, by=by),
        "set_aside": lambda: approval.set_aside(pk, by=by),
        "schedule": lambda: publishing.schedule(pk, by=by, now=now),
        "call_off": lambda: publishing.call_off(pk, by=by),
        "publish": lambda: publishing.publish(pk, by=by, now=now),
    }
    return _carry_out(request, pk, acts[name], _done(name, release))


def undo(request, pk):
    """What taking it back would do, with a choice for each thing that has been changed since."""
    release = _release(request, pk)
    if not access.may_undo(release, request.user):
        raise PermissionDenied
    ways = taking_back.foreseen(release)
    if request.method == "POST":
        chosen = {way.part.item.pk: request.POST.get(f"item-{way.part.item.pk}", "") for way in ways}
        anyway = [pk for pk, choice in chosen.items() if choice == "anyway"]
        left = [pk for pk, choice in chosen.items() if choice == "left"]
        try:
            _release_now, prices_left = taking_back.undo(
                pk, by=request.user, now=timezone.now(), anyway=anyway, left=left
            )
        except ReleaseRefused as refusal:
            for why in refusal.reasons:
                messages.error(request, why)
            return redirect("release_undo", pk)
        messages.success(request, _("What stood before stands again."))
        if prices_left:
            words = ngettext(
                "%(n)s price changed since was left.", "%(n)s prices changed since were left.", prices_left
            )
            messages.warning(request, words % {"n": prices_left})
        return redirect(address_of(pk))
    return _show(request, "undo", release, {"ways": ways})


def _carry_out(request, pk, act, said):
    try:
        act()
    except ReleaseRefused as refusal:
        for why in refusal.reasons:
            messages.error(request, why)
    else:
        messages.success(request, said)
    return redirect(address_of(pk))


def _release(request, pk):
    if not request.user.has_perm(access.SEES):
        raise PermissionDenied
    return get_object_or_404(Release.objects.select_related("author", "publisher", "undone_by"), pk=pk)


def _typed(thing):
    return thing.specific if isinstance(thing, Page) else thing


def _told(part, user):
    thing = part.thing
    kind = thing._meta.verbose_name if thing is not None else _("gone")
    address = _address_of_thing(thing, user) if thing is not None else ""
    language = getattr(getattr(thing, "locale", None), "language_code", "")
    return {"part": part, "item": part.item, "kind": kind, "address": address, "language": language}


def _words(name, release):
    return {
        "submit": _("It is ready"),
        "set_aside": _("Set aside"),
        "approve": _("Approve"),
        "reject": _("Ask for changes"),
        "reopen": _("Make it a draft again"),
        "schedule": _("Let it go live %(at)s") % {"at": moment(release.starts_at)},
        "call_off": _("Call off"),
        "publish": _("Publish all of it now"),
    }[name]


def _done(name, release):
    return {
        "submit": _("The release is handed over for approval."),
        "set_aside": _("The release is set aside."),
        "approve": _("You have approved it."),
        "reject": _("The release is a draft again."),
        "reopen": _("The release is a draft again."),
        "schedule": _("All of it goes live %(at)s.") % {"at": moment(release.starts_at)},
        "call_off": _("It does not go live by itself."),
        "publish": _("All of it is live."),
    }[name]


def _facts(release):
    rows = [
        (_("Author"), release.author or "–"),
        (_("Goes live"), moment(release.starts_at) if release.starts_at else _("when somebody publishes it")),
        (_("Approved"), moment(release.approved_at) if release.approved_at else ""),
        (_("Scheduled by"), release.publisher if release.state == State.SCHEDULED else ""),
        (_("Published"), f"{moment(release.published_at)}, {release.publisher or '–'}" if release.published_at else ""),
        (_("Taken back"), f"{moment(release.undone_at)}, {release.undone_by or '–'}" if release.undone_at else ""),
    ]
    return [(label, value) for label, value in rows if value]


def _history(release):
    entries = registry.get_logs_for_instance(release).select_related("user").order_by("-timestamp", "-pk")
    return [
        {"at": one.timestamp, "who": one.user or _("the clock"), "what": one.message, "comment": one.comment}
        for one in entries[:MOST_TOLD]
    ]


def _show(request, name, release, context, *, status=200):
    own = [{"url": address_of(release.pk), "label": release.name}] if release else []
    title = {"put_in": _("Put in"), "undo": _("Take back"), "add": _("New release"), "of_page": _("Put in a release")}
    if name in title:
        own.append({"url": "", "label": title[name]})
    context |= {
        "release": release,
        "header_title": title.get(name) or release.name,
        "header_icon": "date",
        "breadcrumbs_items": [
            {"url": reverse("wagtailsnippets_cms_release:list"), "label": _("Releases")},
            *own,
        ],
        "media": context["form"].media if context.get("form") else "",
    }
    return render(request, f"cms/admin/releases/{name}.html", context, status=status)
