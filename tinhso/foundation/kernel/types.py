"""Words every room shares: who acts, and on what. No Django models here."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A record somewhere above, named without a foreign key.

    Lower rooms (audit, files, vault, signing, notifications) keep these two
    values instead of a key, so that they never learn who stands above them.
    """

    kind: str  # "case", "draft", "vault-item": one word, owned by the app that makes the record
    uid: str  # the record's public id

    def __str__(self) -> str:
        return f"{self.kind}:{self.uid}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Who:
    """Who did something, in values that survive a change of post or of agency.

    `identity.types.Actor.who` makes one; rooms below identity store it as it is.
    """

    account: str = ""  # account uid; empty for the platform itself
    name: str = ""  # name shown to people at that moment
    kind: str = "system"  # "citizen", "official", "service", "system", "anonymous"
    post: str = ""  # post uid, officials only
    post_title: str = ""
    agency: str = ""  # agency code at that moment, e.g. "H99.112"
    on_behalf_of: str = ""  # person uid when somebody acts for another person
    delegation: str = ""  # delegation uid when an official acts by delegation


SYSTEM = Who()


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing wrong with what somebody typed, at its place.

    `field` is the path of the field ("" for the whole); `code` is a message
    code of `kernel.sentences`, rendered in the reader's language.
    """

    field: str
    code: str
    params: dict[str, Any]
