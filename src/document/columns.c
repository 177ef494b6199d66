#include "document/columns.h"

/* However much is said, those that share get that part of it all. */
#define SHARED_LEAST 0.1

void column_widths(const struct paper_table *table, double whole, double out[COLUMNS_MOST])
{
	double said = 0, scale = 1;
	size_t open = 0;

	for (size_t i = 0; i < table->column_count; i++) {
		said += table->columns[i].width;
		open += table->columns[i].width <= 0;
	}
	if (open == 0)
		scale = whole / said;
	else if (said > whole * (1 - SHARED_LEAST))
		scale = whole * (1 - SHARED_LEAST) / said;
	for (size_t i = 0; i < table->column_count; i++)
		out[i] = table->columns[i].width > 0 ? table->columns[i].width * scale
		                                     : (whole - said * scale) / (double)open;
}
