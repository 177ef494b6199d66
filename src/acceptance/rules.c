/* The table of all acceptance rules: by number, and E before W before I of one number. An id never changes its meaning. */
#include "acceptance/rule.h"
#include "base/memory.h"

#define FORM "Mẫu số 03, Thông tư số 11/2022/TT-BLĐTBXH"
#define FORM_PEOPLE FORM ": người lao động từ 15 tuổi trở lên"
#define NUMBER "Cấu trúc số định danh cá nhân 12 số"
#define DATA "Giá trị mà mỗi mục của phiếu nhận"

const struct rule rule_table[] = {
	{
		.id = "E01", .severity = SEVERITY_E,
		.summary = "Mục luôn phải ghi còn để trống. Đề nghị hỏi lại người cung cấp thông tin và ghi bổ sung.",
		.messages = {
			"{field} chưa được ghi. Đề nghị hỏi lại người cung cấp thông tin và ghi bổ sung.",
			"Câu 4 chưa ghi số CCCD/CMND. Đề nghị ghi số; nếu người lao động chưa có số thì chọn lý do.",
		},
		.basis = FORM,
		.run = rule_always_filled
	},
	{
		.id = "W01", .severity = SEVERITY_W,
		.names = { "citizen_id", "no_id_reason" },
		.messages = { "Chưa có số CCCD/CMND nhưng đã ghi lý do. Phiếu được đưa vào danh sách cần bổ sung "
			"số; đề nghị bổ sung ngay khi người lao động có số." },
		.basis = FORM ", câu 4 và ghi chú (1)",
		.run = rule_no_number_yet
	},
	{
		.id = "E02", .severity = SEVERITY_E,
		.summary = "Có câu trả lời ngoài phần phải trả lời theo lựa chọn ở câu 11. Đề nghị xóa câu trả lời "
			"đó hoặc chọn lại câu 11.",
		.messages = { "{field} không thuộc phần phải trả lời theo lựa chọn ở câu 11. Đề nghị xóa câu trả "
			"lời này hoặc chọn lại câu 11." },
		.basis = FORM ", câu 11, 12, 13",
		.run = rule_other_block
	},
	{
		.id = "E03", .severity = SEVERITY_E,
		.names = { "employment_position", "occupation", "social_insurance", "labour_contract",
			"employer_name", "workplace_type", "workplace_address" },
		.reads = { "activity_status" },
		.summary = "Người có việc làm nhưng câu 12 chưa ghi đủ. Đề nghị hỏi lại và ghi bổ sung.",
		.messages = {
			"{field} chưa được ghi. Người có việc làm phải trả lời mục này; đề nghị hỏi lại và ghi bổ "
				"sung.",
			"{field} chưa được ghi. Với vị thế việc làm và hợp đồng đã chọn thì phải có tên cơ quan, "
				"đơn vị, doanh nghiệp hoặc người sử dụng lao động; đề nghị ghi bổ sung.",
		},
		.basis = FORM ", câu 12",
		.run = rule_work_filled
	},
	{
		.id = "W03", .severity = SEVERITY_W,
		.names = { "employer_name" },
		.reads = { "activity_status", "employment_position", "labour_contract" },
		.messages = { "Câu 12.3 chưa ghi tên người sử dụng lao động. Đề nghị hỏi lại và ghi bổ sung; nếu "
			"không có thì xác nhận và nêu lý do." },
		.basis = FORM ", câu 12.3 và ghi chú (9)",
		.run = rule_employer_open
	},
	{
		.id = "E04", .severity = SEVERITY_E,
		.names = { "contract_start" },
		.reads = { "labour_contract" },
		.summary = "Có hợp đồng lao động mà chưa ghi thời gian bắt đầu, hoặc không có hợp đồng mà có ghi. "
			"Đề nghị kiểm tra lại câu 12.2.b.",
		.messages = {
			"{field} chưa được ghi. Đã có hợp đồng lao động thì phải ghi thời gian bắt đầu; nếu không "
				"nhớ ngày, đề nghị ghi tháng/năm hoặc năm.",
			"{field} đã được ghi nhưng câu 12.2.b chọn không có hợp đồng lao động. Đề nghị xóa thời "
				"gian này hoặc chọn lại loại hợp đồng.",
		},
		.basis = FORM ", câu 12.2.b",
		.run = rule_contract_start
	},
	{
		.id = "E05", .severity = SEVERITY_E,
		.names = { "unemployed_history", "unemployment_duration" },
		.reads = { "activity_status" },
		.summary = "Người thất nghiệp nhưng câu 13 chưa trả lời đủ. Đề nghị hỏi lại và ghi bổ sung.",
		.messages = {
			"{field} chưa được trả lời. Người thất nghiệp phải trả lời câu này; đề nghị hỏi lại và ghi "
				"bổ sung.",
			"{field} chưa được ghi. Người đã từng làm việc phải ghi thời gian thất nghiệp; đề nghị hỏi "
				"lại và ghi bổ sung.",
		},
		.basis = FORM ", câu 13",
		.run = rule_unemployed_filled
	},
	{
		.id = "E06", .severity = SEVERITY_E,
		.names = { "inactive_reason" },
		.reads = { "activity_status" },
		.messages = { "Câu 11 chưa ghi lý do không tham gia hoạt động kinh tế. Đề nghị hỏi lại và chọn một "
			"lý do." },
		.basis = FORM ", câu 11",
		.run = rule_inactive_filled
	},
	{
		.id = "E07", .severity = SEVERITY_E,
		.names = { "priority_ethnic_minority", "ethnic_group" },
		.summary = "Đánh dấu dân tộc thiểu số và tên dân tộc ở câu 8 không khớp nhau. Đề nghị kiểm tra lại "
			"câu 8.",
		.messages = {
			"Câu 8 đánh dấu dân tộc thiểu số nhưng chưa ghi tên dân tộc. Đề nghị ghi tên dân tộc hoặc "
				"bỏ đánh dấu.",
			"Câu 8 đánh dấu dân tộc thiểu số nhưng ghi dân tộc Kinh. Đề nghị ghi lại tên dân tộc hoặc "
				"bỏ đánh dấu.",
			"Câu 8 có ghi tên dân tộc khác Kinh nhưng chưa đánh dấu dân tộc thiểu số. Đề nghị đánh dấu "
				"hoặc ghi lại tên dân tộc.",
		},
		.basis = FORM ", câu 8",
		.run = rule_ethnic_group
	},
	{
		.id = "W07", .severity = SEVERITY_W,
		.names = { "ethnic_group" },
		.messages = { "Tên dân tộc ở câu 8 không có trong danh mục 54 dân tộc. Đề nghị kiểm tra cách ghi và "
			"chọn tên trong danh mục." },
		.basis = FORM ", câu 8",
		.run = rule_ethnic_unknown
	},
	{
		.id = "E08", .severity = SEVERITY_E,
		.names = { "priority_poor", "priority_near_poor" },
		.messages = { "Câu 8 đánh dấu cả hộ nghèo và hộ cận nghèo. Đề nghị kiểm tra lại và chỉ giữ một." },
		.basis = FORM ", câu 8",
		.run = rule_poor_twice
	},
	{
		.id = "E09", .severity = SEVERITY_E,
		.names = { "training_field" },
		.reads = { "qualification" },
		.messages = { "Câu 10.1 chưa ghi chuyên ngành đào tạo. Trình độ từ Sơ cấp trở lên phải ghi chuyên "
			"ngành; đề nghị hỏi lại và ghi bổ sung." },
		.basis = FORM ", câu 10, 10.1",
		.run = rule_training_missing
	},
	{
		.id = "W09", .severity = SEVERITY_W,
		.names = { "qualification", "training_field" },
		.messages = { "Câu 10 chọn Chưa qua đào tạo nhưng câu 10.1 có ghi chuyên ngành đào tạo. Đề nghị "
			"kiểm tra lại hai câu này." },
		.basis = FORM ", câu 10, 10.1",
		.run = rule_training_odd
	},
	{
		.id = "E10", .severity = SEVERITY_E,
		.names = { "citizen_id" },
		.messages = {
			"Số CCCD phải có đúng 12 chữ số (số CMND có 9 chữ số). Đề nghị đối chiếu giấy tờ và ghi lại.",
			"Câu 4 ghi một dãy chữ số giống nhau hoặc liên tiếp, không phải số CCCD/CMND thật. Đề nghị "
				"đối chiếu giấy tờ và ghi lại.",
		},
		.basis = FORM ", câu 4 và ghi chú (1)",
		.run = rule_citizen_id
	},
	{
		.id = "W11", .severity = SEVERITY_W,
		.names = { "citizen_id", "collected_on" },
		.messages = { "Câu 4 ghi số CMND 9 số trên phiếu thu thập từ năm 2025, khi CMND đã hết giá trị. Đề "
			"nghị hỏi và ghi số CCCD 12 số." },
		.basis = "CMND hết giá trị sử dụng sau ngày 31/12/2024",
		.run = rule_old_id
	},
	{
		.id = "W12", .severity = SEVERITY_W,
		.names = { "birth_date", "sex", "citizen_id" },
		.messages = { "Chữ số thứ tư của số CCCD không khớp với giới tính hoặc thế kỷ sinh. Đề nghị đối "
			"chiếu câu 2, 3 và 4 với giấy tờ." },
		.basis = NUMBER,
		.run = rule_id_sex
	},
	{
		.id = "W13", .severity = SEVERITY_W,
		.names = { "birth_date", "citizen_id" },
		.messages = { "Chữ số thứ năm và thứ sáu của số CCCD không khớp với năm sinh. Đề nghị đối chiếu câu "
			"2 và 4 với giấy tờ." },
		.basis = NUMBER,
		.run = rule_id_year
	},
	{
		.id = "W14", .severity = SEVERITY_W,
		.names = { "citizen_id" },
		.messages = { "Ba chữ số đầu của số CCCD không phải là mã của một trong 63 tỉnh, thành phố. Đề nghị "
			"đối chiếu giấy tờ; nếu khai sinh đăng ký ở nước ngoài thì xác nhận và nêu lý do." },
		.basis = NUMBER,
		.run = rule_id_province
	},
	{
		.id = "E15", .severity = SEVERITY_E,
		.names = { "social_insurance_no" },
		.reads = { "citizen_id" },
		.messages = { "Mã số BHXH phải có 10 chữ số, hoặc trùng với số CCCD ở câu 4, hoặc là số thẻ BHYT đủ "
			"15 ký tự. Đề nghị đối chiếu thẻ BHYT và ghi lại." },
		.basis = FORM ", câu 5 và ghi chú (2)",
		.run = rule_insurance_no
	},
	{
		.id = "I15", .severity = SEVERITY_I,
		.names = { "social_insurance_no" },
		.messages = { "Đã lấy 10 chữ số cuối của số thẻ BHYT làm mã số BHXH. Đề nghị xem lại." },
		.basis = FORM ", câu 5 và ghi chú (2)",
		.run = rule_health_card
	},
	{
		.id = "E16", .severity = SEVERITY_E,
		.names = { "full_name" },
		.messages = {
			"Họ tên phải có từ hai từ trở lên. Đề nghị ghi đủ họ, chữ đệm và tên khai sinh.",
			"Họ tên có chữ số hoặc dấu không dùng trong tên người. Đề nghị chỉ ghi chữ cái, dấu cách, "
				"dấu gạch nối và dấu phẩy trên.",
		},
		.basis = FORM ", câu 1",
		.run = rule_name
	},
	{
		.id = "W17", .severity = SEVERITY_W,
		.names = { "full_name" },
		.messages = {
			"Họ tên có từ không viết hoa đúng. Đề nghị viết hoa chữ cái đầu của mỗi từ hoặc viết hoa "
				"tất cả.",
			"Họ tên có chữ cái không dùng trong tiếng Việt. Đề nghị đối chiếu giấy tờ.",
		},
		.basis = FORM ", câu 1",
		.run = rule_name_spelling
	},
	{
		.id = "E18", .severity = SEVERITY_E, .for_broken = true,
		.summary = "Câu trả lời có ký tự điều khiển, sai bảng mã hoặc dài quá giới hạn. Đề nghị ghi lại cho "
			"gọn.",
		.messages = {
			"{field}: câu trả lời có ký tự điều khiển, sai bảng mã hoặc dài quá giới hạn. Đề nghị ghi "
				"lại cho gọn.",
			"Dòng này không phải là một phiếu ở định dạng JSON (UTF-8). Đề nghị kiểm tra tệp và gửi lại "
				"dòng này.",
		},
		.basis = DATA,
		.run = rule_unreadable
	},
	{
		.id = "E19", .severity = SEVERITY_E,
		.summary = "Giá trị không hợp lệ: ngày không có thật, lựa chọn không có, sai kiểu, ghi hai lần hoặc "
			"trường không thuộc biểu mẫu. Đề nghị ghi lại.",
		.messages = {
			"{field}: giá trị không hợp lệ (ngày không có thật, lựa chọn không có, sai kiểu hoặc ghi "
				"hai lần). Đề nghị ghi lại.",
			"Phiếu có trường “{key}” không thuộc biểu mẫu hoặc được ghi hai lần. Đề nghị sửa lại tên "
				"trường.",
			"{field}: không có ngày này, hoặc ngày chưa ghi rõ ngày/tháng/năm. Đề nghị ghi lại với năm đủ bốn chữ "
				"số, ví dụ 05/03/1985 (trong tệp: 1985-03-05).",
		},
		.basis = DATA,
		.run = rule_no_value
	},
	{
		.id = "E20", .severity = SEVERITY_E,
		.names = { "birth_date", "collected_on" },
		.messages = { "Đến ngày thu thập thông tin, người này chưa đủ 15 tuổi. Phiếu chỉ thu thập người từ "
			"15 tuổi trở lên; đề nghị kiểm tra lại ngày sinh." },
		.basis = FORM_PEOPLE,
		.run = rule_too_young
	},
	{
		.id = "W20", .severity = SEVERITY_W,
		.names = { "birth_date", "collected_on" },
		.messages = { "Chưa rõ ngày hoặc tháng sinh nên có thể người này chưa đủ 15 tuổi vào ngày thu thập. "
			"Đề nghị hỏi rõ ngày sinh." },
		.basis = FORM_PEOPLE,
		.run = rule_perhaps_young
	},
	{
		.id = "E21", .severity = SEVERITY_E,
		.names = { "birth_date" },
		.summary = "Ngày sinh ở sau ngày hôm nay hoặc cách đây hơn 120 năm. Đề nghị kiểm tra và ghi lại.",
		.messages = {
			"Ngày sinh ở sau ngày hôm nay. Đề nghị kiểm tra và ghi lại.",
			"Ngày sinh cách đây hơn 120 năm. Đề nghị kiểm tra và ghi lại.",
		},
		.basis = FORM ", câu 2",
		.run = rule_birth_impossible
	},
	{
		.id = "W21", .severity = SEVERITY_W,
		.names = { "birth_date" },
		.messages = { "Ngày sinh cách đây hơn 105 năm. Đề nghị kiểm tra lại với giấy tờ." },
		.basis = FORM ", câu 2",
		.run = rule_very_old
	},
	{
		.id = "E22", .severity = SEVERITY_E,
		.names = { "collected_on" },
		.summary = "Ngày thu thập ở sau ngày hôm nay hoặc sau ngày kết thúc thu thập của đợt. Đề nghị kiểm "
			"tra lại.",
		.messages = {
			"Ngày thu thập ở sau ngày hôm nay. Đề nghị ghi lại ngày thu thập.",
			"Ngày thu thập ở sau ngày kết thúc thu thập của đợt. Đề nghị kiểm tra lại ngày thu thập "
				"hoặc đợt thu thập.",
		},
		.basis = "Thời gian thu thập của đợt và ngày ghi trên phiếu",
		.run = rule_collected_late
	},
	{
		.id = "W22", .severity = SEVERITY_W,
		.names = { "collected_on" },
		.messages = { "Ngày thu thập ở trước ngày bắt đầu thu thập của đợt. Đề nghị kiểm tra lại ngày thu "
			"thập hoặc đợt thu thập." },
		.basis = "Thời gian thu thập của đợt và ngày ghi trên phiếu",
		.run = rule_collected_early
	},
	{
		.id = "E23", .severity = SEVERITY_E,
		.names = { "contract_start", "collected_on" },
		.messages = { "Thời gian bắt đầu hợp đồng lao động ở sau ngày thu thập. Đề nghị kiểm tra lại câu "
			"12.2.b và ngày thu thập." },
		.basis = FORM ", câu 12.2.b",
		.run = rule_contract_late
	},
	{
		.id = "E24", .severity = SEVERITY_E,
		.names = { "birth_date", "contract_start" },
		.messages = { "Hợp đồng lao động bắt đầu khi người này chưa đủ 13 tuổi. Đề nghị kiểm tra lại câu 2 "
			"và câu 12.2.b." },
		.basis = FORM ", câu 2, câu 12.2.b",
		.run = rule_contract_child
	},
	{
		.id = "W24", .severity = SEVERITY_W,
		.names = { "birth_date", "contract_start" },
		.messages = { "Hợp đồng lao động bắt đầu khi người này 13 hoặc 14 tuổi. Đề nghị kiểm tra lại câu 2 "
			"và câu 12.2.b." },
		.basis = FORM ", câu 2, câu 12.2.b",
		.run = rule_contract_young
	},
	{
		.id = "E50", .severity = SEVERITY_E, .audience = AUDIENCE_CHECKER,
		.names = { "citizen_id" },
		.summary = "Trong đợt này, tại xã, phường này đã có phiếu khác ghi cùng số CCCD/CMND. Đề nghị đối "
			"chiếu hai phiếu và chỉ giữ một.",
		.messages = { "Trong đợt này, tại xã, phường này đã có phiếu khác ghi cùng số CCCD/CMND: phiếu số "
			"{record}. Đề nghị đối chiếu hai phiếu và chỉ giữ một." },
		.basis = "Mỗi người một phiếu trong một đợt",
		.run = rule_same_id_here
	},
};

const size_t rule_table_count = COUNT(rule_table);
