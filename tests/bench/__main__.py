"""`make bench`: what the shop does in a second, at 10,000 products, 1,000,000 prices, orders and deliveries.

python -m tests.bench             measure, print the table, write it to docs/benchmarks.md
python -m tests.bench --quick     a tenth of everything, writes nothing: does the bench itself work?
"""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

from tests.bench.beginning import begun


def main() -> None:
    is_quick = begun(__doc__)
    from tests.bench import (
        beside,
        deliveries,
        delivery_report,
        gateway,
        gateway_report,
        measuring,
        order_report,
        orders,
        outbox,
        pictures,
        price_report,
        prices,
        report,
        workloads,
    )

    scale = 0.1 if is_quick else 1.0
    with tempfile.TemporaryDirectory(prefix="webshop-bench-") as folder:
        measured = workloads.measure(Path(folder), scale=scale)
    found = [(report.TABLE, measured)]
    report.TABLE.show(measured)
    parts = (
        (price_report.TABLE, prices.measure),
        (order_report.TABLE, orders.measure),
        (delivery_report.SENT, outbox.measure),
        (delivery_report.SHOWN, deliveries.measure),
        (pictures.TABLE, pictures.measure),
        (gateway_report.TABLE, gateway.measure),
        (measuring.TABLE, measuring.measure),
        (beside.TABLE, beside.measure),
    )
    for table, measure in parts:
        found.append((table, measure(scale=scale)))
        table.show(found[-1][1])
    if not is_quick:
        for table, rows in found:
            table.write(rows)


if __name__ == "__main__":
    main()
