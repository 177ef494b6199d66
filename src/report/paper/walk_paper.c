/* Whom a member has to survey, house by house, with boxes to be ticked on the way. */
#include "base/memory.h"
#include "report/paper/paper_type.h"
#include "store/roster/roster.h"
#include "store/team/team.h"
#include "table/display.h"

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static bool is_same_household(const struct roster_entry *a, const struct roster_entry *b)
{
	return a->facts.area_id == b->facts.area_id && a->household != NULL && b->household != NULL &&
	       strcmp(a->household, b->household) == 0;
}

static void put_person(const struct paper_ask *ask, struct tmpl_dict *dict, const struct roster_entry *e, bool first)
{
	struct tmpl_dict *row = tmpl_add(dict, "PERSON");

	tmpl_put(row, "HOUSEHOLD_NO", first ? or_empty(e->facts.household_no) : "");
	tmpl_put(row, "FULL_NAME", e->facts.full_name);
	tmpl_put(row, "BIRTH", e->facts.birth_date == NULL ? "" : display_day(ask->arena, e->facts.birth_date));
	tmpl_put(row, "ADDRESS", first ? or_empty(e->facts.address) : "");
}

static void put_people(const struct paper_ask *ask, struct tmpl_dict *dict, const struct roster_entry *rows,
                       size_t count)
{
	struct tmpl_dict *hamlet = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct roster_entry *before = i == 0 ? NULL : &rows[i - 1];
		if (before == NULL || before->facts.area_id != rows[i].facts.area_id) {
			hamlet = tmpl_add(dict, "HAMLET");
			tmpl_put(hamlet, "HAMLET_NAME", or_empty(rows[i].area_name));
		}
		put_person(ask, hamlet, &rows[i], before == NULL || !is_same_household(before, &rows[i]));
	}
}

static enum err read_paper(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                           struct paper_shown *shown, struct error *error)
{
	const struct roster_filter filter = { .member_id = ask->id, .left = true, .walking = true };
	struct member member;
	struct roster_entry *rows;
	struct office office;
	size_t count;

	if (ask->actor == NULL)
		return error_set(error, ERR_NOT_FOUND, NULL, "of whoever asks alone");
	enum err err = member_by_id_any(db, ask->arena, ask->id, &member, error);
	if (err == ERR_OK)
		err = roster_select(db, ask->arena, ask->actor, &filter, &rows, &count, error);
	if (err != ERR_OK)
		return err;
	int64_t commune = count > 0 ? rows[0].commune_id : ask->actor->commune_id;
	*shown = (struct paper_shown){ .commune_id = commune };
	office_read_any(db, ask->arena, commune, &office);
	paper_put_head(ask, dict, &office, false);
	tmpl_put(dict, "MEMBER_NAME", member.full_name);
	tmpl_put(dict, "COUNT", display_count(ask->arena, (int64_t)count));
	put_people(ask, dict, rows, count);
	return ERR_OK;
}

/* His own, or of a member whom one sees. */
static bool may_see(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	struct member_row row;

	return actor_is_member(actor, id) || member_load(db, arena, actor, id, &row, NULL) == ERR_OK;
}

const struct paper_type walk_paper = {
	.name = "walk",
	.file = "danh-sach-di-dieu-tra",
	.title = MSG_TITLE_WALK,
	.path = "/roster/walk/{id}",
	.back = "/roster",
	.formats = FORMAT_PAGE | FORMAT_PDF | FORMAT_DOCX,
	.issued_as = -1,
	.template = "paper/walk.html",
	.may = may_see,
	.read = read_paper,
};
