"""A real OpenID Connect provider, in a process of its own: `python -m tests.onewindow.accounts.provider PORT`.

Authlib's authorization server with code grant, PKCE and signed identity tokens. `POST /control` takes what goes wrong
with the next tokens: `claims` (put over the right ones), `rotate` (another key), `algorithm`, `unpublished` (signed by
a key that nobody published), `forget` (codes are no longer known).
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode, UserInfo
from flask import Flask, jsonify, request
from joserfc.jwk import ECKey, KeySet, RSAKey

CLIENT_ID, CLIENT_SECRET = "onewindow", "a secret of both"
SUBJECT = "gd-000123"
KEYS = {
    "RS256": lambda kid: RSAKey.generate_key(2048, {"kid": kid}),
    "ES256": lambda kid: ECKey.generate_key("P-256", {"kid": kid}),
}


class State:
    """What the provider knows and what is to go wrong."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.algorithm = "RS256"
        self.serial = 0
        self.claims: dict[str, Any] = {}
        self.unpublished = False
        self.codes: dict[str, Any] = {}
        self.rotate()

    def rotate(self) -> None:
        """Sign with a new key from now on; the old one is not published any more."""
        self.serial += 1
        self.key = KEYS[self.algorithm](f"key-{self.serial}")


class Client:
    """The one relying party."""

    client_id = CLIENT_ID

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> str | None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, uri: str) -> bool:
        return uri.endswith("/back")

    def check_client_secret(self, secret: str) -> bool:
        return secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic" or endpoint != "token"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class Code:
    """An authorization code."""

    def __init__(self, code: str, asked: Any) -> None:
        data = asked.payload.data
        self.code, self.scope, self.redirect_uri = code, data.get("scope"), data.get("redirect_uri")
        self.nonce = data.get("nonce")
        self.code_challenge, self.code_challenge_method = data["code_challenge"], data["code_challenge_method"]

    def get_redirect_uri(self) -> str:
        return str(self.redirect_uri)

    def get_scope(self) -> str:
        return str(self.scope)

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


def create_provider(issuer: str) -> Flask:
    """The provider as an application."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # it answers on this machine only
    app, state = Flask("provider"), State(issuer)
    server = AuthorizationServer(app, query_client=lambda _id: Client(), save_token=lambda _token, _request: None)

    class CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, asked: Any) -> None:
            state.codes[code] = Code(code, asked)

        def query_authorization_code(self, code: str, _client: Any) -> Any:
            return state.codes.get(code)

        def delete_authorization_code(self, found: Code) -> None:
            state.codes.pop(found.code)

        def authenticate_user(self, _found: Code) -> str:
            return SUBJECT

    class IdToken(OpenIDCode):  # type: ignore[misc]
        def exists_nonce(self, _nonce: str, _request: Any) -> bool:
            return False

        def resolve_client_private_key(self, _client: Any) -> Any:
            return KEYS[state.algorithm](state.key.kid) if state.unpublished else state.key

        def get_client_algorithm(self, _client: Any) -> str:
            return state.algorithm

        def get_encode_header(self, _client: Any) -> dict[str, str]:
            return {"alg": state.algorithm, "kid": state.key.kid}

        def get_client_claims(self, _client: Any) -> dict[str, Any]:
            return {"iss": state.issuer, "aud": CLIENT_ID}

        def get_compatible_claims(self, _asked: Any) -> dict[str, Any]:
            now = int(time.time())
            return {"iss": state.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300}

        def generate_user_info(self, user: str, _scope: str) -> Any:
            return UserInfo({"sub": user, "staff_number": "A-77", **state.claims})

    server.register_grant(CodeGrant, [IdToken(require_nonce=True), CodeChallenge(required=True)])

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Any:
        return jsonify(
            issuer=state.issuer,
            authorization_endpoint=f"{issuer}/authorize",
            token_endpoint=f"{issuer}/token",
            jwks_uri=f"{issuer}/keys",
            response_types_supported=["code"],
            subject_types_supported=["public"],
            id_token_signing_alg_values_supported=["none", "HS256", "RS256", "ES256"],
            code_challenge_methods_supported=["S256"],
        )

    @app.get("/keys")
    def keys() -> Any:
        return jsonify(KeySet([state.key]).as_dict(private=False))

    @app.get("/authorize")
    def authorize() -> Any:
        grant = server.get_consent_grant(end_user=SUBJECT)
        return server.create_authorization_response(grant_user=SUBJECT, grant=grant)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @app.post("/control")
    def control() -> Any:
        wanted = request.get_json()
        state.claims = wanted.get("claims", {})
        state.unpublished = wanted.get("unpublished", False)
        state.issuer = wanted.get("issuer", issuer)
        if wanted.get("algorithm", state.algorithm) != state.algorithm or wanted.get("rotate"):
            state.algorithm = wanted.get("algorithm", state.algorithm)
            state.rotate()
        if wanted.get("forget"):
            state.codes.clear()
        return jsonify(ok=True)

    return app


if __name__ == "__main__":
    port = int(sys.argv[1])
    create_provider(f"http://127.0.0.1:{port}").run("127.0.0.1", port, threaded=True)
