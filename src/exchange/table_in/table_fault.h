/* Why a file is not read as a table (exchange/table_in/table_in.h): a code, its sentence, and where. */
#ifndef EXCHANGE_TABLE_FAULT_H
#define EXCHANGE_TABLE_FAULT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

enum table_fault {
	TABLE_FINE,
#define TABLE_FAULT(name, status, sentence) name,
#include "exchange/table_in/table_fault.def"
#undef TABLE_FAULT
	TABLE_FAULT_COUNT
};

enum { TABLE_WHERE = 96 };

struct table_refusal {
	enum table_fault fault;
	/* Where, as far as it is known: a part of the workbook (xl/worksheets/sheet1.xml) or a sheet's name, else ""; a
	 * row, else 0. */
	char part[TABLE_WHERE];
	int64_t row;
};

/* Fills *refusal unless it tells of a fault already; part may be NULL. False, so that `return table_refuse(…)` is one
 * line. */
bool table_refuse(struct table_refusal *refusal, enum table_fault fault, const char *part, int64_t row);

/* The sentence for a person: what, what to do, and where if it is known. */
const char *table_refusal_sentence(struct arena *arena, const struct table_refusal *refusal);
/* As an error with that sentence; returns its code. */
enum err table_refusal_error(struct arena *arena, const struct table_refusal *refusal, struct error *error);
/* "TABLE_DTD": for the log and for tests. */
const char *table_fault_name(enum table_fault fault);

#endif
