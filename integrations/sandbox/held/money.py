"""What those hold who take the shop's money."""

from datetime import datetime

from integrations.sandbox.held.rows import BAD, GOOD, QUIET, WAIT, Holding, Row, Thing, epoch, kronor, money
from integrations.sandbox.world import World


def stripe(world: World) -> list[Holding]:
    books = world.stripe.books
    words = {"open": ("väntar på betalning", WAIT), "complete": ("betald", GOOD), "expired": ("utgången", QUIET)}
    sessions = [
        Row(
            number=one["id"][8:14],
            order=_intent(one).get("description") or "",
            state=words[one["status"]],
            sum=kronor(one["amount_total"]),
            at=epoch(one["created"]),
            link=(one["url"] or "", "Till betalsidan"),
            thing=one,
        )
        for one in books.all("checkout.session")
    ]
    of_intent = {one["id"]: one.get("description") or "" for one in books.all("payment_intent")}
    refunds = [
        Row(
            number=one["id"][3:9],
            order=of_intent.get(one["payment_intent"], ""),
            state=_paid(one["status"] == "succeeded", one["status"] == "failed"),
            sum=kronor(one["amount"]),
            at=epoch(one["created"]),
            thing=one,
        )
        for one in books.all("refund")
    ]
    return [Holding("Betalningar", sessions), Holding("Återbetalningar", refunds)]


def _intent(session: Thing) -> Thing:
    return session.get("kept", {}).get("intent", {})


def swish(world: World) -> list[Holding]:
    books = world.swish.books
    words = {"CREATED": ("väntar på kunden", WAIT), "PAID": ("betald", GOOD), "DECLINED": ("nekad", BAD),
             "CANCELLED": ("avbruten", QUIET), "ERROR": ("gick inte", BAD)}  # fmt: skip
    acts = (("approve", "Godkänn i appen"), ("decline", "Neka"))
    payments = [
        Row(
            number=one["id"][:8],
            order=one.get("payeePaymentReference", ""),
            state=words[one["status"]],
            sum=money(one["amount"]),
            at=datetime.fromisoformat(one["dateCreated"]),
            key=one["id"],
            acts=acts if one["status"] == "CREATED" else (),
            thing=one,
        )
        for one in books.payments.values()
    ]
    refunds = [
        Row(
            number=one["id"][:8],
            order=one.get("payerPaymentReference", ""),
            state=_paid(one["status"] == "PAID", one["status"] == "ERROR"),
            sum=money(one["amount"]),
            at=datetime.fromisoformat(one["dateCreated"]),
            thing=one,
        )
        for one in books.refunds.values()
    ]
    return [Holding("Betalningar", payments[::-1]), Holding("Återbetalningar", refunds[::-1])]


def nexi(world: World) -> list[Holding]:
    payments, refunds = [], []
    for one in world.nexi.books.payments.values():
        order, is_open = one["asked"]["order"], not (one["reserved"] or one["terminated"])
        page = f"{world.nexi.address}/checkout/{one['id']}"
        payments.append(
            Row(
                number=one["id"][:8],
                order=order["reference"],
                state=_nexi_state(one),
                sum=kronor(order["amount"]),
                at=datetime.fromisoformat(one["created"]),
                link=(page if is_open else "", "Till betalsidan"),
                thing=one,
            )
        )
        refunds += [
            Row(
                number=back["refundId"][:8],
                order=order["reference"],
                state=_paid(back["state"] == "Completed", back["state"] == "Failed"),
                sum=kronor(back["amount"]),
                at=datetime.fromisoformat(back["lastUpdated"]),
                thing=back,
            )
            for back in one["refunds"]
        ]
    return [Holding("Betalningar", payments[::-1]), Holding("Återbetalningar", refunds[::-1])]


def _nexi_state(one: Thing) -> tuple[str, str]:
    if one["charges"]:
        return "betald", GOOD
    if one["terminated"] or one["cancelled"]:
        return "avbruten", QUIET
    return ("reserverad", WAIT) if one["reserved"] else ("väntar på betalning", WAIT)


def _paid(is_paid: bool, is_over: bool) -> tuple[str, str]:
    return ("betald", GOOD) if is_paid else ("gick inte", BAD) if is_over else ("på väg", WAIT)
