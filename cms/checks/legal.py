"""What the pages have to tell that the law asks for, each found by its own words in the language of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.article_blocks import CookiesBlock
from cms.checks import rules
from cms.checks.links import links_of
from cms.checks.parts import parts
from cms.checks.rule import Fault
from cms.checks.writing import texts
from cms.legal_kinds import Legal

EMAIL = r"[\w.+-]+@[\w-]+\.[\w.-]+"


@dataclass(frozen=True, slots=True)
class Telling:
    """Something that a page must tell: every pattern must be found. By language, as the words differ."""

    what: Any
    law: str
    sv: tuple[str, ...]
    en: tuple[str, ...]

    def is_told(self, text: str, language: str) -> bool:
        patterns = self.en if language == "en" else self.sv
        return all(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def _seller() -> tuple[str, ...]:
    """The company's name, number and address, as it stands on its invoices."""
    number = settings.SELLER["number"]
    written = rf"{number[:6]}-?{number[6:]}"
    return (re.escape(settings.SELLER["name"]), written, re.escape(settings.SELLER["postal_code"]), EMAIL)


BOARD = Telling(
    gettext_lazy("the complaints board (ARN) with its address"),
    "L26",
    (r"Allmänna reklamationsnämnden", r"arn\.se"),
    (r"National Board for Consumer Disputes|Allmänna reklamationsnämnden", r"arn\.se"),
)
TELLINGS = {
    Legal.TERMS: (
        Telling(
            gettext_lazy("the right of withdrawal: at least 14 days, and the standard form"),
            "L8",
            (r"ånger", r"\b(14|30|60|90) dagar", r"formulär"),
            (r"withdraw", r"\b(14|30|60|90) days", r"\bform\b"),
        ),
        Telling(
            gettext_lazy("complaints of faulty goods: three years"),
            "L8",
            (r"reklam", r"\btre år|\b3 år"),
            (r"complain|fault", r"\bthree years|\b3 years"),
        ),
        Telling(gettext_lazy("what prices include, and the VAT"), "L6", (r"\bpris", r"moms"), (r"price", r"VAT")),
        BOARD,
    ),
    Legal.PRIVACY: (
        Telling(
            gettext_lazy("what the data are used for, and on which ground"),
            "L19",
            (r"behövs|används", r"avtal|grund|intresse"),
            (r"need|use", r"contract|basis|interest"),
        ),
        Telling(
            gettext_lazy("how long they are kept"),
            "L19",
            (r"\b(år|månader|dagar)\b",),
            (r"\b(years?|months?|days?)\b",),
        ),
        Telling(
            gettext_lazy("the rights: to see, correct, erase and object"),
            "L19",
            (r"rätta", r"radera", r"invända"),
            (r"correct", r"eras", r"object"),
        ),
        Telling(
            gettext_lazy("the supervising authority (IMY)"),
            "L19",
            (r"Integritetsskyddsmyndigheten",),
            (r"Authority for Privacy Protection|Integritetsskyddsmyndigheten",),
        ),
    ),
    Legal.COOKIES: (
        Telling(
            gettext_lazy("how a yes is taken back"),
            "L20",
            (r"\btar? .{0,20}tillbaka|återkalla",),
            (r"\btake .{0,20}back|withdraw",),
        ),
    ),
    Legal.ACCESSIBILITY: (
        Telling(gettext_lazy("the standard that is met"), "L21", (r"WCAG|EN 301 549",), (r"WCAG|EN 301 549",)),
        Telling(
            gettext_lazy("what does not meet it yet"),
            "L21",
            (r"brist|inte uppfyller|når inte",),
            (r"shortcoming|does not|fall short",),
        ),
        Telling(gettext_lazy("where to tell of a fault"), "L21", (EMAIL,), (EMAIL,)),
        Telling(
            gettext_lazy("the supervising authority (PTS) and the law"),
            "L21",
            (r"Post- och telestyrelsen", r"2023:254"),
            (r"Post and Telecom Authority|Post- och telestyrelsen", r"2023:254"),
        ),
    ),
    Legal.COMPLAINTS: (
        BOARD,
        Telling(gettext_lazy("where advice is given"), "L26", (r"hallakonsument\.se",), (r"hallakonsument\.se",)),
    ),
    Legal.RANKING: (
        Telling(
            gettext_lazy("what decides the order of search results"),
            "L27",
            (r"sök", r"ordning|sorter"),
            (r"search", r"order|rank|sort"),
        ),
        Telling(gettext_lazy("whether anyone pays to be seen"), "L27", (r"betalar",), (r"\bpay|paid",)),
        Telling(gettext_lazy("whether prices are personal"), "L27", (r"nivå|personlig",), (r"level|personal",)),
        Telling(
            gettext_lazy("how reviews are checked, or that there are none"), "L27", (r"omdöme|recension",), (r"review",)
        ),
    ),
}
NAMES_THE_SELLER = (Legal.TERMS, Legal.PRIVACY)


def tellings(kind: str) -> list[Telling]:
    """What a kind of page must tell, in order."""
    found = list(TELLINGS.get(kind, ()))
    if kind in NAMES_THE_SELLER:
        own = _seller()
        found.insert(0, Telling(gettext_lazy("the company: name, number, address and e-mail"), "L8", own, own))
    return found


def tells_what_it_must(page, **_about) -> Iterator[Fault]:
    """What a legal page does not tell, and whether there is another of its kind. One query."""
    if not page.legal:
        return
    text = " ".join(words for words, _id in texts(page))
    text += " ".join(link.address for link, _id in links_of(page))
    language = page.locale.language_code
    for telling in tellings(page.legal):
        if not telling.is_told(text, language):
            said = _("The page does not tell %(what)s.") % {"what": telling.what}
            yield Fault(rule=rules.LEGAL, text=said, about=str(telling.sv))
    if page.legal == Legal.COOKIES and not any(isinstance(part.block, CookiesBlock) for part in parts(page)):
        yield Fault(rule=rules.LEGAL, text=_("The page does not show the list of cookies. Add the block for it."))
    others = type(page).objects.filter(legal=page.legal, locale=page.locale_id, live=True).exclude(pk=page.pk)
    if other := others.first():
        text = _("“%(title)s” is already that kind of page. Take down one of them.") % {"title": other.title}
        yield Fault(rule=rules.LEGAL, text=text, about=f"twice:{other.pk}")
