/* Papers for the tests of document/. */
#ifndef TESTS_UNIT_DOCUMENT_PAPERS_H
#define TESTS_UNIT_DOCUMENT_PAPERS_H

#include "base/buf.h"

/* The minutes of a hand-over with that many rows in an annex: every element of the markup. */
static const char *minutes_of(struct arena *arena, int rows, size_t *length)
{
	struct buf out;

	buf_init(&out, arena, 8 << 20);
	buf_text(&out, "<paper>\n<about>Biên bản bàn giao</about>\n<superior>ỦY BAN NHÂN DÂN THÀNH PHỐ NHA TRANG</superior>\n"
		"<office>ỦY BAN NHÂN DÂN PHƯỜNG PHƯƠNG SÀI</office>\n<number>Số: 05/BB-UBND</number>\n"
		"<place>Phương Sài, ngày 05 tháng 01 năm 2024</place><draft>DỰ THẢO</draft>"
		"<genre>BIÊN BẢN</genre>\n<subject>Bàn giao phiếu thông tin về người lao động</subject>\n"
		"<basis>Căn cứ Thông tư số 11/2022/TT-BLĐTBXH ngày 30 tháng 6 năm 2022 của Bộ trưởng Bộ Lao động - Thương binh "
		"và Xã hội;</basis><basis>Căn cứ Kế hoạch của Ủy ban nhân dân phường.</basis>\n"
		"<p>Hôm nay, <b>chúng tôi</b> gồm <i>hai bên</i> &amp; các thành viên: ắằẳẵặ ấầẩẫậ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự "
		"ỳýỷỹỵ đĐ ĭŏŭčñƀ, ghi nhận &lt;việc&gt; bàn giao phiếu giấy như sau, và lập biên bản này để theo dõi.</p>\n"
		"<h>1. Số lượng</h><line>Tổng số: 505 phiếu (Năm trăm linh năm phiếu).</line><line dots>Ghi chú:</line>"
		"<line>Đã kiểm: <x> có <box> không<br>dòng sau</line>");
	for (int i = 0; i < 6; i++)
		buf_text(&out, "<p>Bên giao đã giao, bên nhận đã nhận đủ số phiếu giấy nêu trên, đối chiếu từng phiếu với danh sách "
			"kèm theo; phiếu còn nguyên vẹn, chữ viết đọc được, có đủ chữ ký của người cung cấp thông tin.</p>\n");
	buf_text(&out, "<p>Biên bản này được lập thành hai bản; bên giao giữ một bản, bên nhận giữ một bản./.</p>\n"
		"<sign><by><as>ĐẠI DIỆN BÊN GIAO</as><how>(Ký, ghi rõ họ tên)</how><name>Nguyễn Thị Hạnh</name></by>"
		"<by><as>ĐẠI DIỆN BÊN NHẬN</as><how>(Ký, ghi rõ họ tên)</how><name></name></by>"
		"<receivers><to>- Công an phường;</to><to>- Lưu: VT, Hồ sơ.</to></receivers></sign>\n"
		"<annex><annextitle>DANH SÁCH PHIẾU BÀN GIAO</annextitle><annexof>(Kèm theo Biên bản số 05/BB-UBND)</annexof>\n"
		"<table><col type=\"no\" w=\"11\">STT</col><col type=\"id\" w=\"22\">Số hiệu phiếu</col>"
		"<col>Họ và tên</col><col type=\"day\" w=\"22\">Ngày sinh</col><col type=\"int\" w=\"15\">Số tờ</col>"
		"<col type=\"tick\" w=\"14\">Đã nhập</col>");
	for (int i = 0; i < rows; i++)
		buf_print(&out, "<row><c></c><c>PS-%05d</c><c>Nguyễn Thị Phương %d</c><c>05/01/1985</c><c>1.002</c><c></c></row>\n", i,
			i);
	buf_text(&out, "<sum>Cộng</sum></table><fine>Mã đối chiếu: 0123</fine>\n"
		"<annex wide><annextitle>BẢNG KÊ</annextitle><table plain><col w=\"60\"></col><col></col>"
		"<row><c>trái</c><c><x> phải</c></row></table><qr>http://127.0.0.1/handovers/1</qr>\n</paper>\n");
	*length = out.length;
	return out.data;
}

#endif
