/* The filters of the tables of sheets, but what is looked for. */
#include "acceptance/acceptance.h"
#include "base/memory.h"
#include "report/area_choice.h"
#include "report/finding_shown.h"
#include "report/plain_filter.h"
#include "report/sheet_query.h"
#include "store/campaign/campaign.h"
#include "store/campaign/rule_change.h"
#include "store/team/member.h"
#include "text/label.h"
#include "workflow/verdict/audience.h"

enum { COMMUNES_MAX = 20 };

/* ---- what is sent ---- */

static bool read_id(struct table_ask *ask, const char *text, void *place)
{
	const struct param id = { "id", text };
	const struct params one = { &id, 1 };

	(void)ask;
	return params_int(&one, "id", 1, INT64_MAX, place) == PARAM_OK;
}

static bool read_state_code(struct table_ask *ask, const char *text, void *place)
{
	enum state state = state_from_code(text);

	(void)ask;
	memcpy(place, &state, sizeof state);
	return state != STATE_NONE;
}

static bool read_clean(struct table_ask *ask, const char *text, void *place)
{
	int clean = strcmp(text, "1") == 0 ? 1 : -1;

	(void)ask;
	memcpy(place, &clean, sizeof clean);
	return clean == 1 || strcmp(text, "0") == 0;
}

/* Late today. */
static bool read_late(struct table_ask *ask, const char *text, void *place)
{
	memcpy(place, &ask->today, sizeof ask->today);
	return strcmp(text, "1") == 0;
}

/* The place is that of late_on in a filter of sheets: what is late soon is asked for beside it. */
static bool read_late_or_soon(struct table_ask *ask, const char *text, void *place)
{
	struct sheet_filter *filter = (struct sheet_filter *)((char *)place - offsetof(struct sheet_filter, late_on));

	filter->late_soon = strcmp(text, "soon") == 0;
	return read_late(ask, filter->late_soon ? "1" : text, place);
}

static bool read_no_hamlet(struct table_ask *ask, const char *text, void *place)
{
	const bool none = true;

	(void)ask;
	memcpy(place, &none, sizeof none);
	return strcmp(text, "1") == 0;
}

static bool read_rule(struct table_ask *ask, const char *text, void *place)
{
	memcpy(place, &text, sizeof text);
	return acceptance_find(text) >= 0 && finding_is_shown(ask->reader.actor, &(struct finding_row){ .rule = text });
}

/* ---- what is offered ---- */

#define CHOICE(name) { STATE_##name##_CODE, MSG_STATE_##name },
static const struct filter_choice states[] = { STATES(CHOICE) };
#undef CHOICE
static const struct filter_choice no_hamlets[] = { { "1", MSG_NO_HAMLET } };
static const struct filter_choice lates[] = { { "1", MSG_FILTER_LATE } };
static const struct filter_choice lates_or_soon[] = { { "1", MSG_FILTER_LATE }, { "soon", MSG_FILTER_SOON } };
static const struct filter_choice cleans[] = { { "1", MSG_FILTER_CLEAN }, { "0", MSG_FILTER_OPEN } };

static bool is_offered(const struct filter_options *out, const char *value)
{
	for (size_t i = 0; i < out->count; i++) {
		if (strcmp(out->items[i].value, value) == 0)
			return true;
	}
	return false;
}

static enum err offer_areas(struct db *db, struct table_ask *ask, const void *place, struct filter_options *out,
                            struct error *error)
{
	struct arena *arena = ask->reader.arena;
	const int64_t *chosen = place;
	struct area_choice choice;
	enum err err = area_choice_read(db, arena, ask->reader.actor, *chosen, &choice, error);

	if (err != ERR_OK)
		return err;
	out->items = arena_array(arena, choice.count + 1, sizeof *out->items);
	for (size_t i = 0; i < choice.count; i++)
		offer_one(out, arena_print(arena, "%lld", (long long)choice.items[i].id), choice.items[i].full_name,
		           choice.items[i].id == *chosen);
	return ERR_OK;
}

static enum err offer_campaigns(struct db *db, struct table_ask *ask, const void *place, struct filter_options *out,
                                struct error *error)
{
	struct arena *arena = ask->reader.arena;
	const int64_t *chosen = place;
	struct campaign *campaigns;
	size_t count;
	enum err err = campaign_list(db, arena, ask->reader.actor, &campaigns, &count, error);

	if (err != ERR_OK)
		return err;
	out->items = arena_array(arena, count + 1, sizeof *out->items);
	for (size_t i = 0; i < count; i++)
		offer_one(out, arena_print(arena, "%lld", (long long)campaigns[i].id), campaigns[i].code,
		           campaigns[i].id == *chosen);
	return ERR_OK;
}

struct writer { const struct member *member; const char *commune; };

/* As told in their commune, with its name where somebody of another is told alike. */
static const char *writer_label(struct arena *arena, const struct writer *all, size_t count, const struct writer *one)
{
	for (size_t i = 0; i < count; i++) {
		if (all[i].member->id != one->member->id && strcmp(all[i].commune, one->commune) != 0 &&
		    strcmp(all[i].member->full_name, one->member->full_name) == 0)
			return arena_print(arena, "%s, %s", one->member->told, one->commune);
	}
	return one->member->told;
}

/* Those of one commune behind the others. */
static enum err add_writers(struct db *db, struct arena *arena, const struct area *commune, struct writer **all,
                            size_t *count, struct error *error)
{
	struct member *members;
	size_t more;
	enum err err = member_list_writers(db, arena, commune->id, NULL, &members, &more, error);

	if (err != ERR_OK)
		return err;
	struct writer *grown = arena_array(arena, *count + more + 1, sizeof *grown);
	for (size_t i = 0; i < *count; i++)
		grown[i] = (*all)[i];
	for (size_t i = 0; i < more; i++)
		grown[*count + i] = (struct writer){ &members[i], commune->full_name };
	*all = grown;
	*count += more;
	return ERR_OK;
}

/* The people who interview in the communes, each once. */
static enum err offer_writers(struct db *db, struct table_ask *ask, const void *place, struct filter_options *out,
                              struct error *error)
{
	struct arena *arena = ask->reader.arena;
	const int64_t *chosen = place;
	struct area *communes;
	struct writer *all = NULL;
	size_t commune_count, count = 0;
	enum err err = area_communes(db, arena, ask->reader.actor, COMMUNES_MAX, &communes, &commune_count, error);

	for (size_t i = 0; i < commune_count && err == ERR_OK; i++)
		err = add_writers(db, arena, &communes[i], &all, &count, error);
	out->items = arena_array(arena, count + 1, sizeof *out->items);
	for (size_t i = 0; i < count; i++) {
		const char *id = arena_print(arena, "%lld", (long long)all[i].member->id);
		if (!is_offered(out, id))
			offer_one(out, id, writer_label(arena, all, count, &all[i]), all[i].member->id == *chosen);
	}
	return err;
}

/* Open somewhere in the communes, and for the actor: as the tally has it, sheets that the table does not have are
 * among them. */
static bool is_open(const struct table_ask *ask, const struct rule_count *counts, size_t count, const char *rule)
{
	for (size_t i = 0; i < count; i++) {
		const struct finding_row finding = { .rule = rule };
		if (strcmp(counts[i].rule, rule) == 0 && finding_is_shown(ask->reader.actor, &finding))
			return counts[i].fired > counts[i].confirmed;
	}
	return false;
}

static void add_rules(struct table_ask *ask, const char *chosen, enum severity severity,
                      const struct rule_count *counts, size_t count, struct filter_options *out)
{
	const char *group = severity_label(severity);

	for (size_t i = 0; i < acceptance_rule_count(); i++) {
		const struct rule_info rule = acceptance_rule(i);
		bool is_chosen = chosen != NULL && strcmp(chosen, rule.id) == 0;
		if (rule.severity != severity || !(is_chosen || is_open(ask, counts, count, rule.id)))
			continue;
		offer_one(out, rule.id, rule_title(ask->reader.arena, rule.id), is_chosen)->group = group;
		group = NULL;
	}
}

/* By severity; suggestions are never open. */
static enum err offer_rules(struct db *db, struct table_ask *ask, const void *place, struct filter_options *out,
                            struct error *error)
{
	const char *const *chosen = place;
	struct rule_count *counts;
	size_t count;
	enum err err = rule_counts(db, ask->reader.arena, ask->reader.actor, &counts, &count, error);

	if (err != ERR_OK)
		return err;
	out->items = arena_array(ask->reader.arena, acceptance_rule_count(), sizeof *out->items);
	add_rules(ask, *chosen, SEVERITY_E, counts, count, out);
	add_rules(ask, *chosen, SEVERITY_W, counts, count, out);
	return ERR_OK;
}

const struct filter_kind filter_state = { .look = LOOK_SELECT, .read = read_state_code,
	FILTER_CHOICES(states) };
const struct filter_kind filter_area = { .look = LOOK_SELECT, .read = read_id, .offer = offer_areas };
const struct filter_kind filter_campaign = { .look = LOOK_SELECT, .read = read_id, .offer = offer_campaigns };
const struct filter_kind filter_enumerator = { .look = LOOK_HIDDEN, .read = read_id, .offer = offer_writers };
const struct filter_kind filter_writer = { .look = LOOK_SELECT, .read = read_id, .offer = offer_writers };
const struct filter_kind filter_late = { .look = LOOK_SELECT, .read = read_late_or_soon,
	FILTER_CHOICES(lates_or_soon) };
/* The same without an input. */
const struct filter_kind filter_late_held = { .look = LOOK_HIDDEN, .read = read_late, FILTER_CHOICES(lates) };
const struct filter_kind filter_no_hamlet = { .look = LOOK_HIDDEN, .read = read_no_hamlet,
	FILTER_CHOICES(no_hamlets) };
const struct filter_kind filter_clean = { .look = LOOK_HIDDEN, .read = read_clean,
	FILTER_CHOICES(cleans) };
const struct filter_kind filter_outcome = { .look = LOOK_SELECT, .read = read_clean,
	FILTER_CHOICES(cleans) };
const struct filter_kind filter_rule = { .look = LOOK_HIDDEN, .read = read_rule };
const struct filter_kind filter_open_rule = { .look = LOOK_SELECT, .read = read_rule, .offer = offer_rules };
