/* What helps: the guide, the rules, the tool for texts of old fonts, the licences. */
#ifndef WEB_HELP_HELP_H
#define WEB_HELP_HELP_H

#include "http/http.h"

/* ---- help.c ---- */
http_handler page_help, page_help_login;

/* ---- rules_page.c ---- */
http_handler page_rules;

/* ---- text_tool.c ---- */
http_handler page_text_tool, post_text_tool;

/* ---- licences.c ---- */
http_handler page_licences;

#endif
