/* Invented people without a finding, each another: no two sound alike, were born on one day or share a number. */

const families = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Mai", "Cao", "Tạ"];
const middles = ["Khắc", "Bảo", "Minh", "Quốc", "Hải", "Thanh", "Xuân", "Đức", "Ngọc", "Phương", "Tuệ"];
const given = ["Bách", "Uyển", "Hòe", "Kiệt", "Mẫn", "Phúc", "Quyên", "Sơn", "Thục", "Viễn", "Yến", "Oanh", "Đạt"];

export const collected = "2024-06-09", today = "2024-06-10";

function two(number) {
	return String(number).padStart(2, "0");
}

/* The i-th person: { name, birth (ISO), sex, id }. */
export function person(i) {
	const year = 1962 + (i * 7) % 30, month = 1 + (i * 5) % 12, day = 1 + (i * 11) % 28, sex = 1 + i % 2;
	return {
		name: `${families[i % 17]} ${middles[i % 11]} ${given[i % 13]}`,
		birth: `${year}-${two(month)}-${two(day)}`,
		sex,
		id: `056${sex === 1 ? 0 : 1}${two(year % 100)}${String(270413 + i * 137).padStart(6, "0").slice(-6)}`,
	};
}

/* As check reads it; status 3, a housekeeper. */
export function record(i = 0, changes = {}) {
	const p = person(i);
	return {
		full_name: p.name, birth_date: p.birth, sex: p.sex, citizen_id: p.id, permanent_address: `${i + 1} đường Hai Tháng Tư, phường Phương Sài`,
		general_education: 4, qualification: 1, activity_status: 3, inactive_reason: 3, collected_on: collected, informant_name: p.name,
		...changes,
	};
}

/* Fields instead of those of status 3: an employee with a contract, and somebody without work. */
export const employee = {
	activity_status: 1, inactive_reason: undefined, employment_position: 4, occupation: "Thợ may công nghiệp", social_insurance: 1,
	labour_contract: 2, contract_start: "2019-03-00", employer_name: "Công ty may Bình Minh", workplace_type: 6,
	workplace_address: "Khu công nghiệp Suối Dầu",
};
export const jobless = { activity_status: 2, inactive_reason: undefined, unemployed_history: 2, unemployment_duration: 1 };

const dates = new Set(["birth_date", "contract_start", "collected_on"]);

export function shownDate(iso) {
	const [year, month, day] = iso.split("-");
	return month === "00" ? year : day === "00" ? `${month}/${year}` : `${day}/${month}/${year}`;
}

/* As a form posts it. */
export function typed(i = 0, changes = {}) {
	const fields = record(i);
	for (const [name, value] of Object.entries(fields))
		fields[name] = dates.has(name) ? shownDate(value) : String(value);
	return { ...fields, ...changes };
}
