"""What browsers load: vendored files as their lock says, nothing from elsewhere, light enough."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
STATIC = BASE / "tinhso" / "foundation" / "ui" / "static"
VENDOR = STATIC / "vendor"
LOCK: list[dict[str, str]] = json.loads((VENDOR / "vendor.lock.json").read_text())
LICENCES = {"MIT", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Apache-2.0", "OFL-1.1"}
ICONS = re.compile(r'symbol id="([a-z0-9-]+)"')
KB = 1024


@pytest.mark.parametrize("line", LOCK, ids=lambda line: str(line["file"]))
def test_a_vendored_file_is_what_its_lock_says(line: dict[str, str]) -> None:
    found = hashlib.sha256((BASE / line["file"]).read_bytes()).hexdigest()
    assert found == line["sha256"], "changed by hand, or built anew without the lock"
    allowed = LICENCES | ({"MPL-2.0"} if line["file"].startswith("tests/") else set())
    assert line["licence"] in allowed
    assert line["integrity"].startswith("sha512-")


def test_every_vendored_file_is_in_the_lock() -> None:
    listed = {line["file"] for line in LOCK}
    found = {str(p.relative_to(BASE)) for p in VENDOR.rglob("*") if p.is_file()}
    assert found - listed == {
        str((VENDOR / name).relative_to(BASE)) for name in ("vendor.lock.json", "fonts/OFL.txt")
    }


def test_notices_name_every_package_with_its_version() -> None:
    notices = (BASE / "THIRD_PARTY_NOTICES").read_text()
    names = {"@tabler/icons": "Tabler Icons"}
    for line in LOCK:
        assert f"{names.get(line['npm'], line['npm'])} {line['version']}" in notices


def test_no_page_or_style_loads_anything_from_another_host() -> None:
    loads = re.compile(
        r"""(?:src=|srcset=|@import|url\()\s*["']?(?:https?:)?//|<link[^>]+href=["']https?://""",
        re.IGNORECASE,
    )
    wrong = [
        str(path.relative_to(BASE))
        for kind in ("html", "css")
        for path in (BASE / "tinhso").rglob(f"*.{kind}")
        if loads.search(path.read_text())
    ]
    assert wrong == []


def test_no_crest_crown_or_gds_typeface_is_shipped() -> None:
    text = "".join(path.read_text().lower() for path in STATIC.rglob("*.css"))
    for word in ("gds transport", "crest", "govuk-crown"):
        assert word not in text


def test_no_template_holds_inline_code_or_style() -> None:
    inline = re.compile(
        r"""\sstyle=["']|<style\b|\son[a-z]+=["']|hx-on|["']js:|<script(?![^>]*\ssrc=)"""
    )
    wrong = []
    for path in (BASE / "tinhso").rglob("*.html"):
        if "/admin/" in str(path):
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if inline.search(line):
                wrong.append(f"{path.relative_to(BASE)}:{number}: {line.strip()[:80]}")
    assert wrong == []


def test_every_icon_that_a_template_draws_is_in_the_sprite() -> None:
    sprite = set(ICONS.findall((STATIC / "sen" / "img" / "icons.svg").read_text()))
    asked = set()
    for path in (BASE / "tinhso").rglob("*.html"):
        asked |= set(re.findall(r"""\{% icon ["']([a-z0-9-]+)""", path.read_text()))
    for path in (BASE / "tinhso").rglob("*.py"):
        asked |= set(re.findall(r"\bicon=\"([a-z0-9-]+)\"", path.read_text()))
    assert asked - sprite == set()


def test_every_class_of_ours_that_a_template_uses_has_a_style() -> None:
    """Names with our prefixes only; a name that is put together in the template is passed over."""
    styles = "".join(path.read_text() for path in (BASE / "tinhso").rglob("*.css"))
    known = set(re.findall(r"\.([a-zA-Z_][\w-]*)", styles))
    wrong = set()
    for path in (BASE / "tinhso").rglob("*.html"):
        for said in re.findall(r'class="([^"]*)"', path.read_text()):
            plain = re.sub(r"\S*\{[%{].*?[%}]\}\S*", " ", said)
            wrong |= {
                f"{path.relative_to(BASE)}: {name}"
                for name in plain.split()
                if name.startswith(("sen-", "dk-", "wl-", "ioc-"))
                and "{" not in name
                and name not in known
            }
    assert wrong == set()


def _weight(*names: str) -> int:
    """Bytes on the wire: text as gzip sends it, fonts as they are."""
    total = 0
    for name in names:
        data = (STATIC / name).read_bytes()
        total += len(data) if name.endswith(".woff2") else len(gzip.compress(data, 6))
    return total


def _fonts(*weights: int) -> list[str]:
    names = []
    for weight in weights:
        names += [
            f"vendor/fonts/be-vietnam-pro-{script}-{weight}-normal.woff2"
            for script in ("latin", "vietnamese")
        ]
        names.append(f"vendor/fonts/bvp-tabular-{weight}.woff2")
    return names


EVERY_PAGE = (
    "sen/tokens.css",
    "vendor/govuk-frontend/core.css",
    "sen/sen.css",
    "sen/parts.css",
    "sen/js/app.js",
    "vendor/govuk-frontend/govuk-frontend.min.js",
    "sen/img/icons.svg",
    "sen/img/mark.svg",
)


@pytest.mark.parametrize(
    ("surface", "files", "most"),
    [
        ("citizen", ["sen/img/drum.svg", *_fonts(400, 600)], 130 * KB),  # + ≤ 20 KB of HTML
        (
            "desk",
            ["sen/desk.css", "vendor/htmx/htmx.min.js", *_fonts(400, 500, 600, 700)],
            210 * KB,
        ),
        (
            "wall",
            ["sen/wall.css", "vendor/htmx/htmx.min.js", *_fonts(400, 500, 600, 700)],
            210 * KB,
        ),
    ],
)
def test_a_first_visit_is_light(surface: str, files: list[str], most: int) -> None:
    """Budgets: a citizen's form page 150 KB, a desk page 220 KB, HTML and all."""
    assert _weight(*EVERY_PAGE, *files) <= most
