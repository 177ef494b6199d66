/* Issuing papers: numbers by body and year, what is fixed, what stands in the place of another, and what verify finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "made.h"
#include "store/sheet/event.h"
#include "workflow/handover/issue.h"
#include "workflow/handover/signed_copy.h"

struct desk { struct made made; struct actor actor; struct request_head head; };

/* Says what it was told: number, body and subject. */
static enum err write_paper(struct db *db, struct arena *arena, const struct form *form, const struct office_paper *paper, const char **markup,
                            struct error *error)
{
	(void)db;
	(void)form;
	if (paper->subject_id == 13)
		return error_set(error, ERR_CONFLICT, NULL, "no paper about that");
	*markup = arena_print(arena, "<paper><p>%lld %s %lld</p></paper>", (long long)paper->number, paper_body_code(paper->body),
		(long long)paper->subject_id);
	return ERR_OK;
}

static void open_desk(struct desk *d)
{
	static const struct event event = { .at = "2024-06-10T01:00:00Z", .action = ACTION_SETTING_SET };

	made_open(&d->made, 2, 1);
	d->made.workflow.paper = write_paper;
	d->actor = (struct actor){ .user_id = d->made.user, .role = ROLE_OFFICER };
	d->head = (struct request_head){ .workflow = &d->made.workflow, .arena = d->made.world->arena, .actor = &d->actor, .now = "2024-06-10T02:00:00Z" };
	assert_int_equal(event_add(d->made.world->db, &event, NULL), ERR_OK);
}

static struct office_paper issue(struct desk *d, int64_t subject, int commune, enum paper_body body, bool numbered)
{
	struct office_paper paper = { .kind = PAPER_MINUTES, .subject_id = subject, .commune_id = d->made.communes[commune], .body = body };
	struct error error = { 0 };

	if (paper_issue(d->made.world->db, &d->head, &paper, numbered, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	return paper;
}

static struct office_paper read_back(struct desk *d, int64_t subject)
{
	struct office_paper paper;

	assert_int_equal(paper_of_any(d->made.world->db, d->made.world->arena, PAPER_MINUTES, subject, &paper, NULL), ERR_OK);
	return paper;
}

static void numbers_by_body_and_year(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	assert_int_equal(issue(&d, 1, 0, BODY_OFFICE, true).number, 1);
	assert_int_equal(issue(&d, 2, 0, BODY_OFFICE, true).number, 2);
	assert_int_equal(issue(&d, 3, 0, BODY_TEAM, true).number, 1);
	assert_int_equal(issue(&d, 4, 1, BODY_OFFICE, true).number, 1);
	assert_int_equal(issue(&d, 5, 0, BODY_OFFICE, false).number, 0);
	d.made.workflow.clock = (struct clock){ { 2025, 1, 1 } };
	assert_int_equal(issue(&d, 6, 0, BODY_OFFICE, true).number, 1);
	const struct office_paper paper = read_back(&d, 2);
	assert_string_equal(paper.markup, "<paper><p>2 office 2</p></paper>");
	assert_string_equal(paper.issued_at, "2024-06-10T02:00:00Z");
	assert_int_equal(paper.standing, PAPER_ISSUED);
	assert_false(paper.has_files);
	assert_int_equal(read_back(&d, 99).id, 0);
	assert_int_equal(paper_verify(d.made.world->db, NULL), ERR_OK);
	made_close(&d.made);
}

static void one_in_the_place_of_another(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	struct office_paper old = issue(&d, 1, 0, BODY_OFFICE, true), paper = { .kind = PAPER_MINUTES, .subject_id = 1,
		.commune_id = old.commune_id, .body = BODY_OFFICE }, again = paper;
	struct error error = { 0 };
	assert_int_equal(paper_issue_instead(d.made.world->db, &d.head, &paper, true, old.id, &error), ERR_OK);
	assert_int_equal(paper.number, 2);
	assert_int_equal(read_back(&d, 1).id, paper.id);
	assert_int_equal(paper_issue_instead(d.made.world->db, &d.head, &again, true, old.id, &error), ERR_CONFLICT);
	made_close(&d.made);
}

static void files_are_kept(void **state)
{
	static const struct paper_file pdf = { "%PDF-1", 6 }, other = { "%PDF-2", 6 }, docx = { "PK", 2 };
	struct desk d;
	struct paper_file found;

	(void)state;
	open_desk(&d);
	struct db *db = d.made.world->db;
	struct arena *arena = d.made.world->arena;
	struct office_paper paper = issue(&d, 1, 0, BODY_OFFICE, false);
	assert_int_equal(paper_file_any(db, arena, paper.id, false, &found, NULL), ERR_OK);
	assert_null(found.bytes);
	assert_int_equal(paper_keep_files(db, paper.id, &pdf, &docx, NULL), ERR_OK);
	assert_int_equal(paper_keep_files(db, paper.id, &other, &docx, NULL), ERR_OK);
	assert_int_equal(paper_file_any(db, arena, paper.id, false, &found, NULL), ERR_OK);
	assert_memory_equal(found.bytes, pdf.bytes, 6);
	assert_int_equal(paper_file_any(db, arena, paper.id, true, &found, NULL), ERR_OK);
	assert_int_equal(found.length, 2);
	assert_true(read_back(&d, 1).has_files);
	assert_int_equal(paper_verify(db, NULL), ERR_OK);
	made_close(&d.made);
}

/* The least that is a picture of one line, with something behind it. */
#define JPEG "\xff\xd8\xff\xe0\x00\x04zz\xff\xda\x00\x03x123\xff\x00\xff\xd0z\xff\xd9"

static void scans_stay(void **state)
{
	static const char jpeg[] = JPEG "trailer", pdf[] = "%PDF-1.7 %%EOF";
	struct desk d;
	struct paper_scan *scans, scan;
	struct error error = { 0 };
	size_t count;

	(void)state;
	open_desk(&d);
	struct db *db = d.made.world->db;
	struct arena *arena = d.made.world->arena;
	const struct office_paper paper = issue(&d, 1, 0, BODY_OFFICE, false);
	struct signed_request r = { .head = d.head, .day = "2024-06-09", .scan = jpeg, .scan_length = sizeof jpeg - 1 };
	assert_int_equal(signed_check(&r, &error), ERR_OK);
	assert_int_equal(signed_note(db, &r, paper.id, &error), ERR_OK);
	assert_int_equal(signed_note(db, &r, paper.id, &error), ERR_CONFLICT);
	r.scan = pdf;
	r.scan_length = sizeof pdf - 1;
	r.day = "2024-06-10";
	assert_int_equal(signed_note(db, &r, paper.id, &error), ERR_OK);
	r.scan = NULL;
	assert_int_equal(signed_note(db, &r, paper.id, &error), ERR_OK);
	assert_int_equal(paper_scans_any(db, arena, paper.id, &scans, &count, NULL), ERR_OK);
	assert_int_equal(count, 2);
	assert_string_equal(scans[0].type, "image/jpeg");
	assert_string_equal(scans[1].day, "2024-06-10");
	assert_int_equal(paper_scan_any(db, arena, paper.id, 1, &scan, NULL), ERR_OK);
	assert_int_equal(scan.file.length, sizeof jpeg - 1);
	assert_memory_equal(scan.file.bytes, jpeg, sizeof jpeg - 1);
	assert_int_equal(paper_scan_any(db, arena, paper.id, 3, &scan, &error), ERR_NOT_FOUND);
	assert_string_equal(read_back(&d, 1).signed_on, "2024-06-10");
	assert_int_equal(paper_verify(db, &error), ERR_OK);
	scan.file.length--;
	assert_int_equal(paper_scan_add(db, paper.id, &scan, d.actor.user_id, &error), ERR_OK);
	assert_int_equal(paper_verify(db, &error), ERR_INTERNAL);
	made_close(&d.made);
}

static void what_is_a_scan(void **state)
{
	static const struct { const char *bytes; size_t length; const char *type; } cases[] = {
		{ JPEG, sizeof JPEG - 1, "image/jpeg" }, { JPEG, sizeof JPEG - 3, NULL }, { JPEG, 12, NULL }, { JPEG, 3, NULL },
		{ "\xff\xd8\xff\xe0\x00\x04zz\xff\xd9", 10, NULL }, { "\xff\xd8\xff\xe0\xff\xffzz\xff\xd9", 10, NULL },
		{ "\xff\xd8\xff\xda\x00\x00\xff\xd9", 8, "image/jpeg" }, { "%PDF-1.7 %%EOF", 14, "application/pdf" },
		{ "%PDF-1.7 cut off", 16, NULL }, { "<html>", 6, NULL }, { "", 0, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *type = scan_type(cases[i].bytes, cases[i].length);
		assert_true((type == NULL) == (cases[i].type == NULL));
		if (type != NULL)
			assert_string_equal(type, cases[i].type);
	}
}

static void nothing_is_issued(void **state)
{
	struct desk d;
	struct office_paper paper = { .kind = PAPER_MINUTES, .subject_id = 13 };
	struct error error = { 0 };

	(void)state;
	open_desk(&d);
	paper.commune_id = d.made.communes[0];
	assert_int_equal(paper_issue(d.made.world->db, &d.head, &paper, true, &error), ERR_CONFLICT);
	assert_int_equal(read_back(&d, 13).id, 0);
	d.made.workflow.paper = NULL;
	paper.subject_id = 14;
	assert_int_equal(paper_issue(d.made.world->db, &d.head, &paper, true, &error), ERR_OK);
	assert_int_equal(read_back(&d, 14).id, 0);
	made_close(&d.made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_by_body_and_year), cmocka_unit_test(one_in_the_place_of_another),
		cmocka_unit_test(files_are_kept), cmocka_unit_test(scans_stay), cmocka_unit_test(what_is_a_scan),
		cmocka_unit_test(nothing_is_issued),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
