/* The order of the papers in a batch: a setting of the commune (store/admin/office.h). */
#ifndef WORKFLOW_HANDOVER_BATCH_ORDER_H
#define WORKFLOW_HANDOVER_BATCH_ORDER_H

#include "store/admin/office.h"
#include "store/sheet/sheet.h"

/* A sheet of a batch, and by what it is put in order. */
struct batch_place_key { int64_t id; size_t listed; const char *area, *paper_no, *name; };

/* What is kept of a sheet, in arena. */
struct batch_place_key batch_key(struct arena *arena, const struct form *form, const struct sheet *sheet,
                                 size_t listed);
/* Numbers in a text count as numbers; what has no number of its paper comes last, as it was listed. */
void batch_put_in_order(struct batch_place_key *keys, size_t count, enum paper_order order);

#endif
