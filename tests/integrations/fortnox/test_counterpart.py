"""The counterpart is as strict as Fortnox is known to be: what bites there bites here."""

from datetime import timedelta

import pytest
import requests
from django.utils import timezone

from commerce.pricing.vat import SWEDEN
from integrations.sandbox.fortnox import FortnoxSandbox

pytestmark = pytest.mark.krav("4.5.1")

ROWS = [{"Price": 100.0, "VAT": 25, "DeliveredQuantity": "2", "AccountNumber": 3001}]


class Caller:
    """Somebody with a key."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        doors, headers = sandbox.doors, {"TenantId": sandbox.doors.tenant}
        asked, who = {"grant_type": "client_credentials"}, (doors.client_id, doors.secret)
        told = requests.post(f"{sandbox.address}/oauth-v1/token", asked, auth=who, headers=headers, timeout=10).json()
        self.headers = {"Authorization": f"Bearer {told['access_token']}"}

    def __call__(self, method, path, asked=None):
        answer = requests.request(method, self.sandbox.address + path, json=asked, headers=self.headers, timeout=10)
        return answer.status_code, answer.json()

    def code(self, *asked):
        status, told = self(*asked)
        return status, told["ErrorInformation"]["code"]


@pytest.fixture
def call():
    with FortnoxSandbox() as sandbox:
        sandbox.books.add_customer({"Name": "A", "CustomerNumber": "1001"})
        sandbox.books.add_customer({"Name": "B", "CustomerNumber": "11001"})
        yield Caller(sandbox)


def invoiced(call, **fields):
    asked = {"CustomerNumber": "1001", "InvoiceRows": ROWS, "ExternalInvoiceReference1": "10001", **fields}
    return call("POST", "/3/invoices", {"Invoice": asked})[1]["Invoice"]


def test_the_twenty_sixth_call_in_five_seconds_is_one_too_many(call):
    at = call.sandbox.doors._clock()
    call.sandbox.doors._clock = lambda: at

    statuses = [call("GET", "/3/companyinformation")[0] for _call in range(26)]
    assert statuses == [200] * 25 + [429]

    call.sandbox.doors.skew = 5.0
    assert call("GET", "/3/companyinformation")[0] == 200


def test_a_key_ends_and_one_that_is_good_once_is_good_once(call):
    doors, address = call.sandbox.doors, f"{call.sandbox.address}/oauth-v1/token"
    asked = {"grant_type": "refresh_token", "refresh_token": "refresh-0"}

    first, second = (requests.post(address, asked, auth=(doors.client_id, doors.secret), timeout=10) for _n in "ab")

    assert (first.status_code, second.status_code, second.json()["error"]) == (200, 400, "invalid_grant")
    doors.skew = 3601.0
    assert call("GET", "/3/companyinformation") == (401, {"message": "unauthorized"})


def test_a_search_finds_a_part_of_a_number_and_a_parameter_in_capitals_is_not_heard(call):
    def found(query):
        return [one["CustomerNumber"] for one in call("GET", f"/3/customers?{query}")[1]["Customers"]]

    assert found("customernumber=1001") == ["1001", "11001"]
    assert found("CustomerNumber=77") == ["1001", "11001"]
    assert call.code("GET", "/3/customers?name=a&city=b") == (400, 2000588)


def test_a_page_has_a_hundred_unless_asked_for_and_five_hundred_at_most(call):
    for number in range(600):
        call.sandbox.books.add_customer({"Name": "C", "CustomerNumber": f"C{number}"})

    def page(query):
        told = call("GET", f"/3/customers?{query}")[1]
        return len(told["Customers"]), told["MetaInformation"]["@TotalPages"]

    assert page("") == (100, 7)
    assert page("limit=1000") == (500, 2)
    assert page("limit=500&page=2") == (102, 2)


@pytest.mark.parametrize(
    ("case", "asked", "expected"),
    [
        ("a field that is not there", {"Name": "A", "Shoe": 1}, (400, 2001399)),
        ("a sign that is not on the list", {"Name": 'A "B"'}, (400, 2000359)),
        ("a number that is taken", {"Name": "A", "CustomerNumber": "1001"}, (400, 2000637)),
        ("a number of one who was deleted", {"Name": "A", "CustomerNumber": "2"}, (400, 2000637)),
    ],
)
def test_a_customer_is_refused_with_their_code(call, case, asked, expected):
    call.sandbox.books.deleted_customers.add("2")

    assert call.code("POST", "/3/customers", {"Customer": asked}) == expected
    assert len(call.sandbox.books.kept["Customer"]) == 2


def test_booked_is_booked(call):
    number = invoiced(call)["DocumentNumber"]
    call("PUT", f"/3/invoices/{number}/bookkeep")

    changed = {"Invoice": {"CustomerNumber": "1001", "InvoiceRows": []}}
    assert call("PUT", f"/3/invoices/{number}", changed)[0] == 400
    assert call("PUT", f"/3/invoices/{number}/cancel")[0] == 400
    assert call("GET", f"/3/invoices/{number}")[1]["Invoice"]["Total"] == 250.0


def test_rows_that_are_given_replace_every_row_and_other_fields_stay(call):
    number = invoiced(call)["DocumentNumber"]

    call("PUT", f"/3/invoices/{number}", {"Invoice": {"CustomerNumber": "1001", "InvoiceRows": ROWS[:1] * 2}})

    told = call("GET", f"/3/invoices/{number}")[1]["Invoice"]
    assert (told["Total"], told["TotalVAT"], told["ExternalInvoiceReference1"]) == (500.0, 100.0, "10001")


def test_vat_included_turns_the_same_price_into_another(call):
    without, included = invoiced(call), invoiced(call, VATIncluded=True)

    assert (without["Total"], without["TotalVAT"]) == (250.0, 50.0)
    assert (included["Total"], included["TotalVAT"]) == (200.0, 40.0)


def test_a_get_that_mails_mails_each_time(call):
    number = invoiced(call)["DocumentNumber"]

    call("GET", f"/3/invoices/{number}/email")
    call("GET", f"/3/invoices/{number}/email")

    assert call.sandbox.books.sent == [("email", number)] * 2


def test_what_has_changed_is_told_by_the_minute_in_swedish_time():
    at = timezone.now()
    with FortnoxSandbox(now=lambda: at) as sandbox:
        call = Caller(sandbox)
        sandbox.books.add_customer({"Name": "A", "CustomerNumber": "1"})

        def since(moment):
            return len(call("GET", f"/3/customers?lastmodified={moment:%Y-%m-%d %H:%M}")[1]["Customers"])

        here = at.astimezone(SWEDEN)
        assert (since(here), since(here + timedelta(minutes=1))) == (1, 0)
        assert call.code("GET", "/3/customers?lastmodified=igår") == (400, 2000588)
