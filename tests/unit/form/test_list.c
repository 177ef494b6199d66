#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "form/list.h"

static int setup(void **state)
{
	*state = arena_new(4 << 20);
	return *state == NULL;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

static void carries_the_decrees(void **state)
{
	static const struct { const char *name; size_t rows; } lists[] = {
		{ "ethnic-groups", 54 }, { "training-fields", 110 }, { "occupations", 152 }, { "industries", 21 },
		{ "id-provinces", 63 },
	};
	const struct lists *all = lists_load(*state, NULL);

	assert_int_equal(all->count, COUNT(lists));
	for (size_t i = 0; i < COUNT(lists); i++)
		assert_int_equal(lists_find(all, lists[i].name)->row_count, lists[i].rows);
	assert_null(lists_find(all, "colours"));
}

static void matches_ethnic_groups(void **state)
{
	static const struct { const char *typed, *code; } rows[] = {
		{ "Kinh", "01" }, { "kinh", "01" }, { "Việt", "01" },
		{ "Khơ-me", "05" }, { "Khmer", "05" }, { "Khơ me", "05" }, { "KHƠME", "05" },
		{ "Mông", "08" }, { "H'Mông", "08" }, { "H’mông", "08" }, { "Hmông", "08" }, { "H-Mông", "08" },
		{ "Gia Rai", "10" }, { "Gia-rai", "10" }, { "Jrai", "10" }, { "Ê Đê", "12" }, { "Êđê", "12" }, { "E de", "12" },
		{ "K'Ho", "16" }, { "K’ho", "16" }, { "Cơ Ho", "16" }, { "Cơ-ho", "16" }, { "M'Nông", "20" },
		{ "Bru - Vân Kiều", "23" }, { "Vân Kiều", "23" }, { "Cờ Lao", "47" }, { "Tày", "02" }, { "Mường", "06" },
		{ "Mo\xcc\x82ng", "08" },               /* NFD */
		{ "Cơ Lao (Cờ Lao)", "47" }, { "HMông (Mèo)", "08" }, { "Kinh (Việt)", "01" }, { "Hoa (Hán)", "04" }, { "Ê Ðê", "12" }, { "Bru–Vân Kiều", "23" },
		{ "Dân tộc Tày", "02" }, { "dân tộc: Tày", "02" }, { "người dân tộc Dao Đỏ", "09" }, { "DT Nùng", "07" }, { "Dt.Thái", "03" }, { "Thái (Tày, Tày Khao)", "03" },
		{ "Tày/Thổ", "02" }, { "Mông, Mèo", "08" }, { "HʼMông", "08" }, { "K`Ho", "16" }, { "Tày (Mèo)", NULL }, { "Mông (Kinh)", NULL }, { "(Tày)", NULL }, { "dân tộc", NULL },
		{ "Mông / Dao", NULL }, { "Thượng", NULL },
		{ "Mong Cổ", NULL }, { "Kin", NULL }, { "", NULL }, { "Người nước ngoài", NULL }, { "Không rõ", NULL },
	};
	const struct list *groups = lists_find(lists_load(*state, NULL), "ethnic-groups");

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct list_row *row = list_by_fold(*state, groups, rows[i].typed);
		if ((row == NULL) != (rows[i].code == NULL) || (row != NULL && strcmp(row->code, rows[i].code) != 0))
			fail_msg("'%s' is %s", rows[i].typed, row == NULL ? "nothing" : row->name);
	}
}

/* As the list of 1979 prints them, as censuses, papers and people write them. */
static const struct { const char *code, *spellings; } spelt[] = {
	{ "01", "KINH|kinh|Kinh (Việt)|Việt" }, { "02", "Tày|TÀY|Tày (Thổ)|Ngạn|Pa Dí" }, { "03", "Thái|Thái (Tày)|Thái Đen|Thái trắng|Tày Khao" }, { "04", "Hoa|Hoa (Hán)|Hán|Xạ Phang" },
	{ "05", "Khơ-me|Khmer|Khơ Me|Khơ-mer|Khơmer|Khơ me (Khmer)|KHMER|Cu|Khơ-me (Cur)" }, { "06", "Mường|Mường (Mol)|Mol|Mọi Bi|Ậu Tá" }, { "07", "Nùng|Nùng (Xuồng)|Nùng An|Phàn Sình|Quý Rim|Nùng Phàn Slinh" },
	{ "08", "HMông|H'Mông|H’Mông|Hmông|H-Mông|H‑Mông|Mông|Mèo|HMông (Mèo)|Mông Hoa|Mông trắng|Na Miẻo|Mẹo|Miếu Hạ" }, { "09", "Dao|Dao (Mán)|Mán|Dao Đỏ|Dao Tiền|Dao Quần Chẹt|Cóc Mùn" },
	{ "10", "Gia-rai|Gia Rai|Giarai|Jrai|J'rai|Jarai|Giơ-rai|Aráp|Gia – rai|Chơ-rai|Gia Rai (Jrai)" }, { "11", "Ngái|Ngái (Xín)|Đản|Lê" }, { "12", "Ê-đê|Ê Đê|Êđê|Ê Ðê|Ede|Ra-đê|Rhade|Ê-đê (Ra-đê)|Bih|Đliê Hruê|Ktlê" },
	{ "13", "Ba-na|Ba Na|Bana|Bahnar|Ba Nar|Ba-na (Rơ-ngao)|Rơ Ngao" }, { "14", "Xơ-Đăng|Xơ-đăng|Xơ Đăng|Xê Đăng|Xơđăng|Sedang|Ca Dong|Xơ-teng|Bri La|Tang|Xơ Ðăng" },
	{ "15", "Sán Chay|Cao Lan|Sán Chỉ|Sán Chay (Cao Lan - Sán Chỉ)|Sán Chay (Cao Lan)" }, { "16", "Cơ-ho|Cơ Ho|K'Ho|K’Ho|K`ho|Kơ Ho|Cơ-ho (Xrê)|Srê|Lạch|Cil" },
	{ "17", "Chăm|Chàm|Chăm (Chiêm Thành)|Chăm Hroi|Hroi" }, { "18", "Sán Dìu|Sán Dẻo|Sán Dìu (Sán Dẻo)" }, { "19", "Hrê|H'rê|Hơ Rê|Hrê (Chăm Rê)|Chom" },
	{ "20", "Mnông|M'Nông|M’nông|Mơ Nông|Mnông (Pnông)|M'Nông Gar" }, { "21", "Ra-glai|Raglai|Ra Glai|Raglay|Rắc Lây|Ra-clây|Rai" }, { "22", "Xtiêng|X'tiêng|Stiêng|S'tiêng|Xa Điêng" },
	{ "23", "Bru-Vân Kiều|Bru - Vân Kiều|Bru–Vân Kiều|Bru Vân Kiều|Vân Kiều|Bru|Khùa|Mang Coong" }, { "24", "Thổ|Thổ (Kẹo)|Cuối|Đan Lai|Tày Poọng" }, { "25", "Giáy|Giáy (Nhắng)|Nhắng" },
	{ "26", "Cơ-tu|Cơ Tu|Cơtu|Ka Tu|Katu|K'tu|Cơ-tu (Ca-tu)" }, { "27", "Gié-Triêng|Giẻ Triêng|Gié Triêng|Gié – Triêng|Triêng|Ve|La-ve|Bnoong" }, { "28", "Mạ|Châu Mạ|Mạ (Châu Mạ)" },
	{ "29", "Khơ-mú|Khơ Mú|Khơmú|Khmu|Khơ-mú (Xá Cẩu)" }, { "30", "Co|Cor|Kor|Co (Cor)|Trầu" }, { "31", "Tà-ôi|Tà Ôi|Ta Oi|Pa Cô|Pa Kô|Tà-ôi (Pa-co)|Pa-hi" }, { "32", "Chơ-ro|Chơ Ro|Chơro|Châu Ro" },
	{ "33", "Kháng|Kháng (Xá Khao)|Xá Ái" }, { "34", "Xinh-mun|Xinh Mun|Xinh Mul|Puộc" }, { "35", "Hà Nhì|Hà Nhì (U Ní)|U Ní" }, { "36", "Chu-ru|Chu Ru|Churu|Chơ-ru" }, { "37", "Lào|Lào (Là Bốc)|Lào Nọi" },
	{ "38", "La Chí|Cù Tê|La Chí (Cù Tê)" }, { "39", "La Ha|La Ha (Xá Khao)|Khlá Phlạo" }, { "40", "Phù Lá|Xá Phó|Phù Lá (Xá Phó)|Mù Di|Pạ Xá" }, { "41", "La Hủ|La Hủ (Lao)|Khù Xung|Pu Đang" }, { "42", "Lự|Lừ|Lự (Lừ)|Lữ" },
	{ "43", "Lô Lô|Lô Lô (Mun Di)|Mùn Di|Lô Lô Đen" }, { "44", "Chứt|Rục|Sách|Mày|A-rem|Chứt (Sách)" }, { "45", "Mảng|Mảng (Mảng Ư)|Mảng Ư" }, { "46", "Pà Thẻn|Pà Hưng|Pà Thẻn (Pà Hưng)" },
	{ "47", "Cơ Lao|Cờ Lao|Cơ Lao (Cờ Lao)" }, { "48", "Cống|Xắm Khống|Cống (Xắm Khống)" }, { "49", "Bố Y|Tu Dí|Bố Y (Chủng Chá)" }, { "50", "Si La|Xi La|Si La (Cù Dề Xừ)" }, { "51", "Pu Péo|Ka Bèo|Pu Péo (Ka Bèo)" },
	{ "52", "Brâu|B'râu|Brao|Brâu (Brao)" }, { "53", "Ơ Đu|Ơ-đu|Ơ Ðu|Tày Hạt|Ơ Đu (Tày Hạt)" }, { "54", "Rơ-măm|Rơ Măm|Rơmăm" },
};

static void two_hundred_spellings_are_known(void **state)
{
	const struct list *groups = lists_find(lists_load(*state, NULL), "ethnic-groups");
	size_t count = 0;

	for (size_t i = 0; i < COUNT(spelt); i++) {
		for (const char *at = spelt[i].spellings; *at != '\0'; count++) {
			size_t length = strcspn(at, "|");
			const char *name = arena_text_n(*state, at, length);
			for (int k = 0; k < 2; k++, name = arena_print(*state, "Dân tộc %s", name)) {
				const struct list_row *row = list_by_fold(*state, groups, name);
				if (row == NULL || strcmp(row->code, spelt[i].code) != 0)
					fail_msg("'%s' is %s", name, row == NULL ? "nothing" : row->name);
			}
			at += length + (at[length] != '\0');
		}
	}
	assert_true(count >= 200);
}

static void keeps_names_and_aliases_apart(void **state)
{
	const struct list *groups = lists_find(lists_load(*state, NULL), "ethnic-groups");

	for (size_t i = 0; i < groups->row_count; i++)
		assert_ptr_equal(list_by_fold(*state, groups, groups->rows[i].name), &groups->rows[i]);
	for (size_t i = 0; i < groups->alias_count; i++) {
		if (list_by_fold(*state, groups, groups->aliases[i].name) == NULL)
			fail_msg("'%s' names two groups", groups->aliases[i].name);
	}
}

static void finds_rows(void **state)
{
	const struct list *occupations = lists_find(lists_load(*state, NULL), "occupations");

	assert_string_equal(list_by_code(occupations, "011")->name, "Sĩ quan");
	assert_null(list_by_code(occupations, "11"));
	assert_null(list_by_name(occupations, "Sĩ quan"));     /* two rows */
	assert_string_equal(list_by_name(occupations, "Hạ sĩ quan, binh sĩ")->code, "012");
	assert_null(list_by_name(occupations, "hạ sĩ quan, binh sĩ"));
}

static void refuses_malformed_lists(void **state)
{
	static const struct { const char *text; bool good; } rows[] = {
		{ "code\tname\n1\tA\n", true },
		{ "code\tname\n1\tA", true },
		{ "name\tother\tcode\nA\tx\t1\n", true },
		{ "code\tname\n", true },
		{ "", false },
		{ "code\n1\n", false },
		{ "code\tname\n1\n", false },
		{ "code\tname\n1\tA\tB\n", false },
		{ "code\tname\n\n1\tA\n", false },
		{ "code\tname\n1\t\n", false },
		{ "code\tname\n1\tA\n1\tB\n", false },
		{ "code\tname\n1\t\xff\n", false },
	};
	struct list list;
	struct error error;

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (list_read(*state, "x", rows[i].text, &list, &error) != rows[i].good)
			fail_msg("'%s'", rows[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carries_the_decrees),
		cmocka_unit_test(matches_ethnic_groups),
		cmocka_unit_test(two_hundred_spellings_are_known),
		cmocka_unit_test(keeps_names_and_aliases_apart),
		cmocka_unit_test(finds_rows),
		cmocka_unit_test(refuses_malformed_lists),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
