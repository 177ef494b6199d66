#include "workflow/handover/batch_order.h"

#include "base/memory.h"
#include "text/order.h"

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

struct batch_place_key batch_key(struct arena *arena, const struct form *form, const struct sheet *sheet,
                                 size_t listed)
{
	const char *name = answers_text(&sheet->answers, form->full_name);

	return (struct batch_place_key){ .id = sheet->id, .listed = listed,
		.area = arena_text(arena, or_empty(sheet->area_name)),
		.paper_no = arena_text(arena, or_empty(answers_text(&sheet->answers, form->paper_no))),
		.name = or_empty(name_order(arena, or_empty(name))) };
}

static int by_listed(const struct batch_place_key *a, const struct batch_place_key *b)
{
	return (a->listed > b->listed) - (a->listed < b->listed);
}

/* Without one it comes last. */
static int by_text(const char *a, const char *b)
{
	if (a[0] == '\0' || b[0] == '\0')
		return (a[0] == '\0') - (b[0] == '\0');
	return natural_order(a, b);
}

static int by_paper_no(const void *left, const void *right)
{
	const struct batch_place_key *a = left, *b = right;
	int order = by_text(a->paper_no, b->paper_no);

	return order != 0 ? order : by_listed(a, b);
}

static int by_area(const void *left, const void *right)
{
	const struct batch_place_key *a = left, *b = right;
	int order = by_text(a->area, b->area);

	return order != 0 ? order : by_paper_no(a, b);
}

static int by_name(const void *left, const void *right)
{
	const struct batch_place_key *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	return order != 0 ? order : by_listed(a, b);
}

void batch_put_in_order(struct batch_place_key *keys, size_t count, enum paper_order order)
{
	static int (*const compare[PAPER_ORDERS])(const void *, const void *) = {
		[ORDER_PAPER_NO] = by_paper_no, [ORDER_AREA] = by_area, [ORDER_NAME] = by_name,
	};

	if (compare[order] != NULL && count > 1)
		qsort(keys, count, sizeof *keys, compare[order]);
}
