/* The two papers of a period of payment (store/payment/payment.h): the list of money, and the minutes that it rests on;
 * each names the other. */
#include "base/memory.h"
#include "report/paper/paper_type.h"
#include "store/payment/payment.h"
#include "table/display.h"
#include "text/label.h"
#include "text/number/money.h"
#include "text/utf8.h"

struct paying {
	const struct paper_ask *ask;
	struct office office;
	struct payment payment;
	struct payment_line *lines;
	size_t count;
};

static enum err read_paying(struct db *db, const struct paper_ask *ask, struct paying *p, struct paper_shown *shown,
                            struct error *error)
{
	struct payment_count now;
	enum err err = payment_load_any(db, ask->arena, ask->id, &p->payment, error);

	p->ask = ask;
	if (err != ERR_OK)
		return err;
	*shown = (struct paper_shown){ .commune_id = p->payment.commune_id };
	office_read_any(db, ask->arena, p->payment.commune_id, &p->office);
	if (p->payment.standing == PAYMENT_IS_CLOSED)
		return payment_lines_any(db, ask->arena, ask->id, &p->lines, &p->count, error);
	err = payment_count_any(db, ask->arena, &p->payment, &now, error);
	p->lines = now.lines;
	p->count = now.line_count;
	p->payment.new_sheets = now.new_sheets;
	p->payment.change_sheets = now.change_sheets;
	p->payment.amount = now.amount;
	p->payment.tax = now.tax;
	return err;
}

static enum err shown_of_payment(struct db *db, const struct paper_ask *ask, struct paper_shown *shown,
                                 struct error *error)
{
	struct payment payment;
	enum err err = payment_load_any(db, ask->arena, ask->id, &payment, error);

	*shown = (struct paper_shown){ .commune_id = payment.commune_id };
	return err;
}

/* ---- parts ---- */

static const char *count(const struct paying *p, int64_t number)
{
	return display_count(p->ask->arena, number);
}

static void put_check(const struct paying *p, struct tmpl_dict *dict)
{
	const struct office_paper *paper = p->ask->issued;

	if (paper == NULL)
		tmpl_show(dict, "DRAFT");
	if (paper == NULL || paper->event_hash == NULL)
		return;
	struct tmpl_dict *check = tmpl_add(dict, "CHECK");
	tmpl_put_int(check, "CHECK_ID", paper->event_id);
	tmpl_put(check, "CHECK_HASH", paper->event_hash);
}

/* What both say. */
static void put_common(const struct paying *p, struct tmpl_dict *dict)
{
	struct arena *arena = p->ask->arena;
	const struct payment *m = &p->payment;

	if (p->office.superior != NULL)
		tmpl_put(tmpl_add(dict, "SUPERIOR"), "SUPERIOR_NAME", paper_body(arena, p->office.superior));
	tmpl_put(dict, "OFFICE", paper_body(arena, p->office.name));
	tmpl_put(dict, "WORK", utf8_lower_first(arena, pay_role_label(m->role)));
	tmpl_put(dict, "CAMPAIGN", m->campaign_name);
	tmpl_put(dict, "FIRST_DAY", display_day(arena, m->first_day));
	tmpl_put(dict, "LAST_DAY", display_day(arena, m->last_day));
	tmpl_put(dict, "AMOUNT", count(p, m->amount));
	tmpl_put(dict, "AMOUNT_WORDS", money_words(arena, m->amount, p->office.zero));
	tmpl_put(dict, "TITLE", p->office.signer_title == NULL ? message_text(MSG_PAPER_CHAIR) : p->office.signer_title);
	tmpl_put(dict, "SIGNER", p->office.signer_name == NULL ? "" : p->office.signer_name);
	if (m->number != 0)
		tmpl_put(tmpl_add(dict, "LIST_NUMBER"), "LIST_NO", display_batch(arena, m->number, m->year));
	put_check(p, dict);
}

/* The minutes' number; before they are issued there is none. */
static const char *minutes_number(const struct paying *p)
{
	const struct payment *m = &p->payment;

	if (m->volume_number == 0)
		return NULL;
	return arena_print(p->ask->arena, "%02lld/%s-%s", (long long)m->volume_number, message_text(MSG_PAPER_MINUTES_CODE),
	                   p->office.code);
}

/* ---- the list of money ---- */

static const char *text(const char *given)
{
	return given == NULL ? "" : given;
}

static void put_line(const struct paying *p, struct tmpl_dict *dict, const struct payment_line *line)
{
	struct arena *arena = p->ask->arena;
	struct tmpl_dict *row = tmpl_add(dict, "LINE");

	tmpl_put(row, "PAYEE", line->payee);
	tmpl_put(row, "CITIZEN_ID", text(line->citizen_id));
	tmpl_put(row, "AREA", line->area_name);
	tmpl_put(row, "NEW_SHEETS", count(p, line->new_sheets));
	tmpl_put(row, "NEW_PRICE", count(p, line->new_price));
	tmpl_put(row, "CHANGE_SHEETS", count(p, line->change_sheets));
	tmpl_put(row, "CHANGE_PRICE", count(p, line->change_price));
	tmpl_put(row, "LINE_AMOUNT", count(p, line->amount));
	tmpl_put(row, "LINE_TAX", count(p, line->tax));
	tmpl_put(row, "LINE_NET", count(p, line->amount - line->tax));
	tmpl_put(row, "ACCOUNT", line->account == NULL ? "" : line->bank == NULL ? line->account
		: arena_print(arena, "%s, %s", line->account, line->bank));
}

static enum err read_list(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                          struct paper_shown *shown, struct error *error)
{
	struct paying p = { .ask = ask };
	enum err err = read_paying(db, ask, &p, shown, error);
	const struct payment *m = &p.payment;

	if (err != ERR_OK)
		return err;
	put_common(&p, dict);
	tmpl_put(dict, "PLACE", p.office.place);
	tmpl_put(dict, "DAY_WORDS", paper_day_words(ask->arena, paper_day(ask)));
	tmpl_put(dict, "NET", count(&p, m->amount - m->tax));
	tmpl_put(dict, "NET_WORDS", money_words(ask->arena, m->amount - m->tax, p.office.zero));
	tmpl_put(dict, "TAX", count(&p, m->tax));
	tmpl_put(dict, "SUM_NEW", count(&p, m->new_sheets));
	tmpl_put(dict, "SUM_CHANGE", count(&p, m->change_sheets));
	if (minutes_number(&p) != NULL)
		tmpl_put(tmpl_add(dict, "RESTS_ON"), "MINUTES_NO", minutes_number(&p));
	for (size_t i = 0; i < p.count; i++)
		put_line(&p, dict, &p.lines[i]);
	return ERR_OK;
}

/* ---- the minutes ---- */

static void put_done(const struct paying *p, struct tmpl_dict *dict, const struct payment_line *line)
{
	struct tmpl_dict *row = tmpl_add(dict, "LINE");
	bool back = line->new_sheets + line->change_sheets < 0;

	tmpl_put(row, "PAYEE", line->payee);
	tmpl_put(row, "AREA", line->area_name);
	tmpl_put(row, "NEW_SHEETS", count(p, back ? 0 : line->new_sheets));
	tmpl_put(row, "CHANGE_SHEETS", count(p, back ? 0 : line->change_sheets));
	tmpl_put(row, "BACK", count(p, back ? -(line->new_sheets + line->change_sheets) : 0));
	tmpl_put(row, "RETURNED", count(p, line->returned));
}

static enum err read_volume(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                            struct paper_shown *shown, struct error *error)
{
	struct paying p = { .ask = ask };
	enum err err = read_paying(db, ask, &p, shown, error);
	int64_t new = 0, changes = 0, back = 0, returned = 0;

	if (err != ERR_OK)
		return err;
	put_common(&p, dict);
	const char *number = paper_number(ask, message_text(MSG_PAPER_MINUTES_CODE), p.office.code);
	if (number != NULL)
		tmpl_put(tmpl_add(dict, "NUMBER"), "NUMBER_TEXT", number);
	tmpl_put(dict, "PLACE", p.office.place);
	tmpl_put(dict, "DAY_WORDS", paper_day_words(ask->arena, paper_day(ask)));
	tmpl_put(dict, "TAKER", p.payment.closed_name != NULL ? p.payment.closed_name : p.payment.made_name);
	for (size_t i = 0; i < p.count; i++) {
		const struct payment_line *line = &p.lines[i];
		bool less = line->new_sheets + line->change_sheets < 0;
		new += less ? 0 : line->new_sheets;
		changes += less ? 0 : line->change_sheets;
		back -= less ? line->new_sheets + line->change_sheets : 0;
		returned += line->returned;
		put_done(&p, dict, line);
	}
	tmpl_put(dict, "ALL_NEW", paper_sheets(ask, &p.office, new));
	tmpl_put(dict, "ALL_CHANGES", paper_sheets(ask, &p.office, changes));
	tmpl_put(dict, "ALL_BACK", paper_sheets(ask, &p.office, back));
	tmpl_put(dict, "ALL_RETURNED", count(&p, returned));
	tmpl_put(dict, "SUM_NEW", count(&p, new));
	tmpl_put(dict, "SUM_CHANGE", count(&p, changes));
	tmpl_put(dict, "SUM_BACK", count(&p, back));
	return ERR_OK;
}

/* Persons, their numbers and accounts: for officers alone. */
static bool may_see(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	struct payment payment;

	return actor->role == ROLE_OFFICER && payment_load(db, arena, actor, id, &payment, NULL) == ERR_OK;
}

const struct paper_type payment_paper = {
	.name = "payment",
	.file = "bang-ke-chi-tien",
	.title = MSG_PAPER_PAYMENT,
	.path = "/payments/{id}",
	.formats = FORMAT_PAGE | FORMAT_PDF | FORMAT_DOCX,
	.issued_as = PAPER_PAYMENT,
	.template = "paper/payment.html",
	.may = may_see,
	.read = read_list,
	.shown = shown_of_payment,
};

const struct paper_type volume_paper = {
	.name = "payment-minutes",
	.file = "bien-ban-khoi-luong",
	.title = MSG_PAPER_VOLUME,
	.path = "/payments/{id}/minutes",
	.formats = FORMAT_PAGE | FORMAT_PDF | FORMAT_DOCX,
	.issued_as = PAPER_VOLUME,
	.template = "paper/volume.html",
	.may = may_see,
	.read = read_volume,
	.shown = shown_of_payment,
};
