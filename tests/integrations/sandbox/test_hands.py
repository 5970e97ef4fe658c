"""What happens by itself at partners, where that is switched on."""

from datetime import UTC, datetime

import pytest

from integrations.sandbox import hands
from tests.factories import world

pytestmark = pytest.mark.krav("4.5.1")

ORDER = {
    "orderNumber": "10001",
    "consignee": {},
    "deliveryDate": "2026-11-27",
    "orderLines": [{"rowNumber": "1", "articleNumber": "A", "numberOfItems": 2}],
}


@pytest.fixture
def there(tmp_path):
    with world.opened(tmp_path) as (there, _desk):
        there.ongoing.books.put_article({"articleNumber": "A"})
        there.ongoing.books.receive("A", 5)
        there.ongoing.books.put_order(ORDER)
        yield there


@pytest.mark.parametrize(
    ("case", "is_on", "waited", "status"),
    [
        ("switched off", False, 3600, 200),
        ("not yet", True, 10, 200),
        ("long enough", True, 30, 450),
    ],
)
def test_an_order_is_picked_and_sent_when_it_has_waited(there, case, is_on, waited, status):
    there.does_by_itself("ongoing", is_on)

    hands.by_themselves(there, now=datetime.fromtimestamp(datetime.now(UTC).timestamp() + waited, tz=UTC))

    assert there.ongoing.books.orders["10001"]["status"] == status
