/* What is wrong with a sheet on purpose: one row for each rule that an answer can break. */
#ifndef CLI_DEMO_ANSWERS_FAULT_H
#define CLI_DEMO_ANSWERS_FAULT_H

#include "acceptance/acceptance.h"
#include "cli/demo/answers/demo_sheet.h"

/* The n-th fault of that severity (E, or W for warnings and hints), going round; never 0. */
uint8_t demo_fault(enum severity severity, uint32_t n);
/* False for 0 (clean). */
bool demo_fault_is_error(uint8_t fault);
/* The rule it breaks. */
const char *demo_fault_rule(uint8_t fault);
size_t demo_fault_count(void);
/* What the person must be for it; and the fault itself, done to a sheet that is otherwise right. */
struct demo_wish demo_fault_wish(uint8_t fault);
void demo_fault_do(uint8_t fault, struct demo_draw *draw);

#endif
