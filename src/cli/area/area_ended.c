#include "cli/area/area_ended.h"

#include "base/buf.h"

enum { HEIRS_LIMIT = 16 << 10 };

static const char *name_heirs(const struct cli *cli, const struct area_kin *heirs, size_t count)
{
	struct buf text;

	if (count == 0)
		return "no successor is known (`mau03 area succeed` tells it)";
	buf_init(&text, cli->arena, HEIRS_LIMIT);
	buf_text(&text, count == 1 ? "its successor is " : "its successors are ");
	for (size_t i = 0; i < count; i++)
		buf_print(&text, "%s%s:%s %s%s", i == 0 ? "" : ", ", heirs[i].area.level, heirs[i].area.code,
		          heirs[i].area.full_name, heirs[i].guessed ? " (guessed)" : "");
	return text.data;
}

int area_refuse_ended(const struct cli *cli, struct folder *folder, const struct area *area, const char *day)
{
	struct error error = { 0 };
	struct area_kin *heirs;
	size_t count;

	if (!area_has_ended(area, day))
		return CLI_DONE;
	if (area_heirs_any(folder->db, cli->arena, area->id, day, &heirs, &count, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return cli_failed(cli, "%s:%s %s ended on %s: %s", area->level, area->code, area->full_name, area->valid_to,
	                  name_heirs(cli, heirs, count));
}
