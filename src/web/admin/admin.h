/* The pages of administration, and what those of a campaign share. */
#ifndef WEB_ADMIN_ADMIN_H
#define WEB_ADMIN_ADMIN_H

#include "http/http.h"
#include "store/campaign/campaign.h"

/* ---- overview.c ---- */
http_handler page_admin;

/* ---- users.c, user.c ---- */
http_handler page_users, page_user_new, post_user_new, page_user, post_user, post_user_lock, post_user_unlock,
	post_user_log_out, post_user_password;

/* ---- rights.c ---- */
http_handler page_rights, post_rights;

/* ---- areas.c ---- */
http_handler page_areas, post_area_hamlet, post_area_rename, post_area_end, post_area_succeed;

/* ---- areas_import.c ---- */
enum { AREAS_BODY = 12 << 20 };         /* bytes of a posted list */
http_handler page_areas_import, post_areas_import, post_areas_confirm, areas_too_large;

/* ---- campaigns.c, plan_page.c, targets.c, targets_table.c, campaign_rules.c, prices.c ---- */
http_handler page_campaigns, page_campaign_new, post_campaign_new, page_campaign, post_campaign;
http_handler page_milestones, post_milestone, page_tasks, post_task;
http_handler page_targets, post_target, page_targets_table, post_targets_table;
http_handler page_campaign_rules, post_campaign_rule;
http_handler page_prices, post_price;

const char *campaign_url(struct http_request *request, int64_t id, const char *page);

/* ---- settings.c, log_page.c, status.c ---- */
http_handler page_settings, page_settings_preview, post_settings;
http_handler page_log, page_status;

#endif
