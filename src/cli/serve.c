/* `mau03 serve`: the web server on a data folder, until SIGTERM or SIGINT. */
#include <malloc.h>
#include <signal.h>

#include "base/log.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/open.h"
#include "document/document.h"
#include "exchange/photo_desk.h"
#include "exchange/recheck_file.h"
#include "exchange/table_in/table_in.h"
#include "exchange/xlsx.h"
#include "report/import/import_job.h"
#include "report/paper/paper_job.h"
#include "report/paper/table_pdf_job.h"
#include "store/admin/setting.h"
#include "view/tmpl.h"
#include "web/web.h"
#include "workflow/many/act_job.h"
#include "workflow/verdict/recheck.h"

#define DEFAULT_LISTEN "127.0.0.1:8080"
enum { READERS = 8, GRACE_SECONDS = 8, LAST_WORK_MS = 4000, HEAPS = 4 };

#define HAMLET_LEADER ROLE_BIT(ROLE_HAMLET_LEADER)
#define OFFICER ROLE_BIT(ROLE_OFFICER)
#define POLICE ROLE_BIT(ROLE_POLICE)

/* Moves of many sheets. */
static const struct { const char *code; enum message title; uint32_t roles; } many[] = {
	{ ACCEPT_KIND, MSG_TITLE_ACCEPT_JOB, OFFICER },
	{ FORWARD_KIND, MSG_TITLE_FORWARD_JOB, HAMLET_LEADER | OFFICER },
	{ ENTERED_KIND, MSG_TITLE_ENTERED_JOB, POLICE },
	{ RETURN_KIND, MSG_TITLE_BULK_RETURN, HAMLET_LEADER | OFFICER },
	{ RESEND_KIND, MSG_TITLE_BULK_RESEND, OFFICER },
	{ ARCHIVE_KIND, MSG_TITLE_BULK_ARCHIVE, OFFICER | POLICE },
};
enum { KINDS = 6 + COUNT(many) };      /* judging again, workbooks, long tables, imports, papers, taking back */

struct server {
	struct cli *cli;
	struct folder folder;
	struct app app;
	struct http_config http;
	struct job_kind kinds[KINDS];
	struct workbook_host workbooks;
	struct paper_host papers;
	struct import_host imports;
	const char *results;            /* a folder for what comes of them */
	struct http_server *running;
};

/* "HOST:PORT" or "[::1]:PORT". */
static bool split_listen(struct server *s, const char *listen)
{
	const char *colon = strrchr(listen, ':');
	bool bracketed = listen[0] == '[' && colon != NULL && colon > listen + 1 && colon[-1] == ']';

	if (colon == NULL || colon == listen || colon[1] == '\0' || strspn(colon + 1, "0123456789") != strlen(colon + 1))
		return false;
	s->http.port = colon + 1;
	s->http.host = bracketed ? arena_text_n(s->cli->arena, listen + 1, (size_t)(colon - listen) - 2)
	                         : arena_text_n(s->cli->arena, listen, (size_t)(colon - listen));
	return true;
}

static int read_options(struct server *s)
{
	struct cli *cli = s->cli;
	const char *listen = cli_get(cli, "--listen");

	if (!split_listen(s, listen == NULL ? DEFAULT_LISTEN : listen))
		return cli_wrong(cli, "--listen wants HOST:PORT");
	s->http.tls_cert = cli_get(cli, "--tls-cert");
	s->http.tls_key = cli_get(cli, "--tls-key");
	s->http.behind_tls = cli_get(cli, "--behind-tls") != NULL;
	s->http.public_host = s->app.public_host = cli_get(cli, "--public-host");
	if ((s->http.tls_cert == NULL) != (s->http.tls_key == NULL))
		return cli_wrong(cli, "--tls-cert and --tls-key belong together");
	return CLI_DONE;
}

/* Demo data stay on this machine, whatever is said. Real data go beyond it by TLS only, or when somebody says that it
 * is meant. */
static int check_reach(struct server *s)
{
	const struct http_config *http = &s->http;
	bool loopback, insecure = cli_get(s->cli, "--insecure") != NULL, tls = http->tls_cert != NULL || http->behind_tls;
	struct error error = { 0 };

	if (http_is_loopback(http->host, http->port, &loopback, &error) != ERR_OK)
		return cli_fail(s->cli, &error);
	if (loopback)
		return CLI_DONE;
	if (s->app.demo)
		return cli_failed(s->cli, "a demo database is served on the loopback address only");
	if (!tls && !insecure)
		return cli_failed(s->cli, "%s:%s is reached from other machines, and without TLS passwords and personal data "
		                  "cross the network in clear: give --tls-cert FILE --tls-key FILE, or --behind-tls with a "
		                  "proxy that ends TLS, or --insecure if that is meant", http->host, http->port);
	if (!tls)
		log_line(LOG_WARNING, "--insecure: passwords and personal data cross the network without TLS");
	return CLI_DONE;
}

static int clean_imports(struct server *s)
{
	struct error error = { 0 };
	char now[CLOCK_TEXT];

	clock_now(&s->cli->clock, now);
	return import_clean(s->folder.db, s->cli->arena, s->app.imports, now, &error) == ERR_OK ? CLI_DONE
	                                                                                     : cli_fail(s->cli, &error);
}

/* Takes the form and the demo day from the opened folder, then leaves the database to pool and writer. */
static int look_into_folder(struct server *s)
{
	s->app.form = s->folder.form;
	s->app.folder = s->folder.path;
	s->app.demo = setting_get(s->folder.db, s->cli->arena, "demo_day") != NULL;
	int status = folder_imports(s->cli, &s->folder, &s->app.imports);
	if (status == CLI_DONE)
		status = clean_imports(s);
	folder_release(&s->folder);
	s->folder.config.readers = READERS;
	if (status == CLI_DONE)
		status = folder_tmp(s->cli, &s->folder, &s->app.tmp);
	if (status == CLI_DONE)
		status = folder_results(s->cli, &s->folder, &s->results);
	return status == CLI_DONE ? check_reach(s) : status;
}

static enum err forget_imports(void *arg, struct error *error)
{
	return import_forget(arg, error);
}

/* What long work there is. */
static enum err open_jobs(struct server *s, struct error *error)
{
	struct app *app = &s->app;

	s->kinds[0] = (struct job_kind){ .code = RECHECK_KIND, .title = MSG_TITLE_RECHECK, .counted = MSG_JOB_SHEETS,
		.roles = ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_OFFICER), .most = 4, .resumes = true, .has_result = true,
		.begun = ACTION_RECHECK_BEGIN, .cancelled = ACTION_RECHECK_CANCEL, .resumed = ACTION_RECHECK_RESUME,
		.plan = recheck_plan, .settle = recheck_settle, .again = recheck_again, .tell = recheck_tell,
		.work = recheck_with_file, .arg = &app->workflow };
	s->workbooks = (struct workbook_host){ &app->workflow, &app->tmp, web_table_roles };
	s->kinds[1] = (struct job_kind){ .code = WORKBOOK_KIND, .title = MSG_TITLE_WORKBOOK, .counted = MSG_JOB_ROWS,
		.roles = ROLES_ALL, .most = XLSX_AT_ONCE, .has_result = true, .plan = workbook_plan, .work = workbook_work,
		.arg = &s->workbooks };
	for (size_t i = 0; i < COUNT(many); i++)
		s->kinds[2 + i] = (struct job_kind){ .code = many[i].code, .title = many[i].title, .counted = MSG_JOB_SHEETS,
			.roles = many[i].roles, .most = 2, .resumes = true, .goes_on = true, .plan = accept_plan,
			.settle = accept_settle, .again = accept_again, .work = accept_work, .arg = &app->workflow };
	s->imports = (struct import_host){ &app->workflow, &app->tmp, &app->imports };
	s->kinds[KINDS - 4] = (struct job_kind){ .code = UPLOAD_KIND, .title = MSG_TITLE_IMPORT_JOB,
		.counted = MSG_JOB_ROWS, .roles = OFFICER | POLICE | ROLE_BIT(ROLE_ADMIN), .most = XLSX_AT_ONCE,
		.resumes = true, .goes_on = true, .has_result = true, .plan = upload_plan, .settle = upload_settle,
		.work = import_job_work, .arg = &s->imports };
	s->kinds[KINDS - 3] = (struct job_kind){ .code = TABLE_PDF_KIND, .title = MSG_TITLE_TABLE_PDF,
		.counted = MSG_JOB_ROWS, .roles = ROLES_ALL, .most = 2, .has_result = true, .plan = workbook_plan,
		.work = table_pdf_work, .arg = &s->workbooks };
	s->papers = (struct paper_host){ &app->workflow, web_paper_roles };
	s->kinds[KINDS - 2] = (struct job_kind){ .code = PAPER_JOB_KIND, .title = MSG_TITLE_PAPER_JOB,
		.counted = MSG_JOB_PAPERS, .roles = ROLES_ALL, .most = 2, .has_result = true, .plan = paper_job_plan,
		.work = paper_job_work, .arg = &s->papers };
	s->kinds[KINDS - 1] = (struct job_kind){ .code = UNDO_KIND, .title = MSG_TITLE_UNDO_JOB,
		.counted = MSG_JOB_SHEETS, .roles = HAMLET_LEADER | OFFICER | POLICE, .most = 2, .resumes = true,
		.goes_on = true, .whole = true, .plan = undo_plan, .settle = undo_settle, .work = undo_work,
		.arg = &app->workflow };
	const struct jobs_config config = { app->pool, app->workflow.writer, app->workflow.clock, s->kinds,
		COUNT(s->kinds), s->results, forget_imports, &s->imports };
	app->jobs = jobs_open(&config, error);
	return app->jobs == NULL ? ERR_UNAVAILABLE : web_check_kinds(s->kinds, COUNT(s->kinds), error);
}

static enum err open_parts(struct server *s, struct error *error)
{
	struct app *app = &s->app;
	enum err err = web_start(app->form, error);

	if (err == ERR_OK)
		err = document_start(error);
	if (err != ERR_OK)
		return err;
	app->workflow = (struct workflow){ .form = app->form, .clock = s->cli->clock, .paper = paper_make };
	app->workflow.writer = db_writer_open(&s->folder.config, error);
	app->pool = app->workflow.writer == NULL ? NULL : db_pool_open(&s->folder.config, error);
	app->kept = kept_new();
	app->auth = app->pool == NULL ? NULL : auth_open(app->pool, app->workflow.writer, &app->workflow.clock, error);
	if (app->auth == NULL)
		return ERR_UNAVAILABLE;
	app->numbers = (struct number_search){ number_limiter_new(), app->workflow.writer, &app->workflow.clock };
	if (app->numbers.limiter == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory for the limits of searches");
	err = open_jobs(s, error);
	if (err != ERR_OK)
		return err;
	app->photos = photo_desk_open(NULL, error);
	if (app->photos == NULL)
		return ERR_UNAVAILABLE;
	app->ways = web_resume_ways(&app->way_count);
	app->routes = s->http.routes = web_routes(&app->route_count);
	s->http.route_count = app->route_count;
	s->http.app = app;
	s->http.admit = web_admit;
	s->http.target = web_target;
	s->http.fail = web_fail;
	s->running = http_start(&s->http, error);
	return s->running == NULL ? ERR_UNAVAILABLE : ERR_OK;
}

static void close_parts(struct server *s)
{
	jobs_stop(s->app.jobs);
	photo_desk_stop(s->app.photos);
	table_in_stop();
	if (s->app.workflow.writer != NULL)
		db_writer_end_within(s->app.workflow.writer, LAST_WORK_MS);
	http_stop(s->running, GRACE_SECONDS);
	jobs_close(s->app.jobs);
	photo_desk_close(s->app.photos);
	auth_close(s->app.auth);
	number_limiter_free(s->app.numbers.limiter);
	kept_free(s->app.kept);
	if (s->app.pool != NULL)
		db_pool_close(s->app.pool);
	if (s->app.workflow.writer != NULL)
		db_writer_close(s->app.workflow.writer);
	tmpl_unload();
}

static void say_ready(const struct server *s)
{
	bool ipv6 = strchr(s->http.host, ':') != NULL;

	printf("%s://%s%s%s:%d/\n", s->http.tls_cert != NULL ? "https" : "http", ipv6 ? "[" : "", s->http.host,
	       ipv6 ? "]" : "", http_port(s->running));
	fflush(stdout);
}

static int run(struct server *s)
{
	struct error error = { 0 };
	sigset_t signals;
	int signal_number = 0, status;

	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);
	mallopt(M_ARENA_MAX, HEAPS);    /* a thread per connection: else each keeps what it once needed */
	status = look_into_folder(s);
	if (status != CLI_DONE)
		return status;
	if (open_parts(s, &error) == ERR_OK) {
		say_ready(s);
		sigwait(&signals, &signal_number);
		log_line(LOG_INFO, "stopping");
	} else {
		status = cli_fail(s->cli, &error);
	}
	close_parts(s);
	return status;
}

int cmd_serve(struct cli *cli)
{
	struct server s = { .cli = cli };
	int status = read_options(&s);

	if (status != CLI_DONE)
		return status;
	status = folder_open(cli, FOLDER_WRITE, &s.folder);
	if (status != CLI_DONE)
		return status;
	status = run(&s);
	folder_close(&s.folder);
	return status;
}
