#include "base/memory.h"
#include "web/account/login.h"
#include "web/admin/admin.h"
#include "web/admin/members.h"
#include "web/file/imports.h"
#include "web/file/jobs.h"
#include "web/frame/search.h"
#include "web/handover/batches.h"
#include "web/handover/bundles.h"
#include "web/handover/handbacks.h"
#include "web/handover/minutes_pages.h"
#include "web/help/help.h"
#include "web/list/paper_page.h"
#include "web/list/signed_copy_page.h"
#include "web/list/table_page.h"
#include "web/payment/payments.h"
#include "web/person/duplicates.h"
#include "web/person/people.h"
#include "web/police/police.h"
#include "web/report/progress.h"
#include "web/report/quality.h"
#include "web/report/tasks.h"
#include "web/review/review.h"
#include "web/roster/roster.h"
#include "web/sheet/entry.h"
#include "web/sheet/sheet.h"
#include "web/web.h"

#define ADMIN ROLE_BIT(ROLE_ADMIN)
#define HAMLET_LEADER ROLE_BIT(ROLE_HAMLET_LEADER)
#define LEADER ROLE_BIT(ROLE_LEADER)
#define OFFICER ROLE_BIT(ROLE_OFFICER)
#define POLICE ROLE_BIT(ROLE_POLICE)
#define MINUTED ROLE_BIT(ROLE_ENUMERATOR) | ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_LEADER)
#define PAID ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_DISTRICT) | ROLE_BIT(ROLE_PROVINCE)
#define IMPORTS ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_POLICE) | ROLE_BIT(ROLE_ADMIN)
#define PAPER (ROUTE_PDF | ROUTE_DOCX)
#define TABLE (ROUTE_JSON | ROUTE_CSV | ROUTE_XLSX | PAPER)

enum { SMALL_BODY = 16 << 10, SHEET_BODY = 256 << 10, LIST_BODY = 1 << 20 };

/* The first page is the overview for administrators, what waits for everybody else. */
static enum err page_first(struct http_request *request, struct http_response *response, struct error *error)
{
	return (web_actor(request)->role == ROLE_ADMIN ? page_admin : page_home)(request, response, error);
}

static const struct http_route routes[] = {
	{ "GET", "/", ROLES_ALL, 0, 0, { 0 }, page_first },
	{ "GET", "/access", ROLES_VIEWS, TABLE, 0, { 0 }, page_table },
	{ "POST", "/acts/{id}/undo", HAMLET_LEADER | OFFICER | POLICE, ROUTE_CSRF, SMALL_BODY, { TARGET_ACT },
		post_act_undo },
	{ "GET", "/admin", ADMIN, 0, 0, { 0 }, page_admin },
	{ "GET", "/admin/areas", ADMIN, TABLE, 0, { 0 }, page_areas },
	{ "GET", "/admin/areas/import", ADMIN, 0, 0, { 0 }, page_areas_import },
	{ "POST", "/admin/areas/import", ADMIN, ROUTE_CSRF | ROUTE_UPLOAD, AREAS_BODY, { 0 }, post_areas_import },
	{ "POST", "/admin/areas/import/confirm", ADMIN, ROUTE_CSRF, SMALL_BODY, { 0 }, post_areas_confirm },
	{ "GET", "/admin/areas/{id}", ADMIN, TABLE, 0, { TARGET_AREA }, page_areas },
	{ "POST", "/admin/areas/{id}/end", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_AREA }, post_area_end },
	{ "POST", "/admin/areas/{id}/hamlets", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_AREA }, post_area_hamlet },
	{ "POST", "/admin/areas/{id}/rename", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_AREA }, post_area_rename },
	{ "POST", "/admin/areas/{id}/succeed", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_AREA }, post_area_succeed },
	{ "GET", "/admin/campaigns", ADMIN, TABLE, 0, { 0 }, page_campaigns },
	{ "POST", "/admin/campaigns", ADMIN, ROUTE_CSRF, SMALL_BODY, { 0 }, post_campaign_new },
	{ "GET", "/admin/campaigns/new", ADMIN, 0, 0, { 0 }, page_campaign_new },
	{ "GET", "/admin/campaigns/{id}", ADMIN, 0, 0, { TARGET_CAMPAIGN }, page_campaign },
	{ "POST", "/admin/campaigns/{id}", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_CAMPAIGN }, post_campaign },
	{ "GET", "/admin/campaigns/{id}/milestones", ADMIN, TABLE, 0, { TARGET_CAMPAIGN }, page_milestones },
	{ "POST", "/admin/campaigns/{id}/milestones", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_CAMPAIGN }, post_milestone },
	{ "GET", "/admin/campaigns/{id}/prices", ADMIN | OFFICER, TABLE, 0, { TARGET_CAMPAIGN }, page_prices },
	{ "POST", "/admin/campaigns/{id}/prices", ADMIN | OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_CAMPAIGN },
		post_price },
	{ "GET", "/admin/campaigns/{id}/rules", ADMIN | OFFICER, TABLE, 0, { TARGET_CAMPAIGN }, page_campaign_rules },
	{ "POST", "/admin/campaigns/{id}/rules", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_CAMPAIGN }, post_campaign_rule },
	{ "GET", "/admin/campaigns/{id}/targets", ADMIN, TABLE, 0, { TARGET_CAMPAIGN }, page_targets },
	{ "POST", "/admin/campaigns/{id}/targets", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_CAMPAIGN }, post_target },
	{ "GET", "/admin/campaigns/{id}/targets/table", ADMIN, 0, 0, { TARGET_CAMPAIGN }, page_targets_table },
	{ "POST", "/admin/campaigns/{id}/targets/table", ADMIN, ROUTE_CSRF, LIST_BODY, { TARGET_CAMPAIGN },
		post_targets_table },
	{ "GET", "/admin/campaigns/{id}/tasks", ADMIN, TABLE, 0, { TARGET_CAMPAIGN }, page_tasks },
	{ "POST", "/admin/campaigns/{id}/tasks", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_CAMPAIGN }, post_task },
	{ "GET", "/admin/log", ADMIN, TABLE, 0, { 0 }, page_log },
	{ "GET", "/admin/rights", ADMIN, TABLE, 0, { 0 }, page_rights },
	{ "POST", "/admin/rights", ADMIN, ROUTE_CSRF, SMALL_BODY, { 0 }, post_rights },
	{ "GET", "/admin/settings", ADMIN, 0, 0, { 0 }, page_settings },
	{ "POST", "/admin/settings", ADMIN, ROUTE_CSRF, SMALL_BODY, { 0 }, post_settings },
	{ "GET", "/admin/settings/preview", ADMIN, 0, 0, { 0 }, page_settings_preview },
	{ "GET", "/admin/status", ADMIN, 0, 0, { 0 }, page_status },
	{ "GET", "/admin/users", ADMIN, TABLE, 0, { 0 }, page_users },
	{ "POST", "/admin/users", ADMIN, ROUTE_CSRF, SMALL_BODY, { 0 }, post_user_new },
	{ "GET", "/admin/users/new", ADMIN, 0, 0, { 0 }, page_user_new },
	{ "GET", "/admin/users/{id}", ADMIN, 0, 0, { TARGET_USER }, page_user },
	{ "POST", "/admin/users/{id}", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_USER }, post_user },
	{ "POST", "/admin/users/{id}/lock", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_USER }, post_user_lock },
	{ "POST", "/admin/users/{id}/logout", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_USER }, post_user_log_out },
	{ "POST", "/admin/users/{id}/password", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_USER }, post_user_password },
	{ "POST", "/admin/users/{id}/unlock", ADMIN, ROUTE_CSRF, SMALL_BODY, { TARGET_USER }, post_user_unlock },
	{ "GET", "/bundles", HAMLET_LEADER | OFFICER | LEADER, TABLE, 0, { 0 }, page_bundles },
	{ "POST", "/bundles", HAMLET_LEADER | OFFICER, ROUTE_CSRF, LIST_BODY, { 0 }, post_bundles },
	{ "GET", "/bundles/{id}", HAMLET_LEADER | OFFICER | LEADER, TABLE | PAPER, 0, { TARGET_BUNDLE }, page_bundle },
	{ "POST", "/bundles/{id}/confirm", OFFICER, ROUTE_CSRF, LIST_BODY, { TARGET_BUNDLE }, post_bundle_confirm },
	{ "GET", "/bundles/{id}/print", HAMLET_LEADER | OFFICER | LEADER, 0, 0, { TARGET_BUNDLE }, page_paper },
	{ "GET", "/campaigns", ADMIN | LEADER | PAID, TABLE, 0, { 0 }, page_table },
	{ "GET", "/campaigns/{id}", ADMIN | LEADER | PAID, ROUTE_JSON, 0, { TARGET_CAMPAIGN }, page_campaign_plan },
	{ "GET", "/campaigns/{id}/closing", PAID, ROUTE_JSON, 0, { TARGET_CAMPAIGN }, page_closing },
	{ "GET", "/campaigns/{id}/estimate", ADMIN | PAID, TABLE, 0, { TARGET_CAMPAIGN }, page_table },
	{ "GET", "/campaigns/{id}/history", ADMIN | LEADER | PAID, TABLE, 0, { TARGET_CAMPAIGN }, page_table },
	{ "POST", "/campaigns/{id}/settled", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_CAMPAIGN }, post_settled },
	{ "GET", "/day", ROLES_WRITERS | POLICE, 0, 0, { 0 }, page_day },
	{ "GET", "/duplicates", HAMLET_LEADER | OFFICER, TABLE, 0, { 0 }, page_duplicates },
	{ "GET", "/duplicates/{id}/{id}", HAMLET_LEADER | OFFICER, 0, 0, { TARGET_SHEET, TARGET_SHEET }, page_duplicate },
	{ "POST", "/duplicates/{id}/{id}", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_SHEET, TARGET_SHEET },
		post_duplicate },
	{ "GET", "/employers", ADMIN | ROLES_WRITERS, TABLE, 0, { 0 }, page_table },
	{ "GET", "/forms/mau-03/numbered", OFFICER, ROUTE_PDF, 0, { 0 }, page_forms },
	{ "GET", "/forms/mau-03/print", ROLES_ALL, 0, 0, { 0 }, page_form_print },
	{ "GET", "/handovers", OFFICER | POLICE, TABLE, 0, { 0 }, page_batches },
	{ "POST", "/handovers", OFFICER, ROUTE_CSRF, LIST_BODY, { 0 }, post_batches },
	{ "GET", "/handovers/new", OFFICER, 0, 0, { 0 }, page_batch_new },
	{ "GET", "/handovers/{id}", OFFICER | POLICE, TABLE | PAPER, 0, { TARGET_BATCH }, page_batch },
	{ "GET", "/handovers/{id}/by-paper", OFFICER, 0, 0, { TARGET_BATCH }, page_by_paper },
	{ "POST", "/handovers/{id}/by-paper", OFFICER, ROUTE_CSRF, LIST_BODY, { TARGET_BATCH }, post_by_paper },
	{ "GET", "/handovers/{id}/checklist", OFFICER | POLICE, PAPER, 0, { TARGET_BATCH }, page_paper },
	{ "GET", "/handovers/{id}/cover", OFFICER | POLICE, ROUTE_PDF, 0, { TARGET_BATCH }, page_paper },
	{ "GET", "/handovers/{id}/print", OFFICER | POLICE, 0, 0, { TARGET_BATCH }, page_paper },
	{ "POST", "/handovers/{id}/remove", OFFICER, ROUTE_CSRF, LIST_BODY, { TARGET_BATCH }, post_batch_remove },
	{ "GET", "/handovers/{id}/scan", OFFICER | POLICE, 0, 0, { TARGET_BATCH }, page_scan },
	{ "GET", "/handovers/{id}/sheets", OFFICER, ROUTE_PDF, 0, { TARGET_BATCH }, page_paper },
	{ "POST", "/handovers/{id}/sign", POLICE, ROUTE_CSRF, LIST_BODY, { TARGET_BATCH }, post_batch_sign },
	{ "POST", "/handovers/{id}/signed", OFFICER | POLICE, ROUTE_CSRF | ROUTE_UPLOAD, SIGNED_BODY, { TARGET_BATCH },
		post_batch_copy },
	{ "GET", "/healthz", 0, ROUTE_PUBLIC, 0, { 0 }, page_healthz },
	{ "GET", "/help", ROLES_ALL, 0, 0, { 0 }, page_help },
	{ "GET", "/help/login", 0, ROUTE_PUBLIC, 0, { 0 }, page_help_login },
	{ "GET", "/imports", IMPORTS, 0, 0, { 0 }, page_imports },
	{ "POST", "/imports", IMPORTS, ROUTE_CSRF | ROUTE_UPLOAD, IMPORT_BODY, { 0 }, post_imports },
	{ "GET", "/imports/{id}", IMPORTS, ROUTE_JSON, 0, { TARGET_UPLOAD }, page_import },
	{ "POST", "/imports/{id}", IMPORTS, ROUTE_CSRF, SMALL_BODY, { TARGET_UPLOAD }, post_import },
	{ "POST", "/imports/{id}/cancel", IMPORTS, ROUTE_CSRF, SMALL_BODY, { TARGET_UPLOAD }, post_import_cancel },
	{ "POST", "/imports/{id}/confirm", IMPORTS, ROUTE_CSRF, SMALL_BODY, { TARGET_UPLOAD }, post_import_confirm },
	{ "GET", "/imports/{id}/rejects", IMPORTS, ROUTE_XLSX, 0, { TARGET_UPLOAD }, page_import_rejects },
	{ "GET", "/jobs", ROLES_ALL, 0, 0, { 0 }, page_jobs },
	{ "POST", "/jobs", ROLES_ALL, ROUTE_CSRF, SMALL_BODY, { 0 }, post_jobs },
	{ "GET", "/jobs/new", ROLES_ALL, 0, 0, { 0 }, page_job_new },
	{ "GET", "/jobs/{id}", ROLES_ALL, ROUTE_JSON, 0, { TARGET_JOB }, page_job },
	{ "POST", "/jobs/{id}/cancel", ROLES_ALL, ROUTE_CSRF, SMALL_BODY, { TARGET_JOB }, post_job_cancel },
	{ "GET", "/jobs/{id}/left", ROLES_ALL, 0, 0, { TARGET_OWN_JOB }, page_job_left },
	{ "GET", "/jobs/{id}/result", ROLES_ALL, 0, 0, { TARGET_OWN_JOB }, page_job_result },
	{ "POST", "/jobs/{id}/resume", ROLES_ALL, ROUTE_CSRF, SMALL_BODY, { TARGET_JOB }, post_job_resume },
	{ "GET", "/ledger", OFFICER | POLICE, TABLE, 0, { 0 }, page_table },
	{ "GET", "/licences", 0, ROUTE_PUBLIC, 0, { 0 }, page_licences },
	{ "GET", "/login", 0, ROUTE_PUBLIC, 0, { 0 }, page_login },
	{ "POST", "/login", 0, ROUTE_PUBLIC, LIST_BODY + SMALL_BODY, { 0 }, post_login },
	{ "POST", "/logout", ROLES_ALL, ROUTE_CSRF, SMALL_BODY, { 0 }, post_logout },
	{ "GET", "/members", ROLES_QUALITY, TABLE, 0, { 0 }, page_members },
	{ "POST", "/members", OFFICER, ROUTE_CSRF, SMALL_BODY, { 0 }, post_member_new },
	{ "GET", "/members/assignments", ROLES_QUALITY, TABLE, 0, { 0 }, page_assignments },
	{ "GET", "/members/new", OFFICER, 0, 0, { 0 }, page_member_new },
	{ "GET", "/members/team", OFFICER, 0, 0, { 0 }, page_team },
	{ "POST", "/members/team", OFFICER, ROUTE_CSRF, SMALL_BODY, { 0 }, post_team },
	{ "GET", "/members/team/{id}", OFFICER, PAPER, 0, { TARGET_TEAM }, page_paper },
	{ "GET", "/members/{id}", ROLES_QUALITY, 0, 0, { TARGET_MEMBER }, page_member },
	{ "POST", "/members/{id}", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_MEMBER }, post_member },
	{ "POST", "/members/{id}/target", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_MEMBER }, post_member_target },
	{ "POST", "/members/{id}/unlink", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_MEMBER }, post_member_unlink },
	{ "GET", "/minutes", MINUTED, TABLE, 0, { 0 }, page_minutes_list },
	{ "POST", "/minutes", OFFICER, ROUTE_CSRF, LIST_BODY, { 0 }, post_minutes },
	{ "GET", "/minutes/new", OFFICER, 0, 0, { 0 }, page_minutes_new },
	{ "GET", "/minutes/{id}", MINUTED, TABLE | PAPER, 0, { TARGET_MINUTES }, page_minutes },
	{ "POST", "/minutes/{id}/drop", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_MINUTES }, post_minutes_drop },
	{ "POST", "/minutes/{id}/issue", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_MINUTES }, post_minutes_issue },
	{ "GET", "/minutes/{id}/print", MINUTED, 0, 0, { TARGET_MINUTES }, page_paper },
	{ "POST", "/minutes/{id}/said", OFFICER, ROUTE_CSRF, SHEET_BODY, { TARGET_MINUTES }, post_minutes_said },
	{ "GET", "/minutes/{id}/scan", MINUTED, 0, 0, { TARGET_MINUTES }, page_scan },
	{ "POST", "/minutes/{id}/signed", OFFICER, ROUTE_CSRF | ROUTE_UPLOAD, SIGNED_BODY, { TARGET_MINUTES },
		post_minutes_signed },
	{ "POST", "/minutes/{id}/supersede", OFFICER, ROUTE_CSRF, SHEET_BODY, { TARGET_MINUTES }, post_minutes_supersede },
	{ "GET", "/password", ROLES_ALL, 0, 0, { 0 }, page_password },
	{ "POST", "/password", ROLES_ALL, ROUTE_CSRF, SMALL_BODY, { 0 }, post_password },
	{ "GET", "/payments", PAID, TABLE, 0, { 0 }, page_payments },
	{ "POST", "/payments", OFFICER, ROUTE_CSRF, SMALL_BODY, { 0 }, post_payments },
	{ "GET", "/payments/communes", PAID, TABLE, 0, { 0 }, page_table },
	{ "GET", "/payments/payees", OFFICER, TABLE, 0, { 0 }, page_table },
	{ "GET", "/payments/{id}", PAID, TABLE | PAPER, 0, { TARGET_PAYMENT }, page_payment },
	{ "POST", "/payments/{id}/close", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_PAYMENT }, post_payment_close },
	{ "POST", "/payments/{id}/drop", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_PAYMENT }, post_payment_drop },
	{ "GET", "/payments/{id}/minutes", OFFICER, PAPER, 0, { TARGET_PAYMENT }, page_paper },
	{ "GET", "/payments/{id}/minutes/scan", OFFICER, 0, 0, { TARGET_PAYMENT }, page_scan },
	{ "GET", "/payments/{id}/print", OFFICER, 0, 0, { TARGET_PAYMENT }, page_paper },
	{ "GET", "/payments/{id}/scan", OFFICER, 0, 0, { TARGET_PAYMENT }, page_scan },
	{ "POST", "/payments/{id}/signed", OFFICER, ROUTE_CSRF | ROUTE_UPLOAD, PAYMENT_SIGNED_BODY, { TARGET_PAYMENT },
		post_payment_signed },
	{ "GET", "/people", ROLES_SEE_SHEETS, TABLE, 0, { 0 }, page_table },
	{ "GET", "/people/{id}", ROLES_SEE_SHEETS, ROUTE_JSON, 0, { TARGET_PERSON }, page_person },
	{ "POST", "/people/{id}/end", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_PERSON }, post_person_end },
	{ "POST", "/people/{id}/end/undo", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_PERSON }, post_person_end_undo },
	{ "POST", "/people/{id}/join", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_PERSON }, post_person_join },
	{ "GET", "/people/{id}/print", ROLES_SEE_SHEETS, 0, 0, { TARGET_PERSON }, page_person_print },
	{ "POST", "/people/{id}/split", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_PERSON }, post_person_split },
	{ "GET", "/police", POLICE, TABLE, 0, { 0 }, page_police },
	{ "GET", "/police/entered", POLICE, 0, 0, { 0 }, page_police_many },
	{ "POST", "/police/entered", POLICE, ROUTE_CSRF, LIST_BODY, { 0 }, post_police_many },
	{ "GET", "/police/fields", POLICE, ROUTE_JSON, 0, { 0 }, page_police_fields },
	{ "POST", "/police/fields", POLICE, ROUTE_CSRF | ROUTE_UPLOAD, SMALL_BODY, { 0 }, post_police_fields },
	{ "POST", "/police/{id}/entered", POLICE, ROUTE_CSRF, SMALL_BODY, { TARGET_SHEET }, post_police_entered },
	{ "POST", "/police/{id}/later", POLICE, ROUTE_CSRF, SMALL_BODY, { TARGET_SHEET }, post_police_later },
	{ "POST", "/police/{id}/return", POLICE, ROUTE_CSRF, SMALL_BODY, { TARGET_SHEET }, post_police_return },
	{ "GET", "/reconcile", OFFICER, TABLE, 0, { 0 }, page_reconcile },
	{ "POST", "/reconcile", OFFICER, ROUTE_CSRF, SMALL_BODY, { 0 }, post_reconcile },
	{ "GET", "/reconcile/hamlets", OFFICER, TABLE, 0, { 0 }, page_reconcile },
	{ "GET", "/reconcile/report/{id}", OFFICER, PAPER, 0, { TARGET_TEAM }, page_paper },
	{ "GET", "/reconcile/row/{id}", OFFICER, 0, 0, { TARGET_ROSTER }, page_reconcile_row },
	{ "GET", "/reconcile/sheet/{id}", OFFICER, 0, 0, { TARGET_SHEET }, page_reconcile_sheet },
	{ "GET", "/reports/by-rule", ROLES_QUALITY, TABLE, 0, { 0 }, page_table },
	{ "GET", "/reports/count/{id}", HAMLET_LEADER | OFFICER | LEADER, PAPER, 0, { TARGET_HAMLET }, page_paper },
	{ "GET", "/reports/no-id", OFFICER | POLICE, TABLE, 0, { 0 }, page_no_id },
	{ "GET", "/reports/no-id/print", OFFICER | POLICE, 0, 0, { 0 }, page_no_id_print },
	{ "GET", "/reports/progress", ROLES_SEE_SHEETS, TABLE, 0, { 0 }, page_progress },
	{ "GET", "/reports/quality", ROLES_QUALITY, TABLE, 0, { 0 }, page_quality },
	{ "GET", "/returns", OFFICER | POLICE, TABLE, 0, { 0 }, page_handbacks },
	{ "POST", "/returns", OFFICER | POLICE, ROUTE_CSRF, LIST_BODY, { 0 }, post_handback },
	{ "GET", "/returns/archive", OFFICER, 0, 0, { 0 }, page_archive },
	{ "GET", "/returns/archive/{id}", OFFICER, PAPER, 0, { TARGET_CAMPAIGN }, page_paper },
	{ "GET", "/returns/archive/{id}/index", OFFICER, PAPER, 0, { TARGET_CAMPAIGN }, page_paper },
	{ "GET", "/returns/waiting", OFFICER | POLICE, TABLE, 0, { 0 }, page_handback_waiting },
	{ "GET", "/returns/{id}", OFFICER | POLICE, TABLE | PAPER, 0, { TARGET_RETURN }, page_handback },
	{ "GET", "/returns/{id}/print", OFFICER | POLICE, 0, 0, { TARGET_RETURN }, page_paper },
	{ "GET", "/returns/{id}/scan", OFFICER | POLICE, 0, 0, { TARGET_RETURN }, page_scan },
	{ "POST", "/returns/{id}/signed", OFFICER | POLICE, ROUTE_CSRF | ROUTE_UPLOAD, SIGNED_BODY, { TARGET_RETURN },
		post_handback_copy },
	{ "GET", "/review", OFFICER, TABLE, 0, { 0 }, page_review },
	{ "GET", "/review/accept", OFFICER, 0, 0, { 0 }, page_review_accept },
	{ "POST", "/review/accept", OFFICER, ROUTE_CSRF, LIST_BODY, { 0 }, post_review_accept },
	{ "POST", "/review/confirm", OFFICER, ROUTE_CSRF, LIST_BODY, { 0 }, post_review_confirm },
	{ "GET", "/review/forward", HAMLET_LEADER | OFFICER, 0, 0, { 0 }, page_review_forward },
	{ "POST", "/review/forward", HAMLET_LEADER | OFFICER, ROUTE_CSRF, LIST_BODY, { 0 }, post_review_forward },
	{ "POST", "/review/unconfirm", OFFICER, ROUTE_CSRF, LIST_BODY, { 0 }, post_review_unconfirm },
	{ "GET", "/roster", ROLES_SEE_SHEETS, TABLE, 0, { 0 }, page_roster },
	{ "POST", "/roster", ROLES_WRITERS | POLICE, ROUTE_CSRF, SMALL_BODY, { 0 }, post_roster },
	{ "GET", "/roster/assign", OFFICER, 0, 0, { 0 }, page_roster_assign },
	{ "POST", "/roster/assign", OFFICER, ROUTE_CSRF, LIST_BODY, { 0 }, post_roster_assign },
	{ "GET", "/roster/assignments", ROLES_QUALITY | ROLE_BIT(ROLE_ENUMERATOR), TABLE, 0, { 0 }, page_roster_part },
	{ "GET", "/roster/hamlets", ROLES_SEE_SHEETS, TABLE, 0, { 0 }, page_roster_part },
	{ "GET", "/roster/lists", OFFICER | POLICE, TABLE, 0, { 0 }, page_roster_part },
	{ "GET", "/roster/new", ROLES_WRITERS | POLICE, 0, 0, { 0 }, page_roster_new },
	{ "GET", "/roster/walk", ROLES_WRITERS, 0, 0, { 0 }, page_roster_walk },
	{ "GET", "/roster/walk/{id}", ROLES_WRITERS, PAPER, 0, { TARGET_WALKER }, page_paper },
	{ "GET", "/roster/{id}", ROLES_SEE_SHEETS, 0, 0, { TARGET_ROSTER }, page_roster_entry },
	{ "POST", "/roster/{id}", OFFICER | POLICE, ROUTE_CSRF, SMALL_BODY, { TARGET_ROSTER }, post_roster_entry },
	{ "POST", "/roster/{id}/back", ROLES_WRITERS, ROUTE_CSRF, SMALL_BODY, { TARGET_ROSTER }, post_roster_back },
	{ "POST", "/roster/{id}/reason", ROLES_WRITERS, ROUTE_CSRF, SMALL_BODY, { TARGET_ROSTER }, post_roster_reason },
	{ "GET", "/rules", ROLES_ALL, 0, 0, { 0 }, page_rules },
	{ "GET", "/search", ROLES_SEE_SHEETS, 0, 0, { 0 }, page_search },
	{ "POST", "/search", ROLES_SEE_SHEETS, ROUTE_CSRF, SMALL_BODY, { 0 }, post_search },
	{ "GET", "/sheets", ROLES_SEE_SHEETS, TABLE, 0, { 0 }, page_sheets },
	{ "POST", "/sheets", ROLES_WRITERS, ROUTE_CSRF, SHEET_BODY, { 0 }, post_sheet_new },
	{ "GET", "/sheets/change", ROLES_WRITERS, 0, 0, { 0 }, page_change },
	{ "POST", "/sheets/change", ROLES_WRITERS, ROUTE_CSRF, SMALL_BODY, { 0 }, post_change },
	{ "GET", "/sheets/many", HAMLET_LEADER | OFFICER | POLICE, 0, 0, { 0 }, page_bulk },
	{ "POST", "/sheets/many", HAMLET_LEADER | OFFICER | POLICE, ROUTE_CSRF, LIST_BODY, { 0 }, post_bulk },
	{ "GET", "/sheets/new", ROLES_WRITERS, 0, 0, { 0 }, page_sheet_new },
	{ "GET", "/sheets/photo", ROLES_WRITERS, 0, 0, { 0 }, page_photo },
	{ "POST", "/sheets/photo", ROLES_WRITERS, ROUTE_CSRF | ROUTE_UPLOAD, PHOTO_BODY, { 0 }, post_photo },
	{ "GET", "/sheets/{id}", ROLES_SEE_SHEETS, ROUTE_JSON | ROUTE_PDF, 0, { TARGET_SHEET }, page_sheet },
	{ "POST", "/sheets/{id}/accept", OFFICER, ROUTE_CSRF, SHEET_BODY, { TARGET_SHEET }, post_sheet_move },
	{ "POST", "/sheets/{id}/archive", OFFICER | POLICE, ROUTE_CSRF, SMALL_BODY, { TARGET_SHEET }, post_sheet_move },
	{ "POST", "/sheets/{id}/cancel", ROLES_WRITERS, ROUTE_CSRF, SMALL_BODY, { TARGET_SHEET }, post_sheet_move },
	{ "GET", "/sheets/{id}/changes", ROLES_SEE_SHEETS, 0, 0, { TARGET_SHEET }, page_sheet_changes },
	{ "POST", "/sheets/{id}/confirm", OFFICER, ROUTE_CSRF, SHEET_BODY, { TARGET_SHEET }, post_sheet_confirm },
	{ "POST", "/sheets/{id}/correct", OFFICER, ROUTE_CSRF, SHEET_BODY, { TARGET_SHEET }, post_sheet_edit },
	{ "GET", "/sheets/{id}/edit", ROLES_WRITERS, 0, 0, { TARGET_SHEET }, page_sheet_edit },
	{ "POST", "/sheets/{id}/edit", ROLES_WRITERS, ROUTE_CSRF, SHEET_BODY, { TARGET_SHEET }, post_sheet_edit },
	{ "POST", "/sheets/{id}/forward", HAMLET_LEADER | OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_SHEET },
		post_sheet_move },
	{ "GET", "/sheets/{id}/print", ROLES_SEE_SHEETS, 0, 0, { TARGET_SHEET }, page_sheet_print },
	{ "POST", "/sheets/{id}/reopen", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_SHEET }, post_sheet_move },
	{ "POST", "/sheets/{id}/replace", ROLES_WRITERS, ROUTE_CSRF, SMALL_BODY, { TARGET_SHEET }, post_sheet_move },
	{ "POST", "/sheets/{id}/resend", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_SHEET }, post_sheet_move },
	{ "POST", "/sheets/{id}/return", HAMLET_LEADER | OFFICER, ROUTE_CSRF, SHEET_BODY, { TARGET_SHEET },
		post_sheet_move },
	{ "POST", "/sheets/{id}/submit", ROLES_WRITERS, ROUTE_CSRF, SMALL_BODY, { TARGET_SHEET }, post_sheet_move },
	{ "POST", "/sheets/{id}/unconfirm", OFFICER, ROUTE_CSRF, SMALL_BODY, { TARGET_SHEET }, post_sheet_unconfirm },
	{ "POST", "/sheets/{id}/undo", ROLES_WRITERS | POLICE, ROUTE_CSRF, SMALL_BODY, { TARGET_SHEET }, post_sheet_move },
	{ "GET", "/tools/text", ROLES_WRITERS, 0, 0, { 0 }, page_text_tool },
	{ "POST", "/tools/text", ROLES_WRITERS, ROUTE_CSRF, SHEET_BODY, { 0 }, post_text_tool },
};

const struct http_route *web_routes(size_t *count)
{
	*count = COUNT(routes);
	return routes;
}

uint32_t web_table_roles(const struct table *table)
{
	for (size_t i = 0; i < COUNT(routes); i++) {
		if (strcmp(routes[i].pattern, table->path) == 0 && (routes[i].flags & ROUTE_XLSX) != 0)
			return routes[i].roles;
	}
	return 0;
}

uint32_t web_paper_roles(const struct paper_type *type)
{
	for (size_t i = 0; i < COUNT(routes); i++) {
		if (strcmp(routes[i].pattern, type->path) == 0 && (routes[i].flags & ROUTE_PDF) != 0)
			return routes[i].roles;
	}
	return 0;
}

static const struct resume_way ways[] = {
	{ OFFICER, "/bundles/", resume_count },
	{ POLICE, "/handovers/", resume_sign },
	{ POLICE, "/police?", resume_police_return },
	{ ROLES_SEE_SHEETS, "/search", resume_search },
	{ ROLES_SEE_SHEETS, "/sheets/", resume_sheet_form },
};

const struct resume_way *web_resume_ways(size_t *count)
{
	*count = COUNT(ways);
	return ways;
}
