#include "report/registry.h"

#include "base/memory.h"
#include "report/figures/quality_view.h"
#include "report/paper/paper_type.h"

static const struct table *const tables[] = {
	&sheets_table,
	&additions_table,
	&batches_table,
	&batch_table,
	&bundles_table,
	&bundle_table,
	&handbacks_table,
	&handback_table,
	&handback_waiting_table,
	&ledger_table,
	&minutes_register,
	&minutes_table,
	&prices_table,
	&payments_table,
	&payment_table,
	&payees_table,
	&dossiers_table,
	&estimate_table,
	&review_table,
	&access_table,
	&users_table,
	&rights_table,
	&campaigns_table,
	&plans_table,
	&campaign_history_table,
	&milestones_table,
	&tasks_table,
	&targets_table,
	&employers_table,
	&areas_table,
	&members_table,
	&assignments_table,
	&pairs_table,
	&decided_table,
	&log_table,
	&rules_table,
	&by_rule_table,
	&police_table,
	&people_table,
	&roster_table,
	&roster_hamlets_table,
	&roster_lists_table,
	&roster_assignments_table,
	&reconcile_table,
	&reconcile_hamlets_table,
	&progress_table,
	&quality_rules_table,
	&quality_areas_table,
	&quality_writers_table,
};

const struct table *const *report_tables(size_t *count)
{
	*count = COUNT(tables);
	return tables;
}

const struct table *table_at(const char *pattern)
{
	for (size_t i = 0; i < COUNT(tables); i++) {
		if (strcmp(tables[i]->path, pattern) == 0)
			return tables[i];
	}
	return NULL;
}

const struct table *table_named(const char *name)
{
	for (size_t i = 0; i < COUNT(tables); i++) {
		if (strcmp(tables[i]->name, name) == 0)
			return tables[i];
	}
	return NULL;
}

/* What is no table, and a table as it was called before. */
static const struct { const char *name; enum message title; } others[] = {
	{ "sheets", MSG_NAV_SHEETS }, { "duplicate_pair", MSG_TITLE_DUPLICATE }, { "person", MSG_LOG_PERSON },
	{ "change", MSG_TITLE_CHANGE }, { "card", MSG_LOG_CARD }, { "recheck", MSG_TITLE_RECHECK },
	{ "member", MSG_LOG_MEMBER }, { "roster", MSG_LOG_ROSTER_PERSON }, { "roster_walk", MSG_TITLE_WALK },
	{ "day", MSG_DAY_LIST }, { "people", MSG_NAV_PEOPLE }, { "history", MSG_NAV_LOG },
	{ "lap-bien-ban", MSG_TITLE_MINUTES_NEW },
	{ "cho-chuyen", MSG_LOG_TO_FORWARD }, { "accept", MSG_TITLE_ACCEPT_JOB }, { "forward", MSG_TITLE_FORWARD_JOB },
	{ "entered", MSG_TITLE_ENTERED_JOB }, { "return", MSG_TITLE_BULK_RETURN }, { "resend", MSG_TITLE_BULK_RESEND },
	{ "archive", MSG_TITLE_BULK_ARCHIVE },
};

/* The papers' titles, by their files. */
static const char *paper_title(const char *name)
{
	size_t count;
	const struct paper_type *const *rows = papers(&count);

	for (size_t i = 0; i < count; i++) {
		if (strcmp(rows[i]->file, name) == 0)
			return message_text(rows[i]->title);
	}
	return NULL;
}

const char *list_title(const char *name)
{
	const struct table *table = name == NULL ? NULL : table_named(name);
	const char *paper = name == NULL ? NULL : paper_title(name);

	if (table != NULL)
		return message_text(table->title);
	if (paper != NULL)
		return paper;
	for (size_t i = 0; i < COUNT(others) && name != NULL; i++) {
		if (strcmp(others[i].name, name) == 0)
			return message_text(others[i].title);
	}
	return name == NULL ? "" : name;
}
