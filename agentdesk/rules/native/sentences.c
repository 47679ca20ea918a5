/* Which sentences of a text sound like a phrase: the sum of what their turns of phrase are worth (`rules/manner.py`). */

#include "finder.h"

#include <stdlib.h>
#include <string.h>

enum { SHORTEST = 3, LONGEST = 160 };

/* The name of a word, and of words in a row: 64 bits, of which no two of some ten thousand turns have the same. */
static uint64_t named(uint64_t name, uint64_t next) { return mixed(name ^ next); }

enum { LETTERS = 1, DIGITS, OTHER };

static int kind_of(uint16_t sign) {
    if ('a' <= sign && sign <= 'z') return LETTERS;
    return '0' <= sign && sign <= '9' ? DIGITS : OTHER;
}

static uint32_t first_slot(const Finder *finder, uint64_t name) {
    return (uint32_t)(name >> 32) & (finder->turn_room - 1);
}

static uint32_t slot_of(const Finder *finder, uint64_t name) {
    uint32_t at = first_slot(finder, name);
    while (finder->turns[at] && finder->turns[at] != (uint32_t)name) at = (at + 1) & (finder->turn_room - 1);
    return at;
}

bool make_turns(Finder *finder) {
    const Given *given = &finder->given;
    finder->turn_room = 16;
    while (finder->turn_room < given->turn_count * 2) finder->turn_room *= 2;
    finder->turns = calloc(finder->turn_room, sizeof *finder->turns);
    finder->weights = calloc(finder->turn_room, sizeof *finder->weights);
    if (!finder->turns || !finder->weights || !make_sieve(&finder->named, given->turn_count) ||
        !make_sieve(&finder->raising, given->turn_count / 2))
        return false;
    const uint16_t *sign = given->turns;
    for (uint32_t turn = 0; turn < given->turn_count; turn++, sign++) {
        uint64_t name = 1, word = 1;
        for (;; sign++) {
            if (*sign != ' ' && *sign != NOISE) {
                word = named(word, *sign);
                continue;
            }
            name = named(name, word), word = 1;
            if (*sign == NOISE) break;
        }
        put(given->weights[turn] > 0 ? &finder->raising : &finder->named, name);
        uint32_t slot = slot_of(finder, name);
        finder->turns[slot] = (uint32_t)name;
        finder->weights[slot] = given->weights[turn];
    }
    return true;
}

/* Which turns of a sentence were met. */
typedef struct {
    uint64_t *bits;
    uint32_t met[3 * (LONGEST + 2)];
    int32_t mets;
} Seen;

/* The names of the words of a marked sentence, with its ends. */
static int32_t words_of(const uint16_t *marked, int32_t size, uint64_t *words) {
    int32_t count = 0;
    words[count++] = named(1, '^');
    for (int32_t at = 0; at < size;) {
        if (marked[at] == NOISE) {
            at++;
            continue;
        }
        int kind = kind_of(marked[at]);
        uint64_t word = 1;
        do word = named(word, marked[at++]);
        while (kind != OTHER && at < size && kind_of(marked[at]) == kind);
        words[count++] = word;
    }
    words[count++] = named(1, '$');
    return count;
}

/* What those turns among `names` are worth that a sieve holds, each once: `seen` has a bit for each that was met. */
static int32_t summed(const Finder *finder, const Sieve *sieve, const uint64_t *names, int32_t count, Seen *seen) {
    uint64_t due[3 * (LONGEST + 2)];
    int32_t dues = 0, sum = 0;
    /* Without a branch, for nobody foresees which way it goes. */
    for (int32_t nth = 0; nth < count; nth++) {
        due[dues] = names[nth];
        dues += may_hold(sieve, names[nth]);
    }
    for (int32_t nth = 0; nth < dues; nth++) FETCH(&finder->turns[first_slot(finder, due[nth])]);
    for (int32_t nth = 0; nth < dues; nth++) {
        uint32_t slot = slot_of(finder, due[nth]);
        if (!finder->turns[slot] || seen->bits[slot >> 6] >> (slot & 63) & 1) continue;
        seen->bits[slot >> 6] |= (uint64_t)1 << (slot & 63);
        seen->met[seen->mets++] = slot;
        sum += finder->weights[slot];
    }
    return sum;
}

/* Whether a sentence is worth enough; each of its turns counts once. */
static bool counts(const Finder *finder, Seen *seen, const uint16_t *marked, int32_t size) {
    uint64_t words[LONGEST + 2], names[3 * (LONGEST + 2)];
    int32_t count = words_of(marked, size, words), turns = 0;
    for (int32_t first = 0; first < count; first++) {
        uint64_t name = 1;
        for (int32_t last = first; last < count && last < first + 3; last++)
            names[turns++] = name = named(name, words[last]);
    }
    /* First what may speak for it: seldom is it enough. */
    int32_t lacking = finder->given.least - finder->given.bias;
    lacking -= summed(finder, &finder->raising, names, turns, seen);
    if (lacking <= 0) lacking -= summed(finder, &finder->named, names, turns, seen);
    while (seen->mets) seen->bits[seen->met[--seen->mets] >> 6] = 0;
    return lacking <= 0;
}

static bool ends_at(const Text *text, int32_t at) {
    uint32_t sign = about(text->finder, text->text[at]);
    if (!(sign & DOT)) return sign & ENDS;
    return at > 0 && at + 1 < text->size && about(text->finder, text->text[at - 1]) & WORDY &&
           about(text->finder, text->text[at + 1]) & BLANK;
}

/* One bit for each sign of a text in which a form stands, not a neutral one; NULL where there is no memory for it. */
static uint8_t *taken_by(const Finder *finder, const List *forms, int32_t size) {
    uint8_t *taken = calloc((size_t)size / 8 + 1, 1);
    for (size_t nth = 0; taken && nth + 2 < forms->count; nth += 3) {
        if (takes_back(finder, forms->data[nth + 2])) continue;
        for (int32_t at = forms->data[nth]; at < forms->data[nth + 1]; at++) taken[at >> 3] |= (uint8_t)(1 << (at & 7));
    }
    return taken;
}

static bool any_taken(const uint8_t *taken, int32_t low, int32_t high) {
    while (low < high && !(taken[low >> 3] >> (low & 7) & 1)) low++;
    return low < high;
}

void find_sentences(const Text *text, const uint16_t *marked, const List *forms, List *found) {
    const Finder *finder = text->finder;
    if (!finder->given.turn_count) return;
    Seen seen = {.bits = calloc(finder->turn_room / 64 + 1, sizeof *seen.bits)};
    uint8_t *taken = taken_by(finder, forms, text->size);
    for (int32_t low = 0, high = 0; seen.bits && taken && high <= text->size; high++) {
        if (high < text->size && !ends_at(text, high)) continue;
        if (SHORTEST <= high - low && high - low <= LONGEST && !any_taken(taken, low, high) &&
            counts(finder, &seen, marked + low, high - low)) {
            add(found, low);
            add(found, high);
        }
        low = high + 1;
    }
    found->failed = found->failed || !seen.bits || !taken;
    free(seen.bits), free(taken);
}
