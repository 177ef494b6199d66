/* The process that reads one picture: this program again, begun by the desk (exchange/photo_desk.h) with a word that
 * no usage names. The picture comes on stdin, what is found in it goes to stdout (exchange/photo_answer.h). */
#ifndef EXCHANGE_PHOTO_CHILD_H
#define EXCHANGE_PHOTO_CHILD_H

#define PHOTO_CHILD_WORD "read-photo"

/* Confines itself, then reads and answers. parent: the id of the process that it belongs to, in digits. The exit
 * status: 0 answered, whatever the picture is. */
int photo_child(const char *parent);

#endif
