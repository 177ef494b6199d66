/* The register of all batches, with what became of them: sổ theo dõi. */
#include "base/clock.h"
#include "base/memory.h"
#include "report/handover/handback_tables.h"
#include "store/admin/office.h"
#include "store/handover/outcome.h"
#include "store/handover/paper.h"
#include "table/display.h"
#include "text/label.h"

enum ledger_wait { WAIT_ANY, WAIT_SIGN, WAIT_ENTRY, WAIT_PAPER };

struct ledger_query { enum ledger_wait wait; };

struct ledger_line {
	struct batch batch;
	const char *name;
	enum batch_state state;
	int64_t reasons[POLICE_REASONS + 1];
	const char *minutes;            /* their number or, without one, the day of the signature; NULL: none are issued */
	int64_t left;                   /* to be entered */
	int64_t days;                   /* for which it waits, to be signed for or entered; -1: it does not */
	int64_t out;                    /* papers that the police have done with and that did not come back */
};

#define BATCH_AT(member) offsetof(struct ledger_line, batch.member)
#define LINE_AT(member) offsetof(struct ledger_line, member)

static const struct column columns[] = {
	{ "id", MSG_HEAD_ID, KIND_ID, BATCH_AT(id), COLUMN_FILE, 0 },
	{ "number", MSG_HEAD_BATCH, KIND_ID, BATCH_AT(number), COLUMN_FILE, 0 },
	{ "year", MSG_HEAD_BATCH, KIND_ID, BATCH_AT(year), COLUMN_FILE, 0 },
	{ "batch", MSG_HEAD_BATCH, KIND_CODE, LINE_AT(name), COLUMN_SHOWN, 0 },
	{ "commune", MSG_LEVEL_COMMUNE, KIND_NAME, BATCH_AT(commune_name), COLUMN_FILE, 0 },
	{ "campaign", MSG_FILTER_CAMPAIGN, KIND_CODE, BATCH_AT(campaign_code), COLUMN_FILE, 0 },
	{ "state", MSG_HEAD_BATCH_STATE, KIND_BATCH, LINE_AT(state), COLUMN_ANYWHERE, 0 },
	{ "made_at", MSG_HEAD_DELIVERED_AT, KIND_TIME, BATCH_AT(delivered_at), COLUMN_ANYWHERE, 0 },
	{ "signed_at", MSG_HEAD_SIGNED_AT, KIND_TIME, BATCH_AT(signed_at), COLUMN_ANYWHERE, 0 },
	{ "signed_by", MSG_HEAD_SIGNED_BY, KIND_NAME, BATCH_AT(signed_name), COLUMN_FILE, 0 },
	{ "paper_signed_on", MSG_HEAD_LIST_DAY, KIND_DAY, BATCH_AT(paper_day), COLUMN_FILE, 0 },
	{ "paper_signer", MSG_HEAD_LIST_SIGNER, KIND_NAME, BATCH_AT(paper_signer), COLUMN_FILE, 0 },
	{ "minutes", MSG_HEAD_MINUTES, KIND_CODE, LINE_AT(minutes), COLUMN_ANYWHERE, 0 },
	{ "listed", MSG_HEAD_LISTED, KIND_COUNT, BATCH_AT(sheets), COLUMN_ANYWHERE, 0 },
	{ "present", MSG_HEAD_PRESENT, KIND_COUNT, BATCH_AT(present), COLUMN_ANYWHERE, 0 },
	{ "missing", MSG_HEAD_MISSING, KIND_SOME, BATCH_AT(missing), COLUMN_ANYWHERE, 0 },
	{ "extra", MSG_HEAD_EXTRA, KIND_TEXT, BATCH_AT(extra), COLUMN_FILE, 0 },
	{ "entered", MSG_HEAD_ENTERED, KIND_COUNT, BATCH_AT(entered), COLUMN_ANYWHERE, 0 },
	{ "by_paper", MSG_HEAD_BY_PAPER, KIND_SOME, BATCH_AT(by_paper), COLUMN_ANYWHERE, 0 },
	{ "returned", MSG_HEAD_GIVEN_BACK, KIND_SOME, BATCH_AT(returned), COLUMN_ANYWHERE, 0 },
	{ "returned_1", MSG_HEAD_REASON_1, KIND_SOME, LINE_AT(reasons[1]), COLUMN_WIDE, 0 },
	{ "returned_2", MSG_HEAD_REASON_2, KIND_SOME, LINE_AT(reasons[2]), COLUMN_WIDE, 0 },
	{ "returned_3", MSG_HEAD_REASON_3, KIND_SOME, LINE_AT(reasons[3]), COLUMN_WIDE, 0 },
	{ "returned_4", MSG_HEAD_REASON_4, KIND_SOME, LINE_AT(reasons[4]), COLUMN_WIDE, 0 },
	{ "returned_5", MSG_HEAD_REASON_5, KIND_SOME, LINE_AT(reasons[5]), COLUMN_WIDE, 0 },
	{ "returned_6", MSG_HEAD_REASON_6, KIND_SOME, LINE_AT(reasons[6]), COLUMN_WIDE, 0 },
	{ "returned_7", MSG_HEAD_REASON_7, KIND_SOME, LINE_AT(reasons[7]), COLUMN_WIDE, 0 },
	{ "returned_8", MSG_HEAD_REASON_8, KIND_SOME, LINE_AT(reasons[8]), COLUMN_WIDE, 0 },
	{ "left", MSG_HEAD_LEFT_TO_ENTER, KIND_COUNT, LINE_AT(left), COLUMN_ANYWHERE, 0 },
	{ "days", MSG_HEAD_DAYS_WAITING, KIND_DAYS, LINE_AT(days), COLUMN_ANYWHERE, 0 },
	{ "back", MSG_HEAD_PAPERS_BACK, KIND_COUNT, BATCH_AT(back), COLUMN_ANYWHERE, 0 },
	{ "out", MSG_HEAD_PAPERS_OUT, KIND_SOME, LINE_AT(out), COLUMN_ANYWHERE, 0 },
};

/* ---- which ---- */

static const struct filter_choice waits[] = {
	{ "sign", MSG_WAIT_SIGN }, { "entry", MSG_WAIT_ENTRY }, { "paper", MSG_WAIT_PAPER },
};

static bool read_wait(struct table_ask *ask, const char *text, void *place)
{
	(void)ask;
	for (size_t i = 0; i < COUNT(waits); i++) {
		if (strcmp(waits[i].value, text) == 0) {
			*(enum ledger_wait *)place = (enum ledger_wait)(i + 1);
			return true;
		}
	}
	return false;
}

static const struct filter_kind filter_wait = { .look = LOOK_SELECT, .read = read_wait, FILTER_CHOICES(waits) };
static const struct table_filter filters[] = {
	{ "wait", MSG_HEAD_BATCH_STATE, &filter_wait, offsetof(struct ledger_query, wait), NULL },
};

/* ---- rows ---- */

static int64_t days_since(const struct table_ask *ask, const char *at)
{
	return date_to_days(ask->today) - date_to_days(clock_day_of(at));
}

static struct ledger_line line_of(const struct table_ask *ask, const struct batch *b)
{
	struct ledger_line line = { .batch = *b, .name = display_batch(ask->reader.arena, b->number, b->year),
		.state = batch_state(b), .days = -1, .out = b->entered + b->returned - b->back };

	line.left = b->present - b->entered - b->returned;
	if (line.state == BATCH_OPEN && b->sheets > 0)
		line.days = days_since(ask, b->delivered_at);
	else if (line.left > 0)
		line.days = days_since(ask, b->signed_at);
	return line;
}

static bool is_asked(const struct table_ask *ask, const struct ledger_line *line)
{
	switch (((const struct ledger_query *)ask->filter)->wait) {
	case WAIT_SIGN: return line->state == BATCH_OPEN && line->batch.sheets > 0;
	case WAIT_ENTRY: return line->left > 0;
	case WAIT_PAPER: return line->out > 0;
	case WAIT_ANY: break;
	}
	return true;
}

static void add_up(struct ledger_line *sum, const struct ledger_line *line)
{
	sum->batch.sheets += line->batch.sheets;
	sum->batch.present += line->batch.present;
	sum->batch.missing += line->batch.missing;
	sum->batch.entered += line->batch.entered;
	sum->batch.by_paper += line->batch.by_paper;
	sum->batch.returned += line->batch.returned;
	sum->batch.back += line->batch.back;
	sum->left += line->left;
	sum->out += line->out;
	for (int i = 0; i <= POLICE_REASONS; i++)
		sum->reasons[i] += line->reasons[i];
}

/* The office that was asked for last. */
struct ledger_office { int64_t commune_id; struct office office; };

/* "05/BB-UBND" of the body whose number it is; "06/06/2024" of what has none. */
static enum err read_minutes(struct db *db, const struct table_ask *ask, const struct batch *b,
                             struct ledger_office *last, const char **out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct paper_name name;
	char day[DATE_TEXT];
	enum err err = paper_name_any(db, arena, PAPER_HANDOVER, b->id, &name, error);

	if (err != ERR_OK || name.id == 0)
		return err;
	if (name.number == 0) {
		date_to_shown(clock_day_of(name.issued_at), day);
		*out = arena_text(arena, day);
		return ERR_OK;
	}
	if (last->commune_id != b->commune_id)
		office_read_any(db, arena, b->commune_id, &last->office);
	last->commune_id = b->commune_id;
	*out = arena_print(arena, "%02lld/%s-%s", (long long)name.number, message_text(MSG_PAPER_MINUTES_CODE),
	                   name.body == BODY_POLICE ? message_text(MSG_PAPER_POLICE_CODE) : last->office.code);
	return ERR_OK;
}

static enum err read_ledger(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct ledger_line *sum = arena_alloc(arena, sizeof *sum);
	struct ledger_office last = { .commune_id = 0 };
	struct batch *batches;
	size_t count;
	enum err err = batch_list(db, arena, ask->reader.actor, 0, INT32_MAX, &batches, &count, error);

	if (err != ERR_OK)
		return err;
	struct ledger_line *lines = arena_array(arena, count + 1, sizeof *lines);
	*sum = (struct ledger_line){ .name = message_text(MSG_SUM), .state = BATCH_STATE_COUNT, .days = -1 };
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		struct ledger_line *line = &lines[out->count];
		*line = line_of(ask, &batches[i]);
		if (!is_asked(ask, line))
			continue;
		if (line->batch.returned > 0)
			err = outcome_reasons_any(db, line->batch.id, line->reasons, error);
		if (err == ERR_OK && line->state == BATCH_SIGNED)
			err = read_minutes(db, ask, &line->batch, &last, &line->minutes, error);
		add_up(sum, line);
		out->count++;
	}
	out->items = lines;
	out->sum = sum;
	return err;
}

static const char *link_batch(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/handovers/%lld", (long long)((const struct ledger_line *)row)->batch.id);
}

const struct table ledger_table = {
	.name = "so-theo-doi",
	.path = "/ledger",
	.title = MSG_TITLE_LEDGER,
	.found = MSG_COUNT_BATCHES,
	.empty = MSG_NO_BATCHES,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct ledger_query),
	.row_size = sizeof(struct ledger_line),
	.small = true,
	.id = BATCH_AT(id),
	.read = read_ledger,
	.link = link_batch,
};
