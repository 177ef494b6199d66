/* Employers: name, code, address, industry. */
#include "base/memory.h"
#include "store/import/employer.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "workflow/import/importer.h"

enum { CODE_LEAST = 8, CODE_MOST = 14 };

/* Who has a code is told apart by it, else by name and address. */
const char *import_key_employer(const struct import_work *work, const struct import_record *record)
{
	const char *code = import_value(work, record, "code"), *name = import_value(work, record, "name");
	const char *address = import_value(work, record, "address");

	if (code != NULL)
		return code;
	return arena_print(work->arena, "%s|%s", name == NULL ? "" : import_fold_head(work->arena, name),
	                   address == NULL ? "" : import_fold_head(work->arena, address));
}

static bool is_equal(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

enum err import_judge_employer(struct import_work *work, struct import_record *record, enum import_outcome *outcome,
                               struct error *error)
{
	struct employer *e = arena_alloc(work->arena, sizeof *e), before;

	*e = (struct employer){ .full_name = import_value(work, record, "name"), .code = import_value(work, record, "code"),
		.address = import_value(work, record, "address"), .industry = import_value(work, record, "industry") };
	record->judged = e;
	size_t length = e->code == NULL ? CODE_LEAST : strlen(e->code);
	bool digits = e->code == NULL || e->code[strspn(e->code, "0123456789")] == '\0';
	if (length < CODE_LEAST || length > CODE_MOST || !digits)
		import_blame(work, record, "code", MSG_IMPORT_NO_BUSINESS_CODE, e->code, NULL);
	if (record->fault_count > 0)
		return ERR_OK;
	*outcome = OUTCOME_NEW;
	enum err err = employer_find_any(work->db, work->arena, e, &before, error);
	if (err != ERR_OK)
		return err == ERR_NOT_FOUND ? ERR_OK : err;
	/* What the table is silent of stays. */
	e->id = before.id;
	e->address = e->address == NULL ? before.address : e->address;
	e->industry = e->industry == NULL ? before.industry : e->industry;
	bool same = is_equal(e->full_name, before.full_name) && is_equal(e->address, before.address) &&
	            is_equal(e->industry, before.industry);
	*outcome = same ? OUTCOME_SAME : OUTCOME_CHANGED;
	return ERR_OK;
}

enum err import_write_employer(struct import_work *work, struct import_record *record, struct error *error)
{
	return employer_put(work->db, work->arena, record->judged, work->now, error);
}
