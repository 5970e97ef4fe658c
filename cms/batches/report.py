"""How far a batch has come, and what became of its files."""

from dataclasses import dataclass

from django.db.models import Count, Q

from cms.batches.models import PictureBatch, PictureBatchFile

Outcome, OnPage = PictureBatchFile.Outcome, PictureBatchFile.OnPage
TAKEN = Q(outcome__in=(Outcome.NEW, Outcome.KNOWN))


@dataclass(frozen=True, slots=True)
class Progress:
    """Files by what became of them; `done` of `total` counts reading each file and seeing to its page as halves."""

    total: int
    waiting: int
    new: int
    known: int
    refused: int
    matched: int
    unmatched: int
    shown: int
    drafts: int
    pages_left: int

    @property
    def percent(self) -> int:
        left = 2 * self.waiting + self.pages_left
        return 100 if not self.total else round(100 - 50 * left / self.total)


def progress(batch: PictureBatch) -> Progress:
    """One query."""
    return Progress(
        **batch.files.aggregate(
            total=Count("pk"),
            waiting=Count("pk", filter=Q(outcome=Outcome.WAITING)),
            new=Count("pk", filter=Q(outcome=Outcome.NEW)),
            known=Count("pk", filter=Q(outcome=Outcome.KNOWN)),
            refused=Count("pk", filter=Q(outcome=Outcome.REFUSED)),
            matched=Count("pk", filter=TAKEN & Q(product__isnull=False)),
            unmatched=Count("pk", filter=TAKEN & Q(product__isnull=True)),
            shown=Count("pk", filter=TAKEN & Q(on_page__in=(OnPage.SHOWN, OnPage.THERE))),
            drafts=Count("pk", filter=TAKEN & Q(on_page=OnPage.DRAFT)),
            pages_left=Count("pk", filter=TAKEN & Q(on_page=OnPage.WAITING)),
        )
    )


FILTERS = {
    "": Q(),
    "refused": Q(outcome=Outcome.REFUSED),
    "unmatched": TAKEN & Q(on_page=OnPage.NO_PRODUCT),
    "drafts": TAKEN & Q(on_page=OnPage.DRAFT),
    "not shown": TAKEN & Q(on_page__in=(OnPage.LOCKED, OnPage.NO_PAGE, OnPage.NOT_YOURS)),
    "known": Q(outcome=Outcome.KNOWN),
}
