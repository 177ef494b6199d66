#include "web/list/letter.h"

#include "store/admin/setting.h"
#include "store/campaign/area.h"
#include "web/frame/text.h"

enum err letter_read(struct db *db, struct http_request *request, struct letter *out, struct error *error)
{
	const struct actor *actor = web_actor(request);
	struct area area = { .full_name = "", .name = "……" };
	int64_t commune = actor->area_count == 0 ? 0 : area_commune_any(db, actor->areas[0]);
	enum err err = ERR_OK;

	if (actor->area_count > 0)
		err = area_by_id_any(db, request->arena, commune == 0 ? actor->areas[0] : commune, &area, error);
	const char *office = setting_for_area(db, request->arena, "office.name", commune);
	const char *place = setting_for_area(db, request->arena, "office.place", commune);
	out->superior = setting_for_area(db, request->arena, "office.superior", commune);
	out->office = office != NULL ? office : area.full_name;
	out->place = place != NULL ? place : area.name;
	return err;
}

void letter_put(struct http_request *request, struct tmpl_dict *dict, const struct letter *letter)
{
	struct date today = clock_today(&web_app(request)->workflow.clock);

	put_section(dict, "SUPERIOR", "SUPERIOR_NAME", letter->superior);
	tmpl_put(dict, "OFFICE", letter->office);
	tmpl_put(dict, "PLACE", letter->place);
	tmpl_put_int(dict, "DAY", today.day);
	tmpl_put_int(dict, "MONTH", today.month);
	tmpl_put_int(dict, "YEAR", today.year);
}
