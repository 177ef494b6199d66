/* Invented people in a real database, and second sheets of them written another way: for the test and the measurement of duplicates. */
#ifndef TEST_MADE_H
#define TEST_MADE_H

#include "../store/world.h"

#include "cli/demo/answers/demo_sheet.h"
#include "cli/demo/demo_table.h"
#include "store/campaign/campaign.h"
#include "text/utf8.h"
#include "workflow/verdict/neighbours.h"
#include "workflow/verdict/verdict.h"

enum { MADE_HAMLETS = 10, MADE_ARENA = 1 << 26 };

struct made {
	struct world *world;
	struct arena *scratch;
	const struct demo_book *book;
	const struct form *form;
	struct workflow workflow;
	struct campaign campaign;
	int64_t user;
	int64_t *communes, (*hamlets)[MADE_HAMLETS];
	uint32_t per_commune;
};

/* Who somebody is. */
struct human {
	const char *name, *id;
	struct date birth;
	bool woman;
	int64_t commune, hamlet;
};

static inline void made_open(struct made *m, uint32_t communes, uint32_t per_commune)
{
	struct error error = { 0 };

	*m = (struct made){ .scratch = arena_new(MADE_ARENA), .per_commune = per_commune };
	world_open((void **)&m->world);
	struct arena *arena = m->world->arena;
	m->book = demo_book(arena);
	m->form = m->world->form;
	assert_int_equal(acceptance_start(m->form, &error), ERR_OK);
	m->communes = arena_array(arena, communes, sizeof *m->communes);
	m->hamlets = arena_array(arena, communes, sizeof *m->hamlets);
	for (uint32_t c = 0; c < communes; c++) {
		m->communes[c] = world_area(m->world, 0, "commune", arena_print(arena, "%05u", c), "Xã", "2020-01-01");
		for (uint32_t h = 0; h < MADE_HAMLETS; h++)
			m->hamlets[c][h] = world_area(m->world, m->communes[c], "hamlet", arena_print(arena, "%05u%02u", c, h), "Thôn", "2020-01-01");
	}
	m->user = world_user(m->world, "officer", ROLE_OFFICER, "x", m->communes[0]);
	m->campaign = (struct campaign){ .code = "C", .name = "C", .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01" };
	assert_int_equal(campaign_add(m->world->db, &m->campaign, m->communes, communes, &m->campaign.id, &error), ERR_OK);
	m->workflow = (struct workflow){ .form = m->form, .clock = { { 2024, 6, 10 } } };
	assert_int_equal(db_begin(m->world->db, &error), ERR_OK);
}

static inline void made_close(struct made *m)
{
	db_rollback(m->world->db);
	arena_free(m->scratch);
	world_close((void **)&m->world);
}

/* The i-th human, always the same. */
static inline struct human made_human(const struct made *m, struct arena *arena, uint32_t i)
{
	struct prng prng = prng_make(7, STREAM_PERSON, i);
	bool woman = prng_chance(&prng, 505);
	struct date birth = date_from_days(date_to_days((struct date){ 1948, 1, 1 }) + prng_below(&prng, 61 * 365));
	int sex = (birth.year - 1900) / 100 * 2 + (woman ? 1 : 0);
	uint32_t commune = i / m->per_commune, digits = prng_million(7, i % 1000000);

	return (struct human){ .name = demo_name(m->book, arena, woman, birth.year, &prng), .birth = birth, .woman = woman,
		.id = arena_print(arena, "%03u%d%02d%06u", 1 + commune % 96, sex, birth.year % 100, digits),
		.commune = m->communes[commune], .hamlet = m->hamlets[commune][prng_below(&prng, MADE_HAMLETS)] };
}

static inline void made_answer(const struct made *m, struct sheet *sheet, struct arena *arena, const char *name, const char *typed)
{
	int i = form_find(m->form, name);

	if (typed != NULL)
		answer_from_typed(arena, &m->form->fields[i], &typed, 1, &sheet->answers.items[i]);
}

static inline struct sheet made_sheet(const struct made *m, struct arena *arena, const struct human *h)
{
	static const char now[] = "2024-06-10T02:00:00Z";
	struct sheet sheet = { .uid = hash_random(arena, 16), .state = STATE_RECEIVED, .since = now, .form_version = 1, .commune_id = h->commune,
		.campaign_id = m->campaign.id, .created_by = m->user, .created_at = now, .updated_at = now };
	char birth[DATE_TEXT];

	answers_init(&sheet.answers, m->form, arena);
	date_to_shown(h->birth, birth);
	made_answer(m, &sheet, arena, "full_name", h->name);
	made_answer(m, &sheet, arena, "birth_date", arena_text(arena, birth));
	made_answer(m, &sheet, arena, "sex", h->woman ? "2" : "1");
	made_answer(m, &sheet, arena, "citizen_id", h->id);
	made_answer(m, &sheet, arena, "collected_on", "01/06/2024");
	struct answer *area = &sheet.answers.items[form_find(m->form, "area_id")];
	*area = (struct answer){ .state = ANSWER_VALID, .number = h->hamlet, .text = "x" };
	return sheet;
}

static inline void made_fill(struct made *m, uint32_t first, uint32_t count)
{
	for (uint32_t i = first; i < first + count; i++) {
		arena_reset(m->scratch);
		struct human human = made_human(m, m->scratch, i);
		struct sheet sheet = made_sheet(m, m->scratch, &human);
		assert_int_equal(sheet_insert(m->world->db, m->scratch, &sheet, NULL), ERR_OK);
	}
}

/* The other sheet that E50 or W52 speaks of; 0: none. */
static inline int64_t made_twin(struct made *m, const struct sheet *sheet)
{
	struct verdict verdict;

	verdict_reach(m->world->db, m->scratch, &m->workflow, sheet, &m->campaign, NULL, 0, &verdict);
	for (size_t i = 0; i < verdict.count; i++) {
		const struct finding_row *row = &verdict.rows[i];
		if (strcmp(row->rule, "E50") == 0 || strcmp(row->rule, "W52") == 0)
			return row->record_id;
	}
	return 0;
}

/* ---- another way of writing ---- */

enum made_way { WAY_NUMBER, WAY_Y, WAY_D, WAY_S, WAY_CH, WAY_NG, WAY_SWAPPED, WAY_DIGIT, WAY_NFD, WAY_PLAIN, WAYS };

/* Spellings for each other. */
static const struct { enum made_way way; const char *one, *other; } made_spellings[] = {
	{ WAY_Y, "ý", "í" }, { WAY_Y, "y", "i" }, { WAY_Y, "ỳ", "ì" }, { WAY_Y, "ỹ", "ĩ" }, { WAY_Y, "ỷ", "ỉ" },
	{ WAY_D, "D", "Gi" }, { WAY_D, "D", "R" }, { WAY_D, "Đ", "D" }, { WAY_S, "S", "X" }, { WAY_CH, "Ch", "Tr" }, { WAY_NG, "ng", "n" },
};

/* What the other spelling would be another name of: Mai is not May; Di is not Gii; an n that is a whole word's onset is none at its end. */
static inline bool made_fits(enum made_way way, const char *name, const char *at, const char *from)
{
	const char *end = at + strlen(from);
	char before = at > name ? at[-1] : ' ';

	if (way == WAY_Y)
		return (*end == ' ' || *end == '\0') && strchr("LMKHTSVlmkhtsvu", before) != NULL;
	if (way == WAY_NG)
		return (*end == ' ' || *end == '\0') && before != ' ';
	return before == ' ' && strchr("iI", *end) == NULL;
}

/* The name with one word spelt the other way; NULL when no word can be. */
static inline const char *made_spell(struct arena *arena, const char *name, enum made_way way)
{
	for (size_t s = 0; s < COUNT(made_spellings); s++) {
		for (int turn = 0; turn < 2 && made_spellings[s].way == way; turn++) {
			const char *from = turn == 0 ? made_spellings[s].one : made_spellings[s].other;
			const char *to = turn == 0 ? made_spellings[s].other : made_spellings[s].one;
			for (const char *at = strstr(name, from); at != NULL; at = strstr(at + 1, from)) {
				if (made_fits(way, name, at, from))
					return arena_print(arena, "%.*s%s%s", (int)(at - name), name, to, at + strlen(from));
			}
		}
	}
	return NULL;
}

/* The name in decomposed letters: tone and quality marks of the commonest letters apart. */
static inline const char *made_decomposed(struct arena *arena, const char *name)
{
	static const struct { const char *whole, *apart; } letters[] = {
		{ "ễ", "e\xcc\x82\xcc\x83" }, { "ị", "i\xcc\xa3" }, { "ă", "a\xcc\x86" }, { "ê", "e\xcc\x82" }, { "ầ", "a\xcc\x82\xcc\x80" },
		{ "ạ", "a\xcc\xa3" }, { "ồ", "o\xcc\x82\xcc\x80" }, { "ư", "u\xcc\x9b" }, { "ơ", "o\xcc\x9b" },
	};
	const char *text = name;

	for (size_t i = 0; i < COUNT(letters); i++) {
		const char *at = strstr(text, letters[i].whole);
		if (at != NULL)
			text = arena_print(arena, "%.*s%s%s", (int)(at - text), text, letters[i].apart, at + strlen(letters[i].whole));
	}
	return text;
}

/* A second sheet of a human written that way: false when this human's name or birth date can not be. Half have no number, half another. */
static inline bool made_again(struct arena *arena, const struct human *human, enum made_way way, uint32_t i, struct human *out)
{
	struct date b = human->birth;

	*out = *human;
	if (way != WAY_NUMBER)
		out->id = i % 2 == 0 ? NULL : arena_print(arena, "%.6s%06u", human->id, (unsigned)((strtoul(human->id + 6, NULL, 10) + 7919) % 1000000));
	switch (way) {
	case WAY_NUMBER:
		out->name = "Người Khác Hẳn";
		return true;
	case WAY_SWAPPED:
		out->birth = (struct date){ b.year, b.day, b.month };
		return b.day <= 12 && b.day != b.month;
	case WAY_DIGIT:
		out->birth.day = (uint8_t)(b.day % 10 == 9 ? b.day - 1 : b.day + 1);
		return b.day % 10 != 9 ? b.day < 28 : true;
	case WAY_NFD:
		out->name = made_decomposed(arena, human->name);
		return strcmp(out->name, human->name) != 0;
	case WAY_PLAIN:
		out->name = utf8_fold(arena, human->name);
		return strcmp(out->name, human->name) != 0;
	case WAY_Y:
	case WAY_D:
	case WAY_S:
	case WAY_CH:
	case WAY_NG:
	case WAYS:
		break;
	}
	out->name = made_spell(arena, human->name, way);
	return out->name != NULL;
}

/* ---- how well they are found ---- */

struct made_quality { uint32_t planted, found, clean, flagged, missed[WAYS]; };

static inline struct made_quality made_judge(struct made *m, uint32_t people, uint32_t each)
{
	struct made_quality q = { .clean = people };

	for (uint32_t i = 0; i < people; i++) {
		arena_reset(m->scratch);
		struct human human = made_human(m, m->scratch, i);
		struct sheet sheet = made_sheet(m, m->scratch, &human);
		sheet.id = (int64_t)i + 1;
		q.flagged += made_twin(m, &sheet) != 0;
	}
	for (int way = 0; way < WAYS; way++) {
		uint32_t done = 0;
		for (uint32_t i = (uint32_t)way; i < people && done < each; i += 3) {
			struct human again;
			arena_reset(m->scratch);
			struct human human = made_human(m, m->scratch, i);
			if (!made_again(m->scratch, &human, (enum made_way)way, i, &again))
				continue;
			struct sheet sheet = made_sheet(m, m->scratch, &again);
			bool found = made_twin(m, &sheet) == (int64_t)i + 1;
			q.planted++;
			q.found += found;
			q.missed[way] += !found;
			done++;
		}
	}
	return q;
}

#endif
