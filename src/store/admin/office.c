#include "store/admin/office.h"

#include "store/admin/setting.h"
#include "store/campaign/area.h"
#include "text/messages.h"
#include "text/utf8.h"

#define OFFICE_CODE "UBND"

static bool is_on(struct db *db, struct arena *arena, const char *name, int64_t commune_id)
{
	const char *value = setting_for_area(db, arena, name, commune_id);

	return value != NULL && strcmp(value, "1") == 0;
}

const char *const paper_order_codes[PAPER_ORDERS] = { "listed", "paper_no", "area", "name" };

static enum paper_order order_from(const char *code)
{
	int order = PAPER_ORDERS - 1;

	while (order > ORDER_LISTED && (code == NULL || strcmp(code, paper_order_codes[order]) != 0))
		order--;
	return (enum paper_order)order;
}

static const char *said_or(const char *value, const char *instead)
{
	return value != NULL ? value : instead;
}

const char *office_site_any(struct db *db, struct arena *arena)
{
	return said_or(setting_get(db, arena, SETTING_SITE), "");
}

void office_read_any(struct db *db, struct arena *arena, int64_t commune_id, struct office *out)
{
	struct area area = { .name = "", .full_name = "" };
	struct error error;

	if (area_by_id_any(db, arena, commune_id, &area, &error) != ERR_OK)
		area = (struct area){ .name = "", .full_name = "" };
	const char *small = utf8_lower_first(arena, area.full_name);
#define SAID(name) setting_for_area(db, arena, name, commune_id)
	*out = (struct office){
		.name = said_or(SAID("office.name"), message_with_one(arena, MSG_PAPER_OFFICE, small)),
		.superior = SAID("office.superior"),
		.place = said_or(SAID("office.place"), area.name),
		.code = said_or(SAID("office.code"), OFFICE_CODE),
		.team_code = said_or(SAID("office.team_code"), message_text(MSG_PAPER_TEAM_CODE)),
		.police = said_or(SAID("office.police"), message_with_one(arena, MSG_PAPER_POLICE, small)),
		.police_superior = SAID("office.police_superior"),
		.signer_title = SAID("signer.title"),
		.signer_name = SAID("signer.name"),
		.kept_for = SAID("archive.kept_for"),
		.basis = SAID("office.basis"),
		.zero = is_on(db, arena, "paper.le", commune_id) ? ZERO_LE : ZERO_LINH,
		.police_prints = is_on(db, arena, "paper.police_prints", commune_id),
		.handovers_numbered = is_on(db, arena, "paper.numbered", commune_id),
		.order = order_from(SAID("paper.order")),
		.confirms = is_on(db, arena, "paper.confirmed", commune_id),
	};
#undef SAID
}
