#include "report/payment/price_tables.h"

#include <stdlib.h>

#include "base/memory.h"
#include "store/campaign/campaign.h"
#include "text/label.h"
#include "text/number/money.h"
#include "text/order.h"

/* ---- prices ---- */

#define PRICE_AT(member) offsetof(struct price_line, member)

static const struct column price_columns[] = {
	{ "role", MSG_HEAD_PAY_ROLE, KIND_PAY_ROLE, PRICE_AT(price.role), COLUMN_ANYWHERE, 0 },
	{ "area", MSG_LEVEL_AREA, KIND_HAMLET, PRICE_AT(price.area.full_name), COLUMN_ANYWHERE, 0 },
	{ "code", MSG_HEAD_CODE, KIND_CODE, PRICE_AT(price.area.code), COLUMN_FILE, 0 },
	{ "level", MSG_HEAD_LEVEL, KIND_LEVEL, PRICE_AT(price.area.level), COLUMN_FILE, 0 },
	{ "from", MSG_FILTER_FROM, KIND_DAY, PRICE_AT(price.valid_from), COLUMN_ANYWHERE, 0 },
	{ "new", MSG_HEAD_PRICE_NEW, KIND_COUNT, PRICE_AT(price.new_price), COLUMN_ANYWHERE, 0 },
	{ "change", MSG_HEAD_PRICE_CHANGE, KIND_COUNT, PRICE_AT(price.change_price), COLUMN_ANYWHERE, 0 },
	{ "share", MSG_HEAD_PRICE_SHARE, KIND_CODE, PRICE_AT(share), COLUMN_ANYWHERE, 0 },
	{ "cap", MSG_HEAD_PRICE_CAP, KIND_CODE, PRICE_AT(cap), COLUMN_ANYWHERE, 0 },
	{ "decided_no", MSG_HEAD_DECIDED_NO, KIND_TEXT, PRICE_AT(price.decided_no), COLUMN_ANYWHERE, 0 },
	{ "decided_on", MSG_HEAD_DECIDED_ON, KIND_DAY, PRICE_AT(price.decided_on), COLUMN_ANYWHERE, 0 },
	{ "source", MSG_HEAD_SOURCE, KIND_TEXT, PRICE_AT(price.source), COLUMN_WIDE, 0 },
};

static enum err read_prices(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	const struct actor *actor = ask->reader.actor;
	struct campaign campaign;
	struct price *rows;
	enum err err = campaign_by_id(db, arena, actor, ask->ids[0], &campaign, error);

	if (err == ERR_OK)
		err = price_list(db, arena, actor, campaign.id, &rows, &out->count, error);
	if (err != ERR_OK)
		return err;
	struct price_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count; i++)
		lines[i] = (struct price_line){ rows[i], share_text(arena, rows[i].share), share_text(arena, rows[i].cap) };
	out->items = lines;
	ask->title = message_with_one(arena, MSG_TITLE_PRICES, campaign.code);
	return ERR_OK;
}

/* The form of the page, filled with that price. */
static const char *link_price(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "%s?price=%lld#price", ask->path,
	                   (long long)((const struct price_line *)row)->price.id);
}

const struct table prices_table = {
	.name = "don-gia",
	.path = "/admin/campaigns/{id}/prices",
	.title = MSG_PRICES,
	.found = MSG_COUNT_PRICES,
	.empty = MSG_NO_PRICES,
	TABLE_COLUMNS(price_columns),
	.row_size = sizeof(struct price_line),
	.small = true,
	.read = read_prices,
	.link = link_price,
};

/* ---- the estimate ---- */

static bool stands_below(const struct area_above *above, const struct target_row *rows, size_t count)
{
	for (size_t i = 1; i < above->count; i++) {
		for (size_t k = 0; k < count; k++) {
			if (rows[k].area.id == above->ids[i])
				return true;
		}
	}
	return false;
}

static void estimate(struct estimate_line *line, const struct price *prices, size_t count,
                     const struct area_above *above, const char *day)
{
	const struct price *collect = price_in_force(prices, count, above, PAY_COLLECT, day);
	int64_t collected = collect == NULL ? 0 : price_of_sheet(collect, false, false, 0);

	for (int role = 0; role < PAY_ROLE_COUNT; role++) {
		const struct price *price = price_in_force(prices, count, above, (enum pay_role)role, day);
		line->amounts[role] = price == NULL ? 0 : line->sheets * price_of_sheet(price, false, false, collected);
		line->total += line->amounts[role];
		line->priced |= price != NULL;
	}
}

/* By level, then by what they lie in and by name: "Tổ 2" before "Tổ 10". */
static int compare_lines(const void *a, const void *b)
{
	const struct estimate_line *x = a, *y = b;
	int levels = area_level_rank(x->level) - area_level_rank(y->level);
	const char *above = x->parent_name == NULL ? "" : x->parent_name;
	int parents = natural_order(above, y->parent_name == NULL ? "" : y->parent_name);

	if (levels != 0 || parents != 0)
		return levels != 0 ? levels : parents;
	if (x->parent_id != y->parent_id)
		return x->parent_id < y->parent_id ? -1 : 1;
	int names = natural_order(x->name, y->name);
	return names != 0 ? names : strcmp(x->code, y->code);
}

enum err estimate_read(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                       const char *day, struct estimate_line **lines, size_t *count, struct error *error)
{
	struct target_row *targets;
	struct price *prices;
	struct area_above above;
	size_t target_count, price_count;
	enum err err = target_list_any(db, arena, campaign_id, &targets, &target_count, error);

	if (err == ERR_OK)
		err = price_list_any(db, arena, campaign_id, &prices, &price_count, error);
	if (err != ERR_OK)
		return err;
	size_t seen = 0;
	for (size_t i = 0; i < target_count; i++) {
		if (actor == NULL || actor->role == ROLE_ADMIN || area_in_scope(db, actor, targets[i].area.id))
			targets[seen++] = targets[i];
	}
	*lines = arena_array(arena, seen + 1, sizeof **lines);
	*count = seen;
	for (size_t i = 0; i < seen; i++) {
		const struct area *area = &targets[i].area;
		(*lines)[i] = (struct estimate_line){ .area_id = area->id,
			.parent_id = area->parent_id, .name = area->full_name, .code = area->code,
			.level = area->level, .parent_name = targets[i].parent_name, .sheets = targets[i].sheets };
		area_above_any(db, area->id, &above);
		(*lines)[i].counts = !stands_below(&above, targets, seen);
		estimate(&(*lines)[i], prices, price_count, &above, day);
	}
	if (seen > 0)
		qsort(*lines, seen, sizeof **lines, compare_lines);
	return ERR_OK;
}

int64_t estimate_of_commune(const struct estimate_line *lines, size_t count, int64_t commune_id)
{
	int64_t own = 0, below = 0;

	for (size_t i = 0; i < count; i++) {
		own += lines[i].area_id == commune_id ? lines[i].total : 0;
		below += lines[i].parent_id == commune_id ? lines[i].total : 0;
	}
	return own != 0 ? own : below;
}

#define ESTIMATE_AT(member) offsetof(struct estimate_line, member)

static const struct column estimate_columns[] = {
	{ "area", MSG_LEVEL_AREA, KIND_HAMLET, ESTIMATE_AT(name), COLUMN_ANYWHERE, 0 },
	{ "parent", MSG_HEAD_PARENT, KIND_TEXT, ESTIMATE_AT(parent_name), COLUMN_WIDE, 0 },
	{ "code", MSG_HEAD_CODE, KIND_CODE, ESTIMATE_AT(code), COLUMN_FILE, 0 },
	{ "level", MSG_HEAD_LEVEL, KIND_LEVEL, ESTIMATE_AT(level), COLUMN_FILE, 0 },
	{ "sheets", MSG_HEAD_TARGET, KIND_COUNT, ESTIMATE_AT(sheets), COLUMN_ANYWHERE, 0 },
	{ "collect", MSG_PAY_COLLECT, KIND_COUNT, ESTIMATE_AT(amounts[PAY_COLLECT]), COLUMN_ANYWHERE, 0 },
	{ "check", MSG_PAY_CHECK, KIND_COUNT, ESTIMATE_AT(amounts[PAY_CHECK]), COLUMN_ANYWHERE, 0 },
	{ "entry", MSG_PAY_ENTRY, KIND_COUNT, ESTIMATE_AT(amounts[PAY_ENTRY]), COLUMN_ANYWHERE, 0 },
	{ "informant", MSG_PAY_INFORMANT, KIND_COUNT, ESTIMATE_AT(amounts[PAY_INFORMANT]), COLUMN_ANYWHERE, 0 },
	{ "total", MSG_HEAD_ESTIMATE, KIND_COUNT, ESTIMATE_AT(total), COLUMN_ANYWHERE, 0 },
};

static void add_line(struct estimate_line *sum, const struct estimate_line *line)
{
	if (!line->counts)
		return;
	sum->sheets += line->sheets;
	for (int role = 0; role < PAY_ROLE_COUNT; role++)
		sum->amounts[role] += line->amounts[role];
	sum->total += line->total;
}

/* How much of it is priced, and what it takes for granted: a target does not say how many of its sheets are changes. */
static const char *note_of(struct arena *arena, const struct estimate_line *lines, size_t count)
{
	size_t priced = 0;

	for (size_t i = 0; i < count; i++)
		priced += lines[i].priced;
	if (priced == 0)
		return message_text(MSG_ESTIMATE_NO_PRICE);
	return priced == count ? message_text(MSG_ESTIMATE_ASSUMES)
	                       : arena_print(arena, "%s %s", message_text(MSG_ESTIMATE_SOME_PRICES),
	                                     message_text(MSG_ESTIMATE_ASSUMES));
}

static enum err read_estimate(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct estimate_line *lines = NULL, *sum = arena_array(arena, 1, sizeof *sum);
	char *today = arena_alloc(arena, DATE_TEXT);
	struct campaign campaign;
	enum err err = campaign_by_id(db, arena, ask->reader.actor, ask->ids[0], &campaign, error);

	date_to_iso(ask->today, today);
	if (err == ERR_OK)
		err = estimate_read(db, arena, ask->reader.actor, campaign.id, today, &lines, &out->count, error);
	if (err != ERR_OK)
		return err;
	*sum = (struct estimate_line){ .name = message_text(MSG_SUM), .parent_name = "", .code = "", .level = "" };
	for (size_t i = 0; i < out->count; i++)
		add_line(sum, &lines[i]);
	out->items = lines;
	out->sum = out->count == 0 ? NULL : sum;
	if (out->count > 0)
		ask->note = note_of(arena, lines, out->count);
	ask->up = ask->reader.actor->role == ROLE_ADMIN
	              ? (struct table_way){ arena_print(arena, "/admin/campaigns/%lld/prices", (long long)campaign.id),
		                MSG_PRICES }
	              : (struct table_way){ "/payments", MSG_NAV_PAYMENTS };
	ask->title = message_with_one(arena, MSG_TITLE_ESTIMATE, campaign.code);
	return ERR_OK;
}

const struct table estimate_table = {
	.name = "du-toan",
	.path = "/campaigns/{id}/estimate",
	.title = MSG_ESTIMATE,
	.found = MSG_COUNT_TARGETS,
	.empty = MSG_NO_TARGETS,
	TABLE_COLUMNS(estimate_columns),
	.row_size = sizeof(struct estimate_line),
	.small = true,
	.read = read_estimate,
};
