"""Taking files in. The owning app calls these and guards; nobody else knows where bytes lie."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tinhso.foundation.kernel.refusals import Invalid, NotFound
from tinhso.foundation.kernel.types import Problem, Subject, Who

from . import disk
from .content import examine
from .models import StoredFile
from .names import safe_name
from .types import PAPERS, SHORT_NAMES, BadFile

SWEEP_AFTER_SECONDS = 2 * 86_400


class Readable(Protocol):
    """An open binary file, or an upload of Django's."""

    def read(self, size: int = -1, /) -> bytes: ...


def store_file(
    who: Who,
    stream: Readable,
    *,
    name: str,
    subject: Subject,
    accept: Sequence[str] = PAPERS,
    max_bytes: int | None = None,
    field: str = "file",
) -> StoredFile:
    """Keep what `stream` holds as a file of `subject`.

    The type is found in the bytes. `max_bytes` defaults to settings.MAX_UPLOAD_BYTES.
    Raises Invalid with one problem at `field` when the file is empty, too big, of a type
    not in `accept`, broken, locked, active, or two things at once.
    """
    bound = settings.MAX_UPLOAD_BYTES if max_bytes is None else max_bytes
    try:
        with disk.received(_chunks(stream), max_bytes=bound) as draft:
            if draft.size == 0:
                raise BadFile("files.empty")
            content = examine(draft.path)
            if content.content_type not in accept:
                accepted = ", ".join(SHORT_NAMES.get(kind, kind) for kind in accept)
                raise BadFile("files.wrong_type", accepted=accepted)
            disk.keep(draft)
    except disk.TooBig:
        megabytes = (
            f"{bound / 1024 / 1024:.0f}" if bound >= 1024 * 1024 else f"{bound / 1048576:.2f}"
        )
        problem = Problem(field=field, code="files.too_big", params={"megabytes": megabytes})
        raise Invalid([problem]) from None
    except BadFile as bad:
        raise Invalid([Problem(field=field, code=bad.code, params=dict(bad.params))]) from None
    return StoredFile.objects.create(
        sha256=draft.sha256,
        name=safe_name(name, content.content_type),
        content_type=content.content_type,
        size=draft.size,
        width=content.width,
        height=content.height,
        subject_kind=subject.kind,
        subject_uid=subject.uid,
        stored_by=who.account,
    )


def store_bytes(
    who: Who,
    data: bytes,
    *,
    name: str,
    subject: Subject,
    accept: Sequence[str] = PAPERS,
    max_bytes: int | None = None,
    field: str = "file",
) -> StoredFile:
    """As `store_file`, for bytes at hand."""
    return store_file(
        who,
        BytesIO(data),
        name=name,
        subject=subject,
        accept=accept,
        max_bytes=max_bytes,
        field=field,
    )


@transaction.atomic
def remove_file(uid: UUID | str) -> None:
    """Take the file away from its subject. Bytes that no file has any longer go days later.

    Raises NotFound. The owning app decides whether the law lets the file go, and journals it.
    """
    count, _ = StoredFile.objects.filter(uid=uid).delete()
    if not count:
        raise NotFound("files.not_found")


def sweep_bytes() -> int:
    """Delete bytes that no row names: removed files, and those of undone transactions.

    Only bytes that nobody handed in for two days: a file being stored now is never hit.
    """
    swept = 0
    for place in disk.old_places(older_than_seconds=SWEEP_AFTER_SECONDS):
        if not StoredFile.objects.filter(sha256=place.name).exists():
            place.unlink(missing_ok=True)
            swept += 1
    return swept


def _chunks(stream: Readable) -> Iterator[bytes]:
    while chunk := stream.read(65_536):
        yield chunk
