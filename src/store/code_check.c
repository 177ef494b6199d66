/* Verification of codes: the schema has no list of them. */
#include "store/store.h"
#include "store/tables.h"

enum { OF_SHEETS, OF_EVENTS, OF_VIEWS, OF_FINDINGS, OF_USERS, OF_STAGES, OF_MILESTONES, OF_DECISIONS, OF_BATCHES,
	OF_JOBS,
	OF_TASKS, OF_RULES, OF_FORMS, OF_ACTS, OF_BUNDLES, OF_PAPERS, OF_RETURNS, OF_MINUTES,
	OF_OUTCOMES, OF_PRICES, OF_PAYMENTS, OF_ROSTER, OF_LISTS, OF_ENDS, OF_RECONCILED, CHECKS };
enum { MOST = 3 };

/* A number that names one row, and the codes of its kind. All rows are gone over. */
#define KINDS(id, codes, table) { DB_READ, "/*scan ok*/ SELECT min(" id "), " codes " FROM " table \
	" GROUP BY " codes }

static const struct db_statement statements[CHECKS] = {
	[OF_SHEETS] = KINDS("id", "state", "worker_sheet"),
	[OF_EVENTS] = KINDS("e.id", "k.action, k.from_state, k.to_state", "event e "
	                    "JOIN event_kind k ON k.id = e.kind_id"),
	[OF_VIEWS] = KINDS("id", "action", "access_log"),
	[OF_FINDINGS] = KINDS("sheet_id", "severity", "finding"),
	[OF_USERS] = KINDS("id", "role", "app_user"),
	[OF_STAGES] = KINDS("campaign_id", "stage", "campaign_stage"),
	[OF_MILESTONES] = KINDS("campaign_id", "stage", "milestone"),
	[OF_TASKS] = KINDS("id", "every", "plan_task"),
	[OF_DECISIONS] = KINDS("sheet_id", "verdict, other_state", "duplicate_decision"),
	[OF_BATCHES] = KINDS("handover_id", "outcome", "handover_sheet"),
	[OF_JOBS] = KINDS("id", "state", "job"),
	[OF_RULES] = KINDS("campaign_id", "setting", "rule_change"),
	[OF_FORMS] = KINDS("user_id", "kind", "form_token"),
	[OF_ACTS] = KINDS("id", "action", "act"),
	[OF_BUNDLES] = KINDS("bundle_id", "outcome", "bundle_sheet"),
	[OF_MINUTES] = KINDS("id", "type", "minutes"),
	[OF_OUTCOMES] = KINDS("minutes_id", "outcome", "minutes_sheet"),
	[OF_PRICES] = KINDS("id", "role", "price"),
	[OF_PAYMENTS] = KINDS("id", "role", "payment"),
	[OF_ROSTER] = KINDS("id", "source, category, outcome", "roster_entry"),
	[OF_LISTS] = KINDS("id", "source", "roster_list"),
	[OF_ENDS] = KINDS("id", "reason, source", "person_end"),
	[OF_RECONCILED] = KINDS("id", "choice", "roster_decision"),
	[OF_PAPERS] = KINDS("id", "kind, body, state", "paper"),
	[OF_RETURNS] = KINDS("return_id", "outcome, was", "paper_return_sheet"),
};

const struct db_statements code_check_statements = { statements, COUNT(statements) };

static const struct { const char *whose; const struct codes *codes[MOST]; } checks[CHECKS] = {
	[OF_SHEETS] = { "sheet", { &state_codes } },
	[OF_EVENTS] = { "event", { &action_codes, &state_codes, &state_codes } },
	[OF_VIEWS] = { "access_log", { &access_codes } },
	[OF_FINDINGS] = { "sheet", { &severity_codes } },
	[OF_USERS] = { "user", { &role_codes } },
	[OF_STAGES] = { "campaign", { &stage_codes } },
	[OF_MILESTONES] = { "campaign", { &stage_codes } },
	[OF_TASKS] = { "plan_task", { &every_codes } },
	[OF_DECISIONS] = { "sheet", { &verdict_codes, &state_codes } },
	[OF_BATCHES] = { "batch", { &outcome_codes } },
	[OF_JOBS] = { "job", { &job_state_codes } },
	[OF_RULES] = { "campaign", { &rule_setting_codes } },
	[OF_FORMS] = { "form of user", { &thing_codes } },
	[OF_ACTS] = { "act", { &action_codes } },
	[OF_BUNDLES] = { "bundle", { &outcome_codes } },
	[OF_MINUTES] = { "minutes", { &minutes_type_codes } },
	[OF_OUTCOMES] = { "minutes", { &minutes_outcome_codes } },
	[OF_PRICES] = { "price", { &pay_role_codes } },
	[OF_PAYMENTS] = { "payment", { &pay_role_codes } },
	[OF_ROSTER] = { "row of a list", { &roster_source_codes, &roster_category_codes, &roster_reason_codes } },
	[OF_LISTS] = { "list", { &roster_source_codes } },
	[OF_ENDS] = { "end of a person", { &end_reason_codes, &end_source_codes } },
	[OF_RECONCILED] = { "decision of a list", { &reconcile_choice_codes } },
	[OF_PAPERS] = { "paper", { &paper_kind_codes, &paper_body_codes, &paper_state_codes } },
	[OF_RETURNS] = { "return", { &outcome_codes, &state_codes } },
};

static enum err check(struct db *db, int which, struct error *error)
{
	struct db_row *row = db_use(db, &statements[which]);
	struct error unknown;
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		for (int i = 0; i < MOST && checks[which].codes[i] != NULL; i++)
			read_code(row, i + 1, checks[which].codes[i]);
		if (db_check(row, &unknown) == ERR_OK)
			continue;
		error_set(error, ERR_INTERNAL, NULL, "%s %lld: %s", checks[which].whose, (long long)db_int(row, 0),
		          unknown.detail);
		db_done(row);
		return ERR_INTERNAL;
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err codes_verify(struct db *db, struct error *error)
{
	enum err err = ERR_OK;

	for (int i = 0; i < CHECKS && err == ERR_OK; i++)
		err = check(db, i, error);
	return err;
}
