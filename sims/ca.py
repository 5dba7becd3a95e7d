"""A stand-in for the Government's certification authority.

It stands for the CA of Ban Cơ yếu Chính phủ (chữ ký số chuyên dùng công vụ): a root, an
issuing CA, OCSP (RFC 6960) and CRLs (RFC 5280). Written from the standards, not from our client.

    GET  /ca/  /ca/root.crt  /ca/issuing.crt  /ca/root.crl  /ca/issuing.crl
    POST /ca/enrol   {"csr": PEM}                  → {"certificate", "chain", "serial"}
    POST /ca/revoke  {"serial": hex, "reason": …}  → {"serial", "revoked_at"}
    POST /ca/ocsp
"""

import json
from typing import Any

from certomancer.services import CertomancerServiceError
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from werkzeug.wrappers import Request, Response

from sims import clock
from sims.authority import authority
from sims.page import page


def app(environ: Any, start_response: Any) -> Any:
    """The WSGI callable of the CA."""
    request = Request(environ)
    try:
        response = _answer(request)
    except (ValueError, KeyError, TypeError, CertomancerServiceError) as error:
        response = Response(f"{error}\n", 400, content_type="text/plain; charset=utf-8")
    return response(environ, start_response)


def _answer(request: Request) -> Response:
    path, at = request.path.strip("/"), clock.now().replace(microsecond=0)
    if request.method == "GET":
        name, _, kind = path.partition(".")
        if kind == "crt" and name in ("root", "issuing"):
            pem = authority().certs[name].public_bytes(serialization.Encoding.PEM)
            return Response(pem, content_type="application/x-pem-file")
        if kind == "crl" and name in ("root", "issuing"):
            return Response(authority().crl(name, at), content_type="application/pkix-crl")
        return _about() if path == "" else Response("Not found\n", 404)
    if path == "ocsp":
        answer = authority().ocsp(request.get_data(), at)
        return Response(answer, content_type="application/ocsp-response")
    said = json.loads(request.get_data())
    if path == "enrol":
        csr = x509.load_pem_x509_csr(said["csr"].encode())
        if not csr.is_signature_valid:
            raise ValueError("The request is not signed with its own key")
        made = authority().enrol(csr)
        chain = [authority().certs[name] for name in ("issuing", "root")]
        pems = [c.public_bytes(serialization.Encoding.PEM).decode() for c in (made, *chain)]
        return _json(
            {"certificate": pems[0], "chain": pems[1:], "serial": f"{made.serial_number:x}"}
        )
    if path == "revoke":
        reason = x509.ReasonFlags[said.get("reason", "key_compromise")].value
        if said["serial"] not in authority().issued:
            raise ValueError("No such certificate")
        authority().note(int(said["serial"], 16), revoked_at=at.isoformat(), reason=reason)
        return _json({"serial": said["serial"], "revoked_at": at.isoformat()})
    return Response("Not found\n", 404)


def _json(said: dict[str, Any]) -> Response:
    return Response(json.dumps(said, ensure_ascii=False), content_type="application/json")


def _about() -> Response:
    return page(
        "Tổ chức chứng thực chữ ký số",
        "<p>Cấp chứng thư, trả lời trạng thái (OCSP) và danh sách thu hồi (CRL) trong bản trình "
        "diễn. Chứng thư do trang này cấp không có giá trị pháp lý.</p>"
        "<p><a href='root.crt'>Chứng thư gốc</a> · "
        "<a href='issuing.crl'>Danh sách thu hồi</a></p>",
        stands_for="CA chuyên dùng công vụ của Ban Cơ yếu Chính phủ",
    )
