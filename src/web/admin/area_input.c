#include "web/admin/area_input.h"

#include "text/utf8.h"
#include "web/frame/read.h"
#include "web/frame/text.h"

enum { CODES_ROOM = 64 << 10, SEARCH_MAX = 50000, SHOWN_MAX = 20, TITLE_ROOM = 1 << 10 };

/* How well an area fits, best first. */
enum fit { FIT_WHOLE, FIT_WHOLE_ENDED, FIT_PART, FIT_PART_ENDED, FITS };

struct fitting {
	struct choice choices[SHOWN_MAX];
	size_t count;                   /* that fit so; beyond SHOWN_MAX nobody counts */
};

struct reading {
	const struct area_typing *typing;
	struct http_request *request;
	struct admin_form *form;
	struct db *db;
	struct buf codes, said;         /* for the task; for the input, with what was chosen */
	struct arena *found, *scratch;  /* of what an item leads to; of one area */
};

/* ---- one area ---- */

static const char *code_of(struct reading *r, const struct area *area)
{
	return arena_print(r->scratch, "%s:%s", area->level, area->code);
}

static bool is_valid_then(const struct reading *r, const struct area *area)
{
	const char *day = r->typing->day;

	return strcmp(area->valid_from, day) <= 0 && (area->valid_to == NULL || strcmp(area->valid_to, day) >= 0);
}

/* "Phường Phương Sài (22351), Thành phố Nha Trang, Tỉnh Khánh Hòa" */
static enum err name_fully(struct reading *r, const struct area *area, const char **out, struct error *error)
{
	struct area *path;
	struct buf title;
	size_t count;
	enum err err = area_path_any(r->db, r->scratch, area->id, &path, &count, error);

	buf_init(&title, r->scratch, TITLE_ROOM);
	buf_text(&title, admin_area_name(r->request, area));
	for (size_t i = count; err == ERR_OK && i-- > 1;)
		buf_print(&title, ", %s", path[i - 1].full_name);
	*out = area->valid_to == NULL
	           ? title.data
	           : message_fill(r->request, MSG_AREA_UNTIL, title.data, web_iso_day(r->request, area->valid_to));
	return err;
}

/* It may stand here, and its code leads to it. */
static bool is_offered(struct reading *r, const struct area *area)
{
	const struct area_typing *t = r->typing;
	struct area found;

	if ((t->parent_id != 0 && area->parent_id != t->parent_id) ||
	    (t->campaign_id != 0 && !campaign_covers_any(r->db, t->campaign_id, area->id)))
		return false;
	return area_by_code_any(r->db, r->scratch, code_of(r, area), t->day, &found, NULL) == ERR_OK &&
	       found.id == area->id;
}

/* ---- an item that is no code ---- */

static enum fit fit_of(struct reading *r, const struct area *area, const char *q)
{
	struct arena *arena = r->scratch;
	bool whole = strcmp(utf8_fold(arena, area->name), q) == 0 || strcmp(utf8_fold(arena, area->full_name), q) == 0 ||
	             strcmp(area->code, q) == 0;

	return (whole ? FIT_WHOLE : FIT_PART) + (is_valid_then(r, area) ? 0 : 1);
}

/* Something fits better already, or as well more often than is shown. */
static bool is_outdone(const struct fitting fittings[FITS], enum fit fit)
{
	for (enum fit better = FIT_WHOLE; better < fit; better++) {
		if (fittings[better].count > 0)
			return true;
	}
	return fittings[fit].count > SHOWN_MAX;
}

/* above: folded, a part of the names above the area; "" fits all. */
static enum err fit_area(struct reading *r, const struct area *area, const char *q, const char *above,
                         struct fitting fittings[FITS], struct error *error)
{
	arena_reset(r->scratch);
	enum fit fit = fit_of(r, area, q);
	struct fitting *fitting = &fittings[fit];
	struct arena *kept = r->request->arena;
	const char *title;

	if (is_outdone(fittings, fit) || !is_offered(r, area))
		return ERR_OK;
	enum err err = name_fully(r, area, &title, error);
	if (err != ERR_OK || strstr(utf8_fold(r->scratch, title), above) == NULL)
		return err;
	if (fitting->count < SHOWN_MAX)
		fitting->choices[fitting->count] = (struct choice){ arena_text(kept, code_of(r, area)),
			arena_text(kept, title) };
	fitting->count++;
	return ERR_OK;
}

static void ask(struct reading *r, const char *item, const struct fitting *fitting)
{
	struct http_request *request = r->request;
	bool many = fitting->count > SHOWN_MAX;
	size_t shown = many ? SHOWN_MAX : fitting->count;
	struct choice *picks = arena_array(request->arena, shown, sizeof *picks);

	if (r->form->pick_count > 0)
		return;
	memcpy(picks, fitting->choices, shown * sizeof *picks);
	r->form->pick_input = r->typing->name;
	r->form->pick_for = item;
	r->form->picks = picks;
	r->form->pick_count = shown;
	form_blame(
		r->form, r->typing->name,
		message_fill(request, many ? MSG_AREA_PICK_MANY : MSG_AREA_PICK, item, web_count(request, (int64_t)shown)));
}

static void settle(struct reading *r, const char *item, const struct fitting fittings[FITS])
{
	enum fit best = FIT_WHOLE;

	while (best < FITS && fittings[best].count == 0)
		best++;
	if (best == FITS)
		form_blame(r->form, r->typing->name, message_fill(r->request, MSG_AREA_NO_NAME, item, NULL));
	else if (best == FIT_WHOLE && fittings[best].count == 1)
		buf_print(&r->codes, "%s, ", fittings[best].choices[0].value);
	else
		ask(r, item, &fittings[best]);
}

static enum err find_name(struct reading *r, const char *item, struct error *error)
{
	struct arena *arena = r->request->arena;
	const char *slash = strchr(item, '/');
	const char *q = utf8_fold(arena, slash == NULL ? item : arena_text_n(arena, item, (size_t)(slash - item)));
	const char *above = slash == NULL ? "" : utf8_fold(arena, slash + 1);
	struct fitting *fittings = arena_array(arena, FITS, sizeof *fittings);
	struct area_node *nodes = NULL;
	size_t count = 0;
	arena_reset(r->found);
	enum err err = q[0] == '\0' ? ERR_OK : area_search_any(r->db, r->found, q, SEARCH_MAX, &nodes, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++)
		err = fit_area(r, &nodes[i].area, q, above, fittings, error);
	if (err == ERR_OK)
		settle(r, item, fittings);
	return err;
}

/* ---- an item ---- */

static bool looks_like_code(const char *text)
{
	static const char signs[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-:";

	return strspn(text, signs) == strlen(text) && strpbrk(text, "0123456789:") != NULL;
}

static bool is_known(const struct reading *r, const char *code)
{
	for (size_t i = 0; i < r->typing->known_count; i++) {
		if (strcmp(r->typing->known[i].code, code) == 0)
			return true;
	}
	return false;
}

/* What the words of an item are taken for. */
struct words { bool codes, unknown, ambiguous; };

static struct words judge_words(struct reading *r, const char *item)
{
	struct words out = { true, false, false };
	struct area area;

	for (const char *p = item; *p != '\0'; p += strspn(p, " ")) {
		const char *word = arena_text_n(r->request->arena, p, strcspn(p, " "));
		enum err err = is_known(r, word)
		                   ? ERR_OK
		                   : area_by_code_any(r->db, r->request->arena, word, r->typing->day, &area, NULL);
		out.codes &= looks_like_code(word);
		out.unknown |= err != ERR_OK && err != ERR_CONFLICT;
		out.ambiguous |= err == ERR_CONFLICT;
		p += strlen(word);
	}
	return out;
}

static enum err read_item(struct reading *r, const char *item, struct error *error)
{
	const char *picked = params_filled(&r->request->form, arena_print(r->request->arena, "%s_pick", r->typing->name));
	const char *pick_for = params_filled(&r->request->form, arena_print(r->request->arena, "%s_for", r->typing->name));
	bool chosen = picked != NULL && pick_for != NULL && strcmp(pick_for, item) == 0 && looks_like_code(picked);
	struct words words = { true, false, false };

	item = chosen ? picked : item;
	buf_print(&r->said, "%s%s", r->said.length == 0 ? "" : ", ", item);
	if (!chosen)
		words = judge_words(r, item);
	if ((words.unknown && !words.codes) || (words.ambiguous && strchr(item, ' ') == NULL))
		return form_error(r->form, r->typing->name) == NULL ? find_name(r, item, error) : ERR_OK;
	buf_print(&r->codes, "%s, ", item);
	return ERR_OK;
}

static enum err read_items(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct reading *r = arg;
	const char *p = form_text(r->form, r->typing->name);
	enum err err = ERR_OK;

	r->db = db;
	for (; *p != '\0' && err == ERR_OK; p += strspn(p, ",;")) {
		size_t length = strcspn(p, ",;");
		const char *item = utf8_clean(request->arena, arena_text_n(request->arena, p, length));
		p += length;
		if (item[0] != '\0')
			err = read_item(r, item, error);
	}
	return err;
}

enum err area_input_read(struct http_request *request, struct admin_form *form, const struct area_typing *typing,
                         const char **codes, struct error *error)
{
	const char *typed = form_text(form, typing->name);
	struct reading reading = { .typing = typing, .request = request, .form = form };

	*codes = NULL;
	if (typed == NULL || form_error(form, typing->name) != NULL)
		return ERR_OK;
	buf_init(&reading.codes, request->arena, CODES_ROOM);
	buf_init(&reading.said, request->arena, CODES_ROOM);
	reading.found = arena_new(ARENA_REQUEST);
	reading.scratch = arena_new(ARENA_REQUEST);
	enum err err = ERR_UNAVAILABLE;
	if (reading.found != NULL && reading.scratch != NULL)
		err = web_read(request, read_items, &reading, error);
	else
		error_set(error, err, message_text(MSG_UNAVAILABLE), "no memory to look for areas");
	arena_free(reading.found);
	arena_free(reading.scratch);
	*codes = reading.codes.data;
	if (params_filled(&request->form, arena_print(request->arena, "%s_pick", typing->name)) != NULL)
		form_set(form, typing->name, reading.said.data);
	return err;
}
