"""The worker's part: the one place where a key is used."""

from tinhso.foundation.outbox.events import on

from .events import SignatureRequested
from .work import sign_document


@on(SignatureRequested, outside=True, lease_seconds=120)
def sign_requested_document(event: SignatureRequested) -> None:
    sign_document(event.request)
