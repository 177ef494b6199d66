/* The members of the Tổ, and what each is to bring. */
#include "base/buf.h"
#include "base/memory.h"
#include "report/plain_filter.h"
#include "report/registry.h"
#include "report/sheet_query.h"
#include "store/campaign/campaign.h"
#include "store/team/team.h"
#include "table/display.h"
#include "text/order.h"
#include "text/utf8.h"

enum { AREAS_TEXT = 400 };

struct member_filter {
	const char *q;                  /* folded */
	int64_t area_id, campaign_id;
	int ended;                      /* 1: who has, -1: who has not */
};

struct member_line {
	int64_t id;
	const char *full_name, *told, *body, *phone, *username, *trained_on, *active_from, *active_to;
	const char *areas, *codes, *commune, *key, *due_on;
	enum standing standing;
	int64_t target, sent, left, late;
};

#define AT(member) offsetof(struct member_line, member)

/* ---- filters ---- */

static bool read_ended(struct table_ask *ask, const char *text, void *place)
{
	int standing = codes_find(&standing_codes, text), ended = standing == STANDING_MEMBER_ENDED ? 1 : -1;

	(void)ask;
	memcpy(place, &ended, sizeof ended);
	return standing == STANDING_MEMBER_ENDED || standing == STANDING_MEMBER_ACTIVE;
}

static const struct filter_choice standings[] = { { STANDING_MEMBER_ACTIVE_CODE, MSG_STANDING_MEMBER_ACTIVE },
	{ STANDING_MEMBER_ENDED_CODE, MSG_STANDING_MEMBER_ENDED } };
static const struct filter_kind filter_ended = { .look = LOOK_SELECT, .read = read_ended,
	FILTER_CHOICES(standings) };

#define FILTER_OF_WORDS { "q", MSG_FILTER_MEMBERS, &filter_words, offsetof(struct member_filter, q), NULL }
#define FILTER_OF_PLACE { "area", MSG_LEVEL_AREA, &filter_area, offsetof(struct member_filter, area_id), NULL }

static const struct table_filter member_filters[] = {
	FILTER_OF_WORDS,
	FILTER_OF_PLACE,
	{ "state", MSG_HEAD_STANDING, &filter_ended, offsetof(struct member_filter, ended), NULL },
};

static const struct table_filter assignment_filters[] = {
	FILTER_OF_WORDS,
	FILTER_OF_PLACE,
	{ "campaign", MSG_FILTER_CAMPAIGN, &filter_campaign, offsetof(struct member_filter, campaign_id), NULL },
};

/* ---- lines ---- */

static bool has_words(struct arena *arena, const struct member_line *line, const char *q)
{
	const char *const texts[] = { line->told, line->body, line->username };
	bool found = q == NULL;

	for (size_t i = 0; i < COUNT(texts) && !found; i++)
		found = texts[i] != NULL && strstr(utf8_fold(arena, texts[i]), q) != NULL;
	return found;
}

static void tell_areas(struct arena *arena, const struct member_row *row, struct member_line *line)
{
	struct buf names, codes;

	buf_init(&names, arena, AREAS_TEXT * (row->area_count + 1));
	buf_init(&codes, arena, AREAS_TEXT * (row->area_count + 1));
	for (size_t i = 0; i < row->area_count; i++) {
		buf_print(&names, "%s%s", i == 0 ? "" : ", ", row->areas[i].name);
		buf_print(&codes, "%s%s", i == 0 ? "" : " ", row->areas[i].code);
	}
	line->areas = names.data;
	line->codes = codes.data;
}

static bool has_ended(const struct member *member, struct date today)
{
	struct date last;

	return member->active_to != NULL && date_from_iso(member->active_to, false, &last) &&
	       date_to_days(last) < date_to_days(today);
}

/* By what name somebody logs in is the officer's to know. */
static bool sees_accounts(const struct actor *actor)
{
	return actor->role == ROLE_OFFICER;
}

/* Above the commune names and figures are enough. */
static bool sees_phones(const struct actor *actor)
{
	return (ROLE_BIT(actor->role) & (ROLE_BIT(ROLE_DISTRICT) | ROLE_BIT(ROLE_PROVINCE))) == 0;
}

static struct member_line line_of(const struct table_ask *ask, const struct member_row *row)
{
	struct arena *arena = ask->reader.arena;
	const struct member *m = &row->member;
	struct member_line line = { .id = m->id, .full_name = m->full_name, .told = m->told, .body = m->body,
		.phone = sees_phones(ask->reader.actor) ? m->phone : NULL,
		.username = sees_accounts(ask->reader.actor) ? m->username : NULL,
		.trained_on = m->trained_on, .active_from = m->active_from, .active_to = m->active_to,
		.commune = row->commune_name, .key = name_order(arena, m->full_name), .left = BALANCE_NONE,
		.standing = has_ended(m, ask->today) ? STANDING_MEMBER_ENDED : STANDING_MEMBER_ACTIVE };

	tell_areas(arena, row, &line);
	return line;
}

static int compare_lines(const void *a, const void *b)
{
	const struct member_line *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

/* Those that the filter wants, by given name. */
static enum err read_lines(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	const struct member_filter *f = ask->filter;
	struct arena *arena = ask->reader.arena;
	struct member_row *rows;
	size_t count;
	enum err err = member_list(db, arena, ask->reader.actor, f->area_id, &rows, &count, error);

	if (err != ERR_OK)
		return err;
	struct member_line *lines = arena_array(arena, count + 1, sizeof *lines);
	for (size_t i = 0; i < count; i++) {
		struct member_line line = line_of(ask, &rows[i]);
		bool stands = f->ended == 0 || (f->ended > 0) == (line.standing == STANDING_MEMBER_ENDED);
		if (stands && has_words(arena, &line, f->q))
			lines[out->count++] = line;
	}
	if (out->count > 1)
		qsort(lines, out->count, sizeof *lines, compare_lines);
	out->items = lines;
	return ERR_OK;
}

/* ---- the members ---- */

static const struct column member_columns[] = {
	{ "full_name", MSG_HEAD_NAME, KIND_NAME, AT(told), COLUMN_ANYWHERE, 0 },
	{ "body", MSG_MEMBER_BODY, KIND_NAME, AT(body), COLUMN_ANYWHERE, 0 },
	{ "areas", MSG_HEAD_HAMLETS, KIND_NAME, AT(areas), COLUMN_SHOWN, 0 },
	{ "areas", MSG_HEAD_HAMLETS, KIND_CODES, AT(codes), COLUMN_FILE, 0 },
	{ "phone", MSG_MEMBER_PHONE, KIND_CODE, AT(phone), COLUMN_ANYWHERE, 0 },
	{ "trained_on", MSG_MEMBER_TRAINED, KIND_DAY, AT(trained_on), COLUMN_ANYWHERE, 0 },
	{ "state", MSG_HEAD_STANDING, KIND_STANDING, AT(standing), COLUMN_ANYWHERE, 0 },
	{ "active_from", MSG_MEMBER_FROM, KIND_DAY, AT(active_from), COLUMN_FILE, 0 },
	{ "active_to", MSG_MEMBER_TO, KIND_DAY, AT(active_to), COLUMN_FILE, 0 },
	{ "commune", MSG_LEVEL_COMMUNE, KIND_NAME, AT(commune), COLUMN_FILE, 0 },
	{ "username", MSG_USER_NAME, KIND_CODE, AT(username), COLUMN_FILE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, AT(id), COLUMN_FILE, 0 },
};

/* Of one commune the list is what the decision names. */
static enum err tell_title(struct db *db, struct table_ask *ask, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	int64_t commune = members_commune(db, ask->reader.actor, ((const struct member_filter *)ask->filter)->area_id);
	struct team team;
	enum err err = commune == 0 ? ERR_OK : team_of_any(db, arena, commune, &team, error);

	if (commune == 0 || err != ERR_OK || team.name == NULL)
		return err;
	const char *const parts[] = { team.name, team.decision_no, display_day(arena, team.decided_on) };
	bool whole = team.decision_no != NULL && team.decided_on != NULL;
	ask->title = message_with(arena, whole ? MSG_TITLE_MEMBERS_BY : MSG_TITLE_MEMBERS, parts, whole ? COUNT(parts) : 1);
	return ERR_OK;
}

int64_t members_commune(struct db *db, const struct actor *actor, int64_t area_id)
{
	if (area_id != 0)
		return area_in_scope(db, actor, area_id) ? area_commune_any(db, area_id) : 0;
	return actor->commune_id != 0 || actor->area_count != 1 ? actor->commune_id : area_commune_any(db, actor->areas[0]);
}

static enum err read_members(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	enum err err = read_lines(db, ask, out, error);

	return err == ERR_OK ? tell_title(db, ask, error) : err;
}

static const char *link_member(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/members/%lld", (long long)((const struct member_line *)row)->id);
}

const struct table members_table = {
	.name = "thanh-vien",
	.path = "/members",
	.title = MSG_NAV_MEMBERS,
	.found = MSG_COUNT_MEMBERS,
	.empty = MSG_NO_MEMBERS,
	TABLE_COLUMNS(member_columns),
	TABLE_FILTERS(member_filters, struct member_filter),
	.row_size = sizeof(struct member_line),
	.small = true,
	.read = read_members,
	.link = link_member,
};

/* ---- what each is to bring ---- */

static const struct column assignment_columns[] = {
	{ "full_name", MSG_HEAD_MEMBER, KIND_NAME, AT(told), COLUMN_ANYWHERE, 0 },
	{ "body", MSG_MEMBER_BODY, KIND_NAME, AT(body), COLUMN_ANYWHERE, 0 },
	{ "areas", MSG_HEAD_HAMLETS, KIND_NAME, AT(areas), COLUMN_SHOWN, 0 },
	{ "areas", MSG_HEAD_HAMLETS, KIND_CODES, AT(codes), COLUMN_FILE, 0 },
	{ "target", MSG_HEAD_TARGET, KIND_SOME, AT(target), COLUMN_ANYWHERE, 0 },
	{ "due_on", MSG_HEAD_DUE, KIND_DAY, AT(due_on), COLUMN_ANYWHERE, 0 },
	{ "sent", MSG_HEAD_SENT, KIND_COUNT, AT(sent), COLUMN_ANYWHERE, 0 },
	{ "left", MSG_HEAD_LEFT, KIND_BALANCE, AT(left), COLUMN_ANYWHERE, 0 },
	{ "late", MSG_HEAD_LATE, KIND_LATE, AT(late), COLUMN_ANYWHERE, 0 },
	{ "commune", MSG_LEVEL_COMMUNE, KIND_NAME, AT(commune), COLUMN_FILE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, AT(id), COLUMN_FILE, 0 },
};

/* The one asked for, else the newest whose collecting has begun, else the newest. */
static const struct campaign *choose(const struct campaign *campaigns, size_t count, int64_t id, struct date today)
{
	const struct campaign *best = NULL;
	char day[DATE_TEXT];

	date_to_iso(today, day);
	for (size_t i = 0; i < count; i++) {
		const struct campaign *c = &campaigns[i];
		bool begun = strcmp(c->collect_from, day) <= 0;
		bool best_begun = best != NULL && strcmp(best->collect_from, day) <= 0;
		bool newer = best == NULL || strcmp(c->collect_from, best->collect_from) > 0;
		if (c->id == id)
			return c;
		if (best == NULL || begun > best_begun || (begun == best_begun && newer))
			best = c;
	}
	return id == 0 ? best : NULL;
}

static void tell_target(const struct table_ask *ask, struct member_line *line, const struct member_target *target)
{
	struct date due;

	line->target = target->sheets;
	line->sent = target->sent;
	line->due_on = target->due_on;
	if (target->sheets == 0)
		return;
	line->left = target->sheets - target->sent;
	if (line->left > 0 && line->due_on != NULL && date_from_iso(line->due_on, false, &due) &&
	    date_to_days(due) < date_to_days(ask->today))
		line->late = date_to_days(ask->today) - date_to_days(due);
}

static const struct member_target *target_of(const struct member_target *targets, size_t count, int64_t id)
{
	for (size_t low = 0, high = count; low < high;) {
		size_t middle = low + (high - low) / 2;
		if (targets[middle].member_id == id)
			return &targets[middle];
		if (targets[middle].member_id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Who is in the Tổ now, or has sent or is to send something. */
static void keep_assigned(const struct table_ask *ask, struct table_rows *out, const struct member_target *targets,
                          size_t count, struct member_line *sum)
{
	struct member_line *lines = out->items;
	size_t kept = 0;

	for (size_t i = 0; i < out->count; i++) {
		const struct member_target *target = target_of(targets, count, lines[i].id);
		if (target == NULL && lines[i].standing == STANDING_MEMBER_ENDED)
			continue;
		if (target != NULL)
			tell_target(ask, &lines[i], target);
		sum->target += lines[i].target;
		sum->sent += lines[i].sent;
		if (lines[i].left != BALANCE_NONE)
			sum->left = (sum->left == BALANCE_NONE ? 0 : sum->left) + lines[i].left;
		lines[kept++] = lines[i];
	}
	out->count = kept;
}

static enum err read_assignments(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	int64_t asked = ((const struct member_filter *)ask->filter)->campaign_id;
	struct campaign *campaigns;
	struct member_target *targets = NULL;
	size_t campaign_count, count = 0;
	enum err err = campaign_list(db, arena, ask->reader.actor, &campaigns, &campaign_count, error);

	if (err != ERR_OK)
		return err;
	const struct campaign *campaign = choose(campaigns, campaign_count, asked, ask->today);
	if (campaign == NULL)
		return ERR_OK;
	ask->title = message_with_one(arena, MSG_TITLE_ASSIGNMENTS, campaign->name);
	err = read_lines(db, ask, out, error);
	if (err == ERR_OK)
		err = member_target_list(db, arena, ask->reader.actor, campaign->id, &targets, &count, error);
	if (err != ERR_OK)
		return err;
	struct member_line *sum = arena_array(arena, 1, sizeof *sum);
	*sum = (struct member_line){ .told = message_text(MSG_SUM), .areas = "", .left = BALANCE_NONE };
	keep_assigned(ask, out, targets, count, sum);
	out->sum = out->count == 0 ? NULL : sum;
	return ERR_OK;
}

const struct table assignments_table = {
	.name = "giao-chi-tieu",
	.path = "/members/assignments",
	.title = MSG_NAV_ASSIGNMENTS,
	.found = MSG_COUNT_MEMBERS,
	.empty = MSG_NO_MEMBERS,
	TABLE_COLUMNS(assignment_columns),
	TABLE_FILTERS(assignment_filters, struct member_filter),
	.row_size = sizeof(struct member_line),
	.small = true,
	.read = read_assignments,
	.link = link_member,
};
