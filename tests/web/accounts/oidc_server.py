"""A sign-in service for the tests: OpenID Connect over HTTP on this machine, and its lies."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "forwhom-tests", "not-a-real-secret"


class Service:
    """Discovery, authorize, token, userinfo and keys; `lies` change what the next token says."""

    def __init__(self) -> None:
        self.keys: dict[str, Any] = {}
        self.rotate()
        self.subject, self.claims = "sub-1", {"email": "ana@example.org", "name": "Ana"}
        self.lies: dict[str, Any] = {}
        self.header: dict[str, Any] = {}
        self.signed_with: Any = None
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        handler = type("Handler", (Answers,), {"service": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def rotate(self) -> Any:
        """A new key; the old one is no longer published. Returns the old one."""
        old = next(iter(self.keys.items()), None)
        self.keys = {secrets.token_hex(4): rsa.generate_private_key(65537, 2048)}
        return old

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def token(self, nonce: str) -> str:
        now = int(time.time())
        said = {
            "iss": self.issuer, "aud": CLIENT, "sub": self.subject, "nonce": nonce,
            "iat": now, "exp": now + 300, "email_verified": True,
        }  # fmt: skip
        said = {k: v for k, v in (said | self.claims | self.lies).items() if v is not None}
        kid, key = self.signed_with or next(iter(self.keys.items()))
        return jwt.encode(said, key, "RS256", {"kid": kid} | self.header)

    def answer(self, path: str, asked: dict[str, str], bearer: str) -> tuple[int, Any]:
        self.asked.append(path)
        if path.endswith("/.well-known/openid-configuration"):
            return 200, self.configuration()
        if path == "/jwks":
            algorithm = jwt.algorithms.RSAAlgorithm
            keys = [
                json.loads(algorithm.to_jwk(key.public_key())) | {"kid": kid, "alg": "RS256"}
                for kid, key in self.keys.items()
            ]
            return 200, {"keys": keys}
        if path == "/token":
            return self.exchange(asked)
        return 404, {}

    def configuration(self) -> dict[str, Any]:
        own = self.lies.get("discovered", self.issuer)
        return {
            "issuer": own, "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }  # fmt: skip

    def authorize(self, asked: dict[str, str]) -> str:
        """What the person's browser is sent back to once they said yes at the service."""
        code = secrets.token_hex(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, asked: dict[str, str]) -> tuple[int, Any]:
        """A code opens once, for this client, with the verifier of its challenge (PKCE)."""
        began = self.codes.pop(asked.get("code", ""), None)
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        known = (asked.get("client_id"), asked.get("client_secret")) == (CLIENT, SECRET)
        if not (began and known and began.get("code_challenge") == challenge):
            return 400, {"error": "invalid_grant"}
        return 200, {
            "access_token": "a", "token_type": "Bearer", "id_token": self.token(began["nonce"]),
        }  # fmt: skip


class Answers(BaseHTTPRequestHandler):
    """Hands each request to the service."""

    service: Service

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {key: value[0] for key, value in parse_qs(parts.query).items()}
        if parts.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.service.authorize(asked))
            self.end_headers()
            return
        self._say(*self.service.answer(parts.path, asked, self.headers.get("Authorization", "")))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        asked = {key: value[0] for key, value in parse_qs(body).items()}
        self._say(*self.service.answer(urlsplit(self.path).path, asked, ""))

    def _say(self, status: int, said: Any) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""
