/* A whole table of targets, pasted from a spreadsheet or typed: an area a line with its figures. */
#include "base/memory.h"
#include "text/utf8.h"
#include "web/admin/admin.h"
#include "web/input/admin_form.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/tokens.h"
#include "workflow/admin/target_table.h"

enum { CELLS_MOST = 8, DIGITS_MOST = 12 };

struct table_page_typed {
	struct campaign campaign;
	const char *typed, *due_on;     /* as typed */
	struct target_table_order order;
	const char **troubles;          /* of lines that cannot be read, and of the table */
	size_t trouble_count;
	const int *numbers;             /* of the lines, as typed */
};

static enum err read_campaign(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct table_page_typed *p = arg;

	return campaign_by_id_any(db, request->arena, request->ids[0], &p->campaign, error);
}

/* ---- reading ---- */

static void trouble(struct http_request *request, struct table_page_typed *p, int line, const char *text)
{
	p->troubles[p->trouble_count++] =
		line == 0 ? text : message_fill(request, MSG_TARGET_LINE, web_id(request, line), text);
}

/* "706.174", "706 174", "706174"; -1: no number. */
static int64_t read_number(const char *text)
{
	int64_t number = 0;
	int digits = 0;

	for (; *text != '\0'; text++) {
		if (*text == '.' || *text == ' ')
			continue;
		if (*text < '0' || *text > '9' || ++digits > DIGITS_MOST)
			return -1;
		number = number * 10 + (*text - '0');
	}
	return digits == 0 ? -1 : number;
}

/* The cells of a line, apart by tabs or semicolons, cleaned; without the first one when that numbers the line. */
static size_t cut(struct http_request *request, char *line, const char *cells[CELLS_MOST])
{
	size_t count = 0;

	for (char *rest = line; rest != NULL && count < CELLS_MOST;) {
		char *end = strpbrk(rest, "\t;");
		if (end != NULL)
			*end = '\0';
		const char *cell = utf8_clean(request->arena, rest);
		cells[count++] = cell == NULL ? "" : cell;
		rest = end == NULL ? NULL : end + 1;
	}
	bool numbered = count > 2 && (cells[0][0] == '\0' || read_number(cells[0]) >= 0) && read_number(cells[1]) < 0;
	if (numbered)
		memmove(cells, cells + 1, --count * sizeof *cells);
	while (count > 0 && cells[count - 1][0] == '\0')
		count--;
	return count;
}

/* One figure: what is to be surveyed; two or more: a, b, c, d, e. */
static void take_figures(struct http_request *request, struct table_page_typed *p, struct target_line *line,
                         int number, const char *const *cells, size_t count)
{
	for (size_t i = 0; i < TARGET_FIGURES; i++)
		line->figures[i] = -1;
	for (size_t i = 0; i < count && i < TARGET_FIGURES; i++) {
		if (cells[i][0] == '\0')
			continue;
		int64_t figure = read_number(cells[i]);
		if (figure < 0)
			trouble(request, p, number, message_fill(request, MSG_TARGET_NO_NUMBER, cells[i], NULL));
		line->figures[count == 1 ? TARGET_E : i] = figure;
	}
}

static bool has_figure(const char *const *cells, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (read_number(cells[i]) >= 0)
			return true;
	}
	return false;
}

static size_t count_lines(const char *text)
{
	size_t count = 1;

	for (; *text != '\0'; text++)
		count += *text == '\n';
	return count;
}

/* The head, which has no figure, is passed over. */
static void read_lines(struct http_request *request, struct table_page_typed *p, const char *due_on)
{
	struct target_table *t = &p->order.table;
	char *text = arena_text(request->arena, p->typed), *line;
	size_t most = count_lines(text);
	int *numbers = arena_array(request->arena, most, sizeof *numbers), number = 0;

	t->lines = arena_array(request->arena, most, sizeof *t->lines);
	p->troubles = arena_array(request->arena, most * TARGET_FIGURES + 2, sizeof *p->troubles);
	while ((line = text) != NULL) {
		const char *cells[CELLS_MOST];
		text = strchr(text, '\n');
		if (text != NULL)
			*text++ = '\0';
		size_t count = cut(request, line, cells);
		number++;
		if (count == 0 || (t->count == 0 && !has_figure(cells, count)))
			continue;
		numbers[t->count] = number;
		struct target_line *out = &t->lines[t->count++];
		*out = (struct target_line){ .name = cells[0], .due_on = due_on,
			.sum = target_is_sum(request->arena, cells[0]) };
		take_figures(request, p, out, number, cells + 1, count - 1);
	}
	p->numbers = numbers;
}

/* ---- the page ---- */

static enum err show(struct http_request *request, struct http_response *response, const struct table_page_typed *p,
                     int status, struct error *error)
{
	const char *title = message_fill(request, MSG_TITLE_TARGETS_TABLE, p->campaign.code, NULL);
	struct page page;
	enum err err = admin_open(request, "admin/targets-table.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "CAMPAIGN_URL", campaign_url(request, p->campaign.id, ""));
	tmpl_put(page.content, "CAMPAIGN_NAME", p->campaign.name);
	tmpl_put(page.content, "TARGETS_URL", campaign_url(request, p->campaign.id, "/targets"));
	tmpl_put(page.content, "ACTION", campaign_url(request, p->campaign.id, "/targets/table"));
	tmpl_put(page.content, "TYPED", p->typed == NULL ? "" : p->typed);
	tmpl_put(page.content, "DUE", p->due_on == NULL ? "" : p->due_on);
	web_tokens(page.content, page.csrf, web_form_token(request), 0);
	if (status != 200) {
		struct tmpl_dict *errors = tmpl_add(page.content, "TROUBLES");
		for (size_t i = 0; i < p->trouble_count; i++)
			tmpl_put(tmpl_add(errors, "TROUBLE"), "TROUBLE_TEXT", p->troubles[i]);
		page_has_errors(&page, title);
	}
	return page_send(&page, response, status, error);
}

enum err page_targets_table(struct http_request *request, struct http_response *response, struct error *error)
{
	struct table_page_typed p = { .typed = NULL };
	enum err err = web_read(request, read_campaign, &p, error);

	return err == ERR_OK ? show(request, response, &p, 200, error) : err;
}

static void tell_faults(struct http_request *request, struct table_page_typed *p)
{
	const struct target_table *t = &p->order.table;

	p->troubles = arena_array(request->arena, t->fault_count + 1, sizeof *p->troubles);
	for (size_t i = 0; i < t->fault_count; i++)
		trouble(request, p, p->numbers[t->faults[i].line], t->faults[i].text);
}

enum err post_targets_table(struct http_request *request, struct http_response *response, struct error *error)
{
	struct table_page_typed p = { .order = { .head = web_head(request) } };
	struct date due = { 0 };
	char *iso = NULL;
	enum err err = web_read(request, read_campaign, &p, error);

	if (err != ERR_OK)
		return err;
	p.typed = params_text(&request->form, "table");
	p.typed = p.typed == NULL ? "" : p.typed;
	p.due_on = params_filled(&request->form, "due_on");
	bool dated = p.due_on == NULL || date_from_typed(p.due_on, false, &due);
	if (p.due_on != NULL && dated)
		date_to_iso(due, iso = arena_alloc(request->arena, DATE_TEXT));
	p.order.table.campaign_id = p.campaign.id;
	read_lines(request, &p, iso);
	if (!dated)
		trouble(request, &p, 0, message_text(MSG_TARGET_BAD_DUE));
	if (p.order.table.count == 0)
		trouble(request, &p, 0, message_text(MSG_TARGETS_EMPTY));
	if (p.trouble_count > 0)
		return show(request, response, &p, ERR_UNPROCESSABLE, error);
	err = admin_set_targets(&p.order, error);
	if (err == ERR_UNPROCESSABLE) {
		tell_faults(request, &p);
		return show(request, response, &p, ERR_UNPROCESSABLE, error);
	}
	return err == ERR_OK
	           ? admin_done(request, response, NOTE_CHANGED, campaign_url(request, p.campaign.id, "/targets"))
	           : err;
}
