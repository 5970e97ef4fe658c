"""Which kinds of events go to which targets. A target is a function that takes an event, named by a dotted path."""

ROUTES: dict[str, list[str]] = {
    "order.awaiting": ["mail.approval_asked"],
    "order.approved": ["mail.approval_given"],
    "order.refused": ["mail.approval_refused"],
    "order.confirmed": ["mail.confirmation"],
    "order.shipped": ["invoices.issue"],
    "invoice.issued": ["invoices.mail", "returns.credit"],
    "invoice.credited": ["invoices.mail"],
    "shipment.shipped": ["payments.charge"],
    "payment.capture_asked": ["payments.instruct"],
    "payment.refund_asked": ["payments.instruct"],
    "payment.release_asked": ["payments.instruct"],
    "payment.cancelled": ["payments.close"],
    "return.requested": ["mail.return_receipt"],
    "return.settled": ["mail.return_settled"],
    "return.refused": ["mail.return_refused"],
    "notice.received": ["mail.notice_receipt"],
}

TARGETS: dict[str, str] = {
    "invoices.issue": "integrations.targets.invoices.issue",
    "invoices.mail": "integrations.targets.invoices.mail",
    "payments.charge": "integrations.targets.payments.charge",
    "payments.close": "integrations.targets.payment_close.close",
    "payments.instruct": "integrations.targets.payments.instruct",
    "mail.approval_asked": "integrations.targets.mail.ask_for_approval",
    "mail.approval_given": "integrations.targets.mail.tell_approved",
    "mail.approval_refused": "integrations.targets.mail.tell_refused",
    "mail.confirmation": "integrations.targets.mail.send_confirmation",
    "mail.notice_receipt": "integrations.targets.returns.send_notice_receipt",
    "mail.return_receipt": "integrations.targets.returns.send_receipt",
    "mail.return_refused": "integrations.targets.returns.send_refused",
    "mail.return_settled": "integrations.targets.returns.send_settled",
    "returns.credit": "integrations.targets.returns.credit",
}
