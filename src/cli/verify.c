/* `mau03 verify`. */
#include "cli/verify.h"

#include <pthread.h>

#include "cli/commands.h"
#include "store/access/access_row.h"
#include "store/person/duplicate.h"
#include "store/sheet/event.h"
#include "store/handover/bundle.h"
#include "store/handover/handback.h"
#include "store/handover/minutes.h"
#include "store/handover/outcome.h"
#include "store/handover/paper.h"
#include "store/payment/payment.h"
#include "store/person/person.h"
#include "store/report/progress.h"
#include "store/report/quality.h"
#include "store/campaign/rule_change.h"
#include "store/campaign/stage.h"
#include "store/sheet/sheet.h"
#include "store/store.h"
#include "store/team/member.h"

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
	if (err == ERR_OK)
		err = sheet_verify(folder->db, error);
	if (err == ERR_OK)
		err = stage_verify(folder->db, error);
	if (err == ERR_OK)
		err = member_verify(folder->db, error);
	if (err == ERR_OK)
		err = person_verify(folder->db, error);
	if (err == ERR_OK)
		err = progress_verify(folder->db, error);
	if (err == ERR_OK)
		err = rule_verify(folder->db, error);
	if (err == ERR_OK)
		err = quality_verify(folder->db, error);
	if (err == ERR_OK)
		err = duplicate_verify(folder->db, error);
	if (err == ERR_OK)
		err = duplicate_pairs_verify(folder->db, error);
	if (err == ERR_OK)
		err = bundle_verify(folder->db, error);
	if (err == ERR_OK)
		err = minutes_verify(folder->db, error);
	if (err == ERR_OK)
		err = batch_verify(folder->db, error);
	if (err == ERR_OK)
		err = paper_verify(folder->db, error);
	if (err == ERR_OK)
		err = outcome_verify(folder->db, error);
	if (err == ERR_OK)
		err = price_verify(folder->db, error);
	if (err == ERR_OK)
		err = payment_verify(folder->db, error);
	return err == ERR_OK ? handback_verify(folder->db, error) : err;
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
