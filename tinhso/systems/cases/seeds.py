"""What the birth procedure needs before its first case: its form and its process, published."""

import json
from pathlib import Path

from tinhso.engines.forms import services as forms
from tinhso.engines.workflow import services as workflow
from tinhso.systems import procedures


def seed() -> None:
    """Publish the form and the process of each procedure that has them; unchanged ones stay."""
    for folder in sorted((Path(procedures.__path__[0]) / "data").iterdir()):
        if (form := folder / "form.json").exists():
            forms.publish_document(json.loads(form.read_text()))
        if (process := folder / "process.bpmn").exists():
            workflow.deploy_process("birth-registration", process.read_bytes())
