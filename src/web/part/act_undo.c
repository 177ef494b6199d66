#include "web/part/act_undo.h"

#include "web/frame/tokens.h"

enum err act_read_undo(struct db *db, struct http_request *request, int64_t act_id, bool *may, struct error *error)
{
	struct act_look look = { .may_undo = false };
	enum err err = act_by_id_any(db, request->arena, act_id, &look.act, error);

	*may = false;
	if (err != ERR_OK)
		return err == ERR_NOT_FOUND ? ERR_OK : err;
	err = workflow_act_look(db, &web_app(request)->workflow, request->arena, web_actor(request), &look, error);
	*may = look.may_undo;
	return err;
}

void act_put_undo(struct http_request *request, struct tmpl_dict *dict, const char *csrf, int64_t act_id)
{
	struct tmpl_dict *undo = tmpl_add(dict, "ACT_UNDO");

	tmpl_put(undo, "ACT_UNDO_URL", arena_print(request->arena, "/acts/%lld/undo", (long long)act_id));
	web_tokens(undo, csrf, web_form_token(request), 0);
}
