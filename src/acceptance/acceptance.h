/* The acceptance rules (DOMAIN §3): pure functions over the answers of one sheet. One verdict everywhere:
 * typing, correcting, submitting, importing, `check`.
 *
 * Rules are rows of one table (rules.c). A rule reads only the fields it declares: its accessors abort on any other. Ids never
 * change. Each group has a table of rows (.def) and a file of functions (.c): completeness 01-09, identity 10-19, dates 20-29,
 * plausibility 30-49, records 50 and up (record rules, with the look-ups of struct record_lookup, filled by workflow/).
 *
 * A line that is no sheet (answers->broken) has E18 and nothing else. A BAD answer has E18 or E19; to the other rules it is neither
 * missing nor there. */
#ifndef ACCEPTANCE_ACCEPTANCE_H
#define ACCEPTANCE_ACCEPTANCE_H

#include "form/answers.h"

enum { FINDING_FIELDS = 48 };           /* at most; acceptance_start() makes sure that no form has more fields */

enum severity { SEVERITY_E, SEVERITY_W, SEVERITY_I };

enum audience {
	AUDIENCE_EVERYONE,
	AUDIENCE_CHECKER                /* shown to the checker only: it speaks at acceptance, not at submission */
};

/* A conflicting or related sheet found by a record rule. */
struct record {
	int64_t sheet_id;
	const char *state;
	const char *area;
	const char *day;
};

/* Look-ups of the record rules, filled by workflow/ from store/. May be NULL as a whole (check without --data). */
struct record_lookup {
	void *arg;
	/* Another live sheet of the same id in the same campaign and commune, not excused by E50's text. False: none. */
	bool (*same_id_here)(void *arg, const char *citizen_id, struct record *out);
};

struct rule_context {
	struct date today;
	struct date campaign_from, campaign_to; /* collecting dates; year 0: no campaign, or no end */
	bool asks_ethnic_group, asks_industry;  /* switches of the campaign */
	bool has_areas;                         /* an area tree is loaded: area_id is checked */
	int64_t kind;                           /* 1-4, question `kind` */
	const struct record_lookup *records;
	struct arena *arena;                    /* messages are made here */
};

struct rule;

struct finding {
	const struct rule *rule;
	const char *rule_id;            /* "E10" */
	enum severity severity;
	const char *message;            /* Vietnamese: what is wrong and what to do */
	const struct field *fields[FINDING_FIELDS]; /* those it is about, in paper order; none: the line as a whole */
	size_t field_count;
};

struct findings {
	struct finding *items;          /* by rule number, then paper order of the first field */
	size_t count, room;
	struct arena *arena;
};

/* Compares the rule table with the form: every declared field exists, ids are unique and in order. Called once at start;
 * ERR_INTERNAL with the detail of the first mismatch. */
enum err acceptance_start(const struct form *form, struct error *error);

/* Runs all rules that apply. The findings live in context->arena. */
void acceptance_run(const struct rule_context *context, const struct answers *answers, struct findings *out);

/* True when an open finding stops submission: severity E and rule number up to 24. */
bool finding_stops_submission(const struct finding *finding);
/* The same by the rule's id. */
bool rule_stops_submission(const char *id);
/* "E", "W", "I". */
const char *severity_text(enum severity severity);

/* An example: answers as they are typed into the form ("" is none); the rest of the sheet is right. Record rules, and those whose
 * example cannot be read off the answers, tell it in words. */
enum { CASE_ANSWERS = 6 };
struct rule_case {
	struct { const char *field, *typed; } answers[CASE_ANSWERS];
	const char *words;              /* Vietnamese, shown instead of the answers; or NULL */
};

/* The registry, for the page that shows all rules. */
struct rule_info {
	const char *id;
	enum severity severity;
	enum audience audience;
	const char *const *fields;      /* NULL-terminated names that its findings may name; empty: all fields */
	const char *const *reads;       /* what it looks at besides */
	const char *message, *basis;
	const struct rule_case *trips, *misses;
};
size_t acceptance_rule_count(void);
struct rule_info acceptance_rule(size_t index);
/* Index of the rule of that id, or -1. */
int acceptance_find(const char *id);

#endif
