/* Lists of sheets, composed from constant fragments: one statement per shape of filter, everything typed is bound. */
#include "base/buf.h"
#include "store/addition.h"
#include "store/scope.h"
#include "store/tables.h"

enum { SQL_LIMIT = 8192 };

/* The ids of the page are found first, from indexes alone; only its rows are read and joined. */
#define LIST_COLUMNS(errors, warnings) \
	"SELECT s.id, s.row_version, s.area_id, " errors ", " warnings ", s.state, s.since, s.full_name, s.birth_date, " \
	"s.citizen_id, s.paper_no, a.full_name, c.full_name, e.full_name, s.collected_on, s.sex, s.accepted_at, s.campaign_id " \
	"FROM worker_sheet s LEFT JOIN area a ON a.id = s.area_id JOIN area c ON c.id = s.commune_id " \
	"LEFT JOIN app_user e ON e.id = s.enumerator_id WHERE s.id IN (SELECT s.id FROM worker_sheet s WHERE "

static const char all_columns[] = LIST_COLUMNS("s.open_errors", "s.open_warnings");
/* The same where some rules are not the reader's to know of. */
#define OPEN_SHOWN(counter, which) \
	"CASE WHEN " counter " = 0 THEN 0 ELSE (SELECT count(*) FROM finding f WHERE f.sheet_id = s.id AND f.severity = " which \
	" AND instr(:hidden, ' ' || f.rule || ' ') = 0) END"
static const char shown_columns[] = LIST_COLUMNS(OPEN_SHOWN("s.open_errors", "'E'"), OPEN_SHOWN("s.open_warnings", "'W' AND f.confirmed_by IS NULL"));

/* Areas at or below the one asked for; beside the scope, never instead of it. */
#define WITH_PLACE \
	", place(id) AS (SELECT :area UNION SELECT p.id FROM place JOIN area p ON p.parent_id = place.id) "

/* A condition that is there when its part of the filter is; over the tally, where that can tell. */
struct fragment {
	bool (*wanted)(const struct sheet_filter *filter);
	const char *sql, *tally;
};

static bool has_state(const struct sheet_filter *f) { return f->state != NULL; }
static bool has_area(const struct sheet_filter *f) { return f->area_id != 0; }
static bool has_campaign(const struct sheet_filter *f) { return f->campaign_id != 0; }
static bool has_enumerator(const struct sheet_filter *f) { return f->enumerator_id != 0; }
static bool has_name(const struct sheet_filter *f) { return f->name != NULL; }
static bool has_exact_id(const struct sheet_filter *f) { return f->citizen_id != NULL && f->citizen_exact; }
static bool has_id_start(const struct sheet_filter *f) { return f->citizen_id != NULL && !f->citizen_exact; }
static bool has_paper_no(const struct sheet_filter *f) { return f->paper_no != NULL; }
static bool wants_clean(const struct sheet_filter *f) { return f->clean > 0 && f->hidden_rules == NULL; }
static bool wants_unclean(const struct sheet_filter *f) { return f->clean < 0 && f->hidden_rules == NULL; }
static bool wants_shown_clean(const struct sheet_filter *f) { return f->clean > 0 && f->hidden_rules != NULL; }
static bool wants_shown_unclean(const struct sheet_filter *f) { return f->clean < 0 && f->hidden_rules != NULL; }
static bool is_addition(const struct sheet_filter *f) { return f->addition != ADDITION_NONE; }
static bool is_added_kind(const struct sheet_filter *f) { return f->addition == ADDITION_KIND; }
static bool is_police_return(const struct sheet_filter *f) { return f->addition == ADDITION_POLICE; }
static bool has_no_number(const struct sheet_filter *f) { return f->addition == ADDITION_NUMBER; }
static bool has_rule(const struct sheet_filter *f) { return f->rule != NULL; }
static bool wants_no_batch(const struct sheet_filter *f) { return f->no_batch; }
static bool goes_down(const struct sheet_filter *f) { return f->after != 0 && !f->oldest_first; }
static bool goes_up(const struct sheet_filter *f) { return f->after != 0 && f->oldest_first; }

#define IN_PLACE " AND (s.area_id IN (SELECT id FROM place) OR s.commune_id IN (SELECT id FROM place))"

#define HAS_RULE \
	" AND EXISTS (SELECT 1 FROM finding f WHERE f.sheet_id = s.id AND f.rule = :rule AND f.confirmed_by IS NULL)"

/* Open for a reader to whom some rules are hidden; the tallies know nothing of that. */
#define SHOWN_OPEN \
	"((s.open_errors > 0 OR s.open_warnings > 0) AND EXISTS (SELECT 1 FROM finding f WHERE f.sheet_id = s.id AND (f.severity = 'E' OR " \
	"(f.severity = 'W' AND f.confirmed_by IS NULL)) AND instr(:hidden, ' ' || f.rule || ' ') = 0))"

static const struct fragment fragments[] = {
	{ has_state, " AND s.state = :state", " AND s.state = :state" },
	{ has_area, IN_PLACE, IN_PLACE },
	{ has_campaign, " AND s.campaign_id = :campaign", " AND s.campaign_id = :campaign" },
	{ has_enumerator, " AND s.enumerator_id = :enumerator", NULL },
	{ wants_clean, " AND s.open_errors = 0 AND s.open_warnings = 0", " AND s.open = 0" },
	{ wants_unclean, " AND (s.open_errors > 0 OR s.open_warnings > 0)", " AND s.open = 1" },
	{ wants_shown_clean, " AND NOT " SHOWN_OPEN, NULL },
	{ wants_shown_unclean, " AND " SHOWN_OPEN, NULL },
	{ has_rule, HAS_RULE, NULL },
	{ is_added_kind, " AND " ADDITION_KIND_SQL("s."), NULL },
	{ is_police_return, " AND " ADDITION_POLICE_SQL("s."), NULL },
	{ has_no_number, " AND " ADDITION_NUMBER_SQL("s."), NULL },
	{ wants_no_batch, " AND NOT EXISTS (SELECT 1 FROM handover_sheet b WHERE b.sheet_id = s.id AND b.outcome = 'open')", NULL },
};
static const struct fragment page_fragments[] = {
	{ goes_down, " AND s.id < :after", NULL },
	{ goes_up, " AND s.id > :after", NULL },
};

/* Conditions that few sheets meet: for the roles that see whole communes, found by an index of their own before the list is put in order. */
static const struct { bool (*wanted)(const struct sheet_filter *filter); const char *inner, *plain; } needles[] = {
	{ has_exact_id, " AND x.citizen_id = :citizen", " AND s.citizen_id = :citizen" },
	{ has_id_start, " AND x.citizen_id >= :citizen AND x.citizen_id < :citizen_end",
	  " AND s.citizen_id >= :citizen AND s.citizen_id < :citizen_end" },
	{ has_paper_no, " AND x.paper_no = :paper", " AND s.paper_no = :paper" },
	{ is_addition, " AND " ADDITION_ANY_SQL("x.") " AND " STORE_LIVE("x"), " AND " ADDITION_ANY_SQL("s.") " AND " STORE_LIVE("s") },
};
#define NEEDLE_OF_COMMUNE " AND s.id IN (SELECT x.id FROM worker_sheet x WHERE x.commune_id = :commune"
#define NEEDLE_OF_MANY " AND s.id IN (SELECT x.id FROM worker_sheet x WHERE x.commune_id IN (SELECT id FROM scope)"

/* The last word of a name, as Vietnamese names go, tells people apart best: by it the candidates are found; every word must be there. */
#define LAST_WORD " AND w.word >= :word AND w.word < :word_end)"
#define WORD_OF_COMMUNE " AND s.id IN (SELECT w.sheet_id FROM sheet_word w WHERE w.commune_id = :commune" LAST_WORD
#define WORD_OF_MANY " AND s.id IN (SELECT w.sheet_id FROM sheet_word w WHERE w.commune_id IN (SELECT id FROM scope)" LAST_WORD
#define EVERY_WORD " AND s.name_fold LIKE :name ESCAPE '\\'"
/* A word that many have is met soon along the ids of a commune, or of all; what is rare is better looked up first. */
enum { COMMON_IN_COMMUNE = 700, COMMON_IN_ALL = 4500 };
#define HAS_WORD " AND EXISTS (SELECT 1 FROM sheet_word w WHERE w.sheet_id = s.id AND w.word >= :word AND w.word < :word_end)"
#define WORD_RANGE " AND s.word >= :word AND s.word < :word_end AND s.sheets > 0"

/* What a statement goes over: sheets (s); sheets, where one word that many have is asked for; sheet_tally s; sheet_word_tally s. */
enum shape { ROWS, COMMON_ROWS, TALLY, WORDS };

static bool searches_words(const struct actor *actor, const struct sheet_filter *f)
{
	return f->name != NULL && scope_is_by_commune(actor);
}

static bool tally_can_tell(const struct actor *actor, const struct sheet_filter *f)
{
	bool can = scope_is_by_commune(actor) && !has_name(f);

	for (size_t i = 0; i < COUNT(needles); i++)
		can &= !needles[i].wanted(f);
	for (size_t i = 0; i < COUNT(fragments); i++)
		can &= !fragments[i].wanted(f) || fragments[i].tally != NULL;
	return can;
}

/* One word, perhaps in one state, and nothing else. */
static bool asks_one_word(const struct actor *actor, const struct sheet_filter *f)
{
	bool one = searches_words(actor, f) && strchr(f->name, ' ') == NULL;

	for (size_t i = 0; i < COUNT(needles); i++)
		one &= !needles[i].wanted(f);
	for (size_t i = 0; i < COUNT(fragments); i++)
		one &= !fragments[i].wanted(f) || fragments[i].wanted == has_state;
	return one;
}

static void add_fragments(struct buf *sql, const struct sheet_filter *filter, enum shape shape, const struct fragment *list,
                          size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (list[i].wanted(filter))
			buf_text(sql, shape >= TALLY ? list[i].tally : list[i].sql);
	}
}

static void add_needles(struct buf *sql, const struct actor *actor, const struct sheet_filter *filter)
{
	const char *begin = actor->commune_id != 0 ? NEEDLE_OF_COMMUNE : NEEDLE_OF_MANY;

	for (size_t i = 0; i < COUNT(needles); i++) {
		if (!needles[i].wanted(filter))
			continue;
		if (!scope_is_by_commune(actor)) {
			buf_text(sql, needles[i].plain);
			continue;
		}
		buf_text(sql, begin);
		buf_text(sql, needles[i].inner);
		buf_char(sql, ')');
	}
}

static void add_name(struct buf *sql, const struct actor *actor, const struct sheet_filter *filter, enum shape shape)
{
	if (!has_name(filter))
		return;
	if (shape == COMMON_ROWS)
		buf_text(sql, HAS_WORD);
	else if (searches_words(actor, filter))
		buf_text(sql, actor->commune_id != 0 ? WORD_OF_COMMUNE : WORD_OF_MANY);
	if (!searches_words(actor, filter) || strchr(filter->name, ' ') != NULL)
		buf_text(sql, EVERY_WORD);
}

/* "duc hanh" -> "%duc%hanh%": the words in their order, anywhere in the name. */
static const char *like_pattern(struct arena *arena, const char *name)
{
	struct buf pattern;

	buf_init(&pattern, arena, SQL_LIMIT);
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

	if (searches_words(actor, f)) {
		db_bind_text(row, ":word", last);
		db_bind_text(row, ":word_end", arena_print(arena, "%s\xf4\x8f\xbf\xbf", last));
	}
	if (!searches_words(actor, f) || space != NULL)
		db_bind_text(row, ":name", like_pattern(arena, f->name));
}

static void bind_filter(struct db_row *row, struct arena *arena, const struct actor *actor, const struct sheet_filter *f, bool page)
{
	scope_bind_ordered(row, actor);
	if (f->state != NULL)
		db_bind_text(row, ":state", f->state);
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
	if (has_id_start(f))
		db_bind_text(row, ":citizen_end", arena_print(arena, "%s:", f->citizen_id));
	if (f->paper_no != NULL)
		db_bind_text(row, ":paper", f->paper_no);
	if (wants_shown_clean(f) || wants_shown_unclean(f))
		db_bind_text(row, ":hidden", f->hidden_rules);
	if (page && f->after != 0)
		db_bind_int(row, ":after", f->after);
	if (page)
		db_bind_int(row, ":limit", f->limit);
}

static struct db_row *compose(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter,
                              enum shape shape, const char *select, const char *end)
{
	struct buf sql;
	bool page = strstr(end, ":limit") != NULL;

	buf_init(&sql, arena, SQL_LIMIT);
	buf_text(&sql, SCOPE_WITH);
	if (filter->area_id != 0)
		buf_text(&sql, WITH_PLACE);
	buf_text(&sql, select);
	buf_text(&sql, page || actor->commune_id != 0 ? scope_ordered(actor) : scope_sheets(actor));
	add_fragments(&sql, filter, shape, fragments, COUNT(fragments));
	if (shape < TALLY) {
		add_needles(&sql, actor, filter);
		add_name(&sql, actor, filter, shape);
	}
	if (shape == WORDS)
		buf_text(&sql, WORD_RANGE);
	if (page)
		add_fragments(&sql, filter, ROWS, page_fragments, COUNT(page_fragments));
	buf_text(&sql, end);
	struct db_row *row = db_use_text(db, sql.data);
	bind_filter(row, arena, actor, filter, page);
	return row;
}

/* How many sheets have words that begin like the one asked for, as far as the tally alone can tell: exactly when all have the same word (a
 * sheet may have two that begin alike). */
struct word_figures { bool exact; int64_t sheets; };

static struct word_figures read_words(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *f)
{
	struct word_figures out = { false, 0 };

	if (!asks_one_word(actor, f))
		return out;
	struct db_row *row = compose(db, arena, actor, f, WORDS, "SELECT count(DISTINCT s.word), COALESCE(sum(s.sheets), 0) "
	                             "FROM sheet_word_tally s WHERE ", "");
	if (db_step(row) == DB_ROW)
		out = (struct word_figures){ db_int(row, 0) <= 1, db_int(row, 1) };
	db_done(row);
	return out;
}

static void read_row(struct db_row *row, struct arena *arena, struct sheet_row *out)
{
	*out = (struct sheet_row){
		.id = db_int(row, 0), .row_version = db_int(row, 1), .area_id = db_int(row, 2), .open_errors = db_int(row, 3),
		.open_warnings = db_int(row, 4), .state = db_copy(row, 5, arena), .since = db_copy(row, 6, arena),
		.full_name = db_copy(row, 7, arena), .birth_date = db_copy(row, 8, arena), .citizen_id = db_copy(row, 9, arena),
		.paper_no = db_copy(row, 10, arena), .area_name = db_copy(row, 11, arena), .commune_name = db_copy(row, 12, arena),
		.enumerator_name = db_copy(row, 13, arena), .collected_on = db_copy(row, 14, arena), .sex = db_int(row, 15),
		.accepted_at = db_copy(row, 16, arena), .campaign_id = db_int(row, 17),
	};
}

enum err sheet_list(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter,
                    struct sheet_row **rows, size_t *count, struct error *error)
{
	const char *end = filter->oldest_first ? " ORDER BY s.id LIMIT :limit) ORDER BY s.id"
	                                       : " ORDER BY s.id DESC LIMIT :limit) ORDER BY s.id DESC";
	bool common = read_words(db, arena, actor, filter).sheets > (actor->commune_id != 0 ? COMMON_IN_COMMUNE : COMMON_IN_ALL);
	const char *columns = filter->hidden_rules == NULL ? all_columns : shown_columns;
	struct db_row *row = compose(db, arena, actor, filter, common ? COMMON_ROWS : ROWS, columns, end);
	struct rows list = { 0 };
	enum db_step step;

	if (filter->hidden_rules != NULL)
		db_bind_text(row, ":hidden", filter->hidden_rules);
	while ((step = db_step(row)) == DB_ROW)
		read_row(row, arena, rows_add(&list, arena, sizeof(struct sheet_row)));
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err sheet_ids(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter, int64_t **ids,
                   size_t *count, struct error *error)
{
	struct db_row *row = compose(db, arena, actor, filter, ROWS, "SELECT s.id FROM worker_sheet s WHERE ", " ORDER BY s.id");
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW)
		*(int64_t *)rows_add(&list, arena, sizeof(int64_t)) = db_int(row, 0);
	*ids = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err sheet_count(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter, int64_t *total,
                     struct error *error)
{
	struct word_figures words = read_words(db, arena, actor, filter);
	if (words.exact) {
		*total = words.sheets;
		return ERR_OK;
	}
	struct db_row *row = tally_can_tell(actor, filter)
		? compose(db, arena, actor, filter, TALLY, "SELECT COALESCE(sum(s.sheets), 0) FROM sheet_tally s WHERE ", "")
		: compose(db, arena, actor, filter, ROWS, "SELECT count(*) FROM worker_sheet s WHERE ", "");

	return read_number(db, row, total, error);
}

static struct db_row *compose_states(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *any)
{
	if (tally_can_tell(actor, any))
		return compose(db, arena, actor, any, TALLY, "SELECT s.state, sum(s.sheets) FROM sheet_tally s WHERE s.sheets > 0 AND ",
		               " GROUP BY s.state");
	if (read_words(db, arena, actor, any).exact)
		return compose(db, arena, actor, any, WORDS, "SELECT s.state, sum(s.sheets) FROM sheet_word_tally s WHERE ", " GROUP BY s.state");
	return compose(db, arena, actor, any, ROWS, "SELECT s.state, count(*) FROM worker_sheet s WHERE ", " GROUP BY s.state");
}

enum err sheet_count_states(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter,
                            struct state_count **counts, size_t *count, struct error *error)
{
	struct sheet_filter any = *filter;
	any.state = NULL;
	struct db_row *row = compose_states(db, arena, actor, &any);
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		struct state_count *one = rows_add(&list, arena, sizeof *one);
		*one = (struct state_count){ db_copy(row, 0, arena), db_int(row, 1) };
	}
	*counts = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

bool sheet_visible(struct db *db, const struct actor *actor, int64_t id)
{
	char sql[SQL_LIMIT];

	snprintf(sql, sizeof sql, SCOPE_WITH "SELECT 1 FROM worker_sheet s WHERE s.id = :id AND %s", scope_sheets(actor));
	struct db_row *row = db_use_text(db, sql);
	scope_bind(row, actor);
	db_bind_int(row, ":id", id);
	bool visible = db_step(row) == DB_ROW;
	db_done(row);
	return visible;
}
