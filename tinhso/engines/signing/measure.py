"""How fast documents are signed, and how near that is to the bare key operation."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

from asn1crypto import cms

from tinhso.foundation.kernel import clock

from .keys import KeyStore
from .models import Certificate
from .pades import sign_pdf
from .types import Appearance


@dataclass(frozen=True, kw_only=True)
class Throughput:
    """Times in milliseconds of the machine's clock; `ratio` is document to bare signature."""

    documents: int
    p50_ms: float
    p95_ms: float
    per_second: float
    floor_p50_ms: float  # one RSA signature by the same key store
    ratio: float


def measure_signing(
    data: bytes,
    *,
    certificate: Certificate,
    store: KeyStore,
    documents: int = 50,
    appearance: Appearance | None = None,
    stamp: Callable[[bytes], cms.ContentInfo] | None = None,
) -> Throughput:
    """Sign `data` again and again here; the first, which opens everything, is not counted."""

    def sign() -> None:
        sign_pdf(
            data,
            certificate=certificate,
            store=store,
            at=clock.now(),
            field="Signature1",
            appearance=appearance,
            stamp=stamp,
        )

    sign()
    taken = [_timed(sign) for _ in range(documents)]
    floor = [_timed(lambda: store.sign(certificate.key_label, b"floor")) for _ in range(documents)]
    p50 = median(taken)
    return Throughput(
        documents=documents,
        p50_ms=round(p50, 2),
        p95_ms=round(quantiles(taken, n=20)[-1], 2),
        per_second=round(documents / sum(taken) * 1000, 1),
        floor_p50_ms=round(median(floor), 3),
        ratio=round(p50 / median(floor), 1),
    )


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000
