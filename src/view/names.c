#include "view/names.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/memory.h"

/* Stands in every form, and may be included for several forms at once, around them. */
static const char tokens[] = "TOKENS";
/* Filled alike by one function, with more than each of them shows: the topics of the guide (roles, pages), the paper
 * (questions of the definition). What they have not is passed over, and sections and includes belong to the whole
 * wherever they stand. */
static const char *const open_templates[] = { "help/topic/", "paper/sheet.html", "sheet/mau-03-print.html" };

enum { RESERVE = 16 << 20, LINE = 512 };
enum kind { VALUE, SECTION, INCLUDE };

struct name {
	struct name *next;
	const char *text;
	enum kind kind;
	struct names *inner;            /* of a SECTION */
	size_t index;                   /* in the section */
	atomic_bool told;
};

struct names {
	struct names *next;             /* the next template */
	const char *template, *path;
	struct names *outer;
	struct name *first;
	size_t count;                   /* indexes given out */
	bool asks_tokens;
};

static struct arena *arena;
static struct names *templates;

/* ---- what a template has ---- */

static struct name *find(const struct names *names, const char *text, enum kind kind)
{
	struct name *name = names->first;

	while (name != NULL && (name->kind != kind || strcmp(name->text, text) != 0))
		name = name->next;
	return name;
}

static struct names *names_new(const char *template, struct names *outer, const char *section)
{
	struct names *names = arena_alloc(arena, sizeof *names);

	*names = (struct names){ .template = template, .outer = outer, .path = "-" };
	if (outer != NULL)
		names->path = outer->outer == NULL ? section : arena_print(arena, "%s>%s", outer->path, section);
	return names;
}

static struct name *add(struct names *names, const char *text, enum kind kind)
{
	struct name *name = find(names, text, kind);

	if (name != NULL)
		return name;
	name = arena_alloc(arena, sizeof *name);
	name->text = text;
	name->kind = kind;
	name->index = names->count++;
	name->next = names->first;
	if (kind == SECTION)
		name->inner = names_new(names->template, names, text);
	names->first = name;
	return name;
}

static bool is_open(const char *template)
{
	for (size_t i = 0; i < COUNT(open_templates); i++) {
		if (strncmp(template, open_templates[i], strlen(open_templates[i])) == 0)
			return true;
	}
	return false;
}

/* A marker "{{#NAME}}", "{{NAME:u}}" …; where the text goes on. Pragmas and comments are passed over. */
static struct names *take_marker(struct names *at, const char *marker)
{
	const char *text = marker + strspn(marker, "#/>");
	const char *name = arena_text_n(arena, text, strcspn(text, ":}"));

	if (*marker == '#')
		return add(at, name, SECTION)->inner;
	if (*marker == '/')
		return at->outer;
	if (*marker == '>' && strcmp(name, tokens) == 0)
		at->asks_tokens = true;
	if (*marker != '!' && *marker != '%')
		add(at, name, *marker == '>' ? INCLUDE : VALUE);
	return at;
}

/* Who owns what stands in that section: it, or one around it. */
static struct names *owner(struct names *names, const struct name *name)
{
	struct names *owner = names, *root = names;

	for (struct names *outer = names->outer; outer != NULL; outer = outer->outer) {
		if (find(outer, name->text, name->kind) != NULL)
			owner = outer;
		root = outer;
	}
	bool shared = name->kind == INCLUDE && strcmp(name->text, tokens) == 0;
	return shared || (name->kind != VALUE && is_open(names->template)) ? root : owner;
}

static void move(struct name *name, struct names *to)
{
	struct name *there = add(to, name->text, name->kind);

	if (name->kind != SECTION)
		return;
	there->inner->asks_tokens |= name->inner->asks_tokens;
	for (struct name *inner = name->inner->first; inner != NULL; inner = inner->next)
		move(inner, there->inner);
}

/* Gives the names to their owners; whether one had another. */
static bool settle(struct names *names)
{
	bool moved = false;

	for (struct name **at = &names->first; *at != NULL;) {
		struct name *name = *at;
		struct names *to = owner(names, name);
		if (to == names) {
			moved |= name->kind == SECTION && settle(name->inner);
			at = &name->next;
			continue;
		}
		*at = name->next;
		move(name, to);
		moved = true;
	}
	return moved;
}

void names_learn(const char *template_name, const char *text, size_t length)
{
	if (arena == NULL)
		arena = arena_new(RESERVE);
	if (arena == NULL)
		return;
	struct names *root = names_new(arena_text(arena, template_name), NULL, NULL), *at = root;
	const char *whole = arena_text_n(arena, text, length);

	for (const char *marker = strstr(whole, "{{"); marker != NULL; marker = strstr(marker + 2, "{{"))
		at = take_marker(at, marker + 2);
	while (settle(root))
		continue;
	root->next = templates;
	templates = root;
}

void names_forget(void)
{
	arena_free(arena);
	arena = NULL;
	templates = NULL;
}

static const struct names *learnt(const char *template)
{
	const struct names *names = templates;

	while (names != NULL && strcmp(names->template, template) != 0)
		names = names->next;
	return names;
}

/* ---- what is told ---- */

static _Noreturn void fault(const struct names *names, const char *name, const char *what)
{
	fprintf(stderr, "template %s, section %s: %s %s\n", names->template, names->path, name, what);
	abort();
}

/* One write of a whole line: processes that append at once do not mix. What could not be written is tried again when
 * it is put again. */
static void tell(const struct names *names, struct name *name)
{
	const char *file = getenv("MAU03_TEMPLATE_NAMES");
	char line[LINE];

	if (file == NULL || atomic_exchange(&name->told, true))
		return;
	int length = snprintf(line, sizeof line, "%s\t%s\t%s\n", names->template, names->path, name->text);
	int out = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (out < 0 || write(out, line, (size_t)length) != length)
		atomic_store(&name->told, false);
	if (out >= 0)
		close(out);
}

/* ---- what a dictionary is given ---- */

/* The name, noted; NULL: the template is not known, or it is open. */
static const struct name *use_name(const struct names_use *use, const char *text, enum kind kind)
{
	static const char *const unknown[] = { "is no value of it", "is no section of it", "is no include of it" };
	struct name *name = use->names == NULL ? NULL : find(use->names, text, kind);

	if (name != NULL) {
		tell(use->names, name);
		use->put[name->index] = true;
	} else if (use->names != NULL && !is_open(use->names->template)) {
		fault(use->names, text, unknown[kind]);
	}
	return name;
}

static void begin(struct names_use *use, const struct names *names, const struct names_use *outer)
{
	*use = (struct names_use){ .names = names, .outer = outer, .asks_tokens = names != NULL && names->asks_tokens };
	if (names != NULL)
		use->put = memory_new(names->count + 1, sizeof *use->put);
	if (use->put == NULL)
		use->names = NULL;
}

void names_root(struct names_use *use, const char *template_name)
{
	begin(use, learnt(template_name), NULL);
}

void names_row(struct names_use *outer, const char *section, struct names_use *use)
{
	const struct name *name = use_name(outer, section, SECTION);

	begin(use, name == NULL ? NULL : name->inner, outer);
}

static void include_tokens(struct names_use *use)
{
	const struct names *root = use->names;

	while (root != NULL && root->outer != NULL)
		root = root->outer;
	struct name *name = root == NULL ? NULL : find(root, tokens, INCLUDE);
	if (name != NULL)
		tell(root, name);
	else if (root != NULL)
		fault(use->names, tokens, "is no include of it");
	use->tokens = true;
}

void names_include(struct names_use *outer, const char *marker, const char *template_name, struct names_use *use)
{
	if (strcmp(marker, tokens) == 0)
		include_tokens(outer);
	else
		use_name(outer, marker, INCLUDE);
	begin(use, learnt(template_name), NULL);
}

void names_end(struct names_use *use)
{
	memory_free(use->put);
	use->put = NULL;
}

void names_put(struct names_use *use, const char *name)
{
	use_name(use, name, VALUE);
}

void names_show(struct names_use *use, const char *section)
{
	const struct name *name = use_name(use, section, SECTION);

	if (name == NULL)
		return;
	for (const struct name *inner = name->inner->first; inner != NULL; inner = inner->next) {
		if (inner->kind == VALUE)
			fault(name->inner, inner->text, "is a value, so the section is added, not only shown");
	}
	use->asks_tokens |= name->inner->asks_tokens;
}

static bool has_tokens(const struct names_use *use)
{
	while (use != NULL && !use->tokens)
		use = use->outer;
	return use != NULL;
}

void names_complete(const struct names_use *use)
{
	for (const struct name *name = use->names == NULL ? NULL : use->names->first; name != NULL; name = name->next) {
		if (name->kind == VALUE && !use->put[name->index])
			fault(use->names, name->text, "is not set");
	}
	if (use->names != NULL && use->asks_tokens && !has_tokens(use))
		fault(use->names, tokens, "is not included");
}
