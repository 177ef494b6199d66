/* What the register of batches and the page of one batch share. */
#ifndef WEB_HANDOVER_BATCHES_H
#define WEB_HANDOVER_BATCHES_H

#include "web/part/resume.h"

/* ---- batches.c, batch_page.c ---- */
/* page_batch_new: all of an offer, before they are handed over. */
http_handler page_batches, page_batch_new, post_batches, page_batch, post_batch_sign, post_batch_remove,
	post_batch_copy;
/* ---- by_paper_page.c ---- */
/* What the police signed on paper: the whole list, and then its exceptions. */
http_handler page_by_paper, post_by_paper;

/* ---- batch_page.c ---- */
/* The form for the signature under a batch, filled after a login; next: "/handovers/12". ERR_CONFLICT when it is
 * signed. */
resume_show resume_sign;

#endif
