/* The statements of lists of sheets as texts, composed from constant fragments: what is selected, whose sheets, and a
 * set of conditions. */
#ifndef STORE_SHEET_SHEET_SELECT_H
#define STORE_SHEET_SHEET_SELECT_H

#include "store/sheet/sheet.h"

/* What is selected. The pages have rows of all findings, or (_SHOWN, binds :hidden) without those that are not for
 * the reader. */
enum sheet_select {
	SELECT_NEWEST, SELECT_OLDEST,                           /* by id */
	SELECT_LATEST, SELECT_EARLIEST,                         /* by since */
	SELECT_BATCHES,                                         /* by since, then by the list of the batch */
	SELECT_MOST_LATE, SELECT_LEAST_LATE,                    /* by the days by which they are late */
	SELECT_SOONEST,                                         /* by the day on which they will be late */
	SELECT_NEWEST_SHOWN, SELECT_OLDEST_SHOWN, SELECT_LATEST_SHOWN, SELECT_EARLIEST_SHOWN, SELECT_BATCHES_SHOWN,
	SELECT_MOST_LATE_SHOWN, SELECT_LEAST_LATE_SHOWN, SELECT_SOONEST_SHOWN,
	SELECT_OLDEST_BRIEF,                                    /* id, campaign, commune, by id */
	SELECT_IDS, SELECT_COUNT, SELECT_STATES,
	SELECT_FOUND,                                           /* id and state of each, in no order */
	SELECT_SUMS, SELECT_SUMS_SHOWN,                         /* sheets, their open errors, their open warnings */
	SELECT_TALLY_COUNT, SELECT_TALLY_STATES,                /* from sheet_tally */
	SELECT_WRITER_COUNT, SELECT_WRITER_STATES,              /* from writer_tally */
	SELECT_CLOCK_COUNT, SELECT_CLOCK_STATES,                /* from clock_day: what is late */
	SELECT_HAMLET_STATES,                                   /* the same for who sees hamlets */
	/* By state what is late, and what will be soon: of writers, of communes, of hamlets */
	SELECT_OWN_LATE, SELECT_CLOCK_LATE, SELECT_HAMLET_LATE,
	SELECT_WORD_COUNT, SELECT_WORD_STATES,                  /* from sheet_word_tally */
	SELECT_NAME_COUNT,                                      /* from sheet_word */
	SELECT_COUNT_OF
};

/* The conditions that the filter asks for, each a bit. */
uint64_t sheet_conditions(const struct sheet_filter *filter);
/* The same where the one word of the name is known to be a word that many have. */
uint64_t sheet_conditions_common(uint64_t set);
/* The same where the ids of the page were found already: no words, binds them (bind_ids()). */
uint64_t sheet_conditions_found(uint64_t set);
/* True when it asks for several words of a name. */
bool sheet_conditions_words(uint64_t set);
/* True when it asks for a state and for no open batch, and for nothing else. */
bool sheet_conditions_unbatched(uint64_t set);
/* True when what is selected from can tell all of the set for that actor. */
bool sheet_select_can(enum sheet_select what, const struct actor *actor, uint64_t set);
/* The text; pages bind :after, :limit, and by batches :beyond, everything else leaves out where a page begins. */
const char *sheet_select_text(struct arena *arena, enum sheet_select what, const struct actor *actor, uint64_t set);
bool sheet_select_is_page(enum sheet_select what);
/* True when it asks by how many days sheets are late (stage_bind_work()). */
bool sheet_select_tells_days(enum sheet_select what, uint64_t set);
/* True when what is late is looked for before a moment (STAGE_LATE_LATEST). */
bool sheet_select_binds_latest(enum sheet_select what, const struct actor *actor);

#endif
