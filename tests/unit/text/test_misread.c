#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/process/assets.h"
#include "old_text.h"
#include "text/misread/keys.h"
#include "text/misread/misread.h"
#include "text/misread/syllable.h"
#include "text/utf8.h"

/* ---- typing with the input method off: each letter as it is decomposed, its keys at once or at the end of the word ---- */

static const struct { int32_t mark; char telex, vni; } marks[] = {
	{ 0x301, 's', '1' }, { 0x300, 'f', '2' }, { 0x309, 'r', '3' }, { 0x303, 'x', '4' }, { 0x323, 'j', '5' }, { 0x302, 0, '6' }, { 0x31b, 'w', '7' }, { 0x306, 'w', '8' },
};

static bool is_tone(int32_t c)
{
	return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

static char key_of(int32_t mark, char base, enum key_method method)
{
	for (size_t i = 0; i < COUNT(marks); i++) {
		if (marks[i].mark == mark)
			return method == KEYS_VNI ? marks[i].vni : marks[i].telex == 0 ? (char)utf8proc_tolower(base) : marks[i].telex;
	}
	return 0;
}

static const char *press(const char *text, enum key_method method, bool late)
{
	utf8proc_uint8_t *nfd = utf8proc_NFD((const utf8proc_uint8_t *)text);
	struct buf out;
	char base = 0, tone = 0;

	buf_init(&out, arena, 4096);
	for (const utf8proc_uint8_t *at = nfd; *at != '\0';) {
		utf8proc_int32_t c;
		at += utf8proc_iterate(at, -1, &c);
		if (c == 0x111 || c == 0x110) {
			buf_text(&out, method == KEYS_VNI ? (c == 0x111 ? "d9" : "D9") : c == 0x111 ? "dd" : "DD");
		} else if (c < 0x80) {
			bool letter = utf8proc_category(c) <= UTF8PROC_CATEGORY_LL;
			if (tone != 0 && (!late || !letter))
				buf_char(&out, tone);
			tone = late && letter ? tone : 0;
			base = (char)c;
			buf_char(&out, base);
		} else if (is_tone(c)) {
			tone = key_of(c, base, method);
		} else {
			buf_char(&out, key_of(c, base, method));
		}
	}
	if (tone != 0)
		buf_char(&out, tone);
	free(nfd);
	return out.data;
}

/* ---- what must be found ---- */

static const char *const how_called[] = { "as it stands", "TCVN3", "VNI", "Telex", "VNI keys", "lost" };

struct score { size_t made, found, read; };

static void try_text(struct score *score, const char *meant, const char *written, enum misread how, bool is_name, bool told)
{
	const char *reading;

	if (strcmp(meant, written) == 0)
		return;
	score->made++;
	enum misread found = misread_look(arena, utf8_clean(arena, written), is_name, &reading);
	score->found += found != MISREAD_NOT;
	bool right = found == how && strcmp(in_case(reading, false), in_case(meant, false)) == 0;
	score->read += right;
	if (found != MISREAD_NOT && !right)
		print_message("'%s' was read as '%s'\n", written, reading == NULL ? "" : reading);
	if (found == MISREAD_NOT && told)
		print_message("%s: '%s' was not found\n", how_called[how], written);
}

static void old_texts_are_found(void **state)
{
	struct score scores[MISREAD_COUNT] = { { 0 } };
	bool lost;

	(void)state;
	for (size_t i = 0; i < TEXTS; i++) {
		const char *text = made_text(i);
		bool name = i % 2 == 0;
		try_text(&scores[MISREAD_TCVN3], text, encode(text, LEGACY_TCVN3, &lost), MISREAD_TCVN3, name, true);
		try_text(&scores[MISREAD_VNI], text, encode(text, LEGACY_VNI, &lost), MISREAD_VNI, name, true);
		try_text(&scores[MISREAD_TELEX], text, press(text, KEYS_TELEX, i % 4 < 2), MISREAD_TELEX, name, true);
		try_text(&scores[MISREAD_VNI_KEYS], text, press(text, KEYS_VNI, i % 4 < 2), MISREAD_VNI_KEYS, name, true);
		arena_reset(arena);
	}
	for (enum misread how = MISREAD_TCVN3; how <= MISREAD_VNI_KEYS; how++) {
		const struct score *score = &scores[how];
		print_message("%s: %zu made, %zu found, %zu read\n", how_called[how], score->made, score->found, score->read);
		assert_true(score->found * 100 >= score->made * 99);
		assert_true(score->read * 100 >= score->made * 97);
	}
}

/* ---- what the rules were not made with: the units of the official list ---- */

struct unit { const char *province, *district, *commune; };

enum { UNITS = 11000, DRAWN = 1000 };

/* The communes of the list, each with what is above it. */
static size_t official_units(struct unit *units)
{
	const struct asset *asset = asset_find("src/workflow/area/areas-2024.tsv");
	struct unit at = { "", "", "" };
	size_t count = 0;

	assert_non_null(asset);
	for (const char *line = asset->data; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t code = strcspn(line, "\t");
		const char *name = line + code + 3;
		if (line[0] < '0' || line[0] > '9')
			continue;
		char *text = arena_text_n(arena, name, strcspn(name, "\t\n"));
		if (code == 5) {
			at.commune = text;
			units[count++] = at;
			assert_true(count < UNITS);
		} else if (code == 3) {
			at.district = text;
		} else {
			at.province = text;
		}
	}
	return count;
}

/* Family names as people have them, with the names of communes as given names, where these are written as Vietnamese. */
static const char *drawn_name(const struct unit *unit, size_t i)
{
	static const char *const families_drawn[] = { "Hoàng", "Phan", "Đoàn", "Lâm", "Trịnh", "Mai", "Đào", "Cao", "Lưu", "Lương", "Phùng", "Tô", "Vương", "Tăng", "Hứa", "Diệp",
		"Từ", "Đàm", "Tống", "Kiều", "Khuất", "Nghiêm", "Bạch", "Ông", "Doãn", "Lộ", "Mạc", "Nhâm", "Tôn", "Ung", "Ấu", "Thân" };
	static const char *const middles_drawn[] = { "Công", "Quang", "Đình", "Thanh", "Bá", "Duy", "Hoài", "Trọng", "Thế", "Viết", "Mạnh", "Diệu", "Tấn", "Thùy", "Nhật", "Khánh" };

	return i % 3 == 0 ? arena_print(arena, "%s %s", families_drawn[i % COUNT(families_drawn)], unit->commune)
	                  : arena_print(arena, "%s %s %s", families_drawn[i % COUNT(families_drawn)], middles_drawn[i / 5 % COUNT(middles_drawn)], unit->commune);
}

static bool is_vietnamese(const char *text)
{
	size_t length;

	for (; *text != '\0'; text += length + (text[length] == ' ')) {
		length = strcspn(text, " ");
		if (!syllable_is_vietnamese(arena_text_n(arena, text, length)))
			return false;
	}
	return true;
}

static void try_drawn(struct score *scores, const char *text, size_t i, bool name)
{
	bool lost;

	try_text(&scores[MISREAD_TCVN3], text, encode(text, LEGACY_TCVN3, &lost), MISREAD_TCVN3, name, false);
	try_text(&scores[MISREAD_VNI], text, encode(text, LEGACY_VNI, &lost), MISREAD_VNI, name, false);
	try_text(&scores[MISREAD_TELEX], text, press(text, KEYS_TELEX, i % 2 == 0), MISREAD_TELEX, name, false);
	try_text(&scores[MISREAD_VNI_KEYS], text, press(text, KEYS_VNI, i % 2 == 0), MISREAD_VNI_KEYS, name, false);
}

static void what_was_not_tuned_on_is_found_too(void **state)
{
	struct unit *units = arena_array(arena, UNITS, sizeof *units);
	struct score scores[2][MISREAD_COUNT] = { { { 0 } } };
	size_t count = official_units(units), drawn[2] = { 0 }, spoken = 0;
	const char *reading;

	(void)state;
	for (size_t i = 0; i < count; i++)
		spoken += misread_look(arena, units[i].commune, false, &reading) != MISREAD_NOT;
	assert_int_equal(spoken, 0);
	for (size_t i = 0; i < count && drawn[0] < DRAWN; i++) {
		const struct unit *unit = &units[i * 7919 % count];
		const char *name = drawn_name(unit, i);
		if (is_vietnamese(name) && ++drawn[1] <= DRAWN) {
			assert_int_equal(misread_look(arena, name, true, &reading), MISREAD_NOT);
			try_drawn(scores[1], name, i, true);
		}
		drawn[0]++;
		try_drawn(scores[0], arena_print(arena, "xã %s, huyện %s, tỉnh %s", unit->commune, unit->district, unit->province), i, false);
	}
	for (int name = 0; name < 2; name++) {
		for (enum misread how = MISREAD_TCVN3; how <= MISREAD_VNI_KEYS; how++) {
			const struct score *score = &scores[name][how];
			print_message("%s, %s: %zu made, %zu found\n", name ? "names" : "addresses", how_called[how], score->made, score->found);
			assert_true(score->made > DRAWN / 2 && score->found * 100 >= score->made * 95);
		}
	}
	arena_reset(arena);
}

/* Names with few marks, or one. */
static void a_single_word_tells(void **state)
{
	static const char *const names[] = {
		"Lê Minh Anh", "Lê Thanh Long", "Hồ Minh", "Vũ Minh Anh", "Trần Anh", "Phan Thanh Tú", "Ngô Nam", "Đinh Nam", "Hoàng Anh", "Nguyễn Nam Anh", "Võ Xuân", "Bùi Thanh",
	};      /* of which "Hoà Minh", "Vò Minh Anh", "Phan Thanh Tó" are right in Unicode, and "Ngoo Nam" may be of another people */
	struct score scores[MISREAD_COUNT] = { { 0 } };
	bool lost;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		try_text(&scores[MISREAD_TCVN3], names[i], encode(names[i], LEGACY_TCVN3, &lost), MISREAD_TCVN3, true, false);
		try_text(&scores[MISREAD_VNI], names[i], encode(names[i], LEGACY_VNI, &lost), MISREAD_VNI, true, false);
		try_text(&scores[MISREAD_TELEX], names[i], press(names[i], KEYS_TELEX, false), MISREAD_TELEX, true, false);
		try_text(&scores[MISREAD_VNI_KEYS], names[i], press(names[i], KEYS_VNI, true), MISREAD_VNI_KEYS, true, false);
	}
	assert_true(scores[MISREAD_TCVN3].read + 2 >= COUNT(names));
	assert_true(scores[MISREAD_VNI].read + 1 >= COUNT(names));
	assert_true(scores[MISREAD_TELEX].read + 1 >= COUNT(names));
	assert_true(scores[MISREAD_VNI_KEYS].read == COUNT(names));
}

/* ---- what must not ---- */

static const char *const clans[] = { "Niê", "Mlô", "Êban", "Êñuôl", "Kbuôr", "Ksơr", "Ayŭn", "Hmŏk", "Kpă", "Ksor", "Rmah", "Rơ Châm", "Siu", "Nay", "Rcom", "Kpuih", "Puih",
	"Kror", "Rahlan", "R'Ô", "Đinh", "A", "Y", "Cil", "Lơ Mu", "Bon Niêng", "Kơ Să", "K'", "Liêng Hót", "Pang Ting", "Da Cat", "Touneh", "Bkrông", "Buôn Yă", "Mangling",
	"Chamaléa", "Katơr", "Pi Năng", "Pinăng", "Cao", "Hồ", "Thạch", "Kim", "Danh", "Sơn", "Lò", "Quàng", "Cà", "Tòng", "Lầu", "Giàng", "Vừ", "Sùng", "Thào", "Mùa", "Vàng",
	"Triệu", "Bàn", "Đặng", "Phàn", "Châu", "Đàng", "Thành", "Báo", "Kiều", "Lương", "Mang", "Bo Bo", "Cao Xuân", "Tro", "Bro", "Blong", "Zơ Râm", "Bhling", "Pơloong",
	"Coor", "Alăng", "Arất", "Tơ Ngôl", "Rapát", "Ating", "Hôih", "Bríu", "Clâu", "Bh'riu", "Jơ Noong", "Ra Pát" };
static const char *const first_names[] = { "H'Hen", "Y-Bliă", "Y Blô", "H'Lôi", "K'Brêm", "K' Thuyên", "Y Thê", "H Duê", "Amí Ên", "H'Bia", "Y Săm", "H'Rưi", "Y Moan", "H'Zina",
	"Blêk", "Thuyết", "Tèo", "Sa Ly", "Hyưu", "Drông", "Djuêng", "Nhem", "Bier", "Jrang", "Krang", "Phen", "Mơi", "Hrem", "Buăm", "Bhin", "Phít", "Rây", "Xêng", "Páo",
	"Mỷ", "Dính", "Lử", "Seo", "Phình", "Sáo", "Ná", "Ọt", "Oanh", "Xá", "Khua", "Sươr", "Nher", "Byưng", "Bloong", "Ngôl", "Zơn", "Pơr", "Goih", "Ưm", "Tang", "Hơk" };

static const char *made_minority(size_t i)
{
	const char *clan = clans[i % COUNT(clans)], *first = first_names[i / 3 % COUNT(first_names)], *second = first_names[i / 7 % COUNT(first_names)];

	switch (i % 4) {
	case 0:
		return arena_print(arena, "%s %s", first, clan);
	case 1:
		return arena_print(arena, "%s %s", clan, first);
	case 2:
		return arena_print(arena, "%s %s %s", clan, first, second);
	default:
		return in_case(arena_print(arena, "%s %s", clan, first), true);
	}
}

static void names_of_all_peoples_are_left_alone(void **state)
{
	enum { NAMES = 5000, MOST = 1 };
	const char *reading;
	size_t spoken = 0;

	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		const char *name = made_minority(i);
		enum misread found = misread_look(arena, utf8_clean(arena, name), true, &reading);
		if (found != MISREAD_NOT && ++spoken <= 20)
			print_message("'%s' was taken for %s '%s'\n", name, how_called[found], reading == NULL ? "" : reading);
		arena_reset(arena);
	}
	assert_true(spoken <= MOST);
}

static void right_texts_are_left_alone(void **state)
{
	static const char *const texts[] = {
		"TDP 3, P. Phương Sài, TP Nha Trang", "tp nha trang, kh, vn", "Tp. HCM", "khu A1, lô B2, KCN Suối Dầu", "Công ty CP Dv Sx Tm Phú Tài", "Cty TNHH MTV Xnk Vlxd",
		"Pou Sung Vietnam Co Ltd", "Adidas Sport Max", "Thon2 xa Quang Ngoc", "ql1a km1425", "Lái xe tải < 3,5 tấn", "CNC", "QC", "nhân viên qc", "Texhong Ngân Long",
		"Foxconn", "Coopmart", "Max Mara", "Yes", "Sao Mai", "không cố định", "Bán hàng online", "lập trình viên web", "Spa Linh", "Gas Petrolimex", "Karaoke Kas", "12/3 Lê Lợi",
		"Xưởng gỗ Mr Bảo", "Shop Mrs Hoa", "Thợ hàn 3G-6G", "HTX Nn Quảng Ngọc", "Trường THCS Trần Phú", "Grab", "Wonderfarm", "JP Morgan",
	};
	static const char *const names[] = {
		"Nguyễn Văn An", "NGUYEN VAN AN", "Nguyen Thi Tuyet", "Tran Van Dat", "Lê Hà", "Hà Tú", "Thạch Sa Rây", "Maria Anh", "Jean Pierre", "Lý", "Ủ", "Á Ò", "Trương Vĩnh Ký", "Nguyễn Thị Ngọc Ly",
		"Vo Thi Sau", "Ho Xuan Huong", "Le Loi", "Ksor Nhem", "Kông An", "KÔNG AN", "Rah Lan Wi", "Lo Thi Wa", "Siu Bar", "Y Bas", "Rcom Sar", "A Jar", "Max Planck", "Đinh Đưk", "An", "",
		"XÊNG NAY", "LÒ XÊNG", "Da Cat Nher", "Ma Seo Sar", "Chau Kim Sar", "Lo Van Pax", "Siu Nher Por",
	};
	const char *reading;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		if (misread_look(arena, texts[i], false, &reading) != MISREAD_NOT)
			fail_msg("'%s' became '%s'", texts[i], reading == NULL ? "(lost)" : reading);
	}
	for (size_t i = 0; i < COUNT(names); i++) {
		if (misread_look(arena, names[i], true, &reading) != MISREAD_NOT)
			fail_msg("'%s' became '%s'", names[i], reading == NULL ? "(lost)" : reading);
	}
	for (size_t i = 0; i < TEXTS; i++) {
		assert_int_equal(misread_look(arena, made_text(i), i % 2 == 0, &reading), MISREAD_NOT);
		assert_int_equal(misread_look(arena, utf8_fold(arena, made_text(i)), i % 2 == 0, &reading), MISREAD_NOT);
		arena_reset(arena);
	}
}

static void lost_letters_are_found(void **state)
{
	static const struct { const char *text; bool name; } rows[] = {
		{ "Nguyn Vn Khu", true }, { "Nguyn Minh Anh", true }, { "Trn Th Hoa", true }, { "Phm Minh", true }, { "NGUYN VN AN", true }, { "ng Vn t", true }, { "Đng Anh", true },
		{ "T 3, phng Phng Si, thnh ph Nha Trang", false }, { "thn Lim Ha, x Hm Lim, huyn Hm Thun Bc", false },
	};
	const char *reading;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (misread_look(arena, rows[i].text, rows[i].name, &reading) != MISREAD_LOST)
			fail_msg("'%s' has lost letters", rows[i].text);
		assert_null(reading);
	}
}

/* ---- keys ---- */

static void keys_make_words(void **state)
{
	static const struct { const char *telex, *vni, *word; } rows[] = {
		{ "Nguyeexn", "Nguye64n", "Nguyễn" }, { "Nguyenex", "Nguyen64", "Nguyễn" }, { "Vawn", "Va8n", "Văn" }, { "DDawjng", "D9a85ng", "Đặng" }, { "Ddawngj", "Da8ng59", NULL },
		{ "Thuyr", "Thuy3", "Thủy" }, { "Hoaf", "Hoa2", "Hòa" }, { "Toans", "Toan1", "Toán" }, { "Huowngf", "Huong72", "Hường" }, { "Quys", "Quy1", "Quý" },
		{ "Giof", "Gio2", "Giò" }, { "Giangr", "Giang3", "Giảng" }, { "Uowng", "Uong7", "Ương" }, { "Phuwowng", "Phu7o7ng", "Phương" }, { "Khuee", "Khue6", "Khuê" }, { "Ngoaij", "Ngoai5", "Ngoại" },
		{ "Nguyen", "Nguyen", NULL }, { "Hass", "Ha11", NULL }, { "sx", "123", NULL }, { "bcdghklmnptvaw", "a666", NULL }, { "aajn", "a65n", "ận" }, { "wj", "u75", "ự" },
	};
	size_t keys;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		for (enum key_method method = KEYS_TELEX; method < KEY_METHOD_COUNT; method++) {
			const char *word = keys_read(arena, method == KEYS_VNI ? rows[i].vni : rows[i].telex, method, &keys);
			if (rows[i].word == NULL && strncmp(rows[i].telex, "Dda", 3) == 0)
				word = word != NULL && strcmp(word, "Đặng") == 0 ? NULL : "not Đặng";
			if ((word == NULL) != (rows[i].word == NULL) || (word != NULL && strcmp(word, rows[i].word) != 0))
				fail_msg("'%s' gave '%s'", method == KEYS_VNI ? rows[i].vni : rows[i].telex, word == NULL ? "nothing" : word);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_make_words), cmocka_unit_test(lost_letters_are_found), cmocka_unit_test(right_texts_are_left_alone), cmocka_unit_test(a_single_word_tells),
		cmocka_unit_test(old_texts_are_found), cmocka_unit_test(what_was_not_tuned_on_is_found_too), cmocka_unit_test(names_of_all_peoples_are_left_alone),
	};

	arena = arena_new(ARENA_REQUEST);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
