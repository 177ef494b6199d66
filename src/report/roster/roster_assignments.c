/* What each member was given, with the day by which it is to be done. It is late as a whole. */
#include "base/memory.h"
#include "report/registry.h"
#include "report/roster/roster_tables.h"
#include "store/roster/roster_assignment.h"

struct assignment_line {
	struct roster_assignment assignment;
	const char *due_on;
	int64_t late;
};

#define AT(member) offsetof(struct assignment_line, member)

static const struct column columns[] = {
	{ "member", MSG_HEAD_MEMBER, KIND_NAME, AT(assignment.member_name), COLUMN_ANYWHERE, 0 },
	{ "assigned_on", MSG_HEAD_ASSIGNED_ON, KIND_DAY, AT(assignment.assigned_on), COLUMN_ANYWHERE, 0 },
	{ "people", MSG_HEAD_ON_LIST, KIND_COUNT, AT(assignment.people), COLUMN_ANYWHERE, 0 },
	{ "left", MSG_ROSTER_LEFT, KIND_COUNT, AT(assignment.left), COLUMN_ANYWHERE, 0 },
	{ "due_on", MSG_HEAD_DUE, KIND_DAY, AT(due_on), COLUMN_ANYWHERE, 0 },
	{ "late", MSG_HEAD_LATE, KIND_LATE, AT(late), COLUMN_ANYWHERE, 0 },
	{ "campaign", MSG_FILTER_CAMPAIGN, KIND_NAME, AT(assignment.campaign_name), COLUMN_FILE, 0 },
	{ "commune", MSG_LEVEL_COMMUNE, KIND_NAME, AT(assignment.commune_name), COLUMN_FILE, 0 },
	{ "member_id", MSG_HEAD_ID, KIND_ID, AT(assignment.member_id), COLUMN_FILE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, AT(assignment.id), COLUMN_FILE, 0 },
};

static void tell_due(const struct table_ask *ask, const struct stage_days *days, struct assignment_line *line)
{
	struct date due;

	if (!roster_assignment_due(days, &line->assignment, &due))
		return;
	char *iso = arena_alloc(ask->reader.arena, DATE_TEXT);
	date_to_iso(due, iso);
	line->due_on = iso;
	if (date_compare(due, ask->today) < 0)
		line->late = stage_days_between(days, line->assignment.campaign_id, due, ask->today);
}

static enum err read(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct assignment_line *sum = arena_alloc(arena, sizeof *sum);
	struct roster_assignment *rows;
	struct stage_days days;
	size_t count = 0;
	enum err err = roster_assignments(db, arena, ask->reader.actor, 0, &rows, &count, error);

	if (err == ERR_OK)
		err = stage_days_any(db, arena, &days, error);
	if (err != ERR_OK)
		return err;
	struct assignment_line *lines = arena_array(arena, count + 1, sizeof *lines);
	*sum = (struct assignment_line){ .assignment.member_name = message_text(MSG_SUM) };
	for (size_t i = 0; i < count; i++) {
		if (rows[i].people == 0)
			continue;
		struct assignment_line *line = &lines[out->count++];
		line->assignment = rows[i];
		tell_due(ask, &days, line);
		sum->assignment.people += rows[i].people;
		sum->assignment.left += rows[i].left;
	}
	out->items = lines;
	out->sum = out->count == 0 ? NULL : sum;
	return ERR_OK;
}

static const char *link_of(struct table_ask *ask, const void *row)
{
	const struct assignment_line *line = row;

	return arena_print(ask->reader.arena, "/roster?member=%lld&state=left", (long long)line->assignment.member_id);
}

const struct table roster_assignments_table = {
	.name = "giao-bang-ke",
	.path = "/roster/assignments",
	.title = MSG_TITLE_ROSTER_ASSIGNMENTS,
	.found = MSG_COUNT_ASSIGNMENTS,
	.empty = MSG_NO_ASSIGNMENTS,
	TABLE_COLUMNS(columns),
	.row_size = sizeof(struct assignment_line),
	.small = true,
	.read = read,
	.link = link_of,
};
