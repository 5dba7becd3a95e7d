"""Persons and their accounts: made once, corrected when the source says otherwise."""

from datetime import date

from django.db import transaction

from tinhso.foundation.identity.models import Account, Person
from tinhso.foundation.identity.types import Actor, SystemActor
from tinhso.foundation.kernel import text


def system_actor() -> Actor:
    """Return the platform itself as an actor: timed jobs, event handlers, the seed."""
    return SystemActor()


@transaction.atomic
def recognise_person(
    *,
    national_id: str,
    full_name: str,
    born_on: date | None = None,
    sex: str = Person.Sex.UNKNOWN,
    tech_id: str = "",
) -> Person:
    """Return the one person with this national id, made or brought up to date.

    A changed name replaces the old one: the caller has it from the identity system.
    """
    person = Person.objects.select_for_update().filter(national_id=national_id).first()
    if person is None:
        person = Person(national_id=national_id)
        person.rename(full_name)
        person, made = Person.objects.get_or_create(
            national_id=national_id,
            defaults={
                "full_name": person.full_name,
                "sort_key": person.sort_key,
                "folded": person.folded,
                "born_on": born_on,
                "sex": sex,
                "tech_id": tech_id,
            },
        )
        if made:
            return person
    if text.nfc(full_name) != person.full_name:
        person.rename(full_name)
    person.born_on = born_on or person.born_on
    person.sex = sex if sex != Person.Sex.UNKNOWN else person.sex
    person.tech_id = tech_id or person.tech_id
    person.save()
    return person


@transaction.atomic
def ensure_citizen(person: Person) -> Account:
    """Return the citizen's account, made at the first sign-in; its name follows the person's."""
    account, made = Account.objects.get_or_create(
        person=person,
        kind=Account.Kind.CITIZEN,
        defaults={
            "username": f"citizen-{person.uid}",
            "display_name": person.full_name,
            "password": "!",
        },
    )
    if not made and account.display_name != person.full_name:
        account.display_name = person.full_name
        account.save(update_fields=["display_name"])
    return account


@transaction.atomic
def ensure_official(
    *,
    username: str,
    display_name: str,
    password_hash: str,
    is_operator: bool = False,
    person: Person | None = None,
) -> Account:
    """Return the official's account, made when there is none; operators may enter the console.

    `person` is who the official is as a citizen, so that they cannot decide on their own case.
    """
    account, _ = Account.objects.update_or_create(
        username=username,
        defaults={
            "display_name": display_name,
            "kind": Account.Kind.OFFICIAL,
            "password": password_hash,
            "is_staff": is_operator,
            "is_superuser": is_operator,
            "person": person,
        },
    )
    return account
