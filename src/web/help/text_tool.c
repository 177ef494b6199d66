/* Text of old machines (TCVN3, VNI) read as Unicode: detected, shown by a sample, given back whole. Nothing is
 * stored. */
#include "base/memory.h"
#include "text/misread/legacy.h"
#include "text/messages.h"
#include "web/frame/page.h"
#include "web/frame/text.h"
#include "web/help/help.h"

enum { SAMPLES = 5, WORDS_SHOWN = 60 };

static const struct { const char *code; enum message label; enum legacy_encoding encoding; } choices[] = {
	{ "auto", MSG_ENCODING_AUTO, LEGACY_UNICODE },
	{ "tcvn3", MSG_ENCODING_TCVN3, LEGACY_TCVN3 },
	{ "vni", MSG_ENCODING_VNI, LEGACY_VNI },
};

struct text_tool {
	const char *text;               /* as pasted */
	size_t choice;
	const char *error;              /* or NULL */
	struct legacy_guess guess;
	struct legacy_text converted;
};

/* The encoding chosen; found, where the choice was left to the program. */
static enum legacy_encoding encoding_of(const struct text_tool *tool)
{
	return tool->choice == 0 ? tool->guess.encoding : choices[tool->choice].encoding;
}

static const char *verdict(struct http_request *request, const struct text_tool *tool)
{
	enum legacy_encoding encoding = encoding_of(tool);
	const char *name = message_text(choices[encoding == LEGACY_VNI ? 2 : 1].label);

	if (encoding == LEGACY_UNICODE)
		return message_text(MSG_TEXT_IS_UNICODE);
	if (tool->choice != 0)
		return message_fill(request, MSG_TEXT_READ_AS, name, NULL);
	return message_fill(request, MSG_TEXT_DETECTED, name, web_count(request, tool->guess.confidence));
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

static void put_proposed(struct http_request *request, struct tmpl_dict *result, const struct legacy_text *converted)
{
	struct buf words;

	if (converted->proposed_count == 0)
		return;
	buf_init(&words, request->arena, 1 << 16);
	for (size_t i = 0; i < converted->proposed_count && i < WORDS_SHOWN; i++)
		buf_print(&words, "%s%s", i == 0 ? "" : ", ", converted->proposed[i]);
	buf_text(&words, converted->proposed_count > WORDS_SHOWN ? ", …" : "");
	tmpl_put(tmpl_add(result, "PROPOSED"), "PROPOSED_WORDS", words.data);
}

static void put_result(struct http_request *request, struct tmpl_dict *content, const struct text_tool *tool)
{
	struct tmpl_dict *result = tmpl_add(content, "RESULT");

	tmpl_put(result, "RESULT_TEXT", verdict(request, tool));
	if (encoding_of(tool) == LEGACY_UNICODE)
		return;
	put_samples(request, result, tool);
	put_proposed(request, result, &tool->converted);
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

enum err post_text_tool(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *text = params_text(&request->form, "text");
	struct text_tool tool = { .text = text == NULL ? "" : text, .choice = find_choice(params_text(&request->form,
		"encoding")) };

	if (tool.text[strspn(tool.text, " \t\n")] == '\0') {
		tool.error = message_text(MSG_TEXT_NOTHING);
		return show(request, response, &tool, error);
	}
	tool.guess = legacy_detect(request->arena, tool.text);
	tool.converted = legacy_convert(request->arena, tool.text, encoding_of(&tool));
	return show(request, response, &tool, error);
}
