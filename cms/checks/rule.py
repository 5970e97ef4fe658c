"""What a page is held against before it goes live, and what it is found to lack. Plain values; no database."""

import hashlib
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is looked at. `law` is its id in the table of what the law asks; empty for the shop's own wish.

    Whether it blocks publishing is the owner's to say (`cms.checks.models.RuleChoice`); `blocks` is what holds until
    then. One that `is_fixed` is not for anybody to choose or to go past.
    """

    code: str
    title: Any
    why: Any
    law: str = ""
    blocks: bool = False
    is_fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong, in words for the editor, and where: the block's id in the page's text, or a field of the page.

    `address` leads to where it is mended when that is not on the page but in a register. `about` sets it apart from
    other faults of its rule, and stands still while what is wrong does.
    """

    rule: Rule
    text: str
    about: str = ""
    block_id: str = ""
    field_name: str = ""
    address: str = ""
    is_blocking: bool = False
    exception: Any = field(default=None, compare=False)  # who said that the page may go live all the same, and why

    @property
    def anchor(self) -> str:
        """Where in the page's editor it stands; empty when nowhere of its own."""
        if self.block_id:
            return f"#block-{self.block_id}-section"
        return f"#id_{self.field_name}" if self.field_name else ""

    @property
    def mark(self) -> str:
        """Short and the same for as long as the same thing is wrong in the same place."""
        told = "|".join((self.rule.code, self.block_id, self.about or self.text))
        return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
