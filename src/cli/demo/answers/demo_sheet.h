/* What stands on one sheet: an invented person with a situation that holds together, as it would be typed into the
 * form. */
#ifndef CLI_DEMO_ANSWERS_DEMO_SHEET_H
#define CLI_DEMO_ANSWERS_DEMO_SHEET_H

#include "cli/demo/plan.h"
#include "form/answers.h"

/* The fields of the form that the demo fills, in paper order. */
enum demo_field {
	F_AREA, F_NAME, F_BIRTH, F_SEX, F_ID, F_NO_ID, F_INSURANCE_NO, F_PERMANENT, F_CURRENT, F_DISABLED, F_POOR,
		F_NEAR_POOR, F_LAND,
	F_MERIT, F_MINORITY, F_GROUP, F_EDUCATION, F_QUALIFICATION, F_TRAINING, F_ACTIVITY, F_INACTIVE, F_POSITION,
		F_OCCUPATION,
	F_INSURANCE, F_CONTRACT, F_CONTRACT_START, F_EMPLOYER, F_WORKPLACE, F_WORKPLACE_ADDRESS, F_INDUSTRY, F_UNEMPLOYED,
		F_DURATION,
	F_COLLECTED, F_INFORMANT, F_PAPER, F_METHOD, F_KIND, F_SOURCE, DEMO_FIELDS
};

/* ---- addresses.c, demo_sheet.c, numbers.c, work.c ---- */
const char *demo_field_name(enum demo_field field);

/* What a fault needs of the person (fault.h); zeros: anybody. */
struct demo_wish {
	uint8_t age_from, age_to;       /* on the day of the interview */
	uint8_t activity, position;     /* options of the form */
	uint8_t lowest, highest;        /* qualification */
	bool contract, no_contract;
};

/* Everything the parts of a sheet are drawn from; filled in this order: identity, addresses, learning, work, foot. */
struct demo_draw {
	const struct demo *demo;
	const struct demo_slot *slot;
	const struct demo_campaign *campaign;
	const struct demo_area *hamlet, *commune, *district, *province;
	const struct demo_jobs *jobs;
	struct demo_wish wish;
	struct arena *arena;
	struct prng prng;               /* of the person first, then of the sheet */
	const char *typed[DEMO_FIELDS]; /* NULL: not answered */
	const char *insurance_no, *home; /* the number, known or not; the address in the hamlet */
	bool woman, minority;
	struct date birth, collected;   /* full days, also where the sheet says less */
	int age, education, qualification;
};

struct demo_jobs;
/* Reads jobs.tsv; lists gives the official names of occupations and fields of training. */
const struct demo_jobs *demo_jobs(struct arena *arena, const struct lists *lists);

/* The sheet of a slot: what is typed into every field. The texts live in arena or in the demo's. */
void demo_draw(const struct demo *demo, const struct demo_jobs *jobs, uint32_t index, struct arena *arena,
               struct demo_draw *out);
/* The answers that the typed texts give. */
void demo_answers(const struct demo_draw *draw, const struct form *form, struct answers *out);

/* ---- the parts ---- */
void draw_identity(struct demo_draw *draw);     /* identity.c: name, birth, sex, numbers, group */
void draw_addresses(struct demo_draw *draw);    /* address.c */
void draw_learning(struct demo_draw *draw);     /* work.c: schooling and qualification */
void draw_work(struct demo_draw *draw);         /* work.c: what the person does, and the field of training */

/* A name of the majority, by sex and year of birth. */
const char *demo_name(const struct demo_book *book, struct arena *arena, bool woman, int born, struct prng *prng);
/* Hamlet, commune, district, province of the sheet. */
const char *demo_place(const struct demo_draw *draw);
/* A pattern of words.tsv with its {places}, {people} and {brands} filled in. */
const char *demo_fill(struct demo_draw *draw, const char *pattern);
const char *demo_number_text(struct arena *arena, int64_t number);

#endif
