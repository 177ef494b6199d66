/* What a period pays: the moves of each sheet up to the end of its last day say whether it counts and by which event;
 * what was paid before says whether that is owed, or is to be taken back. */
#include "base/clock.h"
#include "base/json.h"
#include "store/payment/payment.h"
#include "store/tables.h"
#include "text/order.h"

enum { MOVES, PAID_AWAY, OLD_LINE, MEMBER, USER };
enum { AREAS_NAMED = 3, FIRST_PLACES = 64 };

static const struct db_statement statements[] = {
	/* Of each sheet in its order; with what is paid for it now, wherever that was. */
	[MOVES] = { DB_READ, "SELECT s.id, COALESCE(s.kind, 1), s.area_id, h.full_name, s.enumerator_id, s.informant_name, "
		"e.id, e.at, e.actor_id, k.action, k.to_state, e.diff IS NOT NULL, "
		"CASE WHEN k.action = " ACTION_SQL(ENTERED) " THEN e.diff END, "
		"x.payment_id, x.event_id, x.position, x.price, x.changes, p.commune_id, p.campaign_id FROM worker_sheet s "
		"JOIN event e ON e.sheet_id = s.id "
		"JOIN event_kind k ON k.id = e.kind_id "
		"LEFT JOIN area h ON h.id = s.area_id "
		"LEFT JOIN payment_sheet x ON x.sheet_id = s.id AND x.role = :role AND x.sign = 1 AND x.taken_back IS NULL "
		"LEFT JOIN payment p ON p.id = x.payment_id "
		"WHERE s.commune_id = :commune AND s.campaign_id = :campaign AND k.from_state <> k.to_state "
		"ORDER BY s.id, e.id" },
	/* Paid here, and a sheet of another commune or campaign now. */
	[PAID_AWAY] = { DB_READ, "SELECT s.id, s.area_id, h.full_name, x.payment_id, x.event_id, x.position, x.price, "
		"x.changes FROM payment p "
		"JOIN payment_sheet x ON x.payment_id = p.id AND x.sign = 1 AND x.taken_back IS NULL "
		"JOIN worker_sheet s ON s.id = x.sheet_id "
		"LEFT JOIN area h ON h.id = s.area_id "
		"WHERE p.commune_id = :commune AND p.campaign_id = :campaign AND p.role = :role "
		"AND (s.commune_id <> p.commune_id OR s.campaign_id <> p.campaign_id) "
		"ORDER BY s.id" },
	[OLD_LINE] = { DB_READ, "SELECT l.member_id, l.user_id, l.payee, l.citizen_id, l.bank, l.account, l.new_price, "
		"l.change_price, CASE WHEN l.tax <> 0 THEN p.tax_rate END FROM payment_line l "
		"JOIN payment p ON p.id = l.payment_id "
		"WHERE l.payment_id = :id AND l.position = :position" },
	[MEMBER] = { DB_READ, "SELECT m.id, m.user_id, m.full_name, m.citizen_id, m.bank, m.account, u.role FROM member m "
		"LEFT JOIN app_user u ON u.id = m.user_id "
		"WHERE m.id = :id" },
	[USER] = { DB_READ, "SELECT m.id, u.id, u.full_name, m.citizen_id, m.bank, m.account, u.role FROM app_user u "
		"LEFT JOIN member m ON m.user_id = u.id "
		"WHERE u.id = :id" },
};

const struct db_statements owed_statements = { statements, COUNT(statements) };

/* Somebody who is paid: known by a number of its kind, or by the name alone. */
enum known_by { BY_MEMBER, BY_USER, BY_NAME, BY_LINE };
struct payee {
	enum known_by by;
	int64_t key, area_id;           /* area_id: with BY_NAME, 0 where the name is enough */
	int64_t member_id, user_id;
	const char *name, *citizen_id, *bank, *account, *order;
	bool official;
	int64_t amount, returned;
	int64_t tax_rate;               /* BY_LINE: what was kept back of it; 0: nothing */
	size_t last_line;               /* of his, from 1; 0: he has none */
};

struct owed_line {
	size_t payee, number;           /* number: before they are put in order, from 1 */
	size_t before;                  /* the number of the payee's line before; 0: this is the first */
	int sign;
	int64_t prices[2], sheets[2];   /* of new sheets, of sheets of changes */
	int64_t areas[AREAS_NAMED];
	const char *names[AREAS_NAMED];
	size_t area_count;              /* over AREAS_NAMED: of many */
};

struct step {
	int64_t id, at, actor_id;
	enum action action;
	enum state to;
	const char *signer;             /* by paper; or NULL */
};

/* What is paid for a sheet now; payment_id 0: nothing. */
struct paid { int64_t payment_id, event_id, position, price; bool changes, here; };

struct sheet_now {
	int64_t id, area_id, member_id;
	bool changes;
	const char *area_name, *informant;
	struct paid paid;
};

struct hamlet { int64_t id; struct area_above above; };

struct owed {
	struct db *db;
	struct arena *arena;
	const struct payment *of;
	struct payment_count *out;
	struct price *prices;
	size_t price_count;
	int64_t begins, ends;           /* of the period, in seconds since 1970 */
	struct rows payees, lines, items, hamlets, steps;
	size_t *places, place_count;    /* of payees, by what they are known by: 1 + the index, or 0; half of them free */
	struct sheet_now sheet;
};

/* ---- who ---- */

static struct payee *payee_at(const struct owed *o, size_t index)
{
	return &((struct payee *)o->payees.items)[index];
}

static bool is_same(const struct payee *a, const struct payee *b)
{
	if (a->by != b->by || a->key != b->key || a->area_id != b->area_id)
		return false;
	return a->by != BY_NAME || strcmp(a->name, b->name) == 0;
}

static size_t mix(size_t hash, uint64_t value)
{
	return (size_t)((hash ^ value) * UINT64_C(1099511628211));
}

/* His place, or the free one where he would stand. */
static size_t *place_of(const struct owed *o, const struct payee *payee)
{
	size_t hash = mix(mix(mix(FIRST_PLACES, (uint64_t)payee->by), (uint64_t)payee->key), (uint64_t)payee->area_id);

	for (const char *c = payee->by == BY_NAME ? payee->name : ""; *c != '\0'; c++)
		hash = mix(hash, (unsigned char)*c);
	size_t at = hash % o->place_count;
	while (o->places[at] != 0 && !is_same(payee_at(o, o->places[at] - 1), payee))
		at = (at + 1) % o->place_count;
	return &o->places[at];
}

static void make_places(struct owed *o)
{
	o->place_count = o->place_count == 0 ? FIRST_PLACES : 2 * o->place_count;
	o->places = arena_array(o->arena, o->place_count, sizeof *o->places);
	for (size_t i = 0; i < o->payees.count; i++)
		*place_of(o, payee_at(o, i)) = i + 1;
}

/* SIZE_MAX: not known yet. */
static size_t find_payee(const struct owed *o, const struct payee *payee)
{
	return *place_of(o, payee) - 1;
}

static size_t add_payee(struct owed *o, const struct payee *payee)
{
	struct payee *new = rows_add(&o->payees, o->arena, sizeof *new);

	*new = *payee;
	new->order = name_order(o->arena, payee->name);
	*place_of(o, payee) = o->payees.count;
	if (2 * o->payees.count >= o->place_count)
		make_places(o);
	return o->payees.count - 1;
}

static bool is_official(const char *role)
{
	return role != NULL && (strcmp(role, ROLE_OFFICER_CODE) == 0 || strcmp(role, ROLE_POLICE_CODE) == 0 ||
	                        strcmp(role, ROLE_LEADER_CODE) == 0);
}

/* A member, or a user and the member that he is. */
static size_t payee_by_id(struct owed *o, enum known_by by, int64_t id)
{
	struct payee payee = { .by = by, .key = id, .name = "" };
	size_t found = find_payee(o, &payee);

	if (found != SIZE_MAX)
		return found;
	struct db_row *row = db_use(o->db, &statements[by == BY_MEMBER ? MEMBER : USER]);
	db_bind_int(row, ":id", id);
	if (db_step(row) == DB_ROW) {
		payee.member_id = db_int(row, 0);
		payee.user_id = db_int(row, 1);
		payee.name = db_copy(row, 2, o->arena);
		payee.citizen_id = db_copy(row, 3, o->arena);
		payee.bank = db_copy(row, 4, o->arena);
		payee.account = db_copy(row, 5, o->arena);
		payee.official = is_official(db_copy(row, 6, o->arena));
	}
	db_done(row);
	return add_payee(o, &payee);
}

static size_t payee_by_name(struct owed *o, const char *name, int64_t area_id, bool official)
{
	const struct payee payee = { .by = BY_NAME, .name = name, .area_id = area_id, .official = official };
	size_t found = find_payee(o, &payee);

	return found != SIZE_MAX ? found : add_payee(o, &payee);
}

/* SIZE_MAX: it is not said who. */
static size_t who_is_paid(struct owed *o, const struct step *doer)
{
	const struct sheet_now *s = &o->sheet;

	switch (pay_roles[o->of->role].payee) {
	case PAYEE_MEMBER:
		return s->member_id == 0 ? SIZE_MAX : payee_by_id(o, BY_MEMBER, s->member_id);
	case PAYEE_INFORMANT:
		return s->informant == NULL ? SIZE_MAX : payee_by_name(o, s->informant, s->area_id, false);
	case PAYEE_DOER:
		break;
	}
	if (doer == NULL)
		return SIZE_MAX;
	if (doer->signer != NULL)
		return payee_by_name(o, doer->signer, 0, true);
	return doer->actor_id == 0 ? SIZE_MAX : payee_by_id(o, BY_USER, doer->actor_id);
}

/* ---- lines ---- */

static struct owed_line *line_of(struct owed *o, size_t payee, int sign, int64_t new_price, int64_t change_price)
{
	struct owed_line *lines = o->lines.items;
	size_t *last = &payee_at(o, payee)->last_line;

	for (size_t i = *last; i > 0; i = lines[i - 1].before) {
		struct owed_line *line = &lines[i - 1];
		if (line->sign == sign && line->prices[0] == new_price && line->prices[1] == change_price)
			return line;
	}
	struct owed_line *line = rows_add(&o->lines, o->arena, sizeof *line);
	*line = (struct owed_line){ .payee = payee, .number = o->lines.count, .before = *last, .sign = sign,
		.prices = { new_price, change_price } };
	*last = line->number;
	return line;
}

static void name_area(struct owed_line *line, int64_t area_id, const char *name)
{
	for (size_t i = 0; i < line->area_count && i < AREAS_NAMED; i++) {
		if (line->areas[i] == area_id)
			return;
	}
	if (line->area_count < AREAS_NAMED) {
		line->areas[line->area_count] = area_id;
		line->names[line->area_count] = name == NULL ? "" : name;
	}
	line->area_count += line->area_count <= AREAS_NAMED;
}

static void add_item(struct owed *o, struct owed_line *line, const struct payment_item *item)
{
	struct payment_item *new = rows_add(&o->items, o->arena, sizeof *new);

	*new = *item;
	new->sheet_id = o->sheet.id;
	new->sign = line->sign;
	new->position = (int64_t)line->number;
	line->sheets[item->changes] += line->sign;
	payee_at(o, line->payee)->amount += line->sign * item->price;
	name_area(line, o->sheet.area_id, o->sheet.area_name);
}

/* ---- one sheet ---- */

static const struct area_above *above_of(struct owed *o, int64_t area_id)
{
	struct hamlet *hamlets = o->hamlets.items;

	for (size_t i = 0; i < o->hamlets.count; i++) {
		if (hamlets[i].id == area_id)
			return &hamlets[i].above;
	}
	struct hamlet *new = rows_add(&o->hamlets, o->arena, sizeof *new);
	new->id = area_id;
	area_above_any(o->db, area_id, &new->above);
	return &new->above;
}

/* The prices of the day, and of what collecting pays for a cap; false: one lacks. */
static bool find_prices(struct owed *o, int64_t at, const struct price **price, const struct price **collect)
{
	int64_t area_id = o->sheet.area_id != 0 ? o->sheet.area_id : o->of->commune_id;
	char *day = arena_alloc(o->arena, DATE_TEXT), utc[CLOCK_TEXT];

	clock_to_iso(at, utc);
	date_to_iso(clock_day_of(utc), day);
	const struct area_above *above = above_of(o, area_id);
	*price = price_in_force(o->prices, o->price_count, above, o->of->role, day);
	*collect = price_in_force(o->prices, o->price_count, above, PAY_COLLECT, day);
	if (*price != NULL && ((*price)->cap == 0 || *collect != NULL))
		return true;
	o->out->unpriced++;
	o->out->unpriced_area = o->sheet.area_name == NULL ? o->of->commune_name : o->sheet.area_name;
	o->out->unpriced_day = day;
	return false;
}

static int64_t unit(struct owed *o, const struct price *price, const struct price *collect, bool changes, size_t payee)
{
	int64_t collected = 0;

	if (price->cap != 0) {
		int64_t member_id = o->sheet.member_id;
		bool official = member_id != 0 && payee_at(o, payee_by_id(o, BY_MEMBER, member_id))->official;
		collected = price_of_sheet(collect, changes, official, 0);
	}
	return price_of_sheet(price, changes, payee_at(o, payee)->official, collected);
}

static void pay(struct owed *o, const struct step *entry, const struct step *doer)
{
	const struct price *price, *collect;
	size_t payee = who_is_paid(o, doer);

	if (payee == SIZE_MAX) {
		o->out->nobody++;
		return;
	}
	if (!find_prices(o, entry->at, &price, &collect))
		return;
	int64_t new_price = unit(o, price, collect, false, payee), change_price = unit(o, price, collect, true, payee);
	const struct payment_item item = { .event_id = entry->id, .changes = o->sheet.changes,
		.price = o->sheet.changes ? change_price : new_price };
	add_item(o, line_of(o, payee, 1, new_price, change_price), &item);
}

/* With the prices of then, from whoever was paid. */
static void take_back(struct owed *o)
{
	const struct paid *paid = &o->sheet.paid;
	struct db_row *row = db_use(o->db, &statements[OLD_LINE]);
	struct payee payee = { .by = BY_LINE, .key = paid->payment_id << 20 | paid->position, .name = "" };
	int64_t prices[2] = { 0, 0 };

	db_bind_int(row, ":id", paid->payment_id);
	db_bind_int(row, ":position", paid->position);
	if (db_step(row) == DB_ROW) {
		payee.member_id = db_int(row, 0);
		payee.user_id = db_int(row, 1);
		payee.name = db_copy(row, 2, o->arena);
		payee.citizen_id = db_copy(row, 3, o->arena);
		payee.bank = db_copy(row, 4, o->arena);
		payee.account = db_copy(row, 5, o->arena);
		prices[0] = db_int(row, 6);
		prices[1] = db_int(row, 7);
		payee.tax_rate = db_int(row, 8);
	}
	db_done(row);
	size_t found = find_payee(o, &payee);
	if (found == SIZE_MAX)
		found = add_payee(o, &payee);
	const struct payment_item item = { .event_id = paid->event_id, .changes = paid->changes, .price = paid->price,
		.paid_in = paid->payment_id };
	add_item(o, line_of(o, found, -1, prices[0], prices[1]), &item);
}

static bool counts(const struct owed *o, enum state state)
{
	return pay_roles[o->of->role].entered ? state_in(state, STATES_DONE) : state_in(state, STATES_ACCEPTED);
}

/* What a decision about duplicates took out and gave back before it was taken back here stays paid as it was. */
static bool is_given_back(const struct paid *paid, const struct step *entry, const struct step *step)
{
	return step->action == ACTION_RESTORE && entry != NULL && entry->id == paid->event_id;
}

/* The sheet at hand is done: what it is owed. */
static void settle(struct owed *o)
{
	const struct step *steps = o->steps.items, *entry = NULL, *doer = NULL;
	const struct paid *paid = &o->sheet.paid;
	enum action did = pay_roles[o->of->role].entered ? ACTION_ENTERED : ACTION_ACCEPT;
	bool in = false;

	for (size_t i = 0; i < o->steps.count && steps[i].at < o->ends; i++) {
		bool now = counts(o, steps[i].to);
		if (now && !in && !is_given_back(paid, entry, &steps[i]))
			entry = &steps[i];
		if (steps[i].action == did)
			doer = &steps[i];
		if (steps[i].action == ACTION_RETURN && steps[i].at >= o->begins && o->of->role == PAY_COLLECT &&
		    o->sheet.member_id != 0)
			payee_at(o, payee_by_id(o, BY_MEMBER, o->sheet.member_id))->returned++;
		in = now;
	}
	o->steps.count = 0;
	if (o->sheet.id == 0 || (paid->payment_id != 0 && in && entry->id == paid->event_id))
		return;
	if (paid->payment_id != 0 && !paid->here)
		return;
	if (paid->payment_id != 0)
		take_back(o);
	if (in && entry->at < o->begins)
		o->out->earlier++;
	else if (in)
		pay(o, entry, doer);
}

/* ---- reading ---- */

/* Who signed the list on paper from which it was recorded; NULL: it was not. */
static const char *signer_of(struct owed *o, const char *diff)
{
	cJSON *what = diff == NULL || strstr(diff, "_signer") == NULL ? NULL : json_parse(diff, strlen(diff));
	const cJSON *signer = cJSON_GetObjectItem(what, "_signer");
	const char *name = cJSON_IsString(signer) ? arena_text(o->arena, signer->valuestring) : NULL;

	cJSON_Delete(what);
	return name;
}

static void add_step(struct owed *o, struct db_row *row)
{
	enum action action = (enum action)read_code(row, 9, &action_codes);

	if (action == ACTION_UNDO) {
		o->steps.count -= db_int(row, 11) != 0 && o->steps.count > 0;
		return;
	}
	struct step *step = rows_add(&o->steps, o->arena, sizeof *step);
	*step = (struct step){ .id = db_int(row, 6), .at = db_int(row, 7), .actor_id = db_int(row, 8), .action = action,
		.to = read_state(row, 10), .signer = signer_of(o, db_text(row, 12)) };
}

static void begin_sheet(struct owed *o, struct db_row *row)
{
	o->sheet = (struct sheet_now){
		.id = db_int(row, 0), .changes = db_int(row, 1) != 1, .area_id = db_int(row, 2),
		.area_name = db_copy(row, 3, o->arena), .member_id = db_int(row, 4), .informant = db_copy(row, 5, o->arena),
		.paid = { .payment_id = db_int(row, 13), .event_id = db_int(row, 14), .position = db_int(row, 15),
			.price = db_int(row, 16), .changes = db_int(row, 17) != 0,
			.here = db_int(row, 18) == o->of->commune_id && db_int(row, 19) == o->of->campaign_id },
	};
}

static struct db_row *use(struct owed *o, int statement)
{
	struct db_row *row = db_use(o->db, &statements[statement]);

	db_bind_int(row, ":commune", o->of->commune_id);
	db_bind_int(row, ":campaign", o->of->campaign_id);
	db_bind_text(row, ":role", pay_role_code(o->of->role));
	return row;
}

static enum err go_over_moves(struct owed *o, struct error *error)
{
	struct db_row *row = use(o, MOVES);
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		if (o->sheet.id != db_int(row, 0)) {
			settle(o);
			begin_sheet(o, row);
		}
		add_step(o, row);
	}
	settle(o);
	return step == DB_DONE ? ERR_OK : db_fault(o->db, error);
}

static enum err go_over_those_away(struct owed *o, struct error *error)
{
	struct db_row *row = use(o, PAID_AWAY);
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		o->sheet = (struct sheet_now){ .id = db_int(row, 0), .area_id = db_int(row, 1),
			.area_name = db_copy(row, 2, o->arena),
			.paid = { .payment_id = db_int(row, 3), .event_id = db_int(row, 4), .position = db_int(row, 5),
				.price = db_int(row, 6), .changes = db_int(row, 7) != 0, .here = true } };
		take_back(o);
	}
	return step == DB_DONE ? ERR_OK : db_fault(o->db, error);
}

/* ---- putting in order ---- */

/* A line, and what it is put in order by: qsort() takes no more. */
struct ordered { const char *name; const struct owed_line *line; };

static int compare_lines(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;
	int names = strcmp(x->name, y->name);

	if (names != 0)
		return names;
	if (x->line->sign != y->line->sign)
		return y->line->sign - x->line->sign;
	return x->line->number < y->line->number ? -1 : 1;
}

static int compare_items(const void *a, const void *b)
{
	const struct payment_item *x = a, *y = b;

	return x->sign != y->sign ? x->sign - y->sign : x->sheet_id < y->sheet_id ? -1 : x->sheet_id > y->sheet_id;
}

static const char *areas_told(const struct owed *o, const struct owed_line *line)
{
	const char *told = line->names[0];

	if (line->area_count > AREAS_NAMED || told == NULL || told[0] == '\0')
		return o->of->commune_name;
	for (size_t i = 1; i < line->area_count; i++)
		told = arena_print(o->arena, "%s, %s", told, line->names[i]);
	return told;
}

/* Half up; of what is taken back as much as had been kept back of it. */
static int64_t tax_of(const struct payment *of, const struct payee *payee, int64_t amount)
{
	int64_t rate = payee->by == BY_LINE ? payee->tax_rate : payee->amount < of->tax_from ? 0 : of->tax_rate;
	int64_t size = amount < 0 ? -amount : amount, tax = (size * rate + PAY_WHOLE / 2) / PAY_WHOLE;

	return amount < 0 ? -tax : tax;
}

static void tell_line(struct owed *o, const struct owed_line *line, struct payment_line *out)
{
	struct payee *payee = payee_at(o, line->payee);

	*out = (struct payment_line){
		.member_id = payee->member_id, .user_id = payee->user_id, .payee = payee->name,
		.citizen_id = payee->citizen_id, .bank = payee->bank, .account = payee->account,
		.area_name = areas_told(o, line), .new_sheets = line->sheets[0], .change_sheets = line->sheets[1],
		.new_price = line->prices[0], .change_price = line->prices[1],
		.amount = line->sheets[0] * line->prices[0] + line->sheets[1] * line->prices[1],
		.returned = line->sign > 0 ? payee->returned : 0,
	};
	if (line->sign > 0)
		payee->returned = 0;
	out->tax = tax_of(o->of, payee, out->amount);
}

static void tell(struct owed *o)
{
	struct payment_count *out = o->out;
	const struct owed_line *lines = o->lines.items;
	size_t count = o->lines.count;
	struct ordered *order = arena_array(o->arena, count + 1, sizeof *order);
	int64_t *position = arena_array(o->arena, count + 1, sizeof *position);

	for (size_t i = 0; i < count; i++) {
		const struct payee *payee = payee_at(o, lines[i].payee);
		order[i] = (struct ordered){ payee->order == NULL ? payee->name : payee->order, &lines[i] };
	}
	if (count > 0)
		qsort(order, count, sizeof *order, compare_lines);
	out->lines = arena_array(o->arena, count + 1, sizeof *out->lines);
	out->line_count = count;
	for (size_t i = 0; i < count; i++) {
		struct payment_line *line = &out->lines[i];
		tell_line(o, order[i].line, line);
		line->position = (int64_t)i + 1;
		position[order[i].line->number - 1] = line->position;
		out->new_sheets += line->new_sheets;
		out->change_sheets += line->change_sheets;
		out->amount += line->amount;
		out->tax += line->tax;
	}
	out->items = o->items.items;
	out->item_count = o->items.count;
	for (size_t i = 0; i < out->item_count; i++)
		out->items[i].position = position[out->items[i].position - 1];
	if (out->item_count > 0)
		qsort(out->items, out->item_count, sizeof *out->items, compare_items);
}

/* In seconds since 1970: when the day begins in Viet Nam. */
static int64_t day_second(const char *iso, int64_t more)
{
	struct date day = { 0 };
	char utc[CLOCK_TEXT];

	if (!date_from_iso(iso, false, &day))
		return 0;
	clock_day_begin(date_from_days(date_to_days(day) + more), utc);
	return clock_from_iso(utc);
}

enum err payment_count_any(struct db *db, struct arena *arena, const struct payment *of, struct payment_count *out,
                           struct error *error)
{
	struct owed o = { .db = db, .arena = arena, .of = of, .out = out, .begins = day_second(of->first_day, 0),
		.ends = day_second(of->last_day, 1) };
	enum err err = price_list_any(db, arena, of->campaign_id, &o.prices, &o.price_count, error);

	*out = (struct payment_count){ .line_count = 0 };
	make_places(&o);
	if (err == ERR_OK)
		err = go_over_moves(&o, error);
	if (err == ERR_OK)
		err = go_over_those_away(&o, error);
	if (err == ERR_OK)
		tell(&o);
	return err;
}
