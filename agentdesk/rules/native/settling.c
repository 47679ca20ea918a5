/* Which of all that is found in a text is a wording: what overlaps, and what is neutral. */

#include "finder.h"

#include <stdlib.h>

enum { WIDEST = 64 /* more signs than a neutral wording takes up in a text */ };

typedef struct {
    int32_t start, end, owner;
} Place;

/* The leftmost first, the longest of those, then in the order of their owners. */
static int order(const void *one, const void *other) {
    const Place *a = one, *b = other;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    if (a->end != b->end) return a->end > b->end ? -1 : 1;
    return (a->owner > b->owner) - (a->owner < b->owner);
}

/* Whether a neutral wording takes another back: any that holds it, or its own phrase's that overlaps it. */
static bool covers(const Finder *finder, const Place *neutral, const Place *one) {
    if (neutral->start <= one->start && one->end <= neutral->end) return true;
    return phrase_of(finder, neutral->owner) == phrase_of(finder, one->owner) && neutral->start < one->end &&
           one->start < neutral->end && !(one->start <= neutral->start && neutral->end <= one->end);
}

/* Leaves in `places` those that count, in order and without overlap, and says how many; -1 where memory is short. The
 * longest counts, then the leftmost. */
SHOWN int32_t finder_settle(const Finder *finder, int32_t *numbers, int32_t count) {
    Place *places = (Place *)numbers, *neutral = malloc((size_t)count * sizeof *neutral + 1);
    if (!neutral) return -1;
    qsort(places, (size_t)count, sizeof *places, order);
    int32_t neutrals = 0, first = 0, chosen = 0, end = -1;
    for (int32_t nth = 0; nth < count; nth++)
        if (takes_back(finder, places[nth].owner)) neutral[neutrals++] = places[nth];
    for (int32_t nth = 0; nth < count; nth++) {
        Place one = places[nth];
        if (takes_back(finder, one.owner)) continue;
        while (first < neutrals && neutral[first].start < one.start - WIDEST) first++;
        bool covered = false;
        for (int32_t near = first; near < neutrals && neutral[near].start < one.end && !covered; near++)
            covered = covers(finder, &neutral[near], &one);
        if (covered) continue;
        if (one.start >= end) chosen++;
        else if (one.end - one.start <= places[chosen - 1].end - places[chosen - 1].start) continue;
        places[chosen - 1] = one;
        end = one.end;
    }
    free(neutral);
    return chosen;
}
