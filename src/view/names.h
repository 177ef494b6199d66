/* The names of a template, read from its markers: in builds with CHECK_TEMPLATES (the sanitizer build) every
 * dictionary knows its template and section. A name that the section has not, or one of its values that is still
 * unset when the page is rendered, is told on stderr, and the program aborts. Other builds know nothing of names; the
 * functions below are empty there.
 *
 * A name has one owner: the outermost section in which it stands. The same name in a section inside is the same
 * value. A section that is only shown (tmpl_show) has no dictionary, so it may own no value; sections and includes
 * may be left out. Exceptions are named in names.c: the include TOKENS, which may be put around several forms, and
 * templates that are given more than they show.
 *
 * MAU03_TEMPLATE_NAMES names a file to which each process appends the names that it puts, each once: "template,
 * section, name" between tabs (the section as its path from the outermost, joined by ">"; "-" for the template
 * itself). */
#ifndef VIEW_NAMES_H
#define VIEW_NAMES_H

#include <stddef.h>

#ifdef CHECK_TEMPLATES
#ifdef __cplusplus
extern "C" {
#else
#include <stdbool.h>
#endif

struct names;

/* What a dictionary was given. Begins with names_root(), names_row() or names_include(), ends with names_end(). */
struct names_use {
	const struct names *names;              /* of its section; NULL: the template is not known, nothing is checked */
	const struct names_use *outer;          /* within the same template */
	bool *put;                              /* of each name */
	bool tokens, asks_tokens;               /* TOKENS is included; a form asks for it */
};

/* Reads the markers of a template that parses. Before the first use, by one thread. */
void names_learn(const char *template_name, const char *text, size_t length);
/* Forgets all templates. */
void names_forget(void);

void names_root(struct names_use *use, const char *template_name);
void names_row(struct names_use *outer, const char *section, struct names_use *use);
void names_include(struct names_use *outer, const char *marker, const char *template_name, struct names_use *use);
void names_end(struct names_use *use);

void names_put(struct names_use *use, const char *name);
void names_show(struct names_use *use, const char *section);
/* Before rendering, for each dictionary of the page. */
void names_complete(const struct names_use *use);

#ifdef __cplusplus
}
#endif
#else

struct names_use { };

static inline void names_learn(const char *, const char *, size_t) { }
static inline void names_forget(void) { }
static inline void names_root(names_use *, const char *) { }
static inline void names_row(names_use *, const char *, names_use *) { }
static inline void names_include(names_use *, const char *, const char *, names_use *) { }
static inline void names_end(names_use *) { }
static inline void names_put(names_use *, const char *) { }
static inline void names_show(names_use *, const char *) { }
static inline void names_complete(const names_use *) { }

#endif
#endif
