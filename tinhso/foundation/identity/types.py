"""Who acts, in the words that every service takes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.http import HttpRequest

from tinhso.foundation.kernel.types import Who

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from tinhso.foundation.directory.models import Post

    from .models import Account, Delegation, Person


@dataclass(frozen=True, kw_only=True)
class Actor:
    """The account, and the post in whose name it acts at this moment.

    `post` is the post chosen for this session (one's own, or one lent by
    `delegation`); `on_behalf_of` the person for whom a citizen acts.
    """

    account: "Account | None" = None
    post: "Post | None" = None
    on_behalf_of: "Person | None" = None
    delegation: "Delegation | None" = None

    @classmethod
    def anonymous(cls) -> Self:
        return cls()

    @property
    def is_anonymous(self) -> bool:
        return self.account is None

    @property
    def kind(self) -> str:
        """Return "anonymous", "citizen", "official" or "service"."""
        return self.account.kind if self.account else "anonymous"

    @property
    def is_official(self) -> bool:
        return self.kind == "official"

    @property
    def is_citizen(self) -> bool:
        return self.kind == "citizen"

    @property
    def is_operator(self) -> bool:
        return self.is_official and bool(self.account and self.account.is_staff)

    @property
    def person(self) -> "Person | None":
        return self.account.person if self.account else None

    @property
    def name(self) -> str:
        return self.account.get_full_name() if self.account else ""

    @property
    def role(self) -> str:
        """Return the role code of the post that acts, "" when none."""
        return self.post.role if self.post else ""

    @property
    def agency_code(self) -> str:
        """Return the code of the agency of the post that acts ("H99.112"), "" when none."""
        return self.post.unit.agency.code if self.post else ""

    @property
    def who(self) -> Who:
        """Return the actor as values for journals, as things are at this moment."""
        return Who(
            account=str(self.account.uid) if self.account else "",
            name=self.name,
            kind=self.kind,
            post=str(self.post.uid) if self.post else "",
            post_title=self.post.title_vi if self.post else "",
            agency=self.agency_code,
            on_behalf_of=str(self.on_behalf_of.uid) if self.on_behalf_of else "",
            delegation=str(self.delegation.uid) if self.delegation else "",
        )

    def has_role(self, code: str, agency_code: str | None = None) -> bool:
        """Say whether the post that acts has this role, at this agency when one is named.

        A lent post has its role only as far as the delegation's scope goes.
        """
        if not self.is_official or self.role != code:
            return False
        if self.delegation and self.delegation.scope and code not in self.delegation.scope:
            return False
        return agency_code is None or self.agency_code == agency_code

    def may(self, act: str) -> bool:
        """Say whether a delegation with a scope lends this act; one's own post lends every act."""
        if self.post is None:
            return False
        return not (self.delegation and self.delegation.scope) or act in self.delegation.scope


@dataclass(frozen=True, kw_only=True)
class SystemActor(Actor):
    """The platform itself, in timed jobs and in the seed."""

    @property
    def kind(self) -> str:
        return "system"


@dataclass(frozen=True, kw_only=True, slots=True)
class Hat:
    """One way in which an official may act today: a post held, or a post lent."""

    code: str  # "holding:<uid>" or "delegation:<uid>"
    post: "Post"
    delegation: "Delegation | None" = None


class UserRequest(HttpRequest):
    """A request after the middlewares: who acts is known."""

    actor: Actor
    htmx: "HtmxDetails"
