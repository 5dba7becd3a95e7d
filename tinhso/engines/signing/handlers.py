"""The worker's part: the one place where a key is used."""

from tinhso.foundation.outbox.events import on

from .events import SignatureRequested


@on(SignatureRequested, outside=True, lease_seconds=120)
def sign_requested_document(event: SignatureRequested) -> None:
    from .work import sign_document  # pyHanko takes seconds to import: only where it signs

    sign_document(event.request)
