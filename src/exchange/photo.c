#include "exchange/photo.h"

#include <png.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <zbar.h>

#include <jpeglib.h>

#include "base/memory.h"
#include "text/card.h"

enum { QUICK_PIXELS = 3000000, JPEG_SCALES = 8 };

/* A picture in gray, a byte a pixel. */
struct gray {
	unsigned width, height;
	bool reduced;                   /* smaller than it came */
	unsigned char *pixels;
};


/* ---- JPEG ---- */

struct jpeg {
	struct jpeg_decompress_struct info;
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf broken;
};

static void on_jpeg_error(j_common_ptr info)
{
	struct jpeg *jpeg = info->client_data;

	longjmp(jpeg->broken, 1);
}

static void on_jpeg_message(j_common_ptr info, int level)
{
	(void)info;
	(void)level;
}

static void on_jpeg_progress(j_common_ptr info)
{
	struct jpeg *jpeg = info->client_data;

	if (jpeg->info.input_scan_number > PHOTO_JPEG_SCANS)
		longjmp(jpeg->broken, 1);
}

static void open_jpeg(struct jpeg *jpeg, const char *data, size_t size)
{
	jpeg->info.err = jpeg_std_error(&jpeg->errors);
	jpeg->errors.error_exit = on_jpeg_error;
	jpeg->errors.emit_message = on_jpeg_message;
	jpeg->info.client_data = jpeg;
	jpeg_create_decompress(&jpeg->info);
	jpeg->progress.progress_monitor = on_jpeg_progress;
	jpeg->info.progress = &jpeg->progress;
	jpeg->info.mem->max_memory_to_use = PHOTO_JPEG_MEMORY;
	jpeg_mem_src(&jpeg->info, (const unsigned char *)data, size);
}

static bool is_too_big(uint64_t width, uint64_t height, uint64_t pixels)
{
	return width > PHOTO_SIDE || height > PHOTO_SIDE || width * height > pixels;
}

/* Scaled down until it has at most so many pixels. */
static enum photo_outcome start_jpeg(struct jpeg *jpeg, uint64_t pixels)
{
	struct jpeg_decompress_struct *info = &jpeg->info;

	jpeg_read_header(info, TRUE);
	if (is_too_big(info->image_width, info->image_height, PHOTO_JPEG_PIXELS))
		return PHOTO_TOO_BIG;
	info->out_color_space = JCS_GRAYSCALE;
	info->scale_num = 1;
	for (info->scale_denom = 1; info->scale_denom < JPEG_SCALES; info->scale_denom *= 2) {
		if ((uint64_t)info->image_width * info->image_height <= pixels * info->scale_denom * info->scale_denom)
			break;
	}
	jpeg_start_decompress(info);
	return PHOTO_READ;
}

static void read_jpeg_lines(struct jpeg *jpeg, struct gray *out)
{
	while (jpeg->info.output_scanline < out->height) {
		JSAMPROW line = out->pixels + (size_t)jpeg->info.output_scanline * out->width;
		jpeg_read_scanlines(&jpeg->info, &line, 1);
	}
}

static enum photo_outcome read_jpeg(const char *data, size_t size, uint64_t pixels, struct gray *out)
{
	struct jpeg *jpeg = memory_new(1, sizeof *jpeg);
	enum photo_outcome outcome = PHOTO_BROKEN;

	if (jpeg == NULL)
		return PHOTO_TOO_BIG;
	if (setjmp(jpeg->broken) == 0) {
		open_jpeg(jpeg, data, size);
		outcome = start_jpeg(jpeg, pixels);
		if (outcome == PHOTO_READ) {
			*out = (struct gray){ jpeg->info.output_width, jpeg->info.output_height, jpeg->info.scale_denom > 1, NULL };
			out->pixels = memory_new(out->height, out->width);
		}
		if (outcome == PHOTO_READ && out->pixels != NULL)
			read_jpeg_lines(jpeg, out);
	} else {
		outcome = PHOTO_BROKEN;
	}
	jpeg_destroy_decompress(&jpeg->info);
	memory_free(jpeg);
	return outcome;
}

/* ---- PNG ---- */

static enum photo_outcome read_png(const char *data, size_t size, struct gray *out)
{
	const png_color white = { 255, 255, 255 };
	png_image image = { .version = PNG_IMAGE_VERSION };
	enum photo_outcome outcome = PHOTO_BROKEN;

	if (png_image_begin_read_from_memory(&image, data, size)) {
		outcome = is_too_big(image.width, image.height, PHOTO_KEPT_PIXELS) ? PHOTO_TOO_BIG : PHOTO_READ;
		image.format = PNG_FORMAT_GRAY;
	}
	if (outcome == PHOTO_READ) {
		*out = (struct gray){ image.width, image.height, false, memory_new(image.height, image.width) };
		if (out->pixels == NULL || !png_image_finish_read(&image, &white, out->pixels, 0, NULL))
			outcome = PHOTO_BROKEN;
	}
	png_image_free(&image);
	return outcome;
}

/* ---- codes ---- */

/* Without guesses about its encoding: the text of a card is UTF-8, and whoever reads it checks that. */
static const char *find_code(struct arena *arena, const struct gray *gray)
{
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();
	zbar_image_t *image = zbar_image_create();
	const char *found = NULL;

	zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
	zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
	zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
	zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(image, gray->width, gray->height);
	zbar_image_set_data(image, gray->pixels, (unsigned long)gray->width * gray->height, NULL);
	zbar_scan_image(scanner, image);
	for (const zbar_symbol_t *symbol = zbar_image_first_symbol(image); symbol != NULL;
	     symbol = zbar_symbol_next(symbol)) {
		unsigned length = zbar_symbol_get_data_length(symbol);
		const char *text = arena_text_n(arena, zbar_symbol_get_data(symbol),
		                                length < PHOTO_TEXT_MAX ? length : PHOTO_TEXT_MAX);
		if (*text != '\0' && (found == NULL || (!card_is_likely(found) && card_is_likely(text))))
			found = text;
	}
	zbar_image_destroy(image);
	zbar_image_scanner_destroy(scanner);
	return found;
}

static enum photo_outcome read_picture(const char *data, size_t size, uint64_t pixels, struct gray *out)
{
	static const unsigned char png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' }, jpeg[] = { 0xff, 0xd8, 0xff };

	if (size > sizeof png && memcmp(data, png, sizeof png) == 0)
		return read_png(data, size, out);
	if (size > sizeof jpeg && memcmp(data, jpeg, sizeof jpeg) == 0)
		return read_jpeg(data, size, pixels, out);
	return PHOTO_BROKEN;
}

/* Decodes to about so many pixels and searches them. */
static enum photo_outcome search(struct arena *arena, const char *data, size_t size, uint64_t pixels,
                                 const char **text, bool *reduced)
{
	struct gray gray = { 0 };
	enum photo_outcome outcome = read_picture(data, size, pixels, &gray);

	if (outcome == PHOTO_READ && gray.pixels == NULL)
		outcome = PHOTO_TOO_BIG;
	if (outcome == PHOTO_READ) {
		*text = find_code(arena, &gray);
		outcome = *text == NULL ? PHOTO_NO_CODE : PHOTO_READ;
	}
	memory_free(gray.pixels);
	*reduced = gray.reduced;
	return outcome;
}

/* A small picture is searched in a moment; a code that is too small there is looked for in a larger one, where there
 * is one. */
enum photo_outcome photo_decode(struct arena *arena, const char *data, size_t size, const char **text)
{
	bool reduced;
	enum photo_outcome outcome = search(arena, data, size, QUICK_PIXELS, text, &reduced);

	if (outcome == PHOTO_NO_CODE && reduced)
		outcome = search(arena, data, size, PHOTO_KEPT_PIXELS, text, &reduced);
	return outcome;
}

const char *photo_png_version(void)
{
	return png_get_libpng_ver(NULL);
}
