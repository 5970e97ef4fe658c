"""Promotions for tests: a package made of what is here, signed by an environment that is trusted here."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model

from cms.images import ShopImage
from cms.promote import collect, identity, life, signing, work
from cms.promote.collect import Selection
from cms.promote.models import Kind, PromotionKey
from tests.factories.pictures import PictureFactory


def trusted(**fields):
    """The key of an environment that may send and fetch everything: this one's own, unless another is given."""
    told = {"name": "Testmiljön", "may_send": True, "may_fetch": True, "kinds": list(Kind.values)}
    return PromotionKey.objects.create(**{**told, "public_key": signing.own_public_key(), **fields})


def key_of(row):
    return identity.keys_of(type(row), [row.pk])[row.pk]


def packed(*rows, trees=(), translated=True, name="Höstens sidor", now=None, with_files=True):
    """The bytes of a package with these rows, and these trees of pages."""
    out = BytesIO()
    selection = Selection(tuple(map(key_of, rows)), tuple(map(key_of, trees)), translated)
    told = {"name": name, "by": "redaktor@test.example", "now": now or timezone.now(), "with_files": with_files}
    collect.write_package(out, selection, **told)
    return out.getvalue()


def received(content, *, by):
    return life.receive(BytesIO(content), by=by, now=timezone.now())


def taken_in(promotion, *, by):
    """As a person asks for and a worker does it."""
    life.ask_to_take_in(promotion.pk, by=by)
    work.go_on(promotion.pk, now=timezone.now())
    promotion.refresh_from_db()
    return promotion


def taken_back(promotion, *, by):
    life.ask_to_take_back(promotion.pk, by=by)
    work.go_on(promotion.pk, now=timezone.now())
    promotion.refresh_from_db()
    return promotion


def picture(**fields):
    image = PictureFactory(**fields)
    image.get_file_hash()
    return ShopImage.objects.get(pk=image.pk)


def document(title="Skötselråd", name="skotsel.pdf", content=b"%PDF-1.7 sk\xc3\xb6tsel"):
    made = get_document_model()(title=title)
    made.file.save(name, ContentFile(content), save=False)
    made.save()
    made.get_file_hash()
    return made
