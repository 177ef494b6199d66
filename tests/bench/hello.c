/* The plainest server of libmicrohttpd, in the threading mode of ours: what the entry page is compared with. Prints its port. */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static enum MHD_Result answer(void *response, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
                              const char *data, size_t *size, void **context)
{
	static int begun;

	(void)url, (void)method, (void)version, (void)data, (void)size;
	if (*context == NULL) {
		*context = &begun;
		return MHD_YES;
	}
	return MHD_queue_response(connection, MHD_HTTP_OK, response);
}

int main(void)
{
	static char text[] = "Hello, world\n";
	const struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct MHD_Response *response = MHD_create_response_from_buffer(sizeof text - 1, text, MHD_RESPMEM_PERSISTENT);
	sigset_t signals;
	int which;

	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_POLL_INTERNAL_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_ITC, 0, NULL, NULL,
	                                             answer, response, MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_CONNECTION_LIMIT, 512u,
	                                             MHD_OPTION_END);
	if (daemon == NULL)
		return 1;
	printf("%d\n", MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
	fflush(stdout);
	sigwait(&signals, &which);
	MHD_stop_daemon(daemon);
	MHD_destroy_response(response);
	return 0;
}
