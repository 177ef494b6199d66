/* Text of old machines (TCVN3, VNI) read as Unicode: detected, shown by a sample, given back whole. Nothing is
 * stored. */
#include "base/memory.h"
#include "text/misread/legacy.h"
#include "text/messages.h"
#include "web/frame/page.h"
#include "web/frame/text.h"
#include "web/help/help.h"

enum { SAMPLES = 5, WORDS_SHOWN = 60, GROWTH = 4, ENCODINGS = LEGACY_VNI + 1 };

static const struct { const char *code; enum message label; enum legacy_encoding encoding; } choices[] = {
	{ "auto", MSG_ENCODING_AUTO, LEGACY_UNICODE },
	{ "tcvn3", MSG_ENCODING_TCVN3, LEGACY_TCVN3 },
	{ "vni", MSG_ENCODING_VNI, LEGACY_VNI },
};

struct text_tool {
	const char *text;               /* as pasted */
	size_t choice;
	const char *error;              /* or NULL */
	struct legacy_text converted;
	size_t lines[ENCODINGS];        /* how many were read in each encoding */
	size_t words, sure;             /* words of the lines that told their encoding; how sure, in per cent of each */
};

/* True when nothing was to be read otherwise than it stands. */
static bool is_unicode(const struct text_tool *tool)
{
	return tool->lines[LEGACY_TCVN3] + tool->lines[LEGACY_VNI] == 0;
}

static const char *name_of(enum legacy_encoding encoding)
{
	for (size_t i = 1; i < COUNT(choices); i++) {
		if (choices[i].encoding == encoding)
			return message_text(choices[i].label);
	}
	return message_text(MSG_ENCODING_UNICODE);
}

/* "3 dòng TCVN3, 1 dòng Unicode" */
static const char *count_lines(struct http_request *request, const struct text_tool *tool)
{
	const char *said = "";

	for (enum legacy_encoding encoding = LEGACY_UNICODE; encoding <= LEGACY_VNI; encoding++) {
		if (tool->lines[encoding] == 0)
			continue;
		const char *lines = message_fill(request, MSG_TEXT_LINES, web_count(request, (int64_t)tool->lines[encoding]),
		                                 name_of(encoding));
		said = arena_print(request->arena, "%s%s%s", said, *said == '\0' ? "" : ", ", lines);
	}
	return said;
}

static const char *verdict(struct http_request *request, const struct text_tool *tool)
{
	size_t most = tool->lines[LEGACY_TCVN3] + tool->lines[LEGACY_VNI];

	if (tool->choice != 0)
		return message_fill(request, MSG_TEXT_READ_AS, name_of(choices[tool->choice].encoding), NULL);
	if (is_unicode(tool))
		return message_text(MSG_TEXT_IS_UNICODE);
	if (tool->lines[LEGACY_UNICODE] > 0 || (tool->lines[LEGACY_TCVN3] > 0 && tool->lines[LEGACY_VNI] > 0))
		return message_fill(request, MSG_TEXT_MIXED, count_lines(request, tool), NULL);
	return message_fill(request, MSG_TEXT_DETECTED,
	                    name_of(tool->lines[LEGACY_VNI] == most ? LEGACY_VNI : LEGACY_TCVN3),
	                    web_count(request, (int64_t)(tool->sure / tool->words)));
}

/* The line at *at, which is moved on. */
static const char *take_line(struct http_request *request, const char **at)
{
	size_t length = strcspn(*at, "\n");
	const char *line = arena_text_n(request->arena, *at, length);

	*at += length + ((*at)[length] == '\n');
	return line;
}

/* The first lines that reading has changed. */
static void put_samples(struct http_request *request, struct tmpl_dict *result, const struct text_tool *tool)
{
	const char *old = tool->text, *new = tool->converted.text;
	struct tmpl_dict *sample = NULL;

	for (int shown = 0; *old != '\0' && shown < SAMPLES;) {
		const char *before = take_line(request, &old), *after = take_line(request, &new);
		if (strcmp(before, after) == 0)
			continue;
		if (sample == NULL)
			sample = tmpl_add(result, "SAMPLE");
		struct tmpl_dict *row = tmpl_add(sample, "SAMPLE_ROW");
		tmpl_put(row, "SAMPLE_OLD", before);
		tmpl_put(row, "SAMPLE_NEW", after);
		shown++;
	}
}

/* The first words, between commas. */
static const char *join(struct http_request *request, const char *const *words, size_t count)
{
	struct buf joined;

	buf_init(&joined, request->arena, 1 << 16);
	for (size_t i = 0; i < count && i < WORDS_SHOWN; i++)
		buf_print(&joined, "%s%s", i == 0 ? "" : ", ", words[i]);
	buf_text(&joined, count > WORDS_SHOWN ? ", …" : "");
	return joined.data;
}

static void put_words(struct http_request *request, struct tmpl_dict *result, const struct text_tool *tool)
{
	size_t count;
	const char *const *odd = legacy_odd_words(request->arena, tool->converted.text, WORDS_SHOWN + 1, &count);

	if (tool->converted.proposed_count > 0)
		tmpl_put(tmpl_add(result, "PROPOSED"), "PROPOSED_WORDS",
		         join(request, tool->converted.proposed, tool->converted.proposed_count));
	if (count > 0)
		tmpl_put(tmpl_add(result, "ODD"), "ODD_WORDS", join(request, odd, count));
}

static void put_result(struct http_request *request, struct tmpl_dict *content, const struct text_tool *tool)
{
	struct tmpl_dict *result = tmpl_add(content, "RESULT");

	tmpl_put(result, "RESULT_TEXT", verdict(request, tool));
	put_words(request, result, tool);
	if (is_unicode(tool))
		return;
	put_samples(request, result, tool);
	tmpl_put(tmpl_add(result, "CONVERTED"), "CONVERTED_TEXT", tool->converted.text);
}

static enum err show(struct http_request *request, struct http_response *response, const struct text_tool *tool,
                     struct error *error)
{
	const char *title = message_text(MSG_TITLE_TEXT_TOOL);
	struct page page;
	enum err err = page_open(request, "help/text-tool.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	web_tokens(page.content, page.csrf, NULL, 0);
	tmpl_put(page.content, "TEXT", tool->text);
	for (size_t i = 0; i < COUNT(choices); i++) {
		struct tmpl_dict *row = tmpl_add(page.content, "ENCODING");
		tmpl_put(row, "ENCODING_CODE", choices[i].code);
		tmpl_put(row, "ENCODING_LABEL", message_text(choices[i].label));
		if (i == tool->choice)
			tmpl_show(row, "ENCODING_SELECTED");
	}
	if (tool->error != NULL) {
		page_has_errors(&page, title);
		tmpl_put(tmpl_add(page.content, "ERROR"), "ERROR_TEXT", tool->error);
	} else if (tool->converted.text != NULL) {
		put_result(request, page.content, tool);
	}
	return page_send(&page, response, tool->error == NULL ? 200 : ERR_UNPROCESSABLE, error);
}

enum err page_text_tool(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct text_tool empty = { .text = "" };

	return show(request, response, &empty, error);
}

static size_t find_choice(const char *code)
{
	for (size_t i = 0; i < COUNT(choices); i++) {
		if (code != NULL && strcmp(choices[i].code, code) == 0)
			return i;
	}
	return 0;
}

/* ---- line by line: old lists are pasted together from several ---- */

static size_t count_of_lines(const char *text)
{
	size_t count = 1;

	for (; (text = strchr(text, '\n')) != NULL; text++)
		count++;
	return count;
}

/* The encoding that most lines told; LEGACY_UNICODE when none did. */
static enum legacy_encoding most_told(const struct legacy_guess *guesses, size_t count)
{
	size_t lines[ENCODINGS] = { 0 };

	for (size_t i = 0; i < count; i++)
		lines[guesses[i].encoding]++;
	if (lines[LEGACY_TCVN3] + lines[LEGACY_VNI] == 0)
		return LEGACY_UNICODE;
	return lines[LEGACY_TCVN3] >= lines[LEGACY_VNI] ? LEGACY_TCVN3 : LEGACY_VNI;
}

static void add_converted(struct arena *arena, struct legacy_text *all, const struct legacy_text *line)
{
	const char **proposed = arena_array(arena, all->proposed_count + line->proposed_count + 1, sizeof *proposed);

	for (size_t i = 0; i < all->proposed_count; i++)
		proposed[i] = all->proposed[i];
	for (size_t i = 0; i < line->proposed_count; i++)
		proposed[all->proposed_count + i] = line->proposed[i];
	all->proposed = proposed;
	all->proposed_count += line->proposed_count;
}

/* What a line does not tell for itself it has from most of the others. */
static struct legacy_text read_line(struct arena *arena, struct text_tool *tool, const char *line,
                                    struct legacy_guess guess, enum legacy_encoding most)
{
	bool told = guess.encoding != LEGACY_UNICODE;

	if (!told && most != LEGACY_UNICODE && legacy_leans(arena, line, most))
		guess.encoding = most;
	tool->lines[guess.encoding] += guess.words > 0;
	tool->words += told ? guess.words : 0;
	tool->sure += told ? guess.words * (size_t)guess.confidence : 0;
	return legacy_convert(arena, line, guess.encoding);
}

static void read_lines(struct http_request *request, struct text_tool *tool)
{
	struct arena *arena = request->arena;
	size_t count = count_of_lines(tool->text);
	struct legacy_guess *guesses = arena_array(arena, count, sizeof *guesses);
	const char **lines = arena_array(arena, count, sizeof *lines), *at = tool->text;
	struct buf all;

	for (size_t i = 0; i < count; i++) {
		lines[i] = take_line(request, &at);
		guesses[i] = legacy_detect(arena, lines[i]);
	}
	enum legacy_encoding most = most_told(guesses, count);
	buf_init(&all, arena, strlen(tool->text) * GROWTH + 1);
	for (size_t i = 0; i < count; i++) {
		struct legacy_text line = read_line(arena, tool, lines[i], guesses[i], most);
		if (tool->converted.proposed_count <= WORDS_SHOWN)
			add_converted(arena, &tool->converted, &line);
		buf_text(&all, i == 0 ? "" : "\n");
		buf_text(&all, line.text);
	}
	tool->converted.text = all.data;
}

enum err post_text_tool(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *text = params_text(&request->form, "text");
	struct text_tool tool = { .text = text == NULL ? "" : text, .choice = find_choice(params_text(&request->form,
		"encoding")) };

	if (tool.text[strspn(tool.text, " \t\n")] == '\0') {
		tool.error = message_text(MSG_TEXT_NOTHING);
		return show(request, response, &tool, error);
	}
	if (tool.choice == 0) {
		read_lines(request, &tool);
	} else {
		tool.converted = legacy_convert(request->arena, tool.text, choices[tool.choice].encoding);
		tool.lines[choices[tool.choice].encoding] = count_of_lines(tool.text);
	}
	return show(request, response, &tool, error);
}
