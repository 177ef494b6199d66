/* Lists of sheets: everything typed is bound. */
#include "base/buf.h"
#include "store/campaign/area.h"
#include "store/campaign/stage.h"
#include "store/handover/batch.h"
#include "store/scope.h"
#include "store/sheet/sheet_select.h"
#include "store/tables.h"

enum { PATTERN_LIMIT = 8192 };

/* More sheets than this have a word that many have (store/sheet/sheet_select.c). */
enum { COMMON_IN_COMMUNE = 700, COMMON_IN_ALL = 4500 };

/* "duc hanh" -> "%duc%hanh%": the words in their order, anywhere in the name. */
static const char *like_pattern(struct arena *arena, const char *name)
{
	struct buf pattern;

	buf_init(&pattern, arena, PATTERN_LIMIT);
	buf_char(&pattern, '%');
	for (; *name != '\0'; name++) {
		if (strchr("%_\\", *name) != NULL)
			buf_char(&pattern, '\\');
		buf_char(&pattern, *name == ' ' ? '%' : *name);
	}
	buf_char(&pattern, '%');
	return pattern.data;
}

/* U+10FFFF sorts after every letter that may follow. */
static void bind_name(struct db_row *row, struct arena *arena, const struct actor *actor, const struct sheet_filter *f)
{
	const char *space = strrchr(f->name, ' ');
	const char *last = space == NULL ? f->name : space + 1;
	bool by_word = scope_is_by_commune(actor);

	if (by_word) {
		db_bind_text(row, ":word", last);
		db_bind_text(row, ":word_end", arena_print(arena, "%s\xf4\x8f\xbf\xbf", last));
	}
	if (!by_word || space != NULL)
		db_bind_text(row, ":name", like_pattern(arena, f->name));
}

static void bind_filter(struct db_row *row, struct arena *arena, const struct actor *actor,
                        const struct sheet_filter *f, bool page)
{
	scope_bind_ordered(row, actor);
	if (f->state != STATE_NONE)
		db_bind_text(row, ":state", state_code(f->state));
	if (f->area_id != 0)
		db_bind_int(row, ":area", f->area_id);
	if (f->campaign_id != 0)
		db_bind_int(row, ":campaign", f->campaign_id);
	if (f->enumerator_id != 0)
		db_bind_int(row, ":enumerator", f->enumerator_id);
	if (f->rule != NULL)
		db_bind_text(row, ":rule", f->rule);
	if (f->name != NULL)
		bind_name(row, arena, actor, f);
	if (f->citizen_id != NULL)
		db_bind_text(row, ":citizen", f->citizen_id);
	if (f->citizen_id != NULL && !f->citizen_exact)
		db_bind_text(row, ":citizen_end", arena_print(arena, "%s:", f->citizen_id));
	if (f->paper_no != NULL)
		db_bind_text(row, ":paper", f->paper_no);
	if (f->batch != 0) {
		db_bind_int(row, ":batch", f->batch);
		db_bind_int(row, ":batch_year", f->batch_year);
	}
	if (f->clean != 0 && f->hidden_rules != NULL)
		db_bind_text(row, ":hidden", f->hidden_rules);
	if (page && f->after != 0)
		db_bind_int(row, ":after", f->after);
	if (page && f->after != 0 && f->by_batch)
		db_bind_int(row, ":beyond", f->after - f->after_self);
	if (page && f->after != 0 && f->by_since)
		bind_time(row, ":since", f->after_since);
	if (page && f->after != 0 && f->by_days_late && !f->late_soon)
		db_bind_int(row, ":days", f->after_days);
	if (page)
		db_bind_int(row, ":limit", f->limit);
}

static struct db_row *use_set(struct db *db, struct arena *arena, const struct actor *actor,
                              const struct sheet_filter *filter, enum sheet_select what, uint64_t set)
{
	bool late = filter->late_on.year != 0;
	bool tells_days = late && sheet_select_tells_days(what, sheet_select_is_page(what) ? set : 0);
	struct stage_days days = { .count = 0 };
	struct campaign *campaigns;
	size_t count;

	if (late)
		stage_days_any(db, arena, &days, NULL);
	if (tells_days && days.different > 1 && campaign_list(db, arena, actor, &campaigns, &count, NULL) == ERR_OK)
		stage_days_prefer(arena, &days, campaigns, count);
	if (filter->late_soon || filter->late_or_soon) {
		stage_days_soon(db, arena, &days);
		days.ahead = days.soon;
	}
	struct db_row *row = db_use_text(db, sheet_select_text(arena, what, actor, set));
	bind_filter(row, arena, actor, filter, sheet_select_is_page(what));
	if (late)
		stage_bind_any(row, arena, &days, filter->late_on, sheet_select_binds_latest(what, actor));
	if (tells_days)
		stage_bind_work(row, arena, &days, filter->late_on);
	return row;
}

static struct db_row *use(struct db *db, struct arena *arena, const struct actor *actor,
                          const struct sheet_filter *filter, enum sheet_select what)
{
	return use_set(db, arena, actor, filter, what, sheet_conditions(filter));
}

/* How many sheets have words that begin like the one asked for, as far as the tally alone can tell: exactly when all
 * have the same word (a sheet may have two that begin alike). */
struct word_figures { bool exact; int64_t sheets; };

static struct word_figures read_words(struct db *db, struct arena *arena, const struct actor *actor,
                                      const struct sheet_filter *f)
{
	struct word_figures out = { false, 0 };

	if (!sheet_select_can(SELECT_WORD_COUNT, actor, sheet_conditions(f)))
		return out;
	struct db_row *row = use(db, arena, actor, f, SELECT_WORD_COUNT);
	if (db_step(row) == DB_ROW)
		out = (struct word_figures){ db_int(row, 0) <= 1, db_int(row, 1) };
	db_done(row);
	return out;
}

static void read_row(struct db_row *row, struct arena *arena, struct sheet_row *out)
{
	*out = (struct sheet_row){
		.id = db_int(row, 0),
		.row_version = db_int(row, 1),
		.area_id = db_int(row, 2),
		.open_errors = db_int(row, 3),
		.open_warnings = db_int(row, 4),
		.state = read_state(row, 5),
		.since = read_time(row, 6, arena),
		.full_name = db_copy(row, 7, arena),
		.birth_date = db_copy(row, 8, arena),
		.citizen_id = db_copy(row, 9, arena),
		.paper_no = db_copy(row, 10, arena),
		.area_name = db_copy(row, 11, arena),
		.commune_name = db_copy(row, 12, arena),
		.collected_on = db_copy(row, 13, arena),
		.sex = db_int(row, 14),
		.accepted_at = read_time(row, 15, arena),
		.campaign_id = db_int(row, 16),
		.clock_from = read_time(row, 17, arena),
		.commune_id = db_int(row, 18),
		.enumerator_name = db_copy(row, 19, arena),
	};
}

static enum sheet_select page_of(const struct sheet_filter *f)
{
	static const enum sheet_select by_days[2][2][2] = {
		{ { SELECT_MOST_LATE, SELECT_LEAST_LATE }, { SELECT_SOONEST, SELECT_LEAST_LATE } },
		{ { SELECT_MOST_LATE_SHOWN, SELECT_LEAST_LATE_SHOWN }, { SELECT_SOONEST_SHOWN, SELECT_LEAST_LATE_SHOWN } },
	};
	static const enum sheet_select pages[2][2][2] = {
		{ { SELECT_NEWEST, SELECT_OLDEST }, { SELECT_LATEST, SELECT_EARLIEST } },
		{ { SELECT_NEWEST_SHOWN, SELECT_OLDEST_SHOWN }, { SELECT_LATEST_SHOWN, SELECT_EARLIEST_SHOWN } },
	};

	if (f->by_days_late)
		return by_days[f->hidden_rules != NULL][f->late_soon][f->oldest_first];
	if (f->by_batch)
		return f->hidden_rules != NULL ? SELECT_BATCHES_SHOWN : SELECT_BATCHES;
	return pages[f->hidden_rules != NULL][f->by_since][f->oldest_first];
}

/* ---- several words of a name: one pass for the page and the counts ---- */

/* The ids of a page, the first of it first. */
struct found_page {
	const struct sheet_filter *filter;
	int64_t *ids;
	size_t count;
};

static bool is_before(const struct sheet_filter *filter, int64_t a, int64_t b)
{
	return filter->oldest_first ? a < b : a > b;
}

/* Takes it into the page when it belongs there. */
static void take_found(struct found_page *page, int64_t id, enum state state)
{
	const struct sheet_filter *f = page->filter;
	size_t room = (size_t)f->limit, at = page->count;

	if ((f->state != STATE_NONE && state != f->state) || (f->after != 0 && !is_before(f, f->after, id)))
		return;
	if (page->count == room && !is_before(f, id, page->ids[room - 1]))
		return;
	page->count += page->count < room;
	at = page->count - 1;
	for (; at > 0 && is_before(f, id, page->ids[at - 1]); at--)
		page->ids[at] = page->ids[at - 1];
	page->ids[at] = id;
}

static enum err find_page(struct db *db, struct arena *arena, const struct actor *actor, struct found_page *page,
                          struct error *error)
{
	struct sheet_filter any = *page->filter;
	struct sheet_found *found = any.found;
	enum db_step step;

	any.state = STATE_NONE;
	any.after = 0;
	*found = (struct sheet_found){ .counted = false };
	page->ids = arena_array(arena, (size_t)any.limit, sizeof *page->ids);
	struct db_row *row = use(db, arena, actor, &any, SELECT_FOUND);
	while ((step = db_step(row)) == DB_ROW) {
		enum state state = read_state(row, 1);
		found->sheets[state]++;
		take_found(page, db_int(row, 0), state);
	}
	found->counted = step == DB_DONE;
	return found->counted ? ERR_OK : db_fault(db, error);
}

/* Among those that are found. */
static bool is_one_pass(const struct actor *actor, const struct sheet_filter *filter)
{
	return filter->found != NULL && scope_is_by_commune(actor) && !filter->by_since && !filter->by_days_late &&
	       filter->limit > 0 && sheet_conditions_words(sheet_conditions(filter));
}

static struct db_row *use_found(struct db *db, struct arena *arena, const struct actor *actor,
                                const struct found_page *page)
{
	struct sheet_filter filter = *page->filter;
	uint64_t set = sheet_conditions_found(sheet_conditions(&filter));

	filter.name = NULL;
	struct db_row *row = use_set(db, arena, actor, &filter, page_of(&filter), set);
	bind_ids(row, arena, page->ids, page->count);
	return row;
}

/* The rows of the page; NULL: it has none, or they could not be found. */
static struct db_row *use_page(struct db *db, struct arena *arena, const struct actor *actor,
                               const struct sheet_filter *filter, enum err *err, struct error *error)
{
	struct found_page page = { filter, NULL, 0 };

	if (is_one_pass(actor, filter)) {
		*err = find_page(db, arena, actor, &page, error);
		return page.count == 0 || *err != ERR_OK ? NULL : use_found(db, arena, actor, &page);
	}
	bool common = read_words(db, arena, actor, filter).sheets >
	              (actor->commune_id != 0 ? COMMON_IN_COMMUNE : COMMON_IN_ALL);
	uint64_t set = sheet_conditions(filter);
	return use_set(db, arena, actor, filter, page_of(filter), common ? sheet_conditions_common(set) : set);
}

enum err sheet_list(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter,
                    struct sheet_row **rows, size_t *count, struct error *error)
{
	enum err err = ERR_OK;
	struct db_row *row = use_page(db, arena, actor, filter, &err, error);
	struct rows list = { 0 };
	enum db_step step;

	*count = 0;
	if (row == NULL)
		return err;
	if (filter->hidden_rules != NULL)
		db_bind_text(row, ":hidden", filter->hidden_rules);
	while ((step = db_step(row)) == DB_ROW)
		read_row(row, arena, rows_add(&list, arena, sizeof(struct sheet_row)));
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

/* Each commune is looked up once. */
static enum err name_communes(struct db *db, struct arena *arena, struct sheet_row *rows, size_t count,
                              struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		struct area commune = { .id = 0 };
		size_t same = 0;
		while (rows[same].commune_id != rows[i].commune_id)
			same++;
		if (same == i)
			err = area_by_id_any(db, arena, rows[i].commune_id, &commune, error);
		rows[i].commune_name = same < i ? rows[same].commune_name : commune.full_name;
	}
	return err;
}

enum err sheet_list_brief(struct db *db, struct arena *arena, const struct actor *actor,
                          const struct sheet_filter *filter, struct sheet_row **rows, size_t *count,
                          struct error *error)
{
	struct db_row *row = use(db, arena, actor, filter, SELECT_OLDEST_BRIEF);
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		struct sheet_row *one = rows_add(&list, arena, sizeof *one);
		*one = (struct sheet_row){ .id = db_int(row, 0), .campaign_id = db_int(row, 1), .commune_id = db_int(row, 2) };
	}
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? name_communes(db, arena, *rows, *count, error) : db_fault(db, error);
}

enum err sheet_ids(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter,
                   int64_t **ids, size_t *count, struct error *error)
{
	struct db_row *row = use(db, arena, actor, filter, SELECT_IDS);
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW)
		*(int64_t *)rows_add(&list, arena, sizeof(int64_t)) = db_int(row, 0);
	*ids = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

/* Accepted sheets in no open batch: all that are accepted, less what open batches count (batch_verify). */
static enum err count_unbatched(struct db *db, struct arena *arena, const struct actor *actor, int64_t *total,
                                struct error *error)
{
	const struct sheet_filter accepted = { .state = STATE_ACCEPTED };
	int64_t batched = 0;
	enum err err = sheet_count(db, arena, actor, &accepted, total, error);

	if (err == ERR_OK)
		err = batch_count_sheets_open(db, actor, &batched, error);
	*total -= batched;
	return err;
}

/* Of that state, or of all. */
static int64_t sum_found(const struct sheet_found *found, enum state state)
{
	int64_t sheets = 0;

	for (int i = 0; i < STATE_COUNT; i++)
		sheets += state == STATE_NONE || i == (int)state ? found->sheets[i] : 0;
	return sheets;
}

enum err sheet_count(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter,
                     int64_t *total, struct error *error)
{
	if (filter->found != NULL && filter->found->counted) {
		*total = sum_found(filter->found, filter->state);
		return ERR_OK;
	}
	struct word_figures words = read_words(db, arena, actor, filter);
	if (words.exact) {
		*total = words.sheets;
		return ERR_OK;
	}
	uint64_t set = sheet_conditions(filter);
	if (filter->state == STATE_ACCEPTED && scope_sees_all(actor) && sheet_conditions_unbatched(set))
		return count_unbatched(db, arena, actor, total, error);
	enum sheet_select what = sheet_select_can(SELECT_CLOCK_COUNT, actor, set)    ? SELECT_CLOCK_COUNT
	                         : sheet_select_can(SELECT_TALLY_COUNT, actor, set)  ? SELECT_TALLY_COUNT
	                         : sheet_select_can(SELECT_WRITER_COUNT, actor, set) ? SELECT_WRITER_COUNT
	                         : sheet_select_can(SELECT_NAME_COUNT, actor, set)   ? SELECT_NAME_COUNT
	                                                                             : SELECT_COUNT;
	return read_number(db, use(db, arena, actor, filter, what), total, error);
}

enum err sheet_sum(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter,
                   struct sheet_sums *out, struct error *error)
{
	bool hidden = filter->hidden_rules != NULL;
	struct db_row *row = use(db, arena, actor, filter, hidden ? SELECT_SUMS_SHOWN : SELECT_SUMS);
	enum db_step step;

	if (hidden)
		db_bind_text(row, ":hidden", filter->hidden_rules);
	while ((step = db_step(row)) == DB_ROW)
		*out = (struct sheet_sums){ db_int(row, 0), db_int(row, 1), db_int(row, 2) };
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static enum sheet_select states_of(struct db *db, struct arena *arena, const struct actor *actor,
                                   const struct sheet_filter *any)
{
	if (sheet_select_can(SELECT_CLOCK_STATES, actor, sheet_conditions(any)))
		return SELECT_CLOCK_STATES;
	if (sheet_select_can(SELECT_HAMLET_STATES, actor, sheet_conditions(any)))
		return SELECT_HAMLET_STATES;
	if (sheet_select_can(SELECT_TALLY_STATES, actor, sheet_conditions(any)))
		return SELECT_TALLY_STATES;
	if (sheet_select_can(SELECT_WRITER_STATES, actor, sheet_conditions(any)))
		return SELECT_WRITER_STATES;
	return read_words(db, arena, actor, any).exact ? SELECT_WORD_STATES : SELECT_STATES;
}

static void list_found(const struct sheet_found *found, struct arena *arena, struct rows *list)
{
	for (int i = 0; i < STATE_COUNT; i++) {
		if (found->sheets[i] > 0)
			*(struct state_count *)rows_add(list, arena, sizeof(struct state_count)) =
				(struct state_count){ (enum state)i, found->sheets[i] };
	}
}

enum err sheet_count_states(struct db *db, struct arena *arena, const struct actor *actor,
                            const struct sheet_filter *filter, struct state_count **counts, size_t *count,
                            struct error *error)
{
	struct sheet_filter any = *filter;
	struct rows list = { 0 };
	enum db_step step = DB_DONE;
	struct db_row *row = NULL;

	any.state = STATE_NONE;
	if (any.found != NULL && any.found->counted)
		list_found(any.found, arena, &list);
	else
		row = use(db, arena, actor, &any, states_of(db, arena, actor, &any));
	while (row != NULL && (step = db_step(row)) == DB_ROW) {
		struct state_count *one = rows_add(&list, arena, sizeof *one);
		*one = (struct state_count){ read_state(row, 0), db_int(row, 1) };
	}
	*counts = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err sheet_count_late(struct db *db, struct arena *arena, const struct actor *actor, struct date day,
                          struct late_count **counts, size_t *count, struct error *error)
{
	const struct sheet_filter filter = { .late_on = day, .late_or_soon = true };
	enum scope_reach reach = scope_reach(actor);
	enum sheet_select what = reach == SCOPE_COMMUNES  ? SELECT_CLOCK_LATE
	                         : reach == SCOPE_HAMLETS ? SELECT_HAMLET_LATE
	                                                  : SELECT_OWN_LATE;
	struct db_row *row = use(db, arena, actor, &filter, what);
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		struct late_count *one = rows_add(&list, arena, sizeof *one);
		*one = (struct late_count){ read_state(row, 0), db_int(row, 1), db_int(row, 2) };
	}
	*counts = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}
