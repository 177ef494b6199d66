/* The figures of reports, recounted: progress, days, quality, batches, duplicates. */
#ifndef TEST_PROPERTY_FIGURES_H
#define TEST_PROPERTY_FIGURES_H

#include "property_check.h"
#include "text/likeness.h"
#include "text/sound.h"

/* ---- progress ---- */

static inline bool is_collected(enum state s)
{
	return s != STATE_DRAFT && s != STATE_CANCELLED && s != STATE_REPLACED;
}

static inline bool is_past_acceptance(enum state s)
{
	return s == STATE_ACCEPTED || is_with_police(s);
}

static inline bool is_entered(enum state s)
{
	return s == STATE_ENTERED || s == STATE_ARCHIVED;
}

/* Longer in a stage than it allows: tally, check and what was returned from the step before, entry from the acceptance. */
static inline bool is_late(const struct checking *c, const struct kept *s)
{
	const struct switches *w = &c->r->office->switches[s->campaign];
	int64_t allowed = s->state == STATE_WITH_HAMLET ? w->days[1] : s->state == STATE_RECEIVED ? w->days[2] :
	                  s->state == STATE_ACCEPTED || s->state == STATE_HANDED_OVER ? w->days[3] :
	                  s->state == STATE_RETURNED ? (w->days[4] > 0 ? w->days[4] : w->days[2]) :
	                  s->state == STATE_POLICE_RETURNED ? (w->days[5] > 0 ? w->days[5] : w->days[2]) : 0;

	return allowed > 0 && c->today - day_of(clock_from(s)) > allowed;
}

static inline void add_progress(struct progress_row *row, const struct checking *c, const struct kept *s)
{
	row->collected += is_collected(s->state);
	row->accepted += is_past_acceptance(s->state);
	row->returned += s->state == STATE_RETURNED;
	row->handed_over += is_with_police(s->state);
	row->entered += is_entered(s->state);
	row->police_returned += s->state == STATE_POLICE_RETURNED;
	row->late += is_late(c, s);
}

static inline bool same_progress(const struct progress_row *a, const struct progress_row *b)
{
	return a->collected == b->collected && a->accepted == b->accepted && a->returned == b->returned && a->handed_over == b->handed_over &&
	       a->entered == b->entered && a->police_returned == b->police_returned && a->late == b->late;
}

/* Whoever sees whole communes is told of all their sheets; a hamlet leader and an enumerator of their own. */
static inline bool is_told(int user, const struct kept *s)
{
	return people[user].role == ROLE_HAMLET_LEADER || people[user].role == ROLE_ENUMERATOR ? sees(user, s) : is_within(s->commune, (int)people[user].area);
}

struct rows_told { const struct progress_row *rows; size_t count; };

static inline bool has_row(const struct rows_told *t, int64_t area)
{
	bool has = false;

	for (size_t i = 0; i < t->count; i++)
		has |= t->rows[i].area_id == area;
	return has;
}

/* The figures of an area are those of what lies in it and of what it took over. */
static inline bool is_figure_of(int commune, int hamlet, int area)
{
	return area >= FIRST_HAMLET ? hamlet == area : is_within(commune, area);
}

/* Of a commune: by hamlet, those of none of its rows in the row 0; a unit without rows below is told as a whole. */
static inline bool is_in_row(const struct checking *c, const struct kept *s, int area, const struct rows_told *t, int64_t row_area)
{
	const int64_t *ids = c->r->office->areas;
	int64_t hamlet = s->hamlet < 0 ? 0 : ids[s->hamlet];

	if (area == DISTRICT)
		return ids[places[s->commune].successor == NOWHERE ? s->commune : places[s->commune].successor] == row_area;
	if (area >= FIRST_HAMLET || row_area == ids[area])
		return is_figure_of(s->commune, s->hamlet, area);
	return is_within(s->commune, area) && (hamlet == row_area || (row_area == 0 && !has_row(t, hamlet)));
}

static inline bool check_progress(struct checking *c, int user, int campaign, int area)
{
	const struct office *o = c->r->office;
	struct progress_row *rows, total, sum = { 0 };
	size_t count;

	if (progress_rows(c->db, c->arena, &o->actors[user], o->campaigns[campaign], o->areas[area], date_from_days(c->today), NULL, &rows, &count, &total, NULL) != ERR_OK)
		return fault(c->r, "progress", "progress is not told");
	const struct rows_told told = { rows, count };
	for (size_t i = 0; i < count; i++) {
		struct progress_row wanted = { 0 };
		for (size_t k = 0; k < c->r->book.sheet_count; k++) {
			const struct kept *s = c->r->book.sheets[k];
			if (s->campaign == campaign && is_told(user, s) && is_in_row(c, s, area, &told, rows[i].area_id))
				add_progress(&wanted, c, s);
		}
		if (!same_progress(&rows[i], &wanted))
			return fault(c->r, "progress", "progress of %s in %s for %s: collected %lld not %lld, accepted %lld not %lld, late %lld not %lld, entered %lld not %lld",
			             rows[i].name, places[area].code, people[user].name, (long long)rows[i].collected, (long long)wanted.collected,
			             (long long)rows[i].accepted, (long long)wanted.accepted, (long long)rows[i].late, (long long)wanted.late,
			             (long long)rows[i].entered, (long long)wanted.entered);
		sum.collected += rows[i].collected;
		sum.accepted += rows[i].accepted;
		sum.returned += rows[i].returned;
		sum.handed_over += rows[i].handed_over;
		sum.entered += rows[i].entered;
		sum.police_returned += rows[i].police_returned;
		sum.late += rows[i].late;
	}
	return same_progress(&sum, &total) || fault(c->r, "progress", "the total of %s is not the sum of its rows", places[area].code);
}

/* How the sheet came to stand where it stood at the end of a day; NULL: it was not there. */
static inline const struct done *at_end_of(const struct kept *s, int64_t day)
{
	const struct done *last = NULL;

	for (size_t i = 0; i < s->done; i++) {
		if (day_of(s->history[i].at) <= day)
			last = &s->history[i];
	}
	return last;
}

/* All that came in up to a day is what stood there at its end. */
static inline bool check_gained(struct checking *c, int user, int campaign, int area, int64_t day)
{
	const struct office *o = c->r->office;
	struct progress_row gained = { 0 }, wanted = { 0 };
	enum err err = progress_gained(c->db, c->arena, &o->actors[user], o->campaigns[campaign], o->areas[area], (struct date){ 2000, 1, 1 }, date_from_days(day),
	                               &gained, NULL);

	for (size_t i = 0; i < c->r->book.sheet_count; i++) {
		const struct done *e = at_end_of(c->r->book.sheets[i], day);
		if (e == NULL || e->campaign != campaign || !is_figure_of(e->commune, e->hamlet, area))
			continue;
		wanted.collected += is_collected(e->to);
		wanted.accepted += is_past_acceptance(e->to);
		wanted.entered += is_entered(e->to);
	}
	if (err != ERR_OK || gained.collected != wanted.collected || gained.accepted != wanted.accepted || gained.entered != wanted.entered)
		return fault(c->r, "days", "up to %s in %s: collected %lld not %lld, accepted %lld not %lld, entered %lld not %lld", iso_day(c->arena, day),
		             places[area].code, (long long)gained.collected, (long long)wanted.collected, (long long)gained.accepted, (long long)wanted.accepted,
		             (long long)gained.entered, (long long)wanted.entered);
	return true;
}

/* ---- quality ---- */

static inline int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* What is open of a rule on sheets that wait, and what was confirmed on those that speak for somebody, as plain SQL counts both. */
static inline bool check_rules(struct checking *c, int user, int campaign, int area)
{
	const struct office *o = c->r->office;
	const struct quality_query query = { .actor = &o->actors[user], .campaign_id = o->campaigns[campaign], .area_id = o->areas[area],
		.commune_id = o->areas[commune_of(area)], .level = places[area].level };
	struct quality_rule *rules;
	size_t count;
	int64_t sent, open = 0, confirmed = 0;

	if (quality_rules(c->db, c->arena, &query, &rules, &count, &sent, NULL) != ERR_OK)
		return fault(c->r, "quality", "the rules of %s are not told", places[area].code);
	for (size_t i = 0; i < count; i++) {
		open += rules[i].open;
		confirmed += rules[i].confirmed;
	}
	struct db_row *row = db_use_text(c->db, "SELECT count(*) FILTER (WHERE f.confirmed_by IS NULL AND s.state = 'received'), count(f.confirmed_by) FROM finding f "
		"JOIN worker_sheet s ON s.id = f.sheet_id WHERE f.severity <> 'I' AND s.state NOT IN ('draft', 'cancelled', 'replaced') "
		"AND s.campaign_id = :campaign AND (:area IN (s.commune_id, s.area_id) "
		"OR s.commune_id IN (SELECT predecessor_id FROM area_succession WHERE successor_id = :area))");
	db_bind_int(row, ":campaign", query.campaign_id);
	db_bind_int(row, ":area", query.area_id);
	bool told = db_step(row) == DB_ROW, same = told && open == db_int(row, 0) && confirmed == db_int(row, 1);
	int64_t wanted_open = told ? db_int(row, 0) : -1, wanted_confirmed = told ? db_int(row, 1) : -1;
	db_done(row);
	return same || fault(c->r, "quality", "findings in %s: open %lld not %lld, confirmed %lld not %lld", places[area].code, (long long)open,
	                     (long long)wanted_open, (long long)confirmed, (long long)wanted_confirmed);
}

static inline bool check_quality(struct checking *c, int user, int campaign, int area)
{
	const struct office *o = c->r->office;
	const struct quality_query query = { .actor = &o->actors[user], .campaign_id = o->campaigns[campaign], .area_id = o->areas[area],
		.commune_id = o->areas[commune_of(area)], .level = places[area].level };
	struct quality_figures figures, wanted = { .median = -1 };
	struct quality_row *rows;
	size_t count;
	int64_t days[BOOK_MOST];

	for (size_t i = 0; i < c->r->book.sheet_count; i++) {
		const struct kept *s = c->r->book.sheets[i];
		if (!s->sent || s->sent_campaign != campaign || !is_figure_of(s->sent_commune, s->sent_hamlet, area) ||
		    !is_within(s->sent_commune, (int)people[user].area))
			continue;
		wanted.sheets++;
		wanted.clean += s->sent_errors + s->sent_warnings == 0;
		wanted.errors += s->sent_errors;
		wanted.warnings += s->sent_warnings;
		if (s->sent_days >= 0)
			days[wanted.accepted++] = s->sent_days;
	}
	qsort(days, (size_t)wanted.accepted, sizeof *days, by_value);
	wanted.median = wanted.accepted == 0 ? -1 : days[(wanted.accepted - 1) / 2];
	if (quality_areas(c->db, c->arena, &query, &rows, &count, &figures, NULL) != ERR_OK || memcmp(&figures, &wanted, sizeof figures) != 0)
		return fault(c->r, "quality", "quality in %s: sheets %lld not %lld, clean %lld not %lld, errors %lld not %lld, accepted %lld not %lld, median %lld not %lld",
		             places[area].code, (long long)figures.sheets, (long long)wanted.sheets, (long long)figures.clean, (long long)wanted.clean,
		             (long long)figures.errors, (long long)wanted.errors, (long long)figures.accepted, (long long)wanted.accepted, (long long)figures.median,
		             (long long)wanted.median);
	return true;
}

/* ---- batches ---- */

static inline bool is_time(const char *told, int64_t at)
{
	char iso[CLOCK_TEXT];

	clock_to_iso(at, iso);
	return told == NULL ? at == 0 : strcmp(told, iso) == 0;
}

static inline bool check_batch(struct checking *c, const struct batch_kept *b)
{
	static const char *const outcomes[] = { "open", "present", "missing", "removed" };
	struct batch_item *items;
	size_t count;

	if (batch_items(c->db, c->arena, b->id, &items, &count, NULL) != ERR_OK || count != b->count)
		return fault(c->r, "batch", "batch %d has %zu sheets", b->birth, count);
	for (size_t i = 0; i < count; i++) {
		if (items[i].sheet_id != c->r->book.sheets[b->sheets[i]]->id || strcmp(outcome_code(items[i].outcome), outcomes[b->outcomes[i]]) != 0)
			return fault(c->r, "batch", "batch %d: place %zu is %s, not %s", b->birth, i, outcome_code(items[i].outcome),
			             outcomes[b->outcomes[i]]);
		if (!is_time(items[i].entered_at, b->became[i].entered) || !is_time(items[i].returned_at, b->became[i].returned) ||
		    !is_time(items[i].back_at, b->became[i].back) || items[i].return_reason != b->became[i].reason)
			return fault(c->r, "batch", "batch %d: what became of place %zu", b->birth, i);
	}
	return true;
}

/* What the register counts of a batch, by what became of its sheets. */
static inline bool check_counts(struct checking *c, const struct actor *actor, const struct batch_kept *b)
{
	int64_t sheets = 0, present = 0, missing = 0, entered = 0, returned = 0, back = 0;
	struct batch told;

	for (size_t i = 0; i < b->count; i++) {
		bool here = b->outcomes[i] == ITEM_PRESENT;
		sheets += b->outcomes[i] != ITEM_REMOVED;
		present += here;
		missing += b->outcomes[i] == ITEM_MISSING;
		entered += b->became[i].entered != 0;
		returned += b->became[i].returned != 0;
		back += b->became[i].back != 0;
	}
	return (batch_load(c->db, c->arena, actor, b->id, &told, NULL) == ERR_OK && told.sheets == sheets && told.present == present &&
	        told.missing == missing && told.entered == entered && told.returned == returned && told.back == back) ||
	       fault(c->r, "batch", "batch %d: %lld entered of %lld, not %lld of %lld", b->birth, (long long)told.entered, (long long)told.sheets,
	             (long long)entered, (long long)sheets);
}

static inline bool check_batches(struct checking *c, int user)
{
	const struct actor *actor = &c->r->office->actors[user];
	const struct book *book = &c->r->book;
	int64_t all = -1, open = -1, wanted = 0, wanted_open = 0;

	for (size_t i = 0; i < book->bundle_count; i++) {
		const struct batch_kept *b = book->bundles[i];
		bool own = people[user].area != NOWHERE && is_within(b->commune, (int)people[user].area), holds = false;
		for (size_t k = 0; k < b->count; k++)
			holds |= b->outcomes[k] == ITEM_OPEN;
		wanted += own;
		wanted_open += own && holds && !b->signed_for;
		if (own && !check_counts(c, actor, b))
			return false;
	}
	if (batch_count(c->db, actor, &all, NULL) != ERR_OK || batch_count_open(c->db, actor, &open, NULL) != ERR_OK || all != wanted || open != wanted_open)
		return fault(c->r, "batch", "%s is told of %lld batches, %lld open, there are %lld, %lld", people[user].name, (long long)all, (long long)open,
		             (long long)wanted, (long long)wanted_open);
	return true;
}

/* ---- duplicates ---- */

#define LIVE_PAIR "a.state NOT IN ('draft', 'cancelled', 'replaced') AND b.state NOT IN ('draft', 'cancelled', 'replaced') "

/* Pairs of live sheets of names that sound the same, other numbers and close birth dates; who is known to be one person or two is left out by the list alone. */
static inline int64_t count_alike(struct checking *c, int64_t commune_id)
{
	struct db_row *row = db_use_text(c->db, "WITH RECURSIVE up(id, above) AS (SELECT id, id FROM person "
		"UNION SELECT up.id, p.joined_id FROM up JOIN person p ON p.id = up.above WHERE p.joined_id IS NOT NULL) "
		"SELECT a.birth_date, b.birth_date, a.area_id = b.area_id FROM worker_sheet a "
		"JOIN worker_sheet b ON b.commune_id = a.commune_id AND b.name_sound = a.name_sound AND b.id > a.id "
		"WHERE a.commune_id = :commune AND a.name_sound <> '' AND " LIVE_PAIR "AND (a.citizen_id IS NULL OR b.citizen_id IS NULL OR a.citizen_id <> b.citizen_id) "
		"AND NOT EXISTS (SELECT 1 FROM person_distinct d WHERE d.person_id = min(a.person_id, b.person_id) AND d.other_id = max(a.person_id, b.person_id)) "
		"AND NOT EXISTS (SELECT 1 FROM up p JOIN up q ON p.above = q.above "
		"WHERE p.id = a.person_id AND q.id = b.person_id)");
	int64_t count = 0;

	db_bind_int(row, ":commune", commune_id);
	while (db_step(row) == DB_ROW) {
		struct date one = { 0 }, other = { 0 };
		if (!date_from_iso(db_text(row, 0), true, &one) || !date_from_iso(db_text(row, 1), true, &other))
			continue;
		enum birth_likeness likeness = birth_likeness(one, other);
		count += likeness != BIRTH_OTHER && (likeness != BIRTH_YEAR || db_int(row, 2) != 0);
	}
	return count;
}

/* Pairs of live sheets of one number in one campaign and commune, unless one is a change of the other, or they are decided to be two people. */
static inline bool check_duplicates(struct checking *c, int commune)
{
	struct db_row *row = db_use_text(c->db, "SELECT count(*) FROM worker_sheet a JOIN worker_sheet b ON b.citizen_id = a.citizen_id AND b.commune_id = a.commune_id "
		"AND b.campaign_id = a.campaign_id AND b.id > a.id WHERE a.commune_id = :commune AND " LIVE_PAIR
		"AND NOT (b.kind >= 2 AND a.state NOT IN ('with_hamlet', 'received', 'returned')) "
		"AND NOT (a.kind >= 2 AND b.state NOT IN ('with_hamlet', 'received', 'returned')) AND NOT EXISTS (SELECT 1 FROM person_distinct d WHERE "
		"d.person_id = min(a.person_id, b.person_id) AND d.other_id = max(a.person_id, b.person_id))");
	struct duplicate_pair *pairs;
	size_t count = 0;
	int64_t wanted = -1, found = 0;

	db_bind_int(row, ":commune", c->r->office->areas[commune]);
	if (db_step(row) == DB_ROW)
		wanted = db_int(row, 0);
	db_done(row);
	if (duplicate_list_any(c->db, c->arena, c->r->office->areas[commune], &pairs, &count, NULL) != ERR_OK)
		return fault(c->r, "duplicates", "the list of duplicates is not made");
	for (size_t i = 0; i < count; i++)
		found += (pairs[i].signs & SIGN_SAME_NUMBER) != 0;
	if (found != wanted)
		return fault(c->r, "duplicates", "%lld pairs of one number in %s instead of %lld", (long long)found, places[commune].code, (long long)wanted);
	wanted = count_alike(c, c->r->office->areas[commune]);
	found = (int64_t)count - found;
	return found == wanted || fault(c->r, "duplicates", "%lld pairs that sound alike in %s instead of %lld", (long long)found, places[commune].code, (long long)wanted);
}

static inline bool check_decided(struct checking *c, int user)
{
	const struct book *book = &c->r->book;
	int64_t wanted = 0, told = -1;

	for (size_t i = 0; i < book->verdict_count; i++) {
		const struct verdict_kept *v = &book->verdicts[i];
		wanted += v->holds && sees(user, book->sheets[v->sheet]) && sees(user, book->sheets[v->other]);
	}
	if (duplicate_decided_count(c->db, &c->r->office->actors[user], &told, NULL) != ERR_OK || told != wanted)
		return fault(c->r, "duplicates", "%s is told of %lld decisions, there are %lld", people[user].name, (long long)told, (long long)wanted);
	return true;
}

/* ---- all ---- */

static inline bool check_reports(struct checking *c)
{
	static const struct { int user, area; } views[] = { { 4, COMMUNE_A }, { 8, DISTRICT }, { 2, COMMUNE_A }, { 0, COMMUNE_A }, { 10, COMMUNE_B }, { 6, HAMLET_A1 },
		{ 7, COMMUNE_A }, { 14, DISTRICT }, { 2, HAMLET_A0 }, { 14, OLD_COMMUNE } };
	static const int qualities[] = { COMMUNE_A, COMMUNE_B, HAMLET_A0, HAMLET_B0, OLD_COMMUNE };

	for (int campaign = 0; campaign < CAMPAIGNS && !c->r->failed; campaign++) {
		for (size_t i = 0; i < COUNT(views) && !c->r->failed; i++)
			check_progress(c, views[i].user, campaign, views[i].area);
		for (size_t i = 0; i < COUNT(qualities) && !c->r->failed; i++) {
			if (check_quality(c, 14, campaign, qualities[i]))
				check_rules(c, 14, campaign, qualities[i]);
			for (int64_t day = c->today - 20; day <= c->today && !c->r->failed; day += 5)
				check_gained(c, 14, campaign, qualities[i], day);
		}
	}
	return !c->r->failed;
}

/* A connection keeps only so many composed statements in one snapshot. */
static inline void look_again(struct checking *c)
{
	if (c->db != NULL)
		db_return(c->r->office->readers, c->db);
	c->db = db_borrow(c->r->office->readers, NULL);
	assert_non_null(c->db);
}

static inline void check_each(struct checking *c)
{
	struct run *r = c->r;

	if (!check_verify(c) || !check_sheaves(c) || !check_records(c->r, c->db) || !check_rows(c))
		return;
	for (size_t i = 0; i < r->book.sheet_count && !r->failed; i++)
		check_history(c, r->book.sheets[i]);
	for (int user = 0; user < USERS && !r->failed; user++) {
		if (check_seen(c, user) && check_batches(c, user))
			check_decided(c, user);
		look_again(c);
	}
	for (size_t i = 0; i < r->book.bundle_count && !r->failed; i++)
		check_batch(c, r->book.bundles[i]);
	if (!r->failed && check_duplicates(c, COMMUNE_A) && check_duplicates(c, COMMUNE_B))
		check_reports(c);
}

static inline void check_all(struct run *r)
{
	struct checking c = { .r = r, .arena = r->office->scratch, .today = day_of(world_time) };

	arena_reset(c.arena);
	look_again(&c);
	c.facts = arena_array(c.arena, r->book.sheet_count + 1, sizeof *c.facts);
	check_each(&c);
	db_return(r->office->readers, c.db);
}

#endif
