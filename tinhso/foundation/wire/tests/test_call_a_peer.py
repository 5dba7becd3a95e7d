import pytest
from werkzeug.wrappers import Request, Response

from tinhso.foundation.kernel.refusals import Unavailable
from tinhso.foundation.wire.client import client
from tinhso.foundation.wire.models import Call
from tinhso.foundation.wire.testing import mount

pytestmark = pytest.mark.django_db


@Request.application
def hello(request: Request) -> Response:
    return Response(f"{request.method} {request.path}")


def test_a_call_is_answered_and_journalled() -> None:
    with mount("messages", hello):
        answer = client("messages").get("/people/099196000017", purpose="test")
    assert answer.text == "GET /people/099196000017"
    call = Call.objects.get()
    assert (call.peer, call.path, call.status) == ("messages", "/messages/people/…", 200)


def test_a_silent_peer_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        client("messages").get("/x")
