/* Matching a form against coded text, as an expression of bounded repeats, the first way that fits in the order of the
 * form. Its program, made by `grammar.program`:
 *
 *     END                       it matches
 *     SIGNS n, n signs          these signs
 *     ANY n, 64 bits, n ways    one of some rows; a way is how far behind this word its row stands, and the sign that
 *                               it begins with, or NOISE where that may be another. The bits are those of all signs
 *                               that it may begin with, by their last six
 *     ON way                    goes on that far behind this word
 *     GAP, FILL sign            a slot: any signs but a seam, or the signs of fillers; the fewest that fit
 *
 * What failed at a place fails there again; that is remembered once a match takes many steps, so that no form takes
 * more of them than it has words times the signs that it can span.
 */

#include "finder.h"

#include <stdlib.h>
#include <string.h>

enum { END, SIGNS, ANY, ON, GAP, FILL };
enum { MOST_GAP = 8, MOST_FILL = 6, PATIENCE = 2048, ROOM = 1 << 12 };

typedef struct {
    const Finder *finder;
    const uint16_t *program;
    const uint16_t *coded;
    int32_t from, high;
    uint32_t steps;
    uint64_t *failed; /* a table of what failed where, forgotten when it is full */
    uint32_t fails;
    Match *match;
} Run;

static uint64_t name_of(const Run *run, const uint16_t *word, int32_t at) {
    return ((uint64_t)(word - run->program) << 32 | (uint32_t)(at - run->from)) + 1;
}

static uint32_t place(uint64_t name) { return (uint32_t)((name * 0x9E3779B97F4A7C15u) >> 52) & (ROOM - 1); }

static bool failed_before(const Run *run, uint64_t name) {
    for (uint32_t at = place(name); run->failed[at]; at = (at + 1) & (ROOM - 1))
        if (run->failed[at] == name) return true;
    return false;
}

static void note_failed(Run *run, uint64_t name) {
    if (run->fails >= ROOM / 2) {
        memset(run->failed, 0, ROOM * sizeof *run->failed);
        run->fails = 0;
    }
    uint32_t at = place(name);
    while (run->failed[at]) at = (at + 1) & (ROOM - 1);
    run->failed[at] = name;
    run->fails++;
}

static bool goes_on(Run *run, const uint16_t *word, int32_t at);

static bool slot(Run *run, const uint16_t *word, int32_t at) {
    Match *match = run->match;
    int32_t most = word[0] == GAP ? MOST_GAP : MOST_FILL, own = match->count;
    for (int32_t size = 0;; size++) {
        if (own < SPANS) {
            match->spans[own] = (Span){at, at + size, word[1]};
            match->count = own + 1;
        }
        if (goes_on(run, word + 2, at + size)) return true;
        match->count = own;
        if (size == most || at + size >= run->high) return false;
        uint16_t sign = run->coded[at + size];
        if (word[0] == GAP ? sign == '\n' : !(run->finder->filler[sign >> 3] >> (sign & 7) & 1)) return false;
    }
}

static bool any(Run *run, const uint16_t *word, int32_t at) {
    uint16_t sign = at < run->high ? run->coded[at] : NOISE;
    if (!(word[2 + (sign >> 4 & 3)] >> (sign & 15) & 1)) return false;
    for (const uint16_t *way = word + 6, *last = way + 2 * word[1]; way < last; way += 2)
        if ((way[1] == NOISE || way[1] == sign) && goes_on(run, word + way[0], at)) return true;
    return false;
}

static bool goes_on(Run *run, const uint16_t *word, int32_t at) {
    for (;;) {
        switch (word[0]) {
        case SIGNS:
            if (at + word[1] > run->high) return false;
            for (int32_t k = 0; k < word[1]; k++)
                if (run->coded[at + k] != word[2 + k]) return false;
            at += word[1];
            word += 2 + word[1];
            break;
        case ON:
            word += word[1];
            break;
        case END:
            run->match->end = at;
            return true;
        default: {
            bool known = ++run->steps > PATIENCE && (run->failed || (run->failed = calloc(ROOM, sizeof *run->failed)));
            uint64_t name = known ? name_of(run, word, at) : 0;
            if (known && failed_before(run, name)) return false;
            bool done = word[0] == ANY ? any(run, word, at) : slot(run, word, at);
            if (!done && known) note_failed(run, name);
            return done;
        }
        }
    }
}

/* Whether a match may begin with a sign: most cannot, and that is told before anything else is done. */
static bool may_open(const uint16_t *word, uint16_t sign) {
    if (word[0] == SIGNS) return word[2] == sign;
    return word[0] != ANY || word[2 + (sign >> 4 & 3)] >> (sign & 15) & 1;
}

bool matches(const Finder *finder, const uint16_t *program, const View *view, int32_t from, int32_t high, Match *match) {
    if (from < high && !may_open(program, view->coded[from])) return false;
    Run run = {finder, program, view->coded, from, high, 0, NULL, 0, match};
    match->count = 0;
    bool found = goes_on(&run, program, from);
    free(run.failed);
    return found;
}
