#include "http/address.h"

#include <netinet/in.h>

#include "http/http.h"

enum { LOOPBACK_NET = 127, MAPPED_AT = 12 };    /* where the IPv4 address begins in one that is mapped to IPv6 */

enum err address_resolve(const char *host, const char *port, struct addrinfo **list, struct error *error)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	int fault = getaddrinfo(host, port, &hints, list);

	if (fault == 0)
		return ERR_OK;
	return error_set(error, ERR_UNAVAILABLE, NULL, "address %s:%s: %s", host, port, gai_strerror(fault));
}

static bool is_loopback(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr) >> 24 == LOOPBACK_NET;
	const struct in6_addr *in6 = &((const struct sockaddr_in6 *)address)->sin6_addr;
	return IN6_IS_ADDR_V4MAPPED(in6) ? in6->s6_addr[MAPPED_AT] == LOOPBACK_NET : IN6_IS_ADDR_LOOPBACK(in6);
}

enum err http_is_loopback(const char *host, const char *port, bool *loopback, struct error *error)
{
	struct addrinfo *list;
	enum err err = address_resolve(host, port, &list, error);

	if (err != ERR_OK)
		return err;
	*loopback = true;
	for (const struct addrinfo *a = list; a != NULL; a = a->ai_next)
		*loopback &= is_loopback(a->ai_addr);
	freeaddrinfo(list);
	return ERR_OK;
}
