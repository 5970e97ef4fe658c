"""No page of ours lets anything run or load that is not ours, whatever somebody has smuggled into it."""

import environ
import pytest
from django.conf import settings
from django.urls import reverse

from cms.videos import EMBEDS
from config.settings import content_policy
from tests.factories.customers import owner, verified

pytestmark = pytest.mark.django_db


def policy_of(answer) -> dict[str, list[str]]:
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in parts}


def test_the_shop_answers_with_the_policy_also_when_the_page_is_kept(client):
    first, again = client.get("/"), client.get("/")

    assert policy_of(first) == policy_of(again)
    assert policy_of(first)["script-src"] == ["'self'"]


def test_what_is_not_there_and_the_admin_have_it_too(client):
    desk = verified(owner())

    for answer in (client.get("/finns-inte/"), desk.get(reverse("wagtailadmin_home")), client.get("/healthz")):
        assert policy_of(answer)["script-src"] == ["'self'"]


def test_only_the_editors_of_the_admin_may_write_style_into_a_page(client):
    shop, admin = policy_of(client.get("/")), policy_of(verified(owner()).get(reverse("wagtailadmin_home")))

    assert "style-src-elem" not in shop
    assert admin["style-src-elem"] == ["'self'", "'unsafe-inline'"]
    assert {name: said for name, said in admin.items() if name != "style-src-elem"} == shop


def test_nothing_in_a_page_runs_or_paints_by_itself():
    said = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sources = {source for listed in said.values() for source in listed}

    assert said["default-src"] == said["object-src"] == said["base-uri"] == ["'none'"]
    assert not sources & {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "https:", "http:"}


def test_films_play_from_the_places_that_editors_may_name():
    frames = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-src"]

    assert all(any(address.startswith(f"{place}/") for place in frames) for address in EMBEDS.values())


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, []),
        ({"S3_BUCKET": "lera", "S3_ENDPOINT_URL": "https://s3.example.se"}, ["https://s3.example.se"]),
        ({"S3_BUCKET": "lera", "S3_REGION": "eu-north-1"}, ["https://lera.s3.eu-north-1.amazonaws.com"]),
    ],
)
def test_pictures_come_from_the_bucket_where_there_is_one(monkeypatch, told, expected):
    for name in ("S3_BUCKET", "S3_ENDPOINT_URL", "S3_REGION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)

    pictures = content_policy.policy(environ.Env())["DIRECTIVES"]["img-src"]

    assert set(expected) <= set(pictures)
    assert bool(expected) == any(source.startswith("https:") for source in pictures)


def test_forms_may_lead_to_a_partner_of_the_installation(monkeypatch):
    monkeypatch.setenv("CSP_FORMS", "https://pay.example.se")

    assert "https://pay.example.se" in content_policy.policy(environ.Env())["DIRECTIVES"]["form-action"]
