#include "web/frame/read.h"

enum err web_read(struct http_request *request, web_reading *fn, void *arg, struct error *error)
{
	struct db_pool *pool = web_app(request)->pool;
	struct db *db = db_borrow(pool, error);

	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = fn(db, request, arg, error);
	db_return(pool, db);
	return err;
}
