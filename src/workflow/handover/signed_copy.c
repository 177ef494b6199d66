#include "workflow/handover/signed_copy.h"

#include "base/hash.h"
#include "store/campaign/area.h"
#include "text/messages.h"
#include "workflow/history.h"
#include "workflow/write.h"

/* ---- what a file is ---- */

enum { END_ROOM = 1024 };               /* in which a PDF ends */

static bool is_pdf(const unsigned char *bytes, size_t length)
{
	size_t room = length < END_ROOM ? length : END_ROOM;

	return length > 8 && memcmp(bytes, "%PDF-", 5) == 0 && memmem(bytes + length - room, room, "%%EOF", 5) != NULL;
}

/* Signs of ITU-T T.81, table B.1, that are not followed by a length. */
enum { JPEG_SIGN = 0xff, JPEG_BEGIN = 0xd8, JPEG_END = 0xd9, JPEG_SCAN = 0xda, JPEG_RESTART = 0xd0 };

/* Where the next sign stands behind coded data; in these a sign is stuffed, or begins them anew. */
static size_t after_data(const unsigned char *bytes, size_t length, size_t at)
{
	while (at + 1 < length && (bytes[at] != JPEG_SIGN || bytes[at + 1] == 0 || bytes[at + 1] == JPEG_SIGN ||
	                           (bytes[at + 1] >= JPEG_RESTART && bytes[at + 1] < JPEG_BEGIN)))
		at++;
	return at;
}

/* From sign to sign to the end of the picture, which a camera may write something behind. */
static bool is_jpeg(const unsigned char *bytes, size_t length)
{
	bool drawn = false;
	size_t at = 2;

	if (length < 4 || bytes[0] != JPEG_SIGN || bytes[1] != JPEG_BEGIN)
		return false;
	while (at + 1 < length && bytes[at] == JPEG_SIGN) {
		unsigned char sign = bytes[at + 1];
		if (sign == JPEG_END)
			return drawn;
		if (at + 3 >= length || sign == 0 || sign == JPEG_BEGIN)
			return false;
		at += 2 + ((size_t)bytes[at + 2] << 8 | bytes[at + 3]);
		drawn |= sign == JPEG_SCAN;
		if (sign == JPEG_SCAN)
			at = after_data(bytes, length, at);
	}
	return false;
}

const char *scan_type(const void *bytes, size_t length)
{
	return is_pdf(bytes, length) ? "application/pdf" : is_jpeg(bytes, length) ? "image/jpeg" : NULL;
}

/* ---- judging ---- */

static enum err refuse(struct signed_request *r, const char *field, enum message why, struct error *error)
{
	r->field = field;
	return error_set(error, ERR_UNPROCESSABLE, message_text(why), "no such signed copy: %s", field);
}

enum err signed_check(struct signed_request *r, struct error *error)
{
	struct date day, today = clock_today(&r->head.workflow->clock);

	if (r->day == NULL || !date_from_iso(r->day, false, &day))
		return refuse(r, "signed_on", MSG_MINUTES_NO_DAY, error);
	if (date_compare(day, today) > 0)
		return refuse(r, "signed_on", MSG_MINUTES_AHEAD, error);
	if (r->scan == NULL)
		return ERR_OK;
	if (r->scan_length > (size_t)SCAN_MOST)
		return refuse(r, "scan", MSG_SCAN_LARGE, error);
	return scan_type(r->scan, r->scan_length) == NULL ? refuse(r, "scan", MSG_SCAN_TYPE, error) : ERR_OK;
}

/* ---- noting ---- */

/* {"paper":12,"hash":"…"} */
static enum err tell(struct db *db, const struct request_head *head, int64_t paper_id, const char *hash,
                     struct error *error)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddNumberToObject(what, "paper", (double)paper_id);
	if (hash != NULL)
		cJSON_AddStringToObject(what, "hash", hash);
	return history_add(db, head, ACTION_PAPER_SIGNED, 0, STATE_NONE, STATE_NONE, NULL, what, error);
}

static enum err check_room(struct db *db, const struct signed_request *r, int64_t paper_id, const char *hash,
                           struct error *error)
{
	struct paper_scan *scans;
	size_t count;
	enum err err = paper_scans_any(db, r->head.arena, paper_id, &scans, &count, error);

	if (err == ERR_OK && count >= SCANS_MOST)
		return error_set(error, ERR_CONFLICT, message_text(MSG_SCAN_MANY), "paper %lld has enough scans",
		                 (long long)paper_id);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (strcmp(scans[i].hash, hash) == 0)
			err = error_set(error, ERR_CONFLICT, message_text(MSG_SCAN_TWICE), "paper %lld has that scan",
			                (long long)paper_id);
	}
	return err;
}

enum err signed_note(struct db *db, const struct signed_request *r, int64_t paper_id, struct error *error)
{
	struct paper_scan scan = { .day = r->day, .file = { r->scan, r->scan_length }, .added_at = r->head.now };
	char *hash = arena_alloc(r->head.arena, HASH_TEXT);
	enum err err = paper_set_signed(db, paper_id, r->day, error);

	if (err != ERR_OK || r->scan == NULL)
		return err == ERR_OK ? tell(db, &r->head, paper_id, NULL, error) : err;
	hash_text(r->scan, r->scan_length, hash);
	scan.hash = hash;
	scan.type = scan_type(r->scan, r->scan_length);
	err = check_room(db, r, paper_id, hash, error);
	if (err == ERR_OK)
		err = paper_scan_add(db, paper_id, &scan, r->head.actor->user_id, error);
	return err == ERR_OK ? tell(db, &r->head, paper_id, hash, error) : err;
}

static enum err signed_task(struct db *db, void *arg, struct error *error)
{
	struct signed_request *r = arg;
	struct office_paper paper;
	enum err err = signed_check(r, error);

	r->head.made = r->subject;
	if (err == ERR_OK)
		err = paper_of_any(db, r->head.arena, r->kind, r->subject.id, &paper, error);
	if (err != ERR_OK)
		return err;
	if (paper.id == 0)
		return error_set(error, ERR_CONFLICT, message_text(MSG_SIGNED_DRAFT), "a draft is not signed");
	if (!area_in_scope(db, r->head.actor, paper.commune_id))
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "another's paper");
	return signed_note(db, r, paper.id, error);
}

enum err workflow_note_signed(struct signed_request *request, struct error *error)
{
	return write_run(&request->head, signed_task, request, error);
}
