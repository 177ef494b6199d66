/* The lists of people to be surveyed: all of Quảng Ngọc's plan from the police, and a few of last year's where the
 * enumerator of users.tsv works. Who has a sheet stands on it too, some written another way, some not. */
#include "base/memory.h"
#include "cli/demo/storing.h"
#include "store/roster/roster_assignment.h"
#include "text/utf8.h"

enum { MISSING = 30, OTHER_WAY = 20, BY_MEMBER = 40, FEW = 40, HAMLETS_GIVEN = 3, GIVEN_AGO = 25, LATE_AGO = 45 };

static const char campaign_listed[] = "QN-2023";

/* One hamlet's part of a list, as it is written. */
struct roster_part {
	struct demo_storing *s;
	const struct demo_campaign *campaign;
	int hamlet, commune;            /* indexes of areas */
	int64_t list_id;
	uint32_t person;                /* the next whom no sheet was drawn for */
	struct prng prng;
	uint32_t household, left;       /* the one that is being filled, and who is still to come into it */
	const char *head, *home;        /* who is its head, and where it lives */
};

/* ---- one person ---- */

static bool is_silent(const struct demo_slot *slot)
{
	return slot->state == STATE_DRAFT || slot->state == STATE_REPLACED || slot->state == STATE_CANCELLED;
}

static void draw_person(struct roster_part *p, const struct demo_slot *slot, struct demo_draw *out)
{
	const struct demo *demo = p->s->demo;

	*out = (struct demo_draw){ .demo = demo, .slot = slot, .campaign = p->campaign, .jobs = p->s->jobs,
		.arena = p->s->scratch, .prng = prng_make(demo->seed, STREAM_PERSON, slot->person),
		.collected = date_from_days(slot->collected), .hamlet = &demo->geo->areas[p->hamlet],
		.commune = &demo->geo->areas[p->commune],
		.district = &demo->geo->areas[demo_area_above(demo->geo, p->hamlet, "district")],
		.province = &demo->geo->areas[demo_area_above(demo->geo, p->hamlet, "province")] };
	draw_identity(out);
	draw_addresses(out);
}

static const char *written_birth(struct arena *arena, const char *typed)
{
	struct date birth;

	if (typed == NULL || !date_from_typed(typed, true, &birth))
		return NULL;
	char *iso = arena_alloc(arena, DATE_TEXT);
	date_to_iso(birth, iso);
	return iso;
}

static const char *clean(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : utf8_clean(arena, text);
}

/* What the list says; a household is up to five people who follow one another. */
static struct roster_facts facts_of(struct roster_part *p, const struct demo_draw *draw, enum roster_source source)
{
	struct arena *arena = p->s->scratch;

	if (p->left == 0) {
		p->household++;
		p->left = 1 + prng_below(&p->prng, 5);
		p->head = arena_text(p->s->demo->arena, draw->typed[F_NAME]);
		p->home = arena_text(p->s->demo->arena, draw->home);
	}
	p->left--;
	return (struct roster_facts){ .full_name = clean(arena, draw->typed[F_NAME]),
		.birth_date = written_birth(arena, draw->typed[F_BIRTH]), .citizen_id = draw->typed[F_ID],
		.address = clean(arena, p->home), .household_no = demo_number_text(arena, p->household),
		.household_head = p->head, .sex = draw->woman ? 2 : 1, .area_id = draw->hamlet->id, .source = source,
		.category = prng_chance(&p->prng, 60) ? ROSTER_TURNED_15 : ROSTER_NEW };
}

/* A year younger, or of another sex: as lists are. */
static void write_another_way(struct roster_part *p, struct roster_facts *facts)
{
	char *birth = facts->birth_date == NULL ? NULL : arena_text(p->s->scratch, facts->birth_date);

	if (birth != NULL && prng_chance(&p->prng, 500)) {
		birth[3] = birth[3] == '9' ? '8' : (char)(birth[3] + 1);
		facts->birth_date = birth;
	} else {
		facts->sex = 3 - facts->sex;
	}
}

static enum err store_row(struct roster_part *p, const struct roster_facts *facts, struct error *error)
{
	const struct roster_origin origin = { .campaign_id = p->campaign->id,
		.commune_id = p->s->demo->geo->areas[p->commune].id,
		.list_id = facts->source == ROSTER_POLICE ? p->list_id : 0, .at = "2023-11-27T02:00:00Z" };
	int64_t id;

	return roster_insert(p->s->db, p->s->scratch, &origin, facts, &id, error);
}

/* ---- a hamlet ---- */

/* Who has a sheet: most of them stand on the list. Only of what was accepted long ago it says something else. */
static enum err list_slots(struct roster_part *p, uint32_t *listed, struct error *error)
{
	const struct demo *demo = p->s->demo;
	enum err err = ERR_OK;

	for (uint32_t i = 0; i < demo->count && err == ERR_OK; i++) {
		const struct demo_slot *slot = &demo->slots[i];
		struct demo_draw draw;
		if (slot->hamlet != p->hamlet || is_silent(slot) || slot->linked || slot->fault != 0)
			continue;
		if (prng_chance(&p->prng, MISSING))
			continue;
		arena_reset(p->s->scratch);
		draw_person(p, slot, &draw);
		struct roster_facts facts = facts_of(p, &draw, ROSTER_POLICE);
		bool settled = slot->state == STATE_ENTERED || slot->state == STATE_ARCHIVED;
		if (settled && prng_chance(&p->prng, OTHER_WAY))
			write_another_way(p, &facts);
		err = store_row(p, &facts, error);
		++*listed;
	}
	return err;
}

static enum err list_others(struct roster_part *p, uint32_t count, enum roster_source source, struct error *error)
{
	struct demo_slot slot = { .hamlet = p->hamlet, .collected = p->s->demo->today };
	enum err err = ERR_OK;

	for (uint32_t i = 0; i < count && err == ERR_OK; i++) {
		struct demo_draw draw;
		slot.person = p->person++;
		arena_reset(p->s->scratch);
		draw_person(p, &slot, &draw);
		bool added = source == ROSTER_POLICE && prng_chance(&p->prng, BY_MEMBER);
		const struct roster_facts facts = facts_of(p, &draw, added ? ROSTER_MEMBER : source);
		err = store_row(p, &facts, error);
	}
	return err;
}

/* ---- giving ---- */

static const char *day_ago(struct demo_storing *s, int days)
{
	char *day = arena_alloc(s->demo->arena, DATE_TEXT);

	date_to_iso(date_from_days(s->demo->today - days), day);
	return day;
}

/* A household after the other: those of odd numbers to the first. */
static enum err give_hamlet(struct roster_part *p, const struct demo_user *officer, const int64_t members[2], int ago,
                            struct error *error)
{
	struct demo_storing *s = p->s;
	const struct roster_filter filter = { .campaign_id = p->campaign->id,
		.area_id = s->demo->geo->areas[p->hamlet].id, .stands = ROSTER_IS_OPEN, .walking = true };
	const struct actor actor = { .user_id = officer->id, .role = officer->role };
	struct roster_entry *rows;
	size_t count;
	int64_t ids[2] = { 0, 0 };

	arena_reset(s->scratch);
	enum err err = roster_select(s->db, s->scratch, &actor, &filter, &rows, &count, error);
	for (int m = 0; m < 2 && err == ERR_OK; m++) {
		const struct roster_assignment one = { .campaign_id = p->campaign->id,
			.commune_id = s->demo->geo->areas[p->commune].id, .member_id = members[m], .assigned_on = day_ago(s, ago),
			.assigned_by = officer->id, .assigned_at = arena_print(s->scratch, "%sT02:00:00Z", day_ago(s, ago)) };
		err = roster_assignment_add(s->db, &one, &ids[m], error);
	}
	for (size_t i = 0, household = 0; i < count && err == ERR_OK; i++) {
		household += i > 0 && strcmp(rows[i].household, rows[i - 1].household) != 0;
		err = roster_assign(s->db, rows[i].id, ids[household % 2], members[household % 2], error);
	}
	return err;
}

static int64_t member_of(const struct demo_storing *s, int user)
{
	return user < 0 ? 0 : s->staff->users[user].member_id;
}

/* ---- the lists ---- */

static struct roster_part part_of(struct demo_storing *s, const struct demo_campaign *campaign, int hamlet)
{
	return (struct roster_part){ .s = s, .campaign = campaign, .hamlet = hamlet,
		.commune = demo_area_above(s->demo->geo, hamlet, "commune"), .person = s->demo->count,
		.prng = prng_make(s->demo->seed, STREAM_ROSTER, (uint64_t)hamlet) };
}

static enum err store_listed(struct demo_storing *s, const struct demo_campaign *campaign, struct error *error)
{
	const struct demo_geo *geo = s->demo->geo;
	struct roster_list list = { .campaign_id = campaign->id, .source = ROSTER_POLICE, .name = "danh-sach.xlsx",
		.whole = true, .made_at = "2023-11-27T02:00:00Z" };
	uint32_t people = 0, person = s->demo->count;
	int given = 0;
	enum err err = ERR_OK;

	for (int i = 0; i < geo->count && err == ERR_OK; i++) {
		const struct demo_area *area = &geo->areas[i];
		uint32_t listed = 0;
		if (&geo->campaigns[area->campaign < 0 ? 0 : area->campaign] != campaign || !demo_area_is(area, "hamlet"))
			continue;
		struct roster_part part = part_of(s, campaign, i);
		part.person = person;
		list.commune_id = geo->areas[part.commune].id;
		if (list.id == 0)
			err = roster_list_begin(s->db, &list, &list.id, error);
		part.list_id = list.id;
		if (err == ERR_OK)
			err = list_slots(&part, &listed, error);
		if (err == ERR_OK && area->target > listed)
			err = list_others(&part, area->target - listed, ROSTER_POLICE, error);
		const int64_t members[2] = { member_of(s, s->staff->enumerators[i][0]), member_of(s, s->staff->leaders[i]) };
		int officer = s->staff->officers[part.commune];
		if (err == ERR_OK && given < HAMLETS_GIVEN && officer >= 0 && members[0] != 0 && members[1] != 0)
			err = give_hamlet(&part, &s->staff->users[officer], members, GIVEN_AGO + given++, error);
		person = part.person;
		people += listed > area->target ? listed : area->target;
	}
	if (err == ERR_OK)
		err = roster_list_add(s->db, list.id, people, 0, 0, error);
	int64_t gone;
	return err == ERR_OK ? roster_list_end(s->db, list.id, list.made_at, &gone, error) : err;
}

/* Of last year, where the enumerator of users.tsv works: all are his, one part of them too long ago. */
static enum err store_few(struct demo_storing *s, struct error *error)
{
	const struct demo_geo *geo = s->demo->geo;
	const struct demo_user *roaming = &s->staff->users[s->staff->roaming];
	int officer = s->staff->officers[s->staff->roaming_commune], given = 0;
	uint32_t person = s->demo->count + 10000;
	enum err err = ERR_OK;

	for (int i = 0; i < geo->count && given < 2 && officer >= 0 && err == ERR_OK; i++) {
		if (geo->areas[i].parent != s->staff->roaming_commune || !demo_area_is(&geo->areas[i], "hamlet"))
			continue;
		struct roster_part part = part_of(s, &geo->campaigns[geo->areas[i].campaign], i);
		const int64_t members[2] = { roaming->member_id, roaming->member_id };
		part.person = person;
		err = list_others(&part, FEW / 2, ROSTER_LAST_YEAR, error);
		if (err == ERR_OK)
			err = give_hamlet(&part, &s->staff->users[officer], members, given == 0 ? GIVEN_AGO : LATE_AGO, error);
		person = part.person;
		given++;
	}
	return err;
}

enum err demo_store_rosters(struct demo_storing *s, struct error *error)
{
	enum err err = store_few(s, error);

	for (int c = 0; c < s->demo->geo->campaign_count && err == ERR_OK; c++) {
		if (strcmp(s->demo->geo->campaigns[c].code, campaign_listed) == 0)
			err = store_listed(s, &s->demo->geo->campaigns[c], error);
	}
	return err;
}
