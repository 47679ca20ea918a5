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

static uint32_t slot_of(const Finder *finder, uint64_t name) {
    uint32_t at = (uint32_t)(name >> 32) & (finder->turn_room - 1);
    while (finder->turns[at].name && finder->turns[at].name != (uint32_t)name) at = (at + 1) & (finder->turn_room - 1);
    return at;
}

bool make_turns(Finder *finder) {
    const Given *given = &finder->given;
    finder->turn_room = 16;
    while (finder->turn_room < given->turn_count * 2) finder->turn_room *= 2;
    finder->turns = calloc(finder->turn_room, sizeof *finder->turns);
    finder->named = calloc(1, sizeof *finder->named);
    if (!finder->turns || !finder->named) return false;
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
        put(finder->named, name);
        finder->turns[slot_of(finder, name)] = (Turn){(uint32_t)name, (int16_t)given->weights[turn]};
    }
    return true;
}

/* What a sentence is worth; each of its turns counts once. */
static int32_t worth(const Finder *finder, const uint16_t *marked, int32_t size) {
    uint64_t words[LONGEST + 2];
    uint32_t met[3 * (LONGEST + 2)];
    int32_t count = 0, mets = 0, sum = finder->given.bias;
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
    for (int32_t first = 0; first < count; first++) {
        uint64_t name = 1;
        for (int32_t last = first; last < count && last < first + 3; last++) {
            name = named(name, words[last]);
            if (!may_hold(finder->named, name)) continue;
            uint32_t slot = slot_of(finder, name);
            if (!finder->turns[slot].name) continue;
            int32_t known = 0;
            while (known < mets && met[known] != slot) known++;
            if (known < mets) continue;
            met[mets++] = slot;
            sum += finder->turns[slot].weight;
        }
    }
    return sum;
}

static bool ends_at(const Text *text, int32_t at) {
    uint32_t sign = about(text->finder, text->text[at]);
    if (!(sign & DOT)) return sign & ENDS;
    return at > 0 && at + 1 < text->size && about(text->finder, text->text[at - 1]) & WORDY &&
           about(text->finder, text->text[at + 1]) & BLANK;
}

void find_sentences(const Text *text, const uint16_t *marked, List *found) {
    if (!text->finder->given.turn_count) return;
    for (int32_t low = 0, high = 0; high <= text->size; high++) {
        if (high < text->size && !ends_at(text, high)) continue;
        if (SHORTEST <= high - low && high - low <= LONGEST &&
            worth(text->finder, marked + low, high - low) >= text->finder->given.least) {
            add(found, low);
            add(found, high);
        }
        low = high + 1;
    }
}
