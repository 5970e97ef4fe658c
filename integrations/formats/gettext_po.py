"""Texts to translate as a PO file, as Poedit, Weblate and Crowdin read it: `msgctxt` is the key, doubt is `fuzzy`."""

from collections.abc import Iterable
from datetime import datetime

import polib
from django.utils.translation import gettext as _

from cms.translation.unit import Said, Unit
from integrations.formats.problems import Unreadable

SUFFIX, CONTENT_TYPE = "po", "text/x-gettext-translation; charset=utf-8"


def write(units: Iterable[Unit], *, source: str, target: str, now: datetime) -> bytes:
    """The file, UTF-8. A text's place and length stand as comments for the translator."""
    listed, file = list(units), polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": "shop",
        "POT-Creation-Date": f"{now:%Y-%m-%d %H:%M%z}",
        "Language": target,
        "X-Source-Language": source,
        "X-Texts": str(len(listed)),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for unit in listed:
        longest = _("At most %(most)s characters") % {"most": unit.longest} if unit.longest else ""
        file.append(
            polib.POEntry(
                msgctxt=unit.key,
                msgid=unit.source,
                msgstr=unit.target,
                comment="\n".join(filter(None, [unit.where, longest])),
                flags=[] if unit.is_sure else ["fuzzy"],
            )
        )
    return str(file).encode()


def read(content: bytes, *, source: str, target: str) -> list[Said]:
    """Every text of the file that is not obsolete. Raises Unreadable for what is no PO file of these languages."""
    try:
        text = content.decode("utf-8-sig")
        # What begins with an empty line is never taken for the name of a file on this machine.
        file = polib.pofile(f"\n{text}")
    except UnicodeDecodeError as fault:
        raise Unreadable(_("The file is not UTF-8.")) from fault
    except (OSError, ValueError, IndexError) as fault:
        raise Unreadable(_("The file is not a PO file that can be read: %(reason)s") % {"reason": fault}) from fault
    if file.metadata.get("X-Source-Language") != source or file.metadata.get("Language") != target:
        raise Unreadable(
            _("The file is not one of ours from %(source)s to %(target)s.") % {"source": source, "target": target}
        )
    if str(len(file)) != file.metadata.get("X-Texts"):
        raise Unreadable(_("The file does not hold as many texts as it left with: it has been cut or put together."))
    return [
        Said(
            key=entry.msgctxt or "",
            source=entry.msgid,
            target=entry.msgstr,
            is_sure="fuzzy" not in entry.flags,
            line=entry.linenum - 1,
        )
        for entry in file
        if not entry.obsolete
    ]
