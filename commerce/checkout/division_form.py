"""What a shopper may send of how a cart is divided: which addresses, and how many pieces of each line to each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commerce.cart.division import MOST_ADDRESSES, CannotDivide, Fields
from commerce.cart.lines import Row
from commerce.cart.models import MAX_QUANTITY


class DivisionForm(forms.Form):
    """`known` are his addresses by key, `chosen` those of them that goods go to, `parts` pieces by variant for each.

    Without `parts`, all goes to the first that is chosen.
    """

    def __init__(
        self,
        data=None,
        *,
        rows: Sequence[Row],
        known: Mapping[str, Fields],
        chosen: Sequence[str],
        locale: str,
        parts: Mapping[str, Mapping[int, int]] | None = None,
    ):
        super().__init__(data, auto_id="division_%s")
        self.rows, self.known, self.chosen, self.locale = rows, known, list(chosen), locale
        self.fields["to"] = forms.MultipleChoiceField(
            label=_("Addresses"),
            choices=[(key, _name(address)) for key, address in known.items()],
            required=False,
        )
        self.initial["to"] = self.chosen
        self.uneven: dict[int, str] = {}
        given: Mapping[str, Mapping[int, int]] = parts or {
            key: {row.variant.pk: row.quantity for row in rows} for key in self.chosen[:1]
        }
        for row in rows:
            for key in self.chosen:
                self.fields[self._field(key, row)] = forms.IntegerField(
                    label=_name(known[key]),
                    min_value=0,
                    max_value=MAX_QUANTITY,
                    required=False,
                    initial=given.get(key, {}).get(row.variant.pk, 0),
                    error_messages={
                        "invalid": _("Write the quantity as a whole number."),
                        "min_value": _("Write the quantity as a whole number."),
                        "max_value": _("Choose a quantity between 1 and 9999."),
                    },
                )

    def wanted(self) -> list[tuple[str, dict[int, int]]]:
        """Which pieces, by variant, go to which address, as `commerce.cart.division.keep` takes it."""
        told = self.cleaned_data
        return [
            (key, {row.variant.pk: told.get(self._field(key, row)) or 0 for row in self.rows}) for key in self.chosen
        ]

    def refuse(self, refused: CannotDivide) -> None:
        """Say why the cart cannot be divided so, by each line that it is about."""
        for variant, (divided, there) in refused.uneven.items():
            self.uneven[variant] = _("There are %(there)s of these, and %(divided)s are divided.") % {
                "there": there,
                "divided": divided,
            }
        self.add_error(
            None,
            {
                "countries": _("All addresses of an order must be in the same country: each country has its VAT."),
                "many": _("An order goes to at most %(count)s addresses.") % {"count": MOST_ADDRESSES},
                "uneven": _("Not every piece has an address. Look at the lines that are marked."),
            }.get(refused.reason, _("The cart has changed. Look through how the goods are divided.")),
        )

    def lines(self) -> Iterator[dict[str, Any]]:
        """Each line of the cart with its fields, one for each chosen address."""
        for row in self.rows:
            yield {
                "title": row.variant.product.name_in(self.locale),
                "label": row.variant.label_in(self.locale),
                "sku": row.variant.sku,
                "quantity": row.quantity,
                "problem": self.uneven.get(row.variant.pk, ""),
                "fields": [self[self._field(key, row)] for key in self.chosen],
            }

    def destinations(self) -> list[dict[str, Any]]:
        return [
            {"key": key, "name": _name(address), "address": address, "is_chosen": key in self.chosen}
            for key, address in self.known.items()
        ]

    @staticmethod
    def _field(key: str, row: Row) -> str:
        return f"pieces-{key}-{row.id}"


def _name(address: Fields) -> str:
    """An address in few words."""
    person = f"{address['first_name']} {address['last_name']}".strip()
    return f"{address['company'] or person}, {address['address_1']}, {address['city']}"
