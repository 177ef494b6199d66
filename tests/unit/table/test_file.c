/* A table as CSV, JSON and a workbook (read by tests/xlsx.py): the same values, as files have them. */
#include "people.h"

#include "base/clock.h"
#include "base/process/child.h"
#include "table/file.h"

enum { FILE_ROOM = 1 << 20, READ_MS = 60000 };

static struct person two[] = {
	{ .id = 12, .name = "=Lê, \"An\"", .number = "056185001234", .note = "số 056185009999", .hamlet = "Thôn 1", .age = 7, .state = STATE_RECEIVED,
	  .born = "1985-03-05", .seen = "2024-06-10T17:30:15Z", .rules = "E10 W51" },
	{ .age = -1, .born = "1985-00-00", .seen = "" },
};
static struct person sum = { .name = "Cộng", .hamlet = "", .age = 7 };

static struct table_ask ask_as(const struct world *world, const struct actor *actor, const struct table *table, struct table_rows *rows)
{
	struct table_ask ask;

	people.items = two;
	people.count = COUNT(two);
	people.sum = &sum;
	assert_int_equal(asks(world, actor, table, "age=7", &ask, NULL), ERR_OK);
	bool more;
	assert_int_equal(table_read(NULL, &ask, TABLE_PAGE, rows, &more, NULL), ERR_OK);
	assert_false(more);
	return ask;
}

static const struct actor officer = { .role = ROLE_OFFICER }, leader = { .role = ROLE_LEADER };

static void csv_is(const struct world *world, const struct actor *actor, const char *wanted)
{
	struct table_whole whole = { .sum = &sum };
	struct buf out;

	whole.ask = ask_as(world, actor, &small_people, &whole.rows);
	buf_init(&out, world->arena, FILE_ROOM);
	table_csv_head(&whole.ask, &out);
	table_csv_piece(&whole, &out);
	assert_string_equal(out.data, wanted);
}

#define CSV_HEAD "\xef\xbb\xbf" "full_name,number,note,age,state,born,seen,rules,id\r\n"
#define CSV_END ",,,,,1985-00-00,,,\r\nCộng,,,7,,,,,\r\n"

static void csv_has_codes_and_days(void **state)
{
	csv_is(*state, &officer, CSV_HEAD "\"'=Lê, \"\"An\"\"\",056185001234,số 056185009999,7,received,1985-03-05,2024-06-10T17:30:15Z,E10 W51,12\r\n" CSV_END);
	csv_is(*state, &leader, CSV_HEAD
		"\"'=Lê, \"\"An\"\"\",•••••••••234,số •••••••••999,7,received,1985-03-05,2024-06-10T17:30:15Z,E10 W51,12\r\n" CSV_END);
}

static void the_sum_stands_after_the_last_piece(void **state)
{
	const struct world *world = *state;
	struct table_whole whole = { .sum = &sum, .more = true };
	struct buf out;

	whole.ask = ask_as(world, &officer, &small_people, &whole.rows);
	whole.rows.count = 0;
	buf_init(&out, world->arena, FILE_ROOM);
	table_csv_piece(&whole, &out);
	assert_string_equal(out.data, "");
	whole.more = false;
	table_csv_piece(&whole, &out);
	assert_string_equal(out.data, "Cộng,,,7,,,,,\r\n");
}

/* ---- JSON ---- */

static void json_is(const struct world *world, cJSON *json, const char *wanted)
{
	const char *text = json_print(world->arena, json);

	cJSON_Delete(json);
	assert_string_equal(text, wanted);
}

#define JSON_ROWS "{\"rows\":[{\"full_name\":\"=Lê, \\\"An\\\"\",\"number\":\"056185001234\",\"note\":\"số 056185009999\",\"age\":7," \
	"\"state\":\"received\",\"born\":\"1985-03-05\",\"seen\":\"2024-06-10T17:30:15Z\",\"rules\":[\"E10\",\"W51\"],\"id\":12}," \
	"{\"full_name\":null,\"number\":null,\"note\":null,\"age\":null,\"state\":null,\"born\":\"1985-00-00\",\"seen\":null,\"rules\":[],\"id\":null}]"
#define JSON_SUM "\"sum\":{\"full_name\":\"Cộng\",\"number\":null,\"note\":null,\"age\":7,\"state\":null,\"born\":null,\"seen\":null,\"rules\":[]," \
	"\"id\":null}}"

static void json_tells_nothing_lists_and_numbers_apart(void **state)
{
	struct table_rows rows;
	struct table_ask ask = ask_as(*state, &officer, &small_people, &rows);

	json_is(*state, table_json(&ask, &rows, false), JSON_ROWS ",\"total\":2,\"next\":null," JSON_SUM);
	rows.total = -1;
	rows.count = 1;
	rows.sum = NULL;
	cJSON *json = table_json(&ask, &rows, true);
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(json, "total")));
	assert_string_equal(json_text(json, "next"), "/people.json?age=7&after=1");
	assert_null(cJSON_GetObjectItem(json, "sum"));
	cJSON_Delete(json);
}

static void say_more(struct table_ask *ask, const void *row, void *object)
{
	const struct person *one = row;

	(void)ask;
	cJSON_AddNumberToObject(object, "twice", 2 * (double)one->age);
}

static void json_may_say_more(void **state)
{
	struct table table = small_people;
	struct table_rows rows;

	table.more_json = say_more;
	struct table_ask ask = ask_as(*state, &leader, &table, &rows);
	cJSON *row = table_json_row(&ask, two);
	assert_int_equal(cJSON_GetObjectItem(row, "twice")->valueint, 14);
	assert_string_equal(json_text(row, "number"), "•••••••••234");
	assert_string_equal(json_text(row, "note"), "số •••••••••999");
	cJSON_Delete(row);
}

/* ---- workbooks ---- */

/* What openpyxl tells of the workbook. */
static const char *told(const struct world *world, struct xlsx *xlsx)
{
	static const char *const argv[] = { "python3", "tests/xlsx.py", NULL };
	char *whole = arena_alloc(world->arena, FILE_ROOM), *said = arena_alloc(world->arena, FILE_ROOM);
	int64_t size = 0;
	size_t length;
	int file = xlsx_close(xlsx, &size, NULL);

	assert_true(file >= 0);
	assert_in_range(size, 1, FILE_ROOM);
	assert_int_equal(read(file, whole, FILE_ROOM), size);
	close(file);
	const struct child_task task = { "/usr/bin/python3", argv, whole, (size_t)size, said, FILE_ROOM - 1, clock_monotonic_ms() + READ_MS, -1, 0, 0 };
	assert_string_equal(child_end_name(child_run(&task, &length)), child_end_name(CHILD_DONE));
	said[length] = '\0';
	return said;
}

static void workbook_is(const struct world *world, const struct actor *actor, const char *number, const char *note)
{
	struct table_whole whole = { .sum = &sum };

	whole.ask = ask_as(world, actor, &small_people, &whole.rows);
	struct xlsx *xlsx = table_xlsx_open(&whole.ask, world->folder, 1717981200, NULL);
	assert_non_null(xlsx);
	table_xlsx_piece(&whole, xlsx);
	const char *text = told(world, xlsx);
	for (int heads = 0; heads < 2; heads++)
		text = strchr(text, '\n') + 1;
	assert_string_equal(text, arena_print(world->arena,
		"[[\"s\", \"General\", \"=Lê, \\\"An\\\"\"], [\"s\", \"@\", \"%s\"], [\"s\", \"General\", \"số %s\"], [\"n\", \"General\", 7], "
		"[\"s\", \"General\", \"received\"], [\"d\", \"dd/mm/yyyy\", \"1985-03-05T00:00:00\"], "
		"[\"d\", \"dd/mm/yyyy hh:mm\", \"2024-06-11T00:30:15\"], [\"s\", \"General\", \"E10 W51\"], [\"n\", \"General\", 12]]\n"
		"[null, null, null, null, null, [\"s\", \"dd/mm/yyyy\", \"1985-00-00\"], null, null, null]\n"
		"[[\"s\", \"General\", \"Cộng\"], null, null, [\"n\", \"General\", 7], null, null, null, null, null]\n", number, note));
}

static void a_workbook_has_days_numbers_and_texts(void **state)
{
	workbook_is(*state, &officer, "056185001234", "056185009999");
	workbook_is(*state, &leader, "•••••••••234", "•••••••••999");
}

static void a_workbook_is_called_as_the_table(void **state)
{
	const struct world *world = *state;
	struct table_rows rows;
	struct table_ask ask = ask_as(world, &officer, &small_people, &rows);

	ask.title = "Phiếu của tôi";
	struct xlsx *xlsx = table_xlsx_open(&ask, world->folder, 1717981200, NULL);
	assert_non_null(xlsx);
	const char *text = told(world, xlsx);
	assert_non_null(strstr(text, "\"sheets\": [\"Phiếu của tôi\"]"));
	assert_non_null(strstr(text, "\n[[\"bold\", \"General\", \"full_name\"], [\"bold\", \"General\", \"number\"]"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_has_codes_and_days),
		cmocka_unit_test(the_sum_stands_after_the_last_piece),
		cmocka_unit_test(json_tells_nothing_lists_and_numbers_apart),
		cmocka_unit_test(json_may_say_more),
		cmocka_unit_test(a_workbook_has_days_numbers_and_texts),
		cmocka_unit_test(a_workbook_is_called_as_the_table),
	};

	return cmocka_run_group_tests(tests, world_open, world_close);
}
