"""A reviewer's comment, sent from the page that is looked at."""

from django import forms
from django.conf import settings
from django.core import signing
from django.core.signing import BadSignature
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cms.preview import commenting
from cms.preview.access import stands
from cms.preview.comments import LONGEST
from cms.preview.links import of_request
from cms.preview.middleware import marked

NAME = "reviewer"  # a cookie, so that nobody writes his name twice


class CommentForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=80)
    text = forms.CharField(label=_("Your comment"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))


@require_POST
def comment(request):
    """Take it and go back to the page; with what was written, and why not, when it cannot be taken."""
    now = timezone.now()
    link = of_request(request, now=now)
    if not stands(link):
        return marked(render(request, "preview/gone.html", status=404))
    try:
        page_id, path = commenting.place(request.POST.get("place", ""))
    except BadSignature:
        return marked(render(request, "preview/gone.html", status=404))
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            commenting.write(link.pk, page_id=page_id, path=path, now=now, **form.cleaned_data)
        except commenting.NotTaken as refusal:
            form.add_error(None, str(refusal))
    if form.errors:
        context = {"form": form, "place": request.POST["place"], "path": path}
        return marked(render(request, "preview/comment.html", context, status=422))
    response = redirect(f"{path}#kommentarer")
    response.set_cookie(
        NAME,
        signing.dumps(form.cleaned_data["name"], salt=commenting.SALT),
        max_age=60 * 60 * 24 * 30,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return marked(response)


def name_of(request):
    """What the reviewer called himself last."""
    try:
        return signing.loads(request.COOKIES.get(NAME, ""), salt=commenting.SALT)
    except BadSignature:
        return ""
