-- People of one name are told apart where they are named (store/admin/user.h).
CREATE INDEX app_user_full_name ON app_user (full_name);
