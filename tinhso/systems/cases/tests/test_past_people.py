"""The parents of the morning's cases are known to the simulated register: officials see a match."""

import pytest

from sims.population import find_person
from tinhso.foundation.identity.testing import Cast
from tinhso.systems.cases.models import Case
from tinhso.systems.cases.past import THIS_MORNING, load_past_cases

pytestmark = pytest.mark.django_db


def test_the_register_knows_the_parents_of_this_mornings_cases(
    province: Cast, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    monkeypatch.setenv("TINHSO_HOME", str(settings.HOME))  # type: ignore[attr-defined]
    Case.objects.all().delete()
    load_past_cases(1)
    mornings = Case.objects.order_by("-pk")[: len(THIS_MORNING)]
    for case in mornings:
        for parent in ("mother", "father"):
            said = case.answers[parent]
            known = find_person(said["national_id"])
            assert known is not None
            assert known["name"] == said["full_name"]
