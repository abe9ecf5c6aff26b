"""The names of the columns, byte for byte: other programs read them."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.export_files import COLUMNS, ColumnType, ExportFile, ExportFormat, file_name, header

HEADERS = {
    "SERIES_ENTRY": "series_entry_record_id,user_id,user_external_id,company_id,email,name,series_id,series_title,"
    "entry_number,started_at,finished_at,disengaged_at,disengage_reason,exited_at,goal_hit_at",
    "CHECKPOINT": "user_id,company_id,series_entry_record_id,ruleset_id,status_code,status_name,created_at,"
    "last_processed_at,expires_at,times_processed,series_id,node_id,block_name,reached_at,waits_until,left_at,"
    "left_along,matched,state",
    "RECEIPT": "user_id,user_external_id,company_id,company_external_id,email,name,ruleset_id,content_id,content_type,"
    "content_title,created_via,device,ruleset_version_id,receipt_id,received_at,conversation_id,series_id,"
    "series_title,node_id,first_reply,first_completion,first_series_completion,first_series_disengagement,"
    "first_series_exit,first_goal_success,first_tour_step_failure,first_tour_step_view,first_reaction,first_open,"
    "first_click,first_dismissal,first_collected_email,first_unsubscribe,first_hard_bounce,first_soft_bounce,"
    "first_spam_complaint,first_permission_grant,first_button_tap,first_screen_view,first_webhook_failure,"
    "first_sms_failure,first_whatsapp_failure,first_push_failure,first_answer,first_keyword_reply,"
    "first_people_reached_receipt,first_checklist_step_receipt,first_checklist_step_open,first_checklist_step_click,"
    "first_checklist_step_completion,first_fin_helpful_answer,series_entry_record_id,in_range",
    "SERIES_COMPLETION": "receipt_id,completed_at,completion_node_ruleset_id",
    "SERIES_DISENGAGEMENT": "receipt_id,disengaged_at,disengaged_node_ruleset_id",
    "SERIES_EXIT": "receipt_id,exited_at,exit_node_ruleset_id",
    "GOAL_SUCCESS": "receipt_id,goal_hit_at",
    "OPEN": "receipt_id,opened_at",
    "CLICK": "receipt_id,clicked_at,link_type,url",
    "REPLY": "receipt_id,replied_at",
    "REACTION": "receipt_id,reacted_at,reaction",
    "COMPLETION": "receipt_id,completed_at",
    "DISMISSAL": "receipt_id,dismissed_at",
    "ANSWER": "receipt_id,answered_at,question_id,question,response_type,response",
    "COLLECTED_EMAIL": "receipt_id,collected_at",
    "UNSUBSCRIBE": "receipt_id,unsubscribed_at",
    "HARD_BOUNCE": "receipt_id,hard_bounced_at",
    "SOFT_BOUNCE": "receipt_id,soft_bounced_at",
    "SPAM_COMPLAINT": "receipt_id,complained_at",
    "BUTTON_TAP": "receipt_id,tapped_at",
    "SCREEN_VIEW": "receipt_id,viewed_at",
    "TOUR_STEP_VIEW": "receipt_id,step_id,viewed_at",
    "TOUR_STEP_FAILURE": "receipt_id,step_id,failed_selector,failure_url,failed_at",
    "PERMISSION_GRANT": "receipt_id,granted_at",
    "KEYWORD_REPLY": "receipt_id,replied_at",
    "PUSH_FAILURE": "receipt_id,failed_at,reason",
    "SMS_FAILURE": "receipt_id,failed_at,reason",
    "WHATSAPP_FAILURE": "receipt_id,failed_at,reason",
    "WEBHOOK_FAILURE": "receipt_id,failed_at,reason",
    "EMAIL_FAILURE": "receipt_id,failed_at,reason",
}


@pytest.mark.parametrize("file", ExportFile)
def test_headers_are_these_to_the_byte(file: ExportFile):
    assert header(file) == HEADERS[file].encode() + b"\n"


def test_columns_of_our_own_come_after_the_real_ones():
    for columns in COLUMNS.values():
        ours = [column.is_ours for column in columns]
        assert ours == sorted(ours)


def test_a_file_is_named_for_the_local_time_that_it_shows():
    at = datetime(2026, 3, 28, 23, 30, 5, tzinfo=UTC)

    assert file_name(ExportFile.GOAL_SUCCESS, ExportFormat.CSV, at, ZoneInfo("Europe/Amsterdam")) == (
        "goal_success_20260329-003005.csv"
    )


@pytest.mark.parametrize("file", ExportFile)
def test_the_pattern_in_the_docs_finds_the_columns_of_instants(file: ExportFile):
    """docs/exports.md has lines for programs that read every column as text, whichever file it is."""
    found = {column.name: column.type for column in COLUMNS[file]}
    instants = {name for name, type_ in found.items() if type_ is ColumnType.INSTANT}

    assert instants == {name for name in found if re.search(r"_at$|^first_|^waits_until$", name)}
    assert instants < found.keys()
