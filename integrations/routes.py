"""Which kinds of events go to which targets. A target is a function that takes an event, named by a dotted path."""

ROUTES: dict[str, list[str]] = {
    "order.confirmed": ["mail.confirmation"],
    "shipment.shipped": ["payments.charge"],
    "payment.capture_asked": ["payments.instruct"],
    "payment.refund_asked": ["payments.instruct"],
    "payment.release_asked": ["payments.instruct"],
    "payment.cancelled": ["payments.close"],
}

TARGETS: dict[str, str] = {
    "payments.charge": "integrations.targets.payments.charge",
    "payments.close": "integrations.targets.payment_close.close",
    "payments.instruct": "integrations.targets.payments.instruct",
    "mail.confirmation": "integrations.targets.mail.send_confirmation",
}
