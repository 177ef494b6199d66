#include "report/paper/office_letter.h"

#include "store/admin/office.h"
#include "store/admin/setting.h"
#include "store/campaign/area.h"

/* The body whose papers the actor makes. */
static void of_commune(struct db *db, struct arena *arena, const struct actor *actor, int64_t commune_id,
                       struct letter *out)
{
	bool police = actor->role == ROLE_POLICE;
	struct office office;

	office_read_any(db, arena, commune_id, &office);
	*out = (struct letter){ .superior = police ? office.police_superior : office.superior,
		.office = police ? office.police : office.name, .place = office.place };
}

enum err letter_read(struct db *db, struct arena *arena, const struct actor *actor, struct letter *out,
                     struct error *error)
{
	struct area area = { .full_name = "", .name = "……" };
	int64_t commune = actor->area_count == 0 ? 0 : area_commune_any(db, actor->areas[0]);
	enum err err = ERR_OK;

	if (commune != 0) {
		of_commune(db, arena, actor, commune, out);
		return ERR_OK;
	}
	if (actor->area_count > 0)
		err = area_by_id_any(db, arena, actor->areas[0], &area, error);
	const char *office = setting_for_area(db, arena, "office.name", 0);
	const char *place = setting_for_area(db, arena, "office.place", 0);
	out->superior = setting_for_area(db, arena, "office.superior", 0);
	out->office = office != NULL ? office : area.full_name;
	out->place = place != NULL ? place : area.name;
	return err;
}
