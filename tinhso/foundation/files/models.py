"""Files: a row for each time somebody handed one in; equal bytes are kept once."""

from django.db import models
from django.db.models.functions import Length

from tinhso.foundation.kernel.models import Record
from tinhso.foundation.kernel.types import Subject

models.CharField.register_lookup(Length)


class StoredFile(Record):
    """One file of one subject. The bytes lie on disk under their sha256."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=160)  # NFC, safe, with the extension of its type
    content_type = models.CharField(max_length=100)  # found in the bytes, never what was claimed
    size = models.PositiveBigIntegerField()  # bytes
    width = models.PositiveIntegerField(default=0)  # pixels; 0 for what is no image
    height = models.PositiveIntegerField(default=0)
    subject_kind = models.CharField(max_length=40)
    subject_uid = models.CharField(max_length=64)
    stored_by = models.CharField(max_length=64, blank=True)  # account uid; empty: the platform

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_uid"], name="file_subject")]
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="a_file_is_not_empty"),
            models.CheckConstraint(
                condition=models.Q(sha256__length=64), name="a_file_has_its_sha256"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        return Subject(kind=self.subject_kind, uid=self.subject_uid)
