"""A translation that is asked for as a draft is one: what shoppers read in the other language stays as it is.

Wagtail-localize writes the words on the live row, and takes a live snippet down, when a tree that is partly translated
is submitted once more. What is refused when it is published must leave no trace either. A page that somebody has
written in the language by hand would be overwritten with Swedish.
"""

from functools import wraps

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import DraftStateMixin, Page
from wagtail_localize.models import Translation, TranslationLog


@transaction.atomic
def put_on_draft(translation, *, by):
    """The translated texts on a draft, which is made if there is none. Nothing is done to what is written by hand."""
    try:
        target = translation.get_target_instance()
    except ObjectDoesNotExist:
        localize_save_target(translation, user=by, publish=False)
        return
    if is_written_by_hand(target, translation):
        return
    if getattr(target, "alias_of_id", None):
        ConvertAliasPageAction(target, user=by).execute(skip_permission_checks=True)
    draft = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    if isinstance(target, Page):
        draft.slug = target.slug
    revision = draft.save_revision(user=by, clean=False, log_action=True)
    TranslationLog.objects.create(source=translation.source, locale=translation.target_locale, revision=revision)


def is_written_by_hand(target, translation):
    """Neither a mirror of the source nor ever made from it."""
    if getattr(target, "alias_of_id", None):
        return False
    return not TranslationLog.objects.filter(source=translation.source, locale=translation.target_locale).exists()


localize_save_target = Translation.save_target


def publish_target(translation, *, by):
    """The translated texts, public: all of it or, where the checks refuse the page, nothing, not even a draft.

    Localize writes the words on the live row and publishes after the commit: refused then, they would be public.
    """
    invalid = None
    with transaction.atomic():
        try:
            localize_save_target(translation, user=by, publish=False)
        except ValidationError as error:  # which Localize has noted at the texts in question
            invalid = error
        else:
            translation.get_target_instance().get_latest_revision().publish(user=by)
    if invalid:
        raise invalid


@wraps(localize_save_target)
def save_target(self, user=None, publish=True):
    if publish and issubclass(self.source.specific_content_type.model_class(), Page):
        return publish_target(self, by=user)
    if publish or not issubclass(self.source.specific_content_type.model_class(), DraftStateMixin):
        return localize_save_target(self, user=user, publish=publish)
    return put_on_draft(self, by=user)


def keep_what_is_live():
    """Put the above in the place of localize's own, once for the process."""
    Translation.save_target = save_target
