/* A table on a page and on paper, as it is rendered: rows, heads that sort, filters, ways on, and what is said when there is nothing. */
#include "people.h"

#include "table/table_paper.h"
#include "view/view.h"

#define PAGE "{{%AUTOESCAPE context=\"HTML\"}}\n{{>FILTERS}}{{>LIST}}"

static struct person two[] = {
	{ .id = 12, .name = "Lê <An>", .number = "056185001234", .note = "một", .hamlet = "Thôn 1", .age = 1200, .state = STATE_RECEIVED,
	  .born = "1985-03-05", .seen = "2024-06-10T17:30:15Z", .rules = "E10" },
	{ .id = 13, .age = -1 },
};
static struct person sum = { .name = "Cộng", .hamlet = "", .age = 1200 };

static const char *link_person(struct table_ask *ask, const void *row)
{
	const struct person *one = row;

	return one->name == NULL ? NULL : arena_print(ask->reader.arena, "/people/%lld", (long long)one->id);
}

static struct table linked;

static int start(void **state)
{
	const struct table *const tables[] = { &linked };
	struct error error = { 0 };

	world_open(state);
	linked = small_people;
	linked.link = link_person;
	if (view_start(&error) != ERR_OK || markup_load(tables, 1, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	assert_true(tmpl_load("page", PAGE, strlen(PAGE)));
	tmpl_freeze();
	return 0;
}

static int stop(void **state)
{
	tmpl_unload();
	return world_close(state);
}

struct text { char bytes[1 << 16]; size_t length; };

static bool keep(void *arg, const char *data, size_t length)
{
	struct text *text = arg;

	memcpy(text->bytes + text->length, data, length);
	text->length += length;
	return text->length < sizeof text->bytes - (1 << 12);
}

/* What is shown of a page of so many rows; paper: on paper. */
static const char *rendered(const struct world *world, enum role role, const char *query, size_t limit, bool paper)
{
	struct text *text = arena_alloc(world->arena, sizeof *text);
	struct actor *actor = arena_alloc(world->arena, sizeof *actor);
	struct tmpl_dict *page = tmpl_new("page");
	struct table_view view;

	*actor = person_of(role, 1);
	people.items = two;
	people.sum = &sum;
	assert_int_equal(asks(world, actor, &linked, query, &view.ask, NULL), ERR_OK);
	assert_int_equal(table_read(NULL, &view.ask, limit, &view.rows, &view.more, NULL), ERR_OK);
	assert_int_equal(table_offers(NULL, &view, NULL), ERR_OK);
	assert_null(table_put_filters(&view, page));
	if (paper)
		table_put_paper(&view, page);
	else
		table_put_list(&view, page);
	assert_true(tmpl_render(page, keep, text));
	tmpl_free(page);
	return text->bytes;
}

static void has(const char *html, const char *part)
{
	if (strstr(html, part) == NULL)
		fail_msg("no %s in %s", part, html);
}

static void has_not(const char *html, const char *part)
{
	if (strstr(html, part) != NULL)
		fail_msg("%s in %s", part, html);
}

#define CELLS "<td class=\"text\">một</td><td class=\"nowrap\">Thôn 1</td><td class=\"num\">1.200</td><td class=\"nowrap\"><span class=\"state state-received\">" \
	"Chờ nghiệm thu</span></td><td class=\"num-left\">05/03/1985</td><td class=\"num-left\">11/06/2024 00:30</td></tr>"

static void a_row_leads_somewhere_and_its_cells_follow(void **state)
{
	people.count = 2;
	const char *html = rendered(*state, ROLE_OFFICER, "", 50, false);

	has(html, "<tr><th scope=\"row\"><a class=\"row-link\" href=\"/people/12\">Lê &lt;An&gt;</a></th><td class=\"num-left\">056185001234</td>" CELLS);
	has(html, "<tr><th scope=\"row\"></th><td class=\"num-left\"></td><td class=\"text\"></td><td class=\"nowrap\">(chưa ghi)</td><td class=\"num\">–</td>");
	has(html, "<tfoot><tr><th scope=\"row\">Cộng</th><td class=\"num-left\"></td><td class=\"text\"></td><td class=\"nowrap\"></td><td class=\"num\">1.200</td>");
	has(html, ">2 phiếu</span>");
	has_not(html, "E10");
}

static void a_masked_role_reads_the_end_of_a_number(void **state)
{
	people.count = 2;
	for (int paper = 0; paper < 2; paper++) {
		const char *html = rendered(*state, ROLE_LEADER, "", 50, paper);
		has(html, "</th><td class=\"num-left\">•••••••••234</td>" CELLS);
		has_not(html, "056185001234");
	}
}

static void a_paper_counts_its_rows_and_leads_nowhere(void **state)
{
	people.count = 2;
	const char *html = rendered(*state, ROLE_OFFICER, "", 50, true);

	has(html, "<tr><td class=\"whole\">1</td><th scope=\"row\">Lê &lt;An&gt;</th><td class=\"num-left\">056185001234</td>" CELLS);
	has(html, "<tr><td class=\"whole\">2</td><th scope=\"row\"></th>");
	has(html, "<tfoot><tr><td></td><th scope=\"row\">Cộng</th>");
	has(html, "Tổng số: 2 phiếu.");
	has_not(html, "sort=");
	has_not(html, "/people/12");
}

/* ---- as a file ---- */

static const char *cell_of(const struct paper_table *table, size_t row, size_t column)
{
	const struct para *cell = &table->rows[row].cells[column];

	return cell->count == 0 ? "" : cell->runs[0].text;
}

static void document_of(const struct world *world, struct person *items, size_t count, struct document *out)
{
	static const struct table_letter letter = { NULL, "Phường Phương Sài", "Phương Sài, ngày 05 tháng 01 năm 2024" };
	struct actor *actor = arena_alloc(world->arena, sizeof *actor);
	struct table_view view;

	*actor = person_of(ROLE_OFFICER, 1);
	people.items = items;
	people.count = count;
	people.sum = &sum;
	assert_int_equal(asks(world, actor, &linked, "age=7", &view.ask, NULL), ERR_OK);
	assert_int_equal(table_read(NULL, &view.ask, 50, &view.rows, &view.more, NULL), ERR_OK);
	assert_int_equal(table_offers(NULL, &view, NULL), ERR_OK);
	table_document(&view, &letter, "cắt", out);
}

static void a_file_of_it_has_the_same_rows_and_says_what_was_asked_for(void **state)
{
	static struct person lines[] = { { .id = 12, .name = "A B", .note = "một\nhai" }, { .id = 13, .age = -1 } };
	struct document document;

	document_of(*state, lines, 2, &document);
	const struct part *part = &document.parts[0];
	const struct paper_table *table = part->blocks[1].table;
	assert_string_equal(document.office.runs[0].text, "PHƯỜNG PHƯƠNG SÀI");
	assert_int_equal(document.superior.count, 0);
	assert_non_null(strstr(part->blocks[0].para.runs[0].text, "7"));
	assert_string_equal(part->blocks[2].para.runs[0].text, "Tổng số: 2 phiếu.");
	assert_string_equal(part->blocks[3].para.runs[0].text, "cắt");
	assert_int_equal(table->row_count, 3);
	assert_string_equal(cell_of(table, 0, 0), "1");
	assert_string_equal(cell_of(table, 0, 1), "A B");
	assert_int_equal(table->rows[0].cells[3].count, 3);
	assert_int_equal(table->rows[0].cells[3].runs[1].kind, RUN_BREAK);
	assert_string_equal(cell_of(table, 2, 1), "Cộng");
	assert_true(table->rows[2].sum);
	assert_int_equal(table->columns[0].kind, COLUMN_NO);
	assert_int_equal(table->columns[2].kind, COLUMN_ID);
	assert_int_equal(table->columns[5].kind, COLUMN_INT);
	assert_int_equal(table->columns[7].kind, COLUMN_DAY);
}

static void long_words_make_a_table_wide(void **state)
{
	static struct person some[] = { { .id = 12, .name = "A", .note = "b" } };
	static struct person more[] = { { .id = 12, .name = "Một tên rất dài, nhiều chữ, của một người nào đó",
		.note = "một ghi chú rất dài, nhiều chữ, về một việc nào đó", .number = "056185001234", .hamlet = "Tổ dân phố số mười hai",
		.state = STATE_RECEIVED, .born = "1985-03-05", .seen = "2024-06-10T17:30:15Z" } };
	struct document upright, across;

	document_of(*state, some, 1, &upright);
	document_of(*state, more, 1, &across);
	assert_true(across.parts[0].wide);
	assert_true(across.parts[0].blocks[1].table->columns[1].width > upright.parts[0].blocks[1].table->columns[1].width);
}

/* ---- heads ---- */

static void a_head_sorts_and_turns_round(void **state)
{
	people.count = 2;
	const char *html = rendered(*state, ROLE_OFFICER, "age=7&sort=age&after=1", 50, false);

	has(html, "<th scope=\"col\"><a class=\"sort-link\" href=\"/people?age=7&amp;sort=full_name\">Họ và tên</a></th>");
	has(html, "<th scope=\"col\" class=\"num\" aria-sort=\"ascending\"><a class=\"sort-link\" href=\"/people?age=7&amp;sort=-age\">");
	html = rendered(*state, ROLE_OFFICER, "sort=-age", 50, false);
	has(html, "aria-sort=\"descending\"><a class=\"sort-link\" href=\"/people?sort=age\">");
	has(html, "sort=number");
	html = rendered(*state, ROLE_LEADER, "", 50, false);
	has_not(html, "sort=number");
	has_not(html, "sort=note");
	has(html, "<th scope=\"col\">Số CCCD/CMND</th>");
}

/* ---- filters, ways on ---- */

static void filters_show_what_was_asked_for(void **state)
{
	people.count = 2;
	const char *html = rendered(*state, ROLE_OFFICER, "age=7&word=%22x%22&sort=-age", 50, false);

	has(html, "<form method=\"get\" action=\"/people\"");
	has(html, "id=\"age\" name=\"age\" value=\"7\"");
	has(html, "<input type=\"hidden\" name=\"word\" value=\"&quot;x&quot;\">");
	has(html, "<input type=\"hidden\" name=\"sort\" value=\"-age\">");
	html = rendered(*state, ROLE_OFFICER, "", 50, false);
	has(html, "id=\"age\" name=\"age\" value=\"\"");
	has_not(html, "type=\"hidden\"");
}

static void the_ways_on_keep_what_was_asked_for(void **state)
{
	people.count = 2;
	const char *html = rendered(*state, ROLE_OFFICER, "age=7", 1, false);

	has(html, "rel=\"next\" href=\"/people?age=7&amp;after=1\"");
	has(html, "href=\"/people.xlsx?age=7\"");
	has(html, "href=\"/people.csv?age=7\"");
	has(html, "href=\"/people?age=7&amp;print=1\"");
	has_not(html, "Về đầu");
	html = rendered(*state, ROLE_OFFICER, "age=7&after=1", 1, false);
	has_not(html, "rel=\"next\"");
	has(html, "href=\"/people?age=7\">Về đầu danh sách</a>");
}

static void nothing_is_said_to_be_nothing(void **state)
{
	people.count = 0;
	const char *html = rendered(*state, ROLE_OFFICER, "", 50, false);

	has(html, message_text(MSG_NO_SHEETS));
	has_not(html, ".csv");
	html = rendered(*state, ROLE_OFFICER, "age=7", 50, false);
	has(html, "href=\"/people\">Bỏ điều kiện lọc</a>");
	has_not(html, message_text(MSG_NO_SHEETS));
	html = rendered(*state, ROLE_OFFICER, "after=99", 50, false);
	has(html, "href=\"/people\">Bỏ điều kiện lọc</a>");
	has_not(html, message_text(MSG_NO_SHEETS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_leads_somewhere_and_its_cells_follow),
		cmocka_unit_test(a_masked_role_reads_the_end_of_a_number),
		cmocka_unit_test(a_paper_counts_its_rows_and_leads_nowhere),
		cmocka_unit_test(a_file_of_it_has_the_same_rows_and_says_what_was_asked_for),
		cmocka_unit_test(long_words_make_a_table_wide),
		cmocka_unit_test(a_head_sorts_and_turns_round),
		cmocka_unit_test(filters_show_what_was_asked_for),
		cmocka_unit_test(the_ways_on_keep_what_was_asked_for),
		cmocka_unit_test(nothing_is_said_to_be_nothing),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
