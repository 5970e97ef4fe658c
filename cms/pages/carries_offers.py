"""What a page type has that carries offers: they come into force with it, and nothing unlawful does."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.checks.form import CheckedPageForm
from cms.pages.campaign_phases import bring_in_force, campaign_key, faults, has_the_offers, phases_with

OFFERS = "offers"


class CampaignPageForm(CheckedPageForm):
    """Refuses in the form what would be refused when it is published, and says why. A draft may be anything."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self._is_source():
            self.formsets.pop(OFFERS, None)  # a translation only tells of them

    def clean(self):
        cleaned = super().clean()
        if self.becomes_public() and OFFERS in self.formsets and self.formsets[OFFERS].is_valid():
            for fault in self._faults(cleaned):
                self.add_error(None, fault)
        return cleaned

    def _is_source(self):
        page = self.instance
        if page.locale_id is None:
            return self.parent_page is None or self.parent_page.locale.is_default
        return has_the_offers(page)

    def _faults(self, cleaned):
        forms = [form for form in self.formsets[OFFERS].ordered_forms if form.cleaned_data]
        offers = [form.instance for form in forms]
        unfinished = [str(offer) for offer in offers if not offer.is_complete]
        if unfinished:
            return [_("The offer “%(offer)s” is not complete.") % {"offer": name} for name in unfinished]
        now = timezone.now()
        phases = phases_with(
            self.instance,
            [offer.terms(cleaned.get("title") or self.instance.title) for offer in offers],
            go_live_at=cleaned.get("go_live_at", self.instance.go_live_at),
            expire_at=cleaned.get("expire_at", self.instance.expire_at),
            now=now,
        )
        return faults(campaign_key(self.instance), phases, now=now)


class CarriesOffers:
    """Stands before the page class. Every way of publishing, scheduling and taking down ends in one of these."""

    base_form_class = CampaignPageForm

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Also what Wagtail does when it publishes, takes down and expires. Nothing is saved that may not be shown."""
        answer = super().save(*args, **kwargs)
        bring_in_force(type(self), self.translation_key)
        return answer

    @transaction.atomic
    def publish(self, revision, *args, **kwargs):
        """As Wagtail's, which saves no page when it schedules a version of one that is live.

        What was due and not taken over yet is live to all who look, so it is first: it would be lost with its schedule.
        """
        if self._take_over_what_is_due(revision):
            revision = Revision.objects.get(pk=revision.pk)
        answer = super().publish(revision, *args, **kwargs)
        bring_in_force(type(self), self.translation_key)
        return answer

    def with_content_json(self, content):
        """Which version is live is the page's to say: a draft from before it went live would take it down."""
        draft = super().with_content_json(content)
        draft.live_revision_id = self.live_revision_id
        return draft

    def _take_over_what_is_due(self, revision):
        due = self.revisions.filter(approved_go_live_at__lte=timezone.now()).exclude(pk=revision.pk).first()
        if due:
            super().publish(due, log_action="wagtail.publish.scheduled", skip_permission_checks=True)
        return due
