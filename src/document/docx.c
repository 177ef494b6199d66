/* A paper for word processors: Office Open XML, in a zip of fixed times. */
#include <zip.h>

#include "base/memory.h"
#include "document/body.h"
#include "document/measure.h"
#include "text/messages.h"

enum { ROOM = 512 << 20, XML_MOST = 200 << 20, DOS_DATE = 0x21 };       /* 1 January 1980 */

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define WORDS "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

static const char types[] = XML "<Types xmlns=\"" PACKAGE "/content-types\">"
	"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	"<Override PartName=\"/word/document.xml\" ContentType=\"" WORD "document.main+xml\"/>"
	"<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD "styles+xml\"/>"
	"<Override PartName=\"/word/header1.xml\" ContentType=\"" WORD "header+xml\"/>"
	"<Override PartName=\"/word/header2.xml\" ContentType=\"" WORD "header+xml\"/>"
	"<Override PartName=\"/docProps/core.xml\" "
	"ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

static const char relations[] = XML "<Relationships xmlns=\"" PACKAGE "/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" Target=\"word/document.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" PACKAGE "/relationships/metadata/core-properties\" "
	"Target=\"docProps/core.xml\"/>"
	"</Relationships>";

static const char word_relations[] = XML "<Relationships xmlns=\"" PACKAGE "/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" OFFICE "/header\" Target=\"header1.xml\"/>"
	"<Relationship Id=\"rId3\" Type=\"" OFFICE "/header\" Target=\"header2.xml\"/></Relationships>";

static const char styles[] = XML "<w:styles xmlns:w=\"" WORDS "\"><w:docDefaults><w:rPrDefault><w:rPr>"
	"<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New Roman\" "
	"w:cs=\"Times New Roman\"/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/><w:lang w:val=\"vi-VN\"/></w:rPr>"
	"</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"252\" w:lineRule=\"auto\"/>"
	"</w:pPr></w:pPrDefault></w:docDefaults>"
	"<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>"
	"<w:style w:type=\"paragraph\" w:styleId=\"Cell\"><w:name w:val=\"Cell\"/><w:basedOn w:val=\"Normal\"/>"
	"<w:pPr><w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>"
	"<w:rPr><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/></w:rPr></w:style>"
	"</w:styles>";

#define HEADER(inside) XML "<w:hdr xmlns:w=\"" WORDS "\"><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>" inside \
	"</w:p></w:hdr>"
static const char page_number[] = HEADER("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText "
	"xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
	"<w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
static const char no_number[] = HEADER("");

static const char *properties(struct arena *arena, const char *about)
{
	struct buf out;

	buf_init(&out, arena, XML_MOST);
	buf_text(&out, XML "<cp:coreProperties xmlns:cp=\"" PACKAGE "/metadata/core-properties\" "
	               "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
	body_text(&out, about);
	buf_text(&out, "</dc:title></cp:coreProperties>");
	return out.data;
}

/* ---- the zip ---- */

static bool add_file(zip_t *zip, const char *name, const char *data, size_t length)
{
	zip_source_t *source = zip_source_buffer(zip, data, length, 0);
	zip_int64_t index = source == NULL ? -1 : zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);

	if (index < 0) {
		zip_source_free(source);
		return false;
	}
	return zip_file_set_dostime(zip, (zip_uint64_t)index, 0, DOS_DATE, 0) == 0;
}

static bool add_files(zip_t *zip, const struct buf *body, const char *about)
{
	const struct { const char *name, *data; size_t length; } files[] = {
		{ "[Content_Types].xml", types, strlen(types) }, { "_rels/.rels", relations, strlen(relations) },
		{ "word/document.xml", body->data, body->length }, { "word/styles.xml", styles, strlen(styles) },
		{ "word/header1.xml", page_number, strlen(page_number) },
		{ "word/header2.xml", no_number, strlen(no_number) },
		{ "word/_rels/document.xml.rels", word_relations, strlen(word_relations) },
		{ "docProps/core.xml", about, strlen(about) },
	};
	bool good = true;

	for (size_t i = 0; i < COUNT(files) && good; i++)
		good = add_file(zip, files[i].name, files[i].data, files[i].length);
	return good;
}

/* What was packed, appended to out. */
static bool read_packed(zip_source_t *source, struct arena *arena, struct buf *out)
{
	zip_stat_t stat;

	if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0)
		return false;
	char *data = arena_alloc(arena, (size_t)stat.size);
	bool good = zip_source_read(source, data, stat.size) == (zip_int64_t)stat.size;
	zip_source_close(source);
	if (good)
		buf_add(out, data, (size_t)stat.size);
	return good;
}

static bool pack(struct arena *arena, const struct buf *body, const char *about, struct buf *out)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = source == NULL ? NULL : zip_open_from_source(source, ZIP_TRUNCATE, NULL);

	if (zip == NULL) {
		zip_source_free(source);
		return false;
	}
	zip_source_keep(source);
	bool good = add_files(zip, body, about) && zip_close(zip) == 0;
	if (!good)
		zip_discard(zip);
	good = good && read_packed(source, arena, out);
	zip_source_free(source);
	return good;
}

enum err document_docx(const struct document *document, struct buf *out, struct error *error)
{
	struct arena *arena = arena_new(ROOM);
	struct buf body;
	bool good = false;

	if (arena != NULL) {
		buf_init(&body, arena, XML_MOST);
		buf_text(&body, XML "<w:document xmlns:w=\"" WORDS "\" xmlns:r=\"" OFFICE "\"><w:body>");
		body_write(&body, document);
		buf_text(&body, "</w:body></w:document>");
		good = !body.full && pack(arena, &body, properties(arena, document->about), out);
	}
	arena_free(arena);
	return good ? ERR_OK
	            : error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "a .docx could not be written");
}

const char *document_zip_version(void)
{
	return zip_libzip_version();
}
