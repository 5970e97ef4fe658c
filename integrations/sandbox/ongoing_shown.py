"""How the counterpart of Ongoing WMS shows what it remembers, in the words of `contracts/ongoing-1.json`."""

from datetime import datetime
from typing import Any

from integrations.sandbox.ongoing_books import RETURN_STATUSES, STATUSES, Books

Thing = dict[str, Any]


def order(known: Thing, books: Books) -> Thing:
    asked, lines = known["asked"], known["lines"]
    parcels = sorted({one["parcel"] for line in lines for one in line["picked"] if one["parcel"]})
    is_sent = known["shipped_at"] is not None
    return {
        "goodsOwner": {"id": books.goods_owner, "name": "Sandbox"},
        "orderInfo": {
            "orderId": known["id"],
            "orderNumber": known["number"],
            "goodsOwnerOrderId": asked.get("goodsOwnerOrderId"),
            "servicePointCode": asked.get("servicePointCode"),
            "wayOfDelivery": asked.get("wayOfDelivery"),
            "deliveryDate": asked["deliveryDate"],
            "createdDate": stamp(known["created_at"]),
            "shippedTime": stamp(known["shipped_at"]),
            "wayBill": f"W{known['id']}" if is_sent else None,
            "orderStatus": {"number": known["status"], "text": STATUSES.get(known["status"], "Special")},
            "orderedNumberOfItems": float(sum(line["ordered"] for line in lines)),
            "pickedNumberOfItems": float(sum(picked(line) for line in lines)),
            "advanced": {
                "orderHeaderUpdated": stamp(known["updated_at"]),
                "backOrderInfo": {"backOrderForOrderId": known["back_order_for"]} if known["back_order_for"] else None,
            },
        },
        "consignee": {
            name: asked["consignee"].get(name)
            for name in ("customerNumber", "name", "address1", "address2", "postCode", "city", "countryCode")
        },
        "parcels": [
            {
                "id": int(number),
                "parcelNumber": number,
                "isReturnParcel": False,
                "tracking": (
                    {"waybill": f"T{number}", "trackingUrl": f"https://spara.example.se/{number}"} if is_sent else None
                ),
            }
            for number in parcels
        ],
        "orderLines": [_line(line, books) for line in lines],
        "tracking": [{"waybill": f"W{known['id']}", "trackingUrl": None, "created": stamp(known["shipped_at"])}]
        if is_sent
        else [],
        "transporter": {"name": "Postnord", "code": "PN"} if is_sent else None,
    }


def _line(line: Thing, books: Books) -> Thing:
    return {
        "id": line["id"],
        "rowNumber": line["row"],
        "article": {"articleSystemId": books.articles[line["article"]]["id"], "articleNumber": line["article"]},
        "orderedNumberOfItems": float(line["ordered"]),
        "pickedNumberOfItems": float(picked(line)),
        "packedNumberOfItems": float(picked(line)),
        "returnedNumberOfItems": float(line["returned"]),
        "shouldBePicked": True,
        "pickedArticleItems": [
            {
                "articleItemId": line["id"] * 10 + place,
                "numberOfItems": float(one["pieces"]),
                "isPicked": True,
                "isReturned": False,
                "parcel": {"id": int(one["parcel"]), "parcelNumber": one["parcel"]} if one["parcel"] else None,
            }
            for place, one in enumerate(line["picked"])
        ],
    }


def article(known: Thing, books: Books) -> Thing:
    asked = known["asked"]
    number = asked["articleNumber"]
    return {
        "goodsOwner": {"id": books.goods_owner, "name": "Sandbox"},
        "articleSystemId": known["id"],
        "articleNumber": number,
        "articleName": asked.get("articleName"),
        "isStockArticle": asked.get("isStockArticle", True),
        "isActive": asked.get("isActive", True),
        "weight": asked.get("weight"),
        "barCodeInfo": {"barCode": asked.get("barCodeInfo", {}).get("barCode")},
        "inventoryInfo": {
            "numberOfItems": float(known["on_shelf"]),
            "numberOfBookedItems": float(books.promised(number)),
            "numberOfLockedItems": float(known["locked"]),
            "sellableNumberOfItems": float(books.sellable(number)),
        },
        "articleDataLastUpdated": stamp(known["changed_at"]),
    }


def return_order(known: Thing, books: Books) -> Thing:
    return {
        "returnOrderInfo": {
            "returnOrderId": known["id"],
            "returnOrderNumber": known["asked"]["returnOrderNumber"],
            "returnOrderStatus": {"number": known["status"], "text": RETURN_STATUSES.get(known["status"], "Special")},
            "returnOrderArrivalTime": stamp(known["came_at"]),
        },
        "customerOrderInfo": {"orderId": known["order"]["id"], "orderNumber": known["order"]["number"]},
        "returnOrderLines": [_return_line(one, known) for one in known["asked"]["returnOrderLines"]],
    }


def _return_line(one: Thing, known: Thing) -> Thing:
    row = one["returnOrderRowNumber"]
    line = next(line for line in known["order"]["lines"] if line["id"] == one["customerOrderLine"]["orderLineId"])
    return {
        "returnOrderRowNumber": row,
        "customerOrderLine": {"orderLineId": line["id"], "customerOrderRowNumber": line["row"]},
        "article": {"articleNumber": line["article"]},
        "toBeReturnedNumberOfItems": float(one["toBeReturnedNumberOfItems"]),
        "returnedNumberOfItems": float(known["came"].get(row, 0)),
        "returnedRemovedByInventoryNumberOfItems": float(known["removed"].get(row, 0)),
    }


def picked(line: Thing) -> int:
    return sum(one["pieces"] for one in line["picked"])


def stamp(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None
