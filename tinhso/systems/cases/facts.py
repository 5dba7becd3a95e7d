"""From the answers of the birth form to the facts that the register keeps.

The shape of the answers is described in `procedures/data/1.001193/README.md`, the shape of
the facts in `civilstatus.types.BirthFacts`.
"""

from collections.abc import Mapping
from typing import Any

RELATIONS = {
    "mother": "mẹ",
    "father": "cha",
    "paternal_grandparent": "ông, bà nội",
    "maternal_grandparent": "ông, bà ngoại",
    "grandparent": "ông, bà",
    "relative": "người thân thích",
    "carer": "người đang nuôi dưỡng trẻ",
}


def full_name_of(person: Mapping[str, Any]) -> str:
    """Return họ, chữ đệm, tên as one name; a name already whole is returned as it is."""
    if person.get("full_name"):
        return str(person["full_name"])
    parts = (person.get("family_name"), person.get("middle_name"), person.get("given_name"))
    return " ".join(str(part) for part in parts if part)


def birth_facts(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data that `civilstatus.services.propose_birth` takes."""
    child = answers["child"]
    applicant = answers["applicant"]
    relation = str(applicant.get("relation", ""))
    return {
        "child": {
            "full_name": full_name_of(child),
            "born_on": child["born_on"],
            "sex": child["sex"],
            "ethnicity": child["ethnicity"],
            "nationality": child["nationality"],
            "birth_place": _place(child.get("birth_place")),
            "home_town": _place(child.get("home_town")),
        },
        "mother": _parent(answers.get("mother")),
        "father": _parent(answers.get("father")),
        "applicant": {
            "full_name": full_name_of(applicant),
            "relation": RELATIONS.get(relation, relation),
            "id_paper": f"Căn cước số {applicant['national_id']}"
            if applicant.get("national_id")
            else "",
        },
    }


def _parent(parent: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not parent or not full_name_of(parent):
        return None
    return {
        "full_name": full_name_of(parent),
        "born": parent.get("born_on", ""),
        "ethnicity": parent.get("ethnicity", ""),
        "nationality": parent.get("nationality", ""),
        "residence": _place(parent.get("residence")),
        "national_id": parent.get("national_id", ""),
    }


def _place(place: Any) -> str:
    """Return a place as one line: house or facility first, then the commune and the province."""
    if isinstance(place, Mapping):
        parts = (place.get("facility"), place.get("detail"), place.get("text"))
        return ", ".join(str(part) for part in parts if part)
    return str(place or "")
