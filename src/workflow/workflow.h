/* What can be done with sheets and batches, each as one task of the writer: read again what is decided on, judge,
 * write sheet, findings, history and form token, all or nothing.
 *
 * Requests and results live in the caller's arena; the caller waits while the task runs. Errors (src/domain.md §13):
 * ERR_UNAUTHENTICATED the session is over; ERR_NOT_FOUND unknown or not the actor's; ERR_CONFLICT the move is not in
 * the table, or the version is stale; ERR_UNPROCESSABLE open findings, a missing reason; ERR_UNAVAILABLE nothing was
 * written. */
#ifndef WORKFLOW_WORKFLOW_H
#define WORKFLOW_WORKFLOW_H

#include "acceptance/acceptance.h"
#include "base/clock.h"
#include "store/campaign/campaign.h"
#include "store/person/duplicate.h"
#include "store/sheet/act.h"
#include "store/sheet/finding.h"
#include "store/sheet/form_token.h"
#include "store/handover/batch.h"
#include "store/handover/handback.h"
#include "store/handover/bundle.h"
#include "store/handover/paper.h"
#include "store/sheet/sheet.h"
#include "workflow/hindrance.h"
#include "workflow/transition.h"

/* What a paper says that is about to be issued (its number, time and head of the history are set), as markup
 * (document/document.h) in arena; from what the task has written. On the writer thread: reads alone. */
typedef enum err paper_maker(struct db *db, struct arena *arena, const struct form *form,
                             const struct office_paper *paper, const char **markup, struct error *error);

/* Frozen at start. */
struct workflow {
	const struct form *form;
	struct clock clock;
	struct db_writer *writer;
	paper_maker *paper;             /* NULL: nothing is issued */
};

enum { REASON_LIMIT = 1000 };           /* characters */

/* Every request has these. */
struct request_head {
	const struct workflow *workflow;
	struct arena *arena;
	const struct actor *actor;
	const char *form_token;         /* or NULL */
	const char *posted;             /* with a form_token: a digest of what the form said */
	/* out: */
	const char *now;                /* when its task ran: one time for all that it writes */
	struct thing made;              /* what came of it, or of the same form_token before */
	bool repeated;                  /* the form was posted before and said the same: nothing was done */
};

/* A text per field (reasons of a return) or per finding (confirmations). */
struct field_reason { const char *field, *reason; };
struct confirmation {
	int64_t finding_id;             /* 0: by rule */
	const char *rule;
	const char *reason;
};

/* ---- typing: save.c ---- */

enum { ENUMERATOR_KEEP = -1 };          /* as it stands; a new sheet: nobody */

struct save_request {
	struct request_head head;
	int64_t sheet_id;               /* 0: a new sheet */
	int64_t row_version; /* of the sheet as it was shown; ignored for a new one; 0 with a correction: not said */
	struct answers answers;         /* all fields; area_id.number checked against the actor's scope here */
	int64_t campaign_id;            /* 0: the one open campaign of the area */
	/* a new change sheet: of whom; 0: nobody known. ERR_NOT_FOUND without an accepted sheet the
	 * actor sees */
	int64_t person_id;
	int64_t roster_id;              /* a new sheet: the row of the list that it was begun from; 0: none */
	int64_t enumerator_id;          /* 0: nobody; ENUMERATOR_KEEP; an enumerator's own sheets are always theirs */
	bool submit;
	bool correct;                   /* received -> received by an officer: reason */
	const char *reason;
	const struct confirmation *confirmations; /* of warnings, with a correction */
	size_t confirmation_count;
	const char *origin;             /* a new sheet: the file and the row that it was read from; NULL: it was typed */
	/* out: */
	struct sheet sheet;             /* as stored (or as it would have been) */
	struct finding_row *findings;
	size_t finding_count;
	bool stored;                    /* false: nothing was written */
	bool refused;                   /* stored, but not submitted: open E01-E24, or the move needs something else */
	const char *refusal;            /* then: the sentence of what else it needs; NULL: the findings say it */
};

/* Saves a new or a draft or returned sheet, and submits it if asked. ERR_OK with refused when it was kept but not
 * submitted (422). */
enum err workflow_save(struct save_request *request, struct error *error);

/* ---- moves of one sheet: move.c ---- */

/* A list that the police signed on paper, from which an officer records what they did. */
struct paper_list { const char *day, *signer; };  /* the day as stored */

struct move_request {
	struct request_head head;
	enum action action;             /* any but correct and sign; submit sends a stored sheet as it is */
	int64_t sheet_id;
	int64_t row_version;            /* 0: not said */
	const char *reason;             /* or NULL */
	const struct field_reason *field_reasons;
	size_t field_reason_count;
	const struct confirmation *confirmations;
	size_t confirmation_count;
	int64_t police_reason;
	const char *note;
	const char *place;
	const struct paper_list *list;  /* that it is recorded from; or NULL */
	int64_t return_id;              /* archive: with which return its paper came; 0: by itself */
	int64_t act_id;                 /* undo: as part of that act, with all of it; 0: by itself */
	const struct act *act;          /* forward: as part of that act, in its bundle; NULL: by itself */
	/* out: */
	bool begun;                     /* writing began: what failed after that is no refusal */
	struct sheet sheet;             /* after the move; for replace: the new draft */
	/* accept: as judged just now, also when refused: then what is new stands on the sheet */
	struct finding_row *findings;
	size_t finding_count;
};

enum err workflow_move(struct move_request *request, struct error *error);

/* ---- warnings: confirm.c ---- */

/* Confirms warnings with reasons, or takes confirmations back, while the sheet waits for acceptance; it stays where
 * it is. */
struct confirm_request {
	struct request_head head;
	int64_t sheet_id;
	int64_t row_version;            /* 0: not said */
	const struct confirmation *confirmations;
	size_t confirmation_count;
	bool withdraw;                  /* takes back what they name; the reasons said before stay in the history */
	bool own;                       /* withdraw: only what the actor confirmed */
	/* out: */
	bool begun;                     /* writing began: what failed after that is no refusal */
	struct sheet sheet;
	struct finding_row *findings;   /* as judged just now, also when refused */
	size_t finding_count;
};

/* ERR_CONFLICT in any other state; ERR_UNPROCESSABLE when nothing was confirmed or taken back. */
enum err workflow_confirm(struct confirm_request *request, struct error *error);

/* The warnings of one rule on many sheets, with one reason. */
struct confirm_many_request {
	struct request_head head;
	const int64_t *ids;
	const int64_t *versions;        /* of each sheet as it was shown, 0: not said; or NULL */
	size_t count;
	const char *rule, *reason;
	bool withdraw;                  /* only what the actor confirmed */
	/* out: */
	int64_t *done;
	size_t done_count;
	int64_t *left_out;              /* without such a warning, changed meanwhile, or not in the state any more */
	size_t left_out_count;
};

/* One transaction, of at most ACT_AT_ONCE sheets: who confirms has seen each of them on a page, in that version.
 * ERR_NOT_FOUND when an id is not the actor's; ERR_UNPROCESSABLE without a rule or a reason, with more sheets, or when
 * there was nothing to do on any of them. */
enum err workflow_confirm_many(struct confirm_many_request *request, struct error *error);

/* ---- many at once: many/accept.c, many/undo_act.c ---- */

/* More sheets are a job, which writes them in pieces (workflow/many/act_job.h). */
enum { ACT_AT_ONCE = 250 };

enum { ACCEPT_NAMED = 50 };

struct accept_request {
	struct request_head head;
	bool forward;                   /* not accepted: sent on from the hamlet to the commune */
	/* forward: all of them or none, of one hamlet and campaign, so that one bundle comes of it (head.made). Else those
	 * that cannot be are left out, and a bundle comes of each hamlet and campaign. */
	bool one_bundle;
	int64_t papers;                 /* one_bundle: as the leader counted them; PAPERS_NOT_SAID */
	const char *for_leader;         /* one_bundle: a leader without an account, for whom an officer counts; or NULL */
	const int64_t *ids;             /* or NULL: the filter */
	size_t count;
	struct sheet_filter filter;     /* of the list; workflow_accept_filter() is what is meant */
	int64_t expected;               /* such sheets that the filter showed; another number now is ERR_CONFLICT */
	/* out: */
	struct act act;
	int64_t act_id;                 /* what it is to be taken back as */
	int64_t accepted;
	bool any;                       /* the filter had sheets with something open too */
	int64_t *left_out; /* asked for but not accepted; with a filter, also the first of those with something open */
	size_t left_out_count;
	/* of those asked for: how many were kept from it by what; NONE: by something
	 * else */
	int64_t hindered[HINDRANCE_COUNT];
};

/* The filter that is meant: its state is set here, and clean where they are accepted. */
struct sheet_filter workflow_accept_filter(const struct accept_request *request);

/* One transaction. ERR_NOT_FOUND when an id is not the actor's; ERR_UNPROCESSABLE when none could be accepted,
 * ERR_CONFLICT when a meeting accepts all of them. What was found on those left out stands on them. */
enum err workflow_accept_many(struct accept_request *request, struct error *error);

/* Judges as accepting would, and writes nothing, in a reader; the first of the sheets, as many as go into a moment. How
 * many are kept from it by what (NONE: by something else), and how many are not. */
struct accept_look { int64_t judged, good, hindered[HINDRANCE_COUNT]; };
enum err workflow_accept_look(struct db *db, const struct workflow *workflow, const struct actor *actor,
                              const int64_t *ids, size_t count, struct accept_look *out, struct error *error);

/* An act as it may be taken back, in a reader. */
struct act_look {
	struct act act;
	int64_t *sheets;                /* that it did something with */
	size_t count;
	size_t touched;                 /* of these: acted on since */
	int64_t seen;                   /* the last event of all */
	bool may_undo;                  /* the actor, now */
};
/* out->act is read. */
enum err workflow_act_look(struct db *db, const struct workflow *workflow, struct arena *arena,
                           const struct actor *actor, struct act_look *out, struct error *error);

struct act_undo_request {
	struct request_head head;
	int64_t act_id;
};
/* Takes back all that the act did, or nothing; at most ACT_AT_ONCE sheets. One transaction. ERR_CONFLICT: it runs, it
 * was taken back, its ten minutes are over, another did it, one of its sheets was acted on since. */
enum err workflow_act_undo(struct act_undo_request *request, struct error *error);

/* ---- one move of many sheets: many/move_many.c ---- */

struct move_many_request {
	struct request_head head;       /* made: the act */
	enum action action;             /* RETURN, ENTERED, RESEND, ARCHIVE */
	const int64_t *ids;
	size_t count;
	const char *said;               /* the reason of all of them, of ARCHIVE the place of the papers; or NULL */
	int64_t act_id;                 /* out: what it is to be taken back as */
};

/* All of them or none, at most ACT_AT_ONCE; what is named twice counts once. One transaction. ERR_NOT_FOUND when an id
 * is not the actor's; ERR_CONFLICT, ERR_UNPROCESSABLE with the person whose sheet cannot be moved. */
enum err workflow_move_many(struct move_many_request *request, struct error *error);

/* ---- duplicates and people: person/duplicate.c, person/person.c ---- */

struct duplicate_request {
	struct request_head head;
	int64_t sheet_id, other_id;     /* keep: sheet_id is kept, the other cancelled; else in any order */
	int64_t row_version, other_version; /* of the two as they were shown; 0: not said */
	enum duplicate_verdict verdict; /* VERDICT_COUNT: undo what was decided */
	const char *reason;             /* or NULL: the verdict says enough; undo: needed */
};

/* Decides about two live sheets (undo: about the decision that holds). keep: the other is cancelled; replace: the
 * older becomes `replaced` by the newer; both, and join: the two persons are joined; distinct: they are two people
 * and never asked about again. ERR_CONFLICT: decided already, stale, or a sheet that can not be cancelled or replaced
 * any more. */
enum err workflow_duplicate(struct duplicate_request *request, struct error *error);

struct person_request {
	struct request_head head;
	int64_t person_id;              /* any of its group */
	int64_t other_id;               /* join: a person of the other group; part: a person that was joined; split: 0 */
	int64_t sheet_id;               /* split: the sheet that gets a person of its own */
	const char *reason;
};

/* The officer must see a sheet of each person concerned, else ERR_NOT_FOUND. */
enum err workflow_person_join(struct person_request *request, struct error *error);
/* Ends a join (other_id), or takes a sheet out (sheet_id). */
enum err workflow_person_split(struct person_request *request, struct error *error);

/* ---- batches: handover/batch.c ---- */

struct deliver_request {
	struct request_head head;
	const int64_t *ids;
	size_t count;
	struct batch batch;             /* out */
	int64_t act_id;                 /* out: what it is to be taken back as */
};

/* Makes a batch of accepted sheets and delivers it to the police of the commune. */
enum err workflow_deliver(struct deliver_request *request, struct error *error);

struct remove_request {
	struct request_head head;
	int64_t batch_id;
	const int64_t *ids;             /* sheets to take out of a batch that is not signed */
	size_t count;
};

enum err workflow_remove(struct remove_request *request, struct error *error);

struct sign_request {
	struct request_head head;
	int64_t batch_id;
	int64_t counted;                /* papers counted; -1: not said */
	const int64_t *missing;         /* sheets on the list whose paper is not there, without doubles */
	size_t missing_count;
	int64_t extra_count;            /* papers that are not on the list; -1: extra tells of some, not how many */
	const char *extra;              /* what was written about them, or NULL */
	const char *note;               /* or NULL */
	const struct paper_list *list;  /* the police signed on paper: nobody counts here; else NULL */
};

/* Signs for a batch: sheets present become handed_over; missing ones stay accepted, outside the batch. */
enum err workflow_sign(struct sign_request *request, struct error *error);

/* ---- handover/bundle.c ---- */

struct count_request {
	struct request_head head;
	int64_t bundle_id;
	int64_t counted;                /* papers counted; -1: not said */
	const int64_t *missing;         /* sheets on the list whose paper is not there, without doubles */
	size_t missing_count;
	int64_t extra;                  /* papers that are not on the list; -1: not said */
	const char *note;               /* or NULL */
};

/* The commune counts a bundle. Papers that are there: the clock of acceptance begins; those that are missing go back to
 * the hamlet, or stay where they are when they do not wait for acceptance any more. One transaction at any size.
 * ERR_CONFLICT: it was confirmed, is still being filled, or has nothing any more; ERR_UNPROCESSABLE: the count is not
 * that of the list, less the missing, and the extra ones. */
enum err workflow_count_bundle(struct count_request *request, struct error *error);

/* ---- handover/by_paper.c ---- */

/* Whether the police of that commune confirm on paper: a setting, of the nearest area that has it. */
#define SETTING_BY_PAPER "police.by_paper"
bool workflow_by_paper(struct db *db, struct arena *arena, int64_t commune_id);

struct list_return { int64_t sheet_id, reason; };

struct by_paper_request {
	struct request_head head;       /* made: the batch */
	int64_t batch_id;
	struct paper_list list;
	const char *field;              /* out, with ERR_UNPROCESSABLE: signed_on, signer; or NULL */
	const int64_t *missing;         /* of a batch that is not signed yet: papers that were not there */
	size_t missing_count;
	const int64_t *entered;
	size_t entered_count;
	const struct list_return *returned;
	size_t returned_count;
	int64_t act_id;                 /* out: as what those entered are to be taken back; 0: none were */
};

/* What the police signed on paper: for a batch, those present of it, and then what they entered and gave back. The
 * same moves as theirs, all or none, at any size. ERR_CONFLICT where the switch is off, the batch was taken back, or a
 * sheet is not theirs to enter; ERR_UNPROCESSABLE without a day, with one to come or from before the batch, without
 * who signed, when nothing is said. */
enum err workflow_by_paper_list(struct by_paper_request *request, struct error *error);

/* ---- handover/handback.c ---- */

enum { KEEPER_LIMIT = 200 };            /* characters of a place, of a keeper */

struct handback_request {
	struct request_head head;       /* made: the return */
	const int64_t *ids;             /* sheets whose papers are there */
	size_t count;
	const int64_t *missing;         /* and were to come, and are not */
	size_t missing_count;
	const char *place, *keeper, *note; /* or NULL */
	const char *field;              /* out, with ERR_UNPROCESSABLE: place, keeper, note; or NULL */
	struct handback handback;       /* out */
};

/* Takes papers back from the police: those entered are archived where the place says, those returned stay as they are,
 * and are the officer's. One transaction at any size. ERR_NOT_FOUND when one is not the actor's; ERR_CONFLICT: the
 * police have not done with one, or its paper came back before; ERR_UNPROCESSABLE: nothing is named, one both there and
 * missing, several communes, papers to be kept without a place or a keeper. */
enum err workflow_hand_back(struct handback_request *request, struct error *error);

/* ---- handover/aside.c ---- */

struct aside_request {
	struct request_head head;
	int64_t sheet_id;
};

/* Puts a sheet that is to be entered aside, for the actor alone: it comes last in the queue. ERR_CONFLICT when it is
 * not to be entered any more. */
enum err workflow_put_aside(struct aside_request *request, struct error *error);

/* ---- what the actor may do ---- */

/* Actions the actor may take on the sheet now, by the table (needs like reasons are asked when they act); undo is not
 * among them (undo.h). */
size_t workflow_actions(const struct actor *actor, const struct sheet *sheet, enum action out[ACTION_MOVES_END]);
/* True when the actor may open the sheet's edit page (draft and returned: writers; received: officer, a correction). */
bool workflow_may_edit(const struct actor *actor, const struct sheet *sheet);

#endif
