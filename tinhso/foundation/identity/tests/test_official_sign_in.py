"""Officials: a password, then a code that is good once; locks that say how long."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from tinhso.foundation.audit.selectors import list_entries
from tinhso.foundation.identity import lockout, services
from tinhso.foundation.identity.cast import CAST, PASSWORD
from tinhso.foundation.identity.homes import home_of
from tinhso.foundation.identity.models import Attempts
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Forbidden, Invalid, TooMany
from tinhso.foundation.kernel.types import Subject

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def machine_time(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Hold the machine's clock in the middle of a code's life; tests move it themselves."""
    moment = [1_786_600_005.0]
    monkeypatch.setattr(
        clock,
        "machine_now",
        lambda: datetime.fromtimestamp(moment[0], UTC),
    )
    return moment


def code_of(key: str, moment: list[float], steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(CAST[key].totp, int(moment[0]) // 30 + steps)))


def sign_in(client: Client, key: str, password: str = PASSWORD) -> str:
    answer = client.post(
        reverse("account_login"), {"login": CAST[key].username, "password": password}
    )
    return answer.headers.get("Location", "")


def test_a_password_alone_opens_nothing(cast: Cast, client: Client) -> None:
    assert sign_in(client, "clerk") == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    overview = client.get(reverse("identity:overview"))
    assert overview.status_code == 302
    assert reverse("account_login") in overview.headers["Location"]


def test_password_and_code_open_the_door(
    cast: Cast, client: Client, machine_time: list[float]
) -> None:
    sign_in(client, "clerk")
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of("clerk", machine_time)})
    assert answer.status_code == 302
    assert answer.headers["Location"] == home_of(cast.actor("clerk"))
    page = client.get(reverse("identity:overview"))
    assert page.status_code == 200
    assert "Lê Thị Ánh Nguyệt" in page.content.decode()
    account = cast.account("clerk")
    written = list(list_entries(Subject(kind="account", uid=str(account.uid))))
    assert [entry.action for entry in written] == ["identity.signed_in"]
    assert "password, mfa" in str(written[0].params)


def test_a_code_that_was_used_is_refused(
    cast: Cast, client: Client, machine_time: list[float]
) -> None:
    code = code_of("clerk", machine_time)
    sign_in(client, "clerk")
    client.post(reverse("mfa_authenticate"), {"code": code})
    other = Client()
    sign_in(other, "clerk")
    answer = other.post(reverse("mfa_authenticate"), {"code": code})
    assert answer.status_code == 200
    assert "_auth_user_id" not in other.session


def test_a_code_of_the_sign_in_signs_nothing(
    cast: Cast, client: Client, machine_time: list[float]
) -> None:
    code = code_of("chairman", machine_time)
    sign_in(client, "chairman")
    client.post(reverse("mfa_authenticate"), {"code": code})
    with pytest.raises(Invalid) as refusal:
        services.confirm_with_second_factor(cast.actor("chairman"), code)
    assert refusal.value.problems[0].field == "code"
    services.confirm_with_second_factor(
        cast.actor("chairman"), code_of("chairman", machine_time, steps=1)
    )


def test_an_old_code_is_refused(cast: Cast, machine_time: list[float]) -> None:
    code = code_of("chairman", machine_time, steps=-2)
    with pytest.raises(Invalid):
        services.confirm_with_second_factor(cast.actor("chairman"), code)


@pytest.mark.parametrize("code", ["", "abc", "12345", "1234567", "٣٤٥٦٧٨", "-12345"])
def test_nonsense_is_refused(cast: Cast, code: str) -> None:
    with pytest.raises(Invalid):
        services.confirm_with_second_factor(cast.actor("chairman"), code)


def test_a_citizen_cannot_confirm(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        services.confirm_with_second_factor(cast.actor("mother"), "123456")


def test_five_wrong_codes_lock_the_signature_and_say_for_how_long(
    cast: Cast, machine_time: list[float]
) -> None:
    chairman = cast.actor("chairman")
    for _ in range(lockout.TRIES):
        with pytest.raises(Invalid):
            services.confirm_with_second_factor(chairman, "000000")
    with pytest.raises(TooMany) as refusal:
        services.confirm_with_second_factor(chairman, code_of("chairman", machine_time))
    assert refusal.value.params["minutes"] == 15
    machine_time[0] += timedelta(minutes=15).total_seconds() + 1
    services.confirm_with_second_factor(chairman, code_of("chairman", machine_time))


def test_five_wrong_passwords_lock_the_name_whether_it_exists_or_not(
    cast: Cast, client: Client, machine_time: list[float]
) -> None:
    for name in ("nguyet.lta", "nobody.at.all"):
        said = [
            client.post(reverse("account_login"), {"login": name, "password": "wrong"})
            for _ in range(lockout.TRIES + 1)
        ]
        assert all(answer.status_code == 200 for answer in said)
        errors = [str(answer.context["form"].non_field_errors()) for answer in said]
        assert "4" in errors[0]
        assert "15" in errors[-1]
    assert sign_in(client, "clerk") == ""
    machine_time[0] += timedelta(minutes=15).total_seconds() + 1
    assert sign_in(client, "clerk") == reverse("mfa_authenticate")


def test_a_lock_counts_down_in_whole_minutes(machine_time: list[float]) -> None:
    key = lockout.key_of("password", "x")
    for _ in range(lockout.TRIES):
        assert lockout.begin_attempt(key) == 0
    assert lockout.begin_attempt(key) == 900
    machine_time[0] += 61
    assert lockout.minutes(lockout.begin_attempt(key)) == 14


def test_a_right_password_wipes_the_wrong_ones(cast: Cast, client: Client) -> None:
    for _ in range(3):
        sign_in(client, "clerk", "wrong")
    sign_in(client, "clerk")
    assert not Attempts.objects.filter(key=lockout.key_of("password", "nguyet.lta")).exists()


def test_old_counts_are_forgotten(machine_time: list[float]) -> None:
    lockout.begin_attempt("old")
    machine_time[0] += timedelta(hours=1).total_seconds()
    lockout.begin_attempt("new")
    assert lockout.forget_old() == 1


def test_the_secret_is_not_in_the_database_as_it_is(cast: Cast) -> None:
    row = Authenticator.objects.get(user=cast.account("clerk"), type="totp")
    assert CAST["clerk"].totp not in str(row.data)


def test_there_is_no_way_to_sign_up(client: Client) -> None:
    for path in ("/tai-khoan/signup/", "/accounts/signup/", "/tai-khoan/dang-ky/"):
        assert client.get(path).status_code == 404
