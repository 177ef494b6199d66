#include "store/payment/payment.h"

#include "store/scope.h"
#include "store/tables.h"
#include "text/order.h"

enum { LOAD, LOAD_ANY, LIST, LINES, LAST_DAY, OPEN, PAYEES, INSERT, DROP, NEXT_NUMBER, CLOSE, ADD_LINE, TAKE_BACK,
	ADD_ITEM, HOLDS_EVENT, TOOK_BACK, SETTLED, SET_SETTLED, DROP_SETTLED, VERIFY_SUMS, VERIFY_LINES, VERIFY_PRICES,
	VERIFY_EVENTS, VERIFY_BACK, VERIFY_TAKEN, VERIFY_OPEN, VERIFY_CLOSED, VERIFY_NUMBERS };

#define PAYMENT \
	"SELECT m.id, m.commune_id, m.campaign_id, m.role, m.first_day, m.last_day, m.made_by, m.made_at, m.closed_by, " \
	"m.closed_at, m.year, m.number, m.tax_rate, m.tax_from, m.new_sheets, m.change_sheets, m.amount, m.tax, m.lines, " \
	"c.full_name, c.code, k.code, k.name, u.full_name, w.full_name, l.id, l.signed_on, v.id, v.signed_on, v.number, " \
	"v.year FROM payment m " \
	"JOIN area c ON c.id = m.commune_id " \
	"JOIN campaign k ON k.id = m.campaign_id " \
	"JOIN app_user u ON u.id = m.made_by " \
	"LEFT JOIN app_user w ON w.id = m.closed_by " \
	"LEFT JOIN paper l ON l.kind = 'payment' AND l.subject_id = m.id " \
	"LEFT JOIN paper v ON v.kind = 'volume' AND v.subject_id = m.id "
#define IN_SCOPE SCOPE_OF_COMMUNES("m")

static const struct db_statement statements[] = {
	[LOAD] = { DB_READ, SCOPE_WITH_COMMUNES PAYMENT "WHERE m.id = :id AND " IN_SCOPE },
	[LOAD_ANY] = { DB_READ, PAYMENT "WHERE m.id = :id" },
	[LIST] = { DB_READ, SCOPE_WITH_COMMUNES PAYMENT "WHERE " IN_SCOPE " "
		"ORDER BY m.id DESC" },
	[LINES] = { DB_READ, "SELECT position, member_id, user_id, payee, citizen_id, bank, account, area_name, "
		"new_sheets, "
		"change_sheets, new_price, change_price, amount, tax, returned FROM payment_line "
		"WHERE payment_id = :id "
		"ORDER BY position" },
	[LAST_DAY] = { DB_READ, "SELECT max(last_day) FROM payment "
		"WHERE campaign_id = :campaign AND commune_id = :commune AND role = :role AND closed_at IS NOT NULL" },
	[OPEN] = { DB_READ, "SELECT id FROM payment "
		"WHERE commune_id = :commune AND campaign_id = :campaign AND role = :role AND closed_at IS NULL" },
	[PAYEES] = { DB_READ, SCOPE_WITH_COMMUNES "SELECT l.member_id, l.user_id, l.payee, l.bank, l.account, m.id, "
		"l.new_sheets, l.change_sheets, l.amount, l.tax, m.campaign_id FROM payment m "
		"JOIN payment_line l ON l.payment_id = m.id "
		"WHERE " IN_SCOPE " "
		"ORDER BY COALESCE(l.member_id, 0), CASE WHEN l.member_id IS NULL THEN COALESCE(l.user_id, 0) ELSE 0 END, "
		"CASE WHEN l.member_id IS NULL AND l.user_id IS NULL THEN l.payee ELSE '' END, m.id, l.position" },
	[INSERT] = { DB_WRITE, "INSERT INTO payment (commune_id, campaign_id, role, first_day, last_day, made_by, made_at, "
		"tax_rate, tax_from) "
		"VALUES (:commune, :campaign, :role, :first, :last, :by, :at, :rate, :from) "
		"RETURNING id" },
	[DROP] = { DB_WRITE, "DELETE FROM payment "
		"WHERE id = :id AND closed_at IS NULL" },
	[NEXT_NUMBER] = { DB_READ, "SELECT COALESCE(max(number), 0) + 1 FROM payment "
		"WHERE commune_id = :commune AND year = :year" },
	[CLOSE] = { DB_WRITE, "UPDATE payment "
		"SET closed_by = :by, closed_at = :at, year = :year, number = :number "
		"WHERE id = :id AND closed_at IS NULL "
		"RETURNING id" },
	[ADD_LINE] = { DB_WRITE, "INSERT INTO payment_line (payment_id, position, member_id, user_id, payee, citizen_id, "
		"bank, account, area_name, new_sheets, change_sheets, new_price, change_price, amount, tax, returned) "
		"VALUES (:id, :position, :member, :user, :payee, :citizen_id, :bank, :account, :area, :new, :changed, "
		":new_price, :change_price, :amount, :tax, :returned)" },
	[TAKE_BACK] = { DB_WRITE, "UPDATE payment_sheet "
		"SET taken_back = :id "
		"WHERE payment_id = :paid_in AND sheet_id = :sheet AND sign = 1 AND taken_back IS NULL" },
	[ADD_ITEM] = { DB_WRITE, "INSERT INTO payment_sheet (payment_id, sheet_id, sign, role, position, event_id, price, "
		"changes) "
		"VALUES (:id, :sheet, :sign, :role, :position, :event, :price, :changes)" },
	[HOLDS_EVENT] = { DB_READ, "SELECT 1 FROM payment_sheet "
		"WHERE sheet_id = :sheet AND role IN (" PAY_SQL(COLLECT) ", " PAY_SQL(CHECK) ", " PAY_SQL(ENTRY) ", "
		PAY_SQL(INFORMANT) ") AND sign = 1 AND taken_back IS NULL AND event_id = :event" },
	[TOOK_BACK] = { DB_READ, "SELECT 1 FROM payment m "
		"JOIN payment_sheet i ON i.payment_id = m.id AND i.sheet_id = :sheet AND i.sign = -1 "
		"JOIN paper p ON p.kind = 'payment' AND p.subject_id = m.id AND p.event_id >= :event "
		"WHERE m.campaign_id = :campaign AND m.commune_id = :commune" },
	[SETTLED] = { DB_READ, "SELECT settled_on FROM commune_settled "
		"WHERE campaign_id = :campaign AND commune_id = :commune" },
	[SET_SETTLED] = { DB_WRITE, "INSERT INTO commune_settled (campaign_id, commune_id, settled_on, settled_by, "
		"settled_at) "
		"VALUES (:campaign, :commune, :day, :by, :at) "
		"ON CONFLICT (campaign_id, commune_id) DO UPDATE SET settled_on = excluded.settled_on, "
		"settled_by = excluded.settled_by, settled_at = excluded.settled_at" },
	[DROP_SETTLED] = { DB_WRITE, "DELETE FROM commune_settled "
		"WHERE campaign_id = :campaign AND commune_id = :commune" },

	[VERIFY_SUMS] = { DB_READ, "/*scan ok*/ " STORE_DIFFERENCE("id",
		"SELECT m.id, COALESCE(sum(l.new_sheets), 0), COALESCE(sum(l.change_sheets), 0), COALESCE(sum(l.amount), 0), "
		"COALESCE(sum(l.tax), 0), count(l.position) FROM payment m "
		"LEFT JOIN payment_line l ON l.payment_id = m.id "
		"GROUP BY m.id",
		"SELECT id, new_sheets, change_sheets, amount, tax, lines FROM payment") },
	[VERIFY_LINES] = { DB_READ, "/*scan ok*/ " STORE_DIFFERENCE("payment_id",
		"SELECT payment_id, position, sum(CASE WHEN changes = 0 THEN sign ELSE 0 END), "
		"sum(CASE WHEN changes = 1 THEN sign ELSE 0 END), sum(sign * price) FROM payment_sheet "
		"GROUP BY payment_id, position",
		"SELECT payment_id, position, new_sheets, change_sheets, amount FROM payment_line") },
	[VERIFY_PRICES] = { DB_READ, "/*scan ok*/ SELECT x.payment_id FROM payment_sheet x "
		"JOIN payment_line l ON l.payment_id = x.payment_id AND l.position = x.position "
		"JOIN payment m ON m.id = x.payment_id "
		"WHERE x.role <> m.role OR x.price <> CASE WHEN x.changes = 1 THEN l.change_price ELSE l.new_price END "
		"LIMIT 1" },
	/* What is paid for brought the sheet where it counts, in the period. */
	[VERIFY_EVENTS] = { DB_READ, "/*scan ok*/ SELECT x.payment_id FROM payment_sheet x "
		"JOIN payment m ON m.id = x.payment_id "
		"WHERE x.sign = 1 AND NOT EXISTS ("
		"SELECT 1 FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id "
		"WHERE e.id = x.event_id AND e.sheet_id = x.sheet_id AND k.from_state <> k.to_state "
		"AND ("
		"CASE WHEN x.role = " PAY_SQL(ENTRY) " THEN k.to_state IN (" STATE_LIST(STATES_DONE) ") "
		"ELSE k.to_state IN (" STATE_LIST(STATES_ACCEPTED) ") END)) LIMIT 1" },
	[VERIFY_BACK] = { DB_READ, "/*scan ok*/ SELECT x.taken_back FROM payment_sheet x "
		"WHERE x.taken_back IS NOT NULL AND NOT EXISTS ("
		"SELECT 1 FROM payment_sheet b "
		"WHERE b.payment_id = x.taken_back AND b.sheet_id = x.sheet_id AND b.sign = -1 AND b.event_id = x.event_id "
		"AND b.price = x.price AND b.role = x.role AND b.changes = x.changes) LIMIT 1" },
	[VERIFY_TAKEN] = { DB_READ, "/*scan ok*/ SELECT b.payment_id FROM payment_sheet b "
		"WHERE b.sign = -1 AND NOT EXISTS ("
		"SELECT 1 FROM payment_sheet x "
		"WHERE x.sheet_id = b.sheet_id AND x.role = b.role AND x.sign = 1 AND x.taken_back = b.payment_id) LIMIT 1" },
	[VERIFY_OPEN] = { DB_READ, "/*scan ok*/ SELECT m.id FROM payment m "
		"WHERE (m.closed_at IS NULL) <> (m.lines = 0) LIMIT 1" },
	/* The event of it says how many and how much (workflow/payment/payment_close.c). */
	[VERIFY_CLOSED] = { DB_READ, "/*scan ok*/ SELECT m.id FROM payment m "
		"WHERE m.closed_at IS NOT NULL AND NOT EXISTS ("
		"SELECT 1 FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id "
		"WHERE k.action = " ACTION_SQL(PAYMENT_CLOSE) " AND e.diff LIKE '{\"payment\":' || m.id || ',%' "
		"AND e.diff LIKE '%\"lines\":' || m.lines || ',\"amount\":' || m.amount || ',\"tax\":' || m.tax || '}') "
		"LIMIT 1" },
	[VERIFY_NUMBERS] = { DB_READ, "/*scan ok*/ SELECT min(id) FROM payment "
		"WHERE number IS NOT NULL "
		"GROUP BY commune_id, year "
		"HAVING min(number) <> 1 OR max(number) <> count(*) LIMIT 1" },
};

const struct db_statements payment_statements = { statements, COUNT(statements) };

/* ---- reading ---- */

static void read_payment(struct db_row *row, struct arena *arena, struct payment *out)
{
	*out = (struct payment){
		.id = db_int(row, 0), .commune_id = db_int(row, 1), .campaign_id = db_int(row, 2),
		.role = (enum pay_role)read_code(row, 3, &pay_role_codes), .first_day = db_copy(row, 4, arena),
		.last_day = db_copy(row, 5, arena), .made_by = db_int(row, 6), .made_at = read_time(row, 7, arena),
		.closed_by = db_int(row, 8), .closed_at = read_time(row, 9, arena), .year = db_int(row, 10),
		.number = db_int(row, 11), .tax_rate = db_int(row, 12), .tax_from = db_int(row, 13),
		.new_sheets = db_int(row, 14), .change_sheets = db_int(row, 15), .amount = db_int(row, 16),
		.tax = db_int(row, 17), .lines = db_int(row, 18), .commune_name = db_copy(row, 19, arena),
		.commune_code = db_copy(row, 20, arena), .campaign_code = db_copy(row, 21, arena),
		.campaign_name = db_copy(row, 22, arena), .made_name = db_copy(row, 23, arena),
		.closed_name = db_copy(row, 24, arena), .list_paper = db_int(row, 25),
		.list_signed_on = db_copy(row, 26, arena),
		.volume_paper = db_int(row, 27), .volume_signed_on = db_copy(row, 28, arena), .volume_number = db_int(row, 29),
		.volume_year = db_int(row, 30),
	};
	out->standing = out->closed_at == NULL ? PAYMENT_IS_OPEN : PAYMENT_IS_CLOSED;
}

static enum err read_one(struct db *db, struct db_row *row, struct arena *arena, int64_t id, struct payment *out,
                         struct error *error)
{
	db_bind_int(row, ":id", id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no payment %lld for this actor", (long long)id);
	if (step != DB_ROW)
		return db_fault(db, error);
	read_payment(row, arena, out);
	return db_end(row, error);
}

enum err payment_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct payment *out,
                      struct error *error)
{
	struct db_row *row = db_use(db, &statements[LOAD]);

	scope_bind(row, actor);
	return read_one(db, row, arena, id, out, error);
}

enum err payment_load_any(struct db *db, struct arena *arena, int64_t id, struct payment *out, struct error *error)
{
	return read_one(db, db_use(db, &statements[LOAD_ANY]), arena, id, out, error);
}

enum err payment_list(struct db *db, struct arena *arena, const struct actor *actor, struct payment **rows,
                      size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[LIST]);
	struct rows list = { 0 };
	enum db_step step;

	scope_bind(row, actor);
	while ((step = db_step(row)) == DB_ROW)
		read_payment(row, arena, rows_add(&list, arena, sizeof(struct payment)));
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err payment_lines_any(struct db *db, struct arena *arena, int64_t id, struct payment_line **lines, size_t *count,
                           struct error *error)
{
	struct db_row *row = db_use(db, &statements[LINES]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":id", id);
	while ((step = db_step(row)) == DB_ROW) {
		struct payment_line *line = rows_add(&list, arena, sizeof *line);
		*line = (struct payment_line){
			.position = db_int(row, 0), .member_id = db_int(row, 1), .user_id = db_int(row, 2),
			.payee = db_copy(row, 3, arena), .citizen_id = db_copy(row, 4, arena), .bank = db_copy(row, 5, arena),
			.account = db_copy(row, 6, arena), .area_name = db_copy(row, 7, arena), .new_sheets = db_int(row, 8),
			.change_sheets = db_int(row, 9), .new_price = db_int(row, 10), .change_price = db_int(row, 11),
			.amount = db_int(row, 12), .tax = db_int(row, 13), .returned = db_int(row, 14),
		};
	}
	*lines = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static void bind_place(struct db_row *row, const struct payment *of)
{
	db_bind_int(row, ":commune", of->commune_id);
	db_bind_int(row, ":campaign", of->campaign_id);
	db_bind_text(row, ":role", pay_role_code(of->role));
}

const char *payment_last_day_any(struct db *db, struct arena *arena, const struct payment *of)
{
	struct db_row *row = db_use(db, &statements[LAST_DAY]);

	bind_place(row, of);
	const char *day = db_step(row) == DB_ROW ? db_copy(row, 0, arena) : NULL;
	db_done(row);
	return day;
}

/* The same human is the same member, else the same user, else of the same name. */
static bool is_payee(const struct payee_sum *sum, int64_t member_id, int64_t user_id, const char *name)
{
	if (member_id != 0 || sum->member_id != 0)
		return sum->member_id == member_id;
	if (user_id != 0 || sum->user_id != 0)
		return sum->user_id == user_id;
	return strcmp(sum->payee, name) == 0;
}

struct sorted_sum { const char *order; struct payee_sum sum; };

static int compare_sums(const void *a, const void *b)
{
	const struct sorted_sum *x = a, *y = b;
	int names = strcmp(x->order, y->order);

	return names != 0 ? names : x->sum.amount < y->sum.amount ? 1 : x->sum.amount > y->sum.amount ? -1 : 0;
}

static void sort_payees(struct arena *arena, struct payee_sum *rows, size_t count)
{
	struct sorted_sum *all = arena_array(arena, count + 1, sizeof *all);

	for (size_t i = 0; i < count; i++) {
		const char *order = name_order(arena, rows[i].payee);
		all[i] = (struct sorted_sum){ order == NULL ? rows[i].payee : order, rows[i] };
	}
	if (count > 0)
		qsort(all, count, sizeof *all, compare_sums);
	for (size_t i = 0; i < count; i++)
		rows[i] = all[i].sum;
}

enum err payment_payees(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                        struct payee_sum **rows, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[PAYEES]);
	struct rows list = { 0 };
	struct payee_sum *sum = NULL;
	int64_t period = 0;
	enum db_step step;

	scope_bind(row, actor);
	while ((step = db_step(row)) == DB_ROW) {
		int64_t member_id = db_int(row, 0), user_id = db_int(row, 1);
		const char *payee = db_copy(row, 2, arena);
		if (campaign_id != 0 && db_int(row, 10) != campaign_id)
			continue;
		if (sum == NULL || !is_payee(sum, member_id, user_id, payee)) {
			sum = rows_add(&list, arena, sizeof *sum);
			period = 0;
		}
		sum->member_id = member_id;
		sum->user_id = user_id;
		sum->payee = payee;
		sum->bank = db_copy(row, 3, arena);
		sum->account = db_copy(row, 4, arena);
		sum->periods += period != db_int(row, 5);
		sum->new_sheets += db_int(row, 6);
		sum->change_sheets += db_int(row, 7);
		sum->amount += db_int(row, 8);
		sum->tax += db_int(row, 9);
		period = db_int(row, 5);
	}
	*rows = list.items;
	*count = list.count;
	sort_payees(arena, *rows, *count);
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

/* ---- writing ---- */

static void bind_some(struct db_row *row, const char *name, int64_t number)
{
	if (number != 0)
		db_bind_int(row, name, number);
}

static bool has_open(struct db *db, const struct payment *of)
{
	struct db_row *row = db_use(db, &statements[OPEN]);

	bind_place(row, of);
	bool open = db_step(row) == DB_ROW;
	db_done(row);
	return open;
}

enum err payment_insert(struct db *db, struct payment *payment, struct error *error)
{
	if (has_open(db, payment))
		return error_set(error, ERR_CONFLICT, NULL, "a period of it is open");
	struct db_row *row = db_use(db, &statements[INSERT]);
	bind_place(row, payment);
	db_bind_text(row, ":first", payment->first_day);
	db_bind_text(row, ":last", payment->last_day);
	db_bind_int(row, ":by", payment->made_by);
	bind_time(row, ":at", payment->made_at);
	bind_some(row, ":rate", payment->tax_rate);
	bind_some(row, ":from", payment->tax_from);
	return read_number(db, row, &payment->id, error);
}

enum err payment_drop(struct db *db, int64_t id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DROP]);

	db_bind_int(row, ":id", id);
	return db_run(row, error);
}

enum err payment_close(struct db *db, struct payment *payment, struct error *error)
{
	struct db_row *row = db_use(db, &statements[NEXT_NUMBER]);

	db_bind_int(row, ":commune", payment->commune_id);
	db_bind_int(row, ":year", payment->year);
	enum err err = read_number(db, row, &payment->number, error);
	if (err != ERR_OK)
		return err;
	row = db_use(db, &statements[CLOSE]);
	db_bind_int(row, ":id", payment->id);
	db_bind_int(row, ":by", payment->closed_by);
	bind_time(row, ":at", payment->closed_at);
	db_bind_int(row, ":year", payment->year);
	db_bind_int(row, ":number", payment->number);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_CONFLICT, NULL, "payment %lld is closed", (long long)payment->id);
	return step == DB_ROW ? db_end(row, error) : db_fault(db, error);
}

enum err payment_add_line(struct db *db, int64_t id, const struct payment_line *line, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD_LINE]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":position", line->position);
	bind_some(row, ":member", line->member_id);
	bind_some(row, ":user", line->user_id);
	db_bind_text(row, ":payee", line->payee);
	db_bind_text(row, ":citizen_id", line->citizen_id);
	db_bind_text(row, ":bank", line->bank);
	db_bind_text(row, ":account", line->account);
	db_bind_text(row, ":area", line->area_name);
	db_bind_int(row, ":new", line->new_sheets);
	db_bind_int(row, ":changed", line->change_sheets);
	db_bind_int(row, ":new_price", line->new_price);
	db_bind_int(row, ":change_price", line->change_price);
	db_bind_int(row, ":amount", line->amount);
	db_bind_int(row, ":tax", line->tax);
	db_bind_int(row, ":returned", line->returned);
	return db_run(row, error);
}

static enum err take_back(struct db *db, int64_t id, const struct payment_item *item, struct error *error)
{
	struct db_row *row = db_use(db, &statements[TAKE_BACK]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":paid_in", item->paid_in);
	db_bind_int(row, ":sheet", item->sheet_id);
	return db_run(row, error);
}

enum err payment_add_item(struct db *db, const struct payment *payment, const struct payment_item *item,
                          struct error *error)
{
	enum err err = item->sign < 0 ? take_back(db, payment->id, item, error) : ERR_OK;

	if (err != ERR_OK)
		return err;
	struct db_row *row = db_use(db, &statements[ADD_ITEM]);
	db_bind_int(row, ":id", payment->id);
	db_bind_int(row, ":sheet", item->sheet_id);
	db_bind_int(row, ":sign", item->sign);
	db_bind_text(row, ":role", pay_role_code(payment->role));
	db_bind_int(row, ":position", item->position);
	db_bind_int(row, ":event", item->event_id);
	db_bind_int(row, ":price", item->price);
	db_bind_int(row, ":changes", item->changes);
	return db_run(row, error);
}

bool payment_holds_event_any(struct db *db, int64_t sheet_id, int64_t event_id)
{
	struct db_row *row = db_use(db, &statements[HOLDS_EVENT]);

	db_bind_int(row, ":sheet", sheet_id);
	db_bind_int(row, ":event", event_id);
	bool holds = db_step(row) == DB_ROW;
	db_done(row);
	return holds;
}

bool payment_took_back_any(struct db *db, const struct sheet *sheet, int64_t event_id)
{
	struct db_row *row = db_use(db, &statements[TOOK_BACK]);

	db_bind_int(row, ":sheet", sheet->id);
	db_bind_int(row, ":campaign", sheet->campaign_id);
	db_bind_int(row, ":commune", sheet->commune_id);
	db_bind_int(row, ":event", event_id);
	bool took = db_step(row) == DB_ROW;
	db_done(row);
	return took;
}

/* ---- settled ---- */

static void bind_settled(struct db_row *row, int64_t campaign_id, int64_t commune_id)
{
	db_bind_int(row, ":campaign", campaign_id);
	db_bind_int(row, ":commune", commune_id);
}

const char *settled_on_any(struct db *db, struct arena *arena, int64_t campaign_id, int64_t commune_id)
{
	struct db_row *row = db_use(db, &statements[SETTLED]);

	bind_settled(row, campaign_id, commune_id);
	const char *day = db_step(row) == DB_ROW ? db_copy(row, 0, arena) : NULL;
	db_done(row);
	return day;
}

enum err settled_set(struct db *db, int64_t campaign_id, int64_t commune_id, const char *settled_on, int64_t by,
                     const char *at, struct error *error)
{
	struct db_row *row = db_use(db, &statements[settled_on == NULL ? DROP_SETTLED : SET_SETTLED]);

	bind_settled(row, campaign_id, commune_id);
	if (settled_on == NULL)
		return db_run(row, error);
	db_bind_text(row, ":day", settled_on);
	db_bind_int(row, ":by", by);
	bind_time(row, ":at", at);
	return db_run(row, error);
}

enum err payment_verify(struct db *db, struct error *error)
{
	static const struct { int statement; const char *what; } checks[] = {
		{ VERIFY_SUMS, "its sums are not those of its lines" },
		{ VERIFY_LINES, "its lines are not what its sheets come to" },
		{ VERIFY_PRICES, "a sheet is not paid as its line says" },
		{ VERIFY_EVENTS, "the history does not tell what a sheet is paid for" },
		{ VERIFY_BACK, "what it takes back is not in it" },
		{ VERIFY_TAKEN, "it takes back what was not paid" },
		{ VERIFY_OPEN, "it is open and has lines, or closed without one" },
		{ VERIFY_CLOSED, "the history does not tell that it was closed so" },
		{ VERIFY_NUMBERS, "the numbers of its year have a gap" },
	};
	enum err err = ERR_OK;

	for (size_t i = 0; i < COUNT(checks) && err == ERR_OK; i++)
		err = verify_none(db, &statements[checks[i].statement], "payment", checks[i].what, error);
	return err;
}
