"""Swish lets the shop in by the bank's certificate, which has an end; and half a set-up is found at start."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders.models import Order
from commerce.orders.payments import ProviderUnavailable, providers
from integrations.checks import swish_is_set_up_whole
from integrations.payments.swish import certificate
from integrations.sandbox.server import Answer
from integrations.sandbox.swish import Papers
from integrations.tasks import look_at_certificates
from tests.factories import swish

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]


def test_nobody_is_let_in_without_the_banks_certificate(sandbox, settings, tmp_path):
    _order, payment = swish.an_order()
    for certificate_file in ("", Papers.written_in(tmp_path / "another").certificate, str(tmp_path / "none.pem")):
        settings.SWISH_CERTIFICATE = certificate_file
        providers.cache_clear()

        with pytest.raises(ProviderUnavailable):
            providers()["swish"].read(payment)

    assert sandbox.requests == []


def test_a_server_of_another_authority_is_not_talked_to(sandbox, settings, tmp_path):
    settings.SWISH_CA = Papers.written_in(tmp_path / "another").authority
    providers.cache_clear()
    _order, payment = swish.an_order()

    with pytest.raises(ProviderUnavailable):
        swish.asked(payment)
    assert sandbox.requests == []


def test_an_answer_that_leads_elsewhere_is_not_followed(sandbox, monkeypatch):
    elsewhere = Answer(307, headers={"Location": f"{sandbox.address}/other"})
    monkeypatch.setattr(sandbox, "done", lambda *call, **told: elsewhere)
    _order, payment = swish.an_order()

    with pytest.raises(ProviderUnavailable, match="307"):
        swish.asked(payment)


@pytest.mark.parametrize(("days", "told"), [(32, False), (29, True), (-1, True)])
def test_that_the_certificate_ends_is_said_thirty_days_ahead_once_a_day(settings, tmp_path, days, told):
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    settings.SWISH_CERTIFICATE = Papers.written_in(tmp_path, until=now + timedelta(days=days)).certificate

    said = [certificate.tell_when_ending(now=now + timedelta(hours=hours)) for hours in (0, 1, 24)]

    assert [bool(one) for one in said] == [told, False, told]
    assert Event.objects.filter(kind="certificate.ending").count() == 2 * told


def test_where_there_is_no_swish_no_certificate_is_looked_for(settings):
    assert look_at_certificates() is False
    assert swish_is_set_up_whole(None) == []


@pytest.mark.parametrize(
    ("case", "told", "problem"),
    [
        ("no number of the shop's", {"SWISH_NUMBER": ""}, "integrations.E005"),
        ("an address that is not secret", {"SWISH_API_BASE": "http://cpc.getswish.net"}, "integrations.E006"),
        ("the simulator where money is real", {"ENVIRONMENT": "production"}, "integrations.E007"),
        ("no certificate where it is said to be", {"SWISH_CERTIFICATE": "/nowhere.pem"}, "integrations.E008"),
    ],
)
def test_half_a_set_up_is_found_at_start(sandbox, settings, case, told, problem):
    call_command("check", "integrations")
    for name, value in told.items():
        setattr(settings, name, value)

    with pytest.raises(SystemCheckError, match=problem):
        call_command("check", "integrations")


def test_a_certificate_that_ends_lets_the_shop_start_with_a_warning(settings, tmp_path):
    with swish.plugged_in(settings, tmp_path, until=timezone.now() + timedelta(days=10)):
        assert [one.id for one in swish_is_set_up_whole(None)] == ["integrations.W001"]
        call_command("check")


def test_the_counterpart_itself_speaks_tls_with_a_certificate_only(sandbox):
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{sandbox.address}/", verify=sandbox.papers.authority, timeout=5)
    assert Path(sandbox.papers.certificate).exists()
    assert Order.objects.count() == 0
