/* Findings and rules as somebody may read them. */
#ifndef REPORT_FINDING_SHOWN_H
#define REPORT_FINDING_SHOWN_H

#include "base/json.h"
#include "store/sheet/finding.h"
#include "table/kind.h"

/* What a finding says, with what is true of the other sheet now. */
const char *finding_shown(const struct kind_reader *reader, const struct finding_row *finding);
/* "E10: …; W33: …" */
const char *findings_told(const struct kind_reader *reader, const struct finding_row *findings, size_t count);
/* "W14 Ba chữ số đầu của số CCCD…": the id and the beginning of what the rule says, for a list to choose from. */
const char *rule_title(struct arena *arena, const char *id);
/* Without those that are the officer's. */
cJSON *findings_json(const struct kind_reader *reader, const struct finding_row *findings, size_t count);

#endif
