#include "report/payment/payment_tables.h"

#include "base/memory.h"
#include "report/payment/price_tables.h"
#include "report/plain_filter.h"
#include "store/campaign/campaign.h"
#include "table/display.h"
#include "text/label.h"
#include "text/order.h"

/* ---- the register ---- */

#define PAYMENT_AT(member) offsetof(struct payment_row, payment.member)

static const struct column register_columns[] = {
	{ "id", MSG_HEAD_ID, KIND_ID, PAYMENT_AT(id), COLUMN_FILE, 0 },
	{ "number", MSG_HEAD_PAYMENT, KIND_CODE, offsetof(struct payment_row, name), COLUMN_ANYWHERE, 0 },
	{ "role", MSG_HEAD_PAY_ROLE, KIND_PAY_ROLE, PAYMENT_AT(role), COLUMN_ANYWHERE, 0 },
	{ "campaign", MSG_FILTER_CAMPAIGN, KIND_CODE, PAYMENT_AT(campaign_code), COLUMN_ANYWHERE, 0 },
	{ "commune", MSG_LEVEL_COMMUNE, KIND_NAME, PAYMENT_AT(commune_name), COLUMN_WIDE, 0 },
	{ "from", MSG_FILTER_FROM, KIND_DAY, PAYMENT_AT(first_day), COLUMN_ANYWHERE, 0 },
	{ "to", MSG_FILTER_UNTIL, KIND_DAY, PAYMENT_AT(last_day), COLUMN_ANYWHERE, 0 },
	{ "new_sheets", MSG_HEAD_NEW_SHEETS, KIND_COUNT, PAYMENT_AT(new_sheets), COLUMN_ANYWHERE, 0 },
	{ "change_sheets", MSG_HEAD_CHANGE_SHEETS, KIND_COUNT, PAYMENT_AT(change_sheets), COLUMN_ANYWHERE, 0 },
	{ "amount", MSG_HEAD_AMOUNT, KIND_COUNT, PAYMENT_AT(amount), COLUMN_ANYWHERE, 0 },
	{ "tax", MSG_HEAD_TAX, KIND_COUNT, PAYMENT_AT(tax), COLUMN_FILE, 0 },
	{ "net", MSG_HEAD_NET, KIND_COUNT, offsetof(struct payment_row, net), COLUMN_WIDE, 0 },
	{ "state", MSG_HEAD_BATCH_STATE, KIND_PAYMENT, PAYMENT_AT(standing), COLUMN_ANYWHERE, 0 },
	{ "closed_at", MSG_HEAD_CLOSED_AT, KIND_TIME, PAYMENT_AT(closed_at), COLUMN_FILE, 0 },
	{ "closed_by", MSG_HEAD_CLOSED_BY, KIND_NAME, PAYMENT_AT(closed_name), COLUMN_FILE, 0 },
	{ "list_signed_on", MSG_HEAD_LIST_SIGNED, KIND_DAY, PAYMENT_AT(list_signed_on), COLUMN_WIDE, 0 },
	{ "minutes_signed_on", MSG_HEAD_VOLUME_SIGNED, KIND_DAY, PAYMENT_AT(volume_signed_on), COLUMN_WIDE, 0 },
};

#define ROLE(name) { PAY_##name##_CODE, MSG_PAY_##name },
static const struct filter_choice roles[] = { PAY_ROLES(ROLE) };
#undef ROLE
#define STANDING(name, code) { code, MSG_PAYMENT_IS_##name },
static const struct filter_choice standings[] = { PAYMENT_STATES(STANDING) };
#undef STANDING

static bool read_code_of(const struct codes *codes, const char *text, void *place)
{
	int found = codes_find(codes, text) + 1;

	memcpy(place, &found, sizeof found);
	return found > 0;
}

static bool read_role(struct table_ask *ask, const char *text, void *place)
{
	(void)ask;
	return read_code_of(&pay_role_codes, text, place);
}

static bool read_standing(struct table_ask *ask, const char *text, void *place)
{
	(void)ask;
	return read_code_of(&payment_state_codes, text, place);
}

static const struct filter_kind filter_role = { .look = LOOK_SELECT, .read = read_role, FILTER_CHOICES(roles) };
static const struct filter_kind filter_standing = { .look = LOOK_SELECT, .read = read_standing,
	FILTER_CHOICES(standings) };

static const struct table_filter register_filters[] = {
	{ "role", MSG_HEAD_PAY_ROLE, &filter_role, offsetof(struct payment_query, role), NULL },
	{ "state", MSG_HEAD_BATCH_STATE, &filter_standing, offsetof(struct payment_query, standing), NULL },
	{ "signed", MSG_COPIES, &filter_copies, offsetof(struct payment_query, copies), NULL },
	{ "campaign_id", MSG_FILTER_CAMPAIGN, &filter_hidden_id, offsetof(struct payment_query, campaign_id), NULL },
};

struct payment_row payment_row(struct arena *arena, const struct payment *payment)
{
	return (struct payment_row){
		.payment = *payment,
		.name = payment->number == 0 ? NULL : display_batch(arena, payment->number, payment->year),
		.net = payment->amount - payment->tax,
	};
}

/* Of one that is closed: both signed copies are noted. */
static bool has_copies(const struct payment_query *q, const struct payment *p)
{
	bool noted = p->list_signed_on != NULL && p->volume_signed_on != NULL;

	return q->copies == COPIES_ANY || (p->standing == PAYMENT_IS_CLOSED && noted == (q->copies == COPIES_NOTED));
}

static bool is_asked(const struct payment_query *q, const struct payment *p)
{
	return (q->role == 0 || q->role == (int)p->role + 1) && (q->standing == 0 || q->standing == (int)p->standing + 1) &&
	       has_copies(q, p) && (q->campaign_id == 0 || q->campaign_id == p->campaign_id);
}

static enum err read_register(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	const struct payment_query *query = ask->filter;
	struct payment *all;
	size_t count;
	enum err err = payment_list(db, arena, ask->reader.actor, &all, &count, error);

	if (err != ERR_OK)
		return err;
	struct payment_row *lines = arena_array(arena, count + 1, sizeof *lines);
	for (size_t i = 0; i < count; i++) {
		if (!is_asked(query, &all[i]))
			continue;
		struct payment_row *row = &lines[out->count++];
		*row = payment_row(arena, &all[i]);
		if (ask->shown && row->name == NULL)
			row->name = message_text(MSG_PAYMENT_NO_NUMBER);
	}
	out->items = lines;
	out->total = (int64_t)out->count;
	return ERR_OK;
}

static const char *link_payment(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/payments/%lld", (long long)((const struct payment_row *)row)->payment.id);
}

const struct table payments_table = {
	.name = "thanh-toan",
	.path = "/payments",
	.title = MSG_NAV_PAYMENTS,
	.found = MSG_COUNT_PAYMENTS,
	.empty = MSG_NO_PAYMENTS,
	TABLE_COLUMNS(register_columns),
	TABLE_FILTERS(register_filters, struct payment_query),
	.row_size = sizeof(struct payment_row),
	.small = true,
	.id = PAYMENT_AT(id),
	.read = read_register,
	.link = link_payment,
};

/* ---- one ---- */

enum { LINES_PAGE = 5000 };

#define LINE_AT(member) offsetof(struct payment_line_row, line.member)

static const struct column line_columns[] = {
	{ "position", MSG_HEAD_POSITION, KIND_ID, LINE_AT(position), COLUMN_ANYWHERE, 0 },
	{ "payee", MSG_HEAD_PAYEE, KIND_HAMLET, LINE_AT(payee), COLUMN_ANYWHERE, 0 },
	{ "id_number", MSG_MEMBER_CITIZEN_ID, KIND_CODE, LINE_AT(citizen_id), COLUMN_FILE, 0 },
	{ "area", MSG_LEVEL_AREA, KIND_NAME, LINE_AT(area_name), COLUMN_ANYWHERE, 0 },
	{ "new_sheets", MSG_HEAD_NEW_SHEETS, KIND_COUNT, LINE_AT(new_sheets), COLUMN_ANYWHERE, 0 },
	{ "new_price", MSG_HEAD_PRICE_NEW, KIND_FIGURE, LINE_AT(new_price), COLUMN_ANYWHERE, 0 },
	{ "change_sheets", MSG_HEAD_CHANGE_SHEETS, KIND_COUNT, LINE_AT(change_sheets), COLUMN_ANYWHERE, 0 },
	{ "change_price", MSG_HEAD_PRICE_CHANGE, KIND_FIGURE, LINE_AT(change_price), COLUMN_ANYWHERE, 0 },
	{ "amount", MSG_HEAD_AMOUNT, KIND_COUNT, LINE_AT(amount), COLUMN_ANYWHERE, 0 },
	{ "tax", MSG_HEAD_TAX, KIND_COUNT, LINE_AT(tax), COLUMN_WIDE, 0 },
	{ "net", MSG_HEAD_NET, KIND_COUNT, offsetof(struct payment_line_row, net), COLUMN_ANYWHERE, 0 },
	{ "account", MSG_MEMBER_ACCOUNT, KIND_CODE, LINE_AT(account), COLUMN_WIDE, 0 },
	{ "bank", MSG_MEMBER_BANK, KIND_NAME, LINE_AT(bank), COLUMN_WIDE, 0 },
	{ "returned", MSG_HEAD_RETURNS, KIND_COUNT, LINE_AT(returned), COLUMN_FILE, 0 },
};

/* Persons are for officers alone. */
static void hide_payee(struct payment_line *line)
{
	line->member_id = line->user_id = 0;
	line->payee = "…";
	line->citizen_id = line->bank = line->account = NULL;
}

static void add_to_sum(struct payment_line_row *sum, const struct payment_line_row *row)
{
	sum->line.new_sheets += row->line.new_sheets;
	sum->line.change_sheets += row->line.change_sheets;
	sum->line.amount += row->line.amount;
	sum->line.tax += row->line.tax;
	sum->line.returned += row->line.returned;
	sum->net += row->net;
}

static enum err read_shown(struct db *db, struct table_ask *ask, struct payment_line **lines, size_t *count,
                           struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct payment_shown *shown = ask->filter;
	enum err err = payment_load(db, arena, ask->reader.actor, ask->ids[0], &shown->payment, error);

	if (err != ERR_OK)
		return err;
	if (shown->payment.standing == PAYMENT_IS_CLOSED)
		return payment_lines_any(db, arena, shown->payment.id, lines, count, error);
	err = payment_count_any(db, arena, &shown->payment, &shown->count, error);
	*lines = shown->count.lines;
	*count = shown->count.line_count;
	return err;
}

static enum err read_lines(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	const struct payment_shown *shown = ask->filter;
	struct payment_line *lines;
	enum err err = read_shown(db, ask, &lines, &out->count, error);

	if (err != ERR_OK)
		return err;
	struct payment_line_row *rows = arena_array(arena, out->count + 1, sizeof *rows);
	struct payment_line_row *sum = arena_array(arena, 1, sizeof *sum);
	sum->line = (struct payment_line){ .payee = message_text(MSG_SUM), .citizen_id = "", .area_name = "", .bank = "",
		.account = "", .new_price = -1, .change_price = -1 };
	for (size_t i = 0; i < out->count; i++) {
		rows[i] = (struct payment_line_row){ lines[i], lines[i].amount - lines[i].tax };
		add_to_sum(sum, &rows[i]);
		if (ask->reader.actor->role != ROLE_OFFICER)
			hide_payee(&rows[i].line);
	}
	out->items = rows;
	out->sum = out->count == 0 ? NULL : sum;
	const struct payment *p = &shown->payment;
	ask->title = p->number == 0 ? message_with_one(arena, MSG_TITLE_PAYMENT_OPEN, pay_role_label(p->role))
	                            : message_with_one(arena, MSG_TITLE_PAYMENT, display_batch(arena, p->number, p->year));
	return ERR_OK;
}

const struct table payment_table = {
	.name = "bang-ke",
	.path = "/payments/{id}",
	.title = MSG_PAPER_PAYMENT,
	.found = MSG_COUNT_LINES,
	.empty = MSG_PAYMENT_NOTHING,
	TABLE_COLUMNS(line_columns),
	.filter_size = sizeof(struct payment_shown),
	.row_size = sizeof(struct payment_line_row),
	.small = true,
	.page = LINES_PAGE,
	.shows = SHOWS_PEOPLE,
	.id = LINE_AT(position),
	.read = read_lines,
};

/* ---- payees ---- */

#define PAYEE_AT(member) offsetof(struct payee_row, sum.member)

static const struct column payee_columns[] = {
	{ "payee", MSG_HEAD_PAYEE, KIND_HAMLET, PAYEE_AT(payee), COLUMN_ANYWHERE, 0 },
	{ "periods", MSG_HEAD_PERIODS, KIND_FIGURE, PAYEE_AT(periods), COLUMN_ANYWHERE, 0 },
	{ "new_sheets", MSG_HEAD_NEW_SHEETS, KIND_COUNT, PAYEE_AT(new_sheets), COLUMN_ANYWHERE, 0 },
	{ "change_sheets", MSG_HEAD_CHANGE_SHEETS, KIND_COUNT, PAYEE_AT(change_sheets), COLUMN_ANYWHERE, 0 },
	{ "amount", MSG_HEAD_AMOUNT, KIND_COUNT, PAYEE_AT(amount), COLUMN_ANYWHERE, 0 },
	{ "tax", MSG_HEAD_TAX, KIND_COUNT, PAYEE_AT(tax), COLUMN_ANYWHERE, 0 },
	{ "net", MSG_HEAD_NET, KIND_COUNT, offsetof(struct payee_row, net), COLUMN_ANYWHERE, 0 },
	{ "account", MSG_MEMBER_ACCOUNT, KIND_CODE, PAYEE_AT(account), COLUMN_ANYWHERE, 0 },
	{ "bank", MSG_MEMBER_BANK, KIND_NAME, PAYEE_AT(bank), COLUMN_WIDE, 0 },
};

static const struct table_filter payee_filters[] = {
	{ "campaign_id", MSG_FILTER_CAMPAIGN, &filter_hidden_id, offsetof(struct payee_query, campaign_id), NULL },
};

static enum err read_payees(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct payee_sum *sums;
	enum err err = payment_payees(db, arena, ask->reader.actor, ((const struct payee_query *)ask->filter)->campaign_id,
	                              &sums, &out->count, error);

	if (err != ERR_OK)
		return err;
	struct payee_row *rows = arena_array(arena, out->count + 1, sizeof *rows);
	struct payee_row *sum = arena_array(arena, 1, sizeof *sum);
	sum->sum = (struct payee_sum){ .payee = message_text(MSG_SUM), .account = "", .bank = "", .periods = -1 };
	for (size_t i = 0; i < out->count; i++) {
		rows[i] = (struct payee_row){ sums[i], sums[i].amount - sums[i].tax };
		sum->sum.new_sheets += sums[i].new_sheets;
		sum->sum.change_sheets += sums[i].change_sheets;
		sum->sum.amount += sums[i].amount;
		sum->sum.tax += sums[i].tax;
		sum->net += rows[i].net;
	}
	out->items = rows;
	out->sum = out->count == 0 ? NULL : sum;
	ask->up = (struct table_way){ "/payments", MSG_NAV_PAYMENTS };
	return ERR_OK;
}

const struct table payees_table = {
	.name = "nguoi-nhan-tien",
	.path = "/payments/payees",
	.title = MSG_TITLE_PAYEES,
	.found = MSG_COUNT_PAYEES,
	.empty = MSG_NO_PAYMENTS,
	TABLE_COLUMNS(payee_columns),
	TABLE_FILTERS(payee_filters, struct payee_query),
	.row_size = sizeof(struct payee_row),
	.small = true,
	.shows = SHOWS_PEOPLE,
	.read = read_payees,
};

/* ---- what communes have sent ---- */

enum { DOSSIERS_FIRST = 64 };

#define DOSSIER_AT(member) offsetof(struct dossier_row, member)

static const struct column dossier_columns[] = {
	{ "commune", MSG_LEVEL_AREA, KIND_HAMLET, DOSSIER_AT(commune), COLUMN_ANYWHERE, 0 },
	{ "parent", MSG_HEAD_PARENT, KIND_NAME, DOSSIER_AT(parent), COLUMN_WIDE, 0 },
	{ "campaign", MSG_FILTER_CAMPAIGN, KIND_CODE, DOSSIER_AT(campaign), COLUMN_ANYWHERE, 0 },
	{ "periods", MSG_HEAD_PERIODS, KIND_COUNT, DOSSIER_AT(periods), COLUMN_ANYWHERE, 0 },
	{ "open", MSG_HEAD_PERIODS_OPEN, KIND_SOME, DOSSIER_AT(open), COLUMN_ANYWHERE, 0 },
	{ "no_list", MSG_HEAD_NO_LIST, KIND_SOME, DOSSIER_AT(no_list), COLUMN_ANYWHERE, 0 },
	{ "no_minutes", MSG_HEAD_NO_MINUTES, KIND_SOME, DOSSIER_AT(no_minutes), COLUMN_ANYWHERE, 0 },
	{ "new_sheets", MSG_HEAD_NEW_SHEETS, KIND_COUNT, DOSSIER_AT(new_sheets), COLUMN_WIDE, 0 },
	{ "change_sheets", MSG_HEAD_CHANGE_SHEETS, KIND_COUNT, DOSSIER_AT(change_sheets), COLUMN_WIDE, 0 },
	{ "estimate", MSG_HEAD_ESTIMATE, KIND_COUNT, DOSSIER_AT(estimate), COLUMN_ANYWHERE, 0 },
	{ "amount", MSG_HEAD_SPENT, KIND_COUNT, DOSSIER_AT(amount), COLUMN_ANYWHERE, 0 },
	{ "tax", MSG_HEAD_TAX, KIND_COUNT, DOSSIER_AT(tax), COLUMN_FILE, 0 },
	{ "settled_on", MSG_HEAD_SETTLED, KIND_DAY, DOSSIER_AT(settled_on), COLUMN_ANYWHERE, 0 },
};

static const struct filter_choice dossier_levels[] = { { "above", MSG_DOSSIERS_ABOVE } };

static bool read_level(struct table_ask *ask, const char *text, void *place)
{
	int by = strcmp(text, dossier_levels[0].value) == 0;

	(void)ask;
	memcpy(place, &by, sizeof by);
	return by != 0;
}

static const struct filter_kind filter_level = { .look = LOOK_SELECT, .read = read_level,
	FILTER_CHOICES(dossier_levels) };

static const struct table_filter dossier_filters[] = {
	{ "level", MSG_DOSSIERS_BY, &filter_level, offsetof(struct dossier_query, by), NULL },
	{ "campaign_id", MSG_FILTER_CAMPAIGN, &filter_hidden_id, offsetof(struct dossier_query, campaign_id), NULL },
};

struct dossiers { struct dossier_row *rows; size_t count, room; };

static struct dossier_row *dossier_of(struct arena *arena, struct dossiers *d, int64_t commune_id, const char *commune,
                                      const char *campaign)
{
	for (size_t i = 0; i < d->count; i++) {
		if (d->rows[i].commune_id == commune_id && strcmp(d->rows[i].campaign, campaign) == 0)
			return &d->rows[i];
	}
	if (d->count == d->room) {
		d->room = 2 * d->room + DOSSIERS_FIRST;
		struct dossier_row *rows = arena_array(arena, d->room, sizeof *rows);
		for (size_t i = 0; i < d->count; i++)
			rows[i] = d->rows[i];
		d->rows = rows;
	}
	d->rows[d->count] = (struct dossier_row){ .commune_id = commune_id, .campaign = campaign, .commune = commune };
	return &d->rows[d->count++];
}

static void add_payment(struct dossier_row *row, const struct payment *p)
{
	bool closed = p->standing == PAYMENT_IS_CLOSED;

	row->periods += closed;
	row->open += !closed;
	row->no_list += closed && p->list_signed_on == NULL;
	row->no_minutes += closed && p->volume_signed_on == NULL;
	row->new_sheets += p->new_sheets;
	row->change_sheets += p->change_sheets;
	row->amount += p->amount;
	row->tax += p->tax;
}

/* What the targets of one campaign come to, read once for all communes that follow each other. */
struct estimates {
	struct campaign campaign;
	struct estimate_line *lines;
	size_t count;
};

static enum err read_estimates(struct db *db, struct table_ask *ask, const char *code, struct estimates *e,
                               struct error *error)
{
	struct arena *arena = ask->reader.arena;
	char *today = arena_alloc(arena, DATE_TEXT);

	if (e->campaign.code != NULL && strcmp(e->campaign.code, code) == 0)
		return ERR_OK;
	date_to_iso(ask->today, today);
	enum err err = campaign_by_code_any(db, arena, code, &e->campaign, error);
	return err == ERR_OK ? estimate_read(db, arena, NULL, e->campaign.id, today, &e->lines, &e->count, error) : err;
}

static enum err fill(struct db *db, struct table_ask *ask, struct estimates *e, struct dossier_row *row,
                     struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct area area = { .parent_id = 0 }, above = { .full_name = "" };
	enum err err = read_estimates(db, ask, row->campaign, e, error);

	if (err == ERR_OK)
		err = area_by_id_any(db, arena, row->commune_id, &area, error);
	if (err == ERR_OK && area.parent_id != 0)
		err = area_by_id_any(db, arena, area.parent_id, &above, error);
	if (err != ERR_OK)
		return err;
	row->parent_id = area.parent_id;
	row->parent = above.full_name;
	row->settled_on = settled_on_any(db, arena, e->campaign.id, row->commune_id);
	row->estimate = estimate_of_commune(e->lines, e->count, row->commune_id);
	return ERR_OK;
}

/* Communes of campaigns that pay, of which nothing has come. */
static enum err add_silent(struct db *db, struct table_ask *ask, struct dossiers *d, struct error *error)
{
	const struct dossier_query *query = ask->filter;
	struct arena *arena = ask->reader.arena;
	struct campaign *campaigns;
	struct area *communes;
	struct price *prices;
	size_t count, price_count, commune_count;
	enum err err = campaign_list(db, arena, ask->reader.actor, &campaigns, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		const struct campaign *c = &campaigns[i];
		if (query->campaign_id != 0 && query->campaign_id != c->id)
			continue;
		err = price_list_any(db, arena, c->id, &prices, &price_count, error);
		if (err != ERR_OK || price_count == 0)
			continue;
		err = campaign_communes(db, arena, ask->reader.actor, c->id, &communes, &commune_count, error);
		for (size_t k = 0; k < commune_count && err == ERR_OK; k++)
			dossier_of(arena, d, communes[k].id, communes[k].full_name, c->code);
	}
	return err;
}

/* By campaign, so that its estimate is read once, then by name. */
static int compare_dossiers(const void *a, const void *b)
{
	const struct dossier_row *x = a, *y = b;
	int campaigns = strcmp(x->campaign, y->campaign), names = natural_order(x->commune, y->commune);

	return campaigns != 0 ? campaigns : names != 0 ? names : x->commune_id < y->commune_id ? -1 : 1;
}

static void add_dossier(struct dossier_row *sum, const struct dossier_row *row)
{
	sum->periods += row->periods;
	sum->open += row->open;
	sum->no_list += row->no_list;
	sum->no_minutes += row->no_minutes;
	sum->new_sheets += row->new_sheets;
	sum->change_sheets += row->change_sheets;
	sum->amount += row->amount;
	sum->tax += row->tax;
	sum->estimate += row->estimate;
}

/* The sums of the communes of each unit above, in the place of these. */
static void add_up(struct arena *arena, struct dossiers *d)
{
	struct dossiers above = { .count = 0 };

	for (size_t i = 0; i < d->count; i++) {
		const struct dossier_row *row = &d->rows[i];
		add_dossier(dossier_of(arena, &above, row->parent_id, row->parent, row->campaign), row);
	}
	if (above.count > 0)
		qsort(above.rows, above.count, sizeof *above.rows, compare_dossiers);
	for (size_t i = 0; i < above.count; i++)
		above.rows[i].parent = "";
	*d = above;
}

static enum err read_dossiers(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	const struct dossier_query *query = ask->filter;
	struct estimates estimates = { .count = 0 };
	struct dossiers d = { .count = 0 };
	struct payment *all;
	size_t count;
	enum err err = payment_list(db, arena, ask->reader.actor, &all, &count, error);

	if (err != ERR_OK)
		return err;
	struct dossier_row *sum = arena_array(arena, 1, sizeof *sum);
	*sum = (struct dossier_row){ .commune = message_text(MSG_SUM), .campaign = "", .parent = "", .settled_on = "" };
	for (size_t i = 0; i < count; i++) {
		if (query->campaign_id == 0 || query->campaign_id == all[i].campaign_id)
			add_payment(dossier_of(arena, &d, all[i].commune_id, all[i].commune_name, all[i].campaign_code), &all[i]);
	}
	err = add_silent(db, ask, &d, error);
	if (d.count > 0)
		qsort(d.rows, d.count, sizeof *d.rows, compare_dossiers);
	for (size_t i = 0; i < d.count && err == ERR_OK; i++) {
		err = fill(db, ask, &estimates, &d.rows[i], error);
		add_dossier(sum, &d.rows[i]);
	}
	if (err == ERR_OK && query->by != 0)
		add_up(arena, &d);
	ask->up = (struct table_way){ "/payments", MSG_NAV_PAYMENTS };
	out->items = d.rows;
	out->count = d.count;
	out->sum = out->count == 0 ? NULL : sum;
	return err;
}

const struct table dossiers_table = {
	.name = "ho-so-thanh-toan",
	.path = "/payments/communes",
	.title = MSG_TITLE_DOSSIERS,
	.found = MSG_COUNT_COMMUNES,
	.empty = MSG_NO_PAYMENTS,
	TABLE_COLUMNS(dossier_columns),
	TABLE_FILTERS(dossier_filters, struct dossier_query),
	.row_size = sizeof(struct dossier_row),
	.small = true,
	.read = read_dossiers,
};
