/* Pictures that are made here, and how often they are searched (the linker wraps zbar_scan_image). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <png.h>
#include <stdio.h>
#include <zbar.h>

#include <jpeglib.h>

#include "base/memory.h"
#include "exchange/photo.h"

static int searches;
static unsigned sides[4];               /* widths of what was searched */

int __real_zbar_scan_image(zbar_image_scanner_t *scanner, zbar_image_t *image);
int __wrap_zbar_scan_image(zbar_image_scanner_t *scanner, zbar_image_t *image);

int __wrap_zbar_scan_image(zbar_image_scanner_t *scanner, zbar_image_t *image)
{
	sides[searches++ % 4] = zbar_image_get_width(image);
	return __real_zbar_scan_image(scanner, image);
}

static unsigned char *gray_of(unsigned width, unsigned height)
{
	unsigned char *pixels = memory_new(width, height);

	memset(pixels, 200, (size_t)width * height);
	return pixels;
}

static unsigned char *make_png(unsigned width, unsigned height, size_t *size)
{
	png_image image = { .version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = PNG_FORMAT_GRAY };
	unsigned char *pixels = gray_of(width, height);
	png_alloc_size_t room = PNG_IMAGE_PNG_SIZE_MAX(image);
	unsigned char *out = memory_new(1, room);

	assert_true(png_image_write_to_memory(&image, out, &room, 0, pixels, 0, NULL));
	*size = room;
	memory_free(pixels);
	return out;
}

static unsigned char *make_jpeg(unsigned width, unsigned height, size_t *size)
{
	struct jpeg_compress_struct info;
	struct jpeg_error_mgr errors;
	unsigned char *out = NULL, *pixels = gray_of(width, height);
	unsigned long length = 0;

	info.err = jpeg_std_error(&errors);
	jpeg_create_compress(&info);
	jpeg_mem_dest(&info, &out, &length);
	info.image_width = width;
	info.image_height = height;
	info.input_components = 1;
	info.in_color_space = JCS_GRAYSCALE;
	jpeg_set_defaults(&info);
	jpeg_start_compress(&info, TRUE);
	while (info.next_scanline < height) {
		JSAMPROW line = pixels + (size_t)info.next_scanline * width;
		jpeg_write_scanlines(&info, &line, 1);
	}
	jpeg_finish_compress(&info);
	jpeg_destroy_compress(&info);
	memory_free(pixels);
	*size = length;
	return out;
}

static void a_picture_is_searched_again_only_when_it_becomes_larger(void **state)
{
	static const struct { const char *why; unsigned char *(*make)(unsigned, unsigned, size_t *); unsigned width, height; int searches; } rows[] = {
		{ "a small PNG", make_png, 600, 400, 1 },
		{ "a PNG of 8 megapixels", make_png, 4000, 2000, 1 },
		{ "a small JPEG", make_jpeg, 600, 400, 1 },
		{ "a JPEG that is whole the first time", make_jpeg, 2000, 1500, 1 },
		{ "a JPEG of 8 megapixels", make_jpeg, 4000, 2000, 2 },
		{ "a JPEG of 24 megapixels", make_jpeg, 6000, 4000, 2 },
	};
	struct arena *arena = arena_new(ARENA_REQUEST);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t size;
		unsigned char *picture = rows[i].make(rows[i].width, rows[i].height, &size);
		const char *text;
		searches = 0;
		assert_int_equal(photo_decode(arena, (const char *)picture, size, &text), PHOTO_NO_CODE);
		if (searches != rows[i].searches || (searches == 2 && sides[1] <= sides[0]))
			fail_msg("%s: %d searches, %u and %u wide", rows[i].why, searches, sides[0], sides[1]);
		free(picture);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_picture_is_searched_again_only_when_it_becomes_larger) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
