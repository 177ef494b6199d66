#include "workflow/verdict/verdict.h"

#include "base/buf.h"
#include "base/hash.h"
#include "store/campaign/rule_change.h"
#include "workflow/verdict/records.h"

static struct date day_of(const char *iso)
{
	struct date day = { 0 };

	if (iso != NULL)
		date_from_iso(iso, false, &day);
	return day;
}

static void add_answers(struct buf *text, const struct answers *answers, const char *const *names)
{
	for (; *names != NULL; names++) {
		int i = form_find(answers->form, *names);
		buf_print(text, "%s=%s\n", *names, answer_typed(text->arena, &answers->form->fields[i], &answers->items[i]));
	}
}

/* A digest of what a finding is about: the answers that its rule reads, of a rule that looks at all of them those
 * that were found, and the other sheet. NULL: there is no such rule, or field, any more. */
static const char *digest(struct arena *arena, const struct answers *answers, const struct finding_row *row)
{
	int index = acceptance_find(row->rule);
	char hash[HASH_TEXT];
	struct buf text;

	if (index < 0)
		return NULL;
	struct rule_info rule = acceptance_rule((size_t)index);
	buf_init(&text, arena, 1 << 20);
	add_answers(&text, answers, rule.fields);
	add_answers(&text, answers, rule.reads);
	for (size_t i = 0; i < row->field_count; i++) {
		const char *const found[] = { row->fields[i], NULL };
		if (form_find(answers->form, row->fields[i]) < 0)
			return NULL;
		if (rule.fields[0] == NULL)
			add_answers(&text, answers, found);
		buf_print(&text, "%s\n", row->fields[i]);
	}
	if (row->record_id != 0)
		buf_print(&text, "%lld\n", (long long)row->record_id);
	hash_text(text.data, text.length, hash);
	return arena_text(arena, hash);
}

static struct finding_row row_of(struct arena *arena, const struct answers *answers, const struct finding *finding)
{
	struct finding_row row = { .rule = finding->rule_id, .severity = finding->severity, .message = finding->message,
		.record_id = finding->record_id };
	const char **fields = arena_array(arena, finding->field_count + 1, sizeof *fields);

	for (size_t i = 0; i < finding->field_count; i++)
		fields[i] = finding->fields[i]->name;
	row.fields = fields;
	row.field_count = finding->field_count;
	row.answers_hash = digest(arena, answers, &row);
	return row;
}

/* A finding that was there before keeps its id until it is written, or longer when nothing about it changed, and its
 * confirmation while the answers stay. */
static void keep(struct finding_row *row, const struct finding_row *before, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!finding_matches(row, &before[i]))
			continue;
		bool same = strcmp(before[i].answers_hash, row->answers_hash) == 0, aside = finding_is_aside(&before[i]);
		if (!aside) {
			row->id = before[i].id;
			row->stands = same && before[i].severity == row->severity;
		}
		if (!same || row->severity != SEVERITY_W || before[i].confirmed_by == 0)
			continue;
		row->confirmed_by = before[i].confirmed_by;
		row->confirmed_name = before[i].confirmed_name;
		row->confirmed_at = before[i].confirmed_at;
		row->reason = before[i].reason;
	}
}

/* True when one of the rows has that confirmation. */
static bool is_taken(const struct verdict *verdict, const struct finding_row *before)
{
	for (size_t i = 0; i < verdict->count; i++) {
		const struct finding_row *row = &verdict->rows[i];
		if (finding_matches(row, before) && row->confirmed_by != 0 &&
		    strcmp(row->answers_hash, before->answers_hash) == 0)
			return true;
	}
	return false;
}

/* Behind the rows: the confirmations of what is silent now, of answers that are as they were. */
static void keep_aside(struct arena *arena, const struct answers *answers, struct verdict *verdict)
{
	for (size_t i = 0; i < verdict->before_count; i++) {
		const struct finding_row *before = &verdict->before[i];
		const char *now = before->confirmed_by == 0 || is_taken(verdict, before) ? NULL
		                                                                         : digest(arena, answers, before);
		if (now == NULL || strcmp(now, before->answers_hash) != 0)
			continue;
		struct finding_row *row = &verdict->rows[verdict->count + verdict->aside++];
		*row = *before;
		row->severity = SEVERITY_I;
		row->stands = true;
	}
}

static void count_open(struct verdict *verdict)
{
	verdict->errors = verdict->warnings = 0;
	for (size_t i = 0; i < verdict->count; i++) {
		verdict->errors += verdict->rows[i].severity == SEVERITY_E;
		verdict->warnings += verdict->rows[i].severity == SEVERITY_W && verdict->rows[i].confirmed_by == 0;
	}
}

/* The rules in force in the campaign: version 1 with what was changed. */
static const struct rule_set *rules_of(struct db *db, struct arena *arena, int64_t campaign_id)
{
	struct rule_set *set = arena_alloc(arena, sizeof *set);
	struct rule_change *changes;
	size_t count;

	set->version = RULE_FIRST_VERSION;
	if (rule_changes_any(db, arena, campaign_id, &changes, &count, NULL) != ERR_OK)
		return set;
	for (size_t i = 0; i < count; i++)
		rule_set_apply(set, changes[i].rule, changes[i].setting, changes[i].version);
	return set;
}

void verdict_context(struct db *db, struct arena *arena, struct date today, const struct sheet *sheet,
                     const struct campaign *campaign, struct rule_context *out)
{
	*out = (struct rule_context){
		.today = today,
		.campaign_from = day_of(campaign->collect_from),
		.campaign_to = day_of(campaign->collect_to),
		.asks_ethnic_group = campaign->asks_ethnic_group,
		.asks_industry = campaign->asks_industry,
		.has_areas = true,
		.kind = answers_kind(&sheet->answers),
		.was_accepted = sheet->accepted_at != NULL,
		.records = record_look_up(db, arena, sheet, campaign),
		.rules = rules_of(db, arena, campaign->id),
		.arena = arena,
	};
}

void verdict_reach(struct db *db, struct arena *arena, const struct workflow *workflow, const struct sheet *sheet,
                   const struct campaign *campaign, const struct finding_row *before, size_t before_count,
                   struct verdict *out)
{
	struct rule_context context;
	struct findings findings = { .arena = arena };

	verdict_context(db, arena, clock_today(&workflow->clock), sheet, campaign, &context);
	acceptance_run(&context, &sheet->answers, &findings);
	*out = (struct verdict){ .count = findings.count, .rule_version = context.rules->version,
		.before = before, .before_count = before_count };
	out->rows = arena_array(arena, findings.count + before_count, sizeof *out->rows);
	for (size_t i = 0; i < findings.count; i++) {
		out->rows[i] = row_of(arena, &sheet->answers, &findings.items[i]);
		keep(&out->rows[i], before, before_count);
		out->stops_submission |= finding_stops_submission(&findings.items[i]);
	}
	keep_aside(arena, &sheet->answers, out);
	count_open(out);
	finding_describe(db, arena, out->rows, out->count, NULL);
}

enum err verdict_again(struct db *db, struct arena *arena, const struct workflow *workflow, const struct sheet *sheet,
                       const struct campaign *campaign, struct verdict *out, struct error *error)
{
	struct finding_row *before = NULL;
	size_t count = 0;
	enum err err = sheet->id == 0 ? ERR_OK : finding_list_all(db, arena, sheet->id, &before, &count, error);

	if (err == ERR_OK)
		verdict_reach(db, arena, workflow, sheet, campaign, before, count, out);
	return err;
}

static bool same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool same_finding(const struct finding_row *a, const struct finding_row *b)
{
	return finding_matches(a, b) && a->severity == b->severity && strcmp(a->message, b->message) == 0 &&
	       strcmp(a->answers_hash, b->answers_hash) == 0 && a->record_id == b->record_id &&
	       a->confirmed_by == b->confirmed_by && same_text(a->reason, b->reason);
}

bool verdict_differs(const struct verdict *verdict)
{
	bool same = verdict->count + verdict->aside == verdict->before_count;

	for (size_t i = 0; i < verdict->before_count && same; i++)
		same = same_finding(&verdict->rows[i], &verdict->before[i]);
	return !same;
}

static bool names(const struct confirmation *confirmation, const struct finding_row *row)
{
	return confirmation->finding_id != 0 ? confirmation->finding_id == row->id
	                                     : strcmp(confirmation->rule, row->rule) == 0;
}

size_t verdict_confirm(struct verdict *verdict, const struct confirmation *confirmations, size_t count,
                       int64_t user_id, const char *now)
{
	size_t confirmed = 0;

	for (size_t i = 0; i < verdict->count; i++) {
		struct finding_row *row = &verdict->rows[i];
		for (size_t c = 0; c < count && row->severity == SEVERITY_W && row->confirmed_by == 0; c++) {
			const struct confirmation *one = &confirmations[c];
			if (!names(one, row) || one->reason == NULL || one->reason[0] == '\0')
				continue;
			row->confirmed_by = user_id;
			row->confirmed_at = now;
			row->reason = one->reason;
			confirmed++;
		}
	}
	count_open(verdict);
	return confirmed;
}

size_t verdict_withdraw(struct verdict *verdict, const struct confirmation *confirmations, size_t count,
                        int64_t user_id, struct arena *arena, cJSON *diff)
{
	size_t withdrawn = 0;

	for (size_t i = 0; i < verdict->count; i++) {
		struct finding_row *row = &verdict->rows[i];
		for (size_t c = 0; c < count && row->confirmed_by != 0; c++) {
			if (!names(&confirmations[c], row) || (user_id != 0 && row->confirmed_by != user_id))
				continue;
			cJSON_AddStringToObject(diff, arena_print(arena, "_withdrawn_%s", row->rule), row->reason);
			row->confirmed_by = 0;
			row->confirmed_name = row->confirmed_at = row->reason = NULL;
			withdrawn++;
		}
	}
	count_open(verdict);
	return withdrawn;
}

void verdict_tell_confirmed(const struct verdict *verdict, const char *now, struct arena *arena, cJSON *diff)
{
	for (size_t i = 0; i < verdict->count; i++) {
		const struct finding_row *row = &verdict->rows[i];
		if (row->confirmed_at == now)
			cJSON_AddStringToObject(diff, arena_print(arena, "_confirmed_%s", row->rule), row->reason);
	}
}

enum err verdict_store(struct db *db, struct sheet *sheet, struct verdict *verdict, struct error *error)
{
	sheet->open_errors = verdict->errors;
	sheet->open_warnings = verdict->warnings;
	return finding_replace(db, sheet->id, verdict->rows, verdict->count + verdict->aside, error);
}

enum err verdict_renew(struct db *db, struct arena *arena, const struct workflow *workflow, struct sheet *sheet,
                       struct verdict *out, struct error *error)
{
	struct campaign campaign;
	enum err err = campaign_by_id_any(db, arena, sheet->campaign_id, &campaign, error);

	if (err == ERR_OK)
		err = verdict_again(db, arena, workflow, sheet, &campaign, out, error);
	if (err != ERR_OK || !verdict_differs(out))
		return err;
	err = verdict_store(db, sheet, out, error);
	return err == ERR_OK ? sheet_set_open(db, sheet, error) : err;
}
