import io
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tinhso.foundation.files import selectors, services
from tinhso.foundation.files.content import examine
from tinhso.foundation.files.messages import MESSAGES
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.files.names import safe_name
from tinhso.foundation.files.types import PAPERS, BadFile
from tinhso.foundation.kernel.refusals import Invalid, NotFound, Unavailable
from tinhso.foundation.kernel.types import Subject, Who

from .samples import jpeg, packed_pdf, pdf, png

pytestmark = pytest.mark.django_db
DRAFT = Subject(kind="draft", uid="d1")
MOTHER = Who(account="a1", kind="citizen")


@pytest.fixture(autouse=True)
def _root(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


def store(data: bytes, name: str = "giấy tờ.pdf", accept: Sequence[str] = PAPERS) -> StoredFile:
    return services.store_bytes(MOTHER, data, name=name, subject=DRAFT, accept=accept)


def refusal(data: bytes, accept: Sequence[str] = PAPERS) -> str:
    with pytest.raises(Invalid) as caught:
        store(data, accept=accept)
    (problem,) = caught.value.problems
    assert problem.field == "file"
    return problem.code


@pytest.mark.parametrize(
    ("data", "content_type", "size"),
    [
        (pdf(), "application/pdf", (0, 0)),
        (packed_pdf(b"/Type /Page"), "application/pdf", (0, 0)),
        (jpeg(640, 480), "image/jpeg", (640, 480)),
        (jpeg(tail=b"SEFT camera notes"), "image/jpeg", (640, 480)),
        (png(), "image/png", (2, 2)),
    ],
)
def test_a_paper_is_kept_with_the_type_found_in_it(
    data: bytes, content_type: str, size: tuple[int, int]
) -> None:
    file = store(data, "anything.exe")
    assert (file.content_type, (file.width, file.height)) == (content_type, size)
    assert selectors.read_file(selectors.get_file(file.uid)) == data
    assert file.stored_by == "a1"
    assert selectors.list_files(DRAFT) == [file]


def test_an_upload_of_the_browser_is_read_in_pieces() -> None:
    upload = SimpleUploadedFile("a.png", png(), content_type="text/html")
    file = services.store_file(MOTHER, upload, name="a.png", subject=DRAFT)
    assert file.content_type == "image/png"


def test_equal_bytes_lie_on_disk_once(tmp_path: Path) -> None:
    first, second = store(pdf()), store(pdf(), "again.pdf")
    assert first.uid != second.uid
    assert [p.name for p in tmp_path.glob("??/??/*")] == [first.sha256]
    assert not list((tmp_path / "incoming").iterdir())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "files.empty"),
        (b"MZ\x90\0 a program", "files.wrong_type"),
        (b"<html><script>alert(1)</script></html>", "files.wrong_type"),
        (b"GIF89a" + b"\0" * 20, "files.wrong_type"),
        (b"PK\x03\x04" + b"\0" * 40, "files.wrong_type"),
        (pdf()[:-8], "files.broken"),
        (pdf(tail=b"<html>"), "files.mixed"),
        (pdf(b"/A (PK\x05\x06)"), "files.mixed"),
        (jpeg(tail=b"PK\x05\x06" + b"\0" * 18), "files.mixed"),
        (jpeg()[:30], "files.broken"),
        (jpeg(0, 0), "files.broken"),
        (jpeg(60_000, 10), "files.image_too_large"),
        (png(20_000, 20_000), "files.image_too_large"),
        (png(11_000, 11_000), "files.image_too_large"),
        (png(tail=b"<?php"), "files.mixed"),
        (png()[:-4], "files.broken"),
        (png()[:20], "files.broken"),
        (b"%PDF-nothing\n%%EOF", "files.broken"),
        (pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "files.pdf_active"),
        (pdf(b"/OpenAction << /S /J#61v#61Script >>"), "files.pdf_active"),
        (pdf(b"/AA << /O << /S /Launch /F (cmd.exe) >> >>"), "files.pdf_active"),
        (pdf(b"/Encrypt 4 0 R"), "files.pdf_locked"),
        (packed_pdf(b"/S /JavaScript /JS (x)"), "files.pdf_active"),
        (packed_pdf(b"/S /#4caunch"), "files.pdf_active"),
    ],
)
def test_what_is_no_honest_paper_is_refused(data: bytes, code: str, tmp_path: Path) -> None:
    assert refusal(data) == code
    assert not StoredFile.objects.exists()
    assert not list(tmp_path.glob("??/??/*"))
    assert not list((tmp_path / "incoming").iterdir())


def test_a_file_over_the_bound_is_refused_with_the_bound() -> None:
    with pytest.raises(Invalid) as caught:
        services.store_file(
            MOTHER,
            io.BytesIO(pdf() + b" " * 3_000_000),
            name="x",
            subject=DRAFT,
            max_bytes=2 * 1024 * 1024,
            field="papers.birth",
        )
    (problem,) = caught.value.problems
    assert (problem.field, problem.code) == ("papers.birth", "files.too_big")
    assert problem.params == {"megabytes": "2"}


def test_the_settings_bound_every_upload(settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 50
    assert refusal(pdf()) == "files.too_big"


def test_a_caller_may_accept_less() -> None:
    assert refusal(png(), accept=("application/pdf",)) == "files.wrong_type"


def test_damage_on_disk_is_noticed(tmp_path: Path) -> None:
    file = store(pdf())
    place = tmp_path / file.sha256[:2] / file.sha256[2:4] / file.sha256
    place.chmod(0o600)
    place.write_bytes(b"other")
    with pytest.raises(Unavailable):
        selectors.read_file(file)
    place.unlink()
    with pytest.raises(Unavailable):
        selectors.open_file(file)


def test_removed_bytes_go_when_nobody_has_them_and_days_have_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = store(pdf()), store(pdf())
    services.remove_file(first.uid)
    monkeypatch.setattr(services, "SWEEP_AFTER_SECONDS", -1)
    assert services.sweep_bytes() == 0
    services.remove_file(second.uid)
    monkeypatch.setattr(services, "SWEEP_AFTER_SECONDS", 3600)
    assert services.sweep_bytes() == 0
    monkeypatch.setattr(services, "SWEEP_AFTER_SECONDS", -1)
    assert services.sweep_bytes() == 1
    with pytest.raises(NotFound):
        services.remove_file(first.uid)
    with pytest.raises(NotFound):
        selectors.get_file("no-uid")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Giấy chứng sinh.pdf", "Giấy chứng sinh.pdf"),
        (unicodedata.normalize("NFD", "Giấy chứng sinh.PDF"), "Giấy chứng sinh.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\scan\\tờ khai.pdf.exe", "tờ khai.pdf.exe.pdf"),
        ("\u202egpj.pdf", "gpj.pdf"),
        ("", "file.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
    ],
)
def test_names_are_for_reading_only(given_name: str, kept: str) -> None:
    assert safe_name(given_name, "application/pdf") == kept


@given(st.sampled_from([b"", b"%PDF-1.7\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]), st.binary())
def test_no_bytes_make_the_examination_stumble(head: bytes, rest: bytes) -> None:
    with NamedTemporaryFile() as file:
        file.write(head + rest)
        file.flush()
        try:
            found = examine(Path(file.name)).content_type
        except BadFile as bad:
            found = bad.code
    assert found in MESSAGES or "/" in found


@given(st.text(max_size=300))
def test_every_name_becomes_a_safe_one(name: str) -> None:
    kept = safe_name(name, "image/png")
    assert kept.endswith(".png") or kept.lower().endswith(".png")
    assert len(kept) <= 150
    assert "/" not in kept
    assert "\\" not in kept
    assert not any(unicodedata.category(c) in {"Cc", "Cf"} for c in kept)
    assert safe_name(kept, "image/png") == kept
