/* Addresses to listen on. Private to http/. */
#ifndef HTTP_ADDRESS_H
#define HTTP_ADDRESS_H

#include <netdb.h>

#include "base/error.h"

/* Every address that host has, for freeaddrinfo(). ERR_UNAVAILABLE when there is none. */
enum err address_resolve(const char *host, const char *port, struct addrinfo **list, struct error *error);

#endif
