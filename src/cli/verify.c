/* `mau03 verify`. */
#include "cli/verify.h"

#include <pthread.h>

#include "base/memory.h"
#include "cli/commands.h"
#include "store/access/access_row.h"
#include "store/person/duplicate.h"
#include "store/sheet/event.h"
#include "store/handover/bundle.h"
#include "store/handover/carried.h"
#include "store/handover/handback.h"
#include "store/handover/minutes.h"
#include "store/handover/outcome.h"
#include "store/handover/paper.h"
#include "store/payment/payment.h"
#include "store/import/import_row.h"
#include "store/person/person.h"
#include "store/report/progress.h"
#include "store/report/quality.h"
#include "store/roster/roster.h"
#include "store/campaign/rule_change.h"
#include "store/campaign/stage.h"
#include "store/sheet/sheet.h"
#include "store/store.h"
#include "store/team/member.h"

/* What each room says of its rows, in this order. */
static enum err (*const checks[])(struct db *db, struct error *error) = {
	sheet_verify, stage_verify, member_verify, person_verify, progress_verify, rule_verify,
	quality_verify, duplicate_verify, duplicate_pairs_verify, bundle_verify, minutes_verify, batch_verify,
	paper_verify, outcome_verify, price_verify, payment_verify, handback_verify, carried_verify, roster_verify,
	import_verify,
};

/* What the rows say of one another. */
static enum err verify_rows(const struct cli *cli, const struct folder *folder, const char **head,
                            const char **access_head, struct error *error)
{
	enum err err = db_keep_pages(folder->db, error);

	if (err == ERR_OK)
		err = codes_verify(folder->db, error);
	if (err == ERR_OK)
		err = event_verify(folder->db, cli->arena, head, error);
	if (err == ERR_OK)
		err = access_verify(folder->db, cli->arena, access_head, error);
	for (size_t i = 0; i < COUNT(checks) && err == ERR_OK; i++)
		err = checks[i](folder->db, error);
	return err;
}

struct look {
	const char *database;
	enum err err;
	struct error error;
};

static void *look_at_file(void *arg)
{
	struct look *look = arg;

	look->err = db_check_file(look->database, &look->error);
	return NULL;
}

/* Both take as long; what is wrong with the file is told first. */
enum err verify_folder(const struct cli *cli, const struct folder *folder, const char **head, const char **access_head,
                       struct error *error)
{
	struct look look = { .database = folder->database };
	pthread_t thread;
	bool beside = pthread_create(&thread, NULL, look_at_file, &look) == 0;
	enum err err = verify_rows(cli, folder, head, access_head, error);

	if (beside)
		pthread_join(thread, NULL);
	else
		look_at_file(&look);
	if (look.err != ERR_OK)
		*error = look.error;
	return look.err == ERR_OK ? err : look.err;
}

int cmd_verify(struct cli *cli)
{
	struct folder folder;
	struct error error = { 0 };
	const char *head, *access_head;
	int status = folder_open(cli, FOLDER_LOOK, &folder);

	if (status != CLI_DONE)
		return status;
	if (verify_folder(cli, &folder, &head, &access_head, &error) == ERR_OK)
		printf("event %s\naccess_log %s\n", head, access_head);
	else
		status = cli_fail(cli, &error);
	folder_close(&folder);
	return status;
}
