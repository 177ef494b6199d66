/* How good the sheets are: what was found when they were sent for the first time, and the days from the draft to the
 * acceptance. A fact is written when it happens (first_sending) and never guessed later; sheets of before this was
 * kept are not counted.
 *
 * Who sees the sheets of an area sees its figures (scope.h); an enumerator sees none of them. */
#ifndef STORE_REPORT_QUALITY_H
#define STORE_REPORT_QUALITY_H

#include "store/sheet/finding.h"
#include "store/sheet/sheet.h"

/* ---- what happens ---- */

/* A draft is sent, whether it goes through or not: once a sheet, later calls do nothing. The sheet is stored. rows:
 * what was found. WRITE. */
enum err quality_sent(struct db *db, const struct sheet *sheet, const struct finding_row *rows, size_t count,
                      const char *at, struct error *error);
/* It is accepted: the first time counts. WRITE. */
enum err quality_accepted(struct db *db, const struct sheet *sheet, const char *at, struct error *error);
/* The tallies against the rows; every row's findings against its numbers. ERR_INTERNAL names the first that differs. */
enum err quality_verify(struct db *db, struct error *error);

/* ---- figures ---- */

struct quality_query {
	const struct actor *actor;
	int64_t campaign_id, area_id, commune_id; /* commune_id: that of the area, 0 above communes */
	const char *level;              /* of the area */
};

struct quality_figures {
	int64_t sheets, clean, errors, warnings; /* at the first sending; errors and warnings are counted each */
	int64_t accepted, median;       /* sheets accepted, and the median of their days; -1: none */
};

struct quality_row {
	int64_t id;                     /* of the area or user; 0: not said */
	const char *name, *level;       /* NULL for 0; level: of areas alone */
	const char *key;                /* what the rows are ordered by; NULL: last */
	struct quality_figures figures;
};

struct quality_rule {
	const char *rule;
	int64_t sheets;                 /* that had it at the first sending */
	int64_t open, confirmed;        /* now: on sheets that wait for acceptance; on all that are handed in */
};

/* ---- quality_list.c ---- */
/* Rules by id, those never found left out. sent: sheets of the area that were sent. */
enum err quality_rules(struct db *db, struct arena *arena, const struct quality_query *query,
                       struct quality_rule **rules, size_t *count, int64_t *sent, struct error *error);
/* The units right below the area (the hamlet itself), by code, those without a sheet left out. total: of the area. */
enum err quality_areas(struct db *db, struct arena *arena, const struct quality_query *query,
                       struct quality_row **rows, size_t *count, struct quality_figures *total, struct error *error);
/* Enumerators in the order of their names, and the total as above; only for a commune or a hamlet, else none and
 * *total is left as it is. */
enum err quality_enumerators(struct db *db, struct arena *arena, const struct quality_query *query,
                             struct quality_row **rows, size_t *count, struct quality_figures *total,
                             struct error *error);

#endif
