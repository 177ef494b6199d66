#include "auth/number_search.h"

#include "base/memory.h"
#include "store/sheet/event.h"
#include "store/admin/notice.h"
#include "text/messages.h"

enum { SECONDS_OF_MINUTE = 60 };

struct telling {
	const struct number_search *search;
	struct arena *arena;
	const struct actor *actor;
};

/* Roles change; the history keeps the one of then. */
static enum err tell_job(struct db *db, void *arg, struct error *error)
{
	const struct telling *t = arg;
	char now[CLOCK_TEXT];

	clock_now(t->search->clock, now);
	const struct event event = { .at = now, .actor_id = t->actor->user_id, .action = ACTION_SEARCH_LIMITED,
		.diff = arena_print(t->arena, "{\"role\":\"%s\"}", role_code(t->actor->role)) };
	return event_add(db, &event, error);
}

static enum err refuse(struct arena *arena, int wait, struct error *error)
{
	const char *minutes = arena_print(arena, "%d", (wait + SECONDS_OF_MINUTE - 1) / SECONDS_OF_MINUTE);
	const char *const parts[] = { arena_print(arena, "%d", NUMBER_MOST), minutes };

	error_set(error, ERR_TOO_MANY, message_with(arena, MSG_TOO_MANY_NUMBERS, parts, COUNT(parts)),
	          "too many numbers looked for");
	error->retry_after = wait;
	return ERR_TOO_MANY;
}

enum err number_search_admit(const struct number_search *search, struct arena *arena, const struct actor *actor,
                             const char *number, struct error *error)
{
	struct telling telling = { search, arena, actor };
	bool first;

	if (!actor_is_masked(actor))
		return ERR_OK;
	int wait = number_limiter_ask(search->limiter, actor->user_id, number, clock_monotonic_ms(), &first);
	if (wait == 0)
		return ERR_OK;
	enum err err = first ? db_write(search->writer, tell_job, &telling, error) : ERR_OK;
	if (err == ERR_OK)
		return refuse(arena, wait, error);
	number_limiter_untold(search->limiter, actor->user_id);
	return err;
}
