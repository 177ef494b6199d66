#include "web/list/letter.h"

#include "store/admin/office.h"
#include "store/admin/setting.h"
#include "store/campaign/area.h"
#include "web/frame/text.h"

/* The body whose papers the actor makes. */
static void of_commune(struct db *db, struct http_request *request, int64_t commune_id, struct letter *out)
{
	bool police = web_actor(request)->role == ROLE_POLICE;
	struct office office;

	office_read_any(db, request->arena, commune_id, &office);
	*out = (struct letter){ .superior = police ? office.police_superior : office.superior,
		.office = police ? office.police : office.name, .place = office.place };
}

enum err letter_read(struct db *db, struct http_request *request, struct letter *out, struct error *error)
{
	const struct actor *actor = web_actor(request);
	struct area area = { .full_name = "", .name = "……" };
	int64_t commune = actor->area_count == 0 ? 0 : area_commune_any(db, actor->areas[0]);
	enum err err = ERR_OK;

	if (commune != 0) {
		of_commune(db, request, commune, out);
		return ERR_OK;
	}
	if (actor->area_count > 0)
		err = area_by_id_any(db, request->arena, actor->areas[0], &area, error);
	const char *office = setting_for_area(db, request->arena, "office.name", 0);
	const char *place = setting_for_area(db, request->arena, "office.place", 0);
	out->superior = setting_for_area(db, request->arena, "office.superior", 0);
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
