"""Which kinds of events go to which targets. A target is a function that takes an event, named by a dotted path."""

ROUTES: dict[str, list[str]] = {
    "order.confirmed": ["mail.confirmation"],
}

TARGETS: dict[str, str] = {
    "mail.confirmation": "integrations.targets.mail.send_confirmation",
}
