/* Papers that come back from the police. */
#ifndef WEB_HANDOVER_HANDBACKS_H
#define WEB_HANDOVER_HANDBACKS_H

#include "http/http.h"

/* page_handbacks: their register. page_handback_waiting: those that are to come, with the form that takes them. */
http_handler page_handbacks, page_handback_waiting, post_handback, page_handback, post_handback_copy;

/* ---- archive_page.c ---- */
/* What goes to the archive at the end of a campaign. */
http_handler page_archive;

#endif
