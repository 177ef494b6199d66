/* Kinds of values: how each is held, shown, masked, written to files and put in order. */
#include "../store/world.h"

#include "table/kind.h"

static const enum role masked_roles[] = { ROLE_LEADER, ROLE_POLICE_SUPERIOR, ROLE_DISTRICT, ROLE_PROVINCE };

static bool is_masked(enum role role)
{
	for (size_t i = 0; i < COUNT(masked_roles); i++) {
		if (masked_roles[i] == role)
			return true;
	}
	return false;
}

/* A value of each kind of holding. */
struct held { const char *text; int64_t number; int code; };

static const void *place_of(enum kind kind, const struct held *held)
{
	if (kind_of(kind)->held == HELD_INT)
		return &held->number;
	return kind_of(kind)->held == HELD_CODE ? (const void *)&held->code : &held->text;
}

#define TEXT(value) { .text = value }
#define INT(value) { .number = value }
#define CODE(value) { .code = value }

/* As people read it, as files have it (NULL: nothing; or the number), and where a masked role reads something else,
 * that. */
static const struct { enum kind kind; struct held held; const char *shown, *text; int64_t number; const char *masked; } values[] = {
	{ KIND_ID, INT(1234), "1234", "#", 1234, NULL },
	{ KIND_ID, INT(0), "", NULL, 0, NULL },
	{ KIND_COUNT, INT(1234567), "1.234.567", "#", 1234567, NULL },
	{ KIND_COUNT, INT(0), "0", "#", 0, NULL },
	{ KIND_COUNT, INT(-1200), "-1.200", "#", -1200, NULL },
	{ KIND_SOME, INT(0), "", "#", 0, NULL },
	{ KIND_SOME, INT(1200), "1.200", "#", 1200, NULL },
	{ KIND_FIGURE, INT(0), "0", "#", 0, NULL },
	{ KIND_FIGURE, INT(-1), "–", NULL, 0, NULL },
	{ KIND_SHARE, INT(125), "12,5", "#", 125, NULL },
	{ KIND_SHARE, INT(1000), "100,0", "#", 1000, NULL },
	{ KIND_SHARE, INT(-1), "–", NULL, 0, NULL },
	{ KIND_BALANCE, INT(-1200), "-1.200", "#", -1200, NULL },
	{ KIND_BALANCE, INT(0), "0", "#", 0, NULL },
	{ KIND_BALANCE, INT(BALANCE_NONE), "–", NULL, 0, NULL },
	{ KIND_OVERDUE, INT(1200), "1.200", "#", 1200, NULL },
	{ KIND_OVERDUE, INT(0), "0", "#", 0, NULL },
	{ KIND_TREND, INT(1200), "+1.200", "#", 1200, NULL },
	{ KIND_TREND, INT(-1200), "−1.200", "#", -1200, NULL },
	{ KIND_TREND, INT(0), "0", "#", 0, NULL },
	{ KIND_TREND, INT(BALANCE_NONE), "–", NULL, 0, NULL },
	{ KIND_PART, INT(0), "0,00", "#", 0, NULL },
	{ KIND_PART, INT(1449), "0,14", "#", 1449, NULL },
	{ KIND_PART, INT(9999), "1,00", "#", 9999, NULL },
	{ KIND_PART, INT(10000), "1,0", "#", 10000, NULL },
	{ KIND_PART, INT(953250), "95,3", "#", 953250, NULL },
	{ KIND_PART, INT(3000000), "300,0", "#", 3000000, NULL },
	{ KIND_PART, INT(-1), "–", NULL, 0, NULL },
	{ KIND_DAYS, INT(3), "3 ngày", "#", 3, NULL },
	{ KIND_DAYS, INT(0), "trong ngày", "#", 0, NULL },
	{ KIND_DAYS, INT(-1), "–", NULL, 0, NULL },
	{ KIND_NAME, TEXT("Lê Thị 056185001234"), "Lê Thị 056185001234", "Lê Thị 056185001234", 0, NULL },
	{ KIND_NAME, TEXT(NULL), "", NULL, 0, NULL },
	{ KIND_PERSON, TEXT("Lê Thị 056185001234"), "Lê Thị 056185001234", "Lê Thị 056185001234", 0, NULL },
	{ KIND_PERSON, TEXT(NULL), "(chưa ghi họ tên)", NULL, 0, NULL },
	{ KIND_PERSON, TEXT(""), "", NULL, 0, NULL },
	{ KIND_TEXT, TEXT("số 056185001234 sai"), "số 056185001234 sai", "số 056185001234 sai", 0, "số •••••••••234 sai" },
	{ KIND_TEXT, TEXT("12345678"), "12345678", "12345678", 0, NULL },
	{ KIND_TEXT, TEXT(""), "", NULL, 0, NULL },
	{ KIND_LINES, TEXT("một\n056185001234"), "một\n056185001234", "một\n056185001234", 0, "một\n•••••••••234" },
	{ KIND_NUMBER, TEXT("056185001234"), "056185001234", "056185001234", 0, "•••••••••234" },
	{ KIND_NUMBER, TEXT("12"), "12", "12", 0, "••" },
	{ KIND_NUMBER, TEXT(NULL), "", NULL, 0, NULL },
	{ KIND_PAPER, TEXT("056185001234"), "056185001234", "056185001234", 0, NULL },
	{ KIND_CODE, TEXT("056185001234"), "056185001234", "056185001234", 0, NULL },
	{ KIND_HAMLET, TEXT("Thôn 1"), "Thôn 1", "Thôn 1", 0, NULL },
	{ KIND_HAMLET, TEXT(NULL), "(chưa ghi)", NULL, 0, NULL },
	{ KIND_HAMLET, TEXT(""), "", NULL, 0, NULL },
	{ KIND_CODES, TEXT("E10 W51"), "E10 W51", "E10 W51", 0, NULL },
	{ KIND_DAY, TEXT("1985-03-05"), "05/03/1985", "1985-03-05", 0, NULL },
	{ KIND_DAY, TEXT("1985-03-00"), "03/1985", "1985-03-00", 0, NULL },
	{ KIND_DAY, TEXT(NULL), "", NULL, 0, NULL },
	{ KIND_TIME, TEXT("2024-06-10T17:30:15Z"), "11/06/2024 00:30", "2024-06-10T17:30:15Z", 0, NULL },
	{ KIND_TIME, TEXT(NULL), "", NULL, 0, NULL },
	{ KIND_STATE, CODE(STATE_RECEIVED), "Chờ nghiệm thu", "received", 0, NULL },
	{ KIND_STATE, CODE(STATE_NONE), "", NULL, 0, NULL },
	{ KIND_ROLE, CODE(ROLE_OFFICER), "Công chức phụ trách lao động", "officer", 0, NULL },
	{ KIND_BATCH, CODE(BATCH_SIGNED), "Đã ký nhận", "signed", 0, NULL },
	{ KIND_BUNDLE, CODE(BUNDLE_CONFIRMED), "Đã kiểm đếm", "confirmed", 0, NULL },
	{ KIND_COUNTED, CODE(OUTCOME_MISSING), "Thiếu phiếu giấy", "missing", 0, NULL },
	{ KIND_MINUTES_TYPE, CODE(MINUTES_MEETING), "Biên bản họp nghiệm thu", "meeting", 0, NULL },
	{ KIND_PAY_ROLE, CODE(PAY_CHECK), "Nghiệm thu", "check", 0, NULL },
	{ KIND_PAYMENT, CODE(PAYMENT_IS_CLOSED), "Đã khóa", "closed", 0, NULL },
	{ KIND_MINUTES_STATE, CODE(MINUTES_IS_ISSUED), "Đã ban hành", "issued", 0, NULL },
	{ KIND_MINUTES_SHEET, CODE(MINUTES_PASSED), "Đạt", "passed", 0, NULL },
	{ KIND_OUTCOME, CODE(OUTCOME_MISSING), "Thiếu khi nhận", "missing", 0, NULL },
	{ KIND_ACCESS, CODE(ACCESS_EXPORT), "Xuất dữ liệu", "export", 0, NULL },
	{ KIND_ACCESS, CODE(ACCESS_NONE), "", NULL, 0, NULL },
	{ KIND_LEVEL, TEXT("commune"), "Xã, phường", "commune", 0, NULL },
	{ KIND_SEVERITY, CODE(SEVERITY_W), "Cảnh báo", "W", 0, NULL },
	{ KIND_STAGE, CODE(STAGE_ENTRY), "Nhập CSDLQG", "entry", 0, NULL },
	{ KIND_EVERY, CODE(EVERY_MONTH), "Hằng tháng", "month", 0, NULL },
	{ KIND_SETTING, CODE(RULE_OFF), "Không áp dụng", "off", 0, NULL },
	{ KIND_RECONCILE, CODE(RECONCILE_LIST_ONLY), "Chỉ có trong bảng kê", "list_only", 0, NULL },
	{ KIND_RECONCILE_CHOICE, CODE(CHOICE_SHEET), "Theo phiếu", "sheet", 0, NULL },
	{ KIND_ROSTER_SOURCE, CODE(ROSTER_MEMBER), "Điều tra viên", "member", 0, NULL },
	{ KIND_ROSTER_CATEGORY, CODE(ROSTER_CHANGE), "Dự kiến biến động", "change", 0, NULL },
	{ KIND_ROSTER_STATE, CODE(ROSTER_IS_ASSIGNED), "Đã giao", "assigned", 0, NULL },
	{ KIND_STANDING, CODE(STANDING_USER_LOCKED), "Đã khóa", "locked", 0, NULL },
	{ KIND_DEED, TEXT("accept"), "Nghiệm thu", "accept", 0, NULL },
	{ KIND_DEED, TEXT("export"), "Xuất dữ liệu", "export", 0, NULL },
	{ KIND_SEX, INT(2), "Nữ", "#", 2, NULL },
	{ KIND_SEX, INT(0), "", NULL, 0, NULL },
	{ KIND_SEX, INT(9), "", "#", 9, NULL },      /* no form has it */
	{ KIND_RULE, TEXT("E10"), "E10", "E10", 0, NULL },
	{ KIND_ERRORS, INT(1200), "1.200 lỗi", "#", 1200, NULL },
	{ KIND_ERRORS, INT(0), "", "#", 0, NULL },
	{ KIND_WARNINGS, INT(3), "3 cảnh báo", "#", 3, NULL },
	{ KIND_LATE, INT(4), "Quá hạn 4 ngày", "#", 4, NULL },
	{ KIND_LATE, INT(0), "", "#", 0, NULL },
};

static void value_is(const struct kind_reader *reader, size_t i, const char *masked)
{
	const void *place = place_of(values[i].kind, &values[i].held);
	struct kind_value value = kind_value(reader, values[i].kind, place);

	assert_string_equal(kind_shown(reader, values[i].kind, place), masked != NULL ? masked : values[i].shown);
	assert_int_equal(value.none, values[i].text == NULL);
	if (value.none)
		return;
	if (values[i].text[0] == '#') {
		assert_null(value.text);
		assert_int_equal(value.number, values[i].number);
	} else {
		assert_string_equal(value.text, masked != NULL ? masked : values[i].text);
	}
}

static void a_value_is_the_same_everywhere_but_for_masked_roles(void **state)
{
	const struct world *world = *state;

	for (enum role role = 0; role < ROLE_COUNT; role++) {
		const struct actor actor = { .role = role };
		const struct kind_reader reader = { world->arena, &actor, world->form };
		for (size_t i = 0; i < COUNT(values); i++)
			value_is(&reader, i, is_masked(role) ? values[i].masked : NULL);
	}
}

static void every_kind_is_tried(void **state)
{
	(void)state;
	for (enum kind kind = 0; kind < KIND_COUNT_OF; kind++) {
		bool tried = false, masked = kind_of(kind)->mask == MASK_PLAIN;
		for (size_t i = 0; i < COUNT(values); i++) {
			tried |= values[i].kind == kind;
			masked |= values[i].kind == kind && values[i].masked != NULL;
		}
		if (!tried || !masked)
			fail_msg("kind %d", (int)kind);
	}
}

static void what_is_masked_cannot_be_ordered_by(void **state)
{
	(void)state;
	for (enum role role = 0; role < ROLE_COUNT; role++) {
		const struct actor actor = { .role = role };
		for (enum kind kind = 0; kind < KIND_COUNT_OF; kind++) {
			bool hidden = kind == KIND_TEXT || kind == KIND_LINES || kind == KIND_NUMBER;
			assert_int_equal(kind_can_order(kind, &actor), !(hidden && is_masked(role)));
		}
	}
}

/* ---- order ---- */

/* Each before the next. */
static const struct { enum kind kind; struct held items[6]; size_t count; } orders[] = {
	{ KIND_NAME, { TEXT(NULL), TEXT("Trần Văn An"), TEXT("Lê Án"), TEXT("Lê Bình"), TEXT("Lê Dũng"), TEXT("An "
		"Đào") }, 6 },
	{ KIND_PERSON, { TEXT(NULL), TEXT("Trần Văn An"), TEXT("lê án"), TEXT("Lê Bình"), TEXT("An Đào") }, 5 },
	{ KIND_HAMLET, { TEXT(NULL), TEXT("ấp Bắc"), TEXT("Đội 1"), TEXT("Tổ 1"), TEXT("tổ 2"), TEXT("Xóm Ổi") }, 6 },
	{ KIND_TEXT, { TEXT(""), TEXT("ấn"), TEXT("Bản"), TEXT("Đồi"), TEXT("em") }, 5 },
	{ KIND_NUMBER, { TEXT(NULL), TEXT("001"), TEXT("056185001234"), TEXT("1") }, 4 },
	{ KIND_DAY, { TEXT(NULL), TEXT("1985-00-00"), TEXT("1985-03-05"), TEXT("1985-12-01") }, 4 },
	{ KIND_COUNT, { INT(-2), INT(0), INT(9), INT(10), INT(INT64_MAX) }, 5 },
	{ KIND_STATE, { CODE(STATE_NONE), CODE(STATE_DRAFT), CODE(STATE_RECEIVED), CODE(STATE_CANCELLED) }, 4 },
};

static int compare(const struct kind_reader *reader, enum kind kind, const struct held *a, const struct held *b)
{
	const struct kind_key x = kind_key(reader, kind, place_of(kind, a)), y = kind_key(reader, kind, place_of(kind, b));

	return kind_key_order(&x, &y);
}

static void values_are_in_order(void **state)
{
	const struct world *world = *state;
	const struct actor actor = { .role = ROLE_OFFICER };
	const struct kind_reader reader = { world->arena, &actor, world->form };

	for (size_t i = 0; i < COUNT(orders); i++) {
		for (size_t a = 0; a < orders[i].count; a++) {
			for (size_t b = 0; b < orders[i].count; b++) {
				int order = compare(&reader, orders[i].kind, &orders[i].items[a], &orders[i].items[b]);
				if ((order < 0) != (a < b) || (order > 0) != (a > b))
					fail_msg("kind %d, %zu and %zu: %d", (int)orders[i].kind, a, b, order);
			}
		}
	}
}

/* ---- markup ---- */

static bool begins_with_one_of(const char *at, const char *const *texts)
{
	while (*texts != NULL && strncmp(at, *texts, strlen(*texts)) != 0)
		texts++;
	return *texts != NULL;
}

/* The names that stand between braces: values, and the two ends of a link that may be there. */
static void names_are(const char *markup, bool coded)
{
	static const char *const names[] = { "$}}", "$:p}}", "$URL}}", "$LINK}}", "$LINK_END}}", NULL };
	static const char *const sections[] = { "{{#", "{{/", NULL };
	size_t values_named = 0;

	for (const char *at = strchr(markup, '$'); at != NULL; at = strchr(at + 1, '$')) {
		bool code = strncmp(at, "$CODE}}", 7) == 0;
		assert_true(at - markup > 3 && (strncmp(at - 2, "{{", 2) == 0 || begins_with_one_of(at - 3, sections)));
		assert_true(code || begins_with_one_of(at, names));
		assert_true(!code || coded);
		values_named += !code;
	}
	assert_true(values_named > 0);
}

static void a_cell_names_its_value(void **state)
{
	(void)state;
	for (enum kind kind = 0; kind < KIND_COUNT_OF; kind++) {
		const struct kind_row *row = kind_of(kind);
		size_t length = strlen(row->markup);
		assert_int_equal(strncmp(row->markup, "<td", 3), 0);
		assert_string_equal(row->markup + length - 5, "</td>");
		names_are(row->markup, row->held == HELD_CODE);
		assert_in_range(row->width, 1, 100);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_is_the_same_everywhere_but_for_masked_roles),
		cmocka_unit_test(every_kind_is_tried),
		cmocka_unit_test(what_is_masked_cannot_be_ordered_by),
		cmocka_unit_test(values_are_in_order),
		cmocka_unit_test(a_cell_names_its_value),
	};

	return cmocka_run_group_tests(tests, world_open, world_close);
}
