#include "store/payment/price.h"

#include "base/ids.h"
#include "store/tables.h"

enum { LIST, SET, DROP, VERIFY };

static const struct db_statement statements[] = {
	[LIST] = { DB_READ, "SELECT p.id, p.campaign_id, p.area_id, p.role, p.valid_from, p.new_price, p.change_price, "
		"p.share, p.cap, p.decided_no, p.decided_on, p.source, p.set_by, p.set_at, a.parent_id, a.level, a.code, "
		"a.name, a.full_name FROM price p "
		"JOIN area a ON a.id = p.area_id "
		"WHERE p.campaign_id = :campaign "
		"ORDER BY p.role, a.code, p.area_id, p.valid_from" },
	[SET] = { DB_WRITE, "INSERT INTO price (campaign_id, area_id, role, valid_from, new_price, change_price, "
		"share, cap, decided_no, decided_on, source, set_by, set_at) "
		"VALUES (:campaign, :area, :role, :from, :new, :change, :share, :cap, :decided_no, :decided_on, :source, "
		":by, :at) "
		"ON CONFLICT (campaign_id, area_id, role, valid_from) DO UPDATE SET new_price = excluded.new_price, "
		"change_price = excluded.change_price, share = excluded.share, cap = excluded.cap, "
		"decided_no = excluded.decided_no, decided_on = excluded.decided_on, source = excluded.source, "
		"set_by = excluded.set_by, set_at = excluded.set_at RETURNING id" },
	[DROP] = { DB_WRITE, "DELETE FROM price "
		"WHERE id = :id" },
	/* The last event of a price says so in these words (workflow/payment/price_set.c). */
	[VERIFY] = { DB_READ, "/*scan ok*/ SELECT p.id FROM price p "
		"WHERE NOT EXISTS ("
		"SELECT 1 FROM event e "
		"WHERE e.id = ("
		"SELECT max(n.id) FROM event n "
		"JOIN event_kind k ON k.id = n.kind_id "
		"WHERE k.action = " ACTION_SQL(PRICE_SET) " AND n.diff LIKE '{\"price\":' || p.id || ',%') "
		"AND e.diff LIKE '%\"new\":' || p.new_price || ',\"change\":' || p.change_price || ',\"share\":' || "
		"COALESCE(p.share, 0) || ',\"cap\":' || COALESCE(p.cap, 0) || ',%') LIMIT 1" },
};

const struct db_statements price_statements = { statements, COUNT(statements) };

const struct pay_role_row pay_roles[PAY_ROLE_COUNT] = {
	[PAY_COLLECT] = { .entered = false, .payee = PAYEE_MEMBER },
	[PAY_CHECK] = { .entered = false, .payee = PAYEE_DOER },
	[PAY_ENTRY] = { .entered = true, .payee = PAYEE_DOER },
	[PAY_INFORMANT] = { .entered = false, .payee = PAYEE_INFORMANT },
};

/* ---- reading ---- */

static void read_price(struct db_row *row, struct arena *arena, struct price *out)
{
	*out = (struct price){
		.id = db_int(row, 0), .campaign_id = db_int(row, 1), .area_id = db_int(row, 2),
		.role = (enum pay_role)read_code(row, 3, &pay_role_codes), .valid_from = db_copy(row, 4, arena),
		.new_price = db_int(row, 5), .change_price = db_int(row, 6), .share = db_int(row, 7), .cap = db_int(row, 8),
		.decided_no = db_copy(row, 9, arena), .decided_on = db_copy(row, 10, arena), .source = db_copy(row, 11, arena),
		.set_by = db_int(row, 12), .set_at = read_time(row, 13, arena),
		.area = { .id = db_int(row, 2), .parent_id = db_int(row, 14), .level = db_copy(row, 15, arena),
			.code = db_copy(row, 16, arena), .name = db_copy(row, 17, arena), .full_name = db_copy(row, 18, arena) },
	};
}

enum err price_list_any(struct db *db, struct arena *arena, int64_t campaign_id, struct price **rows, size_t *count,
                        struct error *error)
{
	struct db_row *row = db_use(db, &statements[LIST]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":campaign", campaign_id);
	while ((step = db_step(row)) == DB_ROW)
		read_price(row, arena, rows_add(&list, arena, sizeof(struct price)));
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

/* It holds in an area of the actor, or in one above it. */
static bool concerns(struct db *db, const struct actor *actor, int64_t area_id)
{
	struct area_above above;

	if (actor->role == ROLE_ADMIN || area_in_scope(db, actor, area_id))
		return true;
	for (size_t i = 0; i < actor->area_count; i++) {
		area_above_any(db, actor->areas[i], &above);
		if (ids_have(above.ids, above.count, area_id))
			return true;
	}
	return false;
}

enum err price_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                    struct price **rows, size_t *count, struct error *error)
{
	size_t all = 0;
	enum err err = price_list_any(db, arena, campaign_id, rows, &all, error);

	*count = 0;
	for (size_t i = 0; i < all && err == ERR_OK; i++) {
		if (concerns(db, actor, (*rows)[i].area_id))
			(*rows)[(*count)++] = (*rows)[i];
	}
	return err;
}

/* ---- writing ---- */

static void bind_some(struct db_row *row, const char *name, int64_t number)
{
	if (number != 0)
		db_bind_int(row, name, number);
}

enum err price_set(struct db *db, struct price *price, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET]);

	db_bind_int(row, ":campaign", price->campaign_id);
	db_bind_int(row, ":area", price->area_id);
	db_bind_text(row, ":role", pay_role_code(price->role));
	db_bind_text(row, ":from", price->valid_from);
	db_bind_int(row, ":new", price->new_price);
	db_bind_int(row, ":change", price->change_price);
	bind_some(row, ":share", price->share);
	bind_some(row, ":cap", price->cap);
	db_bind_text(row, ":decided_no", price->decided_no);
	db_bind_text(row, ":decided_on", price->decided_on);
	db_bind_text(row, ":source", price->source);
	bind_some(row, ":by", price->set_by);
	bind_time(row, ":at", price->set_at);
	return read_number(db, row, &price->id, error);
}

enum err price_drop(struct db *db, int64_t id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DROP]);

	db_bind_int(row, ":id", id);
	return db_run(row, error);
}

/* ---- which is in force ---- */

static const struct price *of_area(const struct price *rows, size_t count, int64_t area_id, enum pay_role role,
                                   const char *day)
{
	const struct price *found = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct price *price = &rows[i];
		if (price->area_id != area_id || price->role != role || strcmp(price->valid_from, day) > 0)
			continue;
		if (found == NULL || strcmp(price->valid_from, found->valid_from) > 0)
			found = price;
	}
	return found;
}

const struct price *price_in_force(const struct price *rows, size_t count, const struct area_above *above,
                                   enum pay_role role, const char *day)
{
	const struct price *found = NULL;

	for (size_t i = 0; i < above->count && found == NULL; i++)
		found = of_area(rows, count, above->ids[i], role, day);
	for (size_t i = 0; i < above->before_count && found == NULL; i++)
		found = of_area(rows, count, above->before[i], role, day);
	return found;
}

int64_t price_of_sheet(const struct price *price, bool changes, bool official, int64_t collected)
{
	int64_t paid = changes ? price->change_price : price->new_price;

	if (official && price->share != 0)
		paid = (paid * price->share + PAY_WHOLE / 2) / PAY_WHOLE;
	if (price->cap != 0 && paid > collected * price->cap / PAY_WHOLE)
		paid = collected * price->cap / PAY_WHOLE;
	return paid;
}

enum err price_verify(struct db *db, struct error *error)
{
	return verify_none(db, &statements[VERIFY], "price", "the history does not tell of it so", error);
}
