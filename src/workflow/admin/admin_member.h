/* What an officer writes of the Tổ, each as one task of the writer with one event in the history, as admin.h says of
 * what an administrator sets up. */
#ifndef WORKFLOW_ADMIN_ADMIN_MEMBER_H
#define WORKFLOW_ADMIN_ADMIN_MEMBER_H

#include "store/team/team.h"
#include "workflow/workflow.h"

struct member_change {
	struct request_head head;
	const char *field;              /* out, with ERR_UNPROCESSABLE: the input, or NULL */
	struct member member;           /* id 0: a new one; row_version as it was shown, 0: not said */
	struct member_payment payment;
	const int64_t *areas;           /* hamlets, or a commune, that the actor has */
	size_t area_count;
	const char *username;           /* of the account that is his; NULL: it stays as it is */
	bool meant;                     /* somebody else of the name is another human */
};

/* A phone number, of an account at a bank: as they are written. */
bool member_is_phone(const char *text);
bool member_is_account(const char *text);

/* The name of who has an account is that of the account. ERR_NOT_FOUND when there is no such member; this and the
 * next two are ERR_CONFLICT when somebody changed it since it was shown. */
enum err admin_save_member(struct member_change *change, struct error *error);

struct member_parting {
	struct request_head head;
	int64_t member_id;
	int64_t row_version;            /* as it was shown; 0: not said */
	const char *full_name, *reason; /* how he is called, and why */
};

/* The account that was linked to the member is not his. ERR_CONFLICT when none was, too. */
enum err admin_part_member(struct member_parting *parting, struct error *error);

struct member_order {
	struct request_head head;
	const char *field;              /* out */
	int64_t member_id, campaign_id, sheets; /* sheets 0: no target any more */
	const char *due_on;             /* ISO or NULL */
	int64_t row_version;            /* of the member, as it was shown; 0: not said */
};

enum err admin_set_member_target(struct member_order *order, struct error *error);

struct team_change {
	struct request_head head;
	const char *field;              /* out */
	/* of a commune that the actor has; the keeper is a member of it, or 0; row_version as it was shown, 0: not said */
	struct team team;
};

enum err admin_save_team(struct team_change *change, struct error *error);

#endif
