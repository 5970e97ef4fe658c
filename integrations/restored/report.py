"""What a healing has done, in words for whoever stands at the terminal."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from commerce.events.models import Event
from integrations.restored import numbers
from integrations.restored.heal import Healed

TITLES = {
    "shop": gettext_noop("The shop itself"),
    "money": gettext_noop("Payment providers"),
    "books": gettext_noop("Fortnox"),
    "warehouses": gettext_noop("Warehouses"),
}
IN_ALL = ("order.made_again", "invoice.written_again", "invoice.credit_written_again")
WORDS = {
    "deliveries": gettext_noop("deliveries are looked up before any new try"),
    "messages": gettext_noop("messages to be worked on"),
    "streams": gettext_noop("streams are read from before the restore point"),
    "orders": gettext_noop("orders made again"),
    "payments": gettext_noop("payments made again"),
    "payments read": gettext_noop("payments read at the provider"),
    "given back": gettext_noop("payments that had been given back in full: nothing more is done"),
    "never paid": gettext_noop("payments that nobody made, and nobody can make any more"),
    "not ours": gettext_noop("payments that are not this shop's, or that nobody has made"),
    "asked about": gettext_noop("things that a person must decide"),
    "documents": gettext_noop("invoices and credit notes written again with their own numbers"),
    "missing numbers": gettext_noop("invoice numbers whose documents were not found"),
    "files of ours": gettext_noop("files of ours that the warehouse has"),
    "files to read again": gettext_noop("files of the warehouse to be read again"),
    "planned": gettext_noop("plans of what warehouses are to send"),
    "orders told": gettext_noop("orders looked up at the warehouse"),
    "orders read": gettext_noop("orders read at the warehouse"),
    "news of orders": gettext_noop("orders with news from the warehouse"),
}


def written(healed: Healed) -> str:
    restoration = healed.restoration
    lines = [_("Restored to %(at)s.") % {"at": f"{restoration.restored_to:%Y-%m-%d %H:%M:%S %Z}"}]
    floors = {name: restoration.floors[name] for name in numbers.SEEN_BY_PEOPLE if name in restoration.floors}
    lines += [_("New orders begin above %(number)s.") % {"number": floors.get("order_number", "?")}]
    for name, title in TITLES.items():
        counts = healed.counts.get(name, restoration.counts.get(name, {}))
        lines += ["", _(title), *(f"  {count:>6}  {_(WORDS[what])}" for what, count in counts.items() if count)]
        if name in healed.away:
            lines.append("  " + _("Did not answer: %(why)s") % {"why": healed.away[name]})
    return "\n".join([*lines, "", *_in_all(healed), "", *_asked(healed)])


def not_over(healed: Healed) -> str:
    return _("Not healed yet: %(who)s did not answer. Run the same command again.") % {
        "who": ", ".join(_(TITLES[name]) for name in healed.away)
    }


# --- the steps ---


def _in_all(healed: Healed) -> list[str]:
    """With what was done by a run that was killed."""
    since = healed.restoration.begun_at
    orders, *documents = (Event.objects.filter(kind=kind, at__gte=since).count() for kind in IN_ALL)
    words = _("In all %(orders)s orders have been made again and %(documents)s documents written again.")
    return [words % {"orders": orders, "documents": sum(documents)}]


def _asked(healed: Healed) -> list[str]:
    found = healed.questions
    if not found:
        return [_("Nothing is left for a person to decide.")]
    lines = [_("A person must decide (Integrations, Questions after a restore):")]
    for one in found:
        order = " " + _("order %(number)s") % {"number": one.order_number} if one.order_number else ""
        amount = f" {one.amount} kr" if one.amount is not None else ""
        lines.append(f"  {one.system}: {one.name}{order}{amount}. {one.told}")
    return lines
