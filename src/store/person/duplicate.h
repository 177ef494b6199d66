/* Pairs of live sheets that may be of one human, and what was decided about them. */
#ifndef STORE_PERSON_DUPLICATE_H
#define STORE_PERSON_DUPLICATE_H

#include "store/sheet/record.h"

/* What speaks for one human, and against it. */
enum duplicate_sign {
	SIGN_SAME_NUMBER = 1,
	SIGN_SAME_NAME = 2,             /* as written, but for case, spaces and the place of tone marks */
	SIGN_SAME_SOUND = 4,
	SIGN_SAME_BIRTH = 8,
	SIGN_SWAPPED_BIRTH = 16,
	SIGN_BIRTH_DIGIT = 32,
	SIGN_SAME_YEAR = 64,
	SIGN_NO_NUMBER = 128,           /* one of them has none */
	SIGN_NUMBER_DIGIT = 256,        /* the numbers differ in one or two digits */
	SIGN_OTHER_NUMBER = 512,
	SIGN_OTHER_SEX = 1024,
	SIGN_SAME_HAMLET = 2048,
	SIGN_OTHER_CAMPAIGN = 4096,
};

struct duplicate_pair {
	struct record_row a, b;         /* a has the smaller id */
	unsigned signs;
	int64_t score;                  /* the higher the likelier */
};

/* ---- duplicate.c, duplicate_decided.c, duplicate_decision.c ---- */
/* The signs of two sheets and what they weigh; 0 signs: nothing that would make anybody look. */
void duplicate_judge(struct arena *arena, struct duplicate_pair *pair);

/* All pairs of a commune, the likeliest first: of one number in one campaign, unless the later is a change of an
 * accepted one; of names that sound the same and close birth dates (W52), unless they are known to be one person or
 * decided to be two. */
enum err duplicate_list_any(struct db *db, struct arena *arena, int64_t commune_id, struct duplicate_pair **pairs,
                            size_t *count, struct error *error);
/* The pairs of all communes that the list begins with, against all sheets. ERR_INTERNAL names the first sheet of a pair
 * that is not kept, or is not one. */
enum err duplicate_pairs_verify(struct db *db, struct error *error);
/* The communes of the actor's scope; a hamlet leader's commune among them. */
enum err duplicate_communes(struct db *db, struct arena *arena, const struct actor *actor, int64_t **ids,
                            size_t *count, struct error *error);

/* ---- decisions ---- */
struct duplicate_decision {
	int64_t id, sheet_id, other_id; /* keep, replace: sheet_id counts, other_id was cancelled or replaced */
	enum duplicate_verdict verdict;
	const char *reason, *decided_at, *decided_name;
	int64_t decided_by;
	enum state other_state;         /* before */
	int64_t replaces_id, joined_id, split_id; /* 0: none */
};

/* What holds for two sheets; *found false: nothing was decided, or it was undone. */
enum err duplicate_decided_any(struct db *db, struct arena *arena, int64_t a, int64_t b,
                               struct duplicate_decision *out, bool *found, struct error *error);
/* True when a decision that holds has cancelled the sheet. */
bool duplicate_took_out_any(struct db *db, int64_t sheet_id);
enum err duplicate_decide(struct db *db, struct duplicate_decision *decision, struct error *error);
enum err duplicate_undo(struct db *db, int64_t decision_id, int64_t user_id, const char *now, const char *reason,
                        struct error *error);

/* ---- what was decided, found again ---- */
struct duplicate_decided {
	struct duplicate_decision decision; /* replaces_id, joined_id, split_id are not read */
	struct record_row sheet, other; /* as they stand now */
};

/* The decisions that hold about two sheets of which the actor may see both, the newest first, at most `limit`. after:
 * keyset, those with a smaller id; 0: from the newest on. */
enum err duplicate_decided_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t after, int limit,
                                struct duplicate_decided **rows, size_t *count, struct error *error);
enum err duplicate_decided_count(struct db *db, const struct actor *actor, int64_t *total, struct error *error);

/* When a sheet was decided about together with another one that the actor may see; undone decisions too. */
struct duplicate_trace {
	int64_t other_id;
	const char *decided_at, *undone_at; /* UTC; undone_at NULL: it holds */
};
/* Oldest first. The caller has seen that the actor may see the sheet. */
enum err duplicate_traces(struct db *db, struct arena *arena, const struct actor *actor, int64_t sheet_id,
                          struct duplicate_trace **traces, size_t *count, struct error *error);

/* Sheets that a decision took out are out; those it compared have persons that fit. ERR_INTERNAL names the first that
 * is not so. */
enum err duplicate_verify(struct db *db, struct error *error);

#endif
