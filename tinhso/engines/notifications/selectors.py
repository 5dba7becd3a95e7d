"""Reading notices. The caller guards: the owner of the subject, or an operator."""

from tinhso.foundation.kernel import logs
from tinhso.foundation.kernel.sentences import say
from tinhso.foundation.kernel.types import Subject

from .models import Notice
from .types import NoticeLine


def list_notices(subject: Subject) -> list[NoticeLine]:
    """List what was told about `subject`, oldest first."""
    rows = Notice.objects.filter(subject_kind=subject.kind, subject_uid=subject.uid)
    return [_line(row) for row in rows.order_by("id")]


def list_recent(limit: int = 100, *, status: str = "") -> list[NoticeLine]:
    """List the latest notices of the platform, for the console."""
    rows = Notice.objects.filter(status=status) if status else Notice.objects.all()
    return [_line(row) for row in rows.order_by("-id")[:limit]]


def count_failed() -> int:
    return Notice.objects.filter(status=Notice.Status.FAILED).count()


def _line(row: Notice) -> NoticeLine:
    return NoticeLine(
        uid=str(row.uid),
        at=row.created_at,
        channel=row.channel,
        address=logs.mask(row.address),
        code=row.code,
        text=say(row.code, row.params),
        status=row.status,
        reason=row.reason,
        tries=row.tries,
        sent_at=row.sent_at,
        subject=row.subject,
    )
