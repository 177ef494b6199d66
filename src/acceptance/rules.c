/* The table of all acceptance rules: by number, and E before W before I of one number. An id never changes its
 * meaning. The rows stand in the files included below, one a group. */
#include "acceptance/rule.h"
#include "base/memory.h"

#define FORM "Mẫu số 03, Thông tư số 11/2022/TT-BLĐTBXH"
#define FORM_PEOPLE FORM ": người lao động từ 15 tuổi trở lên"
#define NUMBER "Cấu trúc số định danh cá nhân 12 số"
#define ONE_SHEET "Mỗi người một phiếu trong một đợt"
#define DATA "Giá trị mà mỗi mục của phiếu nhận"
#define RETIREMENT "tuổi nghỉ hưu theo Nghị định số 135/2020/NĐ-CP"
#define IF_TRUE "nếu đúng thực tế thì xác nhận và nêu lý do."

/* An example as typed, and one told in words because typing alone does not show it. */
#define TYPED(...) { .answers = { __VA_ARGS__ } }
#define TOLD(text, ...) { .words = (text), .answers = { __VA_ARGS__ } }

const struct rule rule_table[] = {
#include "acceptance/completeness.def"
#include "acceptance/identity_rules.def"
#include "acceptance/dates.def"
#include "acceptance/plausibility.def"
#include "acceptance/record_rules.def"
};

const size_t rule_table_count = COUNT(rule_table);
