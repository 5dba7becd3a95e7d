"""The population simulator answers as the published envelopes do."""

from typing import Any

import pytest
from lxml import etree
from werkzeug.test import Client

from sims import population as sim

MIC = f"{{{sim.MIC}}}"


def ask(operation: str, namespace: str, **fields: str) -> Any:
    inside = "".join(f"<x:{name}>{value}</x:{name}>" for name, value in fields.items())
    envelope = (
        f'<e:Envelope xmlns:e="{sim.SOAP}" xmlns:x="{namespace}"><e:Body><x:{operation}>{inside}'
        f"</x:{operation}></e:Body></e:Envelope>"
    )
    answer = Client(sim.app).post("/population/dancu", data=envelope.encode())
    return etree.fromstring(answer.data)[1][0] if answer.status_code < 500 else answer.status_code


def look_up(number: str, **more: str) -> Any:
    said = {"MaYeuCau": "r1", "MaCanBo": "cb", "MaDVC": "1.001193", "SoDinhDanh": number, **more}
    return ask("XacMinhThongTinNhanThan", sim.QLDC, **said)


def match(number: str, name: str, **more: str) -> Any:
    said = {"MaYeuCau": "r1", "MaDichVu": "033", "MaCanBo": "cb", "SoDinhDanh": number}
    return ask("XacThucThongTinCongDanRequest", sim.BCA, **{**said, "HoVaTen": name, **more})


def test_a_person_comes_in_capitals_with_the_name_all_in_ten() -> None:
    found = look_up("099196000017").find(f"{MIC}CongDan")
    assert found.findtext(f"{MIC}HoVaTen/{MIC}Ten") == "TRẦN THỊ QUỲNH NHƯ"
    assert found.findtext(f"{MIC}HoVaTen/{MIC}Ho") == ""
    assert found.findtext(f"{MIC}GioiTinh") == "2"
    assert found.findtext(f"{MIC}NgayThangNamSinh/{MIC}NgayThangNam") == "19960312"
    assert found.findtext(f"{MIC}VoChong/{MIC}SoDinhDanh") == "099094000023"


def test_a_made_person_is_the_same_one_every_time() -> None:
    first, second = (etree.tostring(look_up("099185123456")) for _ in range(2))
    assert first == second
    assert b"<ns1:GioiTinh>2<" in first
    assert b"<ns1:Nam>1985<" in first


def test_an_unknown_number_is_an_empty_collection() -> None:
    found = look_up("099185123400")
    assert found.get("SoCongDan") == "0"
    assert len(found) == 0


@pytest.mark.parametrize(
    ("number", "more", "code"),
    [
        ("099185123497", {}, "004"),
        ("099185123450", {"MaDVC": "2.000635"}, "004"),
        ("099185123498", {}, "005"),
        ("099185123450", {"MaCanBo": ""}, "005"),
        ("12", {}, "001"),
    ],
)
def test_what_the_real_one_refuses_is_refused(number: str, more: dict[str, str], code: str) -> None:
    assert look_up(number, **more).findtext("detail/MaLoi") == code


def test_the_service_can_be_down() -> None:
    assert look_up("099185123499") == 503


def test_a_match_needs_the_name_in_plain_capitals() -> None:
    said = [
        match("099196000017", name)[0].text for name in ("TRANTHIQUYNHNHU", "Trần Thị Quỳnh Như")
    ]
    assert said == ["true", "false"]
    assert match("099196000017", "X", MaDichVu="034").findtext("detail/MaLoi") == "002"


@pytest.mark.parametrize("body", [b"", b"<a>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_what_is_no_envelope_is_refused(body: bytes) -> None:
    assert Client(sim.app).post("/", data=body).status_code == 400


def test_its_page_says_what_it_stands_for() -> None:
    page = Client(sim.app).get("/").get_data(as_text=True)
    assert "MÔ PHỎNG" in page
    assert "033" in page
