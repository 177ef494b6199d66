/* Included by the compiler before every C file (-include): using one of these names is an error that
 * says what to use instead. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef __cplusplus
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok
#pragma GCC poison atoi atol atoll atof rand srand tmpnam tempnam mktemp
#pragma GCC poison gmtime localtime ctime asctime setlocale system popen
#endif

#endif
