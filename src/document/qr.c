#include <qrencode.h>

#include "base/memory.h"
#include "document/draw.h"

enum err qr_code(struct arena *arena, const char *text, size_t *size, const unsigned char **modules,
                 struct error *error)
{
	QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);

	if (code == NULL)
		return error_set(error, ERR_INTERNAL, NULL, "no QR code of %zu bytes", strlen(text));
	unsigned char *out = arena_alloc(arena, (size_t)(code->width * code->width));
	*size = (size_t)code->width;
	for (size_t i = 0; i < *size * *size; i++)
		out[i] = code->data[i] & 1;
	*modules = out;
	QRcode_free(code);
	return ERR_OK;
}

const char *document_qr_version(void)
{
	return QRcode_APIVersionString();
}
