/* The tally of findings by rule, who sees which part of it, and the versions of a campaign's rules. */
#include "world.h"

#include "store/campaign/campaign.h"
#include "store/sheet/finding.h"
#include "store/campaign/rule_change.h"
#include "store/sheet/sheet.h"

static const char now[] = "2024-06-10T02:00:00Z";

struct place {
	struct world *world;
	const struct form *form;
	int64_t communes[2], hamlet, campaigns[2], officer, enumerator, leader, police;
	int sheets;
};

static int set_up(void **state)
{
	struct place *p = memory_new(1, sizeof *p);
	struct error error = { 0 };

	world_open((void **)&p->world);
	p->communes[0] = world_area(p->world, 0, "commune", "22351", "Phương Sài", "2020-01-01");
	p->communes[1] = world_area(p->world, 0, "commune", "22357", "Vạn Thạnh", "2020-01-01");
	p->hamlet = world_area(p->world, p->communes[0], "hamlet", "2235101", "Tổ 1", "2020-01-01");
	p->officer = world_user(p->world, "officer", ROLE_OFFICER, "x", p->communes[0]);
	p->enumerator = world_user(p->world, "enumerator", ROLE_ENUMERATOR, "x", p->communes[0]);
	p->leader = world_user(p->world, "leader", ROLE_HAMLET_LEADER, "x", p->hamlet);
	p->police = world_user(p->world, "police", ROLE_POLICE, "x", p->communes[0]);
	p->form = p->world->form;
	for (int i = 0; i < 2; i++) {
		const struct campaign campaign = { .code = i == 0 ? "A" : "B", .name = "N", .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01" };
		assert_int_equal(campaign_add(p->world->db, &campaign, p->communes, 2, &p->campaigns[i], &error), ERR_OK);
	}
	assert_int_equal(db_begin(p->world->db, &error), ERR_OK);
	*state = p;
	return 0;
}

static int tear_down(void **state)
{
	struct place *p = *state;
	struct error error = { 0 };

	if (rule_verify(p->world->db, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	db_rollback(p->world->db);
	world_close((void **)&p->world);
	memory_free(p);
	return 0;
}

/* rules: "E01 W31+", + for a confirmed one. */
static void find(struct place *p, int64_t sheet_id, const char *rules)
{
	static const char *const sex = "sex";
	struct finding_row rows[8] = { { .id = 0 } };
	size_t count = 0;

	for (const char *at = rules; *at != '\0'; at += strspn(at, "+ ")) {
		struct finding_row *row = &rows[count++];
		*row = (struct finding_row){ .rule = arena_text_n(p->world->arena, at, 3), .severity = *at == 'E' ? SEVERITY_E : SEVERITY_W, .fields = &sex,
			.field_count = 1, .message = "m", .answers_hash = "h" };
		at += 3;
		if (*at == '+') {
			row->confirmed_by = p->officer;
			row->confirmed_at = now;
			row->reason = "đúng";
		}
	}
	assert_int_equal(finding_replace(p->world->db, sheet_id, rows, count, NULL), ERR_OK);
}

static struct sheet add(struct place *p, int64_t by, bool in_hamlet, const char *rules)
{
	struct sheet sheet = { .uid = arena_print(p->world->arena, "%032d", ++p->sheets), .state = STATE_DRAFT, .since = now, .form_version = 1,
		.commune_id = p->communes[0], .campaign_id = p->campaigns[0], .created_by = by, .created_at = now, .updated_at = now };

	answers_init(&sheet.answers, p->form, p->world->arena);
	if (in_hamlet)
		sheet.answers.items[form_find(p->form, "area_id")] = (struct answer){ .state = ANSWER_VALID, .number = p->hamlet, .text = "2235101" };
	assert_int_equal(sheet_insert(p->world->db, p->world->arena, &sheet, NULL), ERR_OK);
	find(p, sheet.id, rules);
	return sheet;
}

/* "E01 2/0, W31 1/1" */
static const char *counts(struct place *p, enum role role, int64_t user)
{
	struct actor actor = { .user_id = user, .role = role };
	struct rule_count *rows;
	size_t count;
	const char *text = "";

	assert_int_equal(rule_counts(p->world->db, p->world->arena, &actor, &rows, &count, NULL), ERR_OK);
	for (size_t i = 0; i < count; i++)
		text = arena_print(p->world->arena, "%s%s%s %lld/%lld", text, i == 0 ? "" : ", ", rows[i].rule, (long long)rows[i].fired,
		                   (long long)rows[i].confirmed);
	return text;
}

static void everybody_counts_their_own(void **state)
{
	struct place *p = *state;
	struct sheet far = add(p, p->officer, false, "E01");

	far.commune_id = p->communes[1];
	assert_int_equal(sheet_update(p->world->db, p->world->arena, &far, NULL), ERR_OK);
	add(p, p->officer, true, "E01 W31+");
	add(p, p->enumerator, false, "W31 W37");
	assert_string_equal(counts(p, ROLE_OFFICER, p->officer), "E01 1/0, W31 2/1, W37 1/0");
	assert_string_equal(counts(p, ROLE_ENUMERATOR, p->enumerator), "W31 1/0, W37 1/0");
	assert_string_equal(counts(p, ROLE_HAMLET_LEADER, p->leader), "E01 1/0, W31 1/1");
	assert_string_equal(counts(p, ROLE_POLICE, p->police), "");
	assert_string_equal(counts(p, ROLE_ADMIN, 0), "E01 2/0, W31 2/1, W37 1/0");
}

static void the_tally_follows_the_findings(void **state)
{
	struct place *p = *state;
	struct sheet sheet = add(p, p->officer, false, "E01 E01 W31+"), other = add(p, p->officer, false, "W31");

	find(p, sheet.id, "W31");                       /* mended, and no longer confirmed */
	assert_int_equal(rule_verify(p->world->db, NULL), ERR_OK);
	sheet.campaign_id = p->campaigns[1];
	sheet.commune_id = p->communes[1];
	assert_int_equal(sheet_update(p->world->db, p->world->arena, &sheet, NULL), ERR_OK);
	assert_int_equal(rule_verify(p->world->db, NULL), ERR_OK);
	assert_string_equal(counts(p, ROLE_OFFICER, p->officer), "E01 0/0, W31 1/0");
	find(p, sheet.id, "");
	find(p, other.id, "W31+");
	assert_string_equal(counts(p, ROLE_OFFICER, p->officer), "E01 0/0, W31 1/1");
}

static void changes_are_versions(void **state)
{
	struct place *p = *state;
	static const enum rule_setting settings[] = { RULE_WARNING, RULE_OFF, RULE_DEFAULT };
	struct rule_change *changes;
	size_t count;

	for (size_t i = 0; i < COUNT(settings); i++) {
		struct rule_change change = { .campaign_id = p->campaigns[0], .rule = "E22", .setting = settings[i], .reason = "lý do",
			.changed_by = p->officer, .changed_at = now };
		assert_int_equal(rule_change_add(p->world->db, &change, NULL), ERR_OK);
		assert_int_equal(change.version, i + 2);
	}
	assert_int_equal(rule_changes_any(p->world->db, p->world->arena, p->campaigns[0], &changes, &count, NULL), ERR_OK);
	assert_int_equal(count, 3);
	assert_int_equal(changes[2].setting, RULE_DEFAULT);
	assert_int_equal(changes[2].version, 4);
	assert_int_equal(rule_changes_any(p->world->db, p->world->arena, p->campaigns[1], &changes, &count, NULL), ERR_OK);
	assert_int_equal(count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(everybody_counts_their_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_tally_follows_the_findings, set_up, tear_down),
		cmocka_unit_test_setup_teardown(changes_are_versions, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
