#include "cli/commands.h"

#include "base/code.h"
#include "cli/area/area_commands.h"
#include "cli/campaign/campaign_commands.h"
#include "cli/export/export_commands.h"
#include "cli/import/import_commands.h"
#include "cli/payment/payment_commands.h"
#include "store/campaign/campaign_switch.h"

#define DATA { "--data", CLI_REQUIRED }

static const struct cli_option area_add[] = { DATA, { "--parent", CLI_AREA },
	{ "--code", CLI_REQUIRED | CLI_CODE }, { "--name", CLI_REQUIRED }, { "--full-name", 0 }, { "--level", 0 },
	{ "--valid-from", CLI_DAY }, { 0 } };

static const struct cli_option area_succession[] = { DATA, { "--from", CLI_REQUIRED | CLI_MANY | CLI_AREA },
	{ "--to", CLI_REQUIRED | CLI_AREA }, { 0 } };

static const struct cli_option backup[] = { { "FILE", CLI_OPERAND | CLI_REQUIRED }, DATA, { 0 } };

#define SWITCHED_BY(code, option, ...) option
#define NO_OPTION
#define OPTION(name) { name, CLI_ON_OFF },
static const struct cli_option campaign_add[] = { DATA, { "--code", CLI_REQUIRED | CLI_CODE }, { "--name", 0 },
	{ "--area", CLI_REQUIRED | CLI_MANY | CLI_AREA }, { "--plan", CLI_CODE },
	{ "--copy", CLI_CODE }, { "--from", CLI_DAY }, { "--to", CLI_DAY },
	{ "--days-off", 0 }, { "--plan-no", 0 }, { "--plan-on", CLI_DAY }, CAMPAIGN_SWITCHES(SWITCHED_BY) { 0 } };
#undef OPTION

static const struct cli_option campaign_close[] = { DATA, { "--campaign", CLI_REQUIRED | CLI_CODE },
	{ "--collection", CLI_DAY | CLI_EMPTY }, { "--all", CLI_DAY | CLI_EMPTY }, { 0 } };

static const struct cli_option campaign_milestone[] = { { "ACT", CLI_OPERAND | CLI_REQUIRED | CLI_CODE }, DATA,
	{ "--campaign", CLI_REQUIRED | CLI_CODE }, { "--stage", CLI_CODE }, { "--last-day", CLI_DAY },
	{ "--before", CLI_DAY }, { "--share", CLI_NUMBER }, { 0 } };

static const struct cli_option campaign_price[] = { { "ACT", CLI_OPERAND | CLI_REQUIRED | CLI_CODE }, DATA,
	{ "--campaign", CLI_REQUIRED | CLI_CODE }, { "--area", CLI_AREA }, { "--role", CLI_CODE }, { "--from", CLI_DAY },
	{ "--new", CLI_NUMBER }, { "--change", CLI_NUMBER }, { "--share", 0 }, { "--cap", 0 }, { "--decided-no", 0 },
	{ "--decided-on", CLI_DAY }, { "--source", 0 }, { 0 } };

#define STAGE_DAYS(name, code) { "--" code, CLI_NUMBER },
static const struct cli_option campaign_stage[] = { DATA, { "--campaign", CLI_REQUIRED | CLI_CODE }, STAGES(STAGE_DAYS)
	{ 0 } };
#undef STAGE_DAYS

static const struct cli_option campaign_task[] = { { "ACT", CLI_OPERAND | CLI_REQUIRED | CLI_CODE }, DATA,
	{ "--campaign", CLI_REQUIRED | CLI_CODE }, { "--name", 0 }, { "--whose", CLI_EMPTY }, { "--last-day", CLI_DAY },
	{ "--before", CLI_DAY }, { "--every", CLI_CODE }, { "--done", CLI_DAY | CLI_EMPTY }, { 0 } };

static const struct cli_option check[] = { { "--data", 0 }, { 0 } };

static const struct cli_option demo[] = { DATA, { "--sheets", CLI_NUMBER }, { "--seed", CLI_NUMBER }, { 0 } };

static const struct cli_option export[] = { { "TABLE", CLI_OPERAND | CLI_REQUIRED | CLI_CODE }, DATA, { "--format", 0 },
	{ "--campaign", CLI_CODE }, { "--area", CLI_AREA }, { 0 } };

static const struct cli_option import_areas[] = { { "FILE", CLI_OPERAND }, DATA,
	{ "--valid-from", CLI_DAY }, { "--official", CLI_CODE }, { "--only-below", CLI_AREA }, { "--yes", CLI_SWITCH },
	{ "--dry-run", CLI_SWITCH }, { "--rejects", 0 }, { 0 } };

#define IMPORT_ROWS { "FILE", CLI_OPERAND | CLI_REQUIRED }, DATA, { "--campaign", CLI_CODE }, \
	{ "--dry-run", CLI_SWITCH }, { "--rejects", 0 }, { "--sheet", 0 }, { "--map", CLI_CODE }, { "--area", CLI_AREA }, \
	{ "--on", CLI_DAY }, { "--as", CLI_CODE }
static const struct cli_option import_rows[] = { IMPORT_ROWS, { 0 } };
static const struct cli_option import_roster[] = { IMPORT_ROWS, { "--whole", CLI_SWITCH }, { 0 } };
static const struct cli_option import_users[] = { IMPORT_ROWS, { "--passwords", 0 }, { 0 } };
#undef IMPORT_ROWS
static const struct cli_option import_targets[] = { { "FILE", CLI_OPERAND | CLI_REQUIRED }, DATA,
	{ "--campaign", CLI_REQUIRED | CLI_CODE }, { "--dry-run", CLI_SWITCH }, { "--rejects", 0 }, { "--sheet", 0 },
	{ "--map", CLI_CODE }, { "--area", CLI_AREA }, { "--on", CLI_DAY }, { 0 } };

static const struct cli_option paper[] = { { "NAME", CLI_OPERAND | CLI_REQUIRED | CLI_CODE },
	{ "ID", CLI_OPERAND | CLI_REQUIRED | CLI_NUMBER }, DATA, { "--format", 0 }, { "--as", CLI_CODE }, { 0 } };

static const struct cli_option serve[] = { DATA, { "--listen", 0 }, { "--tls-cert", 0 }, { "--tls-key", 0 },
	{ "--behind-tls", CLI_SWITCH },
	{ "--public-host", 0 }, { "--insecure", CLI_SWITCH }, { 0 } };

static const struct cli_option table[] = { { "NAME", CLI_OPERAND | CLI_REQUIRED | CLI_CODE }, DATA,
	{ "--as", CLI_REQUIRED | CLI_CODE }, { "--query", 0 }, { "--format", 0 }, { 0 } };

static const struct cli_option calendar_set[] = { DATA, { "--days-off", CLI_EMPTY },
	{ "--soon-days", CLI_NUMBER }, { 0 } };

static const struct cli_option target_set[] = { DATA, { "--campaign", CLI_REQUIRED | CLI_CODE },
	{ "--area", CLI_REQUIRED | CLI_AREA }, { "--count", CLI_NUMBER }, { "--expected", CLI_NUMBER },
	{ "--surveyed", CLI_NUMBER }, { "--changed", CLI_NUMBER }, { "--due", CLI_DAY }, { 0 } };

static const struct cli_option user_add[] = { { "NAME", CLI_OPERAND | CLI_REQUIRED | CLI_CODE }, DATA,
	{ "--role", CLI_REQUIRED }, { "--area", CLI_MANY | CLI_AREA }, { "--full-name", 0 }, { "--password-stdin",
		CLI_SWITCH }, { 0 } };

static const struct cli_option user_passwd[] = { { "NAME", CLI_OPERAND | CLI_REQUIRED | CLI_CODE }, DATA,
	{ "--password-stdin", CLI_SWITCH }, { 0 } };

static const struct cli_option user_named[] = { { "NAME", CLI_OPERAND | CLI_REQUIRED | CLI_CODE }, DATA, { 0 } };

static const struct cli_option data_only[] = { DATA, { 0 } };
static const struct cli_option none[] = { { 0 } };

#define IMPORT_USAGE \
	"FILE --data DIR [--campaign C] [--dry-run] [--rejects FILE] [--sheet NAME] [--map tcvn3|vni] [--area CODE] " \
	"[--on D] [--as USER]"
#define OPTION(name) " [" name " on|off]"
#define STAGE_DAYS(name, code) " [--" code " N]"
const struct cli_command cli_commands[] = {
	{ "area", "add", "--data DIR [--parent CODE] --code CODE --name NAME [--full-name NAME] [--level LEVEL] "
		"[--valid-from D]",
	  area_add, cmd_area_add },
	{ "area", "succeed", "--data DIR --from CODE… --to CODE", area_succession, cmd_area_succeed },
	{ "backup", NULL, "--data DIR FILE", backup, cmd_backup },
	{ "calendar", "set", "--data DIR [--days-off DAYS] [--soon-days N]", calendar_set, cmd_calendar_set },
	{ "campaign", "add",
	  "--data DIR --code C --area CODE… [--plan PLAN] [--copy C] [--name N] [--from D] [--to D] [--days-off DAYS] "
	  "[--plan-no TEXT] [--plan-on D]" CAMPAIGN_SWITCHES(SWITCHED_BY),
	  campaign_add, cmd_campaign_add },
	{ "campaign", "close", "--data DIR --campaign C [--collection D] [--all D]", campaign_close, cmd_campaign_close },
	{ "campaign", "milestone",
	  "ACT --data DIR --campaign C [--stage STAGE] [--last-day D] [--before D] [--share N]",
	  campaign_milestone, cmd_campaign_milestone },
	{ "campaign", "price",
	  "ACT --data DIR --campaign C [--area CODE] [--role ROLE] [--from D] [--new N] [--change N] [--share P] "
	  "[--cap P] [--decided-no TEXT] [--decided-on D] [--source TEXT]",
	  campaign_price, cmd_campaign_price },
	{ "campaign", "stage", "--data DIR --campaign C" STAGES(STAGE_DAYS), campaign_stage, cmd_campaign_stage },
	{ "campaign", "task",
	  "ACT --data DIR --campaign C [--name TEXT] [--whose TEXT] [--last-day D] [--before D] [--every EVERY] [--done D]",
	  campaign_task, cmd_campaign_task },
	{ "check", NULL, "[--data DIR] < SHEETS.jsonl > FINDINGS.jsonl", check, cmd_check },
	{ "demo", NULL, "--data DIR [--sheets N] [--seed S]", demo, cmd_demo },
	{ "export", NULL, "TABLE --data DIR [--format jsonl|csv|xlsx] [--campaign C] [--area CODE] > FILE",
	  export, cmd_export },
	{ "import", "areas",
	  "FILE --data DIR --valid-from D [--only-below CODE] [--yes] [--dry-run] [--rejects FILE] | --official 2024|2025 "
	  "--data DIR [--dry-run]",
	  import_areas, cmd_import_areas },
	{ "import", "employers", IMPORT_USAGE, import_rows, cmd_import_rows },
	{ "import", "members", IMPORT_USAGE, import_rows, cmd_import_rows },
	{ "import", "roster", IMPORT_USAGE " [--whole]", import_roster, cmd_import_rows },
	{ "import", "sheets", IMPORT_USAGE, import_rows, cmd_import_rows },
	{ "import", "targets",
	  "FILE --data DIR --campaign C [--dry-run] [--rejects FILE] [--sheet NAME] [--map tcvn3|vni] [--area CODE] "
	  "[--on D]",
	  import_targets, cmd_import_targets },
	{ "import", "users", IMPORT_USAGE " [--passwords FILE]", import_users, cmd_import_rows },
	{ "init", NULL, "--data DIR", data_only, cmd_init },
	{ "paper", NULL, "NAME ID --data DIR [--format pdf|docx] [--as USER] > FILE", paper, cmd_paper },
	{ "restore", NULL, "FILE --data DIR", backup, cmd_restore },
	{ "serve", NULL, "--data DIR [--listen HOST:PORT] [--tls-cert FILE --tls-key FILE] [--behind-tls] "
		"[--public-host NAME] [--insecure]",
	  serve, cmd_serve },
	{ "table", NULL, "NAME --data DIR --as USER [--query A=B&C=D] [--format csv|json|xlsx] > FILE", table,
		cmd_table },
	{ "target", "set",
	  "--data DIR --campaign C --area CODE [--count N] [--expected N] [--surveyed N] [--changed N] [--due D]",
	  target_set, cmd_target_set },
	{ "user", "add", "NAME --data DIR --role ROLE --area CODE… [--full-name TEXT] [--password-stdin]",
	  user_add, cmd_user_add },
	{ "user", "list", "--data DIR", data_only, cmd_user_list },
	{ "user", "lock", "NAME --data DIR", user_named, cmd_user_lock },
	{ "user", "passwd", "NAME --data DIR [--password-stdin]", user_passwd, cmd_user_passwd },
	{ "user", "unlock", "NAME --data DIR", user_named, cmd_user_unlock },
	{ "verify", NULL, "--data DIR", data_only, cmd_verify },
	{ "version", NULL, "", none, cmd_version },
	{ 0 }
};
