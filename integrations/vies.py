"""VIES, the European Commission's register of VAT numbers, over its REST interface."""

import json
import time

import requests
from django.conf import settings

from commerce.customers.organisations import VatCheck
from commerce.customers.vat_numbers import Answered
from integrations.client import refuse_in_transaction

URL = "https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number"
CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 5.0, 10.0, 20.0
LARGEST = 64 * 1024
NO_FAULT = (None, "", "VALID", "INVALID")


class Vies:
    """Asks in the shop's own name where its number is set, and then gets a consultation number as proof.

    Only a plain yes or no is an answer. A member state that is away is told with "valid": false and a fault beside
    it, with status 200, 400 or 500: all that is silence.
    """

    def __init__(self, url: str = URL, *, wait: tuple[float, float, float] | None = None):
        self.url = url
        self.connect, self.read, self.total = wait or (CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS)

    def ask(self, number: str) -> Answered:
        question = {"countryCode": number[:2], "vatNumber": number[2:]}
        if requester := settings.SHOP_VAT_NUMBER:
            question |= {"requesterMemberStateCode": requester[:2], "requesterNumber": requester[2:]}
        try:
            status, text = self._post(question)
        except (requests.RequestException, TimeoutError) as error:
            return Answered(answer=VatCheck.Answer.SILENT, raw={"error": type(error).__name__})
        return read(status, text)

    def _post(self, question: dict) -> tuple[int, str]:
        refuse_in_transaction()
        ends_at = time.monotonic() + self.total
        with (
            requests.Session() as session,
            session.post(
                self.url, json=question, timeout=(self.connect, self.read), allow_redirects=False, stream=True
            ) as answer,
        ):
            content = bytearray()
            for part in answer.iter_content(4096):
                content += part
                if len(content) > LARGEST or time.monotonic() > ends_at:
                    raise TimeoutError
            return answer.status_code, content.decode("utf-8", errors="replace")


def read(status: int, text: str) -> Answered:
    """What an answer says. The whole of it is kept, whatever it is."""
    try:
        body = json.loads(text.replace("\\u0000", ""))  # no jsonb holds that one
    except (ValueError, RecursionError):
        return Answered(answer=VatCheck.Answer.SILENT, raw={"status": status, "text": text[:2000].replace("\0", "")})
    raw = {"status": status, "body": body}
    valid = body.get("valid") if isinstance(body, dict) and not _has_fault(body) else None
    if status != requests.codes.ok or not isinstance(valid, bool):
        return Answered(answer=VatCheck.Answer.SILENT, raw=raw)
    answer = VatCheck.Answer.VALID if valid else VatCheck.Answer.INVALID
    return Answered(answer=answer, reference=str(body.get("requestIdentifier") or "")[:60], raw=raw)


def _has_fault(body: dict) -> bool:
    return bool(body.get("errorWrappers")) or body.get("userError") not in NO_FAULT
