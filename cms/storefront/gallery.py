"""A product's pictures in the order that suits the variant: those of what the shopper has chosen come first."""

from commerce.catalogue.showcase import fit


def in_order(raw_data, shown, chosen=frozenset()):
    """The pictures of a gallery's raw data: converting the stream would read every image once more.

    A picture that says what it shows comes first when all of that is among the words of the chosen variant.
    """
    values = [block["value"] for block in raw_data if block.get("type") == "picture"]
    return [
        {
            "image": shown[value["image"]],
            "alt": value.get("alt", ""),
            "is_decoration": value.get("is_decoration", False),
            "caption": value.get("caption", ""),
        }
        for value in sorted(values, key=lambda value: -fit(value.get("shows") or "", chosen))
        if value.get("image") in shown
    ]


def words_of(sku, value_ids, vocabulary):
    """Everything an editor may call a variant by: its article number, and the code and names of each of its values."""
    values = [vocabulary.values[pk] for pk in value_ids if pk in vocabulary.values]
    names = [name for value in values for name in (value.code, *value.names.values())]
    return frozenset(name.casefold() for name in (sku, *names) if name)
