#include "workflow/access.h"

#include "base/hash.h"
#include "base/memory.h"
#include "store/access/access_row.h"
#include "store/access/id_list.h"
#include "text/identity.h"
#include "text/messages.h"

enum { SHOWN_DIGITS = 3, DETAIL_TEXT = 64, DIGEST_DIGITS = 15 };

/* A row on its way, in one piece of memory: its texts and ids follow it. */
struct log_entry {
	char at[CLOCK_TEXT];
	struct access_row row;
	char bytes[];
};

static enum err access_task(struct db *db, void *arg, struct error *error)
{
	const struct log_entry *entry = arg;

	return access_add(db, &entry->row, error);
}

static enum err no_memory(struct error *error)
{
	return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory to note who saw what");
}

static size_t text_size(const char *text)
{
	return text == NULL ? 0 : strlen(text) + 1;
}

static char *put_text(char **at, const char *text)
{
	size_t size = text_size(text);
	char *copy = size == 0 ? NULL : *at;

	if (size > 0)
		memcpy(copy, text, size);
	*at += size;
	return copy;
}

/* The entry of that row, its texts copied; ids: sorted, or NULL. NULL without memory. */
static struct log_entry *entry_new(const struct workflow *workflow, const struct access_row *row, const int64_t *ids)
{
	size_t texts = text_size(row->detail) + text_size(row->table);
	size_t length = id_list_size(ids, (size_t)row->count);
	struct log_entry *entry = memory_new(1, sizeof *entry + texts + length);

	if (entry == NULL)
		return NULL;
	char *at = entry->bytes;
	clock_now(&workflow->clock, entry->at);
	entry->row = *row;
	entry->row.at = entry->at;
	entry->row.detail = put_text(&at, row->detail);
	entry->row.table = put_text(&at, row->table);
	if (length > 0) {
		id_list_write(ids, (size_t)row->count, (unsigned char *)at);
		entry->row.ids = at;
		entry->row.ids_length = length;
	}
	return entry;
}

static enum err send(const struct workflow *workflow, struct log_entry *entry, bool now, struct error *error)
{
	if (entry == NULL)
		return no_memory(error);
	if (!now)
		return db_write_later(workflow->writer, access_task, entry, error);
	enum err err = db_write(workflow->writer, access_task, entry, error);
	memory_free(entry);
	return err;
}

/* ---- lists ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A value that holds as many digits as a search by number needs goes in without them, unless it is a day: nobody finds
 * a number again by trying all. */
static void add_value(struct hash_state *state, const char *value)
{
	struct date day;
	bool hidden = identity_may_be_part(value) && !date_from_iso(value, false, &day);

	for (const char *c = value; *c != '\0'; c++) {
		if (!hidden || !is_digit(*c))
			hash_add(state, c, 1);
	}
	hash_add(state, "", 1);
}

/* 60 bits over names and values; 0 when nothing was asked. */
static int64_t filter_digest(const struct shown_rows *shown)
{
	struct hash_state state;
	char text[HASH_TEXT];
	bool asked = false;

	hash_begin(&state);
	for (size_t i = 0; i < shown->filter_count; i++) {
		const struct shown_filter *f = &shown->filter[i];
		if (f->value == NULL || f->value[0] == '\0')
			continue;
		hash_add(&state, f->name, strlen(f->name) + 1);
		add_value(&state, f->value);
		asked = true;
	}
	hash_end(&state, text);
	text[DIGEST_DIGITS] = '\0';
	return asked ? (int64_t)strtoull(text, NULL, 16) : 0;
}

static const char *sought_detail(char out[DETAIL_TEXT], const struct shown_rows *shown)
{
	if (shown->sought == NULL)
		return NULL;
	size_t length = strlen(shown->sought);
	const char *end = shown->sought + (length < SHOWN_DIGITS ? length : length - SHOWN_DIGITS);
	snprintf(out, DETAIL_TEXT, SOUGHT_ENDING "%s%s", end, shown->more ? SOUGHT_MORE : "");
	return out;
}

static enum err log_shown(const struct workflow *workflow, const struct actor *actor, const struct shown_rows *shown,
                          bool now, struct error *error)
{
	int64_t *ids = memory_new(shown->count + 1, sizeof *ids);
	char detail[DETAIL_TEXT];

	if (ids == NULL)
		return no_memory(error);
	if (shown->count > 0)
		memcpy(ids, shown->ids, shown->count * sizeof *ids);
	size_t count = id_list_sort(ids, shown->count);
	struct access_row row = { .actor_id = actor->user_id, .access = shown->access, .table = shown->table,
		.detail = sought_detail(detail, shown), .filter = filter_digest(shown), .count = (int64_t)count };
	if (count > 0) {
		row.commune_id = shown->commune_id;
		row.lowest = ids[0];
		row.highest = ids[count - 1];
	}
	struct log_entry *entry = entry_new(workflow, &row, ids);
	memory_free(ids);
	return send(workflow, entry, now, error);
}

int64_t shown_commune(int64_t so_far, size_t i, int64_t commune)
{
	return i == 0 || so_far == commune ? commune : 0;
}

enum err workflow_log_shown(const struct workflow *workflow, const struct actor *actor, const struct shown_rows *shown,
                            struct error *error)
{
	return log_shown(workflow, actor, shown, false, error);
}

enum err workflow_log_shown_now(const struct workflow *workflow, const struct actor *actor,
                                const struct shown_rows *shown, struct error *error)
{
	return log_shown(workflow, actor, shown, true, error);
}

/* ---- one sheet ---- */

enum err workflow_log_sheet(const struct workflow *workflow, const struct actor *actor, int64_t sheet_id,
                            struct error *error)
{
	const struct access_row row = { .actor_id = actor->user_id, .access = ACCESS_VIEW, .sheet_id = sheet_id };

	return send(workflow, entry_new(workflow, &row, NULL), false, error);
}

enum err workflow_log_print(const struct workflow *workflow, const struct actor *actor, int64_t sheet_id,
                            struct error *error)
{
	const struct access_row row = { .actor_id = actor->user_id, .access = ACCESS_PRINT, .sheet_id = sheet_id };

	return send(workflow, entry_new(workflow, &row, NULL), true, error);
}

enum err workflow_log_result(const struct workflow *workflow, const struct actor *actor, const char *what,
                             struct error *error)
{
	const struct access_row row = { .actor_id = actor->user_id, .access = ACCESS_EXPORT, .detail = what };

	return send(workflow, entry_new(workflow, &row, NULL), true, error);
}
