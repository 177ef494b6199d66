#include "web/help/libraries.h"

#include "base/hash.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/process/build.h"
#include "db/db.h"
#include "document/document.h"
#include "exchange/photo.h"
#include "exchange/table_in/table_in.h"
#include "exchange/xlsx.h"
#include "http/http.h"
#include "text/utf8.h"

static const char *ctemplate_version(void)
{
	return build_ctemplate;
}

static const char *jpeg_version(void)
{
	return build_jpeg;
}

static const char *zbar_version_text(void)
{
	return build_zbar;
}

static const char *csv_version(void)
{
	return build_csv;
}

static const struct library all[] = {
	{ "libmicrohttpd", "LGPL-2.1-or-later", "https://www.gnu.org/software/libmicrohttpd/", http_library_version },
	{ "SQLite", "Public domain", "https://www.sqlite.org/", db_library_version },
	{ "cJSON", "MIT", "https://github.com/DaveGamble/cJSON", json_library_version },
	{ "libsodium", "ISC", "https://libsodium.org/", hash_library_version },
	{ "utf8proc", "MIT", "https://juliastrings.github.io/utf8proc/", utf8_library_version },
	{ "zlib", "Zlib", "https://zlib.net/", http_zlib_version },
	{ "ZBar", "LGPL-2.1-or-later", "https://github.com/mchehab/zbar", zbar_version_text },
	{ "libjpeg-turbo", "IJG AND BSD-3-Clause AND Zlib", "https://libjpeg-turbo.org/", jpeg_version },
	{ "libpng", "libpng-2.0", "http://www.libpng.org/pub/png/libpng.html", photo_png_version },
	{ "libxlsxwriter", "BSD-2-Clause AND BSD-3-Clause AND MPL-2.0", "https://libxlsxwriter.github.io/",
	  xlsx_library_version },
	{ "Expat", "MIT", "https://libexpat.github.io/", table_in_expat_version },
	{ "libcsv", "LGPL-2.1-or-later", "https://github.com/rgamble/libcsv", csv_version },
	{ "Pango", "LGPL-2.0-or-later", "https://pango.gnome.org/", document_pango_version },
	{ "cairo", "LGPL-2.1 OR MPL-1.1", "https://www.cairographics.org/", document_cairo_version },
	{ "Fontconfig", "HPND", "https://www.freedesktop.org/wiki/Software/fontconfig/", document_fontconfig_version },
	{ "libzip", "BSD-3-Clause", "https://libzip.org/", document_zip_version },
	{ "libqrencode", "LGPL-2.1-or-later", "https://fukuchi.org/works/qrencode/", document_qr_version },
	{ "ctemplate", "BSD-3-Clause", "https://github.com/OlafvdSpek/ctemplate", ctemplate_version },
};

const struct library *libraries(size_t *count)
{
	*count = COUNT(all);
	return all;
}
