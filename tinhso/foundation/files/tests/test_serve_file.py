from pathlib import Path

import pytest
from pytest_django import Settings

from tinhso.foundation.files import services
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.files.web import serve_file
from tinhso.foundation.kernel.types import SYSTEM, Subject

from .samples import pdf, png

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _root(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


def stored(data: bytes, name: str) -> StoredFile:
    return services.store_bytes(SYSTEM, data, name=name, subject=Subject(kind="draft", uid="d"))


def test_a_file_is_a_download_that_no_browser_runs() -> None:
    response = serve_file(stored(png(), 'Ảnh "thẻ".png'))
    assert b"".join(response) == png()
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].endswith("sandbox")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E1%BA%A2nh")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Length"] == str(len(png()))


def test_a_paper_can_be_shown_in_its_place() -> None:
    response = serve_file(stored(pdf(), "to-khai.pdf"), inline=True)
    assert response["Content-Disposition"] == 'inline; filename="to-khai.pdf"'
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "script" not in response["Content-Security-Policy"]
    response.close()


def test_what_is_no_paper_is_never_shown_in_place() -> None:
    file = stored(png(), "a.png")
    file.content_type = "text/html"
    response = serve_file(file, inline=True)
    assert response["Content-Disposition"].startswith("attachment")
    response.close()
