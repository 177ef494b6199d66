/* Live sheets as other sheets see them: what the record rules (50 and up), the list of duplicates and the page of a
 * person look up. A sheet is live when it was submitted and is not cancelled or replaced. Nothing here asks who wants
 * to know: the rules see all. */
#ifndef STORE_SHEET_RECORD_H
#define STORE_SHEET_RECORD_H

#include "store/sheet/sheet.h"

struct record_row {
	int64_t id, commune_id, campaign_id, area_id, person_id, sex, kind;
	enum state state;
	const char *since, *area_name, *commune_name, *full_name, *birth_date, *citizen_id, *collected_on, *accepted_at,
		*paper_no;
	const char *campaign_from;      /* when its campaign began to collect */
};

enum { RECORD_MOST = 100 };             /* more are not looked at */

/* Live sheets of that number, everywhere, by id. */
enum err record_same_id_any(struct db *db, struct arena *arena, const char *citizen_id, struct record_row **rows,
                            size_t *count, struct error *error);
/* Live sheets of a commune and a campaign with that paper number, by id. */
enum err record_same_paper_any(struct db *db, struct arena *arena, int64_t commune_id, int64_t campaign_id,
                               const char *paper_no, struct record_row **rows, size_t *count, struct error *error);
/* Live sheets of a commune whose names sound the same and whose birth dates are close (text/likeness.h), by id. */
enum err record_same_sound_any(struct db *db, struct arena *arena, int64_t commune_id, const char *sound,
                               struct date birth, struct record_row **rows, size_t *count, struct error *error);
/* Live sheets of a person and of all joined with that one, everywhere, by id. */
enum err record_of_person_any(struct db *db, struct arena *arena, int64_t person_id, struct record_row **rows,
                              size_t *count, struct error *error);
/* One sheet, whatever its state. */
enum err record_load_any(struct db *db, struct arena *arena, int64_t id, struct record_row *out, struct error *error);
/* The sheets of a person's group that were ever submitted, whatever their state now, by id. */
enum err record_ids_of_person_any(struct db *db, struct arena *arena, int64_t person_id, int64_t **ids, size_t *count,
                                  struct error *error);
/* Sheets that findings on this one's account speak of: those whose findings name it. */
enum err record_naming_any(struct db *db, struct arena *arena, int64_t sheet_id, int64_t **ids, size_t *count,
                           struct error *error);

/* True when a sheet that is not cancelled replaces this one, or is to. */
bool record_is_replaced_any(struct db *db, int64_t sheet_id);

/* What the list of people to be surveyed says. */
struct roster_row {
	const char *full_name, *birth_date, *citizen_id;
	int64_t sex;
	enum roster_source source;
	enum roster_category category;
};

/* True when the commune has a list from the police for the campaign. */
bool roster_is_there_any(struct db *db, int64_t commune_id, int64_t campaign_id);
/* Rows of that number, then rows without a number whose names sound the same. Either may be NULL. */
enum err roster_find_any(struct db *db, struct arena *arena, int64_t commune_id, int64_t campaign_id,
                         const char *citizen_id, const char *sound, struct roster_row **rows, size_t *count,
                         struct error *error);

#endif
