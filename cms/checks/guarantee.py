"""The Union's notice of the legal guarantee (Implementing Regulation (EU) 2025/1960), from 27 September 2026.

The notice is a file of the Union's, the same for all shops of a language, and may not be redrawn. What the pages tell
in the shop's own words beside it is no substitute; that is said until the file is there.
"""

import hashlib
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from cms.article_blocks import GuaranteeBlock
from cms.checks import rules
from cms.checks.parts import parts
from cms.checks.rule import Fault
from cms.legal_kinds import Legal


def guarantee(page, **_about) -> Iterator[Fault]:
    """The terms show the Union's notice of the legal guarantee, and its file is the official one. One query a block."""
    if page.legal != Legal.TERMS:
        return
    shown = [part for part in parts(page) if isinstance(part.block, GuaranteeBlock)]
    if not shown:
        yield Fault(rule=rules.GUARANTEE, text=_("The terms do not show the notice of the legal guarantee."))
    for part in shown:
        if not part.value.get("file"):
            text = _("The Union's official notice is missing: the page only tells of the guarantee in our own words.")
            yield Fault(rule=rules.GUARANTEE, text=text, block_id=part.block_id)
            continue
        document = get_document_model().objects.filter(pk=part.value["file"]).first()
        if document and not settings.GUARANTEE_NOTICE_SHA256:
            text = _("Nobody has said which file is the official one (GUARANTEE_NOTICE_SHA256).")
            yield Fault(rule=rules.GUARANTEE, text=text, block_id=part.block_id)
        elif document is None or fingerprint(document) not in settings.GUARANTEE_NOTICE_SHA256:
            text = _("The file of the notice is not the official one, unaltered.")
            yield Fault(rule=rules.GUARANTEE, text=text, block_id=part.block_id)


def fingerprint(document) -> str:
    """SHA-256 of the stored file in hexadecimal; empty when it is gone from the store."""
    try:
        with document.file.open("rb") as stored:
            return hashlib.file_digest(stored, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
