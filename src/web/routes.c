#include "base/memory.h"
#include "web/admin/admin.h"
#include "web/app.h"

#define ADMIN ROLE_BIT(ROLE_ADMIN)
#define HAMLET_LEADER ROLE_BIT(ROLE_HAMLET_LEADER)
#define OFFICER ROLE_BIT(ROLE_OFFICER)
#define POLICE ROLE_BIT(ROLE_POLICE)
#define TABLE (ROUTE_JSON | ROUTE_CSV)

enum { SMALL_BODY = 16 << 10, SHEET_BODY = 256 << 10, LIST_BODY = 1 << 20 };

static const struct http_route routes[] = {
	{ "GET", "/", ROLES_ALL, 0, 0, TARGET_NONE, page_home },
	{ "GET", "/admin", ADMIN, 0, 0, TARGET_NONE, page_admin },
	{ "GET", "/admin/areas", ADMIN, 0, 0, TARGET_NONE, page_areas },
	{ "GET", "/admin/areas/{id}", ADMIN, 0, 0, TARGET_NONE, page_area },
	{ "POST", "/admin/areas/{id}/end", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_area_end },
	{ "POST", "/admin/areas/{id}/hamlets", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_area_hamlet },
	{ "POST", "/admin/areas/{id}/rename", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_area_rename },
	{ "GET", "/admin/campaigns", ADMIN, 0, 0, TARGET_NONE, page_campaigns },
	{ "POST", "/admin/campaigns", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_campaign_new },
	{ "GET", "/admin/campaigns/new", ADMIN, 0, 0, TARGET_NONE, page_campaign_new },
	{ "GET", "/admin/campaigns/{id}", ADMIN, 0, 0, TARGET_NONE, page_campaign },
	{ "POST", "/admin/campaigns/{id}", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_campaign },
	{ "GET", "/admin/campaigns/{id}/rules", ADMIN | OFFICER, 0, 0, TARGET_NONE, page_campaign_rules },
	{ "POST", "/admin/campaigns/{id}/rules", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_campaign_rule },
	{ "GET", "/admin/campaigns/{id}/targets", ADMIN, 0, 0, TARGET_NONE, page_targets },
	{ "POST", "/admin/campaigns/{id}/targets", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_target },
	{ "GET", "/admin/log", ADMIN, 0, 0, TARGET_NONE, page_log },
	{ "GET", "/admin/settings", ADMIN, 0, 0, TARGET_NONE, page_settings },
	{ "POST", "/admin/settings", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_settings },
	{ "GET", "/admin/status", ADMIN, 0, 0, TARGET_NONE, page_status },
	{ "GET", "/admin/users", ADMIN, 0, 0, TARGET_NONE, page_users },
	{ "POST", "/admin/users", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_user_new },
	{ "GET", "/admin/users/new", ADMIN, 0, 0, TARGET_NONE, page_user_new },
	{ "GET", "/admin/users/{id}", ADMIN, 0, 0, TARGET_NONE, page_user },
	{ "POST", "/admin/users/{id}", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_user },
	{ "POST", "/admin/users/{id}/lock", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_user_lock },
	{ "POST", "/admin/users/{id}/logout", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_user_log_out },
	{ "POST", "/admin/users/{id}/password", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_user_password },
	{ "POST", "/admin/users/{id}/unlock", ADMIN, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_user_unlock },
	{ "GET", "/forms/mau-03/print", ROLES_ALL, 0, 0, TARGET_NONE, page_form_print },
	{ "GET", "/handovers", OFFICER | POLICE, TABLE, 0, TARGET_NONE, page_handovers },
	{ "POST", "/handovers", OFFICER, ROUTE_CSRF, LIST_BODY, TARGET_NONE, post_handovers },
	{ "GET", "/handovers/{id}", OFFICER | POLICE, TABLE, 0, TARGET_HANDOVER, page_handover },
	{ "POST", "/handovers/{id}/remove", OFFICER, ROUTE_CSRF, LIST_BODY, TARGET_HANDOVER, post_handover_remove },
	{ "POST", "/handovers/{id}/sign", POLICE, ROUTE_CSRF, LIST_BODY, TARGET_HANDOVER, post_handover_sign },
	{ "GET", "/healthz", 0, ROUTE_PUBLIC, 0, TARGET_NONE, page_healthz },
	{ "GET", "/help", ROLES_ALL, 0, 0, TARGET_NONE, page_help },
	{ "GET", "/help/login", 0, ROUTE_PUBLIC, 0, TARGET_NONE, page_help_login },
	{ "GET", "/jobs", ADMIN | OFFICER, 0, 0, TARGET_NONE, page_jobs },
	{ "POST", "/jobs", ADMIN | OFFICER, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_jobs },
	{ "GET", "/jobs/{id}", ADMIN | OFFICER, 0, 0, TARGET_NONE, page_job },
	{ "POST", "/jobs/{id}/cancel", ADMIN | OFFICER, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_job_cancel },
	{ "GET", "/licences", 0, ROUTE_PUBLIC, 0, TARGET_NONE, page_licences },
	{ "GET", "/login", 0, ROUTE_PUBLIC, 0, TARGET_NONE, page_login },
	{ "POST", "/login", 0, ROUTE_PUBLIC, LIST_BODY + SMALL_BODY, TARGET_NONE, post_login },
	{ "POST", "/logout", ROLES_ALL, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_logout },
	{ "GET", "/password", ROLES_ALL, 0, 0, TARGET_NONE, page_password },
	{ "POST", "/password", ROLES_ALL, ROUTE_CSRF, SMALL_BODY, TARGET_NONE, post_password },
	{ "GET", "/police", POLICE, TABLE, 0, TARGET_NONE, page_police },
	{ "POST", "/police/{id}/entered", POLICE, ROUTE_CSRF, SMALL_BODY, TARGET_SHEET, post_police_entered },
	{ "POST", "/police/{id}/return", POLICE, ROUTE_CSRF, SMALL_BODY, TARGET_SHEET, post_police_return },
	{ "GET", "/reports/progress", ROLES_SEE_SHEETS, TABLE, 0, TARGET_NONE, page_progress },
	{ "GET", "/reports/quality", ROLES_QUALITY, TABLE, 0, TARGET_NONE, page_quality },
	{ "GET", "/review", OFFICER, TABLE, 0, TARGET_NONE, page_review },
	{ "POST", "/review/accept", OFFICER, ROUTE_CSRF, LIST_BODY, TARGET_NONE, post_review_accept },
	{ "POST", "/review/confirm", OFFICER, ROUTE_CSRF, LIST_BODY, TARGET_NONE, post_review_confirm },
	{ "POST", "/review/unconfirm", OFFICER, ROUTE_CSRF, LIST_BODY, TARGET_NONE, post_review_unconfirm },
	{ "GET", "/rules", ROLES_ALL, 0, 0, TARGET_NONE, page_rules },
	{ "GET", "/sheets", ROLES_SEE_SHEETS, TABLE, 0, TARGET_NONE, page_sheets },
	{ "POST", "/sheets", ROLES_WRITERS, ROUTE_CSRF, SHEET_BODY, TARGET_NONE, post_sheet_new },
	{ "GET", "/sheets/new", ROLES_WRITERS, 0, 0, TARGET_NONE, page_sheet_new },
	{ "GET", "/sheets/{id}", ROLES_SEE_SHEETS, ROUTE_JSON, 0, TARGET_SHEET, page_sheet },
	{ "POST", "/sheets/{id}/accept", OFFICER, ROUTE_CSRF, SHEET_BODY, TARGET_SHEET, post_sheet_move },
	{ "POST", "/sheets/{id}/archive", OFFICER | POLICE, ROUTE_CSRF, SMALL_BODY, TARGET_SHEET, post_sheet_move },
	{ "POST", "/sheets/{id}/cancel", ROLES_WRITERS, ROUTE_CSRF, SMALL_BODY, TARGET_SHEET, post_sheet_move },
	{ "GET", "/sheets/{id}/changes", ROLES_SEE_SHEETS, 0, 0, TARGET_SHEET, page_sheet_changes },
	{ "POST", "/sheets/{id}/confirm", OFFICER, ROUTE_CSRF, SHEET_BODY, TARGET_SHEET, post_sheet_confirm },
	{ "POST", "/sheets/{id}/correct", OFFICER, ROUTE_CSRF, SHEET_BODY, TARGET_SHEET, post_sheet_edit },
	{ "GET", "/sheets/{id}/edit", ROLES_WRITERS, 0, 0, TARGET_SHEET, page_sheet_edit },
	{ "POST", "/sheets/{id}/edit", ROLES_WRITERS, ROUTE_CSRF, SHEET_BODY, TARGET_SHEET, post_sheet_edit },
	{ "POST", "/sheets/{id}/forward", HAMLET_LEADER | OFFICER, ROUTE_CSRF, SMALL_BODY, TARGET_SHEET, post_sheet_move },
	{ "GET", "/sheets/{id}/print", ROLES_SEE_SHEETS, 0, 0, TARGET_SHEET, page_sheet_print },
	{ "POST", "/sheets/{id}/reopen", OFFICER, ROUTE_CSRF, SMALL_BODY, TARGET_SHEET, post_sheet_move },
	{ "POST", "/sheets/{id}/replace", ROLES_WRITERS, ROUTE_CSRF, SMALL_BODY, TARGET_SHEET, post_sheet_move },
	{ "POST", "/sheets/{id}/resend", OFFICER, ROUTE_CSRF, SMALL_BODY, TARGET_SHEET, post_sheet_move },
	{ "POST", "/sheets/{id}/return", HAMLET_LEADER | OFFICER, ROUTE_CSRF, SHEET_BODY, TARGET_SHEET, post_sheet_move },
	{ "POST", "/sheets/{id}/submit", ROLES_WRITERS, ROUTE_CSRF, SMALL_BODY, TARGET_SHEET, post_sheet_move },
	{ "POST", "/sheets/{id}/unconfirm", OFFICER, ROUTE_CSRF, SMALL_BODY, TARGET_SHEET, post_sheet_unconfirm },
	{ "GET", "/tools/text", ROLES_WRITERS, 0, 0, TARGET_NONE, page_text_tool },
	{ "POST", "/tools/text", ROLES_WRITERS, ROUTE_CSRF, SHEET_BODY, TARGET_NONE, post_text_tool },
};

const struct http_route *web_routes(size_t *count)
{
	*count = COUNT(routes);
	return routes;
}
