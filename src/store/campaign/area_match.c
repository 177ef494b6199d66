#include "store/campaign/area_match.h"

#include "base/memory.h"
#include "store/campaign/area_row.h"
#include "store/tables.h"
#include "text/utf8.h"

enum { OF_CAMPAIGN };

static const struct db_statement statements[] = {
	[OF_CAMPAIGN] = { DB_READ, "WITH RECURSIVE inside(id) AS ("
		"SELECT area_id FROM campaign_area "
		"WHERE campaign_id = :campaign "
		"UNION "
		"SELECT a.id FROM inside "
		"JOIN area a ON a.parent_id = inside.id) "
		"SELECT " AREA_COLUMNS " FROM inside "
		"JOIN area a ON a.id = inside.id "
		"JOIN campaign c ON c.id = :campaign "
		"WHERE (a.valid_to IS NULL OR a.valid_to >= c.collect_from) "
		"AND (c.collect_to IS NULL OR a.valid_from <= c.collect_to) "
		"ORDER BY a.code, a.id" },
};

const struct db_statements area_match_statements = { statements, COUNT(statements) };

/* Words of levels as they may stand before a name, folded; the longer before those that they begin with. */
static const char *const words[] = { "thanh pho ", "thi xa ", "thi tran ", "to dan pho ", "khu pho ", "dac khu ",
	"tinh ", "huyen ", "quan ", "phuong ", "xa ", "thon ", "ap ", "ban ", "buon ", "to ", "tp ", "tx ", "tt ", "tdp " };

static const char *squeeze(struct arena *arena, const char *words_of)
{
	char *key = arena_text(arena, words_of), *to = key;

	for (const char *from = key; *from != '\0'; from++) {
		if (*from != ' ')
			*to++ = *from == 'y' ? 'i' : *from;
	}
	*to = '\0';
	return key;
}

const char *area_match_key(struct arena *arena, const char *name)
{
	const char *folded = utf8_fold_words(arena, name);

	return folded == NULL ? NULL : squeeze(arena, folded);
}

/* The key without the word of a level. */
static const char *bare_key(struct arena *arena, const char *name)
{
	const char *folded = utf8_fold_words(arena, name);

	for (size_t i = 0; i < COUNT(words) && folded != NULL; i++) {
		size_t length = strlen(words[i]);
		if (strncmp(folded, words[i], length) == 0 && folded[length] != '\0')
			return squeeze(arena, folded + length);
	}
	return folded == NULL ? NULL : squeeze(arena, folded);
}

enum err area_names_read(struct db *db, struct arena *arena, int64_t campaign_id, struct area_names *out,
                         struct error *error)
{
	struct db_row *row = db_use(db, &statements[OF_CAMPAIGN]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":campaign", campaign_id);
	while ((step = db_step(row)) == DB_ROW)
		area_read(row, arena, rows_add(&list, arena, sizeof(struct area)));
	*out = (struct area_names){ .areas = list.items, .count = list.count,
		.full_keys = arena_array(arena, list.count + 1, sizeof *out->full_keys),
		.keys = arena_array(arena, list.count + 1, sizeof *out->keys) };
	for (size_t i = 0; i < out->count; i++) {
		out->full_keys[i] = area_match_key(arena, out->areas[i].full_name);
		out->keys[i] = bare_key(arena, out->areas[i].full_name);
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum way { BY_CODE, BY_WHOLE, BY_BARE, WAYS };

static bool has_code(const struct area *area, const char *code)
{
	size_t level = strlen(area->level);

	if (strncmp(code, area->level, level) == 0 && code[level] == ':')
		code += level + 1;
	return strcmp(area->code, code) == 0;
}

size_t area_names_find(const struct area_names *names, struct arena *arena, const char *name, const char *level,
                       int64_t parent_id, const struct area **out, size_t most)
{
	const char *whole = area_match_key(arena, name), *bare = bare_key(arena, name);
	size_t found = 0;

	for (int way = BY_CODE; way < WAYS && found == 0 && whole != NULL && bare != NULL; way++) {
		for (size_t i = 0; i < names->count; i++) {
			const struct area *area = &names->areas[i];
			bool meant = way == BY_CODE    ? has_code(area, name)
			             : way == BY_WHOLE ? strcmp(names->full_keys[i], whole) == 0
			                               : strcmp(names->keys[i], bare) == 0;
			if (!meant || (level != NULL && strcmp(area->level, level) != 0) ||
			    (parent_id != 0 && area->parent_id != parent_id))
				continue;
			if (found < most)
				out[found] = area;
			found++;
		}
	}
	return found;
}
