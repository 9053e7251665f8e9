"""An advocate asked for, and no advocate after all."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import copy
from intake.records.referral import ReferralState
from intake.storage import referrals
from intake.web.form.lost import lost_place
from intake.web.form.sent import referral_for, sent_record, speaker_of
from intake.web.form.showing import came_from_our_page, show
from intake.web.service import service

blueprint = Blueprint("advocate", __name__)


@blueprint.route("/change-my-mind", methods=["GET", "POST"])
def stop() -> ResponseReturnValue:
    """Asks whether to stop; POST does, and whoever was asked is told."""
    record = sent_record()
    if record is None:
        return lost_place(None)
    referral = referral_for(record)
    if referral is None or referral.state == ReferralState.WITHDRAWN:
        return redirect(url_for("coming_back.where"))
    if request.method == "POST" and came_from_our_page():
        with service().database.write() as db:
            referrals.withdraw(db, record.id, service().council, service().now())
        service().bell.ring()
        return redirect(url_for("coming_back.where"))
    return show(
        "form/stop_advocate.html",
        speaker_of(record),
        copy.ADVOCATE_STOP_TITLE,
        back=url_for("coming_back.where"),
        notice=copy.PRESS_AGAIN if request.method == "POST" else None,
    )
