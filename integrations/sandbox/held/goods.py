"""What those hold who keep goods and carry them."""

from datetime import datetime

from integrations.sandbox.held.rows import BAD, GOOD, QUIET, WAIT, Holding, Row, Thing, money
from integrations.sandbox.ongoing_books import OVER, PICKED, STATUSES
from integrations.sandbox.world import World


def ongoing(world: World) -> list[Holding]:
    books = world.ongoing.books
    orders = [
        Row(
            number=number,
            order=number.partition("-")[0],
            state=_stage(one["status"]),
            at=one["moved_at"],
            more=", ".join(f"{line['ordered']} × {line['article']}" for line in one["lines"]),
            key=number,
            acts=_order_acts(one["status"]),
            thing=one,
        )
        for number, one in books.orders.items()
    ]
    returns = [
        Row(
            number=number,
            order=one["order"]["number"].partition("-")[0],
            state=("mottagen", GOOD) if one["came_at"] else ("väntas", WAIT),
            at=one["came_at"],
            key=number,
            acts=() if one["came_at"] else (("take_back", "Ta emot"),),
            thing=one,
        )
        for number, one in books.returns.items()
    ]
    articles = [
        Row(
            number=number,
            state=(f"{books.sellable(number)} säljbara", GOOD if books.sellable(number) > 0 else BAD),
            at=one["changed_at"],
            more=f"{one['asked'].get('articleName') or 'lagd på hyllan'}, {one['on_shelf']} på hyllan",
            key=number,
            acts=(("receive", "Tio till på hyllan"),),
            thing=one,
        )
        for number, one in sorted(books.articles.items())
    ]
    return [Holding("Order", orders[::-1]), Holding("Returer", returns[::-1]), Holding("Artiklar", articles)]


def _stage(status: int) -> tuple[str, str]:
    words = {200: "att plocka", 300: "plockas", 320: "plockas", 400: "plockad", 450: "skickad", 500: "hämtad",
             1000: "makulerad", 150: "fel"}  # fmt: skip
    tone = GOOD if status in (450, 500) else QUIET if status in OVER else BAD if status == 150 else WAIT
    return words.get(status, STATUSES.get(status, str(status))), tone


def _order_acts(status: int) -> tuple[tuple[str, str], ...]:
    if status in OVER:
        return ()
    begin = (("begin", "Börja plocka"),) if status < 300 else ()
    ship = ("ship", "Skicka" if status == PICKED else "Plocka och skicka")
    return (ship, *begin, ("cancel", "Makulera"))


WAYS = {"open": ("upplagd", WAIT), "packed": ("bokad", WAIT), "sent": ("på väg", WAIT),
        "ready_for_pickup": ("kan hämtas", GOOD), "picked_up": ("utlämnad", GOOD)}  # fmt: skip
NEXT = {"packed": ("sent", "Hämtad av bilen"), "sent": ("ready_for_pickup", "Framme hos ombudet"),
        "ready_for_pickup": ("picked_up", "Utlämnad")}  # fmt: skip


def shipmondo(world: World) -> list[Holding]:
    books = world.shipmondo.books
    orders = [
        Row(
            number=one["order_id"],
            order=one["source_name"],
            state=WAYS.get(one["order_status"], (one["order_status"], QUIET)),
            sum=money(one.get("payment_details", {}).get("amount_including_vat", 0)),
            at=datetime.fromisoformat(one["updated_at"]),
            more=one["ship_to"].get("name", ""),
            key=one["order_id"],
            acts=(NEXT[one["order_status"]],) if one["order_status"] in NEXT else (),
            thing=one,
        )
        for one in books.orders.values()
    ]
    shipments = [
        Row(
            number=one["pkg_no"],
            order=one["order_id"].partition("-")[0],
            state=("avbokad", QUIET) if one["cancelled"] else ("bokad", GOOD),
            at=datetime.fromisoformat(one["created_at"]),
            more=f"{one['product_code']}, {one['weight']} g",
            link=(f"/shipmondo/fraktsedel/{one['id']}/", "Fraktsedel"),
            thing=one,
        )
        for one in books.shipments.values()
    ]
    return [Holding("Order att skicka", orders[::-1]), Holding("Försändelser", shipments[::-1])]


def nshift(world: World) -> list[Holding]:
    stored = [_nshift_row(one, "lagrad", WAIT) for one in world.nshift.stored.values()]
    shipments = [
        _nshift_row(one, "avbokad" if one["status"] == "cancelled" else "utskriven", GOOD)
        for one in world.nshift.shipments.values()
    ]
    return [Holding("Lagrade", stored[::-1]), Holding("Försändelser", shipments[::-1])]


def _nshift_row(one: Thing, words: str, tone: str) -> Row:
    return Row(
        number=one.get("shipmentNo") or one["id"],
        order=one["orderNo"].partition("-")[0],
        state=(words, tone),
        at=datetime.fromisoformat(one["created"]),
        more=f"{one['serviceId']}, {one['rcvName']}",
        thing=one,
    )


def postnord(world: World) -> list[Holding]:
    words = {"INFORMED": ("föranmäld", WAIT), "EN_ROUTE": ("på väg", WAIT), "DELIVERED": ("utlämnad", GOOD),
             "AVAILABLE_FOR_DELIVERY": ("kan hämtas", GOOD)}  # fmt: skip
    acts = {"INFORMED": ("sent", "Hämtad"), "EN_ROUTE": ("ready_for_pickup", "Kan hämtas"),
            "AVAILABLE_FOR_DELIVERY": ("picked_up", "Utlämnad")}  # fmt: skip
    items = [
        Row(
            number=number,
            state=words.get(one["status"], (one["status"], QUIET)),
            more=", ".join(event["eventDescription"] for event in one["events"]),
            key=number,
            acts=(acts[one["status"]],) if one["status"] in acts else (),
            thing=one,
        )
        for number, one in world.postnord.items.items()
    ]
    bookings = [
        Row(
            number=one["message"],
            order=one["anchor"].partition("-")[0],
            state=("borttagen", QUIET) if one["deleted"] else ("bokad", GOOD),
            thing=one,
        )
        for one in world.postnord.messages
    ]
    return [Holding("Paket att följa", items[::-1]), Holding("Bokningar", bookings[::-1])]
