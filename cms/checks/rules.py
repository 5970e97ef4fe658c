"""The rules, in the order in which they are told."""

from django.utils.translation import gettext_lazy as _

from cms.checks.rule import Rule

ALT = Rule(
    code="alt",
    title=_("Alternative texts"),
    why=_("Whoever does not see a picture hears its alternative text. A picture that only adorns is marked as such."),
    law="L21",
    blocks=True,
)
HEADINGS = Rule(
    code="headings",
    title=_("Order of headings"),
    why=_("Screen readers go from heading to heading: none may be empty, and no level skipped."),
    law="L21",
)
CONTRAST = Rule(
    code="contrast",
    title=_("Contrast of chosen colours"),
    why=_("Text must stand out from its ground by at least 4.5 to 1 (WCAG 1.4.3)."),
    law="L21",
    blocks=True,
)
INSIDE = Rule(
    code="inside-links",
    title=_("Links within the shop"),
    why=_("A link that leads nowhere makes the shopper turn round."),
    blocks=True,
)
OUTSIDE = Rule(
    code="outside-links",
    title=_("Links to other sites"),
    why=_("They are asked once a week whether they are there. One that has not been asked yet counts as whole."),
)
ODR = Rule(
    code="odr",
    title=_("The closed complaints platform of the Union"),
    why=_("The platform closed on 20 July 2025, and nobody may be sent to it (Regulation (EU) 2024/3228)."),
    law="L26",
    blocks=True,
)
CLAIMS = Rule(
    code="claims",
    title=_("Claims about the environment"),
    why=_("A general claim without support is misleading (Directive (EU) 2024/825). Say what is better, and how."),
    law="L25",
)
MAKER = Rule(
    code="maker",
    title=_("Manufacturer"),
    why=_("Each offer shows who made the product, with postal and electronic address (GPSR, article 19)."),
    law="L24",
    blocks=True,
)
MAKER_COUNTRY = Rule(
    code="maker-country",
    title=_("The manufacturer's country"),
    why=_(
        "Where the manufacturer is decides whether somebody in the EU must answer for the product (GPSR, article 16)."
    ),
    law="L24",
)
RESPONSIBLE = Rule(
    code="responsible",
    title=_("Responsible person in the EU"),
    why=_("For a manufacturer outside the EU and EEA each offer shows who answers for the product (GPSR, article 19)."),
    law="L24",
    blocks=True,
)
PICTURE = Rule(
    code="picture",
    title=_("A picture of the product"),
    why=_("Each offer shows a picture of the product (GPSR, article 19)."),
    law="L24",
    blocks=True,
)
SAFETY = Rule(
    code="safety",
    title=_("Safety information in Swedish"),
    why=_("What is warned of in one language must be warned of in Swedish (GPSR, article 19)."),
    law="L24",
    blocks=True,
)
UNIT_PRICE = Rule(
    code="unit-price",
    title=_("Unit price"),
    why=_("Goods sold by weight, volume, length or area show what a kilogram, litre or metre costs."),
    law="L6",
)
REDUCTIONS = Rule(
    code="reductions",
    title=_("Lawful percentages"),
    why=_("A reduction is counted from the lowest price of the 30 days before it. It is refused whoever asks."),
    law="L3",
    blocks=True,
    is_fixed=True,
)
PERCENT = Rule(
    code="percent",
    title=_("Percentages in the text"),
    why=_("What the text promises should be what an offer of the campaign gives."),
    law="L3",
)
LEGAL = Rule(
    code="legal",
    title=_("What a legal page must tell"),
    why=_("The law says what terms, privacy, cookies and accessibility pages have to tell."),
    law="L21",
    blocks=True,
)
GUARANTEE = Rule(
    code="guarantee",
    title=_("Notice of the legal guarantee"),
    why=_("From 27 September 2026 the Union's notice of the legal guarantee is shown, its file unaltered."),
    law="L25",
)

RULES = (
    ALT,
    HEADINGS,
    CONTRAST,
    INSIDE,
    OUTSIDE,
    ODR,
    CLAIMS,
    MAKER,
    MAKER_COUNTRY,
    RESPONSIBLE,
    PICTURE,
    SAFETY,
    UNIT_PRICE,
    REDUCTIONS,
    PERCENT,
    LEGAL,
    GUARANTEE,
)
BY_CODE = {rule.code: rule for rule in RULES}
