/* What became of a sheet in the batch with which the police got it: entered, or returned with which reason, told by
 * them or from a list that they signed; and whether its paper came back. It stays there for ever, whatever happens to
 * the sheet later. */
#ifndef STORE_HANDOVER_OUTCOME_H
#define STORE_HANDOVER_OUTCOME_H

#include "store/handover/batch.h"

struct outcome_told {
	int64_t batch_id, sheet_id;
	const char *at;
	int64_t reason;                 /* of a return: 1-8 */
	bool by_paper;                  /* from a list that the police signed */
};

enum err outcome_entered(struct db *db, const struct outcome_told *told, struct error *error);
enum err outcome_returned(struct db *db, const struct outcome_told *told, struct error *error);
/* Its paper is with the commune again. */
enum err outcome_back(struct db *db, const struct outcome_told *told, struct error *error);
/* Entering or returning was taken back: it is to be entered again. */
enum err outcome_none(struct db *db, int64_t batch_id, int64_t sheet_id, struct error *error);

/* How many of the batch were returned with each reason, from 1 on. */
enum err outcome_reasons_any(struct db *db, int64_t batch_id, int64_t counts[], struct error *error);

/* What is told of each sheet of a signed batch is where it went from there, and stands in its history. ERR_INTERNAL
 * names the first that differs. */
enum err outcome_verify(struct db *db, struct error *error);

#endif
