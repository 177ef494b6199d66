#include "workflow/verdict/records.h"

#include "store/campaign/area.h"
#include "store/person/person.h"
#include "store/sheet/record.h"
#include "text/identity.h"
#include "text/likeness.h"
#include "text/sound.h"

/* What was asked already is not asked again. */
struct answered { struct record_list list; bool asked; };

struct lookup {
	struct db *db;
	struct arena *arena;
	const struct sheet *sheet;
	const struct campaign *campaign;
	const char *full_name, *citizen_id, *collected_on, *paper_no; /* or NULL */
	const char *sound;                                      /* of the name; NULL: not asked yet, or none */
	struct date birth;
	int64_t hamlet, person_id;                              /* 0: none */
	struct answered same_id, same_sound, same_person, same_paper;
	struct roster roster;
	bool roster_asked;
	struct record_lookup out;
};

static struct date day_of(const char *iso)
{
	struct date day = { 0 };

	if (iso != NULL)
		date_from_iso(iso, true, &day);
	return day;
}

/* ---- one record ---- */

/* Collected on an earlier day, or on the same day and written down first. */
static bool is_earlier(const struct lookup *l, const struct record_row *row)
{
	int order = row->collected_on == NULL || l->collected_on == NULL ? 0 : strcmp(row->collected_on, l->collected_on);

	return order < 0 || (order == 0 && (l->sheet->id == 0 || row->id < l->sheet->id));
}

static struct record record_of(const struct lookup *l, const struct record_row *row)
{
	return (struct record){
		.sheet_id = row->id,
		.same_commune = row->commune_id == l->sheet->commune_id,
		.same_hamlet = l->hamlet != 0 && row->area_id == l->hamlet,
		.same_campaign = row->campaign_id == l->sheet->campaign_id,
		.earlier_campaign = strcmp(row->campaign_from, l->campaign->collect_from) < 0,
		.is_accepted = state_in(row->state, STATES_ACCEPTED),
		.is_waiting = state_in(row->state, STATES_WAITING),
		.is_earlier = is_earlier(l, row),
		.kind = row->kind,
		.sex = row->sex,
		.area = row->area_name,
		.commune = row->commune_name,
		.full_name = row->full_name,
		.citizen_id = row->citizen_id,
		.paper_no = row->paper_no,
		.birth = day_of(row->birth_date),
	};
}

static bool is_other(const struct lookup *l, const struct record_row *row)
{
	return row->id != l->sheet->id && row->id != l->sheet->replaces_id;
}

/* Somebody knows already what there is to know about the two. */
static bool is_settled(const struct lookup *l, const struct record_row *row)
{
	return row->person_id != 0 && l->person_id != 0 && (person_is_kin_any(l->db, l->person_id, row->person_id) ||
	                                                    person_is_distinct_any(l->db, l->person_id, row->person_id));
}

/* A fault shows again at the next statement of the transaction, so that nothing is written; here it finds nothing. */
static struct record_list keep(struct lookup *l, enum err err, const struct record_row *rows, size_t count,
                           bool (*wanted)(const struct lookup *, const struct record_row *))
{
	struct record *items = arena_array(l->arena, err == ERR_OK ? count + 1 : 1, sizeof *items);
	size_t kept = 0;

	for (size_t i = 0; err == ERR_OK && i < count; i++) {
		if (is_other(l, &rows[i]) && (wanted == NULL || wanted(l, &rows[i])))
			items[kept++] = record_of(l, &rows[i]);
	}
	return (struct record_list){ items, kept };
}

/* ---- the look-ups ---- */

static struct record_list same_id(void *arg)
{
	struct lookup *l = arg;
	struct record_row *rows;
	size_t count;

	if (!l->same_id.asked && l->citizen_id != NULL) {
		enum err err = record_same_id_any(l->db, l->arena, l->citizen_id, &rows, &count, NULL);
		l->same_id.list = keep(l, err, rows, count, NULL);
	}
	l->same_id.asked = true;
	return l->same_id.list;
}

static bool is_unsettled(const struct lookup *l, const struct record_row *row)
{
	return !is_settled(l, row);
}

/* Closer birth dates first, then the same campaign; the store's order among equals. */
static bool is_likelier(const struct lookup *l, const struct record_row *a, const struct record_row *b)
{
	enum birth_likeness likeness = birth_likeness(l->birth, day_of(a->birth_date)),
						other = birth_likeness(l->birth, day_of(b->birth_date));
	int64_t campaign = l->sheet->campaign_id;

	return likeness != other ? likeness < other : a->campaign_id == campaign && b->campaign_id != campaign;
}

static void rank(const struct lookup *l, struct record_row *items, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		for (size_t j = i; j > 0 && is_likelier(l, &items[j], &items[j - 1]); j--) {
			struct record_row moved = items[j];
			items[j] = items[j - 1];
			items[j - 1] = moved;
		}
	}
}

static const char *sound_of(struct lookup *l)
{
	if (l->sound == NULL && l->full_name != NULL)
		l->sound = name_sound(l->arena, l->full_name);
	return l->sound;
}

static struct record_list same_sound(void *arg)
{
	struct lookup *l = arg;
	struct record_row *rows;
	size_t count;

	if (!l->same_sound.asked && l->full_name != NULL) {
		const char *sound = sound_of(l);
		enum err err = record_same_sound_any(l->db, l->arena, l->sheet->commune_id, sound == NULL ? "" : sound,
		                                     l->birth, &rows, &count, NULL);
		rank(l, rows, err == ERR_OK ? count : 0);
		l->same_sound.list = keep(l, err, rows, count, is_unsettled);
	}
	l->same_sound.asked = true;
	return l->same_sound.list;
}

/* Known by number, or joined; an old number of nine digits is all that is known of a provisional person. */
static struct record_list same_person(void *arg)
{
	struct lookup *l = arg;
	struct record_row *rows;
	size_t count;

	if (l->person_id == 0)
		return same_id(l);
	if (!l->same_person.asked) {
		enum err err = record_of_person_any(l->db, l->arena, l->person_id, &rows, &count, NULL);
		l->same_person.list = keep(l, err, rows, count, NULL);
	}
	l->same_person.asked = true;
	return l->same_person.list.count > 0 ? l->same_person.list : same_id(l);
}

static struct roster_record roster_record_of(const struct roster_row *row)
{
	return (struct roster_record){ .full_name = row->full_name, .birth = day_of(row->birth_date), .sex = row->sex,
		.has_number = row->citizen_id != NULL, .of_police = row->source == ROSTER_POLICE,
		.surveyed_before = row->category == ROSTER_CHANGE || row->category == ROSTER_INCOMPLETE ||
		                   row->source == ROSTER_LAST_YEAR };
}

static struct roster roster(void *arg)
{
	struct lookup *l = arg;
	struct roster_row *rows;
	size_t count;

	if (l->roster_asked)
		return l->roster;
	l->roster_asked = true;
	if (roster_find_any(l->db, l->arena, l->sheet->commune_id, l->sheet->campaign_id, l->citizen_id, sound_of(l),
	                    &rows, &count, NULL) != ERR_OK)
		return l->roster;
	struct roster_record *items = arena_array(l->arena, count + 1, sizeof *items);
	for (size_t i = 0; i < count; i++)
		items[i] = roster_record_of(&rows[i]);
	l->roster = (struct roster){ roster_is_there_any(l->db, l->sheet->commune_id, l->sheet->campaign_id), items,
		count };
	return l->roster;
}

static struct record_list same_paper(void *arg)
{
	struct lookup *l = arg;
	struct record_row *rows;
	size_t count;

	if (!l->same_paper.asked && l->paper_no != NULL) {
		enum err err = record_same_paper_any(l->db, l->arena, l->sheet->commune_id, l->sheet->campaign_id, l->paper_no,
		                                     &rows, &count, NULL);
		l->same_paper.list = keep(l, err, rows, count, NULL);
	}
	l->same_paper.asked = true;
	return l->same_paper.list;
}

/* "Tổ dân phố 3, Tổ dân phố 4"; NULL: there is none. */
static const char *successors_of(struct lookup *l)
{
	struct area_kin *kin;
	const char *names = NULL;
	size_t count;

	if (area_succession_any(l->db, l->arena, l->hamlet, true, &kin, &count, NULL) != ERR_OK)
		return NULL;
	for (size_t i = 0; i < count; i++)
		names = names == NULL ? kin[i].area.full_name
		                      : arena_print(l->arena, "%s, %s", names, kin[i].area.full_name);
	return names;
}

static struct hamlet_term hamlet(void *arg)
{
	struct lookup *l = arg;
	struct hamlet_term term = { 0 };
	struct area area;

	if (l->hamlet == 0 || area_by_id_any(l->db, l->arena, l->hamlet, &area, NULL) != ERR_OK)
		return term;
	term.from = day_of(area.valid_from);
	term.to = day_of(area.valid_to);
	term.successors = area.valid_to == NULL ? NULL : successors_of(l);
	return term;
}

/* The person of a stored sheet; of one that was never submitted, the person of its number. */
static int64_t person_of(struct db *db, const struct sheet *sheet, const char *citizen_id)
{
	if (citizen_id != NULL && identity_is_full(citizen_id) && (sheet->person_id == 0 || sheet->state == STATE_DRAFT)) {
		int64_t known = person_of_number_any(db, citizen_id);
		return known != 0 ? known : sheet->person_id;
	}
	return sheet->person_id;
}

const struct record_lookup *record_look_up(struct db *db, struct arena *arena, const struct sheet *sheet,
                                           const struct campaign *campaign)
{
	struct lookup *l = arena_alloc(arena, sizeof *l);
	const struct answers *answers = &sheet->answers;
	const struct form *form = answers->form;
	struct date collected = answers_date(answers, form->collected_on);
	char iso[DATE_TEXT] = "";

	if (collected.year != 0)
		date_to_iso(collected, iso);
	*l = (struct lookup){ .db = db, .arena = arena, .sheet = sheet, .campaign = campaign,
		.full_name = answers_text(answers, form->full_name),
		.citizen_id = answers_text(answers, form->citizen_id),
		.paper_no = answers_text(answers, form->paper_no),
		.collected_on = iso[0] == '\0' ? NULL : arena_text(arena, iso),
		.birth = answers_date(answers, form->birth_date),
		.hamlet = answers_number(answers, form->hamlet) };
	l->person_id = person_of(db, sheet, l->citizen_id);
	l->out = (struct record_lookup){ l, same_id, same_sound, same_person, roster, hamlet, same_paper };
	return &l->out;
}
