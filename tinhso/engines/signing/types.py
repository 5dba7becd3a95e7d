"""Words of signing: where a signature shows, what became of a request, what a check found."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from tinhso.foundation.kernel.sentences import say


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """Where a signature shows on the page.

    `page` counts from 0; `box` is (left, bottom, right, top) in PDF points from the lower
    left corner of the page. `papers` tells it for its own templates.
    """

    page: int
    box: tuple[float, float, float, float]

    def as_json(self) -> dict[str, Any]:
        return {"page": self.page, "box": list(self.box)}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Appearance":
        left, bottom, right, top = said["box"]
        return cls(page=said["page"], box=(left, bottom, right, top))


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One sentence of a verdict, kept as a code and said in the reader's language."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self.code, self.params)


@dataclass(frozen=True, kw_only=True)
class SignatureCheck:
    """What was found about one signature of a document."""

    code: str  # one of VERDICTS
    field: str
    signer_name: str = ""
    title: str = ""
    agency: str = ""
    agency_code: str = ""
    signed_at: datetime | None = None  # by the time stamp; else as the signer's clock claimed
    timestamped: bool = False
    covers_whole_file: bool = False
    level: str = ""  # "B-B" or "B-T"
    serial: str = ""
    issuer: str = ""
    revoked_at: datetime | None = None

    @property
    def ok(self) -> bool:
        return VERDICTS[self.code]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a check of a document found, in plain words.

    `ok` is true when every signature is the signer's, over the unchanged document, under a
    certificate that was good. `code` is one of VERDICTS; `summary` says it in sentences.
    """

    code: str
    summary: tuple[Sentence, ...]
    signatures: tuple[SignatureCheck, ...] = ()

    @property
    def ok(self) -> bool:
        return VERDICTS[self.code]

    @property
    def signer_name(self) -> str:
        return self._last.signer_name if self._last else ""

    @property
    def agency(self) -> str:
        return self._last.agency if self._last else ""

    @property
    def signed_at(self) -> datetime | None:
        return self._last.signed_at if self._last else None

    @property
    def timestamped(self) -> bool:
        return bool(self._last and self._last.timestamped)

    @property
    def sentences(self) -> list[str]:
        return [str(sentence) for sentence in self.summary]

    @property
    def _last(self) -> SignatureCheck | None:
        return self.signatures[-1] if self.signatures else None

    def as_json(self) -> dict[str, Any]:
        """Return plain values: `summary` as codes to keep, `sentences` in the active language."""
        rows = []
        for check in self.signatures:
            row = asdict(check) | {"ok": check.ok}
            for name in ("signed_at", "revoked_at"):
                row[name] = row[name].isoformat() if row[name] else None
            rows.append(row)
        return {
            "ok": self.ok,
            "code": self.code,
            "summary": [{"code": part.code, "params": part.params} for part in self.summary],
            "sentences": self.sentences,
            "signer_name": self.signer_name,
            "agency": self.agency,
            "signed_at": self.signed_at.isoformat() if self.signed_at else None,
            "timestamped": self.timestamped,
            "signatures": rows,
        }


VERDICTS: dict[str, bool] = {
    "valid": True,
    "unstamped": True,  # valid as of now; no proof of when it was signed
    "revocation_unknown": False,
    "stamp_unknown": False,  # a time stamp is there, of an authority that is not trusted
    "revoked": False,
    "expired": False,
    "signer_unknown": False,
    "altered": False,
    "unsigned": False,
    "unreadable": False,
}
"""Code → may the document be relied upon. Best first: the worst signature speaks for a document."""
