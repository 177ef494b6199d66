#include "cli/demo/staff.h"

#include "base/log.h"
#include "cli/demo/answers/demo_sheet.h"

enum { MOST_STAFF = 1024 };

static int add(struct demo_staff *staff, const char *username, const char *full_name, enum role role, int area)
{
	if (staff->count == MOST_STAFF)
		abort();
	staff->users[staff->count] = (struct demo_user){ .username = username, .full_name = full_name, .role = role,
		.area = area };
	return (int)staff->count++;
}

static int hire(const struct demo *demo, struct demo_staff *staff, const char *username, enum role role, int area)
{
	struct prng prng = prng_make(demo->seed, STREAM_STAFF, staff->count);
	bool woman = prng_chance(&prng, role == ROLE_POLICE ? 150 : 550);

	return add(staff, username, demo_name(demo->book, demo->arena, woman, prng_between(&prng, 1968, 1996), &prng),
	           role, area);
}

/* ---- users.tsv ---- */

int demo_area_named(const struct demo *demo, const char *text)
{
	const char *colon = strchr(text, ':');

	if (strcmp(text, "most") == 0)
		return demo_area_busiest(demo->geo);
	return colon == NULL ? -1 :
	       demo_area_find(demo->geo, arena_text_n(demo->arena, text, (size_t)(colon - text)), colon + 1);
}

static void add_known(const struct demo *demo, struct demo_staff *staff)
{
	struct demo_table table = demo_table(demo->arena, "users", 4);

	for (size_t row = 0; row < table.rows; row++) {
		int area = demo_area_named(demo, demo_cell(&table, row, 2));
		enum role role = ROLE_ADMIN;
		role_from_code(demo_cell(&table, row, 1), &role);
		int user = add(staff, demo_cell(&table, row, 0), demo_cell(&table, row, 3), role, area);
		if (role == ROLE_OFFICER)
			staff->officers[area] = user;
		if (role == ROLE_POLICE)
			staff->police[area] = user;
		if (role == ROLE_HAMLET_LEADER && demo_area_is(&demo->geo->areas[area], "hamlet"))
			staff->leaders[area] = user;
		if (role == ROLE_ENUMERATOR) {
			staff->roaming = user;
			staff->roaming_commune = area;
		}
	}
}

/* ---- the others ---- */

/* Lower-case beginning of the campaign's code, then what, then where: "ps-dtv-2235101". */
static const char *username(const struct demo *demo, const struct demo_area *area, const char *what)
{
	const char *code = demo->geo->campaigns[area->campaign].code;

	return arena_print(demo->arena, "%c%c-%s-%s", code[0] | 32, code[1] | 32, what, area->code);
}

static void hire_for_commune(const struct demo *demo, struct demo_staff *staff, int commune)
{
	const struct demo_area *area = &demo->geo->areas[commune];

	if (staff->officers[commune] < 0)
		staff->officers[commune] = hire(demo, staff, username(demo, area, "cb"), ROLE_OFFICER, commune);
	if (staff->police[commune] < 0)
		staff->police[commune] = hire(demo, staff, username(demo, area, "ca"), ROLE_POLICE, commune);
	int enumerator = demo->geo->campaigns[area->campaign].area == commune ? -1 :
	                 hire(demo, staff, username(demo, area, "dtv"), ROLE_ENUMERATOR, commune);
	for (int i = commune + 1; i < demo->geo->count; i++) {
		if (demo->geo->areas[i].parent == commune)
			staff->enumerators[i][0] = enumerator;
	}
}

/* A campaign of one commune has enumerators for each hamlet: two where one roams through all of it; and leaders if it
 * has that stage. */
static void hire_for_hamlet(const struct demo *demo, struct demo_staff *staff, int hamlet)
{
	const struct demo_area *area = &demo->geo->areas[hamlet];
	const struct demo_campaign *campaign = &demo->geo->campaigns[area->campaign];

	if (campaign->area != area->parent)
		return;
	staff->enumerators[hamlet][0] = hire(demo, staff, username(demo, area, "dtv"), ROLE_ENUMERATOR, hamlet);
	if (staff->roaming_commune == area->parent)
		staff->enumerators[hamlet][1] = hire(demo, staff, username(demo, area, "dtv2"), ROLE_ENUMERATOR, hamlet);
	if (campaign->hamlet_stage && staff->leaders[hamlet] < 0)
		staff->leaders[hamlet] = hire(demo, staff, username(demo, area, "tt"), ROLE_HAMLET_LEADER, hamlet);
}

static int *nobody(const struct demo *demo)
{
	int *users = arena_array(demo->arena, (size_t)demo->geo->count, sizeof *users);

	for (int i = 0; i < demo->geo->count; i++)
		users[i] = -1;
	return users;
}

struct demo_staff *demo_staff(const struct demo *demo)
{
	struct demo_staff *staff = arena_alloc(demo->arena, sizeof *staff);

	*staff = (struct demo_staff){ .users = arena_array(demo->arena, MOST_STAFF, sizeof *staff->users),
		.officers = nobody(demo),
		.police = nobody(demo), .leaders = nobody(demo),
		.enumerators = arena_array(demo->arena, (size_t)demo->geo->count, sizeof *staff->enumerators) };
	for (int i = 0; i < demo->geo->count; i++)
		staff->enumerators[i][0] = staff->enumerators[i][1] = -1;
	add_known(demo, staff);
	for (int i = 0; i < demo->geo->count; i++) {
		const struct demo_area *area = &demo->geo->areas[i];
		if (area->campaign >= 0 && demo_area_is(area, "commune"))
			hire_for_commune(demo, staff, i);
		else if (area->campaign >= 0 && demo_area_is(area, "hamlet"))
			hire_for_hamlet(demo, staff, i);
	}
	return staff;
}

int demo_enumerator(const struct demo *demo, const struct demo_staff *staff, const struct demo_slot *slot)
{
	struct prng prng = prng_make(demo->seed, STREAM_STAFF, UINT32_MAX + (uint64_t)slot->person);
	const int *two = staff->enumerators[slot->hamlet];

	if (demo->geo->areas[slot->hamlet].parent == staff->roaming_commune && prng_chance(&prng, 250))
		return staff->roaming;
	return two[1] >= 0 && prng_chance(&prng, 400) ? two[1] : two[0];
}

int demo_mover(const struct demo *demo, const struct demo_staff *staff, const struct demo_slot *slot,
               const struct demo_move *move)
{
	int commune = demo->geo->areas[slot->hamlet].parent;
	bool writers = move->from == STATE_DRAFT || move->from == STATE_RETURNED;

	switch (move->action) {
	case ACTION_FORWARD:
		return staff->leaders[slot->hamlet];
	case ACTION_SIGN:
	case ACTION_ENTERED:
	case ACTION_POLICE_RETURN:
	case ACTION_ARCHIVE:
	case ACTION_MISSING:
		return staff->police[commune];
	default:
		break;
	}
	if (slot->by_officer || (!writers && move->action != ACTION_CREATE))
		return staff->officers[commune];
	return demo_enumerator(demo, staff, slot);
}
