/* What the tests of old text share: writing as the old machines did, and 1,000 names and addresses of nobody. Tables of the tests' own. */
#ifndef TESTS_UNIT_TEXT_OLD_TEXT_H
#define TESTS_UNIT_TEXT_OLD_TEXT_H

#include <utf8proc.h>

#include "base/buf.h"
#include "base/memory.h"
#include "text/misread/legacy.h"

/* ---- writing as the old machines did: tables of this test's own, one entry a letter ---- */

static const struct { const char *letter, *tcvn3, *vni; } letters[] = {
	{ "à", "\xb5", "aø" }, { "ả", "\xb6", "aû" }, { "ã", "\xb7", "aõ" }, { "á", "\xb8", "aù" }, { "ạ", "\xb9", "aï" },
	{ "ă", "\xa8", "aê" }, { "ằ", "\xbb", "aè" }, { "ẳ", "\xbc", "aú" }, { "ẵ", "\xbd", "aü" }, { "ắ", "\xbe", "aé" }, { "ặ", "\xc6", "aë" },
	{ "â", "\xa9", "aâ" }, { "ầ", "\xc7", "aà" }, { "ẩ", "\xc8", "aå" }, { "ẫ", "\xc9", "aã" }, { "ấ", "\xca", "aá" }, { "ậ", "\xcb", "aä" },
	{ "đ", "\xae", "ñ" },
	{ "è", "\xcc", "eø" }, { "ẻ", "\xce", "eû" }, { "ẽ", "\xcf", "eõ" }, { "é", "\xd0", "eù" }, { "ẹ", "\xd1", "eï" },
	{ "ê", "\xaa", "eâ" }, { "ề", "\xd2", "eà" }, { "ể", "\xd3", "eå" }, { "ễ", "\xd4", "eã" }, { "ế", "\xd5", "eá" }, { "ệ", "\xd6", "eä" },
	{ "ì", "\xd7", "ì" }, { "ỉ", "\xd8", "æ" }, { "ĩ", "\xdc", "ó" }, { "í", "\xdd", "í" }, { "ị", "\xde", "ò" },
	{ "ò", "\xdf", "oø" }, { "ỏ", "\xe1", "oû" }, { "õ", "\xe2", "oõ" }, { "ó", "\xe3", "où" }, { "ọ", "\xe4", "oï" },
	{ "ô", "\xab", "oâ" }, { "ồ", "\xe5", "oà" }, { "ổ", "\xe6", "oå" }, { "ỗ", "\xe7", "oã" }, { "ố", "\xe8", "oá" }, { "ộ", "\xe9", "oä" },
	{ "ơ", "\xac", "ô" }, { "ờ", "\xea", "ôø" }, { "ở", "\xeb", "ôû" }, { "ỡ", "\xec", "ôõ" }, { "ớ", "\xed", "ôù" }, { "ợ", "\xee", "ôï" },
	{ "ù", "\xef", "uø" }, { "ủ", "\xf1", "uû" }, { "ũ", "\xf2", "uõ" }, { "ú", "\xf3", "uù" }, { "ụ", "\xf4", "uï" },
	{ "ư", "\xad", "ö" }, { "ừ", "\xf5", "öø" }, { "ử", "\xf6", "öû" }, { "ữ", "\xf7", "öõ" }, { "ứ", "\xf8", "öù" }, { "ự", "\xf9", "öï" },
	{ "ỳ", "\xfa", "yø" }, { "ỷ", "\xfb", "yû" }, { "ỹ", "\xfc", "yõ" }, { "ý", "\xfd", "yù" }, { "ỵ", "\xfe", "î" },
};

static const struct { const char *letter, *tcvn3; } capitals[] = {
	{ "Ă", "\xa1" }, { "Â", "\xa2" }, { "Ê", "\xa3" }, { "Ô", "\xa4" }, { "Ơ", "\xa5" }, { "Ư", "\xa6" }, { "Đ", "\xa7" },
};

static struct arena *arena;

static const char *in_case(const char *text, bool upper)
{
	struct buf out;
	utf8proc_int32_t c;

	buf_init(&out, arena, 256);
	for (const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text; *at != '\0';) {
		utf8proc_uint8_t bytes[4];
		at += utf8proc_iterate(at, -1, &c);
		c = upper ? utf8proc_toupper(c) : utf8proc_tolower(c);
		buf_add(&out, (const char *)bytes, (size_t)utf8proc_encode_char(c, bytes));
	}
	return out.data;
}

static void add_latin1(struct buf *out, unsigned char byte)
{
	buf_char(out, (char)(0xc0 | byte >> 6));
	buf_char(out, (char)(0x80 | (byte & 0x3f)));
}

/* One letter; false: the encoding has it not, as it is ASCII. */
static bool add_letter(struct buf *out, const char *letter, enum legacy_encoding encoding, bool *toned_capital)
{
	const char *small = in_case(letter, false);
	bool upper = strcmp(small, letter) != 0;

	for (size_t i = 0; encoding == LEGACY_TCVN3 && upper && i < COUNT(capitals); i++) {
		if (strcmp(capitals[i].letter, letter) == 0) {
			add_latin1(out, (unsigned char)capitals[i].tcvn3[0]);
			return true;
		}
	}
	for (size_t i = 0; i < COUNT(letters); i++) {
		if (strcmp(letters[i].letter, small) != 0)
			continue;
		if (encoding == LEGACY_TCVN3) {
			add_latin1(out, (unsigned char)letters[i].tcvn3[0]);
			*toned_capital |= upper;
		} else {
			buf_text(out, upper ? in_case(letters[i].vni, true) : letters[i].vni);
		}
		return true;
	}
	return false;
}

/* toned_capital: TCVN3 could not write the text. */
static const char *encode(const char *text, enum legacy_encoding encoding, bool *toned_capital)
{
	struct buf out;

	*toned_capital = false;
	buf_init(&out, arena, 1 << 20);
	for (size_t length; *text != '\0'; text += length) {
		length = 1;
		while (((unsigned char)text[length] & 0xc0) == 0x80)
			length++;
		const char *letter = arena_text_n(arena, text, length);
		if (!add_letter(&out, letter, encoding, toned_capital))
			buf_text(&out, letter);
	}
	return out.data;
}

/* ---- 1,000 names and addresses of nobody ---- */

static const char *const families[] = { "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
	"Đinh", "Quách", "Ứng", "Âu", "Mã", "Thạch" };
static const char *const middles[] = { "Văn", "Thị", "Hữu", "Đức", "Ngọc", "Thúy", "Kỳ", "Bảo", "Ánh", "Ý", "Xuân", "Quỳnh" };
static const char *const givens[] = { "An", "Ánh", "Bằng", "Cường", "Diễm", "Đạt", "Giỏi", "Hằng", "Hiển", "Hợp", "Huệ", "Khuê", "Lĩnh", "Lượm",
	"Mẫn", "Mỵ", "Nghĩa", "Ngữ", "Nhẫn", "Phượng", "Quyển", "Sửu", "Tẹo", "Thẳng", "Thuở", "Tỵ", "Tú", "Ước", "Ỷ", "Yến", "Nở", "Cẩm",
	"Vẽ", "Mẹo", "Rỗ", "Tặng", "Chỉ", "Lãi", "Bưởi", "Lỡ" };
static const char *const streets[] = { "đường Yersin", "ngõ chợ Xóm Mới", "đường 2 tháng 4", "xóm Bãi Giữa", "tổ 7", "ấp Thạnh Mỹ", "đội 5, Đồng Ngự" };
static const char *const communes[] = { "thôn Cẩm Bình, xã Quảng Ngọc", "tổ dân phố Số 3, phường Phương Sài", "bản Nà Mỵ, xã Đồng Kỷ",
	"thôn Ruộng Hời, thị trấn Phú Long", "khu phố Ỷ Lan, phường Đức Nghĩa" };
static const char *const provinces[] = { "tỉnh Khánh Hòa", "tỉnh Thanh Hóa", "Bình Thuận", "thành phố Hà Nội", "tỉnh Bắc Giang" };

enum { TEXTS = 1000 };

static const char *made_text(size_t i)
{
	if (i % 2 == 0)
		return arena_print(arena, "%s %s %s", families[i / 2 % COUNT(families)], middles[i / 5 % COUNT(middles)], givens[i / 3 % COUNT(givens)]);
	return arena_print(arena, "%zu %s, %s, %s", i, streets[i / 3 % COUNT(streets)], communes[i / 7 % COUNT(communes)], provinces[i / 11 % COUNT(provinces)]);
}

#endif
