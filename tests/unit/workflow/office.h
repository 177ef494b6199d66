/* An office with people and two communes, on a real database: sheets that are typed, sent and moved through the writer. */
#ifndef TEST_OFFICE_H
#define TEST_OFFICE_H

#include "../store/world.h"

#include "store/access/access_row.h"
#include "store/sheet/event.h"
#include "workflow/workflow.h"

struct office {
	struct world *world;
	struct workflow workflow;
	struct actor officer, other, enumerator, police, foreign, foreign_leader;
	int64_t stranger;                       /* a member of the Tổ without an account */
	int64_t hamlet, foreign_hamlet;
	const struct form *form;
	int64_t campaign;
};

static inline struct actor actor_of(struct office *o, const char *name, enum role role, int64_t area)
{
	int64_t *areas = arena_array(o->world->arena, 1, sizeof *areas);

	areas[0] = area;
	int64_t id = world_user(o->world, name, role, "x", area);
	return (struct actor){ .user_id = id, .member_id = member_of_user_any(o->world->db, id), .role = role, .username = name, .full_name = name,
		.areas = areas, .area_count = 1 };
}

static inline int64_t add_campaign(struct office *o, const char *code, int64_t area, bool hamlet_stage, bool four_eyes)
{
	struct campaign c = { .code = code, .name = code, .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01",
		.collect_to = "2024-12-31", .hamlet_stage = hamlet_stage, .four_eyes = four_eyes, .correct_in_place = true };
	int64_t id = 0;
	struct error error = { 0 };

	if (campaign_add(o->world->db, &c, &area, 1, &id, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	return id;
}

static inline int set_up(void **state)
{
	struct office *o = memory_new(1, sizeof *o);
	struct error error = { 0 };

	world_open((void **)&o->world);
	int64_t commune = world_area(o->world, 0, "commune", "22351", "Phương Sài", "2020-01-01");
	int64_t foreign = world_area(o->world, 0, "commune", "16498", "Quảng Ngọc", "2020-01-01");
	o->hamlet = world_area(o->world, commune, "hamlet", "2235101", "Tổ dân phố 1", "2020-01-01");
	o->foreign_hamlet = world_area(o->world, foreign, "hamlet", "1649801", "Thôn 1", "2020-01-01");
	o->campaign = add_campaign(o, "PS", commune, false, false);
	add_campaign(o, "QN", foreign, true, true);
	o->stranger = world_member(o->world, "stranger", commune);
	o->officer = actor_of(o, "officer", ROLE_OFFICER, commune);
	o->other = actor_of(o, "other", ROLE_OFFICER, commune);
	o->enumerator = actor_of(o, "enumerator", ROLE_ENUMERATOR, commune);
	o->police = actor_of(o, "police", ROLE_POLICE, commune);
	o->foreign = actor_of(o, "officer2", ROLE_OFFICER, foreign);
	o->foreign_leader = actor_of(o, "hamlet_leader2", ROLE_HAMLET_LEADER, o->foreign_hamlet);
	o->form = o->world->form;
	assert_int_equal(acceptance_start(o->form, &error), ERR_OK);
	o->workflow = (struct workflow){ .form = o->form, .clock = { { 2024, 6, 10 } }, .writer = db_writer_open(&o->world->config, &error) };
	assert_non_null(o->workflow.writer);
	*state = o;
	return 0;
}

static inline int tear_down(void **state)
{
	struct office *o = *state;
	const char *head, *access_head;
	struct error error = { 0 };

	db_writer_close(o->workflow.writer);
	if (event_verify(o->world->db, o->world->arena, &head, &error) != ERR_OK ||
	    access_verify(o->world->db, o->world->arena, &access_head, &error) != ERR_OK || sheet_verify(o->world->db, &error) != ERR_OK ||
	    batch_verify(o->world->db, &error) != ERR_OK || bundle_verify(o->world->db, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	world_close((void **)&o->world);
	memory_free(o);
	return 0;
}

static const struct { const char *name, *typed; } clean[] = {
	{ "full_name", "Nguyễn Thị Đức Hạnh" }, { "birth_date", "05/03/1985" }, { "sex", "2" }, { "citizen_id", "056185001234" },
	{ "permanent_address", "12 Lê Lợi, phường Phương Sài" }, { "general_education", "4" }, { "qualification", "1" },
	{ "activity_status", "3" }, { "inactive_reason", "3" }, { "collected_on", "01/06/2024" }, { "informant_name", "Nguyễn Thị Đức Hạnh" },
};

static inline void answer(struct office *o, struct answers *answers, const char *name, const char *text)
{
	int i = form_find(o->form, name);

	answer_from_typed(o->world->arena, &o->form->fields[i], &text, 1, &answers->items[i]);
}

static inline struct save_request request(struct office *o, const struct actor *actor, bool submit)
{
	struct save_request r = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = actor }, .submit = submit };

	answers_init(&r.answers, o->form, o->world->arena);
	for (size_t i = 0; i < COUNT(clean); i++)
		answer(o, &r.answers, clean[i].name, clean[i].typed);
	answer(o, &r.answers, "area_id", arena_print(o->world->arena, "%lld", (long long)o->hamlet));
	return r;
}

/* Another number is another person, of another name. */
static inline int64_t submitted(struct office *o, const struct actor *actor, const char *citizen_id)
{
	static const char *const given[] = { "An", "Bình", "Châu", "Dung", "Hà", "Khánh", "Lan", "Mai", "Oanh", "Phúc" };
	struct save_request r = request(o, actor, true);
	struct error error = { 0 };

	answer(o, &r.answers, "full_name", arena_print(o->world->arena, "Nguyễn Thị %s", given[citizen_id[strlen(citizen_id) - 1] - '0']));
	answer(o, &r.answers, "citizen_id", citizen_id);
	if (workflow_save(&r, &error) != ERR_OK || r.refused)
		fail_msg("%s, %zu findings: %s", error.detail, r.finding_count, r.finding_count > 0 ? r.findings[0].message : "");
	return r.sheet.id;
}

static inline struct sheet stored(struct office *o, int64_t id)
{
	struct sheet sheet;

	assert_int_equal(sheet_load_any(o->world->db, o->world->arena, o->form, id, &sheet, NULL), ERR_OK);
	return sheet;
}

static inline struct event last_event(struct office *o, int64_t id)
{
	struct event *events;
	size_t count;

	assert_int_equal(event_list(o->world->db, o->world->arena, id, &events, &count, NULL), ERR_OK);
	assert_true(count > 0);
	return events[count - 1];
}

static inline int64_t deliver(struct office *o, const int64_t *ids, size_t count, enum err expected)
{
	struct deliver_request r = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->officer }, .ids = ids,
		.count = count };

	assert_int_equal(workflow_deliver(&r, NULL), expected);
	return r.batch.id;
}

#endif
