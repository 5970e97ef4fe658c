"""A key as a telephone has one: makes credentials and signs with them, for the address that it is shown."""

import hashlib
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

ORIGIN = "https://testserver"


class SoftKey:
    def __init__(self, *, origin=ORIGIN, host="testserver"):
        self.origin, self.host, self.counter = origin, host, 0
        self.id = secrets.token_bytes(16)
        self._private = ec.generate_private_key(ec.SECP256R1())

    def make(self, offered):
        """What a browser answers to `PublicKeyCredentialCreationOptions`."""
        data = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self._private.public_key())
        )
        told = self._authenticator_data(data)
        client = self._client_data(CollectedClientData.TYPE.CREATE, offered)
        return self._answer(clientDataJSON=client, attestationObject=AttestationObject.create("none", told, {}))

    def sign(self, asked):
        """What a browser answers to `PublicKeyCredentialRequestOptions`."""
        self.counter += 1
        told, client = self._authenticator_data(), self._client_data(CollectedClientData.TYPE.GET, asked)
        signed = self._private.sign(told + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=told, signature=signed)

    def _authenticator_data(self, data=None):
        flags = AuthenticatorData.FLAG.UP | (AuthenticatorData.FLAG.AT if data else AuthenticatorData.FLAG(0))
        return AuthenticatorData.create(hashlib.sha256(self.host.encode()).digest(), flags, self.counter, data or b"")

    def _client_data(self, kind, options):
        return CollectedClientData.create(kind, websafe_decode(options["challenge"]), self.origin)

    def _answer(self, **response):
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "response": {name: websafe_encode(bytes(value)) for name, value in response.items()},
        }
