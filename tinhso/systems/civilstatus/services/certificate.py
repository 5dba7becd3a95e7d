"""The facts of the electronic birth certificate, as `papers/birth_certificate.typ` reads them."""

from datetime import date
from typing import Any

from django.conf import settings

from tinhso.engines.papers.services import date_in_words
from tinhso.foundation.directory import selectors as directory
from tinhso.foundation.directory.models import Agency
from tinhso.foundation.identity import selectors as identity
from tinhso.foundation.kernel import clock
from tinhso.systems.civilstatus.models import Entry
from tinhso.systems.civilstatus.types import SEXES, Parent


def certificate_data(
    entry: Entry,
    *,
    agency: Agency | None = None,
    signer_name: str = "",
    signer_title: str = "",
    result_code: str = "",
    verify_url: str = "",
) -> dict[str, Any]:
    """Return the data of paper "birth-certificate" for `entry`.

    The signer is the head of the agency, who grants the certificate, when no other is named.
    `result_code` is the vault's code, printed and put into the square code.
    """
    facts = entry.facts
    agency = agency or directory.get_agency(entry.book.agency_code, on=entry.entered_on)
    if not (signer_name and signer_title):
        head_name, head_title = _head_of(agency.code)
        signer_name, signer_title = signer_name or head_name, signer_title or head_title
    parent = agency.parent
    place = agency.name_vi.removeprefix("Ủy ban nhân dân ")
    address = f"{settings.SITE_URL}/xac-minh"
    data: dict[str, Any] = {
        "made_at": clock.now().isoformat(timespec="seconds"),
        "agency": {"parent": parent.name_vi if parent else "", "name": agency.name_vi},
        "number": entry.code,
        "place": place.split(" ", 1)[-1],
        "child": {
            "full_name": facts.child.full_name,
            "born_on": facts.child.born_on.isoformat(),
            "born_in_words": date_in_words(facts.child.born_on),
            "sex": SEXES[facts.child.sex],
            "ethnicity": facts.child.ethnicity,
            "nationality": facts.child.nationality,
            "birth_place": facts.child.birth_place,
            "home_town": facts.child.home_town,
            "personal_number": entry.personal_number,
        },
        "mother": _parent(facts.mother),
        "father": _parent(facts.father),
        "applicant": {
            "full_name": facts.applicant.full_name,
            "relation": facts.applicant.relation,
            "id_paper": facts.applicant.id_paper,
        },
        "registered": {
            "agency": agency.name_vi,
            "on": entry.entered_on.isoformat(),
            "book": f"Sổ đăng ký khai sinh năm {entry.book.year}",
            "number": str(entry.number),
        },
        "signer": {
            "name": signer_name,
            "title": signer_title,
        },
        "verify": {"address": address.split("://", 1)[-1], "code": result_code},
        "qr": verify_url or f"{address}/{result_code}",
    }
    return data


def _head_of(agency_code: str) -> tuple[str, str]:
    """Return name and title of the head of an agency today."""
    holders = identity.list_holders("agency_head", agency_code)
    title = directory.get_post(agency_code, "agency_head").title_vi
    return (holders[0].get_full_name() if holders else ""), title


def _parent(parent: Parent | None) -> dict[str, str] | None:
    if parent is None:
        return None
    return {
        "full_name": parent.full_name,
        "born": _born(parent.born),
        "ethnicity": parent.ethnicity,
        "nationality": parent.nationality,
        "residence": parent.residence,
        "personal_number": parent.national_id,
    }


def _born(said: str) -> str:
    """The form asks for the parents' year of birth."""
    try:
        return str(date.fromisoformat(said).year)
    except ValueError:
        return said
