"""To whoever made a preview link: somebody has said something of a page."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.preview.comments import PreviewComment
from cms.preview.links import PreviewLink
from commerce.orders.mail import plain
from commerce.orders.mails.desk import Other


def commented(comment, *, message_key):
    """In Swedish. What was said stands in the admin alone: a comment that is removed is nowhere else."""
    with override(settings.LANGUAGE_CODE):
        subject = _("A reviewer has commented on a page")
        address = f"{reverse('preview_comments')}?page={comment.page_id or ''}"
        context = {
            "subject": subject,
            "page": comment.page.title if comment.page else comment.path,
            "url": settings.SITE_URL + address,
            "site_url": settings.SITE_URL,
            "seller": settings.SELLER,
        }
        mail = EmailMultiAlternatives(
            subject=subject,
            body=plain("preview_commented", context),
            to=[comment.link.made_by.email],
            headers={"Message-ID": f"<{message_key}@{urlsplit(settings.SITE_URL).hostname}>"},
        )
        mail.attach_alternative(render_to_string("mail/preview_commented.html", context), "text/html")
        return mail


def samples():
    """For the gallery of mails."""
    return [
        Other(
            code="preview_commented",
            title=gettext_lazy("Comment on a preview"),
            when=gettext_lazy("A reviewer comments on a page that was opened by a link. To whoever made the link."),
            sample=lambda _locale: commented(_made_up(), message_key="sample"),
        )
    ]


def _made_up():
    maker = get_user_model()(email="redaktor@example.se")
    return PreviewComment(path="/keramik/", link=PreviewLink(made_by=maker))
