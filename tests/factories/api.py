"""Tokens of the API, and one who calls with them."""

import itertools
import json
import uuid
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from integrations.api import tokens
from integrations.api.models import ApiToken
from integrations.api.scopes import FOR_SYSTEMS, Scope
from tests.factories.customers import MembershipFactory, OrganisationFactory

ROOT = "/api/v1"
_names = itertools.count(1)


class Token:
    """A token as its owner has it: its row, and what is written in the header."""

    def __init__(self, row, written):
        self.row, self.written = row, written


def token_of(organisation=None, *, acts_for=None, scopes=None, **fields):
    """A new token: a system's, or an organisation's, which acts for a member, a new one where none is named."""
    may = [one.value for one in Scope if organisation is None or one not in FOR_SYSTEMS]
    if organisation is not None and acts_for is None:
        acts_for = MembershipFactory(organisation=organisation).user
    row = ApiToken(
        name=f"token {next(_names)}",
        organisation=organisation,
        acts_for=acts_for,
        scopes=may if scopes is None else [str(one) for one in scopes],
        expires_at=fields.pop("expires_at", timezone.now() + timedelta(days=30)),
        **fields,
    )
    return Token(row, tokens.issue(row, by=None, now=timezone.now()))


def organisation_token(name="Kafé Kajen AB", **fields):
    return token_of(OrganisationFactory(name=name), **fields)


class Calling:
    """One who calls: `GET` and `POST` below the root, with the token and what else a call should say."""

    def __init__(self, token=None, **headers):
        self.client = Client(raise_request_exception=True)
        self.headers = {"accept": "application/json", "accept-language": "en"} | headers
        if token is not None:
            self.headers["authorization"] = f"Bearer {token.written}"

    def get(self, path, query=None, **headers):
        return self.client.get(f"{ROOT}{path}", query, headers=self.headers | _said(headers))

    def post(self, path, body=None, *, key=None, content=None, content_type="application/json", **headers):
        said = self.headers | {"idempotency-key": key or uuid.uuid4().hex} | _said(headers)
        given = json.dumps(body) if content is None else content  # bytes are sent as they are
        return self.client.generic("POST", f"{ROOT}{path}", given, content_type=content_type, headers=said)

    def other(self, method, path, **headers):
        return self.client.generic(method, f"{ROOT}{path}", headers=self.headers | _said(headers))


def _said(headers):
    return {name.replace("_", "-"): value for name, value in headers.items()}
