"""Items of people's electronic vaults (Kho quản lý dữ liệu điện tử của tổ chức, cá nhân)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from tinhso.foundation.kernel import text
from tinhso.foundation.kernel.models import Record

from .types import Provenance, Status


class Item(Record):
    """One result that the State gave somebody, with where it comes from and how it stands."""

    kind = models.CharField(max_length=60)  # "birth-certificate"
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    holder_name = models.CharField(max_length=200, blank=True)  # the person it is about
    file_uid = models.UUIDField()
    file_sha256 = models.CharField(max_length=64, db_index=True)
    data = models.JSONField(default=dict)
    provenance = models.JSONField()
    verdict = models.JSONField(default=dict)  # of the signature, when the item was stored
    result_code = models.CharField(max_length=19, unique=True)
    agency_code = models.CharField(max_length=35)
    issued_on = models.DateField()
    status = models.CharField(
        max_length=20,
        choices=[(status.value, status.name) for status in Status],
        default=Status.VALID,
    )
    status_reason = models.CharField(max_length=300, blank=True)
    status_changed_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Status.VALID.value, status_changed_at__isnull=True)
                | (~Q(status=Status.VALID.value) & Q(status_changed_at__isnull=False)),
                name="vault_a_change_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_vi} {self.result_code}"

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return self.title_en if get_language() == "en" else self.title_vi

    @property
    def source(self) -> Provenance:
        return Provenance.from_json(self.provenance)

    @property
    def masked_name(self) -> str:
        return text.mask_name(self.holder_name)


class ItemOwner(models.Model):
    """Whose vault holds the item: of a child's item, both parents as legal representatives."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="owners")
    national_id = models.CharField(max_length=12, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "national_id"], name="vault_an_owner_holds_an_item_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.national_id} {self.item_id}"
