/* Where an area stands against a milestone: what is left of its share, over the days until its last day, against the
 * pace of the last days. */
#include "base/memory.h"
#include "web/frame/text.h"
#include "web/report/progress.h"

/* What a stage is measured by. */
static const size_t figures[STAGE_COUNT] = {
	[STAGE_COLLECT] = offsetof(struct progress_row, collected),
	[STAGE_TALLY] = offsetof(struct progress_row, collected),
	[STAGE_CHECK] = offsetof(struct progress_row, accepted),
	[STAGE_ENTRY] = offsetof(struct progress_row, entered),
	[STAGE_SUPPLEMENT] = offsetof(struct progress_row, accepted),
	[STAGE_ANSWER] = offsetof(struct progress_row, entered),
};

/* The class of each stand, the word, and the sentence (the marks are in the style sheet). */
static const struct { const char *code; enum message word, text; } stands[] = {
	[MILESTONE_NO_TARGET] = { "open", MSG_STAND_NO_TARGET, MSG_MILESTONE },
	[MILESTONE_REACHED] = { "reached", MSG_STAND_REACHED, MSG_MILESTONE_REACHED },
	[MILESTONE_MISSED] = { "missed", MSG_STAND_MISSED, MSG_MILESTONE_MISSED },
	[MILESTONE_NOT_BEGUN] = { "waiting", MSG_STAND_NOT_BEGUN, MSG_MILESTONE_NOT_BEGUN },
	[MILESTONE_ON_WAY] = { "on-way", MSG_STAND_ON_WAY, MSG_MILESTONE_PACE },
	[MILESTONE_BEHIND] = { "behind", MSG_STAND_BEHIND, MSG_MILESTONE_PACE },
};

static int64_t day_number(const char *iso)
{
	struct date date = { 0 };

	return date_from_iso(iso, false, &date) ? date_to_days(date) : 0;
}

/* Days left with today, or with the campaign's first day while that lies ahead; 0: over. */
static int64_t days_left(const struct progress_view *view, const struct milestone *milestone)
{
	int64_t begins = day_number(view->campaign->collect_from), today = date_to_days(view->today);
	int64_t days = day_number(milestone->last_day) - (begins > today ? begins : today) + 1;

	return days < 0 ? 0 : days;
}

static enum milestone_stand stand_of(const struct progress_view *view, const struct milestone_state *s)
{
	if (s->need < 0)
		return MILESTONE_NO_TARGET;
	if (s->have >= s->need)
		return MILESTONE_REACHED;
	if (s->days == 0)
		return MILESTONE_MISSED;
	if (view->pace_days == 0)
		return MILESTONE_NOT_BEGUN;
	return s->gained * s->days >= (s->need - s->have) * view->pace_days ? MILESTONE_ON_WAY : MILESTONE_BEHIND;
}

struct milestone_state milestone_judge(const struct progress_view *view, const struct milestone *milestone)
{
	size_t figure = figures[milestone->stage];
	struct milestone_state state = { .need = -1, .have = progress_figure(&view->total, figure),
		.gained = progress_figure(&view->recent.gained, figure), .days = days_left(view, milestone) };

	if (view->total.target >= 0)
		state.need = (view->total.target * milestone_share(milestone) + 99) / 100;
	state.stand = stand_of(view, &state);
	return state;
}

/* "6.679" or "31,9": sheets a day. */
static const char *rate(struct http_request *request, int64_t sheets, int64_t days)
{
	int64_t tenths = days <= 0 ? 0 : (sheets * 10 + days / 2) / days;

	tenths = tenths < 0 ? 0 : tenths;
	return tenths % 10 == 0 ? web_count(request, tenths / 10)
	                        : arena_print(request->arena, "%s,%d", web_count(request, tenths / 10), (int)(tenths % 10));
}

static const char *sentence(struct http_request *request, const struct progress_view *view,
                            const struct milestone *milestone, const struct milestone_state *s)
{
	const char *const values[] = {
		stage_label(milestone->stage),
		web_count(request, milestone_share(milestone)),
		web_iso_day(request, milestone->last_day),
		web_count(request, s->need),
		web_count(request, s->have),
		web_count(request, s->need - s->have),
		rate(request, s->need - s->have, s->days),
		web_count(request, view->pace_days),
		rate(request, s->gained, view->pace_days),
	};

	return message_fill_all(request, stands[s->stand].text, values, COUNT(values));
}

void milestone_put(struct http_request *request, struct tmpl_dict *row, const struct progress_view *view,
                   const struct milestone *milestone)
{
	struct milestone_state state = milestone_judge(view, milestone);

	tmpl_put(row, "STAND", stands[state.stand].code);
	tmpl_put(row, "STAND_WORD", message_text(stands[state.stand].word));
	tmpl_put(row, "MILESTONE_TEXT", sentence(request, view, milestone, &state));
}
