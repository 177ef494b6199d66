/* The acceptance rules (src/domain.md §4): pure functions over the answers of one sheet. One verdict everywhere:
 * typing, correcting, submitting, importing, `check`.
 *
 * Rules are rows of one table (rules.c). A rule reads only the fields it declares: its accessors abort on any other.
 * Ids never change. Each group has a table of rows (.def) and a file of functions (.c): completeness 01-09, identity
 * 10-19, dates 20-29, plausibility 30-49, records 50 and up (record rules, with the look-ups of struct record_lookup,
 * filled by workflow/).
 *
 * A line that is no sheet (answers->broken) has E18 and nothing else. A BAD answer has E18 or E19; to the other rules
 * it is neither missing nor there. */
#ifndef ACCEPTANCE_ACCEPTANCE_H
#define ACCEPTANCE_ACCEPTANCE_H

#include "acceptance/rule_set.h"
#include "form/answers.h"

enum { FINDING_FIELDS = 48 };           /* at most; acceptance_start() makes sure that no form has more fields */

enum audience {
	AUDIENCE_EVERYONE,
	AUDIENCE_CHECKER                /* shown to the checker only: it speaks at acceptance, not at submission */
};

/* What the record rules know of another live sheet (submitted, not cancelled or replaced). */
struct record {
	int64_t sheet_id;
	bool same_commune, same_hamlet, same_campaign;
	bool earlier_campaign;          /* its campaign began before this one's */
	bool is_accepted;               /* or further */
	bool is_waiting;                /* with the hamlet, received or returned: somebody will look at it again */
	bool is_earlier;                /* collected before this one */
	int64_t kind, sex;              /* 0: not answered */
	const char *area, *commune;     /* as they are shown; area may be NULL */
	const char *full_name, *citizen_id, *paper_no; /* or NULL */
	struct date birth;
};

struct record_list {
	const struct record *items;
	size_t count;
};

/* A row of the list of people to be surveyed in this campaign and commune. */
struct roster_record {
	const char *full_name;
	struct date birth;              /* year 0: not there */
	int64_t sex;                    /* 0: not there */
	bool has_number;
	bool of_police;                 /* the police supplied it */
	bool surveyed_before;
};

struct roster {
	bool has_police_list;
	const struct roster_record *items; /* with the sheet's number; without a number, names that sound the same */
	size_t count;
};

/* When the hamlet of a sheet was one. */
struct hamlet_term {
	struct date from, to;           /* first and last day; year 0: not known, no end */
	const char *successors;         /* as they are shown; NULL: none is known */
};

/* Look-ups of the record rules, filled by workflow/ from store/. May be NULL as a whole (check without --data). None
 * of them tells of the sheet itself or of the one it replaces. */
struct record_lookup {
	void *arg;
	/* Sheets with the sheet's number, everywhere, by id. */
	struct record_list (*same_id)(void *arg);
	/* Sheets of the commune whose names sound the same and whose birth dates are close, the likeliest first; without
	 * those that are known to be the same person, or decided to be another. */
	struct record_list (*same_sound)(void *arg);
	/* Sheets of the person, by number or because somebody decided so, by id. */
	struct record_list (*same_person)(void *arg);
	struct roster (*roster)(void *arg);
	struct hamlet_term (*hamlet)(void *arg);
	/* Sheets of the campaign and the commune with the sheet's paper number, by id. */
	struct record_list (*same_paper)(void *arg);
};

struct rule_context {
	struct date today;
	struct date campaign_from, campaign_to; /* collecting dates; year 0: no campaign, or no end */
	bool asks_ethnic_group, asks_industry;  /* switches of the campaign */
	bool has_areas;                         /* an area tree is loaded: area_id is checked */
	int64_t kind;                           /* enum sheet_kind */
	bool was_accepted;                      /* the sheet was accepted once */
	const struct record_lookup *records;
	const struct rule_set *rules;   /* of the campaign; NULL: the program's own */
	struct arena *arena;                    /* messages are made here */
};

struct rule;

struct finding {
	const struct rule *rule;
	const char *rule_id;            /* "E10" */
	enum severity severity;
	/* Vietnamese: what is wrong and what to do; "{state}", "{day}": of the sheet record_id,
	 * since when */
	const char *message;
	const struct field *fields[FINDING_FIELDS]; /* those it is about, in paper order; none: the line as a whole */
	size_t field_count;
	int64_t record_id;              /* the other sheet that a record rule speaks of; 0: none */
};

struct findings {
	struct finding *items;          /* by rule number, then paper order of the first field */
	size_t count, room;
	struct arena *arena;
};

/* Compares the rule table with the form: every declared field exists, ids are unique and in order. Called once at
 * start; ERR_INTERNAL with the detail of the first mismatch. */
enum err acceptance_start(const struct form *form, struct error *error);

/* Runs all rules that apply. The findings live in context->arena. */
void acceptance_run(const struct rule_context *context, const struct answers *answers, struct findings *out);

/* True when an open finding stops submission: it reports severity E, and its rule's number is up to 24. */
bool finding_stops_submission(const struct finding *finding);
/* The same of a stored finding, by its rule's id and the severity it reported. */
bool rule_stops_submission(const char *id, enum severity severity);
/* A message with its places "{state}" and "{day}" filled. */
const char *finding_tell(struct arena *arena, const char *message, const char *state, const char *day);

/* An example: answers as they are typed into the form ("" is none); the rest of the sheet is right. Record rules, and
 * those whose example cannot be read off the answers, tell it in words. */
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
