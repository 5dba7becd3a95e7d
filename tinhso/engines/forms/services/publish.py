"""Publish: a checked document becomes the next version; the same one again changes nothing."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tinhso.engines.forms.documents import check_document
from tinhso.engines.forms.models import Form
from tinhso.foundation.kernel.refusals import Invalid
from tinhso.foundation.kernel.types import Problem


@transaction.atomic
def publish_document(document: Mapping[str, Any]) -> Form:
    """Publish a form document. Raises Invalid with everything that is wrong with it."""
    wrong = check_document(document)
    if wrong:
        raise Invalid(
            [
                Problem(field="", code="forms.not_publishable", params={"why": said})
                for said in wrong
            ]
        )
    text = json.dumps(document, sort_keys=True, ensure_ascii=False)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    newest = Form.objects.filter(code=document["code"]).order_by("-version").first()
    if newest is not None and newest.sha256 == sha256:
        return newest
    return Form.objects.create(
        code=document["code"],
        version=newest.version + 1 if newest else 1,
        document=dict(document),
        sha256=sha256,
    )
