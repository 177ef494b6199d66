/* A small table of people, its large sister, and who asks them. */
#ifndef TEST_PEOPLE_H
#define TEST_PEOPLE_H

#include "../store/world.h"

#include "table/table.h"

struct person {
	int64_t id, commune, age;
	const char *name, *number, *note, *hamlet, *born, *seen, *rules;
	enum state state;
};

struct people_query { int64_t age; const char *word; };

#define PERSON_AT(member) offsetof(struct person, member)

/* The question that names a column, and where a column stands. */
static const struct column people_columns[] = {
	{ .question = MEANING_full_name, .head = MSG_HEAD_NAME, .kind = KIND_NAME, .at = PERSON_AT(name) },
	{ "number", MSG_HEAD_CITIZEN_ID, KIND_NUMBER, PERSON_AT(number), COLUMN_ANYWHERE, 0 },
	{ "note", MSG_HEAD_FOUND, KIND_TEXT, PERSON_AT(note), COLUMN_ANYWHERE, 0 },
	{ "hamlet", MSG_LEVEL_HAMLET, KIND_HAMLET, PERSON_AT(hamlet), COLUMN_SHOWN, 0 },
	{ "age", MSG_HEAD_LATE, KIND_FIGURE, PERSON_AT(age), COLUMN_ANYWHERE, 0 },
	{ "state", MSG_HEAD_STATE, KIND_STATE, PERSON_AT(state), COLUMN_ANYWHERE, 0 },
	{ "born", MSG_HEAD_BIRTH, KIND_DAY, PERSON_AT(born), COLUMN_ANYWHERE, 0 },
	{ "seen", MSG_HEAD_SINCE, KIND_TIME, PERSON_AT(seen), COLUMN_ANYWHERE, 0 },
	{ "rules", MSG_HEAD_ERRORS, KIND_CODES, PERSON_AT(rules), COLUMN_FILE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, PERSON_AT(id), COLUMN_FILE, 0 },
};

static bool read_age(struct table_ask *ask, const char *text, void *place)
{
	char *end;

	(void)ask;
	*(int64_t *)place = strtoll(text, &end, 10);
	return *end == '\0';
}

static bool read_word(struct table_ask *ask, const char *text, void *place)
{
	memcpy(place, &text, sizeof text);
	if (strcmp(text, "elsewhere") == 0)
		ask->refusal = message_text(MSG_SEARCH_ELSEWHERE);
	return ask->refusal == NULL;
}

static const struct filter_kind by_age = { .look = LOOK_TEXT, .read = read_age },
	by_word = { .look = LOOK_HIDDEN, .read = read_word };

static const struct table_filter people_filters[] = {
	{ "age", MSG_HEAD_LATE, &by_age, offsetof(struct people_query, age), "event_actor" },
	{ "word", MSG_SEARCH, &by_word, offsetof(struct people_query, word), "area_parent" },
};

static const struct table_sort people_sorts[] = {
	{ .at = PERSON_AT(id), .index = "event_actor" }, { .at = PERSON_AT(seen), .index = "area_parent", .narrow = true },
	{ .at = PERSON_AT(number), .index = "event_actor" },
};

/* Whom the reader finds, and what it was asked for. */
static struct { const struct person *items; size_t count; bool whole; size_t limit; const struct person *sum; } people;

static inline enum err read_people(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct person *copy = arena_array(ask->reader.arena, people.count + 1, sizeof *copy);

	(void)db, (void)error;
	memcpy(copy, people.items, people.count * sizeof *copy);
	*out = (struct table_rows){ copy, people.count, -1, people.sum };
	people.whole = ask->whole;
	people.limit = ask->limit;
	return ERR_OK;
}

static inline enum err no_ids(struct db *db, struct table_ask *ask, int64_t **ids, size_t *count, struct error *error)
{
	(void)db, (void)error;
	*ids = arena_array(ask->reader.arena, 1, sizeof **ids);
	*count = 0;
	return ERR_OK;
}

#define PEOPLE .title = MSG_NAV_SHEETS, .found = MSG_COUNT_SHEETS, .empty = MSG_NO_SHEETS, TABLE_COLUMNS(people_columns), \
	TABLE_FILTERS(people_filters, struct people_query), .row_size = sizeof(struct person), .id = PERSON_AT(id), \
	.commune = PERSON_AT(commune), .read = read_people

static const struct table small_people = { .name = "nguoi", .path = "/people", PEOPLE, .small = true };
static const struct table large_people = { .name = "nhieu", .path = "/many", PEOPLE, TABLE_SORTS(people_sorts),
	.shows = SHOWS_SHEETS, .ids = no_ids };

static inline struct actor person_of(enum role role, int64_t commune)
{
	return (struct actor){ .role = role, .username = "x", .full_name = "x", .commune_id = commune, .few_communes = commune != 0 };
}

/* Somebody who asks at the table's own path; what comes of it is table_begin()'s. */
static inline enum err asks(const struct world *world, const struct actor *actor, const struct table *table, const char *query,
                            struct table_ask *out, struct error *error)
{
	struct params params;

	assert_true(params_decode(world->arena, query, strlen(query), &params));
	*out = (struct table_ask){ .reader = { world->arena, actor, world->form }, .path = table->path };
	return table_begin(out, table, &params, error);
}

#endif
