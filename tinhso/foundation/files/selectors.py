"""Reading files. The owning app guards: a uid alone is no right to read."""

import hashlib
from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError

from tinhso.foundation.kernel import logs
from tinhso.foundation.kernel.refusals import NotFound, Unavailable
from tinhso.foundation.kernel.types import Subject

from . import disk
from .models import StoredFile

log = logs.get_logger(__name__)


def get_file(uid: UUID | str) -> StoredFile:
    """Return the file. Raises NotFound."""
    try:
        return StoredFile.objects.get(uid=uid)
    except (StoredFile.DoesNotExist, ValidationError):
        raise NotFound("files.not_found") from None


def list_files(subject: Subject) -> list[StoredFile]:
    """List the files of `subject`, in the order they came."""
    rows = StoredFile.objects.filter(subject_kind=subject.kind, subject_uid=subject.uid)
    return list(rows.order_by("id"))


def open_file(file: StoredFile) -> BinaryIO:
    """Open the bytes for reading; the caller closes. Raises Unavailable when they are missing."""
    try:
        return disk.place_of(file.sha256).open("rb")
    except FileNotFoundError:
        log.error("files.missing", sha256=file.sha256, file=str(file.uid))
        raise Unavailable("files.damaged") from None


def read_file(file: StoredFile) -> bytes:
    """Return the bytes, checked against their sha256. Raises Unavailable when damaged."""
    with open_file(file) as stream:
        data = stream.read()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        log.error("files.damaged", sha256=file.sha256, file=str(file.uid))
        raise Unavailable("files.damaged")
    return data
