"""The test environment as a shop of its own, with its own database, files, key and web server; production is here."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from django.test import override_settings

from cms.promote import signing
from cms.promote.models import Kind, PromotionKey
from tests import databases, in_memory
from tests.committing import forget_rows
from tests.web_server import Shop, open_shop

KEY = "the test environment's own"


@dataclass(frozen=True)
class Source:
    """Where content is made. `inside()` makes some there; `url` is where it is asked."""

    shop: Shop

    @property
    def url(self) -> str:
        return self.shop.address

    def inside(self):
        return _inside(self.shop.database, self.shop.data)


@contextlib.contextmanager
def source_environment(folder: Path, *, template: str | None = None, **scope):
    """Open it, each environment knowing the other's key. `scope` is what production's key may have there."""
    own = signing.own_public_key()
    with in_memory.copy_of(template or databases.migrated_template(), "_source") as name:
        with _inside(name, folder):
            told = {"name": "Produktion", "public_key": own, "may_fetch": True, "kinds": list(Kind.values), **scope}
            PromotionKey.objects.create(**told)
            theirs = signing.own_public_key()
        PromotionKey.objects.create(name="Testmiljön", public_key=theirs, may_send=True, kinds=list(Kind.values))
        with open_shop(name, folder, PROMOTION_KEY=KEY) as shop:
            yield Source(shop)


@contextlib.contextmanager
def _inside(database, folder):
    """This process as if it were the test environment."""
    forget_rows()
    media = folder / "media"
    media.mkdir(exist_ok=True)
    with databases.connected_to(database), override_settings(MEDIA_ROOT=media, PROMOTION_KEY=KEY):
        yield
    forget_rows()
