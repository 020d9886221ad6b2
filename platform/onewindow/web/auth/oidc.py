"""OpenID Connect by Authlib: discovery, code flow with PKCE, state and nonce, key sets, claims of the token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from flask import Response
from joserfc.errors import JoseError

from onewindow.store.identities import Provider

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures that prove who signed: never `none`, never one made with the secret that both sides know."""
TIMEOUT_SECONDS = 5
LEEWAY_SECONDS = 60


class UnavailableError(Exception):
    """The provider does not answer, or answers what is not OpenID Connect."""


class UntrustedError(Exception):
    """The answer does not prove who somebody is: state, nonce, signature, issuer, audience or time are wrong."""


def begin(provider: Provider, redirect_uri: str) -> Response:
    """Send the browser to the provider; state, nonce and code verifier stay in the session. Raises UnavailableError."""
    client = _client(provider)
    try:
        _discover(client, provider)
        answer: Response = client.authorize_redirect(redirect_uri)
    except (requests.RequestException, ValueError, KeyError, RuntimeError) as fault:
        raise UnavailableError from fault
    return answer


def finish(provider: Provider) -> Mapping[str, object]:
    """The verified claims of whoever comes back from the provider. Raises UnavailableError, UntrustedError."""
    client = _client(provider)
    options = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
        "exp": {"essential": True},
        "sub": {"essential": True},
    }
    try:
        _discover(client, provider)
        token = client.authorize_access_token(claims_options=options, leeway=LEEWAY_SECONDS)
    except (AuthlibBaseError, JoseError) as fault:
        raise UntrustedError from fault
    except (requests.RequestException, ValueError, KeyError, RuntimeError) as fault:
        raise UnavailableError from fault
    claims = token.get("userinfo")
    if not claims:
        raise UntrustedError
    return dict(claims)


def _discover(client: Any, provider: Provider) -> None:
    """Load what the provider says of itself; somebody else's word is not taken."""
    found = client.load_server_metadata()
    if found.get("issuer") != provider.issuer:
        raise ValueError("the provider calls itself by another name")
    known = found.get("id_token_signing_alg_values_supported") or ["RS256"]
    found["id_token_signing_alg_values_supported"] = [one for one in known if one in ALGORITHMS]


def _client(provider: Provider) -> Any:
    return FlaskOAuth2App(
        FlaskIntegration(f"oidc-{provider.key}"),
        name=f"oidc-{provider.key}",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": provider.scopes,
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT_SECONDS,
        },
    )
