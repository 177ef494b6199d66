/* Inside acceptance/: a row of the rule table, and all that a rule's function may do.
 *
 * The accessors abort when a rule reads a field that its row does not declare, in the builds that look (CHECK_RULES:
 * those of the tests). For a row without `names` every field is declared.
 * A rule function looks at one sheet and makes findings; it has no other effect. */
#ifndef ACCEPTANCE_RULE_H
#define ACCEPTANCE_RULE_H

#include "acceptance/acceptance.h"

enum { RULE_FIELDS = 8, RULE_MESSAGES = 4 };

struct rule_run {
	const struct rule *rule;
	const struct rule_context *context;
	const struct answers *answers;
	struct findings *out;
};

struct rule {
	const char *id;
	enum severity severity;
	enum audience audience;
	bool for_broken;                        /* speaks of a line that is no sheet */
	bool fixed;                             /* no campaign lowers it or switches it off */
	const char *names[RULE_FIELDS + 1];     /* fields that its findings name, in paper order; none: any field */
	const char *reads[RULE_FIELDS + 1];     /* fields that it looks at besides */
	const char *summary;                    /* the rule in general, for the list of rules; NULL: messages[0] */
	const char *messages[RULE_MESSAGES];    /* one per case of the rule; "{field}" stands for the fields found */
	const char *basis;
	struct rule_case trips, misses;         /* an example that it speaks of, and the nearest that it does not */
	void (*run)(struct rule_run *run);
};

/* ---- rules.c ---- */
extern const struct rule rule_table[];
extern const size_t rule_table_count;

/* What acceptance_start() does, on any table. */
enum err rules_compare(const struct rule *rules, size_t count, const struct form *form, struct error *error);
/* 10 of "E10". */
int rule_number(const struct rule *rule);

const struct field *rule_field(const struct rule_run *run, enum named name);
const struct answer *rule_answer(const struct rule_run *run, enum named name);
/* Nobody answered. A BAD answer is not missing. */
bool rule_misses(const struct rule_run *run, enum named name);
/* The value when it is VALID; else NULL, 0, year 0. */
const char *rule_text(const struct rule_run *run, enum named name);
int64_t rule_choice(const struct rule_run *run, enum named name);
struct date rule_date(const struct rule_run *run, enum named name);

/* A finding about all fields that the rule names. */
void rule_find(struct rule_run *run, size_t message);
/* About one field. */
void rule_find_field(struct rule_run *run, size_t message, enum named name);
/* About `count` fields (perhaps none), in words made by the rule. */
void rule_find_fields(struct rule_run *run, const char *message, const struct field *const *fields, size_t count);
/* The text with each occurrence of mark ("{key}") replaced. */
const char *rule_fill(struct arena *arena, const char *text, const char *mark, const char *value);

/* ---- completeness.c ---- */
/* completeness.c */
void rule_always_filled(struct rule_run *run);
void rule_no_number_yet(struct rule_run *run);
void rule_other_block(struct rule_run *run);
void rule_work_filled(struct rule_run *run);
void rule_employer_open(struct rule_run *run);
void rule_contract_start(struct rule_run *run);
void rule_unemployed_filled(struct rule_run *run);
void rule_inactive_filled(struct rule_run *run);
void rule_ethnic_group(struct rule_run *run);
void rule_ethnic_unknown(struct rule_run *run);
void rule_poor_twice(struct rule_run *run);
void rule_training_missing(struct rule_run *run);
void rule_training_odd(struct rule_run *run);

/* ---- identity_rules.c ---- */
/* identity.c */
void rule_citizen_id(struct rule_run *run);
void rule_old_id(struct rule_run *run);
void rule_id_sex(struct rule_run *run);
void rule_id_year(struct rule_run *run);
void rule_id_province(struct rule_run *run);
void rule_insurance_no(struct rule_run *run);
void rule_health_card(struct rule_run *run);
void rule_name(struct rule_run *run);
void rule_name_short(struct rule_run *run);
void rule_misread(struct rule_run *run);
void rule_name_spelling(struct rule_run *run);
void rule_unreadable(struct rule_run *run);
void rule_no_value(struct rule_run *run);

/* ---- dates.c ---- */
/* dates.c */
void rule_too_young(struct rule_run *run);
void rule_perhaps_young(struct rule_run *run);
void rule_birth_impossible(struct rule_run *run);
void rule_very_old(struct rule_run *run);
void rule_collected_late(struct rule_run *run);
void rule_collected_early(struct rule_run *run);
void rule_contract_late(struct rule_run *run);
void rule_contract_child(struct rule_run *run);
void rule_contract_young(struct rule_run *run);

/* ---- plausibility.c ---- */
/* plausibility.c */
void rule_contract_of_own(struct rule_run *run);
void rule_employee_uninsured(struct rule_run *run);
void rule_own_insured(struct rule_run *run);
void rule_own_employer(struct rule_run *run);
void rule_workplace_unfit(struct rule_run *run);
void rule_retired_young(struct rule_run *run);
void rule_student_old(struct rule_run *run);
void rule_disabled_unticked(struct rule_run *run);
void rule_schooling_short(struct rule_run *run);
void rule_level_young(struct rule_run *run);
void rule_worker_old(struct rule_run *run);
void rule_same_address(struct rule_run *run);
void rule_unemployed_young(struct rule_run *run);
void rule_occupation_general(struct rule_run *run);
void rule_change_source(struct rule_run *run);

/* ---- record_rules.c ---- */
/* records.c */
void rule_same_id_here(struct rule_run *run);
void rule_same_id_elsewhere(struct rule_run *run);
void rule_same_sound(struct rule_run *run);
void rule_known_otherwise(struct rule_run *run);
void rule_listed_otherwise(struct rule_run *run);
void rule_not_listed(struct rule_run *run);
void rule_nothing_before(struct rule_run *run);
void rule_something_before(struct rule_run *run);
void rule_hamlet_ended(struct rule_run *run);
void rule_same_paper(struct rule_run *run);

#endif
