/* What goes to the archive of the body at the end of a campaign: the list of files, and the minutes of handing over. */
#include "base/memory.h"
#include "report/paper/paper_type.h"
#include "store/campaign/campaign.h"
#include "store/handover/archive.h"
#include "table/display.h"
#include "text/utf8.h"

struct kept {
	const struct paper_ask *ask;
	struct office office;
	struct campaign campaign;
	struct archive_file *files;
	size_t count;
	int64_t sheets;
};

static bool may_see(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	struct campaign campaign;

	return campaign_by_id(db, arena, actor, id, &campaign, NULL) == ERR_OK;
}

static enum err read_kept(struct db *db, const struct paper_ask *ask, struct kept *out, struct error *error)
{
	enum err err = campaign_by_id_any(db, ask->arena, ask->id, &out->campaign, error);

	out->ask = ask;
	if (err == ERR_OK)
		err = archive_list(db, ask->arena, ask->actor, ask->id, &out->files, &out->count, error);
	if (err == ERR_OK && out->count == 0)
		err = error_set(error, ERR_CONFLICT, message_text(MSG_ARCHIVE_NONE), "nothing of the campaign is archived");
	if (err != ERR_OK)
		return err;
	office_read_any(db, ask->arena, out->files[0].commune_id, &out->office);
	for (size_t i = 0; i < out->count; i++)
		out->sheets += out->files[i].sheets;
	return ERR_OK;
}

/* What files are called; of several communes each says whose it is. */
static const char *title_of(const struct kept *k, const struct archive_file *file)
{
	bool several = k->files[0].commune_id != k->files[k->count - 1].commune_id;
	const char *values[] = { k->campaign.name, several ? file->commune_name : "" };

	return message_with(k->ask->arena, several ? MSG_ARCHIVE_FILE_OF : MSG_ARCHIVE_FILE, values, 2);
}

static const char *period(const struct kept *k, const char *first, const char *last)
{
	const char *from = display_day(k->ask->arena, first), *to = display_day(k->ask->arena, last);

	return strcmp(from, to) == 0 ? from : arena_print(k->ask->arena, "%s - %s", from, to);
}

static const char *whole_period(const struct kept *k)
{
	const char *first = NULL, *last = NULL;

	for (size_t i = 0; i < k->count; i++) {
		const struct archive_file *file = &k->files[i];
		if (file->first_day != NULL && (first == NULL || strcmp(file->first_day, first) < 0))
			first = file->first_day;
		if (file->last_day != NULL && (last == NULL || strcmp(file->last_day, last) > 0))
			last = file->last_day;
	}
	return period(k, first, last);
}

static void put_kept(const struct kept *k, struct tmpl_dict *dict)
{
	struct arena *arena = k->ask->arena;
	const char *files[] = { display_count(arena, (int64_t)k->count),
		number_words_first(arena, (int64_t)k->count, k->office.zero) };

	paper_put_head(k->ask, dict, &k->office, false);
	tmpl_put(dict, "CAMPAIGN", k->campaign.name);
	tmpl_put(dict, "FILES", message_with(arena, MSG_PAPER_FILES, files, 2));
	tmpl_put(dict, "LISTED", paper_sheets(k->ask, &k->office, k->sheets));
	tmpl_put(dict, "PERIOD", whole_period(k));
	for (size_t i = 0; i < k->count; i++) {
		const struct archive_file *file = &k->files[i];
		struct tmpl_dict *row = tmpl_add(dict, "FILE");
		tmpl_put(row, "FILE_PLACE", file->place);
		tmpl_put(row, "FILE_TITLE", title_of(k, file));
		tmpl_put(row, "FILE_PERIOD", period(k, file->first_day, file->last_day));
		tmpl_put(row, "FILE_KEPT_FOR", k->office.kept_for);
		tmpl_put(row, "FILE_SHEETS", display_count(arena, file->sheets));
		tmpl_put(row, "FILE_KEEPER", file->keeper);
	}
}

static enum err read_index(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                           struct paper_shown *shown, struct error *error)
{
	struct kept kept = { .count = 0 };
	enum err err = read_kept(db, ask, &kept, error);

	if (err != ERR_OK)
		return err;
	*shown = (struct paper_shown){ NULL, 0, kept.files[0].commune_id };     /* it names nobody */
	put_kept(&kept, dict);
	return ERR_OK;
}

static enum err read_minutes(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                             struct paper_shown *shown, struct error *error)
{
	struct kept kept = { .count = 0 };
	enum err err = read_kept(db, ask, &kept, error);

	if (err != ERR_OK)
		return err;
	*shown = (struct paper_shown){ NULL, 0, kept.files[0].commune_id };
	put_kept(&kept, dict);
	tmpl_put(dict, "GIVER", utf8_upper(ask->arena, kept.office.name));
	return ERR_OK;
}

const struct paper_type archive_index_paper = {
	.name = "archive-index",
	.file = "muc-luc-ho-so",
	.title = MSG_PAPER_ARCHIVE_INDEX,
	.path = "/returns/archive/{id}/index",
	.back = "/returns/archive",
	.formats = FORMAT_PAGE | FORMAT_PDF | FORMAT_DOCX,
	.issued_as = -1,
	.template = "paper/archive-index.html",
	.may = may_see,
	.read = read_index,
};

const struct paper_type archive_paper = {
	.name = "archive",
	.file = "bien-ban-giao-nop-luu-tru",
	.title = MSG_PAPER_ARCHIVE,
	.path = "/returns/archive/{id}",
	.formats = FORMAT_PAGE | FORMAT_PDF | FORMAT_DOCX,
	.issued_as = -1,
	.template = "paper/archive.html",
	.may = may_see,
	.read = read_minutes,
};
