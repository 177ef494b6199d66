#include "exchange/photo.h"

#include <png.h>
#include <setjmp.h>
#include <stdint.h>
#include <zbar.h>

#include <jpeglib.h>

#include "base/memory.h"
#include "text/card.h"

enum { QUICK_PIXELS = 3000000, JPEG_SCALES = 8 };

/* A picture in gray, a byte a pixel. */
struct gray {
	unsigned width, height;
	unsigned char *pixels;
};

enum outcome { DONE, TOO_BIG, BROKEN };

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
static enum outcome start_jpeg(struct jpeg *jpeg, uint64_t pixels)
{
	struct jpeg_decompress_struct *info = &jpeg->info;

	jpeg_read_header(info, TRUE);
	if (is_too_big(info->image_width, info->image_height, PHOTO_JPEG_PIXELS))
		return TOO_BIG;
	info->out_color_space = JCS_GRAYSCALE;
	info->scale_num = 1;
	for (info->scale_denom = 1; info->scale_denom < JPEG_SCALES; info->scale_denom *= 2) {
		if ((uint64_t)info->image_width * info->image_height <= pixels * info->scale_denom * info->scale_denom)
			break;
	}
	jpeg_start_decompress(info);
	return DONE;
}

static void read_jpeg_lines(struct jpeg *jpeg, struct gray *out)
{
	while (jpeg->info.output_scanline < out->height) {
		JSAMPROW line = out->pixels + (size_t)jpeg->info.output_scanline * out->width;
		jpeg_read_scanlines(&jpeg->info, &line, 1);
	}
}

static enum outcome read_jpeg(const char *data, size_t size, uint64_t pixels, struct gray *out)
{
	struct jpeg *jpeg = memory_new(1, sizeof *jpeg);
	enum outcome outcome = BROKEN;

	if (jpeg == NULL)
		return TOO_BIG;
	if (setjmp(jpeg->broken) == 0) {
		open_jpeg(jpeg, data, size);
		outcome = start_jpeg(jpeg, pixels);
		if (outcome == DONE) {
			*out = (struct gray){ jpeg->info.output_width, jpeg->info.output_height, NULL };
			out->pixels = memory_new(out->height, out->width);
		}
		if (outcome == DONE && out->pixels != NULL)
			read_jpeg_lines(jpeg, out);
	} else {
		outcome = BROKEN;
	}
	jpeg_destroy_decompress(&jpeg->info);
	memory_free(jpeg);
	return outcome;
}

/* ---- PNG ---- */

static enum outcome read_png(const char *data, size_t size, struct gray *out)
{
	const png_color white = { 255, 255, 255 };
	png_image image = { .version = PNG_IMAGE_VERSION };
	enum outcome outcome = BROKEN;

	if (png_image_begin_read_from_memory(&image, data, size)) {
		outcome = is_too_big(image.width, image.height, PHOTO_KEPT_PIXELS) ? TOO_BIG : DONE;
		image.format = PNG_FORMAT_GRAY;
	}
	if (outcome == DONE) {
		*out = (struct gray){ image.width, image.height, memory_new(image.height, image.width) };
		if (out->pixels == NULL || !png_image_finish_read(&image, &white, out->pixels, 0, NULL))
			outcome = BROKEN;
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
	for (const zbar_symbol_t *symbol = zbar_image_first_symbol(image); symbol != NULL; symbol = zbar_symbol_next(symbol)) {
		const char *text = arena_text_n(arena, zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol));
		if (found == NULL || (!card_is_likely(found) && card_is_likely(text)))
			found = text;
	}
	zbar_image_destroy(image);
	zbar_image_scanner_destroy(scanner);
	return found;
}

static enum outcome read_picture(const char *data, size_t size, uint64_t pixels, struct gray *out)
{
	static const unsigned char png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' }, jpeg[] = { 0xff, 0xd8, 0xff };

	if (size > sizeof png && memcmp(data, png, sizeof png) == 0)
		return read_png(data, size, out);
	if (size > sizeof jpeg && memcmp(data, jpeg, sizeof jpeg) == 0)
		return read_jpeg(data, size, pixels, out);
	return BROKEN;
}

/* A small picture is searched in a moment; a code that is too small there is looked for in a larger one. */
bool photo_read_code(struct arena *arena, const char *data, size_t size, const char **text, enum message *why)
{
	static const uint64_t pixels[] = { QUICK_PIXELS, PHOTO_KEPT_PIXELS };
	static const enum message sentences[] = { [DONE] = MSG_PHOTO_NO_CODE, [TOO_BIG] = MSG_PHOTO_TOO_BIG, [BROKEN] = MSG_PHOTO_BROKEN };
	enum outcome outcome = DONE;

	*text = NULL;
	for (size_t i = 0; i < COUNT(pixels) && *text == NULL && outcome == DONE; i++) {
		struct gray gray = { 0 };
		outcome = read_picture(data, size, pixels[i], &gray);
		if (outcome == DONE && gray.pixels == NULL)
			outcome = TOO_BIG;
		if (outcome == DONE)
			*text = find_code(arena, &gray);
		memory_free(gray.pixels);
	}
	*why = sentences[outcome];
	return *text != NULL;
}

const char *photo_png_version(void)
{
	return png_get_libpng_ver(NULL);
}
