/* Measures of a paper: Nghị định 30/2020/NĐ-CP, Phụ lục I. Millimetres and points. */
#ifndef DOCUMENT_MEASURE_H
#define DOCUMENT_MEASURE_H

#define MEASURE_FAMILY "Liberation Serif"       /* as wide as Times New Roman */

/* The page: A4. */
#define PAGE_SHORT 210.0
#define PAGE_LONG 297.0
#define MARGIN_TOP 20.0
#define MARGIN_BOTTOM 20.0
#define MARGIN_LEFT 30.0
#define MARGIN_RIGHT 15.0
#define NUMBER_TOP 9.0                          /* of the page number, from the edge */
/* Of a form, which has a page of its own making. */
#define FORM_TOP 9.0
#define FORM_BOTTOM 7.0
#define FORM_LEFT 18.0
#define FORM_RIGHT 11.0

/* Text. */
#define SIZE_BODY 13.0
#define SIZE_STATE 12.0                         /* national title, bodies */
#define SIZE_MOTTO 13.0
#define SIZE_TABLE 11.0
#define SIZE_ANNEX 14.0
#define SIZE_KIND 14.0
#define SIZE_RECEIVERS 12.0
#define SIZE_RECEIVER 11.0
#define SIZE_FINE 10.0
#define SIZE_FORM 10.2
#define SPACING 1.1                             /* between lines */
#define SPACE_AFTER 6.0                         /* pt between paragraphs */
#define FORM_AFTER 1.2
#define FIRST_INDENT 10.0                       /* mm */
#define HEAD_LEFT 0.42                          /* the part of the width that the bodies take */
#define RULE_SHARE 0.4                          /* of the line above it: a third to a half */
#define RULE_WIDTH 0.6                          /* pt */
#define CELL_PAD 1.2                            /* mm */
#define SIGN_ROOM 22.0                          /* mm for the hand */
#define QR_SIZE 32.0
#define QR_CORNER 13.0                           /* of a small one */
#define BOX_SIZE 0.82                           /* of the size of the letters */

#endif
