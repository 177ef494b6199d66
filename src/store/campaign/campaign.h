/* Campaigns, their stages and targets. */
#ifndef STORE_CAMPAIGN_CAMPAIGN_H
#define STORE_CAMPAIGN_CAMPAIGN_H

#include "base/date.h"
#include "store/campaign/area.h"
#include "store/campaign/campaign_switch.h"

struct campaign {
	int64_t id;
	const char *code, *name, *form;
	int64_t form_version;
	const char *collect_from, *collect_to; /* ISO; collect_to NULL: no end */
	const char *plan_no, *plan_on;  /* of the plan that it follows: number, ISO day; or NULL */
	/* Two steps, ISO days that act from that day on; NULL: no day is set. Closed for collection: nothing new comes in,
	 * what has come goes on. Closed: nothing changes any more. */
	const char *collect_closed_on, *closed_on;
	const char *days_off;           /* its own, as workday_read() has them; or NULL */
	union CAMPAIGN_SWITCH_MEMBERS;
};

/* Days allowed for a stage. */
struct campaign_stage {
	int64_t campaign_id;
	enum stage stage;
	int64_t days;
	bool working;                   /* they are working days */
	const char *days_off;           /* of the campaign, when they are; or NULL */
};

extern const struct db_statements campaign_statements;

/* ---- campaign.c, campaign_set.c ---- */
enum err campaign_by_id_any(struct db *db, struct arena *arena, int64_t id, struct campaign *out, struct error *error);
enum err campaign_by_code_any(struct db *db, struct arena *arena, const char *code, struct campaign *out,
                              struct error *error);
/* Adds with its areas. ERR_CONFLICT when the code is taken. */
enum err campaign_add(struct db *db, const struct campaign *campaign, const int64_t *areas, size_t area_count,
                      int64_t *id, struct error *error);
/* Binds :name, :from, :to, the plan, the two days of closing and the switches. */
void campaign_bind(struct db_row *row, const struct campaign *campaign);
/* Sets everything but code and form of the campaign of that id. */
enum err campaign_change(struct db *db, const struct campaign *campaign, struct error *error);
/* Instead of those that the campaign had. */
enum err campaign_set_areas(struct db *db, int64_t campaign_id, const int64_t *areas, size_t count,
                            struct error *error);
/* The areas that it was made for, by code. */
enum err campaign_areas_any(struct db *db, struct arena *arena, int64_t campaign_id, struct area **areas, size_t *count,
                            struct error *error);
/* The communes of these areas that were there at any day of its collecting, by code; of a hamlet its commune. */
enum err campaign_communes_any(struct db *db, struct arena *arena, int64_t campaign_id, struct area **areas,
                               size_t *count, struct error *error);
/* Of these the ones in the actor's scope. */
enum err campaign_communes(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                           struct area **areas, size_t *count, struct error *error);
/* A stage without a limit again. */
enum err campaign_drop_stage(struct db *db, int64_t campaign_id, enum stage stage, struct error *error);
enum err campaign_set_stage(struct db *db, int64_t campaign_id, enum stage stage, int64_t days, struct error *error);
/* What an area is to bring. */
struct area_target {
	int64_t campaign_id, area_id;
	int64_t sheets;
	const char *due_on;             /* or NULL */
	/* what it is worked out from; -1: not said. sheets are changed and what is expected beyond surveyed. */
	int64_t expected, surveyed, changed;
};
/* In the place of the one that the area had. */
enum err target_write(struct db *db, const struct area_target *target, struct error *error);
/* The same, not worked out from anything. */
enum err target_set(struct db *db, int64_t campaign_id, int64_t area_id, int64_t sheets, const char *due_on,
                    struct error *error);
enum err target_drop(struct db *db, int64_t campaign_id, int64_t area_id, struct error *error);
struct target_row {
	struct area area;
	const char *parent_name;        /* or NULL */
	int64_t sheets;
	const char *due_on;             /* or NULL */
	int64_t expected, surveyed, changed; /* -1: not said */
	int64_t fresh;                  /* expected and not surveyed: asked for the first time; -1: not said */
};
/* The targets of a campaign, by the areas' levels and codes. */
enum err target_list_any(struct db *db, struct arena *arena, int64_t campaign_id, struct target_row **rows,
                         size_t *count, struct error *error);
/* A closing day that lies ahead closes nothing yet. Collected: closed for collection, or closed. */
bool campaign_is_collected(const struct campaign *campaign, struct date today);
bool campaign_is_closed(const struct campaign *campaign, struct date today);
/* STANDING_CAMPAIGN_… */
enum standing campaign_stands(const struct campaign *campaign, struct date today);
/* Campaigns that collect on that day and cover an area: one of their areas stands above it, or is it, or it or its
 * commune came from one of them. By code. */
enum err campaign_covering_any(struct db *db, struct arena *arena, const struct area_above *above, struct date today,
                               struct campaign **out, size_t *count, struct error *error);
/* True when the campaign, open or closed, covers the area in that sense. */
bool campaign_covers_any(struct db *db, int64_t campaign_id, int64_t area_id);
/* Campaigns, open or closed; for admin all of them, else those that have something to do with the actor's scope (an
 * area of theirs is in it, or above it). By code. */
enum err campaign_list(struct db *db, struct arena *arena, const struct actor *actor, struct campaign **out,
                       size_t *count, struct error *error);
/* One of them; ERR_NOT_FOUND. */
enum err campaign_by_id(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct campaign *out,
                        struct error *error);

/* The stages of all campaigns. */
enum err campaign_stages_any(struct db *db, struct arena *arena, struct campaign_stage **out, size_t *count,
                             struct error *error);
/* True when each of the sheets waits for a meeting: received, in a campaign in which an officer by himself accepts
 * none. False for none. */
bool campaign_meeting_judges_any(struct db *db, const int64_t *sheets, size_t count);

#endif
