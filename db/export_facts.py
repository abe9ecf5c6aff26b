"""The facts that each statement of an export returns: the columns of its rows, in order."""

from collections.abc import Mapping

_OF_RECEIPTS = (
    "user_id user_external_id company_id company_external_id email name ruleset_id content_id content_type "
    "content_title ruleset_version_id receipt_id received_at series_id series_title"
)

FACTS: Mapping[str, list[str]] = {
    name: facts.split()
    for name, facts in {
        "facts/series_entry": "series_entry_record_id user_id user_external_id company_id email name series_id "
        "series_title entry_number started_at finished_at disengaged_at disengage_reason exited_at goal_hit_at",
        "facts/checkpoint": "user_id company_id series_entry_record_id ruleset_id status_code status_name created_at "
        "last_processed_at expires_at series_id node_id block_name reached_at waits_until left_at left_along matched "
        "state",
        "facts/series_receipt": f"{_OF_RECEIPTS} first_series_completion first_series_disengagement first_series_exit "
        "first_goal_success series_entry_record_id in_range",
        "facts/receipt": f"{_OF_RECEIPTS} node_id first_reply first_completion first_goal_success "
        "first_tour_step_failure first_tour_step_view first_reaction first_open first_click first_dismissal "
        "first_collected_email first_unsubscribe first_hard_bounce first_soft_bounce first_spam_complaint "
        "first_permission_grant first_button_tap first_screen_view first_webhook_failure first_sms_failure "
        "first_whatsapp_failure first_push_failure first_answer first_keyword_reply series_entry_record_id in_range",
        "facts/series_completion": "receipt_id completed_at completion_node_ruleset_id",
        "facts/series_disengagement": "receipt_id disengaged_at disengaged_node_ruleset_id",
        "facts/series_exit": "receipt_id exited_at exit_node_ruleset_id",
        "facts/event": "receipt_id at url reason link_type reaction step_id failed_selector failure_url question_id "
        "question response_type response",
    }.items()
}
