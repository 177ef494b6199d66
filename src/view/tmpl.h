/* Templates: ctemplate (C++) behind one C interface. tmpl.cc is the only C++ of the project.
 *
 * All templates are loaded, checked and frozen at start; after that rendering is thread-safe. Dictionaries belong to
 * one request. Traps of ctemplate closed here or by the template lint: every file begins with the AUTOESCAPE pragma,
 * `:none` is forbidden, text with line ends uses `:p`, query parts use `:u`, every row of a section sets all its
 * values (a value not set shows the outer one; view/names.h), included files see only what is put into their own
 * dictionary. */
#ifndef VIEW_TMPL_H
#define VIEW_TMPL_H

#ifdef __cplusplus
extern "C" {
#else
#include <stdbool.h>
#endif
#include <stddef.h>

struct tmpl_dict;

/* Adds the text of a template under its name ("sheet/mau-03.html"). false: it does not parse (ctemplate says why on
 * stderr). */
bool tmpl_load(const char *name, const char *text, size_t length);
/* After the last tmpl_load(): no more loading, rendering begins. */
void tmpl_freeze(void);
/* Frees the cache at the end of the process. */
void tmpl_unload(void);

/* A new root dictionary of the template of that name, which is not copied; NULL without memory. tmpl_free() frees it
 * with all children. */
struct tmpl_dict *tmpl_new(const char *name);
void tmpl_free(struct tmpl_dict *root);
/* Sets a value. NULL value = "". Copied. Every value of a template, and of each row of its sections, is set before
 * rendering (view/names.h). */
void tmpl_put(struct tmpl_dict *dict, const char *key, const char *value);
void tmpl_put_int(struct tmpl_dict *dict, const char *key, long long value);
/* Shows a section that has no values of its own. */
void tmpl_show(struct tmpl_dict *dict, const char *section);
/* One more iteration of a section; the child belongs to dict. */
struct tmpl_dict *tmpl_add(struct tmpl_dict *dict, const char *section);
/* One more inclusion at an include marker {{>MARKER}} of the template of that name. */
struct tmpl_dict *tmpl_include(struct tmpl_dict *dict, const char *marker, const char *name);
/* Renders the template of root to sink, in pieces. false: a template is missing, or the sink said false; nothing of
 * the output is to be used then. Calls of tmpl_put and others that failed for want of memory also make this false. */
bool tmpl_render(struct tmpl_dict *root, bool (*sink)(void *arg, const char *data, size_t length), void *arg);

#ifdef __cplusplus
}
#endif

#endif
