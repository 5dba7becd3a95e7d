"""Sentences of the workflow engine: refusals, and why a drawing cannot be run."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "workflow.no_such_process": _("There is no process %(process)s."),
    "workflow.already_started": _("A process about this is already going on."),
    "workflow.not_running": _("No process about this is going on."),
    "workflow.task_not_open": _("This step is not open. Somebody may have completed it already."),
    "workflow.held_by_another": _("%(name)s is working on this step."),
    "workflow.not_deployable": _("This process cannot be deployed; its problems are listed."),
    "workflow.bpmn.unreadable": _("The file could not be read."),
    "workflow.bpmn.too_large": _("The file is larger than %(limit)s KB."),
    "workflow.bpmn.too_many_elements": _("The file has more than %(limit)s elements."),
    "workflow.bpmn.doctype_forbidden": _("The file declares a document type; that is not allowed."),
    "workflow.bpmn.not_xml": _("The file is not well-formed XML."),
    "workflow.bpmn.not_bpmn": _("The file is not a BPMN 2.0 definitions document."),
    "workflow.bpmn.no_process": _("The file has no process."),
    "workflow.bpmn.several_processes": _("The file has several processes; one file holds one."),
    "workflow.bpmn.duplicate_id": _("This id is used more than once."),
    "workflow.bpmn.id_too_long": _("This id is longer than %(limit)s characters."),
    "workflow.bpmn.missing_id": _("A %(tag)s has no id."),
    "workflow.bpmn.unsupported_element": _("The element %(tag)s is not supported."),
    "workflow.bpmn.unsupported_part": _("The part %(tag)s of this element is not supported."),
    "workflow.bpmn.unsupported_event": _(
        "Only plain start and end events are supported, not %(tag)s."
    ),
    "workflow.bpmn.unsupported_attribute": _("The attribute %(attribute)s is not supported."),
    "workflow.bpmn.unsupported_expression": _(
        "Conditions are written in JsonLogic; the language %(language)s is not supported."
    ),
    "workflow.bpmn.bad_expression": _("The condition is not a JsonLogic rule."),
    "workflow.bpmn.dangling_flow": _("The flow leads from or to %(end)s, which does not exist."),
    "workflow.bpmn.lane_unknown_node": _("The lane names %(node)s, which does not exist."),
    "workflow.bpmn.several_lanes": _("This step stands in more than one lane."),
    "workflow.bpmn.lane_missing": _("This user task stands in no lane, so nobody would do it."),
    "workflow.bpmn.handler_missing": _("This service task names no handler."),
    "workflow.bpmn.unknown_handler": _("No handler %(handler)s is registered on this platform."),
    "workflow.bpmn.no_start": _("The process has no start event."),
    "workflow.bpmn.several_starts": _("The process has more than one start event."),
    "workflow.bpmn.no_end": _("The process has no end event."),
    "workflow.bpmn.start_has_incoming": _("A flow leads back into the start event."),
    "workflow.bpmn.end_has_outgoing": _("A flow leads out of an end event."),
    "workflow.bpmn.unreachable": _("No path leads here from the start."),
    "workflow.bpmn.no_path_to_end": _("From here no end can be reached."),
    "workflow.bpmn.unsupported_split": _(
        "Several flows lead out of this step; put an exclusive gateway after it."
    ),
    "workflow.bpmn.condition_not_on_gateway": _(
        "Only flows out of an exclusive gateway may have a condition."
    ),
    "workflow.bpmn.default_unknown": _("The default flow %(flow)s does not lead out of this step."),
    "workflow.bpmn.gateway_without_default": _(
        "The gateway has no default flow: a case could get stuck here."
    ),
    "workflow.bpmn.default_has_condition": _("The default flow must not have a condition."),
    "workflow.bpmn.condition_missing": _("This flow out of a gateway has no condition."),
    "workflow.bpmn.endless_loop": _("These gateways lead round in a circle without any step."),
}
