#include "workflow/handover/issue.h"

#include "store/sheet/event.h"
#include "workflow/history.h"

/* {"paper":12,"of":"handover","number":5,"hash":"…"} */
static enum err tell(struct db *db, const struct request_head *head, enum action action,
                     const struct office_paper *paper, struct error *error)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddNumberToObject(what, "paper", (double)paper->id);
	if (paper->markup_hash != NULL) {
		cJSON_AddStringToObject(what, "of", paper_kind_code(paper->kind));
		cJSON_AddStringToObject(what, "hash", paper->markup_hash);
	}
	if (paper->number != 0)
		cJSON_AddNumberToObject(what, "number", (double)paper->number);
	return history_add(db, head, action, 0, STATE_NONE, STATE_NONE, NULL, what, error);
}

enum err paper_issue(struct db *db, const struct request_head *head, struct office_paper *paper, bool numbered,
                     struct error *error)
{
	const struct workflow *workflow = head->workflow;
	char *event_hash = arena_alloc(head->arena, HASH_TEXT), *markup_hash = arena_alloc(head->arena, HASH_TEXT);
	enum err err = ERR_OK;

	if (workflow->paper == NULL)
		return ERR_OK;
	paper->year = clock_today(&workflow->clock).year;
	paper->standing = PAPER_ISSUED;
	paper->issued_at = head->now;
	paper->issued_by = head->actor->user_id;
	paper->event_id = event_head_hash_any(db, event_hash);
	paper->event_hash = event_hash;
	if (numbered)
		err = paper_next_number(db, paper->commune_id, paper->body, paper->year, &paper->number, error);
	if (err == ERR_OK)
		err = workflow->paper(db, head->arena, workflow->form, paper, &paper->markup, error);
	if (err != ERR_OK)
		return err;
	hash_text(paper->markup, strlen(paper->markup), markup_hash);
	paper->markup_hash = markup_hash;
	err = paper_insert(db, paper, error);
	return err == ERR_OK ? tell(db, head, ACTION_PAPER_ISSUE, paper, error) : err;
}

enum err paper_issue_instead(struct db *db, const struct request_head *head, struct office_paper *paper, bool numbered,
                             int64_t old_id, struct error *error)
{
	const struct office_paper old = { .id = old_id };
	enum err err = paper_issue(db, head, paper, numbered, error);

	if (err == ERR_OK)
		err = paper_supersede(db, old_id, paper->id, error);
	return err == ERR_OK ? tell(db, head, ACTION_PAPER_SUPERSEDE, &old, error) : err;
}

/* ---- files ---- */

struct keeping { int64_t id; const struct paper_file *pdf, *docx; };

static enum err keep_task(struct db *db, void *arg, struct error *error)
{
	const struct keeping *k = arg;

	return paper_keep_files(db, k->id, k->pdf, k->docx, error);
}

enum err paper_keep(const struct workflow *workflow, int64_t id, const struct paper_file *pdf,
                    const struct paper_file *docx, struct error *error)
{
	struct keeping keeping = { id, pdf, docx };

	return db_write(workflow->writer, keep_task, &keeping, error);
}
