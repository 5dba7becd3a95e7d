"""Certificate requests (PKCS#10), signed by the key store whatever it is."""

from asn1crypto import core, csr, keys, pem, x509
from asn1crypto.algos import SignedDigestAlgorithm

from .keys import KeyStore


def make_csr(
    store: KeyStore,
    label: str,
    *,
    common_name: str,
    title: str = "",
    agency_code: str = "",
    agency_name: str = "",
) -> str:
    """Return a PEM request for the key `label`, naming the person, the title and the agency."""
    named = {"country_name": "VN", "common_name": common_name}
    if agency_name:
        named["organization_name"] = agency_name
    if agency_code:
        named["organization_identifier"] = agency_code
    if title:
        named["title"] = title
    asked = csr.CertificationRequestInfo(
        {
            "version": "v1",
            "subject": x509.Name.build(named),
            "subject_pk_info": keys.PublicKeyInfo.load(store.public_key(label)),
            "attributes": csr.CRIAttributes([]),
        }
    )
    request = csr.CertificationRequest(
        {
            "certification_request_info": asked,
            "signature_algorithm": SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
            "signature": core.OctetBitString(store.sign(label, asked.dump())),
        }
    )
    return str(pem.armor("CERTIFICATE REQUEST", request.dump()), "ascii")
