#include "document/font.h"

#include <fontconfig/fontconfig.h>
#include <unistd.h>

#ifndef __has_feature                   /* clang's; gcc says it by a macro */
#define __has_feature(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define FINDS_LEAKS
#include <sanitizer/lsan_interface.h>
#endif

#include "base/memory.h"
#include "document/document.h"
#include "document/measure.h"

/* Debian 12's fonts-liberation2; since Debian 13 it is called fonts-liberation. The package of that name of Debian 12
 * is an older face without most letters of Vietnamese: whether all are there is asked below. */
static const char *const folders[] = {
	"/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation",
};
static const char *const faces[] = { "Regular", "Bold", "Italic", "BoldItalic" };

/* What names and addresses are written with, besides ASCII: Vietnamese, and letters of other peoples of Viet Nam. */
static const struct { FcChar32 first, last; } letters[] = {
	{ 0x20, 0x7e }, { 0xc0, 0xc3 }, { 0xc8, 0xca }, { 0xcc, 0xcd }, { 0xd2, 0xd5 }, { 0xd9, 0xda }, { 0xdd, 0xdd },
	{ 0xe0, 0xe3 }, { 0xe8, 0xea }, { 0xec, 0xed }, { 0xf2, 0xf5 }, { 0xf9, 0xfa }, { 0xfd, 0xfd }, { 0x102, 0x103 },
	{ 0x110, 0x111 }, { 0x128, 0x129 }, { 0x168, 0x169 }, { 0x1a0, 0x1a1 }, { 0x1af, 0x1b0 }, { 0x1ea0, 0x1ef9 },
	{ 0x10c, 0x10d }, { 0x12c, 0x12d }, { 0x14e, 0x14f }, { 0x16c, 0x16d }, { 0xd1, 0xd1 }, { 0xf1, 0xf1 },
	{ 0x180, 0x180 }, { 0x2013, 0x2014 }, { 0x2026, 0x2026 },
};

static bool started;                    /* the faces are the ones that fontconfig knows, and the only ones */

/* The first letter that the face lacks; 0: it has all. */
static FcChar32 find_lack(const FcPattern *face)
{
	FcCharSet *set = NULL;

	if (FcPatternGetCharSet(face, FC_CHARSET, 0, &set) != FcResultMatch)
		return letters[0].first;
	for (size_t i = 0; i < COUNT(letters); i++) {
		for (FcChar32 letter = letters[i].first; letter <= letters[i].last; letter++) {
			if (!FcCharSetHasChar(set, letter))
				return letter;
		}
	}
	return 0;
}

static enum err check_faces(FcConfig *made, const char *folder, struct error *error)
{
	const FcFontSet *set = FcConfigGetFonts(made, FcSetApplication);

	if (set == NULL || set->nfont != (int)COUNT(faces))
		return error_set(error, ERR_INTERNAL, NULL, "the faces of %s cannot be read", folder);
	for (int i = 0; i < set->nfont; i++) {
		FcChar32 lack = find_lack(set->fonts[i]);
		if (lack != 0)
			return error_set(error, ERR_INTERNAL, NULL, "the face of %s has no letter U+%04X", folder, lack);
	}
	return ERR_OK;
}

static enum err load_faces(const char *folder, struct error *error)
{
	FcConfig *made = FcConfigCreate();
	char path[128];

	if (made == NULL)
		return error_set(error, ERR_INTERNAL, NULL, "no memory for faces");
	for (size_t i = 0; i < COUNT(faces); i++) {
		snprintf(path, sizeof path, "%s/LiberationSerif-%s.ttf", folder, faces[i]);
		FcConfigAppFontAddFile(made, (const FcChar8 *)path);
	}
	enum err err = check_faces(made, folder, error);
	if (err == ERR_OK && FcConfigSetCurrent(made))
		started = true;
	else
		FcConfigDestroy(made);
	return err;
}

enum err document_start(struct error *error)
{
	char path[128];

	/* What fontconfig keeps it finds by distances, which LeakSanitizer takes for lost. */
#ifdef FINDS_LEAKS
	__lsan_disable();
#endif
	error_set(error, ERR_INTERNAL, NULL, "there is no face %s: install fonts-liberation2", MEASURE_FAMILY);
	for (size_t i = 0; i < COUNT(folders) && !started; i++) {
		snprintf(path, sizeof path, "%s/LiberationSerif-Regular.ttf", folders[i]);
		if (access(path, R_OK) == 0)
			load_faces(folders[i], error);
	}
#ifdef FINDS_LEAKS
	__lsan_enable();
#endif
	return started ? ERR_OK : ERR_INTERNAL;
}

PangoFontMap *font_map_new(void)
{
	return pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
}

const char *document_pango_version(void)
{
	return pango_version_string();
}

const char *document_cairo_version(void)
{
	return cairo_version_string();
}

const char *document_fontconfig_version(void)
{
	static char text[16];
	int version = FcGetVersion();

	snprintf(text, sizeof text, "%d.%d.%d", version / 10000, version / 100 % 100, version % 100);
	return text;
}
