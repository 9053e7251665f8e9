"""The pages of calls: which address leads where."""

from __future__ import annotations

from flask import Blueprint

from intake.web.desk.call import call_code, call_done, call_help, call_list, call_sheet, hand_over, read_back

blueprint = Blueprint("calls", __name__, url_prefix="/desk/calls")

_BOTH = ("GET", "POST")

blueprint.add_url_rule("", "calls", call_list.calls)
blueprint.add_url_rule("/begin", "begin", call_list.begin, methods=["POST"])
blueprint.add_url_rule("/<call_id>", "sheet", call_sheet.sheet, methods=_BOTH)
blueprint.add_url_rule("/<call_id>/save", "save", call_sheet.save, methods=["POST"])
blueprint.add_url_rule("/<call_id>/help", "help", call_help.send_help, methods=["POST"])
blueprint.add_url_rule("/<call_id>/read-back", "read_back", read_back.read_back, methods=_BOTH)
blueprint.add_url_rule("/<call_id>/hand-over", "hand_over", hand_over.hand_over, methods=_BOTH)
blueprint.add_url_rule("/<call_id>/drop", "drop", call_list.drop, methods=_BOTH)
blueprint.add_url_rule("/<call_id>/done", "done", call_done.done)
blueprint.add_url_rule("/<call_id>/code", "code", call_code.code, methods=_BOTH)
