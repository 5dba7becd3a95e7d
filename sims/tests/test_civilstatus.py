"""The civil-status simulator does what its interface document says, and refuses the rest."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from sims import civilstatus

DATA = (
    "<hotich><hoso><nksHoTen>Nguyễn Trần Minh Khuê</nksHoTen><nksGioiTinh>{sex}</nksGioiTinh>"
    "<nksNgaySinh>{born}</nksNgaySinh><nksNoiSinh>Xã Hạc Lâm</nksNoiSinh>"
    "<nksDanToc>Kinh</nksDanToc><nksQuocTich>Việt Nam</nksQuocTich></hoso></hotich>"
)
GOOD = DATA.format(sex="1", born="01.01.2026")
SECRET = "s3cret"
Ask = Callable[..., Any]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv("TINHSO_HOME", str(tmp_path))
    monkeypatch.setenv("TINHSO_PEER_CIVILSTATUS_SECRET", SECRET)

    def send(operation: str, *, token: str = SECRET, **message: Any) -> Any:
        answer = Client(civilstatus.app).post(
            f"/civilstatus/apiHoTichTuPhap/{operation}",
            json=message,
            headers={"Authorization": f"Bearer {token}"},
        )
        return answer.get_json() if answer.status_code == 200 else answer.status_code

    return send


def birth(case: str, *, sex: str = "2", born: str = "04.08.2026", **more: Any) -> dict[str, Any]:
    said = {"maDonVi": "99112", "module": "KS", "maHoSo": case, "ngayTiepNhan": "2026-08-13"}
    return {**said, "data": DATA.format(sex=sex, born=born), **more}


@pytest.mark.parametrize(
    ("sex", "born", "head"),
    [
        ("2", "04.08.2026", "099326"),
        ("1", "04.08.2026", "099226"),
        ("1", "31.12.1999", "099099"),
        ("2", "31.12.1999", "099199"),
    ],
)
def test_a_registered_birth_has_a_personal_number(ask: Ask, sex: str, born: str, head: str) -> None:
    assert ask("dangKyHoTich", **birth("A-1", sex=sex, born=born))["status"] == 1
    assert ask("traTrangThaiHoSo", maDonVi="99112", maHoSo="A-1")["status"] == 4
    value = ask("ketQuaDangKyHS", maDonVi="99112", maHoSo="A-1")["value"]
    assert value["nksSoDDCN"].startswith(head)
    assert len(value["nksSoDDCN"]) == 12
    assert value["nksHoTen"] == "Nguyễn Trần Minh Khuê"


def test_the_same_case_twice_is_one_registration(ask: Ask) -> None:
    for _ in range(2):
        assert ask("dangKyHoTich", **birth("A-1"))["status"] == 1
    assert ask("ketQuaDangKyHS", maDonVi="99112", maHoSo="A-1")["value"]["id"] == 1
    assert ask("dangKyHoTich", **birth("A-1", sex="1"))["errorCode"] == "500"
    assert ask("dangKyHoTich", **birth("A-2"))["status"] == 1
    assert ask("ketQuaDangKyHS", maDonVi="99112", maHoSo="A-2")["value"]["id"] == 2


def test_numbers_are_unique_whoever_asks_at_once(ask: Ask) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: ask("dangKyHoTich", **birth(f"A-{n}")), range(1, 41)))
    with civilstatus._registrations() as kept:
        numbers = {row["nksSoDDCN"] for row in kept.values()}
    assert len(numbers) == 40
    assert not any(number.endswith(civilstatus.NOT_FOR_CHILDREN) for number in numbers)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"maDonVi": "01001"}, "106"),
        ({"maDonVi": ""}, "106"),
        ({"module": "KT"}, "500"),
        ({"maHoSo": ""}, "500"),
        ({"ngayTiepNhan": "13/08/2026"}, "500"),
        ({"data": "not xml"}, "500"),
        ({"data": "<hotich/>"}, "500"),
        ({"data": "<hotich><hoso><nksHoTen>A</nksHoTen></hoso></hotich>"}, "500"),
        ({"data": '<!DOCTYPE a [<!ENTITY a "b">]>' + GOOD}, "500"),
        ({"data": DATA.format(sex="3", born="01.01.2026")}, "500"),
        ({"data": DATA.format(sex="1", born="2026-01-01")}, "500"),
        ({"token": "wrong"}, "100"),
    ],
)  # fmt: skip
def test_what_the_real_one_refuses_is_refused(ask: Ask, change: dict[str, Any], code: str) -> None:
    said = ask("dangKyHoTich", **birth("A-1", **change))
    assert (said["status"], said["errorCode"]) == (0, code)


def test_the_case_number_decides_what_happens(ask: Ask) -> None:
    for case in ("A-97", "A-98", "A-00"):
        assert ask("dangKyHoTich", **birth(case))["status"] == 1
    known = {"maDonVi": "99112"}
    assert ask("traTrangThaiHoSo", **known, maHoSo="A-97")["status"] == 1
    assert ask("ketQuaDangKyHS", **known, maHoSo="A-97")["errorCode"] == "200"
    assert ask("traTrangThaiHoSo", **known, maHoSo="A-98")["status"] == 2
    assert ask("traTrangThaiHoSo", **known, maHoSo="A-00")["errorCode"] == "201"
    assert ask("traTrangThaiHoSo", **known, maHoSo="B-1")["errorCode"] == "201"
    assert ask("dangKyHoTich", **birth("A-99")) == 503
    assert ask("khongCo", **birth("A-1")) == 404


def test_the_switch_on_its_page_stops_and_starts_it(ask: Ask) -> None:
    page = Client(civilstatus.app)
    assert "MÔ PHỎNG" in page.get("/").get_data(as_text=True)
    assert page.post("/cong-tac").status_code == 302
    assert ask("dangKyHoTich", **birth("A-1")) == 503
    assert "đang dừng" in page.get("/").get_data(as_text=True)
    page.post("/cong-tac")
    assert ask("dangKyHoTich", **birth("A-1"))["status"] == 1
