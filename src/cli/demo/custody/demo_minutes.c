#include "cli/demo/custody/demo_minutes.h"

#include "base/memory.h"
#include "store/admin/user.h"
#include "workflow/handover/minutes_task.h"
#include "workflow/handover/signed_copy.h"

/* The first periods of that commune's campaign. */
static const struct period { const char *first_day, *last_day; } periods[] = {
	{ "2024-05-01", "2024-05-10" }, { "2024-05-11", "2024-05-20" }, { "2024-05-21", "2024-05-31" },
	{ "2024-06-01", "2024-06-03" },
};

struct desk {
	const struct workflow *workflow;
	struct arena *arena;
	struct actor officer;
};

static struct minutes_request request_of(const struct desk *d, int64_t id)
{
	return (struct minutes_request){ .head = { .workflow = d->workflow, .arena = d->arena, .actor = &d->officer },
		.minutes.id = id };
}

/* *id 0: there is nothing to tell of the member in that period. */
static enum err make(const struct desk *d, int64_t member, const struct period *period, int64_t *id,
                     struct error *error)
{
	struct minutes_request r = request_of(d, 0);

	r.minutes.type = MINUTES_ACCEPTANCE;
	r.minutes.member_id = member;
	r.minutes.first_day = period->first_day;
	r.minutes.last_day = period->last_day;
	enum err err = workflow_make_minutes(&r, error);
	*id = r.head.made.id;
	return err == ERR_UNPROCESSABLE ? ERR_OK : err;
}

static enum err issue(const struct desk *d, int64_t id, struct error *error)
{
	struct minutes_request r = request_of(d, id);

	return workflow_issue_minutes(&r, error);
}

/* ---- what becomes of each ---- */

/* Others are signed in their place. */
static enum err replace(const struct desk *d, int64_t id, struct error *error)
{
	struct minutes_request r = request_of(d, id);
	struct signed_request copy = { .head = r.head, .kind = PAPER_MINUTES };
	char today[DATE_TEXT];
	enum err err = issue(d, id, error);

	date_to_iso(clock_today(&d->workflow->clock), today);
	copy.day = today;
	if (err == ERR_OK)
		err = workflow_replace_minutes(&r, error);
	copy.subject = r.head.made;
	if (err == ERR_OK)
		err = issue(d, copy.subject.id, error);
	return err == ERR_OK ? workflow_note_signed(&copy, error) : err;
}

static enum err leave(const struct desk *d, int64_t id, struct error *error)
{
	(void)d;
	(void)id;
	(void)error;
	return ERR_OK;
}

/* ---- of whom ---- */

static bool is_new(const int64_t *members, size_t count, int64_t member)
{
	for (size_t i = 0; i < count; i++) {
		if (members[i] == member)
			return false;
	}
	return member != 0;
}

/* The members who interviewed in a commune, each once, hamlet by hamlet. */
static size_t members_of(const struct demo_storing *s, int commune, int64_t *members)
{
	const struct demo_geo *geo = s->demo->geo;
	size_t count = 0;

	for (int hamlet = 0; hamlet < geo->count; hamlet++) {
		for (int i = 0; geo->areas[hamlet].parent == commune && i < 2; i++) {
			int user = s->staff->enumerators[hamlet][i];
			if (user >= 0 && is_new(members, count, s->staff->users[user].member_id))
				members[count++] = s->staff->users[user].member_id;
		}
	}
	return count;
}

enum err demo_minutes(const struct demo_storing *s, const struct workflow *workflow, struct error *error)
{
	static enum err (*const fates[])(const struct desk *, int64_t, struct error *) = { replace, leave, issue,
		issue };
	struct desk d = { .workflow = workflow, .arena = s->scratch };
	int commune = demo_area_named(s->demo, "most");
	int64_t *members = arena_array(s->demo->arena, 2 * (size_t)s->demo->geo->count + 1, sizeof *members), id = 0;
	size_t count = members_of(s, commune, members), fate = 0;

	arena_reset(s->scratch);
	enum err err = user_actor_any(s->db, d.arena, s->staff->users[s->staff->officers[commune]].id, &d.officer, error);
	for (size_t i = 0; i < count * COUNT(periods) && fate < COUNT(fates) && err == ERR_OK; i++) {
		err = make(&d, members[i % count], &periods[i / count], &id, error);
		if (err == ERR_OK && id != 0)
			err = fates[fate++](&d, id, error);
	}
	return err;
}
