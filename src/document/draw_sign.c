/* Signatures, and the heads of papers and annexes. */
#include "document/draw.h"

#include "base/memory.h"
#include "text/messages.h"

/* ---- signatures ---- */

static double block_space(const struct para *para, double height)
{
	return para->count == 0 ? 0 : height;
}

/* At the left edge x; draws, or measures alone; its height. */
static double signer(struct draw *d, const struct signer *s, double x, double width, double y, bool draws)
{
	const struct { const struct para *para; struct text_style style; } lines[] = {
		{ &s->as, { .size = SIZE_BODY, .width = width, .bold = true, .place = TEXT_CENTRE } },
		{ &s->post, { .size = SIZE_BODY, .width = width, .bold = true, .place = TEXT_CENTRE } },
		{ &s->how, { .size = SIZE_BODY - 1, .width = width, .italic = true, .place = TEXT_CENTRE } },
		{ &s->name, { .size = SIZE_BODY, .width = width, .bold = true, .place = TEXT_CENTRE } },
	};
	double at = 0;

	for (size_t i = 0; i < COUNT(lines); i++) {
		PangoLayout *layout = draw_layout(d, NULL, lines[i].para, &lines[i].style);
		double height = block_space(lines[i].para, draw_height(layout));
		if (i + 1 == COUNT(lines))
			at += MM(SIGN_ROOM);
		if (draws && height > 0)
			draw_at(d, layout, x, y + at);
		at += height;
		g_object_unref(layout);
	}
	return at;
}

static double receivers(struct draw *d, const struct signature *s, double width, double y, bool draws)
{
	const struct text_style head = { .size = SIZE_RECEIVERS, .width = width, .bold = true, .italic = true };
	const struct text_style one = { .size = SIZE_RECEIVER, .width = width };
	double at = 0;

	if (s->receiver_count == 0)
		return 0;
	for (size_t i = 0; i <= s->receiver_count; i++) {
		PangoLayout *layout = i == 0 ? draw_plain(d, message_text(MSG_PAPER_RECEIVERS), &head)
		                             : draw_layout(d, NULL, &s->receivers[i - 1], &one);
		if (draws)
			draw_at(d, layout, d->left, y + at);
		at += draw_height(layout);
		g_object_unref(layout);
	}
	return at;
}

static double signatures(struct draw *d, const struct signature *s, bool draws)
{
	double half = d->width / 2, y = d->y + SPACE_AFTER, height = 0;

	for (size_t i = 0; i < s->signer_count; i++) {
		double x = s->signer_count == 1 ? d->left + half : d->left + half * (double)i;
		double one = signer(d, &s->signers[i], x, half, y, draws);
		height = one > height ? one : height;
	}
	if (s->signer_count == 1) {
		double left = receivers(d, s, half - MM(4), y, draws);
		return SPACE_AFTER + (left > height ? left : height);
	}
	return SPACE_AFTER + height + receivers(d, s, d->width, y + height, draws);
}

double draw_sign_height(struct draw *d, const struct signature *signature)
{
	return signatures(d, signature, false);
}

void draw_sign(struct draw *d, const struct signature *signature)
{
	if (d->y + draw_sign_height(d, signature) > d->bottom && d->y > d->top)
		draw_page(d);
	d->y += signatures(d, signature, true);
}

/* ---- heads ---- */

/* Centred in the column; below it a rule of that part of the text's last line. */
static double centred(struct draw *d, const struct para *para, struct text_style style, double x, double y, double rule)
{
	if (para->count == 0)
		return 0;
	style.place = TEXT_CENTRE;
	PangoLayout *layout = draw_layout(d, NULL, para, &style);
	double height = draw_height(layout), width = draw_width(layout) * rule;
	draw_at(d, layout, x, y);
	g_object_unref(layout);
	if (rule <= 0)
		return height;
	draw_rule(d, x + (style.width - width) / 2, y + height + 2, width);
	return height + 4.5;
}

static struct para plain(struct draw *d, enum message message)
{
	struct run *run = arena_alloc(d->scratch, sizeof *run);

	*run = (struct run){ .kind = RUN_TEXT, .text = message_text(message) };
	return (struct para){ run, 1, 0, false };
}

static void draw_draft(struct draw *d, const struct para *draft, double width)
{
	const struct text_style style = { .size = SIZE_STATE, .width = width, .bold = true, .place = TEXT_CENTRE };

	if (draft->count == 0)
		return;
	PangoLayout *layout = draw_layout(d, NULL, draft, &style);
	double frame = draw_width(layout) + MM(4), height = draw_height(layout) + MM(1);
	d->y += MM(2);
	draw_at(d, layout, d->left, d->y + MM(0.5));
	cairo_rectangle(d->cairo, d->left + (width - frame) / 2, d->y, frame, height);
	cairo_set_line_width(d->cairo, RULE_WIDTH);
	cairo_stroke(d->cairo);
	d->y += height;
	g_object_unref(layout);
}

static void draw_bodies(struct draw *d, const struct document *doc)
{
	double left = d->width * HEAD_LEFT - MM(2), right = d->width * (1 - HEAD_LEFT), x = d->left + d->width - right;
	const struct text_style body = { .size = SIZE_STATE, .width = left }, state = { .size = SIZE_STATE, .width = right,
		.bold = true }, motto = { .size = SIZE_MOTTO, .width = right, .bold = true },
		place = { .size = SIZE_BODY, .width = right, .italic = true },
		number = { .size = SIZE_BODY, .width = left };
	struct text_style office = body;
	const struct para title = plain(d, MSG_PAPER_STATE), words = plain(d, MSG_PAPER_MOTTO);

	office.bold = true;
	double one = centred(d, &doc->superior, body, d->left, d->y, 0), two;
	one += centred(d, &doc->office, office, d->left, d->y + one, RULE_SHARE);
	two = centred(d, &title, state, x, d->y, 0);
	two += centred(d, &words, motto, x, d->y + two, 1);
	d->y += (one > two ? one : two) + MM(2);
	one = centred(d, &doc->number, number, d->left, d->y, 0);
	two = centred(d, &doc->place, place, x, d->y, 0);
	d->y += one > two ? one : two;
	draw_draft(d, &doc->draft, left);
	d->y += MM(5);
}

void draw_head(struct draw *d, const struct document *doc)
{
	const struct text_style kind = { .size = SIZE_KIND, .width = d->width, .bold = true };
	struct text_style subject = { .size = SIZE_KIND, .width = d->width, .bold = true };

	if (doc->office.count > 0)
		draw_bodies(d, doc);
	d->y += centred(d, &doc->kind, kind, d->left, d->y, 0);
	d->y += centred(d, &doc->subject, subject, d->left, d->y, doc->form ? 0 : RULE_SHARE);
	if (doc->kind.count + doc->subject.count > 0)
		d->y += doc->form ? 2 : MM(4);
	arena_reset(d->scratch);
}

void draw_annex_head(struct draw *d, const struct part *part)
{
	const struct text_style number = { .size = SIZE_ANNEX, .width = d->width, .bold = true, .place = TEXT_CENTRE };
	const struct text_style of = { .size = SIZE_BODY, .width = d->width, .italic = true };

	PangoLayout *layout = draw_plain(d, part->number, &number);
	draw_at(d, layout, d->left, d->y);
	d->y += draw_height(layout);
	g_object_unref(layout);
	d->y += centred(d, &part->title, number, d->left, d->y, 0);
	d->y += centred(d, &part->of, of, d->left, d->y, 0) + MM(4);
	arena_reset(d->scratch);
}
