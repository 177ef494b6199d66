/* What the tasks of an administrator share. Private to workflow/. */
#ifndef WORKFLOW_ADMIN_ADMIN_TASK_H
#define WORKFLOW_ADMIN_ADMIN_TASK_H

#include "base/json.h"
#include "text/messages.h"
#include "workflow/admin/admin.h"

/* The bodies of admin_save_user() and admin_save_member(), for who saves many in a task of his own: a struct
 * user_change and a struct member_change, with head.now set. */
db_task admin_user_task, admin_member_task;

/* The event, and what came of the request. what is deleted. */
enum err admin_record(struct db *db, struct request_head *head, enum action action, cJSON *what, struct thing made,
                      struct error *error);

/* An error about one input: {1} of the message is replaced by value. */
enum err admin_blame(const struct request_head *head, const char **field, const char *name, enum message message,
                     const char *value, struct error *error);

/* ERR_CONFLICT when the version that was shown is said (not 0) and is not the stored one. */
enum err admin_judge_version(int64_t shown, int64_t stored, struct error *error);

/* The areas of codes separated by commas, semicolons or spaces; those among `known` that have the code come first,
 * then the one valid on `day`. Without doubles. */
struct area_codes {
	const struct request_head *head;
	const char *text;
	const char *day;                /* ISO */
	const char *needed;             /* ISO: a unit that ended before is refused, unless known; NULL: none is */
	const struct area *known;
	size_t known_count;
	const char *name;               /* the input */
	const char **field;             /* out */
};
enum err admin_find_areas(struct db *db, const struct area_codes *codes, struct area **areas, size_t *count,
                          struct error *error);

/* What the history tells of a target, and what it was before (before NULL: none). */
cJSON *admin_about_target(struct arena *arena, const struct campaign *campaign, const struct area *area,
                          const struct area_target *target, const struct target_row *before);

/* "commune:22351, commune:22366" */
const char *admin_area_list(struct arena *arena, const struct area *areas, size_t count);
const int64_t *admin_area_ids(struct arena *arena, const struct area *areas, size_t count);

#endif
