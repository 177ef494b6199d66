#include "workflow/import/import.h"

#include "base/buf.h"
#include "base/memory.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "workflow/history.h"
#include "workflow/import/twice.h"
#include "workflow/import/unread.h"

enum { PIECE_ARENA = 256 << 20, ROW_ARENA = 64 << 20, WHY_LIMIT = 16 << 10, PIECE_BYTES = 1 << 20 };

/* One row of the piece at hand. */
struct piece_row {
	struct import_line line;        /* copied */
	struct import_record record;
	size_t read_faults;             /* of its faults: those of its cells, found when it was read */
	enum import_outcome outcome;
};

struct running {
	const struct import_order *order;
	const struct import_plan *plan;
	struct import_result *out;
	struct import_work work;
	struct arena *piece_arena, *row_arena;
	struct piece_row *rows;         /* of one transaction */
	size_t count, bytes;            /* of them; of their texts */
	bool last;                      /* the piece is the last one */
	struct twice twice;
	struct unread unread;
	int64_t before;                 /* the row that was read last; 0: none */
	int64_t counted;                /* rows up to that one were counted before it broke off; 0: none */
	struct import_row row;          /* as it stands in the database */
	struct import_row next;         /* as the task that runs makes it */
};

/* ---- the first reading ---- */

enum err import_look(struct arena *arena, const struct import_source *source, const struct import_columns *columns,
                     struct import_plan *out, struct error *error)
{
	struct plan_search search;
	struct import_line line;
	struct arena *line_arena = arena_new(ROW_ARENA);
	bool more = true;
	enum err err = line_arena == NULL ? error_set(error, ERR_UNAVAILABLE, NULL, "no memory for the rows of an import")
	                                  : source->rewind(source->arg, error);

	plan_begin(&search, arena, line_arena, columns, &source->fonts);
	while (err == ERR_OK && (err = source->next(source->arg, &line, &more, error)) == ERR_OK && more)
		plan_line(&search, &line);
	if (err == ERR_OK)
		plan_end(&search, out);
	arena_free(line_arena);
	return err;
}

/* ---- reading a row ---- */

static void copy_line(struct running *r, const struct import_line *line, struct import_line *out)
{
	struct import_cell *cells = arena_array(r->piece_arena, line->count + 1, sizeof *cells);

	for (size_t i = 0; i < line->count; i++) {
		size_t length = strlen(line->cells[i].text);
		cells[i] = (struct import_cell){ line->cells[i].kind,
			arena_text_n(r->piece_arena, line->cells[i].text, length) };
		r->bytes += length;
	}
	*out = *line;
	out->cells = cells;
}

static void add_fault(struct import_record *record, size_t column, const char *text)
{
	if (record->fault_count < FAULTS_MOST)
		record->faults[record->fault_count++] = (struct import_fault){ (int)column, text };
}

/* What stands for a row that does not say its own. */
static const char *instead(const struct running *r, const struct import_column *column)
{
	const struct form *form = r->order->workflow->form;
	bool area = column->kind == HOLDS_AREA || column->kind == HOLDS_AREAS;
	bool day = column->field != NULL && column->field == form->collected_on;

	return area ? r->order->area : day ? r->order->day : NULL;
}

static const char *read_value(struct running *r, const struct import_line *line, size_t column,
                              struct import_record *record)
{
	const struct import_column *about = &r->plan->columns->items[column];
	int place = r->plan->places[column];
	enum legacy_encoding font = r->plan->fonts[column];
	const struct cell_way way = { about, font, r->plan->judges.has, font == r->order->convert };
	const char *fault = NULL, *value = NULL;

	if (place >= 0 && (size_t)place < line->count)
		value = cell_read(r->piece_arena, &way, &line->cells[place], &fault);
	if (fault != NULL)
		add_fault(record, column, fault);
	else if (value == NULL)
		value = instead(r, about);
	if (value == NULL && fault == NULL && about->required && about->field == NULL)
		add_fault(record, column, message_with_one(r->piece_arena, MSG_IMPORT_EMPTY, about->label));
	return value;
}

/* Of what the row says, for the same things, in any order of the columns. */
static void digest(struct running *r, struct import_record *record)
{
	const struct import_columns *columns = r->plan->columns;
	const char **said = arena_array(r->piece_arena, columns->count * 2 + 2, sizeof *said);
	size_t count = 0;

	said[count++] = r->order->importer->code;
	said[count++] = r->order->campaign == NULL ? "" : r->order->campaign->code;
	for (size_t i = 0; i < columns->count; i++) {
		if (record->values[i] == NULL)
			continue;
		said[count++] = columns->items[i].name;
		said[count++] = utf8_fold(r->piece_arena, record->values[i]);
	}
	hash_list(said, count, record->digest);
}

static void read_row(struct running *r, const struct import_line *line)
{
	struct piece_row *row = &r->rows[r->count++];
	size_t columns = r->plan->columns->count;
	const char **values = arena_array(r->piece_arena, columns, sizeof *values);

	*row = (struct piece_row){ .record = { .number = line->number, .values = values } };
	copy_line(r, line, &row->line);
	for (size_t i = 0; i < columns; i++)
		values[i] = read_value(r, &row->line, i, &row->record);
	row->read_faults = row->record.fault_count;
	digest(r, &row->record);
}

static void leave_out(struct running *r, int64_t first, int64_t last, enum import_unread why)
{
	r->out->unread[why] += last - first + 1;
	if (r->order->told_unread != NULL)
		r->order->told_unread(r->order->arg, first, last, why);
}

/* Rows that have nothing are not given. */
static void note_gap(struct running *r, int64_t number)
{
	int64_t before = r->before == 0 ? r->plan->first - 1 : r->before;

	if (number > before + 1)
		leave_out(r, before + 1, number - 1, UNREAD_EMPTY);
	r->before = number;
}

static void take_line(struct running *r, const struct import_line *line)
{
	enum import_unread why = unread_judge(&r->unread, r->piece_arena, r->plan, line);

	note_gap(r, line->number);
	if (why != UNREAD_KINDS) {
		leave_out(r, line->number, line->number, why);
		return;
	}
	if (line->hidden && r->order->told_hidden != NULL)
		r->order->told_hidden(r->order->arg, line->number);
	r->out->hidden += line->hidden;
	read_row(r, line);
}

/* Rows until the piece is full, by their number or by what they say, or the table ends. */
static enum err read_piece(struct running *r, struct error *error)
{
	const struct import_source *source = &r->order->source;
	struct import_line line;
	bool more = true;
	enum err err = ERR_OK;

	arena_reset(r->piece_arena);
	r->rows = arena_array(r->piece_arena, r->order->piece, sizeof *r->rows);
	r->count = r->bytes = 0;
	while (r->count < r->order->piece && r->bytes < PIECE_BYTES &&
	       (err = source->next(source->arg, &line, &more, error)) == ERR_OK && more) {
		if (line.number >= r->plan->first)
			take_line(r, &line);
	}
	r->last = !more;
	return err;
}

/* ---- judging and writing ---- */

/* Texts of faults live as long as the piece; what a row needs is given back after it. */
static void keep_faults(struct running *r, struct import_record *record, size_t from)
{
	for (size_t i = from; i < record->fault_count; i++)
		record->faults[i].text = arena_text(r->piece_arena, record->faults[i].text);
}

/* True when another row of the file spoke of the same: the outcome is set. */
static enum err meet_first(struct running *r, struct piece_row *row, struct twice_row **first, bool *met,
                           struct error *error)
{
	struct import_record *record = &row->record;
	const struct importer *importer = r->order->importer;
	const char *about = importer->key == NULL ? NULL : importer->key(&r->work, record);
	char key[HASH_TEXT];

	*met = false;
	if (about != NULL)
		hash_text(about, strlen(about), key);
	*first = twice_meet(&r->twice, about == NULL ? record->digest : key, record->digest, record->number);
	if (*first == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory for the rows of an import");
	if ((*first)->number == record->number)
		return ERR_OK;
	*met = true;
	if (twice_says(*first, record->digest))
		*met = (*first)->stored;
	else
		import_blame(&r->work, record, NULL, MSG_IMPORT_TWICE,
		             arena_print(r->row_arena, "%lld", (long long)(*first)->number), NULL);
	row->outcome = record->fault_count > 0 ? OUTCOME_REJECTED : OUTCOME_SAME;
	return ERR_OK;
}

static enum err judge_row(struct running *r, struct piece_row *row, struct error *error)
{
	struct import_record *record = &row->record;
	const struct importer *importer = r->order->importer;
	enum err err = importer->judge(&r->work, record, &row->outcome, error);

	if (err != ERR_OK)
		return err;
	if (record->fault_count > 0)
		row->outcome = OUTCOME_REJECTED;
	bool same = row->outcome == OUTCOME_SAME && (importer->needs & IMPORT_WRITES_SAME) != 0;
	bool writes = row->outcome == OUTCOME_NEW || row->outcome == OUTCOME_CHANGED || same;
	return writes && !r->order->tried ? importer->write(&r->work, record, error) : ERR_OK;
}

static enum err do_row(struct running *r, struct piece_row *row, struct error *error)
{
	struct import_record *record = &row->record;
	struct twice_row *first;
	bool met;

	arena_reset(r->row_arena);
	record->fault_count = row->read_faults;
	enum err err = meet_first(r, row, &first, &met, error);
	if (err == ERR_OK && !met)
		err = judge_row(r, row, error);
	if (err == ERR_OK && first->number == record->number)
		first->stored = row->outcome != OUTCOME_REJECTED;
	keep_faults(r, record, row->read_faults);
	return err;
}

static void count_row(struct import_counts *counts, enum import_outcome outcome)
{
	counts->read++;
	counts->rejected += outcome == OUTCOME_REJECTED;
	counts->new += outcome == OUTCOME_NEW;
	counts->changed += outcome == OUTCOME_CHANGED;
	counts->same += outcome == OUTCOME_SAME;
}

/* One that goes on looks at all its rows again, but counts those alone that it had not reached. */
static enum err go_on(struct db *db, struct running *r, struct error *error)
{
	struct import_row before;
	enum err err = import_by_id_any(db, r->work.kept_arena, r->order->goes_on, &before, error);

	if (err != ERR_OK)
		return err;
	r->next.id = before.id;
	r->next.reached = r->counted = before.reached;
	r->next.counts = before.counts;
	return ERR_OK;
}

static enum err begin_import(struct db *db, struct running *r, struct error *error)
{
	if (r->next.id != 0 || r->order->tried)
		return ERR_OK;
	if (r->order->goes_on != 0)
		return go_on(db, r, error);
	r->next.begun_at = arena_text(r->work.kept_arena, r->work.now);
	return import_add(db, &r->next, error);
}

/* Told once, when it is done. */
static enum err tell_history(struct db *db, struct running *r, struct error *error)
{
	const struct import_counts *counts = &r->next.counts;
	struct request_head head = import_head(&r->work);
	cJSON *what = cJSON_CreateObject();

	cJSON_AddStringToObject(what, "import", r->next.kind);
	cJSON_AddStringToObject(what, "file", r->next.file_name);
	cJSON_AddNumberToObject(what, "read", (double)counts->read);
	cJSON_AddNumberToObject(what, "new", (double)counts->new);
	cJSON_AddNumberToObject(what, "changed", (double)counts->changed);
	cJSON_AddNumberToObject(what, "same", (double)counts->same);
	cJSON_AddNumberToObject(what, "rejected", (double)counts->rejected);
	return history_add(db, &head, ACTION_ROWS_IMPORT, 0, STATE_NONE, STATE_NONE, NULL, what, error);
}

static enum err end_piece(struct db *db, struct running *r, struct error *error)
{
	if (r->order->tried)
		return ERR_OK;
	if (r->count > 0 && r->rows[r->count - 1].record.number > r->counted)
		r->next.reached = r->rows[r->count - 1].record.number;
	if (r->last)
		r->next.ended_at = arena_text(r->work.kept_arena, r->work.now);
	import_finish *finish = r->order->importer->finish;
	enum err err = r->last && finish != NULL ? finish(&r->work, error) : ERR_OK;
	if (err == ERR_OK)
		err = import_reach(db, &r->next, error);
	if (err == ERR_OK && r->order->reached != NULL)
		err = r->order->reached(r->order->arg, db, &r->next, error);
	return err == ERR_OK && r->last ? tell_history(db, r, error) : err;
}

/* Done again from the start when the transaction was lost. */
static enum err piece_task(struct db *db, void *arg, struct error *error)
{
	struct running *r = arg;
	char now[CLOCK_TEXT];

	clock_now(&r->order->workflow->clock, now);
	r->work.db = db;
	r->work.now = now;
	r->work.task++;
	r->next = r->row;
	enum err err = begin_import(db, r, error);
	r->work.import_id = r->next.id;
	for (size_t i = 0; i < r->count && err == ERR_OK; i++) {
		err = do_row(r, &r->rows[i], error);
		if (r->rows[i].record.number > r->counted)
			count_row(&r->next.counts, r->rows[i].outcome);
	}
	return err == ERR_OK ? end_piece(db, r, error) : err;
}

/* ---- telling ---- */

static const char *all_faults(struct running *r, const struct piece_row *row)
{
	struct buf why;

	buf_init(&why, r->piece_arena, WHY_LIMIT);
	for (size_t i = 0; i < row->record.fault_count; i++)
		buf_print(&why, "%s%s", i == 0 ? "" : "\n", row->record.faults[i].text);
	return why.data;
}

static enum err tell_row(struct running *r, const struct piece_row *row, struct error *error)
{
	const struct import_order *order = r->order;

	if (row->outcome != OUTCOME_REJECTED)
		return ERR_OK;
	for (size_t i = 0; i < row->record.fault_count && order->told_fault != NULL; i++) {
		const struct import_fault *fault = &row->record.faults[i];
		bool of_cell = fault->column >= 0;
		order->told_fault(order->arg, row->record.number, of_cell ? r->plan->places[fault->column] : -1,
		                  of_cell ? r->plan->columns->items[fault->column].label : NULL, fault->text);
	}
	return order->rejected == NULL ? ERR_OK : order->rejected(order->arg, &row->line, all_faults(r, row), error);
}

static enum err do_piece(struct running *r, struct error *error)
{
	enum err err = read_piece(r, error);

	if (err == ERR_OK)
		err = r->order->transact(r->order->arg, piece_task, r, error);
	if (err != ERR_OK)
		return err;
	r->row = r->next;
	r->out->counts = r->row.counts;
	r->out->import_id = r->row.id;
	for (size_t i = 0; i < r->count && err == ERR_OK; i++)
		err = tell_row(r, &r->rows[i], error);
	return err;
}

/* ---- the whole ---- */

static enum err find_first(struct db *db, void *arg, struct error *error)
{
	struct running *r = arg;
	enum err err = import_first_any(db, r->order->arena, r->row.kind, r->row.campaign_id, r->row.file_hash,
	                                &r->out->first, error);

	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err run(struct running *r, struct error *error)
{
	const struct import_order *order = r->order;
	enum err err = order->source.rewind(order->source.arg, error);

	if (err == ERR_OK)
		err = order->transact(order->arg, find_first, r, error);
	while (err == ERR_OK && !r->last && !r->out->stopped) {
		err = do_piece(r, error);
		r->out->stopped = !r->last && order->must_stop != NULL && order->must_stop(order->arg);
	}
	return err;
}

enum err import_run(const struct import_order *order, const struct import_plan *plan, struct import_result *out,
                    struct error *error)
{
	struct running r = { .order = order, .plan = plan, .out = out, .piece_arena = arena_new(PIECE_ARENA),
		.row_arena = arena_new(ROW_ARENA), .work = { .importer = order->importer, .columns = plan->columns,
			.workflow = order->workflow, .actor = order->actor, .campaign = order->campaign, .area = order->area,
			.day = order->day, .whole = order->whole, .file = order->file, .sheet = order->sheet,
			.kept_arena = arena_new(ROW_ARENA), .password = order->password, .password_arg = order->arg },
		.row = { .kind = order->importer->code, .file_name = order->file, .sheet_name = order->sheet,
			.file_hash = order->hash, .user_id = order->user_id,
			.campaign_id = order->campaign == NULL ? 0 : order->campaign->id } };
	enum err err = ERR_UNAVAILABLE;

	*out = (struct import_result){ .import_id = 0 };
	r.work.arena = r.row_arena;
	if (r.piece_arena == NULL || r.row_arena == NULL || r.work.kept_arena == NULL)
		error_set(error, err, NULL, "no memory for an import");
	else
		err = run(&r, error);
	twice_free(&r.twice);
	arena_free(r.piece_arena);
	arena_free(r.row_arena);
	arena_free(r.work.kept_arena);
	return err;
}
