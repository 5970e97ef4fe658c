"""Redirects: from which address to where, a page of ours or any address."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.db.models import Value as Constant
from django.db.models.functions import NullIf
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.intake.redirects import RedirectRow, delete_redirects, write_redirects
from integrations.gateway.kinds.keyed import Asked, Chunk, Held, Key, Keyed, Refuse, Values, number, text, yes
from integrations.gateway.kinds.kind import Field, Filters, Of, Queried
from integrations.gateway.kinds.taking import Given, Outcome, Taken

LONGEST = 255
WRITTEN = ("link", "page", "is_permanent")
IS_ADDRESS = URLValidator(schemes=["http", "https"])


class Redirects(Queried, Keyed):
    code, title, short = "redirects", _("Redirects"), _("Redirects")
    permission, take_permission = "wagtailredirects.view_redirect", "wagtailredirects.change_redirect"
    fields = (
        Field(
            code="old_path",
            name=_("From address"),
            source="old_path",
            is_key=True,
            is_required=True,
            width=255,
            called=("från", "from", "gammal adress", "source"),
        ),
        Field(
            code="link",
            name=_("To address"),
            source=NullIf("redirect_link", Constant("")),
            width=255,
            called=("till", "to", "ny adress", "target"),
        ),
        Field(
            code="page",
            name=_("To page (number)"),
            source="redirect_page_id",
            of=Of.INTEGER,
            width=12,
        ),
        Field(code="title", name=_("Page"), source="redirect_page__title", width=255, comes_in=False),
        Field(code="is_permanent", name=_("Permanent"), source="is_permanent", of=Of.YES_NO, width=4),
        Field(code="site", name=_("Site"), source="site__hostname", is_key=True, width=255),
    )

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        return Redirect.objects.order_by("old_path", "pk")

    # --- in ---

    def look_up(self, rows: Sequence[Given], *, by) -> Chunk:
        """Also of a site that the row does not name: then the redirect of all sites."""
        paths = {Redirect.normalise_path(said) for row in rows if (said := str(row.values.get("old_path") or ""))}
        known = Redirect.objects.filter(old_path__among=paths).order_by("-pk").select_for_update(of=("self",))
        columns = ("pk", "old_path", "site__hostname", "redirect_link", "redirect_page_id", "is_permanent")
        held = {
            (path, site): Held(pk=pk, values=_values(path, site, link or None, page, is_permanent))
            for pk, path, site, link, page, is_permanent in known.values_list(*columns)
        }
        pages = {int(str(value)) for row in rows if (value := row.values.get("page")) not in (None, "")}
        words = (
            set(Page.objects.filter(pk__among=pages).values_list("pk", flat=True)),
            dict(Site.objects.order_by("-pk").values_list("hostname", "pk")),
        )
        return Chunk(held, words)

    def read(self, row: Given, chunk: Chunk) -> tuple[Key, Values]:
        pages, sites = chunk.words
        path = Redirect.normalise_path(text(row, "old_path", most=LONGEST, is_needed=True) or "")
        site, page = text(row, "site"), number(row, "page", least=1)
        if site is not None and site not in sites:
            raise Refuse("site", gettext("There is no site %(name)s.") % {"name": site})
        if page is not None and page not in pages:
            raise Refuse("page", gettext("There is no page with the number %(number)s.") % {"number": page})
        values = _values(path, site, _link(row), page, yes(row, "is_permanent", usual=True))
        said = {code: value for code, value in values.items() if code in row.values}
        return (path, site), {"old_path": path, **said}

    def examine(self, asked: Asked, chunk: Chunk) -> None:
        whole = asked.whole(WRITTEN)
        if not whole["link"] and not whole["page"]:
            raise Refuse("link", gettext("It leads nowhere: say an address or the number of a page."))
        if not whole["page"] and _leads_to_itself(asked.key[0], str(whole["link"])):
            raise Refuse("link", gettext("It leads to itself."))

    def write(self, asked: list[Asked], chunk: Chunk, *, by, now: datetime, reference: str) -> None:
        _pages, sites = chunk.words
        write_redirects([_row(one, sites) for one in asked], now=now)

    def without(self, rows: Sequence[Given], *, by, now: datetime, reference: str) -> list[Taken]:
        """Take away redirects that an import made."""
        chunk = self.look_up(rows, by=by)
        keys = [self.read(row, chunk)[0] for row in rows]
        delete_redirects([chunk.held[key].pk for key in keys if key in chunk.held])
        return [Taken(line=row.line, outcome=Outcome.CHANGED) for row in rows]


def _values(path: str, site: str | None, link: str | None, page: int | None, is_permanent: bool) -> Values:
    return {"old_path": path, "site": site, "link": link, "page": page, "is_permanent": is_permanent}


def _link(row: Given) -> str | None:
    """The whole address; a path is one of the shop's."""
    said = text(row, "link", most=LONGEST)
    if said is None:
        return None
    link = urljoin(settings.SITE_URL, said) if said.startswith("/") and not said.startswith("//") else said
    try:
        IS_ADDRESS(link)
    except ValidationError as error:
        raise Refuse("link", gettext("It is no address: it begins with https:// or with /.")) from error
    if len(link) > LONGEST:
        raise Refuse("link", gettext("Longer than %(most)s characters.") % {"most": LONGEST})
    return link


def _leads_to_itself(path: str, link: str) -> bool:
    own = urlsplit(settings.SITE_URL)
    there = urlsplit(link)
    return there.netloc == own.netloc and Redirect.normalise_path(there.path) == path


def _row(asked: Asked, sites: Mapping[str, int]) -> RedirectRow:
    path, site = asked.key
    whole = asked.whole(WRITTEN)
    return RedirectRow(
        pk=asked.held.pk if asked.held else None,
        old_path=path,
        site_id=sites[site] if site else None,
        link=str(whole["link"] or ""),
        page_id=int(str(whole["page"])) if whole["page"] else None,
        is_permanent=whole["is_permanent"] is not False,
    )
