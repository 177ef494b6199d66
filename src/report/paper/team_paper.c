/* The members of the Tổ as an annex of its decision, and what each is to bring till when. */
#include "base/buf.h"
#include "base/memory.h"
#include "report/paper/paper_type.h"
#include "store/campaign/campaign.h"
#include "store/team/team.h"
#include "table/display.h"
#include "text/order.h"

enum { AREAS_TEXT = 400 };

/* A member in the order of a list, with the target of the campaign. */
struct listed {
	const char *key;
	const struct member_row *row;
	const struct member_target *target;     /* NULL: none */
};

struct team_list {
	const struct paper_ask *ask;
	struct team team;
	struct office office;
	struct campaign *campaign;      /* NULL: none covers the commune now */
	struct listed *members;
	size_t count;
};

static int compare_listed(const void *a, const void *b)
{
	return strcmp(((const struct listed *)a)->key, ((const struct listed *)b)->key);
}

/* Those who have not ended, by given name. */
static void sort(struct team_list *t, const struct member_row *rows, size_t count)
{
	struct arena *arena = t->ask->arena;
	char today[DATE_TEXT];

	date_to_iso(t->ask->today, today);
	t->members = arena_array(arena, count + 1, sizeof *t->members);
	for (size_t i = 0; i < count; i++) {
		const struct member *m = &rows[i].member;
		if (m->active_to == NULL || strcmp(m->active_to, today) >= 0)
			t->members[t->count++] = (struct listed){ name_order(arena, m->full_name), &rows[i], NULL };
	}
	if (t->count > 1)
		qsort(t->members, t->count, sizeof *t->members, compare_listed);
}

/* The newest that covers the commune, and its targets. */
static enum err read_targets(struct db *db, struct team_list *t, struct error *error)
{
	struct arena *arena = t->ask->arena;
	struct area_above above;
	struct campaign *open;
	struct member_target *targets = NULL;
	size_t open_count, count = 0;

	area_above_any(db, t->team.commune_id, &above);
	enum err err = campaign_covering_any(db, arena, &above, t->ask->today, &open, &open_count, error);
	for (size_t i = 0; err == ERR_OK && i < open_count; i++) {
		if (t->campaign == NULL || strcmp(open[i].collect_from, t->campaign->collect_from) > 0)
			t->campaign = &open[i];
	}
	if (err == ERR_OK && t->campaign != NULL)
		err = member_targets_any(db, arena, t->campaign->id, &targets, &count, error);
	for (size_t i = 0; i < t->count; i++) {
		for (size_t k = 0; k < count; k++) {
			if (targets[k].member_id == t->members[i].row->member.id)
				t->members[i].target = &targets[k];
		}
	}
	return err;
}

static enum err read_list(struct db *db, const struct paper_ask *ask, struct team_list *t, struct error *error)
{
	struct member_row *rows;
	size_t count;
	enum err err = area_keeps_sheets_any(db, ask->id) ? ERR_OK
	                                                  : error_set(error, ERR_NOT_FOUND, NULL, "no such commune");

	*t = (struct team_list){ .ask = ask };
	if (err == ERR_OK)
		err = team_of_any(db, ask->arena, ask->id, &t->team, error);
	if (err == ERR_OK)
		err = member_list_any(db, ask->arena, ask->id, &rows, &count, error);
	if (err != ERR_OK)
		return err;
	office_read_any(db, ask->arena, ask->id, &t->office);
	sort(t, rows, count);
	return read_targets(db, t, error);
}

/* ---- on the paper ---- */

static const char *areas_of(struct arena *arena, const struct member_row *row)
{
	struct buf text;

	buf_init(&text, arena, AREAS_TEXT * (row->area_count + 1));
	for (size_t i = 0; i < row->area_count; i++)
		buf_print(&text, "%s%s", i == 0 ? "" : ", ", row->areas[i].name);
	return text.data;
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static void put_member(const struct team_list *t, struct tmpl_dict *dict, const struct member_row *row)
{
	struct tmpl_dict *line = tmpl_add(dict, "MEMBER");

	tmpl_put(line, "FULL_NAME", row->member.told);
	tmpl_put(line, "BODY", or_empty(row->member.body));
	tmpl_put(line, "AREAS", areas_of(t->ask->arena, row));
	tmpl_put(line, "PHONE", or_empty(row->member.phone));
	if (row->member.id == t->team.keeper_id)
		tmpl_show(line, "KEEPS");
}

static void put_assignment(const struct team_list *t, struct tmpl_dict *dict)
{
	struct tmpl_dict *section = NULL;

	for (size_t i = 0; i < t->count; i++) {
		const struct listed *one = &t->members[i];
		if (one->target == NULL)
			continue;
		if (section == NULL) {
			section = tmpl_add(dict, "ASSIGNMENT");
			tmpl_put(section, "CAMPAIGN", t->campaign->name);
		}
		struct tmpl_dict *line = tmpl_add(section, "GIVEN");
		tmpl_put(line, "GIVEN_NAME", one->row->member.told);
		tmpl_put(line, "GIVEN_AREAS", areas_of(t->ask->arena, one->row));
		tmpl_put(line, "SHEETS", display_count(t->ask->arena, one->target->sheets));
		tmpl_put(line, "DUE_ON", display_day(t->ask->arena, one->target->due_on));
	}
}

static enum err read_paper(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                           struct paper_shown *shown, struct error *error)
{
	struct team_list t;
	struct date day;
	enum err err = read_list(db, ask, &t, error);

	if (err != ERR_OK)
		return err;
	*shown = (struct paper_shown){ .commune_id = ask->id };
	paper_put_head(ask, dict, &t.office, false);
	tmpl_put(dict, "TEAM_NAME", t.team.name == NULL ? message_text(MSG_NAV_MEMBERS) : t.team.name);
	if (t.team.decision_no != NULL && t.team.decided_on != NULL && date_from_iso(t.team.decided_on, false, &day)) {
		struct tmpl_dict *decision = tmpl_add(dict, "DECISION");
		tmpl_put(decision, "DECISION_NO", t.team.decision_no);
		tmpl_put(decision, "DECIDED_ON", paper_day_words(ask->arena, day));
	}
	tmpl_put(dict, "TITLE", t.office.signer_title == NULL ? message_text(MSG_PAPER_SIGNER) : t.office.signer_title);
	tmpl_put(dict, "SIGNER", or_empty(t.office.signer_name));
	for (size_t i = 0; i < t.count; i++)
		put_member(&t, dict, t.members[i].row);
	put_assignment(&t, dict);
	return ERR_OK;
}

static bool may_see(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	(void)arena;
	return area_in_scope(db, actor, id) && area_keeps_sheets_any(db, id);
}

const struct paper_type team_paper = {
	.name = "team",
	.file = "danh-sach-thanh-vien",
	.title = MSG_PAPER_TEAM,
	.path = "/members/team/{id}",
	.formats = FORMAT_PAGE | FORMAT_PDF | FORMAT_DOCX,
	.issued_as = -1,
	.template = "paper/team.html",
	.may = may_see,
	.read = read_paper,
};
