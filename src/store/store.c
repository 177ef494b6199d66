#include "store/store.h"

#include "store/campaign/area.h"
#include "store/campaign/campaign.h"
#include "store/admin/session_row.h"
#include "store/admin/setting.h"
#include "store/import/employer.h"
#include "store/import/import_row.h"
#include "store/import/upload.h"
#include "store/report/plain.h"
#include "store/tables.h"
#include "store/admin/user.h"
#include "store/team/team.h"

/* One line a file of this floor; the statements that follow from the form are added to them. */
static const struct db_statements *const tables[] = {
	&access_statements,
	&act_statements,
	&area_statements,
	&area_above_statements,
	&area_tree_statements,
	&aside_statements,
	&awaiting_statements,
	&held_statements,
	&carried_statements,
	&area_match_statements,
	&campaign_set_statements,
	&campaign_statements,
	&code_check_statements,
	&duplicate_decision_statements,
	&duplicate_statements,
	&employer_statements,
	&event_statements,
	&finding_statements,
	&form_token_statements,
	&batch_statements,
	&bundle_statements,
	&outcome_statements,
	&handback_statements,
	&import_statements,
	&archive_statements,
	&job_statements,
	&log_statements,
	&member_statements,
	&minutes_statements,
	&notice_statements,
	&paper_statements,
	&plan_statements,
	&price_statements,
	&owed_statements,
	&payment_statements,
	&person_end_statements,
	&person_join_statements,
	&person_statements,
	&plain_statements,
	&progress_statements,
	&quality_statements,
	&recheck_statements,
	&record_statements,
	&reconcile_statements,
	&roster_assignment_statements,
	&roster_list_statements,
	&roster_statements,
	&rule_statements,
	&scope_statements,
	&session_statements,
	&setting_statements,
	&sheet_check_statements,
	&sheet_word_statements,
	&typed_statements,
	&stage_statements,
	&team_statements,
	&user_ended_statements,
	&upload_statements,
	&user_statements,
	&who_saw_statements,
};

/* A session or device that comes changes nothing for others; one that goes does. */
const char *const store_busy_tables[] = { "session", "known_device", NULL };
const char *const store_volatile_tables[] = { "worker_sheet", "sheet_tally", "finding", "event", "event_day",
	"event_kind", "access_log",
	"form_token", "handover",
	"handover_sheet", "paper", "paper_scan", "put_aside", "bundle", "bundle_sheet", "paper_return",
	"paper_return_sheet",
	"minutes", "minutes_present", "minutes_sheet",
	"payment", "payment_line", "payment_sheet", "commune_settled",
	"person", "person_distinct", "duplicate_decision", "rule_tally", "job", "job_sheet", "recheck",
	"first_sending", "first_finding", "act", "act_left", "roster_entry", "roster_list", "roster_assignment",
	"person_end", "roster_decision", "employer", "import", "import_sheet", "upload", "upload_fault",
	"progress_day", "clock_day", "sheet_pair", "writer_tally", "quality_tally", "quality_rule_tally",
	"quality_days_tally", NULL };

/* Columns of worker_sheet that are no fields of the form. */
static const char *const own_columns[] = { "id", "uid", "state", "since", "accepted_at", "clock_from", "row_version",
	"form_version",
	"commune_id", "campaign_id", "enumerator_id", "created_by", "created_at", "updated_at", "replaces_id",
	"open_errors", "open_warnings",
	"person_id", "rule_version", "police_reason", "name_fold", "name_sound", "raw", "typed" };

const struct db_statements *store_tables(struct arena *arena, const struct form *form, size_t *count)
{
	struct db_statements *all = arena_array(arena, COUNT(tables) + 1, sizeof *all);

	for (size_t i = 0; i < COUNT(tables); i++)
		all[i] = *tables[i];
	all[COUNT(tables)] = *sheet_compose(arena, form);
	*count = COUNT(tables) + 1;
	return all;
}

void store_shapes(struct arena *arena, void (*fn)(void *arg, const char *file, const char *name, const char *sql),
                  void *arg)
{
	const struct shape_walk walk = { arena, fn, arg };

	duplicate_decided_shapes(&walk);
	log_shapes(&walk);
	quality_shapes(&walk);
	reconcile_shapes(&walk);
	roster_assignment_shapes(&walk);
	roster_shapes(&walk);
	sheet_select_shapes(&walk);
	team_shapes(&walk);
	user_shapes(&walk);
}

static bool contains(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

static enum err compare_columns(const char *const *columns, const struct form *form, struct error *error)
{
	size_t count = 0;

	for (; columns[count] != NULL; count++) {
		if (form_find(form, columns[count]) < 0 && !contains(own_columns, COUNT(own_columns), columns[count]))
			return error_set(error, ERR_INTERNAL, NULL, "column %s is no field of %s", columns[count], form->name);
	}
	for (size_t i = 0; i < form->field_count; i++) {
		if (!contains(columns, count, form->fields[i].name))
			return error_set(error, ERR_INTERNAL, NULL, "field %s has no column", form->fields[i].name);
	}
	return ERR_OK;
}

enum err store_compare(struct db *db, const struct form *form, struct error *error)
{
	struct arena *arena = arena_new(1 << 20);

	if (arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory");
	const char **columns = db_columns(db, "worker_sheet", arena, error);
	enum err err = columns == NULL ? ERR_INTERNAL : compare_columns(columns, form, error);
	arena_free(arena);
	return err;
}
