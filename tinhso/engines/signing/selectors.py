"""Questions about certificates and requests for signatures."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import NotFound
from tinhso.foundation.kernel.types import Subject

from .models import Certificate, SignatureRequest


def get_request(uid: UUID | str) -> SignatureRequest:
    """Return the request. The caller guards its subject. Raises NotFound."""
    found = SignatureRequest.objects.filter(uid=uid).first()
    if found is None:
        raise NotFound("signing.no_request")
    return found


def list_requests(subject: Subject) -> Sequence[SignatureRequest]:
    """Return the requests about `subject`, oldest first, with state and problem."""
    return list(
        SignatureRequest.objects.filter(subject_kind=subject.kind, subject_uid=subject.uid)
        .select_related("certificate")
        .order_by("id")
    )


def list_waiting_requests() -> Sequence[SignatureRequest]:
    """Return what waits for its signature, oldest first: the operators' list."""
    return list(
        SignatureRequest.objects.filter(state=SignatureRequest.State.WAITING).order_by("id")
    )


def find_certificate(account_uid: UUID | str, at: datetime | None = None) -> Certificate | None:
    """Return the certificate with which the account signs at `at` (now), None when it has none."""
    moment = at or clock.now()
    return (
        Certificate.objects.filter(
            account_uid=account_uid,
            valid_from__lte=moment,
            valid_to__gt=moment,
            withdrawn_at__isnull=True,
        )
        .order_by("-valid_from", "-id")
        .first()
    )


def list_certificates(account_uid: UUID | str) -> Sequence[Certificate]:
    return list(Certificate.objects.filter(account_uid=account_uid).order_by("-id"))
