/* Handlers of the pages of administration. */
#ifndef WEB_ADMIN_ADMIN_H
#define WEB_ADMIN_ADMIN_H

#include "http/http.h"

http_handler page_admin;
http_handler page_users, page_user_new, post_user_new, page_user, post_user, post_user_lock, post_user_unlock, post_user_log_out,
        post_user_password;
http_handler page_areas, page_area, post_area_hamlet, post_area_rename, post_area_end;
http_handler page_campaigns, page_campaign_new, post_campaign_new, page_campaign, post_campaign, page_targets, post_target;
http_handler page_campaign_rules, post_campaign_rule;
http_handler page_settings, post_settings;
http_handler page_log, page_status;

#endif
