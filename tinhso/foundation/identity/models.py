"""People, their accounts, the posts they hold and the powers they were lent."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from tinhso.foundation.kernel import text
from tinhso.foundation.kernel.models import Record

NATIONAL_ID = RegexValidator(r"\A[0-9]{12}\Z")
TAX_CODE = RegexValidator(r"\A[0-9]{10}(-[0-9]{3})?\Z|\A[0-9]{12}\Z")


class Person(Record):
    """A human being, once, by personal identification number (Luật Căn cước 2023, Đ12)."""

    class Sex(models.TextChoices):
        MALE = "male"
        FEMALE = "female"
        UNKNOWN = "unknown"

    national_id = models.CharField(max_length=12, unique=True, validators=[NATIONAL_ID])
    full_name = models.CharField(max_length=150)
    sort_key = models.CharField(max_length=600, db_index=True, editable=False)
    folded = models.CharField(max_length=150, db_index=True, editable=False)
    born_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=7, choices=Sex, default=Sex.UNKNOWN)
    # VNeID's own handle for the person, sent back to the national portal as MaDoiTuong.
    tech_id = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(national_id__regex=r"^[0-9]{12}$"), name="a_national_id_has_12_digits"
            ),
            models.CheckConstraint(condition=~Q(full_name=""), name="a_person_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def masked_national_id(self) -> str:
        """The number as pages show it: its owner recognises it, nobody else learns it."""
        return text.mask_number(self.national_id)

    def rename(self, full_name: str) -> None:
        """Give the person this name, with the keys that sort and find it (not saved)."""
        self.full_name = text.nfc(full_name)
        self.sort_key = text.name_sort_key(self.full_name)
        self.folded = text.fold(self.full_name)


class Organisation(Record):
    """A legal person (enterprise, association), once, by tax code."""

    tax_code = models.CharField(max_length=14, unique=True, validators=[TAX_CODE])
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True, editable=False)

    def __str__(self) -> str:
        return self.name


class Representation(Record):
    """A person may act for an organisation between two dates, on a document."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    is_legal_representative = models.BooleanField(default=False)
    basis = models.CharField(max_length=300)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="a_representation_ends_after_it_starts",
            ),
        ]


class Account(Record, AbstractBaseUser, PermissionsMixin):
    """Who can sign in: a citizen through VNeID, an official with a password and a second factor."""

    class Kind(models.TextChoices):
        CITIZEN = "citizen"
        OFFICIAL = "official"
        SERVICE = "service"

    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    display_name = models.CharField(max_length=150, blank=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.CITIZEN)
    # An official's account may name its person too: nobody decides on their own case.
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="citizen") | Q(is_staff=False, is_superuser=False),
                name="a_citizen_account_is_never_staff",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(kind="citizen"), name="one_citizen_account_a_person"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return self.display_name or self.username

    def get_short_name(self) -> str:
        return self.display_name or self.username


class PostHolding(Record):
    """An official holds a post between two dates, both inclusive, by a decision."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    post = models.ForeignKey("directory.Post", models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "from_on"], name="holding_account_from")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="a_holding_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["account", "post"],
                condition=Q(to_on__isnull=True),
                name="one_open_holding_of_a_post_per_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.post}"


class Delegation(Record):
    """The holder of a post lends its powers (ủy quyền, giao ký thay) to an official, for a time.

    `scope` lists role codes or act codes that were lent; an empty list lends the whole post.
    """

    post = models.ForeignKey("directory.Post", models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    scope = models.JSONField(default=list, blank=True)
    from_on = models.DateField()
    to_on = models.DateField()
    legal_basis = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="a_delegation_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(legal_basis=""), name="a_delegation_has_a_legal_basis"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} → {self.account}"


class UsedCode(models.Model):
    """A one-time code that was used: the database refuses it a second time, in every process."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    counter = models.BigIntegerField()  # the 30-second step the code belongs to (RFC 6238)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "counter"], name="a_code_is_used_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}:{self.counter}"


class Attempts(models.Model):
    """Tries of a secret, counted under one key until they succeed or the lock is over."""

    key = models.CharField(max_length=64, unique=True)  # SHA-256 of what was tried: no names kept
    count = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.key[:8]}…: {self.count}"
