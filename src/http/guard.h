/* Requests that two servers in a row could read differently, and paths that C would cut short: refused
 * before anything else looks at them. libmicrohttpd lets all of these through. Private to http/. */
#ifndef HTTP_GUARD_H
#define HTTP_GUARD_H

struct guard {
	int lengths, encodings, strange_encodings, hosts;
};

/* Counts one header line of the request. */
void guard_header(struct guard *guard, const char *name, const char *value);
/* What is wrong with the request (for the log), or NULL. target is the raw one. */
const char *guard_fault(const struct guard *guard, const char *target);

#endif
