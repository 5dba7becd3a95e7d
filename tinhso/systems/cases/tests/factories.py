"""A mother's complete answers, and her case at any step of its way. Everything through services."""

import time
from contextlib import ExitStack
from copy import deepcopy
from datetime import date
from typing import Any

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from sims import ca, civilstatus, messages, population, tsa
from tinhso.engines.forms import services as forms
from tinhso.engines.forms.models import Draft
from tinhso.engines.forms.types import Prefill
from tinhso.engines.signing import authority
from tinhso.engines.signing import seeds as signing_seeds
from tinhso.engines.signing import services as signing
from tinhso.foundation.calendars import seeds as calendar_seeds
from tinhso.foundation.directory import seeds as directory_seeds
from tinhso.foundation.directory.models import Agency
from tinhso.foundation.identity.cast import CAST
from tinhso.foundation.identity.selectors import list_holders
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.outbox import worker
from tinhso.foundation.wire.testing import mount
from tinhso.systems.cases import seeds as case_seeds
from tinhso.systems.cases import services
from tinhso.systems.cases.models import Case
from tinhso.systems.procedures import seeds as procedure_seeds

DEMO_DAY = date(2026, 8, 13)
MORNING = clock.at(DEMO_DAY, 9)
PROCEDURE = "1.001193"
FORM = "birth-registration"

HAC_LAM = {"place": "99112", "text": "Xã Hạc Lâm, tỉnh An Bình"}
ANSWERS: dict[str, Any] = {
    "routing": {
        "parents": "both_vietnamese",
        "marriage": "married",
        "earlier": "never",
        "linked": "birth_only",
    },
    "applicant": {
        "relation": "mother",
        "full_name": "Trần Thị Quỳnh Như",
        "national_id": "099196000017",
        "residence": {**HAC_LAM, "detail": "Thôn Đông Hạc"},
        "phone": "0999000017",
        "email": "nhu@example.vn",
    },
    "child": {
        "family_name": "Nguyễn",
        "middle_name": "Trần Minh",
        "given_name": "Khuê",
        "born_on": "2026-08-03",
        "sex": "female",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "birth_place": {"facility": "Bệnh viện Đa khoa tỉnh An Bình", **HAC_LAM},
        "home_town": HAC_LAM,
    },
    "mother": {
        "full_name": "Trần Thị Quỳnh Như",
        "national_id": "099196000017",
        "born_on": "1996-03-12",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "residence": {**HAC_LAM, "detail": "Thôn Đông Hạc"},
    },
    "father": {
        "full_name": "Nguyễn Đức Thắng",
        "national_id": "099094000023",
        "born_on": "1994-08-25",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "residence": {**HAC_LAM, "detail": "Thôn Đông Hạc"},
    },
    "papers": {"birth_notice_kind": "electronic", "birth_notice_number": "GCS-260803-00012"},
    "result": {"copies": 0, "delivery": "electronic"},
    "declaration": True,
}
PEERS = {
    "population": population.app,
    "civilstatus": civilstatus.app,
    "ca": ca.app,
    "tsa": tsa.app,
    "messages": messages.app,
}


def mounted_peers(stack: ExitStack) -> None:
    authority.forget_status()
    for peer, app in PEERS.items():
        stack.enter_context(mount(peer, app))
    stack.callback(authority.forget_status)


def prepare_province(cast: Cast) -> None:
    calendar_seeds.seed()
    directory_seeds.seed()
    procedure_seeds.seed()
    case_seeds.seed()


def issue_certificate() -> None:
    """Give the chairman of Hạc Lâm a signing certificate of the simulated authority."""
    (head,) = list_holders("agency_head", "H99.112")
    signing.issue_certificate_for(
        head.uid,
        common_name=head.get_full_name(),
        title=signing_seeds.TITLE,
        agency_code="H99.112",
        agency_name=Agency.objects.get(code="H99.112", valid_to__isnull=True).name_vi,
    )


def flat(answers: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for key, value in answers.items():
        path = f"{before}{key}"
        rows += flat(value, f"{path}.") if isinstance(value, dict) else [(path, value)]
    return rows


def answers_with(**changes: Any) -> dict[str, Any]:
    """Return the mother's answers with changes: `mother__residence__place="98001"`; None drops."""
    answers = deepcopy(ANSWERS)
    for path, value in changes.items():
        *way, last = path.split("__")
        inner = answers
        for key in way:
            inner = inner[key]
        if value is None:
            del inner[last]
        else:
            inner[last] = value
    return answers


def complete_draft(actor: Actor, answers: dict[str, Any] | None = None) -> Draft:
    """Return a draft with every page answered, as after the check page."""
    return forms.start_draft(
        actor,
        FORM,
        context={"procedure": PROCEDURE, "subject_kind": "case"},
        prefill=[
            Prefill(path=path, value=value, origin="typed")
            for path, value in flat(answers or ANSWERS)
        ],
    )


def submitted(cast: Cast, **changes: Any) -> Case:
    draft = complete_draft(cast.actor("mother"), answers_with(**changes))
    said = services.submit_case(cast.actor("mother"), str(draft.uid))
    return Case.objects.get(uid=said.uid)


def accepted(cast: Cast, **changes: Any) -> Case:
    return services.accept_case(cast.actor("clerk"), str(submitted(cast, **changes).uid))


def verified(cast: Cast, **changes: Any) -> Case:
    return services.verify_case(cast.actor("officer"), str(accepted(cast, **changes).uid))


def drafted(cast: Cast, **changes: Any) -> Case:
    """Return a case whose birth is entered and whose certificate waits for the signature."""
    case = verified(cast, **changes)
    worker.drain()
    case.refresh_from_db()
    return case


def approved(cast: Cast, **changes: Any) -> Case:
    """Return a case whose certificate the chairman approved; the worker has not signed yet."""
    issue_certificate()
    case = drafted(cast, **changes)
    shown = {str(case.uid): case.draft_result_sha256}
    (case,) = services.ask_for_signatures(cast.actor("chairman"), shown, fresh_code("chairman"))
    return case


def issued(cast: Cast, **changes: Any) -> Case:
    case = approved(cast, **changes)
    worker.drain()
    case.refresh_from_db()
    return case


def fresh_code(key: str, step: int = 0) -> str:
    """Return the code that the person's phone shows now, or `step` codes later."""
    counters = list(yield_hotp_counters_from_time())
    counter = max(c for c in counters if c <= int(time.time()) // 30) + step
    return str(format_hotp_value(hotp_value(CAST[key].totp, counter)))
