"""Half a set-up of a warehouse's system is found at start."""

from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import ProgrammingError, transaction

from commerce.stock.models import Warehouse
from integrations.warehouses.ongoing.words import MEANINGS


@register()
def ongoing_is_set_up_whole(app_configs, **kwargs):
    """Without a user, a password or a goods owner nothing gets there; a status that is not explained stops orders."""
    if not settings.ONGOING_BASE:
        return []
    found: list[CheckMessage] = [
        Error(f"ONGOING_BASE is set but not {name}.", id="integrations.E020")
        for name in ("ONGOING_USER", "ONGOING_PASSWORD", "ONGOING_GOODS_OWNER")
        if not getattr(settings, name)
    ]
    is_here = settings.ONGOING_BASE.startswith("http://127.0.0.1")
    if not settings.ONGOING_BASE.startswith("https://") and not is_here:
        found.append(
            Error("ONGOING_BASE is an https address: the password goes with every call.", id="integrations.E021")
        )
    wrong = {
        number: word
        for number, word in settings.ONGOING_STATUSES.items()
        if word not in MEANINGS or not number.isdecimal()
    }
    lacking = MEANINGS.keys() - set(settings.ONGOING_STATUSES.values())
    if wrong or lacking:
        said = f"ONGOING_STATUSES explains numbers as {', '.join(MEANINGS)}; wrong: {wrong}, lacking: {sorted(lacking)}"
        found.append(Error(said, id="integrations.E022"))
    if any(word not in ("open", "received") for word in settings.ONGOING_RETURN_STATUSES.values()):
        found.append(Error("ONGOING_RETURN_STATUSES explains numbers as open or received.", id="integrations.E023"))
    return found


@register()
def files_are_set_up_whole(app_configs, **kwargs):
    if not settings.WAREHOUSE_FILES:
        return []
    found: list[CheckMessage] = []
    if not Path(settings.WAREHOUSE_FILES).is_absolute():
        found.append(Error("WAREHOUSE_FILES is the whole path of a folder.", id="integrations.E024"))
    elif not Path(settings.WAREHOUSE_FILES).is_dir():  # a disk that SFTP mounts may come later than the shop
        found.append(Warning("WAREHOUSE_FILES is no folder: is its disk mounted?", id="integrations.W020"))
    if settings.WAREHOUSE_FILES_FORMAT not in ("csv", "xml"):
        found.append(Error("WAREHOUSE_FILES_FORMAT is csv or xml.", id="integrations.E025"))
    if settings.WAREHOUSE_FILES_ACKNOWLEDGED_WITHIN < 1:
        found.append(Error("WAREHOUSE_FILES_ACKNOWLEDGED_WITHIN is in minutes.", id="integrations.E026"))
    return found


@register(Tags.database)
def warehouses_have_their_system(app_configs, databases=None, **kwargs):
    """A warehouse whose system is not set up gets no orders, and a system that runs no warehouse is told of none."""
    if not databases:
        return []
    try:
        with transaction.atomic():
            run = dict(Warehouse.objects.filter(is_active=True).exclude(run_by="").values_list("run_by", "name"))
    except ProgrammingError:  # the database is new: `migrate`, which makes the table, checks first
        return []
    found: list[CheckMessage] = [
        Error(f"{name} is run by {code}, which is not set up: its orders go nowhere.", id="integrations.E027")
        for code, name in sorted(run.items())
        if code not in settings.WAREHOUSE_SYSTEMS
    ]
    found += [
        Warning(f"No warehouse is run by {code}: choose one in its register.", id="integrations.W021")
        for code in sorted(settings.WAREHOUSE_SYSTEMS.keys() - run.keys())
    ]
    return found
