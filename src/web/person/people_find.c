/* Looking for a person by name or number: among the sheets that the actor may see, each person once a page. */
#include "base/memory.h"
#include "store/sheet/record.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/area_options.h"
#include "web/list/filter.h"
#include "web/part/shown.h"
#include "web/person/people.h"

enum { PAGE_SHEETS = 50 };
enum { PARTS = FILTER_BIT(FILTER_AREA) | FILTER_SEARCH | FILTER_BIT(FILTER_AFTER) };

struct found {
	int64_t person_id;              /* the root of the group */
	struct sheet_row sheet;         /* the newest that was found */
	int64_t sheets;                 /* of the person, that the actor may see */
};

struct search {
	struct list_filter filter;
	struct found *people;
	size_t count;
	struct sheet_row *rows;         /* that were looked at for them */
	size_t row_count;
	bool more;
	struct area_choice areas;
};

/* ---- reading ---- */

static enum err count_sheets(struct db *db, struct http_request *request, struct found *found, struct error *error)
{
	int64_t *ids;
	size_t count = 0;
	enum err err = record_ids_of_person_any(db, request->arena, found->person_id, &ids, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++)
		found->sheets += sheet_visible(db, web_actor(request), ids[i]);
	return err;
}

/* A sheet that was never sent has no person yet. */
static enum err add_person(struct db *db, struct http_request *request, struct search *s, const struct sheet_row *row,
                           struct error *error)
{
	struct record_row record;
	enum err err = record_load_any(db, request->arena, row->id, &record, error);
	int64_t root = err == ERR_OK && record.person_id != 0 ? person_root_any(db, record.person_id) : 0;

	for (size_t i = 0; i < s->count && root != 0; i++)
		root = s->people[i].person_id == root ? 0 : root;
	if (err != ERR_OK || root == 0)
		return err;
	struct found *found = &s->people[s->count++];
	*found = (struct found){ .person_id = root, .sheet = *row };
	return count_sheets(db, request, found, error);
}

static enum err read_people(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct search *s = arg;
	size_t count = 0;
	enum err err = area_choice_read(db, request->arena, web_actor(request), s->filter.sheets.area_id, &s->areas, error);

	if (err != ERR_OK || s->filter.typed == NULL)
		return err;
	s->filter.sheets.limit = PAGE_SHEETS + 1;
	err = sheet_list(db, request->arena, web_actor(request), &s->filter.sheets, &s->rows, &count, error);
	s->more = count > PAGE_SHEETS;
	s->row_count = s->more ? PAGE_SHEETS : count;
	s->people = arena_array(request->arena, s->row_count + 1, sizeof *s->people);
	for (size_t i = 0; i < s->row_count && err == ERR_OK; i++)
		err = add_person(db, request, s, &s->rows[i], error);
	return err;
}

/* ---- the page ---- */

static void put_found(struct http_request *request, struct tmpl_dict *table, const struct found *found)
{
	const struct sheet_row *sheet = &found->sheet;
	struct tmpl_dict *row = tmpl_add(table, "PERSON");

	tmpl_put(row, "PERSON_URL", person_url(request, found->person_id));
	tmpl_put(row, "FULL_NAME",
	         sheet->full_name == NULL ? message_text(MSG_NO_NAME) : web_masked(request, sheet->full_name));
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, sheet->birth_date));
	tmpl_put(row, "SEX", web_option(web_app(request)->form->sex, sheet->sex));
	tmpl_put(row, "CITIZEN_ID", web_number(request, sheet->citizen_id));
	tmpl_put(row, "AREA", web_hamlet(sheet->area_name));
	tmpl_put(row, "SHEETS", message_fill(request, MSG_PERSON_SHEETS, web_count(request, found->sheets), NULL));
}

static void put_people(struct http_request *request, struct tmpl_dict *content, const struct search *s)
{
	struct tmpl_dict *table = s->count == 0 ? NULL : tmpl_add(content, "FOUND");

	if (s->filter.typed == NULL)
		tmpl_show(content, "NOT_ASKED");
	else if (s->count == 0 && !s->more)
		tmpl_show(content, "NOBODY");
	for (size_t i = 0; i < s->count; i++)
		put_found(request, table, &s->people[i]);
	if (s->more)
		put_section(
			content, "NEXT_PAGE", "NEXT_URL",
			filter_url(request, "/people", &s->filter, FILTER_AFTER, web_id(request, s->rows[s->row_count - 1].id)));
}

enum err page_people(struct http_request *request, struct http_response *response, struct error *error)
{
	bool masked = actor_is_masked(web_actor(request));
	struct search s = { .count = 0 };
	struct page page;
	enum err err = filter_read(request, &request->query, PARTS, &s.filter, error);

	if (err == ERR_OK)
		err = web_read(request, read_people, &s, error);
	if (err != ERR_OK)
		return err;
	filter_log(request, &s.filter, s.rows, s.row_count, s.more);
	err = page_open(request, "person/find.html", message_text(MSG_TITLE_PEOPLE), &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", message_text(MSG_TITLE_PEOPLE));
	area_options_put(request, page.content, &s.areas, s.filter.sheets.area_id);
	web_tokens(page.content, page.csrf, NULL, 0);
	tmpl_put(page.content, "Q", s.filter.typed);
	tmpl_put(page.content, "Q_HELP", message_text(masked ? MSG_Q_HELP_MASKED : MSG_Q_HELP));
	put_section(page.content, "Q_ERROR", "Q_ERROR_TEXT", s.filter.half_id ? message_text(MSG_Q_HALF_ID) : NULL);
	put_people(request, page.content, &s);
	return page_send(&page, response, 200, error);
}
