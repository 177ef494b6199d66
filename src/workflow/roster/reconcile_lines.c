#include "workflow/roster/reconcile_lines.h"

#include "base/buf.h"
#include "base/memory.h"
#include "store/person/person.h"
#include "text/likeness.h"
#include "text/messages.h"
#include "text/sound.h"
#include "text/utf8.h"
#include "workflow/admin/admin_task.h"
#include "workflow/gate.h"
#include "workflow/roster/roster_put.h"
#include "workflow/write.h"

enum { FIELDS_TEXT = 120, DIGITS_OFF = 2 };

/* ---- who is the same ---- */

struct keyed { const char *key; size_t place; };

struct matching {
	struct arena *arena;
	const struct roster_entry *rows;
	const struct reconcile_sheet *sheets;
	size_t row_count, sheet_count;
	size_t *sheet_of, *row_of;      /* by place; SIZE_MAX: none */
	struct keyed *by_key;           /* sheets that are still free, by number or sound */
	size_t keyed_count;
};

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order != 0 ? order : x->place < y->place ? -1 : x->place > y->place;
}

static void key_sheets(struct matching *m, bool sounds)
{
	m->keyed_count = 0;
	for (size_t i = 0; i < m->sheet_count; i++) {
		const char *key = sounds ? m->sheets[i].name_sound : m->sheets[i].facts.citizen_id;
		if (m->row_of[i] == SIZE_MAX && key != NULL && key[0] != '\0')
			m->by_key[m->keyed_count++] = (struct keyed){ key, i };
	}
	if (m->keyed_count > 1)
		qsort(m->by_key, m->keyed_count, sizeof *m->by_key, by_key);
}

/* The first of that key. */
static size_t first_of(const struct matching *m, const char *key)
{
	size_t low = 0, high = m->keyed_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(m->by_key[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void join(struct matching *m, size_t row, size_t sheet)
{
	m->sheet_of[row] = sheet;
	m->row_of[sheet] = row;
}

static int by_sheet_id(const void *a, const void *b)
{
	int64_t id = *(const int64_t *)a, other = ((const struct reconcile_sheet *)b)->id;

	return id < other ? -1 : id > other;
}

/* Begun from the row; or, within the commune, of its number and no other's. */
static void join_told(struct matching *m)
{
	for (size_t i = 0; i < m->row_count; i++) {
		const struct reconcile_sheet *sheet = m->rows[i].sheet_id == 0 || m->sheet_count == 0
		    ? NULL
		    : bsearch(&m->rows[i].sheet_id, m->sheets, m->sheet_count, sizeof *sheet, by_sheet_id);
		if (sheet != NULL && m->row_of[sheet - m->sheets] == SIZE_MAX)
			join(m, i, (size_t)(sheet - m->sheets));
	}
}

static void join_numbers(struct matching *m)
{
	key_sheets(m, false);
	for (size_t i = 0; i < m->row_count; i++) {
		const char *number = m->rows[i].facts.citizen_id;
		if (m->sheet_of[i] != SIZE_MAX || number == NULL)
			continue;
		for (size_t k = first_of(m, number); k < m->keyed_count && strcmp(m->by_key[k].key, number) == 0; k++) {
			size_t place = m->by_key[k].place;
			if (m->row_of[place] == SIZE_MAX && m->sheets[place].commune_id == m->rows[i].commune_id) {
				join(m, i, place);
				break;
			}
		}
	}
}

/* One of them has none, or they are nearly the same. */
static bool numbers_allow(const char *a, const char *b)
{
	int off = 0;

	if (a == NULL || b == NULL)
		return true;
	if (strlen(a) != strlen(b))
		return true;
	for (size_t i = 0; a[i] != '\0'; i++)
		off += a[i] != b[i];
	return off <= DIGITS_OFF;
}

static bool is_likely(const struct roster_entry *row, const struct reconcile_sheet *sheet)
{
	struct date a, b;

	if (row->commune_id != sheet->commune_id || row->facts.birth_date == NULL || sheet->facts.birth_date == NULL ||
	    !date_from_iso(row->facts.birth_date, true, &a) || !date_from_iso(sheet->facts.birth_date, true, &b))
		return false;
	enum birth_likeness likeness = birth_likeness(a, b);
	bool near = row->facts.area_id == sheet->facts.area_id;
	return (likeness == BIRTH_SAME || (near && likeness != BIRTH_OTHER)) &&
	       numbers_allow(row->facts.citizen_id, sheet->facts.citizen_id);
}

/* Where nobody else comes into question. */
static void join_names(struct matching *m)
{
	key_sheets(m, true);
	for (size_t i = 0; i < m->row_count; i++) {
		if (m->sheet_of[i] != SIZE_MAX)
			continue;
		const char *sound = name_sound(m->arena, m->rows[i].facts.full_name);
		size_t found = SIZE_MAX, count = 0;
		for (size_t k = first_of(m, sound); k < m->keyed_count && strcmp(m->by_key[k].key, sound) == 0; k++) {
			size_t place = m->by_key[k].place;
			if (m->row_of[place] != SIZE_MAX || !is_likely(&m->rows[i], &m->sheets[place]))
				continue;
			found = place;
			count++;
		}
		if (count == 1)
			join(m, i, found);
	}
}

/* ---- what differs ---- */

static void add_field(struct buf *fields, const char *name)
{
	buf_print(fields, "%s%s", fields->length == 0 ? "" : ", ", name);
}

static bool is_text(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

static bool is_address(struct arena *arena, const char *listed, const char *on_sheet)
{
	return on_sheet != NULL && strcmp(utf8_fold_words(arena, listed), utf8_fold_words(arena, on_sheet)) == 0;
}

/* What the list does not say cannot differ. */
static const char *tell_fields(struct arena *arena, const struct roster_entry *row,
                               const struct reconcile_sheet *sheet)
{
	const struct roster_facts *a = &row->facts, *b = &sheet->facts;
	struct buf fields;

	buf_init(&fields, arena, FIELDS_TEXT);
	if (b->full_name == NULL || !name_is_same(arena, a->full_name, b->full_name))
		add_field(&fields, ROSTER_FULL_NAME);
	if (a->birth_date != NULL && !is_text(a->birth_date, b->birth_date))
		add_field(&fields, ROSTER_BIRTH_DATE);
	if (a->sex != 0 && a->sex != b->sex)
		add_field(&fields, ROSTER_SEX);
	if (a->citizen_id != NULL && !is_text(a->citizen_id, b->citizen_id))
		add_field(&fields, ROSTER_CITIZEN_ID);
	if (a->area_id != 0 && a->area_id != b->area_id)
		add_field(&fields, "area");
	if (a->address != NULL && (b->address != NULL || sheet->current_address != NULL) &&
	    !is_address(arena, a->address, b->address) && !is_address(arena, a->address, sheet->current_address))
		add_field(&fields, "address");
	return fields.data;
}

void reconcile_match(struct arena *arena, const struct roster_entry *rows, size_t row_count,
                     const struct reconcile_sheet *sheets, size_t sheet_count, struct reconcile_lines *out)
{
	struct matching m = { .arena = arena, .rows = rows, .sheets = sheets, .row_count = row_count,
		.sheet_count = sheet_count, .sheet_of = arena_array(arena, row_count + 1, sizeof(size_t)),
		.row_of = arena_array(arena, sheet_count + 1, sizeof(size_t)),
		.by_key = arena_array(arena, sheet_count + 1, sizeof(struct keyed)) };

	memset(m.sheet_of, 0xff, row_count * sizeof *m.sheet_of);
	memset(m.row_of, 0xff, sheet_count * sizeof *m.row_of);
	join_told(&m);
	join_numbers(&m);
	join_names(&m);
	out->items = arena_array(arena, row_count + sheet_count + 1, sizeof *out->items);
	out->count = 0;
	for (size_t i = 0; i < row_count; i++) {
		const struct reconcile_sheet *sheet = m.sheet_of[i] == SIZE_MAX ? NULL : &sheets[m.sheet_of[i]];
		const char *fields = sheet == NULL ? "" : tell_fields(arena, &rows[i], sheet);
		enum reconcile result = sheet == NULL         ? RECONCILE_LIST_ONLY
		                        : fields[0] == '\0' ? RECONCILE_SAME
		                                              : RECONCILE_DIFFERS;
		out->items[out->count++] = (struct reconcile_line){ .result = result, .row = &rows[i], .sheet = sheet,
			.fields = fields };
	}
	for (size_t i = 0; i < sheet_count; i++) {
		if (m.row_of[i] == SIZE_MAX)
			out->items[out->count++] =
			    (struct reconcile_line){ .result = RECONCILE_SHEET_ONLY, .sheet = &sheets[i], .fields = "" };
	}
}

/* ---- reading ---- */

/* The newest campaign that has somebody on a list there. */
static enum err find_campaign(struct db *db, struct arena *arena, const struct actor *actor, int64_t area_id,
                              int64_t *id, struct error *error)
{
	struct campaign *campaigns;
	size_t count;
	enum err err = campaign_list(db, arena, actor, &campaigns, &count, error);
	const char *newest = "";

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		const struct roster_filter filter = { .campaign_id = campaigns[i].id, .area_id = area_id };
		int64_t people = 0;
		err = roster_count(db, arena, actor, &filter, &people, error);
		if (people > 0 && strcmp(campaigns[i].collect_from, newest) > 0) {
			newest = campaigns[i].collect_from;
			*id = campaigns[i].id;
		}
	}
	return err;
}

static bool is_about(const struct reconcile_decision *decision, const struct reconcile_line *line)
{
	return decision->roster_id == (line->row == NULL ? 0 : line->row->id) &&
	       decision->sheet_id == (line->sheet == NULL ? 0 : line->sheet->id) &&
	       strcmp(decision->fields, line->fields) == 0;
}

/* Few lines were decided, and each looks at those of its row or sheet alone: the newest comes first. */
static void tell_decisions(struct reconcile_lines *lines, const struct reconcile_decision *decisions, size_t count)
{
	for (size_t i = 0; i < lines->count; i++) {
		struct reconcile_line *line = &lines->items[i];
		for (size_t k = 0; k < count && line->decision == NULL && line->result != RECONCILE_SAME; k++)
			line->decision = is_about(&decisions[k], line) ? &decisions[k] : NULL;
	}
}

static bool is_in(const struct reconcile_line *line, int64_t area_id)
{
	int64_t hamlet = line->row != NULL ? line->row->facts.area_id : line->sheet->facts.area_id;
	int64_t commune = line->row != NULL ? line->row->commune_id : line->sheet->commune_id;

	return area_id == 0 || area_id == hamlet || area_id == commune;
}

/* Of an area are those whom the list, or else the sheet, has there. It is told after matching: the list may have
 * somebody in one hamlet and his sheet in another. */
static void keep_area(struct reconcile_lines *lines, int64_t area_id)
{
	size_t kept = 0;

	for (size_t i = 0; i < lines->count; i++) {
		if (is_in(&lines->items[i], area_id))
			lines->items[kept++] = lines->items[i];
	}
	lines->count = kept;
}

enum err reconcile_read(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                        int64_t area_id, struct reconcile_lines *out, struct error *error)
{
	struct roster_filter filter = { .campaign_id = campaign_id, .walking = true, .listed = true };
	struct roster_entry *rows = NULL;
	struct reconcile_sheet *sheets = NULL;
	struct reconcile_decision *decisions = NULL;
	size_t row_count = 0, sheet_count = 0, decided = 0;
	enum err err = campaign_id != 0 ? ERR_OK
	                                : find_campaign(db, arena, actor, area_id, &filter.campaign_id, error);

	*out = (struct reconcile_lines){ .campaign_id = filter.campaign_id };
	if (err != ERR_OK || filter.campaign_id == 0)
		return err;
	err = roster_select(db, arena, actor, &filter, &rows, &row_count, error);
	if (err == ERR_OK)
		err = reconcile_sheets(db, arena, actor, filter.campaign_id, &sheets, &sheet_count, error);
	if (err == ERR_OK)
		err = reconcile_decisions_any(db, arena, filter.campaign_id, &decisions, &decided, error);
	if (err != ERR_OK)
		return err;
	reconcile_match(arena, rows, row_count, sheets, sheet_count, out);
	keep_area(out, area_id);
	tell_decisions(out, decisions, decided);
	for (size_t i = 0; i < out->count; i++) {
		struct reconcile_line *line = &out->items[i];
		if (line->result == RECONCILE_LIST_ONLY && line->row->facts.citizen_id != NULL)
			line->person_id = person_of_number_any(db, line->row->facts.citizen_id);
	}
	return ERR_OK;
}

/* ---- deciding ---- */

static const struct reconcile_line *find_line(const struct reconcile_lines *lines, const struct reconcile_order *o)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct reconcile_line *line = &lines->items[i];
		if ((line->row == NULL ? 0 : line->row->id) == o->roster_id &&
		    (line->sheet == NULL ? 0 : line->sheet->id) == o->sheet_id && line->result != RECONCILE_SAME)
			return line;
	}
	return NULL;
}

/* The row takes what the sheet says, or the person comes onto the list. */
static enum err follow_sheet(struct db *db, struct reconcile_order *o, const struct reconcile_line *line,
                             struct error *error)
{
	struct request_head *h = &o->head;
	int64_t id = line->row == NULL ? 0 : line->row->id;
	struct roster_facts facts = { .source = ROSTER_MEMBER };
	const struct roster_facts *on_sheet = &line->sheet->facts;
	enum err err;

	if (line->row != NULL)
		facts = line->row->facts;
	facts.full_name = on_sheet->full_name;
	facts.birth_date = on_sheet->birth_date;
	facts.sex = on_sheet->sex;
	facts.citizen_id = on_sheet->citizen_id;
	facts.area_id = on_sheet->area_id;
	facts.address = on_sheet->address;
	if (id == 0) {
		const struct roster_origin origin = { .campaign_id = o->campaign_id, .commune_id = line->sheet->commune_id,
			.created_by = h->actor->user_id, .at = h->now };
		err = roster_insert(db, h->arena, &origin, &facts, &id, error);
	} else {
		err = roster_change(db, h->arena, id, &facts, 0, error);
	}
	return err == ERR_OK ? roster_set_sheet(db, id, line->sheet->id, error) : err;
}

static enum err judge(struct reconcile_order *o, const struct reconcile_line *line, struct error *error)
{
	if (line == NULL)
		return error_set(error, ERR_CONFLICT, message_text(MSG_RECONCILE_GONE), "no such line");
	bool fits = o->choice == CHOICE_NOTED || (o->choice == CHOICE_SHEET && line->sheet != NULL) ||
	            (o->choice == CHOICE_LIST && line->row != NULL);
	if (!fits)
		return admin_blame(&o->head, &o->field, "choice", MSG_RECONCILE_NEED_CHOICE, "", error);
	if (o->choice == CHOICE_NOTED && (o->note == NULL || o->note[0] == '\0'))
		return admin_blame(&o->head, &o->field, "note", MSG_RECONCILE_NEED_NOTE, "", error);
	return line->row == NULL ? ERR_OK : admin_judge_version(o->row_version, line->row->row_version, error);
}

static enum err decide_task(struct db *db, void *arg, struct error *error)
{
	struct reconcile_order *o = arg;
	struct request_head *h = &o->head;
	struct reconcile_lines lines;
	enum err err = reconcile_read(db, h->arena, h->actor, o->campaign_id, 0, &lines, error);

	o->campaign_id = lines.campaign_id;
	if (err != ERR_OK)
		return err;
	const struct reconcile_line *line = find_line(&lines, o);
	if ((err = judge(o, line, error)) != ERR_OK || (err = gate_ask_open_of(db, h, o->campaign_id, error)) != ERR_OK)
		return err;
	const struct reconcile_decision decision = { .campaign_id = o->campaign_id, .roster_id = o->roster_id,
		.sheet_id = o->sheet_id, .choice = o->choice, .fields = line->fields, .note = o->note,
		.decided_by = h->actor->user_id, .decided_at = h->now };
	err = reconcile_decide(db, &decision, error);
	if (err == ERR_OK && o->choice == CHOICE_SHEET)
		err = follow_sheet(db, o, line, error);
	if (err != ERR_OK)
		return err;
	cJSON *what = cJSON_CreateObject();
	cJSON_AddNumberToObject(what, "roster", (double)o->roster_id);
	cJSON_AddNumberToObject(what, "sheet", (double)o->sheet_id);
	cJSON_AddStringToObject(what, "choice", reconcile_choice_codes.texts[o->choice]);
	return admin_record(db, h, ACTION_ROSTER_DECIDE, what, (struct thing){ THING_NONE, 0 }, error);
}

enum err workflow_reconcile(struct reconcile_order *order, struct error *error)
{
	return write_run(&order->head, decide_task, order, error);
}
