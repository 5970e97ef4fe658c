"""The moments at which pages go live or expire by themselves."""

from datetime import datetime

from wagtail.models import Page, Revision


def moments(*, until: datetime) -> list[datetime]:
    """The moments up to and including `until` that nobody has acted on yet, the earliest first. One query."""
    goes_live = Revision.page_revisions.filter(approved_go_live_at__lte=until).values_list("approved_go_live_at")
    expires = Page.objects.filter(live=True, expire_at__lte=until).order_by().values_list("expire_at")
    return [moment for (moment,) in goes_live.order_by().union(expires).order_by("approved_go_live_at")]
