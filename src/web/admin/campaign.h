/* What the pages of a campaign share. */
#ifndef WEB_ADMIN_CAMPAIGN_H
#define WEB_ADMIN_CAMPAIGN_H

#include "web/admin/admin_form.h"
#include "workflow/admin/admin.h"

const char *campaign_url(struct http_request *request, int64_t id, const char *page);
/* The campaign that the path names; ERR_NOT_FOUND. */
enum err campaign_read(struct db *db, struct http_request *request, struct campaign *out, struct error *error);

#endif
