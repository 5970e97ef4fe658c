from django.core.management.base import BaseCommand
from django.db import IntegrityError
from django.utils import timezone

from commerce.stock.models import Stock
from commerce.stock.recount import recount_all, repair


class Command(BaseCommand):
    help = "Compare the figures of stock with the sums of their records. Nothing is changed unless --repair is given."

    def add_arguments(self, parser):
        parser.add_argument(
            "--repair", nargs="*", metavar="SKU", help="put right these articles, or all that are wrong"
        )

    def handle(self, *args, **options):
        chosen: list[str] | None = options["repair"]
        found = recount_all(now=timezone.now())
        wrong = dict(Stock.objects.filter(pk__in={one.stock_id for one in found}).values_list("pk", "variant__sku"))
        for one in found:
            self.stdout.write(f"{wrong[one.stock_id]}: {one.figure} is {one.counter}, the records say {one.ledger}")
        self.stdout.write(f"{len(found)} figures of {len(wrong)} articles are wrong.")
        if chosen is not None:
            for pk, sku in wrong.items():
                if not chosen or sku in chosen:
                    self._put_right(pk, sku)

    def _put_right(self, pk: int, sku: str) -> None:
        try:
            changed = repair(pk, now=timezone.now())
        except IntegrityError as error:
            self.stderr.write(f"{sku}: orders have claimed more than the records say. Count it first. {error}")
        else:
            self.stdout.write(f"{sku}: {changed} figures are put right.")
