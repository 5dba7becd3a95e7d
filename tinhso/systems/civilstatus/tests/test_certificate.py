"""The certificate says what the entry says, and its template can print it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sims import civilstatus as sim
from tinhso.engines.papers.services import render_paper
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.wire.testing import mount
from tinhso.systems.civilstatus import services
from tinhso.systems.civilstatus.models import Entry, Submission

from .samples import BIRTH, propose


@pytest.fixture
def national(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TINHSO_HOME", str(tmp_path))
    monkeypatch.setenv("TINHSO_PEER_CIVILSTATUS_SECRET", "demo-secret")
    with mount("civilstatus", sim.app):
        yield


def entered(**said: object) -> Entry:
    subject = propose(1, data={**BIRTH, **said})
    entry = services.enter_birth(str(Submission.objects.get(subject_uid=subject.uid).uid))
    assert entry is not None
    return entry


@pytest.mark.usefixtures("national")
def test_the_certificate_says_what_the_entry_says(cast: Cast) -> None:
    entry = entered()
    code = "7QXM-2KDP-9TRW-4HCN"
    data = services.certificate_data(entry, result_code=code)
    assert data["agency"]["name"] == "Ủy ban nhân dân xã Hạc Lâm"
    assert data["place"] == "Hạc Lâm"
    assert data["number"] == f"1/{entry.entered_on.year}"
    assert data["child"]["born_in_words"].startswith("Ngày bốn tháng tám năm hai nghìn")
    assert data["child"]["sex"] == "Nữ"
    assert data["child"]["personal_number"] == entry.personal_number
    assert data["mother"]["born"] == "1996"
    assert data["signer"]["name"] == cast.member("chairman").name
    assert data["verify"]["code"] == code
    assert data["qr"].endswith(f"/xac-minh/{code}")


@pytest.mark.usefixtures("national", "cast")
@pytest.mark.parametrize("father", [BIRTH["father"], None], ids=["both parents", "mother alone"])
def test_the_template_prints_it(father: object) -> None:
    data = services.certificate_data(entered(father=father), result_code="7QXM-2KDP-9TRW-4HCN")
    assert render_paper("birth-certificate", data).startswith(b"%PDF-")
