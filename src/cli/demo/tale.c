#include "cli/demo/tale.h"

#include "base/json.h"
#include "base/memory.h"
#include "text/label.h"

enum { MOVES_PER_SHEET = 32 };

/* Fields that an officer sends a sheet back for, though no rule speaks. */
static const enum demo_field asked_again[] = { F_PERMANENT, F_OCCUPATION, F_CONTRACT_START, F_EMPLOYER, F_TRAINING,
	F_INSURANCE_NO,
	F_NAME, F_EDUCATION };

static struct prng prng_of(const struct demo_tale *tale)
{
	uint64_t move = (uint64_t)(tale->move - tale->slot->moves);

	return prng_make(tale->demo->seed, STREAM_MOVES, tale->index * (uint64_t)MOVES_PER_SHEET + move);
}

static const char *pair(struct arena *arena, const char *name, const char *text)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, name, text);
	const char *json = json_print(arena, object);
	cJSON_Delete(object);
	return json;
}

static const char *word(const struct demo_tale *tale, const char *list, struct prng *prng)
{
	return demo_word(tale->demo->book, list, prng);
}

/* ---- one function for each kind of move ---- */

static const char *first_error_field(const struct demo_tale *tale)
{
	for (size_t i = 0; i < tale->verdict->count; i++) {
		const struct finding_row *row = &tale->verdict->rows[i];
		if (row->severity == SEVERITY_E && row->field_count > 0)
			return row->fields[0];
	}
	return NULL;
}

static void tell_return(const struct demo_tale *tale, struct prng *prng, const char **reason, const char **diff)
{
	const char *field = first_error_field(tale);

	if (field != NULL) {
		*reason = word(tale, "return.faulty", prng);
		*diff = pair(tale->arena, field, word(tale, "field.faulty", prng));
		return;
	}
	enum demo_field asked = F_PERMANENT;
	for (size_t i = 0, at = prng_below(prng, COUNT(asked_again)); i < COUNT(asked_again) && asked == F_PERMANENT; i++)
		asked = tale->draw->typed[asked_again[(at + i) % COUNT(asked_again)]] == NULL ? F_PERMANENT :
		        asked_again[(at + i) % COUNT(asked_again)];
	*reason = word(tale, arena_print(tale->arena, "return.%s", demo_field_name(asked)), prng);
	*diff = pair(tale->arena, demo_field_name(asked), *reason);
}

/* The number of the paper had been typed wrong. */
static void tell_correct(const struct demo_tale *tale, struct prng *prng, const char **reason, const char **diff)
{
	const char *after = tale->draw->typed[F_PAPER];

	*reason = word(tale, "correct", prng);
	if (after == NULL)
		return;
	char *before = arena_text(tale->arena, after);
	char *last = before + strlen(before) - 1;
	*last = (char)('0' + (*last - '0' + 1 + (int)prng_below(prng, 8)) % 10);
	*diff = arena_print(tale->arena, "{\"paper_no\":[\"%s\",\"%s\"]}", before, after);
}

static void tell_accept(const struct demo_tale *tale, const char **diff)
{
	if (!tale->slot->has_findings || tale->move != demo_last_move(tale->slot, ACTION_ACCEPT))
		return;
	cJSON *object = cJSON_CreateObject();
	for (size_t i = 0; i < tale->verdict->count; i++) {
		const struct finding_row *row = &tale->verdict->rows[i];
		if (row->confirmed_by != 0)
			cJSON_AddStringToObject(object, arena_print(tale->arena, "_confirmed_%s", row->rule), row->reason);
	}
	if (object != NULL && object->child != NULL)
		*diff = json_print(tale->arena, object);
	cJSON_Delete(object);
}

static int draw_police_reason(uint32_t index, struct prng *prng)
{
	static const uint16_t often[] = { 12, 22, 14, 16, 12, 3, 9, 12 };

	return 1 + (int)(index % 3 == 0 ? prng_below(prng, POLICE_REASONS) : prng_weighted(prng, often, COUNT(often)));
}

static void tell_police_return(const struct demo_tale *tale, struct prng *prng, const char **reason, const char **diff)
{
	int why = draw_police_reason(tale->index, prng);
	const char *note = word(tale, arena_print(tale->arena, "police.%d", why), prng);

	*reason = prng_chance(prng, 600) ? arena_print(tale->arena, "%s: %s", police_reason_label(why), note)
	                                 : police_reason_label(why);
	*diff = arena_print(tale->arena, "{\"_police_reason\":%d}", why);
}

static void tell_archive(const struct demo_tale *tale, struct prng *prng, const char **diff)
{
	const struct demo_geo *geo = tale->demo->geo;
	const char *commune = geo->areas[geo->areas[tale->slot->hamlet].parent].full_name;
	const char *pattern = word(tale, "place", prng);

	*diff = pair(tale->arena, "_place",
	             arena_print(tale->arena, "%.*s%s", (int)strcspn(pattern, "{"), pattern, commune));
}

static const char *reason_list(const struct demo_move *move)
{
	switch (move->action) {
	case ACTION_REOPEN:
		return "reopen";
	case ACTION_RESEND:
		return "resend";
	case ACTION_CANCEL:
		return "cancel";
	default:
		return NULL;
	}
}

bool demo_tale_needs_sheet(const struct demo_slot *slot, const struct demo_move *move)
{
	return move->action == ACTION_RETURN || move->action == ACTION_CORRECT ||
	       (move->action == ACTION_ACCEPT && slot->has_findings);
}

void demo_tell(const struct demo_tale *tale, const char **reason, const char **diff)
{
	struct prng prng = prng_of(tale);
	const struct demo_move *move = tale->move;

	*reason = *diff = NULL;
	if (move->action == ACTION_RETURN)
		tell_return(tale, &prng, reason, diff);
	else if (move->action == ACTION_CORRECT)
		tell_correct(tale, &prng, reason, diff);
	else if (move->action == ACTION_ACCEPT)
		tell_accept(tale, diff);
	else if (move->action == ACTION_POLICE_RETURN)
		tell_police_return(tale, &prng, reason, diff);
	else if (move->action == ACTION_ARCHIVE)
		tell_archive(tale, &prng, diff);
	else if (move->action == ACTION_REPLACE)
		*diff = arena_print(tale->arena, "{\"_replaced_by\":%lld}", (long long)tale->replaced_by);
	else if (move->action == ACTION_SIGN || move->action == ACTION_DELIVER || move->action == ACTION_MISSING)
		*diff = arena_print(tale->arena, "{\"_batch\":%lld}", (long long)tale->batches->items[move->batch].id);
	else if (move->action == ACTION_FORWARD || demo_is_count(move))
		*diff = arena_print(tale->arena, "{\"_bundle\":%lld}", (long long)tale->bundles->items[move->batch].id);
	else if (reason_list(move) != NULL)
		*reason = word(tale, reason_list(move), &prng);
}

int demo_police_reason(const struct demo *demo, uint32_t index)
{
	const struct demo_slot *slot = &demo->slots[index];
	const struct demo_tale tale = { .demo = demo, .index = index, .slot = slot,
		.move = demo_last_move(slot, ACTION_POLICE_RETURN) };

	if (tale.move == NULL)
		return 0;
	struct prng prng = prng_of(&tale);
	return draw_police_reason(index, &prng);
}

const char *demo_confirmation(const struct demo *demo, uint32_t index, size_t finding)
{
	struct prng prng = prng_make(demo->seed, STREAM_MOVES,
	                             index * (uint64_t)MOVES_PER_SHEET + MOVES_PER_SHEET - 1 - finding % 4);

	return demo_word(demo->book, "confirm", &prng);
}
