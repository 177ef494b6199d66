-- A database as version 7 left it (sqlite3's .dump): version-1.sql, opened by it, with a row of each kind that came later.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE setting (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;
CREATE TABLE area (
	id INTEGER PRIMARY KEY,
	parent_id INTEGER REFERENCES area (id),
	level TEXT NOT NULL,                    -- province, district, commune, hamlet
	code TEXT NOT NULL,
	name TEXT NOT NULL,                     -- Phương Sài
	full_name TEXT NOT NULL,                -- Phường Phương Sài
	valid_from TEXT NOT NULL,
	valid_to TEXT,                          -- last day; NULL: still valid
	UNIQUE (level, code, valid_from),
	CHECK (valid_to IS NULL OR valid_to >= valid_from)
) STRICT;
INSERT INTO area VALUES(1,NULL,'province','99','Thử','Tỉnh Thử','2020-01-01',NULL);
INSERT INTO area VALUES(2,1,'district','991','Nghiệm','Huyện Nghiệm','2020-01-01',NULL);
INSERT INTO area VALUES(3,2,'commune','99101','Một','Phường Một','2020-01-01',NULL);
INSERT INTO area VALUES(4,2,'commune','99102','Hai','Xã Hai','2020-01-01',NULL);
INSERT INTO area VALUES(5,3,'hamlet','9910101','Tổ 1','Tổ 1','2020-01-01',NULL);
INSERT INTO area VALUES(6,3,'hamlet','9910102','Tổ 2','Tổ 2','2020-01-01',NULL);
INSERT INTO area VALUES(7,4,'hamlet','9910201','Thôn 1','Thôn 1','2020-01-01',NULL);
CREATE TABLE area_succession (
	predecessor_id INTEGER NOT NULL REFERENCES area (id),
	successor_id INTEGER NOT NULL REFERENCES area (id),
	PRIMARY KEY (predecessor_id, successor_id)
) STRICT;
CREATE TABLE app_user (
	id INTEGER PRIMARY KEY,
	username TEXT NOT NULL UNIQUE,
	full_name TEXT NOT NULL,
	role TEXT NOT NULL CHECK (role IN ('enumerator', 'hamlet_leader', 'officer', 'leader', 'police',
		'police_superior', 'district', 'province', 'admin')),
	password_hash TEXT NOT NULL,
	created_at TEXT NOT NULL,
	locked_at TEXT,                         -- NULL: may log in
	must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1))
) STRICT;
INSERT INTO app_user VALUES(1,'admin','admin','admin','$argon2id$v=19$m=65536,t=2,p=1$Thm2r0iHsqeISLzPvyNd8g$+ZwtOIGiB4orw9dch1744weoiWKmufVLJMk1N1H1V58','2024-06-10T00:27:08Z',NULL,0);
INSERT INTO app_user VALUES(2,'enumerator','enumerator','enumerator','$argon2id$v=19$m=65536,t=2,p=1$vdBpOFQmlVsxXjGkvOCW/g$9Rg+ycTfgcJ53+8QgdhonxH/0H20K5MjSFx1qA29LzA','2024-06-10T00:27:09Z',NULL,0);
INSERT INTO app_user VALUES(3,'enumerator_2','enumerator_2','enumerator','$argon2id$v=19$m=65536,t=2,p=1$GpcUdLHCkS2mx43/EHDu5Q$fckPig/mFgTmE7kLnMoMbsuiQjvK1uPOzELANFswDxk','2024-06-10T00:27:09Z',NULL,0);
INSERT INTO app_user VALUES(4,'hamlet_leader','hamlet_leader','hamlet_leader','$argon2id$v=19$m=65536,t=2,p=1$WLtuRskWtFoBqu/8DDqYpQ$icZM61FYAUUR0tF0eGWiZrnmgicro//LPSEMjBrJbJw','2024-06-10T00:27:10Z',NULL,0);
INSERT INTO app_user VALUES(5,'officer','officer','officer','$argon2id$v=19$m=65536,t=2,p=1$WzOzLFFUSrFyYTNMuxxNew$cTV1/YHDBtDBJNPVhS+19akMJy594VST/rc2wNBEZ1Y','2024-06-10T00:27:10Z',NULL,0);
INSERT INTO app_user VALUES(6,'leader','leader','leader','$argon2id$v=19$m=65536,t=2,p=1$D+Kg+SMoWUhsrwRwXM50kw$P0nEUwaFaX/GYTrzDfR7z5jEqG8B6LZBsFzwS2j724A','2024-06-10T00:27:10Z',NULL,0);
INSERT INTO app_user VALUES(7,'police','police','police','$argon2id$v=19$m=65536,t=2,p=1$VkrDyt/62Ke2AIdxu8Y9Vw$EIWODJLKgPYpEl36EFhhvQSVbRxJOJ8168PMrw2ZxCo','2024-06-10T00:27:11Z',NULL,0);
INSERT INTO app_user VALUES(8,'far_enumerator','far_enumerator','enumerator','$argon2id$v=19$m=65536,t=2,p=1$GoO1dagF2+Rrl67LiR4sbg$g8K1KycT8B9W6VmTzUHN0f2Ep7JnDAtLV2bGvGq9Xgw','2024-06-10T00:27:11Z',NULL,0);
INSERT INTO app_user VALUES(9,'far_leader','far_leader','hamlet_leader','$argon2id$v=19$m=65536,t=2,p=1$mUXAuiDAwZP2S2i7wiaYUg$OogfffWPEjOjf6Cy3RqwXNmsrvuoPXkIptkEcgNiajc','2024-06-10T00:27:12Z',NULL,0);
INSERT INTO app_user VALUES(10,'far_officer','far_officer','officer','$argon2id$v=19$m=65536,t=2,p=1$kD7tOU2Gd5kSBnILYeSLWA$HJTocDKpcGQ5XTkhbYYKdc/LsO+MPFeGeZe7Vk5XSFU','2024-06-10T00:27:13Z',NULL,0);
INSERT INTO app_user VALUES(11,'far_officer_2','far_officer_2','officer','$argon2id$v=19$m=65536,t=2,p=1$e8IBCTI3MoWxfaTuF+VK6Q$VmD6eYlFc4Ymk9Uk3P7ewr5YArrELc//QWCckwbaltU','2024-06-10T00:27:13Z',NULL,0);
INSERT INTO app_user VALUES(12,'far_police','far_police','police','$argon2id$v=19$m=65536,t=2,p=1$eqnbzEmJ/D5na+Mrol/csg$Oc3MN6OyZT6U3SsjyRCpXwFvshxcKBOwpLZmH3rfeBo','2024-06-10T00:27:13Z',NULL,0);
INSERT INTO app_user VALUES(13,'district','district','district','$argon2id$v=19$m=65536,t=2,p=1$Bpe5GITNq9TLsoKpqj+zfQ$2NIYlJDh5/iKO71M0iKh4+m+qjo91aqm+ua5mFOHly0','2024-06-10T00:27:14Z',NULL,0);
INSERT INTO app_user VALUES(14,'province','province','province','$argon2id$v=19$m=65536,t=2,p=1$XzfOtgoWYmVNQ60y0IpXRw$iSpiTSL7uc7Tv8WaRi1m5AVtqjhcJroaysdxuig/SxE','2024-06-10T00:27:14Z',NULL,0);
INSERT INTO app_user VALUES(15,'police_superior','police_superior','police_superior','$argon2id$v=19$m=65536,t=2,p=1$+tLHuSNxGyimiaPzfITWTg$iFnJ+E0XX33SitGK5CBLB68GpQch5g4oQ6xhrsmzuDM','2024-06-10T00:27:15Z',NULL,0);
CREATE TABLE user_area (
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	area_id INTEGER NOT NULL REFERENCES area (id),
	PRIMARY KEY (user_id, area_id)
) STRICT;
INSERT INTO user_area VALUES(2,3);
INSERT INTO user_area VALUES(3,3);
INSERT INTO user_area VALUES(4,5);
INSERT INTO user_area VALUES(5,3);
INSERT INTO user_area VALUES(6,3);
INSERT INTO user_area VALUES(7,3);
INSERT INTO user_area VALUES(8,4);
INSERT INTO user_area VALUES(9,7);
INSERT INTO user_area VALUES(10,4);
INSERT INTO user_area VALUES(11,4);
INSERT INTO user_area VALUES(12,4);
INSERT INTO user_area VALUES(13,2);
INSERT INTO user_area VALUES(14,1);
INSERT INTO user_area VALUES(15,2);
CREATE TABLE session (
	id INTEGER PRIMARY KEY,
	token_hash TEXT NOT NULL UNIQUE,        -- SHA-256 of the cookie
	csrf_secret TEXT NOT NULL,
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	created_at INTEGER NOT NULL,
	seen_at INTEGER NOT NULL
) STRICT;
CREATE TABLE known_device (
	token_hash TEXT PRIMARY KEY,
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE campaign (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	form TEXT NOT NULL,
	form_version INTEGER NOT NULL,
	collect_from TEXT NOT NULL,
	collect_to TEXT,                        -- NULL: no end
	closed_on TEXT,                         -- NULL: open
	hamlet_stage INTEGER NOT NULL CHECK (hamlet_stage IN (0, 1)),
	four_eyes INTEGER NOT NULL CHECK (four_eyes IN (0, 1)),
	correct_in_place INTEGER NOT NULL DEFAULT 1 CHECK (correct_in_place IN (0, 1)),
	asks_ethnic_group INTEGER NOT NULL DEFAULT 0 CHECK (asks_ethnic_group IN (0, 1)),
	asks_industry INTEGER NOT NULL DEFAULT 0 CHECK (asks_industry IN (0, 1))
, paper_tallied INTEGER NOT NULL DEFAULT 1 CHECK (paper_tallied IN (0, 1))) STRICT;
INSERT INTO campaign VALUES(1,'TN-1','Thử một','mau-03',1,'2024-05-01','2024-07-31',NULL,0,0,1,0,0,1);
INSERT INTO campaign VALUES(2,'TN-2','Thử hai','mau-03',1,'2024-05-01','2024-07-31',NULL,1,1,1,0,0,1);
CREATE TABLE campaign_area (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	area_id INTEGER NOT NULL REFERENCES area (id),
	PRIMARY KEY (campaign_id, area_id)
) STRICT;
INSERT INTO campaign_area VALUES(1,3);
INSERT INTO campaign_area VALUES(2,4);
CREATE TABLE campaign_stage (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	stage TEXT NOT NULL CHECK (stage IN ('collect', 'tally', 'check', 'entry')),
	days INTEGER NOT NULL CHECK (days > 0),
	PRIMARY KEY (campaign_id, stage)
) STRICT;
INSERT INTO campaign_stage VALUES(1,'collect',20);
INSERT INTO campaign_stage VALUES(1,'tally',2);
INSERT INTO campaign_stage VALUES(1,'check',5);
INSERT INTO campaign_stage VALUES(1,'entry',30);
CREATE TABLE milestone (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	stage TEXT NOT NULL CHECK (stage IN ('collect', 'tally', 'check', 'entry')),
	last_day TEXT NOT NULL,
	share INTEGER CHECK (share BETWEEN 1 AND 100)
) STRICT;
INSERT INTO milestone VALUES(1,1,'entry','2024-07-31',50);
INSERT INTO milestone VALUES(2,1,'check','2024-07-15',NULL);
CREATE TABLE target (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	area_id INTEGER NOT NULL REFERENCES area (id),
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	due_on TEXT,
	PRIMARY KEY (campaign_id, area_id)
) STRICT;
INSERT INTO target VALUES(1,3,40,NULL);
CREATE TABLE worker_sheet (
	id INTEGER PRIMARY KEY,
	uid TEXT NOT NULL UNIQUE,
	state TEXT NOT NULL CHECK (state IN ('draft', 'with_hamlet', 'received', 'returned', 'accepted',
		'handed_over', 'entered', 'police_returned', 'archived', 'replaced', 'cancelled')),
	since TEXT NOT NULL,                    -- when it came into this state
	accepted_at TEXT,                       -- the last acceptance
	row_version INTEGER NOT NULL,
	form_version INTEGER NOT NULL,
	commune_id INTEGER NOT NULL REFERENCES area (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	enumerator_id INTEGER REFERENCES app_user (id),
	created_by INTEGER NOT NULL REFERENCES app_user (id),
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	replaces_id INTEGER REFERENCES worker_sheet (id),
	open_errors INTEGER NOT NULL DEFAULT 0,
	open_warnings INTEGER NOT NULL DEFAULT 0, -- not confirmed
	name_fold TEXT NOT NULL DEFAULT '',
	raw TEXT,                               -- JSON: field -> typed text that is no value of the field
	typed TEXT,                             -- JSON: field -> typed text of which only a part is stored
	-- the form's fields, in paper order
	area_id INTEGER REFERENCES area (id),
	full_name TEXT,
	birth_date TEXT,
	sex INTEGER,
	citizen_id TEXT,
	no_id_reason INTEGER,
	social_insurance_no TEXT,
	permanent_address TEXT,
	current_address TEXT,
	priority_disabled INTEGER,
	priority_poor INTEGER,
	priority_near_poor INTEGER,
	priority_land_recovered INTEGER,
	priority_merit_relative INTEGER,
	priority_ethnic_minority INTEGER,
	ethnic_group TEXT,
	general_education INTEGER,
	qualification INTEGER,
	training_field TEXT,
	training_code TEXT,
	activity_status INTEGER,
	inactive_reason INTEGER,
	employment_position INTEGER,
	occupation TEXT,
	occupation_code TEXT,
	social_insurance INTEGER,
	labour_contract INTEGER,
	contract_start TEXT,
	employer_name TEXT,
	workplace_type INTEGER,
	workplace_address TEXT,
	industry TEXT,
	unemployed_history INTEGER,
	unemployment_duration INTEGER,
	collected_on TEXT,
	informant_name TEXT,
	paper_no TEXT,
	collection_method INTEGER,
	kind INTEGER,
	change_source INTEGER
, person_id INTEGER REFERENCES person (id), name_sound TEXT NOT NULL DEFAULT '', rule_version INTEGER CHECK (rule_version > 0), police_reason INTEGER CHECK (police_reason BETWEEN 1 AND 8)) STRICT;
INSERT INTO worker_sheet VALUES(1,'09faaf93cb55fd9cc13cf7b49d2ec94e','draft','2024-06-10T00:27:17Z',NULL,1,1,3,1,NULL,5,'2024-06-10T00:27:17Z','2024-06-10T00:27:17Z',NULL,1,0,'tran bao uyen','{"birth_date":"không nhớ"}',NULL,5,'Trần Bảo Uyển',NULL,2,'056169270550',NULL,NULL,'2 đường Hai Tháng Tư, phường Phương Sài',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,1,NULL,NULL,3,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2024-06-09','Trần Bảo Uyển',NULL,NULL,NULL,NULL,NULL,'chan bao uien',NULL,NULL);
INSERT INTO worker_sheet VALUES(2,'af0b3bf65009595146acc0139a535fce','received','2024-06-10T00:27:17Z',NULL,2,1,3,1,NULL,5,'2024-06-10T00:27:17Z','2024-06-10T00:27:17Z',NULL,0,0,'le minh hoe',NULL,NULL,5,'Lê Minh Hòe','1976-11-23',1,'056076270687',NULL,NULL,'3 đường Hai Tháng Tư, phường Phương Sài',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,1,NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,1,'2024-06-09','Lê Minh Hòe',NULL,NULL,NULL,NULL,1,'le minh hoe',NULL,NULL);
INSERT INTO worker_sheet VALUES(3,'77f59e68efb128cf20c25b1f3a51325b','entered','2024-06-10T00:27:17Z','2024-06-10T00:27:17Z',5,1,3,1,NULL,5,'2024-06-10T00:27:17Z','2024-06-10T00:27:17Z',NULL,0,0,'pham quoc kiet',NULL,NULL,5,'Phạm Quốc Kiệt','1983-04-06',2,'056183270824',NULL,NULL,'4 đường Hai Tháng Tư, phường Phương Sài',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,1,NULL,NULL,3,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2024-06-09','Phạm Quốc Kiệt',NULL,NULL,NULL,NULL,2,'pham kuot kiet',NULL,NULL);
INSERT INTO worker_sheet VALUES(4,'3be1836bdc661b5916c91fcab2efd486','handed_over','2024-06-10T00:27:17Z','2024-06-10T00:27:17Z',4,1,3,1,NULL,5,'2024-06-10T00:27:17Z','2024-06-10T00:27:17Z',NULL,0,0,'huynh hai man',NULL,NULL,5,'Huỳnh Hải Mẫn','1990-09-17',1,'056090270961',NULL,NULL,'5 đường Hai Tháng Tư, phường Phương Sài',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,1,NULL,NULL,3,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2024-06-09','Huỳnh Hải Mẫn',NULL,NULL,NULL,NULL,3,'huinh hai man',NULL,NULL);
CREATE TABLE sheet_tally (
	commune_id INTEGER NOT NULL REFERENCES area (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	area_id INTEGER NOT NULL,
	state TEXT NOT NULL,
	open INTEGER NOT NULL,                  -- 1: an error, or a warning not confirmed
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	PRIMARY KEY (commune_id, campaign_id, area_id, state, open)
) STRICT;
INSERT INTO sheet_tally VALUES(3,1,5,'draft',1,1);
INSERT INTO sheet_tally VALUES(3,1,5,'received',0,1);
INSERT INTO sheet_tally VALUES(3,1,5,'entered',0,1);
INSERT INTO sheet_tally VALUES(3,1,5,'handed_over',0,1);
CREATE TABLE sheet_word (
	commune_id INTEGER NOT NULL,
	word TEXT NOT NULL,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	PRIMARY KEY (commune_id, word, sheet_id)
) STRICT, WITHOUT ROWID;
INSERT INTO sheet_word VALUES(3,'bao',1);
INSERT INTO sheet_word VALUES(3,'tran',1);
INSERT INTO sheet_word VALUES(3,'uyen',1);
INSERT INTO sheet_word VALUES(3,'hoe',2);
INSERT INTO sheet_word VALUES(3,'le',2);
INSERT INTO sheet_word VALUES(3,'minh',2);
INSERT INTO sheet_word VALUES(3,'kiet',3);
INSERT INTO sheet_word VALUES(3,'pham',3);
INSERT INTO sheet_word VALUES(3,'quoc',3);
INSERT INTO sheet_word VALUES(3,'hai',4);
INSERT INTO sheet_word VALUES(3,'huynh',4);
INSERT INTO sheet_word VALUES(3,'man',4);
CREATE TABLE sheet_word_tally (
	commune_id INTEGER NOT NULL,
	word TEXT NOT NULL,
	state TEXT NOT NULL,
	sheets INTEGER NOT NULL CHECK (sheets >= 0),
	PRIMARY KEY (commune_id, word, state)
) STRICT, WITHOUT ROWID;
INSERT INTO sheet_word_tally VALUES(3,'bao','draft',1);
INSERT INTO sheet_word_tally VALUES(3,'hai','handed_over',1);
INSERT INTO sheet_word_tally VALUES(3,'hoe','received',1);
INSERT INTO sheet_word_tally VALUES(3,'huynh','handed_over',1);
INSERT INTO sheet_word_tally VALUES(3,'kiet','entered',1);
INSERT INTO sheet_word_tally VALUES(3,'le','received',1);
INSERT INTO sheet_word_tally VALUES(3,'man','handed_over',1);
INSERT INTO sheet_word_tally VALUES(3,'minh','received',1);
INSERT INTO sheet_word_tally VALUES(3,'pham','entered',1);
INSERT INTO sheet_word_tally VALUES(3,'quoc','entered',1);
INSERT INTO sheet_word_tally VALUES(3,'tran','draft',1);
INSERT INTO sheet_word_tally VALUES(3,'uyen','draft',1);
CREATE TABLE finding (
	id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again: a confirmation names one
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	rule TEXT NOT NULL,
	severity TEXT NOT NULL CHECK (severity IN ('E', 'W', 'I')),
	fields TEXT NOT NULL,                   -- names, separated by spaces
	message TEXT NOT NULL,
	answers_hash TEXT NOT NULL,             -- of the answers it is about: a confirmation falls when they change
	confirmed_by INTEGER REFERENCES app_user (id),
	confirmed_at TEXT,
	reason TEXT, record_id INTEGER REFERENCES worker_sheet (id),
	CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL) = (reason IS NULL))
) STRICT;
INSERT INTO finding VALUES(1,1,'E19','E','birth_date','Câu 2 “Ngày, tháng, năm sinh”: không có ngày này hoặc ngày chưa ghi đúng dạng ngày/tháng/năm. Đề nghị ghi lại, ví dụ 05/03/1985.','50e7a9f229a22dcd53b734a82fe122c79a9ef97c38eb3d364540e199e4ce74e7',NULL,NULL,NULL,NULL);
CREATE TABLE event (
	id INTEGER PRIMARY KEY,
	at TEXT NOT NULL,
	actor_id INTEGER REFERENCES app_user (id),      -- NULL: a command
	action TEXT NOT NULL,
	sheet_id INTEGER REFERENCES worker_sheet (id),
	from_state TEXT,
	to_state TEXT,
	reason TEXT,
	diff TEXT,                              -- JSON: field -> [before, after], and what else the move carried
	salt TEXT NOT NULL,
	detail_hash TEXT NOT NULL,
	hash TEXT NOT NULL
) STRICT;
INSERT INTO event VALUES(1,'2024-06-10T00:27:08Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"admin","role":"admin"}','661455ebb0b1160da0ca5a75d82e17fc','ee7515f53579f26be5a713c1a3b5b1e7cebfa6e2ffb2f9b7a3468143a3f2a86e','d85796c16c21be71d415aef7dea8744338ad22dbc2a09c568969ea75f57c70e3');
INSERT INTO event VALUES(2,'2024-06-10T00:27:08Z',NULL,'areas.import',NULL,NULL,NULL,NULL,'{"file_sha256":"e49a969eee48fd1e434c7d6da3ccdb5fc5fb68b39e02f4a6e21f2005e206c5fe","valid_from":"2020-01-01","new":4,"kept":0,"ended":0}','e3a5cc0bedd6ee984de38f5f33eedd2b','668df18e9161c449a19d68b8abd3e78b1661484d258cc18b084fd5f98679c403','c4508b83556717061d894df3706574d7445d7afe5627683d43a81ea7c8a3110e');
INSERT INTO event VALUES(3,'2024-06-10T00:27:08Z',NULL,'area.add',NULL,NULL,NULL,NULL,'{"area":"hamlet:9910101","parent":"commune:99101","valid_from":"2020-01-01"}','48ba3f423b0a1f3ddab1edfe1113ed37','2c7c1449d12950bc058ecd4b3d97fda040c6e174668b353a5ef598191a531310','22dc7e3610d94e57b2fa02dbbb2f5a3936d482aa7bf09fd3ff45bd41f2095228');
INSERT INTO event VALUES(4,'2024-06-10T00:27:08Z',NULL,'area.add',NULL,NULL,NULL,NULL,'{"area":"hamlet:9910102","parent":"commune:99101","valid_from":"2020-01-01"}','e53a76ee30ed6e1d2776ffcf0e61142c','cb248417bf424d8141900b6dd931994a410f98d6a69cb0c4201de152658debcf','a8d285e76397c8f40fa5fb4fb0564d3aa4de5fcf46739de43e0c7f9a9d4bb0a9');
INSERT INTO event VALUES(5,'2024-06-10T00:27:08Z',NULL,'area.add',NULL,NULL,NULL,NULL,'{"area":"hamlet:9910201","parent":"commune:99102","valid_from":"2020-01-01"}','dc2d7426416bcf4c075d6ad75fcaf0d0','f8f256d4d57c252615a0fe7c4576051785ac87e19fbd2b2a0fe058f51026e180','3b28364895179af4d3dd89da8f4aba6eed13039050f657d54acb365ad8c7ec52');
INSERT INTO event VALUES(6,'2024-06-10T00:27:08Z',NULL,'campaign.add',NULL,NULL,NULL,NULL,'{"campaign":"TN-1","from":"2024-05-01","to":"2024-07-31"}','9908224238059b3d809adfa95cb8351c','b3a9709c857e4b5470be7c6cc704cf554116f612b788bd1df2bb06ee56373100','25c3d963d7dbd22e76725ed11055edd4fe38bc85911c5d2c23bd5ef7faadbe28');
INSERT INTO event VALUES(7,'2024-06-10T00:27:08Z',NULL,'campaign.add',NULL,NULL,NULL,NULL,'{"campaign":"TN-2","from":"2024-05-01","to":"2024-07-31"}','9ba0bc682633ee3ec4fcd8f8e2be742d','de7dbaa6d09344d7575e7860f6a7149ac65d9f215db4a2711a25231aea7d0b97','6e3b3d8d1415442a701579b16890ce28a747a7a3af50a4c9ceee77a8aec21975');
INSERT INTO event VALUES(8,'2024-06-10T00:27:08Z',NULL,'target.set',NULL,NULL,NULL,NULL,'{"campaign":"TN-1","area":"commune:99101","sheets":40}','9562228019b058676fe8c701e4e39e8f','c9eceabc1cb84cb2ba7cc7d313b72b1307669d12171e549c558fae41d9294cac','dac51734a95346b29886eb4b3ad5b703d942a475cee1a4faceca9d5cdf3148d0');
INSERT INTO event VALUES(9,'2024-06-10T00:27:09Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"enumerator","role":"enumerator"}','905aec4ae40cda9bd5ba3dc19dad389a','e0cecacf3ae6fae510c45ed3e5ed01c491f69e504f1067d503e492ed8ed78548','99a4ca58faad8c913e0cd31e8afd316ee05ad27de9dda0cbfb5e943fe8ac6ac2');
INSERT INTO event VALUES(10,'2024-06-10T00:27:09Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"enumerator_2","role":"enumerator"}','c0717506aa4b90aaa02ebc91bc0e8ab4','dc542f38de92d60b4550a8568cef8974224917eb33ffb139548828c06f9b5342','d07bec1b2464f50fdbf2c1fb87de16b4f4058e12a24ff37ba8af460dd04f8af0');
INSERT INTO event VALUES(11,'2024-06-10T00:27:10Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"hamlet_leader","role":"hamlet_leader"}','c3fadf2d4caafa4d575df0e789f10b1a','8569909864eca3a1850c181d1538446472f22ef02cc66362238068029fe522f1','08cdfacc4007b50397fb795020c859c34b11338e41ab58b084249902ef51a587');
INSERT INTO event VALUES(12,'2024-06-10T00:27:10Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"officer","role":"officer"}','f83e16818809b6c616d356bb1c437865','1cafb7c3deb15bf0468469eecc661afccc6f68b142eb6572ffa014cbf1830f28','643691ec40cc759cace2e4b1c84682424623ed5e366af0ad9f561917755ddaaa');
INSERT INTO event VALUES(13,'2024-06-10T00:27:10Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"leader","role":"leader"}','7040f9fe5861c401c2f49e86bb48c1f9','ac1a123b822d203ba733a4494c8077316eb2de476bea6f091f76546bf0bc65a9','a499586810f6d37807fe333b259ec3154db6bc122190353dce1752ebf037cf80');
INSERT INTO event VALUES(14,'2024-06-10T00:27:11Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"police","role":"police"}','05ae753f87d3157cfcd575d670c51ddc','362ce9401fdec27105af92fc341b382e6f9d444060e4236065bfa7eb07be565a','18619cfe0ff60dd25cda7bb349a3fdc6c7213f366c8295192bbde5dceb48a5db');
INSERT INTO event VALUES(15,'2024-06-10T00:27:11Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"far_enumerator","role":"enumerator"}','0d7d8f21253b8a010e69198158e06de3','9f0d822019a6eb845351612be5b8a462d49d2f798714484dd0022049ea3a7071','b6828814b937c65180374e1ab9c48f821d9c68ac33e8d4b29633727a937c2416');
INSERT INTO event VALUES(16,'2024-06-10T00:27:12Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"far_leader","role":"hamlet_leader"}','1d65c9564cb44025d64ea8f07f1ddadc','23c004c9a075e42215b22d58349a1f959cb19535e3105fdc2e3edfd059acbce3','5a11f688bea15508c1006f1d02707164aac552676fdd41d6a497ff272ad73f4f');
INSERT INTO event VALUES(17,'2024-06-10T00:27:13Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"far_officer","role":"officer"}','b07641c1e0dc206b7f8a5089d35fdfff','cd9b8b9c526d4d30bd04b5de648e126765634c5b6554455e8908da5bff32dc08','015bb4150d6b0990b0e21209f4a287a2fb46fa6c172e0639bedd094d8e15b4cf');
INSERT INTO event VALUES(18,'2024-06-10T00:27:13Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"far_officer_2","role":"officer"}','1a7690374617f52a0522025d18aa3e40','1a80f3d8c93a2763b2c44009c68425aaf8586067cd0e02ee5f4b75020f049ef3','114fbc181cc9c0e4c60d8175826cee4b601e9c91c4e77c7f861db3c063af06eb');
INSERT INTO event VALUES(19,'2024-06-10T00:27:13Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"far_police","role":"police"}','424e6249704a118a2464dd2b8413d4db','09211377c8fda6b0c1ef58a62a7499315bc794583cbdb390b0b08b1d4929a650','aab70dd04f7bb1315f5f4fdec273b540480505bcc6ddbe513133e3b230596b4d');
INSERT INTO event VALUES(20,'2024-06-10T00:27:14Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"district","role":"district"}','f42406de97e58dafe9aaabf998ccd45a','374f46425a89294e2875dbcbe978f5ed36165d22f5490feb605493d16e6cad04','b3abda6857852785814305a7fde6f3812801a2bcefa153aba4a9a2eeb2deb4c1');
INSERT INTO event VALUES(21,'2024-06-10T00:27:14Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"province","role":"province"}','08230ab227b29974a2df0128eff19a4a','e8e659a0f2fc1d7ae68db346db613f0e8dc82af41abd05a2e7e5c666648f1262','082518168a9cc57b2ac8c5972274ec75db8f4440c38f3bcf626664e5cbf8f34c');
INSERT INTO event VALUES(22,'2024-06-10T00:27:15Z',NULL,'user.add',NULL,NULL,NULL,NULL,'{"user":"police_superior","role":"police_superior"}','53219de0df34ee37315bfb402f464f3f','24d1d6e14b0aff6e70b23e70277783658e2af1cf1e5b00c7c91ae4187e6b7c7b','542415fc181d2ef546657be4bf27685dba0a97371da1bedc0e40de388e218fc4');
INSERT INTO event VALUES(23,'2024-06-10T00:27:17Z',5,'create',1,NULL,'draft',NULL,NULL,'bb3422b7bfe7ac0e2475edb6f6e3a7bf','6e8e5e09ba8d22c97b371e715182b09c1e4f748d2da025160f82cfbde29cfc48','a926e47a53c7557d26e844810aba7167fc68fd766eed1fca00f928889b24fe79');
INSERT INTO event VALUES(24,'2024-06-10T00:27:17Z',5,'create',2,NULL,'draft',NULL,NULL,'c5e333d8b8d7a980f6aa17937caa0bd0','60d0585625064813c829f5ef0f9350ca8c718cd3f9175f85439eab09c4509fec','cb6422a74a9c06d7eb452088aab6167425971f4d6848111d27e0cba88d299b2e');
INSERT INTO event VALUES(25,'2024-06-10T00:27:17Z',5,'submit',2,'draft','received',NULL,NULL,'93992a52a5871b0d4eca6bb7763af804','2b45fbdd6e6293a9d9994881f519e349b56e72524cadfae389dec3d2af42ada9','1e414dc786be0965ad4a33c8c662da7ba0b53247ef055558a64b95d45e386cf4');
INSERT INTO event VALUES(26,'2024-06-10T00:27:17Z',5,'create',3,NULL,'draft',NULL,NULL,'25da142a3b0d693fd1505493ceab97fc','09d79009e2b6be715740102499432e8ea43b2e18f8a1bb001d60aefa51d968a1','8b6eba974ed014a6502fb4c0722f4563a5815a5cfc6e467f47f1eb736157ea55');
INSERT INTO event VALUES(27,'2024-06-10T00:27:17Z',5,'submit',3,'draft','received',NULL,NULL,'82d127986f27cfac62e3cbd246659a09','42a72dd3271d67b93ea6498fcbcc4954cb7117942eca3263a419e585e81c16dd','591de4d5b5e931eb8f34317373a14bb368545f8dfebc982ebcbefc00e9a8b4e0');
INSERT INTO event VALUES(28,'2024-06-10T00:27:17Z',5,'accept',3,'received','accepted',NULL,NULL,'9fcc1ad5e69417ace6e98480b7194c31','ba94cffb872c20460ae5d58cfd1719aa95200f7a46324ca10cf2e10a3fee0f3b','5d0a346b48f0310ab3a41741c7c784b700ad24b0a45c7e64c02426fde462a41c');
INSERT INTO event VALUES(29,'2024-06-10T00:27:17Z',5,'create',4,NULL,'draft',NULL,NULL,'ea39800c3937606254bdccb0118048f7','7f1075b1290863e766b2fb6c8bd2936c5fd8e9fd5fd0a6e58714afe8f60c0723','f564e0a305648a6cb334372d8ecfcbc03ee105d05853bb4ca5ff14972fde443c');
INSERT INTO event VALUES(30,'2024-06-10T00:27:17Z',5,'submit',4,'draft','received',NULL,NULL,'318624af425b3db55b9f2bacd472ea75','253cacd9c9cc3e9fcb1e7d18db132f0115b2e87ea6006a44326be621a98b8cfc','cfc4045f2abe1b02525c8ba6ce39c74759c9d1b3f1c22252b65caafac6a3e341');
INSERT INTO event VALUES(31,'2024-06-10T00:27:17Z',5,'accept',4,'received','accepted',NULL,NULL,'dc8809360576db653fe9a2c902289cff','e738c2c538be312917df5fcda72ad65019286aed90168917bdcfa5834f1ce645','3f6a1d8f4e71e4ee64e2cce2a3c6df1b73fdfc9a897351ddad89688cee088e05');
INSERT INTO event VALUES(32,'2024-06-10T00:27:17Z',5,'deliver',3,'accepted','accepted',NULL,'{"_batch":1}','e0f3a335f5a8f9b8096a900798e506c7','72b474469a20f0c0c425285d0bfddb027ebcaff8d50c7bab1289be9dc1b7a4b2','b2323d9ae5c39d5b691e3d014affc4d7021c50e53a7b4900ea45c6743d5cf994');
INSERT INTO event VALUES(33,'2024-06-10T00:27:17Z',5,'deliver',4,'accepted','accepted',NULL,'{"_batch":1}','a0ec7ae399f315b1ada892ff00455a27','2ef7ff2b2624336512a0d0fb2ad660fe5c1b763bc95c4f782c9b0f12a9b5e921','6213cfe9cfe2776d64179a180c3e21c1e0cd32d2b72bab9f3f5adc4e1968d772');
INSERT INTO event VALUES(34,'2024-06-10T00:27:17Z',7,'sign',3,'accepted','handed_over',NULL,'{"_batch":1}','2ba728a5f453ca689224c9a03fb8c4c3','93a77d3e8f705a051670a27023b3042d06f97f486666b9179727c82d952e67a4','75b50d489324196626dcda9953d9bc49d24f7e453b74e05b08520a04bd32d177');
INSERT INTO event VALUES(35,'2024-06-10T00:27:17Z',7,'sign',4,'accepted','handed_over',NULL,'{"_batch":1}','fb7a159d342e4c4f51d8b05f6967718e','b4f9a357e1d5deecd0bc7d0849a0574877dc800b774cbbbe365d82bc687bd2f2','7522dffd079753d1658cac29ba4203fa52a90f0c28d099caeff6a7e6b36fb333');
INSERT INTO event VALUES(36,'2024-06-10T00:27:17Z',7,'entered',3,'handed_over','entered',NULL,NULL,'fe632301d225bcdf58192bc2c561d030','c10053bf487a2982eface14014600e11eba708b4f0358b8c94d54138c81e493a','0c1dd9367d7c76df1b74e642b822190db4b70cd12bc789f89e6e6e4a389cda99');
INSERT INTO event VALUES(37,'2026-11-29T23:52:00Z',NULL,'user.unlock',NULL,NULL,NULL,NULL,'{"user":"officer"}','671447de60be25d6c3181a8e46c2fc1e','6bf12100ef6ffccbff348ba0cc9f97121f391b93a61490a6fc5477010164071a','61da9e77c5dcb9ef6fdc1cf41d369f86c44da9dfbab1b8a13fd6522cb37a67d0');
CREATE TABLE access_log (
	id INTEGER PRIMARY KEY,
	at TEXT NOT NULL,
	actor_id INTEGER NOT NULL REFERENCES app_user (id),
	action TEXT NOT NULL CHECK (action IN ('view', 'search', 'export', 'print')),
	sheet_id INTEGER REFERENCES worker_sheet (id),
	detail TEXT,
	hash TEXT NOT NULL
) STRICT;
INSERT INTO access_log VALUES(1,'2024-06-10T00:27:17Z',5,'view',2,NULL,'bb94c1657628a9ec0eebb4038c602ecbaecc0f3b8de2270327ef892ff11515d1');
INSERT INTO access_log VALUES(2,'2024-06-10T00:27:17Z',5,'search',NULL,'citizen_id ending 056','1c396146182488373a93d187ab2db72b347696442200209e897d3062d9c0f605');
CREATE TABLE handover (
	id INTEGER PRIMARY KEY,
	commune_id INTEGER NOT NULL REFERENCES area (id),
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	year INTEGER NOT NULL,
	number INTEGER NOT NULL,                -- counts up within commune and year
	delivered_by INTEGER NOT NULL REFERENCES app_user (id),
	delivered_at TEXT NOT NULL,
	signed_by INTEGER REFERENCES app_user (id),
	signed_at TEXT,
	counted INTEGER,                        -- papers counted at signing
	extra TEXT,                             -- papers found that are not on the list, as written down
	note TEXT,
	UNIQUE (commune_id, year, number),
	CHECK ((signed_by IS NULL) = (signed_at IS NULL) AND (signed_by IS NULL) = (counted IS NULL))
) STRICT;
INSERT INTO handover VALUES(1,3,1,2024,1,5,'2024-06-10T00:27:17Z',7,'2024-06-10T00:27:17Z',2,NULL,NULL);
CREATE TABLE handover_sheet (
	handover_id INTEGER NOT NULL REFERENCES handover (id),
	position INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	outcome TEXT NOT NULL CHECK (outcome IN ('open', 'present', 'missing', 'removed')),
	full_name TEXT,                         -- this and the next: as the list said when it was signed
	birth_date TEXT,
	citizen_id TEXT,
	paper_no TEXT,
	area_name TEXT,
	PRIMARY KEY (handover_id, position)
) STRICT;
INSERT INTO handover_sheet VALUES(1,1,3,'present','Phạm Quốc Kiệt','1983-04-06','056183270824',NULL,'Tổ 1');
INSERT INTO handover_sheet VALUES(1,2,4,'present','Huỳnh Hải Mẫn','1990-09-17','056090270961',NULL,'Tổ 1');
CREATE TABLE form_token (
	token TEXT NOT NULL,
	user_id INTEGER NOT NULL REFERENCES app_user (id),
	url TEXT NOT NULL,
	at INTEGER NOT NULL, posted TEXT NOT NULL DEFAULT '', sheet_id INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (user_id, token)
) STRICT, WITHOUT ROWID;
CREATE TABLE person (
	id INTEGER PRIMARY KEY,
	citizen_id TEXT UNIQUE CHECK (length(citizen_id) = 12),
	created_at TEXT NOT NULL,
	joined_id INTEGER REFERENCES person (id), -- somebody decided: is the same human as that person
	joined_by INTEGER REFERENCES app_user (id),
	joined_at TEXT,
	join_reason TEXT,
	CHECK (joined_id <> id),
	CHECK ((joined_id IS NULL) = (joined_by IS NULL) AND (joined_id IS NULL) = (joined_at IS NULL)
		AND (joined_id IS NULL) = (join_reason IS NULL))
) STRICT;
INSERT INTO person VALUES(1,'056076270687','2024-06-10T00:27:17Z',NULL,NULL,NULL,NULL);
INSERT INTO person VALUES(2,'056183270824','2024-06-10T00:27:17Z',NULL,NULL,NULL,NULL);
INSERT INTO person VALUES(3,'056090270961','2024-06-10T00:27:17Z',NULL,NULL,NULL,NULL);
CREATE TABLE duplicate_decision (
	id INTEGER PRIMARY KEY,
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id), -- keep, replace: the one that counts
	other_id INTEGER NOT NULL REFERENCES worker_sheet (id), -- keep: cancelled; replace: replaced
	verdict TEXT NOT NULL CHECK (verdict IN ('keep', 'replace', 'join', 'distinct')),
	reason TEXT NOT NULL,
	decided_by INTEGER NOT NULL REFERENCES app_user (id),
	decided_at TEXT NOT NULL,
	other_state TEXT NOT NULL,              -- of the other sheet, before
	replaces_id INTEGER REFERENCES worker_sheet (id), -- of the sheet that counts, before
	joined_id INTEGER REFERENCES person (id), -- the person whom the decision joined to another
	split_id INTEGER REFERENCES worker_sheet (id), -- distinct under one number: the sheet that got a person of its own
	undone_by INTEGER REFERENCES app_user (id),
	undone_at TEXT,
	undo_reason TEXT,
	CHECK (sheet_id <> other_id),
	CHECK ((undone_by IS NULL) = (undone_at IS NULL) AND (undone_by IS NULL) = (undo_reason IS NULL))
) STRICT;
INSERT INTO duplicate_decision VALUES(1,3,4,'distinct','Hai người khác nhau',5,'2024-06-10T02:04:00Z','handed_over',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE person_distinct (
	person_id INTEGER NOT NULL REFERENCES person (id),
	other_id INTEGER NOT NULL REFERENCES person (id),
	decision_id INTEGER NOT NULL REFERENCES duplicate_decision (id),
	PRIMARY KEY (person_id, other_id),
	CHECK (person_id < other_id)
) STRICT, WITHOUT ROWID;
INSERT INTO person_distinct VALUES(2,3,1);
CREATE TABLE roster_entry (
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	commune_id INTEGER NOT NULL REFERENCES area (id),
	area_id INTEGER REFERENCES area (id),   -- hamlet
	full_name TEXT NOT NULL,
	name_sound TEXT NOT NULL,
	birth_date TEXT,
	sex INTEGER CHECK (sex IN (1, 2)),
	citizen_id TEXT,
	address TEXT,
	household_no TEXT,
	household_head TEXT,
	source INTEGER NOT NULL CHECK (source IN (1, 2, 3)), -- police, enumerator, the year before
	category INTEGER CHECK (category IN (1, 2, 3)), -- not surveyed yet, change expected, turned 15
	note TEXT,
	created_at TEXT NOT NULL
) STRICT;
CREATE TABLE rule_change (
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	version INTEGER NOT NULL CHECK (version > 1),
	rule TEXT NOT NULL,
	setting TEXT NOT NULL CHECK (setting IN ('default', 'warning', 'off')),
	reason TEXT NOT NULL,
	changed_by INTEGER NOT NULL REFERENCES app_user (id),
	changed_at TEXT NOT NULL,
	PRIMARY KEY (campaign_id, version)
) STRICT;
INSERT INTO rule_change VALUES(1,2,'E22','warning','Chờ văn bản của tỉnh',1,'2024-06-10T02:00:00Z');
INSERT INTO rule_change VALUES(1,3,'W31','off','Không áp dụng ở đợt này',1,'2024-06-10T02:01:00Z');
CREATE TABLE rule_tally (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	rule TEXT NOT NULL,
	fired INTEGER NOT NULL CHECK (fired >= 0),
	confirmed INTEGER NOT NULL CHECK (confirmed >= 0),
	PRIMARY KEY (commune_id, campaign_id, rule)
) STRICT, WITHOUT ROWID;
INSERT INTO rule_tally VALUES(3,1,'E19',1,0);
CREATE TABLE job (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	campaign_id INTEGER NOT NULL REFERENCES campaign (id),
	whole INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 0: the sheets of the starter's own area
	state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'stopped', 'failed')),
	total INTEGER NOT NULL CHECK (total >= 0),
	done INTEGER NOT NULL CHECK (done >= 0),
	changed INTEGER NOT NULL CHECK (changed >= 0), -- rows of job_sheet
	rule_version INTEGER NOT NULL,
	started_by INTEGER NOT NULL REFERENCES app_user (id),
	started_at TEXT NOT NULL,
	finished_at TEXT,
	CHECK ((state = 'running') = (finished_at IS NULL))
) STRICT;
INSERT INTO job VALUES(1,'recheck',1,1,'done',4,4,1,3,1,'2024-06-10T02:02:00Z','2024-06-10T02:02:01Z');
INSERT INTO job VALUES(2,'recheck',1,1,'stopped',4,2,0,3,1,'2024-06-10T02:03:00Z','2024-06-10T02:03:01Z');
CREATE TABLE job_sheet (
	job_id INTEGER NOT NULL REFERENCES job (id),
	sheet_id INTEGER NOT NULL REFERENCES worker_sheet (id),
	before TEXT NOT NULL,
	after TEXT NOT NULL,
	written INTEGER NOT NULL CHECK (written IN (0, 1)), -- 0: accepted or later, only reported
	PRIMARY KEY (job_id, sheet_id)
) STRICT, WITHOUT ROWID;
INSERT INTO job_sheet VALUES(1,1,'','E19:E',1);
CREATE TABLE first_sending (
	sheet_id INTEGER PRIMARY KEY REFERENCES worker_sheet (id),
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	area_id INTEGER NOT NULL,               -- hamlet; 0: none
	enumerator_id INTEGER NOT NULL,         -- 0: not said
	sent_at TEXT NOT NULL,
	errors INTEGER NOT NULL,
	warnings INTEGER NOT NULL,
	days INTEGER CHECK (days >= 0)          -- from the day of the draft to that of its first acceptance; NULL: not accepted yet
) STRICT;
CREATE TABLE first_finding (
	sheet_id INTEGER NOT NULL REFERENCES first_sending (sheet_id),
	rule TEXT NOT NULL,
	PRIMARY KEY (sheet_id, rule)
) STRICT, WITHOUT ROWID;
CREATE TABLE quality_tally (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	area_id INTEGER NOT NULL,
	enumerator_id INTEGER NOT NULL,
	sheets INTEGER NOT NULL,
	clean INTEGER NOT NULL,                 -- without an error or a warning
	errors INTEGER NOT NULL,
	warnings INTEGER NOT NULL,
	PRIMARY KEY (commune_id, campaign_id, area_id, enumerator_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE quality_rule_tally (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	area_id INTEGER NOT NULL,
	enumerator_id INTEGER NOT NULL,
	rule TEXT NOT NULL,
	sheets INTEGER NOT NULL,
	PRIMARY KEY (commune_id, campaign_id, area_id, enumerator_id, rule)
) STRICT, WITHOUT ROWID;
CREATE TABLE quality_days_tally (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	area_id INTEGER NOT NULL,
	enumerator_id INTEGER NOT NULL,
	days INTEGER NOT NULL,
	sheets INTEGER NOT NULL,
	PRIMARY KEY (commune_id, campaign_id, area_id, enumerator_id, days)
) STRICT, WITHOUT ROWID;
CREATE TABLE progress_state (
	state TEXT PRIMARY KEY,
	collected INTEGER NOT NULL,
	accepted INTEGER NOT NULL,
	entered INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO progress_state VALUES('accepted',1,1,0);
INSERT INTO progress_state VALUES('archived',1,1,1);
INSERT INTO progress_state VALUES('cancelled',0,0,0);
INSERT INTO progress_state VALUES('draft',0,0,0);
INSERT INTO progress_state VALUES('entered',1,1,1);
INSERT INTO progress_state VALUES('handed_over',1,1,0);
INSERT INTO progress_state VALUES('police_returned',1,1,0);
INSERT INTO progress_state VALUES('received',1,0,0);
INSERT INTO progress_state VALUES('replaced',0,0,0);
INSERT INTO progress_state VALUES('returned',1,0,0);
INSERT INTO progress_state VALUES('with_hamlet',1,0,0);
CREATE TABLE progress_day (
	commune_id INTEGER NOT NULL,
	campaign_id INTEGER NOT NULL,
	day TEXT NOT NULL,
	area_id INTEGER NOT NULL,
	collected INTEGER NOT NULL,
	accepted INTEGER NOT NULL,
	entered INTEGER NOT NULL,
	PRIMARY KEY (commune_id, campaign_id, day, area_id)
) STRICT, WITHOUT ROWID;
INSERT INTO progress_day VALUES(3,1,'2024-06-10',5,3,2,1);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('finding',9);
CREATE INDEX area_parent ON area (parent_id);
CREATE INDEX area_succession_successor ON area_succession (successor_id);
CREATE INDEX user_area_area ON user_area (area_id);
CREATE INDEX session_user ON session (user_id);
CREATE INDEX known_device_user ON known_device (user_id);
CREATE INDEX campaign_area_area ON campaign_area (area_id);
CREATE INDEX milestone_campaign ON milestone (campaign_id);
CREATE INDEX target_area ON target (area_id);
CREATE INDEX worker_sheet_commune ON worker_sheet (commune_id, id, state);
CREATE INDEX worker_sheet_state ON worker_sheet (commune_id, state, id);
CREATE INDEX worker_sheet_any_state ON worker_sheet (state, id);
CREATE INDEX worker_sheet_progress ON worker_sheet (commune_id, campaign_id, state, accepted_at, since, area_id);
CREATE INDEX worker_sheet_open ON worker_sheet (id) WHERE open_errors > 0 OR open_warnings > 0;
CREATE INDEX worker_sheet_citizen ON worker_sheet (commune_id, citizen_id) WHERE citizen_id IS NOT NULL;
CREATE INDEX worker_sheet_paper ON worker_sheet (commune_id, paper_no) WHERE paper_no IS NOT NULL;
CREATE INDEX worker_sheet_writer ON worker_sheet (created_by, id);
CREATE INDEX worker_sheet_enumerator ON worker_sheet (enumerator_id, id) WHERE enumerator_id IS NOT NULL;
CREATE INDEX worker_sheet_area ON worker_sheet (area_id);
CREATE INDEX worker_sheet_campaign ON worker_sheet (campaign_id);
CREATE INDEX worker_sheet_replaces ON worker_sheet (replaces_id) WHERE replaces_id IS NOT NULL;
CREATE INDEX sheet_tally_campaign ON sheet_tally (campaign_id);
CREATE TRIGGER sheet_tally_insert AFTER INSERT ON worker_sheet BEGIN
	INSERT INTO sheet_tally (commune_id, campaign_id, area_id, state, open, sheets)
		VALUES (NEW.commune_id, NEW.campaign_id, COALESCE(NEW.area_id, 0), NEW.state, NEW.open_errors + NEW.open_warnings > 0, 1)
		ON CONFLICT (commune_id, campaign_id, area_id, state, open) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER sheet_tally_update AFTER UPDATE OF commune_id, campaign_id, area_id, state, open_errors, open_warnings ON worker_sheet
WHEN OLD.state <> NEW.state OR OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id
	OR OLD.area_id IS NOT NEW.area_id OR (OLD.open_errors + OLD.open_warnings > 0) <> (NEW.open_errors + NEW.open_warnings > 0)
BEGIN
	UPDATE sheet_tally SET sheets = sheets - 1 WHERE commune_id = OLD.commune_id AND campaign_id = OLD.campaign_id
		AND area_id = COALESCE(OLD.area_id, 0) AND state = OLD.state AND open = (OLD.open_errors + OLD.open_warnings > 0);
	INSERT INTO sheet_tally (commune_id, campaign_id, area_id, state, open, sheets)
		VALUES (NEW.commune_id, NEW.campaign_id, COALESCE(NEW.area_id, 0), NEW.state, NEW.open_errors + NEW.open_warnings > 0, 1)
		ON CONFLICT (commune_id, campaign_id, area_id, state, open) DO UPDATE SET sheets = sheets + 1;
END;
CREATE INDEX sheet_word_sheet ON sheet_word (sheet_id);
CREATE TRIGGER sheet_word_tally_insert AFTER INSERT ON sheet_word BEGIN
	INSERT INTO sheet_word_tally (commune_id, word, state, sheets)
		VALUES (NEW.commune_id, NEW.word, (SELECT state FROM worker_sheet WHERE id = NEW.sheet_id), 1)
		ON CONFLICT (commune_id, word, state) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER sheet_word_tally_delete AFTER DELETE ON sheet_word BEGIN
	UPDATE sheet_word_tally SET sheets = sheets - 1 WHERE commune_id = OLD.commune_id AND word = OLD.word
		AND state = (SELECT state FROM worker_sheet WHERE id = OLD.sheet_id);
END;
CREATE TRIGGER sheet_word_tally_move AFTER UPDATE OF state ON worker_sheet WHEN OLD.state <> NEW.state BEGIN
	UPDATE sheet_word_tally SET sheets = sheets - 1
		WHERE (commune_id, word) IN (SELECT commune_id, word FROM sheet_word WHERE sheet_id = NEW.id) AND state = OLD.state;
	INSERT INTO sheet_word_tally (commune_id, word, state, sheets)
		SELECT commune_id, word, NEW.state, 1 FROM sheet_word WHERE sheet_id = NEW.id
		ON CONFLICT (commune_id, word, state) DO UPDATE SET sheets = sheets + 1;
END;
CREATE INDEX finding_sheet ON finding (sheet_id);
CREATE INDEX finding_confirmer ON finding (confirmed_by);
CREATE INDEX event_sheet ON event (sheet_id, id);
CREATE INDEX event_actor ON event (actor_id, at);
CREATE INDEX event_at ON event (at);
CREATE INDEX event_configuration ON event (at) WHERE sheet_id IS NULL;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN
	SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE TRIGGER event_fixed BEFORE UPDATE OF id, at, actor_id, action, sheet_id, from_state, to_state, salt, detail_hash, hash
	ON event BEGIN
	SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE INDEX access_log_actor ON access_log (actor_id, at);
CREATE INDEX access_log_sheet ON access_log (sheet_id, id);
CREATE INDEX access_log_at ON access_log (at);
CREATE TRIGGER access_log_stays BEFORE DELETE ON access_log BEGIN
	SELECT RAISE(ABORT, 'access_log is append-only');
END;
CREATE TRIGGER access_log_fixed BEFORE UPDATE ON access_log BEGIN
	SELECT RAISE(ABORT, 'access_log is append-only');
END;
CREATE INDEX handover_campaign ON handover (campaign_id);
CREATE INDEX handover_deliverer ON handover (delivered_by);
CREATE INDEX handover_signer ON handover (signed_by);
CREATE INDEX handover_open ON handover (commune_id, id) WHERE signed_at IS NULL;
CREATE UNIQUE INDEX handover_sheet_open ON handover_sheet (sheet_id) WHERE outcome = 'open';
CREATE INDEX handover_sheet_sheet ON handover_sheet (sheet_id);
CREATE INDEX handover_sheet_outcome ON handover_sheet (handover_id, outcome, sheet_id);
CREATE INDEX form_token_at ON form_token (at);
CREATE INDEX person_joined ON person (joined_id) WHERE joined_id IS NOT NULL;
CREATE INDEX person_joiner ON person (joined_by) WHERE joined_by IS NOT NULL;
CREATE INDEX worker_sheet_person ON worker_sheet (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX finding_record ON finding (record_id) WHERE record_id IS NOT NULL;
CREATE INDEX duplicate_decision_sheet ON duplicate_decision (sheet_id, other_id);
CREATE INDEX duplicate_decision_other ON duplicate_decision (other_id, sheet_id);
CREATE INDEX duplicate_decision_decider ON duplicate_decision (decided_by);
CREATE INDEX duplicate_decision_undoer ON duplicate_decision (undone_by) WHERE undone_by IS NOT NULL;
CREATE INDEX duplicate_decision_replaces ON duplicate_decision (replaces_id) WHERE replaces_id IS NOT NULL;
CREATE INDEX duplicate_decision_joined ON duplicate_decision (joined_id) WHERE joined_id IS NOT NULL;
CREATE INDEX duplicate_decision_split ON duplicate_decision (split_id) WHERE split_id IS NOT NULL;
CREATE INDEX person_distinct_other ON person_distinct (other_id);
CREATE INDEX person_distinct_decision ON person_distinct (decision_id);
CREATE INDEX roster_entry_commune ON roster_entry (commune_id, campaign_id, source, citizen_id);
CREATE INDEX roster_entry_name ON roster_entry (commune_id, campaign_id, name_sound);
CREATE INDEX roster_entry_campaign ON roster_entry (campaign_id);
CREATE INDEX roster_entry_area ON roster_entry (area_id) WHERE area_id IS NOT NULL;
CREATE INDEX rule_change_changer ON rule_change (changed_by);
CREATE TRIGGER rule_tally_confirm AFTER UPDATE OF confirmed_by ON finding
WHEN (OLD.confirmed_by IS NULL) <> (NEW.confirmed_by IS NULL) BEGIN
	UPDATE rule_tally SET confirmed = confirmed + (NEW.confirmed_by IS NOT NULL) - (OLD.confirmed_by IS NOT NULL)
		WHERE (commune_id, campaign_id) = (SELECT commune_id, campaign_id FROM worker_sheet WHERE id = NEW.sheet_id) AND rule = NEW.rule;
END;
CREATE UNIQUE INDEX job_running ON job (campaign_id) WHERE state = 'running';
CREATE INDEX job_campaign ON job (campaign_id, id);
CREATE INDEX job_starter ON job (started_by, id);
CREATE INDEX job_sheet_sheet ON job_sheet (sheet_id);
CREATE TRIGGER quality_tally_sent AFTER INSERT ON first_sending BEGIN
	INSERT INTO quality_tally (commune_id, campaign_id, area_id, enumerator_id, sheets, clean, errors, warnings)
		VALUES (NEW.commune_id, NEW.campaign_id, NEW.area_id, NEW.enumerator_id, 1, NEW.errors + NEW.warnings = 0, NEW.errors, NEW.warnings)
		ON CONFLICT (commune_id, campaign_id, area_id, enumerator_id) DO UPDATE SET sheets = sheets + 1,
			clean = clean + excluded.clean, errors = errors + excluded.errors, warnings = warnings + excluded.warnings;
END;
CREATE TRIGGER quality_rule_tally_found AFTER INSERT ON first_finding BEGIN
	INSERT INTO quality_rule_tally (commune_id, campaign_id, area_id, enumerator_id, rule, sheets)
		SELECT commune_id, campaign_id, area_id, enumerator_id, NEW.rule, 1 FROM first_sending WHERE sheet_id = NEW.sheet_id
		ON CONFLICT (commune_id, campaign_id, area_id, enumerator_id, rule) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER quality_days_tally_accepted AFTER UPDATE OF days ON first_sending WHEN OLD.days IS NULL AND NEW.days IS NOT NULL BEGIN
	INSERT INTO quality_days_tally (commune_id, campaign_id, area_id, enumerator_id, days, sheets)
		VALUES (NEW.commune_id, NEW.campaign_id, NEW.area_id, NEW.enumerator_id, NEW.days, 1)
		ON CONFLICT (commune_id, campaign_id, area_id, enumerator_id, days) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER first_sending_stays BEFORE DELETE ON first_sending BEGIN
	SELECT RAISE(ABORT, 'first_sending stays');
END;
CREATE TRIGGER first_sending_fixed BEFORE UPDATE ON first_sending WHEN OLD.days IS NOT NULL OR NEW.sheet_id <> OLD.sheet_id
	OR NEW.commune_id <> OLD.commune_id OR NEW.campaign_id <> OLD.campaign_id OR NEW.area_id <> OLD.area_id
	OR NEW.enumerator_id <> OLD.enumerator_id OR NEW.errors <> OLD.errors OR NEW.warnings <> OLD.warnings BEGIN
	SELECT RAISE(ABORT, 'first_sending is fixed');
END;
CREATE TRIGGER first_finding_stays BEFORE DELETE ON first_finding BEGIN
	SELECT RAISE(ABORT, 'first_finding stays');
END;
CREATE INDEX worker_sheet_live_citizen ON worker_sheet (citizen_id, commune_id)
	WHERE citizen_id IS NOT NULL AND state <> 'draft' AND state <> 'cancelled' AND state <> 'replaced';
CREATE INDEX worker_sheet_live_name ON worker_sheet (commune_id, name_sound, birth_date)
	WHERE name_sound <> '' AND state <> 'draft' AND state <> 'cancelled' AND state <> 'replaced';
CREATE TRIGGER rule_tally_insert AFTER INSERT ON finding
WHEN NEW.severity <> 'I' OR NEW.confirmed_by IS NULL BEGIN
	INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed)
		SELECT s.commune_id, s.campaign_id, NEW.rule, 1, NEW.confirmed_by IS NOT NULL FROM worker_sheet s WHERE s.id = NEW.sheet_id
		ON CONFLICT (commune_id, campaign_id, rule) DO UPDATE SET fired = fired + 1, confirmed = confirmed + excluded.confirmed;
END;
CREATE TRIGGER rule_tally_delete AFTER DELETE ON finding
WHEN OLD.severity <> 'I' OR OLD.confirmed_by IS NULL BEGIN
	UPDATE rule_tally SET fired = fired - 1, confirmed = confirmed - (OLD.confirmed_by IS NOT NULL)
		WHERE (commune_id, campaign_id) = (SELECT commune_id, campaign_id FROM worker_sheet WHERE id = OLD.sheet_id) AND rule = OLD.rule;
END;
CREATE TRIGGER rule_tally_move AFTER UPDATE OF commune_id, campaign_id ON worker_sheet
WHEN OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id BEGIN
	INSERT INTO rule_tally (commune_id, campaign_id, rule, fired, confirmed)
		SELECT NEW.commune_id, NEW.campaign_id, rule, count(*), count(confirmed_by) FROM finding
		WHERE sheet_id = NEW.id AND (severity <> 'I' OR confirmed_by IS NULL) GROUP BY rule
		ON CONFLICT (commune_id, campaign_id, rule) DO UPDATE SET fired = fired + excluded.fired, confirmed = confirmed + excluded.confirmed;
	UPDATE rule_tally SET
		fired = fired - (SELECT count(*) FROM finding f WHERE f.sheet_id = NEW.id AND f.rule = rule_tally.rule
			AND (f.severity <> 'I' OR f.confirmed_by IS NULL)),
		confirmed = confirmed - (SELECT count(f.confirmed_by) FROM finding f WHERE f.sheet_id = NEW.id AND f.rule = rule_tally.rule
			AND f.severity <> 'I')
		WHERE commune_id = OLD.commune_id AND campaign_id = OLD.campaign_id AND rule IN (SELECT rule FROM finding WHERE sheet_id = NEW.id);
END;
CREATE INDEX worker_sheet_addition ON worker_sheet (commune_id, id)
	WHERE kind = 3 OR (state = 'police_returned' AND police_reason = 1) OR (citizen_id IS NULL AND no_id_reason IS NOT NULL);
CREATE TRIGGER progress_day_move AFTER INSERT ON event
WHEN NEW.sheet_id IS NOT NULL AND NEW.from_state <> NEW.to_state BEGIN
	INSERT INTO progress_day (commune_id, campaign_id, day, area_id, collected, accepted, entered)
		SELECT s.commune_id, s.campaign_id, date(NEW.at, '+7 hours'), COALESCE(s.area_id, 0), t.collected - f.collected,
			t.accepted - f.accepted, t.entered - f.entered
		FROM worker_sheet s, progress_state t, progress_state f
		WHERE s.id = NEW.sheet_id AND t.state = NEW.to_state AND f.state = NEW.from_state
			AND (t.collected <> f.collected OR t.accepted <> f.accepted OR t.entered <> f.entered)
		ON CONFLICT (commune_id, campaign_id, day, area_id) DO UPDATE SET collected = collected + excluded.collected,
			accepted = accepted + excluded.accepted, entered = entered + excluded.entered;
END;
CREATE TRIGGER progress_day_place AFTER UPDATE OF commune_id, campaign_id, area_id ON worker_sheet
WHEN OLD.commune_id <> NEW.commune_id OR OLD.campaign_id <> NEW.campaign_id OR OLD.area_id IS NOT NEW.area_id BEGIN
	INSERT INTO progress_day (commune_id, campaign_id, day, area_id, collected, accepted, entered)
		SELECT OLD.commune_id, OLD.campaign_id, date(NEW.updated_at, '+7 hours'), COALESCE(OLD.area_id, 0), -p.collected, -p.accepted, -p.entered
		FROM progress_state p WHERE p.state = OLD.state AND p.collected <> 0
		UNION ALL
		SELECT NEW.commune_id, NEW.campaign_id, date(NEW.updated_at, '+7 hours'), COALESCE(NEW.area_id, 0), p.collected, p.accepted, p.entered
		FROM progress_state p WHERE p.state = OLD.state AND p.collected <> 0
		ON CONFLICT (commune_id, campaign_id, day, area_id) DO UPDATE SET collected = collected + excluded.collected,
			accepted = accepted + excluded.accepted, entered = entered + excluded.entered;
END;
COMMIT;
PRAGMA user_version = 7;
