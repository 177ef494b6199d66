/* `mau03 campaign price`: sets, drops and lists the prices of a campaign, and what its targets come to by them. */
#include "cli/payment/payment_commands.h"

#include "base/memory.h"
#include "cli/campaign/plan_word.h"
#include "report/payment/price_tables.h"
#include "store/campaign/campaign.h"
#include "store/payment/price.h"
#include "text/number/money.h"
#include "workflow/payment/payment_task.h"

struct price_work { struct campaign campaign; struct price price; };

/* The campaign and, of `set` and `drop`, the area, the role and the day. */
static int find_key(struct cli *cli, struct folder *folder, struct price_work *w)
{
	const char *code = cli_get(cli, "--area"), *role = cli_get(cli, "--role"), *day = cli_get(cli, "--from");
	struct error error = { 0 };
	struct price *p = &w->price;

	if (plan_campaign(cli, folder, &w->campaign) != CLI_DONE)
		return CLI_FAILED;
	*p = (struct price){ .campaign_id = w->campaign.id, .valid_from = day };
	if (area_by_code_any(folder->db, cli->arena, code, day, &p->area, &error) != ERR_OK)
		return cli_fail(cli, &error);
	if (!campaign_covers_any(folder->db, w->campaign.id, p->area.id))
		return cli_failed(cli, "the campaign %s does not cover the area %s", w->campaign.code, code);
	p->area_id = p->area.id;
	p->role = (enum pay_role)codes_find(&pay_role_codes, role);
	return CLI_DONE;
}

static int set_price(struct cli *cli, struct folder *folder, void *arg)
{
	const char *share = cli_get(cli, "--share"), *cap = cli_get(cli, "--cap");
	char *now = arena_alloc(cli->arena, CLOCK_TEXT);
	struct price_work w;
	struct error error = { 0 };

	(void)arg;
	if (find_key(cli, folder, &w) != CLI_DONE)
		return CLI_FAILED;
	w.price.new_price = cli_number(cli, "--new", 0);
	w.price.change_price = cli_number(cli, "--change", 0);
	if (w.price.new_price > PRICE_MOST || w.price.change_price > PRICE_MOST)
		return cli_failed(cli, "--new and --change are at most %d", PRICE_MOST);
	w.price.decided_no = cli_get(cli, "--decided-no");
	w.price.decided_on = cli_get(cli, "--decided-on");
	w.price.source = cli_get(cli, "--source");
	if ((share != NULL && !share_from_text(share, &w.price.share)) ||
	    (cap != NULL && !share_from_text(cap, &w.price.cap)))
		return cli_failed(cli, "--share and --cap are percent, over 0 and up to 100");
	clock_now(&cli->clock, now);
	w.price.set_at = now;
	if (price_set(folder->db, &w.price, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return folder_event(cli, folder, ACTION_PRICE_SET, price_told(cli->arena, &w.campaign, &w.price));
}

static int drop_price(struct cli *cli, struct folder *folder, void *arg)
{
	struct price_work w;
	struct price *rows;
	struct error error = { 0 };
	size_t count;

	(void)arg;
	if (find_key(cli, folder, &w) != CLI_DONE)
		return CLI_FAILED;
	if (price_list_any(folder->db, cli->arena, w.campaign.id, &rows, &count, &error) != ERR_OK)
		return cli_fail(cli, &error);
	for (size_t i = 0; i < count; i++) {
		if (rows[i].area_id != w.price.area_id || rows[i].role != w.price.role ||
		    strcmp(rows[i].valid_from, w.price.valid_from) != 0)
			continue;
		if (price_drop(folder->db, rows[i].id, &error) != ERR_OK)
			return cli_fail(cli, &error);
		return folder_event(cli, folder, ACTION_PRICE_DROP, price_told(cli->arena, &w.campaign, &rows[i]));
	}
	return cli_failed(cli, "there is no such price");
}

/* One line a price, its parts apart by tabs. */
static void print_price(struct cli *cli, const struct price *p)
{
	printf("%s\t%s:%s\t%s\t%lld\t%lld\t%s\t%s\t%s\t%s\t%s\n", pay_role_code(p->role), p->area.level, p->area.code,
	       p->valid_from, (long long)p->new_price, (long long)p->change_price, share_text(cli->arena, p->share),
	       share_text(cli->arena, p->cap), p->decided_no, p->decided_on, p->source == NULL ? "" : p->source);
}

static int list_prices(struct cli *cli, struct folder *folder)
{
	struct campaign campaign;
	struct price *rows;
	struct error error = { 0 };
	size_t count;

	if (plan_campaign(cli, folder, &campaign) != CLI_DONE)
		return CLI_FAILED;
	if (price_list_any(folder->db, cli->arena, campaign.id, &rows, &count, &error) != ERR_OK)
		return cli_fail(cli, &error);
	printf("role\tarea\tfrom\tnew\tchange\tshare\tcap\tdecided_no\tdecided_on\tsource\n");
	for (size_t i = 0; i < count; i++)
		print_price(cli, &rows[i]);
	return CLI_DONE;
}

static int list_estimate(struct cli *cli, struct folder *folder)
{
	struct estimate_line *lines;
	struct campaign campaign;
	struct error error = { 0 };
	size_t count;

	if (plan_campaign(cli, folder, &campaign) != CLI_DONE)
		return CLI_FAILED;
	if (estimate_read(folder->db, cli->arena, NULL, campaign.id, cli_day_or_today(cli, "--today"), &lines, &count,
	                  &error) != ERR_OK)
		return cli_fail(cli, &error);
	printf("area\tsheets\tcollect\tcheck\tentry\tinformant\ttotal\n");
	for (size_t i = 0; i < count; i++)
		printf("%s:%s\t%lld\t%lld\t%lld\t%lld\t%lld\t%lld\n", lines[i].level, lines[i].code, (long long)lines[i].sheets,
		       (long long)lines[i].amounts[PAY_COLLECT], (long long)lines[i].amounts[PAY_CHECK],
		       (long long)lines[i].amounts[PAY_ENTRY], (long long)lines[i].amounts[PAY_INFORMANT],
		       (long long)lines[i].total);
	return CLI_DONE;
}

/* What is needed besides the campaign. */
static const char *lacking(const struct cli *cli, bool set)
{
	static const char *const needed[] = { "--area", "--role", "--from", "--new", "--change", "--decided-no",
		"--decided-on" };
	size_t count = set ? COUNT(needed) : 3;

	for (size_t i = 0; i < count; i++) {
		if (cli_get(cli, needed[i]) == NULL)
			return needed[i];
	}
	return NULL;
}

int cmd_campaign_price(struct cli *cli)
{
	const char *act = cli_get(cli, "ACT"), *role = cli_get(cli, "--role");
	bool set = strcmp(act, "set") == 0;

	if (strcmp(act, "list") == 0)
		return plan_look(cli, list_prices);
	if (strcmp(act, "estimate") == 0)
		return plan_look(cli, list_estimate);
	if (!set && strcmp(act, "drop") != 0)
		return cli_wrong(cli, "ACT is set, drop, list or estimate");
	const char *lacks = lacking(cli, set);
	if (lacks != NULL)
		return cli_wrong(cli, "%s is missing", lacks);
	if (codes_find(&pay_role_codes, role) < 0)
		return cli_wrong(cli, "--role is collect, check, entry or informant");
	return folder_write(cli, set ? set_price : drop_price, NULL);
}
