#include "document/columns.h"

#include "document/measure.h"

#define DIGIT_SHARE 0.5                 /* of its size is a digit wide */
#define MM_A_POINT (25.4 / 72)

/* However much is said, those that share get that part of it all. */
#define SHARED_LEAST 0.1

/* As it is said; a column that counts is wide enough for its last number. */
static double said_width(const struct paper_table *table, size_t column)
{
	double size = table->size > 0 ? table->size : SIZE_TABLE, said = table->columns[column].width;
	double least = 2 * CELL_PAD + RULE_WIDTH;

	if (table->columns[column].kind != COLUMN_NO || said <= 0)
		return said;
	for (size_t rest = table->row_count; rest > 0; rest /= 10)
		least += size * DIGIT_SHARE * MM_A_POINT;
	return said > least ? said : least;
}

void column_widths(const struct paper_table *table, double whole, double out[COLUMNS_MOST])
{
	double said = 0, scale = 1;
	size_t open = 0;

	for (size_t i = 0; i < table->column_count; i++) {
		said += said_width(table, i);
		open += table->columns[i].width <= 0;
	}
	if (open == 0)
		scale = whole / said;
	else if (said > whole * (1 - SHARED_LEAST))
		scale = whole * (1 - SHARED_LEAST) / said;
	for (size_t i = 0; i < table->column_count; i++)
		out[i] = table->columns[i].width > 0 ? said_width(table, i) * scale : (whole - said * scale) / (double)open;
}
