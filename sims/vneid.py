"""A stand-in for VNeID, the national electronic identification, as an OpenID Connect provider.

Written from the claims that portals are given (`docs/national/vneid.md`): sub, LoaiTaiKhoan,
SoDinhDanh, HoVaTen, NgayThangNamSinh, TechID, loAs, IAL, userProfileUri, logoutUri. Code flow
with PKCE (S256), RS256. Tokens run on the machine's time, never on the demo's.
Behaviour is decided by the number chosen, so a test needs no set-up:

    …00  VNeID knows nobody by it      …91  an account of level 1 (not enough for services)
    …92  an organisation's account     …93  the name was changed at the register
"""

import base64
import hashlib
import json
import os
import secrets
import time
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from sims.page import page
from sims.population import CAST, find_person

CLIENT = os.environ.get("TINHSO_VNEID_CLIENT_ID", "tinhso")
CODE_SECONDS, TOKEN_SECONDS = 60, 300

_codes: dict[str, dict[str, Any]] = {}
_tokens: dict[str, tuple[float, dict[str, Any]]] = {}


def app(environ: Any, start_response: Any) -> Any:
    """The WSGI callable."""
    request = Request(environ)
    path = request.path.strip("/")
    answers = {
        "": _about,
        ".well-known/openid-configuration": _discovery,
        "authorize": _authorize,
        "token": _token,
        "userinfo": _userinfo,
        "jwks": _jwks,
        "logout": _logout,
        "profile": _about,
    }
    answer = answers.get(path)
    response = answer(request) if answer else Response("Không có trang này", status=404)
    return response(environ, start_response)


def _issuer(request: Request) -> str:
    return request.host_url.rstrip("/") + request.root_path.rstrip("/")


def _discovery(request: Request) -> Response:
    home = _issuer(request)
    return _json(
        {
            "issuer": home,
            "authorization_endpoint": f"{home}/authorize",
            "token_endpoint": f"{home}/token",
            "userinfo_endpoint": f"{home}/userinfo",
            "jwks_uri": f"{home}/jwks",
            "end_session_endpoint": f"{home}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "scopes_supported": ["openid"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }
    )


def _authorize(request: Request) -> Response:
    asked = request.values
    problem = _what_is_wrong(asked)
    if problem:
        return page(
            "VNeID", f"<p>Yêu cầu đăng nhập không hợp lệ: {escape(problem)}.</p>", status=400
        )
    back = asked["redirect_uri"]
    if request.method == "GET":
        return _choose(request)
    if asked.get("choice") == "cancel":
        return redirect(_to(back, error="access_denied", state=asked.get("state", "")))
    number = (asked.get("number") or asked.get("choice") or "").replace(" ", "")
    claims = _claims(number, _issuer(request))
    if claims is None:
        return _choose(request, f"VNeID không có tài khoản của số “{number}”.")
    code = secrets.token_urlsafe(24)
    _codes[code] = {
        "claims": claims,
        "redirect_uri": back,
        "challenge": asked["code_challenge"],
        "nonce": asked.get("nonce", ""),
        "until": time.time() + CODE_SECONDS,
    }
    return redirect(_to(back, code=code, state=asked.get("state", "")))


def _what_is_wrong(asked: Any) -> str:
    if asked.get("client_id") != CLIENT:
        return "client_id lạ"
    if asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
        return "chỉ nhận response_type=code, scope=openid"
    if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        return "thiếu PKCE (S256)"
    if not _is_registered(asked.get("redirect_uri", "")):
        return "redirect_uri chưa đăng ký"
    return ""


def _is_registered(address: str) -> bool:
    site = urlsplit(os.environ.get("TINHSO_SITE_URL", ""))
    said = urlsplit(address)
    return said.scheme in {"http", "https"} and (
        said.hostname in {"127.0.0.1", "localhost", "testserver"} or said.netloc == site.netloc
    )


def _claims(number: str, home: str) -> dict[str, Any] | None:
    person = find_person(number) if len(number) == 12 and number.isdecimal() else None
    if person is None:
        return None
    born = person["born"]
    name = person["name"] + (" Mới" if number.endswith("93") else "")
    return {
        "sub": hashlib.sha256(f"vneid:{number}".encode()).hexdigest()[:32],
        "LoaiTaiKhoan": "2" if number.endswith("92") else "1",
        "SoDinhDanh": number,
        "HoVaTen": name,
        "NgayThangNamSinh": f"{born[6:8]}/{born[4:6]}/{born[:4]}" if len(born) == 8 else born,
        "TechID": hashlib.sha256(f"tech:{number}".encode()).hexdigest()[:16].upper(),
        "loAs": "1" if number.endswith("91") else "2",
        "IAL": "1" if number.endswith("91") else "2",
        "userProfileUri": f"{home}/profile",
        "logoutUri": f"{home}/logout",
    }


def _token(request: Request) -> Response:
    form = request.form
    secret = os.environ.get("TINHSO_PEER_VNEID_SECRET", "demo-secret")
    if form.get("client_id") != CLIENT or form.get("client_secret") != secret:
        return _json({"error": "invalid_client"}, 401)
    kept = _codes.pop(form.get("code", ""), None)
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    if (
        form.get("grant_type") != "authorization_code"
        or kept is None
        or kept["until"] < time.time()
        or kept["redirect_uri"] != form.get("redirect_uri")
        or kept["challenge"] != challenge
    ):
        return _json({"error": "invalid_grant"}, 400)
    now = int(time.time())
    body = {**kept["claims"], "iss": _issuer(request), "aud": CLIENT, "iat": now}
    body |= {"exp": now + TOKEN_SECONDS, "jti": secrets.token_hex(8)}
    if kept["nonce"]:
        body["nonce"] = kept["nonce"]
    access = secrets.token_urlsafe(24)
    _tokens[access] = (time.time() + TOKEN_SECONDS, kept["claims"])
    return _json(
        {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "id_token": jwt.encode(body, _key(), algorithm="RS256", headers={"kid": _kid()}),
        }
    )


def _userinfo(request: Request) -> Response:
    access = request.headers.get("Authorization", "").removeprefix("Bearer ")
    until, claims = _tokens.get(access, (0.0, {}))
    return _json(claims) if until > time.time() else _json({"error": "invalid_token"}, 401)


def _jwks(_request: Request) -> Response:
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_key().public_key()))
    return _json({"keys": [{**public, "kid": _kid(), "use": "sig", "alg": "RS256"}]})


def _logout(request: Request) -> Response:
    back = request.args.get("post_logout_redirect_uri", "")
    if _is_registered(back):
        return redirect(back)
    return page("VNeID", "<p>Bạn đã đăng xuất khỏi VNeID.</p>")


def _key() -> rsa.RSAPrivateKey:
    """Return the provider's key, made at the first use and kept in TINHSO_HOME/sims."""
    path = Path(os.environ.get("TINHSO_HOME", "var")) / "sims" / "vneid-key.pem"
    if not path.exists():
        made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(
            made.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        path.chmod(0o600)
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def _kid() -> str:
    return hashlib.sha256(str(_key().public_key().public_numbers().n).encode()).hexdigest()[:16]


def _choose(request: Request, problem: str = "") -> Response:
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in request.values.items()
        if name not in {"choice", "number"}
    )
    people = "".join(
        f'<button class="who" name="choice" value="{number}"><b>{escape(person["name"])}</b>'
        f"<span>{number}</span></button>"
        for number, person in CAST.items()
    )
    said = f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else ""
    return page(
        "Đăng nhập bằng VNeID",
        f"""{said}<p>Trên điện thoại thật, bạn quét mã và xác nhận bằng khuôn mặt.
        Ở đây, hãy chọn người muốn đăng nhập.</p>
        <form method="post">{hidden}<div class="people">{people}</div></form>
        <form method="post" class="own">{hidden}
        <label for="number">Số định danh cá nhân khác (12 chữ số)</label>
        <input id="number" name="number" inputmode="numeric" maxlength="12" autocomplete="off">
        <button>Đăng nhập</button>
        <button class="plain" name="choice" value="cancel" formnovalidate>Hủy</button></form>""",
        status=422 if problem else 200,
        stands_for="hệ thống định danh và xác thực điện tử VNeID",
        targets=_origin(request.values["redirect_uri"]),
    )


def _about(_request: Request) -> Response:
    return page(
        "VNeID",
        "<p>Nhà cung cấp OpenID Connect: <code>.well-known/openid-configuration</code>. "
        "Số định danh kết thúc bằng 00: không có tài khoản; 91: tài khoản mức 1; "
        "92: tài khoản tổ chức; 93: đã đổi tên.</p>",
        stands_for="hệ thống định danh và xác thực điện tử VNeID",
    )


def _origin(address: str) -> str:
    said = urlsplit(address)
    return f"{said.scheme}://{said.netloc}"


def _to(address: str, **said: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(said)}"


def _json(said: Any, status: int = 200) -> Response:
    return Response(json.dumps(said, ensure_ascii=False), status, content_type="application/json")
