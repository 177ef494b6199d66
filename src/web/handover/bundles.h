/* Bundles of papers from the hamlets: their register, the form that makes one, the page of one. */
#ifndef WEB_HANDOVER_BUNDLES_H
#define WEB_HANDOVER_BUNDLES_H

#include "web/part/resume.h"

/* ---- bundles.c, bundle_page.c ---- */
http_handler page_bundles, post_bundles, page_bundle, post_bundle_confirm;
/* The form that counts a bundle, filled after a login; next: "/bundles/12". ERR_CONFLICT when it is confirmed. */
resume_show resume_count;

#endif
