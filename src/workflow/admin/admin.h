/* What an administrator sets up, each as one task of the writer with one event in the history (who, what was done, to
 * whom or what).
 *
 * Texts come clean and within their limits. What depends on the database is judged here: ERR_UNPROCESSABLE with
 * `field`, the input of the page that the error is about. The last write wins; a form posted twice answers with its
 * first result. Otherwise as workflow.h says. */
#ifndef WORKFLOW_ADMIN_ADMIN_H
#define WORKFLOW_ADMIN_ADMIN_H

#include "store/admin/user.h"
#include "store/campaign/campaign_plan.h"
#include "workflow/area/area_import.h"
#include "workflow/workflow.h"

/* ---- users ---- */

struct user_change {
	struct request_head head;
	const char *field;              /* out, with ERR_UNPROCESSABLE: the input, or NULL */
	struct user user;               /* id 0: a new one, with its password_hash; areas are read from area_codes */
	const char *area_codes;         /* "22351, commune:22366"; codes of areas that the user has mean those */
};

/* ---- admin_area.c, admin_campaign.c, admin_plan.c, admin_rights.c, admin_rules.c, admin_user.c ---- */
/* What a user name is made of. */
extern const char admin_user_signs[];
/* A new user must change the password first. ERR_NOT_FOUND when there is no such user. */
enum err admin_save_user(struct user_change *change, struct error *error);

enum user_act { USER_LOCK, USER_UNLOCK, USER_LOG_OUT, USER_PASSWORD };

struct user_order {
	struct request_head head;
	enum user_act act;
	int64_t user_id;
	const char *password_hash;      /* with USER_PASSWORD */
};

/* Locking and a new password end all sessions of the user. ERR_CONFLICT: not oneself; ERR_FORBIDDEN: a demo database
 * keeps its passwords. */
enum err admin_order_user(struct user_order *order, struct error *error);

struct rights_order {
	struct request_head head;
	int64_t expected, moved;        /* how many were shown; out */
};

/* Who has a unit that has ended gets the only one that took over from it instead; an event for each. ERR_CONFLICT:
 * others than were shown, or none; ERR_UNPROCESSABLE: it is not said how many (-1). */
enum err admin_move_rights(struct rights_order *order, struct error *error);

/* ---- areas ---- */

struct area_change {
	struct request_head head;
	const char *field;              /* out */
	struct area area;               /* id 0: a new hamlet of the commune parent_id */
	/* new: codes of hamlets that it takes over, which end the day before; succeeding: codes of units; or NULL */
	const char *replaces;
};

enum err admin_add_hamlet(struct area_change *change, struct error *error);
/* Another spelling of the same unit: name and full_name. */
enum err admin_rename_area(struct area_change *change, struct error *error);
/* Tells that the area took over from the units of `replaces`, which must have ended before. */
enum err admin_succeed_area(struct area_change *change, struct error *error);
/* valid_to is its last day; NULL: it goes on. */
enum err admin_end_area(struct area_change *change, struct error *error);

/* ---- campaigns ---- */

struct campaign_change {
	struct request_head head;
	const char *field;              /* out */
	struct campaign campaign;       /* id 0: a new one */
	const char *area_codes;
	int64_t days[STAGE_COUNT];      /* 0: no limit */
	/* a new one may begin with the milestones and tasks of a plan that the program carries, or of another campaign
	 * (workflow/admin/plan_source.h); NULL, 0: of none */
	const char *plan;
	int64_t copied_id;
	union campaign_switches confirmed; /* switching these on is meant, whatever would be asked about it */
};

enum err admin_save_campaign(struct campaign_change *change, struct error *error);

struct target_change {
	struct request_head head;
	const char *field;              /* out */
	int64_t campaign_id;
	const char *area_code;
	int64_t sheets;                 /* -1: no target any more */
	int64_t expected, surveyed, changed; /* what it is worked out from; -1: not said */
	const char *due_on;             /* or NULL */
};

enum err admin_set_target(struct target_change *change, struct error *error);

/* ---- the plan of a campaign ---- */

struct milestone_change {
	struct request_head head;
	const char *field;              /* out */
	int64_t campaign_id;
	struct milestone milestone;     /* id 0: a new one, or the one of that stage and day */
	bool drop;
};

/* ERR_CONFLICT: the campaign is closed, or another dropped the milestone meanwhile. */
enum err admin_set_milestone(struct milestone_change *change, struct error *error);

struct plan_task_change {
	struct request_head head;
	const char *field;              /* out */
	int64_t campaign_id;
	struct plan_task task;          /* id 0: a new one, or the one of that name and day */
	bool drop;
};

/* As admin_set_milestone(). */
enum err admin_set_plan_task(struct plan_task_change *change, struct error *error);

/* What the history tells of them, JSON; for commands too. */
const char *milestone_told(struct arena *arena, const struct campaign *campaign, const struct milestone *milestone);
const char *plan_task_told(struct arena *arena, const struct campaign *campaign, const struct plan_task *task);

/* ---- rules of a campaign ---- */

struct rule_order {
	struct request_head head;
	const char *field;              /* out: "rule" or "setting" */
	int64_t campaign_id;
	const char *rule;               /* "E22" */
	const char *setting;            /* a code, as it was chosen */
	const char *reason;
	int64_t version;                /* out: of the rules that are in force from now on */
};

/* Lowers a rule to a warning, switches it off, or takes it back to what the program has. What is stored already stays
 * as it is until it is judged again (workflow/verdict/recheck.h). */
enum err admin_change_rule(struct rule_order *order, struct error *error);

/* ---- a list of areas: admin_areas.c ---- */

struct areas_order {
	struct request_head head;
	const char *official;           /* the year of official lists; NULL: a file */
	char *text;                     /* of the file, with a NUL behind it; it is cut up */
	size_t length;
	const char *day, *below;        /* of the file: from when it holds; only below that code, or NULL */
	const char *plan;               /* digest of what was shown to be changed; NULL: it is only looked at */
	int64_t ended;                  /* how many units end, as typed; asked for when they are many */
	/* out: */
	struct area_import *imports;
	size_t count, reached;          /* that many were run */
	struct area_line *lines;        /* what changes */
	size_t line_count;
	int64_t kept, ending, valid;    /* units; ending and valid: of the lists that end many */
	char digest[HASH_TEXT];
	bool looked;                    /* nothing stands against it */
};

/* Imports as the command does, or only looks what that would do. ERR_UNPROCESSABLE: the list is refused (its rejects
 * are those of the last import that was reached), or the number of those that end was not typed; ERR_CONFLICT: it
 * would change something else than was shown. */
enum err admin_import_areas(struct areas_order *order, struct error *error);

/* ---- settings ---- */

struct setting_change {
	struct request_head head;
	int64_t area_id;                /* 0: for all */
	const char *const *names;
	const char *const *values;      /* NULL: back to what it is without */
	size_t count;
};

enum err admin_save_settings(struct setting_change *change, struct error *error);

#endif
