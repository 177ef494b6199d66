#include "base/buf.h"
#include "base/memory.h"
#include "cli/area/area_commands.h"
#include "cli/open.h"
#include "store/campaign/area.h"

enum { CODES_LIMIT = 64 << 10 };

static const char no_end[] = "9999-12-31";
static const char *const misfits[] = {
	[AREA_NOT_BEFORE] = "has not ended before",
	[AREA_OTHER_LEVEL] = "is of another level than",
	[AREA_OTHER_ROOT] = "stands in a province that did not become that of",
};

static const char *day_before(struct arena *arena, const char *iso)
{
	char *out = arena_alloc(arena, DATE_TEXT);
	struct date day;

	if (date_from_iso(iso, false, &day))
		date_to_iso(date_from_days(date_to_days(day) - 1), out);
	return out;
}

/* Told of the unit as it stood when the successor began. */
static int succeed_one(struct cli *cli, struct folder *folder, const char *code, const struct area *after,
                       struct buf *codes)
{
	struct error error = { 0 };
	struct area before;
	enum area_misfit misfit;

	if (area_by_code_any(folder->db, cli->arena, code, day_before(cli->arena, after->valid_from), &before, &error) !=
	    ERR_OK)
		return cli_fail(cli, &error);
	if (area_judge_succession(folder->db, cli->arena, &before, after, &misfit, &error) != ERR_OK)
		return cli_fail(cli, &error);
	if (misfit != AREA_FITS)
		return cli_failed(cli, "%s:%s %s %s %s:%s %s", before.level, before.code, before.full_name, misfits[misfit],
		                  after->level, after->code, after->full_name);
	if (area_succeed(folder->db, before.id, after->id, false, &error) != ERR_OK)
		return cli_fail(cli, &error);
	buf_print(codes, "%s%s:%s", codes->length == 0 ? "" : ", ", before.level, before.code);
	return CLI_DONE;
}

static int succeed(struct cli *cli, struct folder *folder, void *arg)
{
	struct error error = { 0 };
	struct area after;
	struct buf codes;
	const char *code;

	(void)arg;
	buf_init(&codes, cli->arena, CODES_LIMIT);
	if (area_by_code_any(folder->db, cli->arena, cli_get(cli, "--to"), no_end, &after, &error) != ERR_OK)
		return cli_fail(cli, &error);
	for (size_t i = 0; (code = cli_get_at(cli, "--from", i)) != NULL; i++) {
		if (succeed_one(cli, folder, code, &after, &codes) != CLI_DONE)
			return CLI_FAILED;
	}
	return folder_event(cli, folder, ACTION_AREA_SUCCEED,
	                    arena_print(cli->arena, "{\"area\":\"%s:%s\",\"replaces\":\"%s\"}", after.level, after.code,
	                                codes.data));
}

int cmd_area_succeed(struct cli *cli)
{
	return folder_write(cli, succeed, NULL);
}
