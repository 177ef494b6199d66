#include "web/sheet/where.h"

#include "base/buf.h"
#include "base/memory.h"
#include "store/admin/user.h"
#include "table/display.h"
#include "table/kind.h"
#include "text/label.h"
#include "web/frame/text.h"

enum { NAMES_MOST = 3, NAMES_LIMIT = 2048 };

/* Who has a sheet in that state: those of the role in whose scope its hamlet or its commune lies. */
static const struct { enum state state; enum role role; bool of_hamlet; } holders[] = {
	{ STATE_WITH_HAMLET, ROLE_HAMLET_LEADER, true },
	{ STATE_RECEIVED, ROLE_OFFICER, false },
	{ STATE_ACCEPTED, ROLE_OFFICER, false },
	{ STATE_POLICE_RETURNED, ROLE_OFFICER, false },
	{ STATE_HANDED_OVER, ROLE_POLICE, false },
	{ STATE_ENTERED, ROLE_POLICE, false },
};

/* "A, B, C và 2 người khác"; NULL: there is nobody. */
static const char *names_of(struct http_request *request, const struct user *users, size_t count)
{
	struct buf names;

	buf_init(&names, request->arena, NAMES_LIMIT);
	for (size_t i = 0; i < count && i < NAMES_MOST; i++)
		buf_print(&names, "%s%s", i == 0 ? "" : ", ", users[i].full_name);
	if (count > NAMES_MOST)
		return message_fill(request, MSG_WHO_ACCEPTS_MORE, names.data,
		                    web_count(request, (int64_t)(count - NAMES_MOST)));
	return count == 0 ? NULL : names.data;
}

/* A draft, and what was returned, is with whoever wrote it. */
static enum err read_holders(struct db *db, struct http_request *request, const struct sheet *sheet,
                             const char **names, struct error *error)
{
	int64_t hamlet = answers_at(&sheet->answers, sheet->answers.form->hamlet)->number;
	struct user *users = NULL;
	size_t count = 0;
	enum err err = ERR_OK;

	*names = sheet->state == STATE_DRAFT || sheet->state == STATE_RETURNED ? sheet->writer_name : NULL;
	for (size_t i = 0; i < COUNT(holders); i++) {
		if (holders[i].state != sheet->state)
			continue;
		int64_t area_id = holders[i].of_hamlet && hamlet != 0 ? hamlet : sheet->commune_id;
		err = user_list_role_any(db, request->arena, holders[i].role, area_id, &users, &count, error);
		*names = err == ERR_OK ? names_of(request, users, count) : NULL;
	}
	return err;
}

enum err where_read(struct db *db, struct http_request *request, const struct sheet *sheet, struct sheet_where *out,
                    struct error *error)
{
	struct date today = clock_today(&web_app(request)->workflow.clock);
	enum err err = stage_days_any(db, request->arena, &out->days, error);

	if (err != ERR_OK)
		return err;
	out->has_due = stage_due(&out->days, sheet->campaign_id, sheet->state, sheet->clock_from, &out->due);
	out->late = stage_days_late(&out->days, sheet->campaign_id, sheet->state, sheet->clock_from, today);
	if (out->has_due && out->late == 0)
		stage_days_soon(db, request->arena, &out->days);
	out->left = out->has_due ? date_to_days(out->due) - date_to_days(today) : 0;
	struct stage_days ahead = out->days;
	ahead.ahead = ahead.soon;
	out->soon = out->late == 0 && ahead.soon > 0 &&
	            stage_days_late(&ahead, sheet->campaign_id, sheet->state, sheet->clock_from, today) > 0;
	return read_holders(db, request, sheet, &out->holders, error);
}

void where_put(struct http_request *request, struct tmpl_dict *dict, const struct sheet *sheet,
               const struct sheet_where *where)
{
	const struct answer *paper = answers_at(&sheet->answers, sheet->answers.form->paper_no);
	const struct kind_reader reader = { request->arena, web_actor(request), sheet->answers.form };
	char due[DATE_TEXT];

	tmpl_put(dict, "WHERE_STATE", state_label(sheet->state));
	tmpl_put(dict, "WHERE_SINCE", web_time(request, sheet->since));
	put_section(dict, "HOLDERS", "HOLDER_NAMES", where->holders);
	if (where->has_due) {
		date_to_shown(where->due, due);
		put_section(dict, "DUE", "DUE_DAY", arena_text(request->arena, due));
	}
	if (where->late > 0)
		put_section(dict, "LATE", "LATE_TEXT", kind_shown(&reader, KIND_LATE, &where->late));
	else if (where->soon)
		put_section(dict, "SOON", "SOON_TEXT",
		            where->left == 0 ? message_text(MSG_DUE_TODAY)
		                             : message_fill(request, MSG_DUE_SOON, web_count(request, where->left), NULL));
	put_section(dict, "PAPER", "PAPER_NO", paper->state == ANSWER_VALID ? paper->text : NULL);
}
