"""The acts that `tinhso bench` measures, on a province of its own with 3,000 past cases.

Services and pages are called in process; the national systems are the simulators, in process
too. So the figures hold Python and the database, and neither network nor web server.
"""

from contextlib import ExitStack, closing
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from config.bench import Result, compare, timed

PAST_CASES = 3000
PROCEDURE = "1.001193"
FLOOR_TABLE = "bench_floor"
HOME = {"place": "99112", "text": "Xã Hạc Lâm, tỉnh An Bình"}
PARENT = {"ethnicity": "Kinh", "nationality": "Việt Nam", "residence": HOME}
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
        "residence": HOME,
        "phone": "0999000017",
    },
    "child": {
        "family_name": "Nguyễn",
        "middle_name": "Trần Minh",
        "given_name": "Khuê",
        "born_on": "2026-08-03",
        "sex": "female",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "birth_place": {"facility": "Bệnh viện Đa khoa tỉnh An Bình", **HOME},
        "home_town": HOME,
    },
    "mother": {
        "full_name": "Trần Thị Quỳnh Như",
        "national_id": "099196000017",
        "born_on": "1996-03-12",
        **PARENT,
    },
    "father": {
        "full_name": "Nguyễn Đức Thắng",
        "national_id": "099094000023",
        "born_on": "1994-08-25",
        **PARENT,
    },
    "papers": {"birth_notice_kind": "electronic", "birth_notice_number": "GCS-260803-00012"},
    "result": {"copies": 0, "delivery": "electronic"},
    "declaration": True,
}


def measure(number: int, *, past_cases: int = PAST_CASES) -> list[Result]:
    """Build a province in the current home, measure each act `number` times, and return all.

    On PostgreSQL (DATABASE_URL) the province lives in a database `test_…` that is dropped.
    """
    import django

    django.setup()
    with ExitStack() as stack:
        _build(stack, past_cases)
        return [_submit(number), _queue(number), _signature(number)]


def _build(stack: ExitStack, past_cases: int) -> None:
    from config.seed import seed_all
    from sims import ca, civilstatus, messages, population, tsa
    from tinhso.foundation.identity.cast import DEMO_DAY
    from tinhso.foundation.kernel import clock
    from tinhso.foundation.wire.testing import mount

    peers = {
        "ca": ca.app,
        "civilstatus": civilstatus.app,
        "messages": messages.app,
        "population": population.app,
        "tsa": tsa.app,
    }
    if connection.vendor == "postgresql":
        own = str(connection.settings_dict["NAME"])
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        stack.callback(connection.creation.destroy_test_db, own, verbosity=0)
    else:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    for peer, app in peers.items():
        stack.enter_context(mount(peer, app))
    clock.set_clock(clock.at(DEMO_DAY, 9))
    seed_all(cases=past_cases, say=lambda _line: None)
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"CREATE TABLE {FLOOR_TABLE} (id integer PRIMARY KEY, said text)")


def _submit(number: int) -> Result:
    """A fully answered draft becomes a case: checks, case, timeline, process, notice, event."""
    from tinhso.engines.forms import services as forms
    from tinhso.engines.forms.types import Prefill
    from tinhso.foundation.identity.cast import MOTHER
    from tinhso.foundation.identity.models import Account
    from tinhso.foundation.identity.types import Actor
    from tinhso.systems.cases import services
    from tinhso.systems.procedures.selectors import edition_on

    mother = Actor(account=Account.objects.get(person__national_id=MOTHER.national_id))
    answers = [Prefill(path=path, value=value, origin="typed") for path, value in _flat(ANSWERS)]
    drafts = [
        forms.start_draft(
            mother,
            edition_on(PROCEDURE).form_code,
            context={"procedure": PROCEDURE, "subject_kind": "case"},
            prefill=answers,
        )
        for _ in range(number + 1)
    ]

    def insert(n: int) -> None:
        with closing(connection.cursor()) as cursor:
            cursor.execute(f"INSERT INTO {FLOOR_TABLE} VALUES (%s, %s)", [n, "said"])  # noqa: S608

    taken = timed(number, lambda n: services.submit_case(mother, str(drafts[n].uid)))
    return compare("submit", taken, "one INSERT with its commit", timed(number, insert))


def _queue(number: int) -> Result:
    """The clerk opens the desk's queue: middleware, session, rights, query, counts, template."""
    from tinhso.foundation.identity.cast import CLERK

    clerk = Client()
    _sign_in(clerk, CLERK.username)

    def get(client: Client, address: str, _n: int) -> None:
        assert client.get(address).status_code == 200, address

    taken = timed(number, partial(get, clerk, "/desk/"))
    return compare(
        "queue", taken, "page /healthz", timed(number, partial(get, Client(), "/healthz"))
    )


def _signature(number: int) -> Result:
    """The worker signs a birth certificate: PAdES with a visible mark, without a time stamp."""
    from tinhso.engines.papers import services as papers
    from tinhso.engines.signing.keys import key_store
    from tinhso.engines.signing.measure import measure_signing
    from tinhso.engines.signing.selectors import find_certificate
    from tinhso.engines.signing.types import Appearance
    from tinhso.foundation.identity.cast import CHAIRMAN
    from tinhso.foundation.identity.models import Account
    from tinhso.systems.civilstatus.models import Entry
    from tinhso.systems.civilstatus.services import certificate_data

    chairman = Account.objects.get(username=CHAIRMAN.username)
    certificate = find_certificate(chairman.uid)
    assert certificate is not None, "the seed gives the chairman a certificate"
    entry = Entry.objects.filter(book__agency_code=CHAIRMAN.agency).order_by("-id")[0]
    data = certificate_data(entry, result_code="AAAA-BBBB-CCCC")
    box = papers.find_signature_box("birth-certificate", data)
    said = measure_signing(
        papers.render_paper("birth-certificate", data),
        certificate=certificate,
        store=key_store(),
        documents=number,
        appearance=Appearance.from_json({"page": box.page, "box": list(box.box)}) if box else None,
    )
    return Result(
        name="signature",
        number=said.documents,
        p50_ms=said.p50_ms,
        p95_ms=said.p95_ms,
        per_second=said.per_second,
        floor="one bare signature by the same key",
        floor_p50_ms=said.floor_p50_ms,
        ratio=said.ratio,
    )


def _sign_in(client: Client, username: str) -> None:
    """Sign an official in with both factors, as after the real pages."""
    from tinhso.foundation.identity.models import Account
    from tinhso.foundation.kernel import clock

    account = Account.objects.get(username=username)
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    at = clock.machine_now().timestamp()
    session["account_authentication_methods"] = [
        {"method": "password", "at": at},
        {"method": "mfa", "type": "totp", "at": at, "reauthenticated": True},
    ]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()


def _flat(answers: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for key, value in answers.items():
        path = f"{before}{key}"
        rows += _flat(value, f"{path}.") if isinstance(value, dict) else [(path, value)]
    return rows
