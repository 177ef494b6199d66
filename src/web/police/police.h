/* The police's queue. */
#ifndef WEB_POLICE_POLICE_H
#define WEB_POLICE_POLICE_H

#include "web/part/resume.h"
#include "web/police/fields.h"

http_handler page_police, post_police_entered, post_police_return, post_police_later;

/* ---- range.c ---- */
/* Papers of a batch, of which some or a range are marked as entered at once. */
http_handler page_police_many, post_police_many;

/* ---- police.c ---- */
/* The return of a sheet, filled after a login; next: "/police?after=11". ERR_CONFLICT when it is not to be entered
 * any more. */
resume_show resume_police_return;

#endif
