/* How a text reads where it was written in other signs: syllables in Latin letters, digits for letters, masks for a
 * sign. The other readings are made of the stretches around such signs only, so that a long note with one SIM in it is
 * not read twice. */

#include "finder.h"

#include <stdlib.h>
#include <string.h>

enum {
    FAR = 176,        /* so many signs around one that is read otherwise belong to its stretch */
    FARTHEST = 600,   /* the same with all the noise between them */
    MOST_LETTERS = 64, /* a longer run of Latin letters is a sentence in a language that is written so */
    LONGEST_ROW = 24, /* no row of syllables has more letters */
    LONGEST_NAME = 6  /* nor has a syllable */
};

/* What is typed at `start` to `end` is read as `sign`: three numbers each in a list. */
typedef struct {
    int32_t start, end, sign;
} Otherwise;

static void read_as(List *readings, int32_t start, int32_t end, uint16_t sign) {
    add(readings, start);
    add(readings, end);
    add(readings, sign);
}

static bool letter(uint32_t sign) { return 'a' <= sign && sign <= 'z'; }
static bool digit(uint32_t sign) { return '0' <= sign && sign <= '9'; }
/* A Chinese character, coded or not. */
static bool hanzi(uint16_t sign) { return (0x3400 <= sign && sign <= 0x9FFF) || (0xE000 <= sign && sign <= 0xF8FF); }

static int32_t signs_between(const uint16_t *marked, int32_t low, int32_t high) {
    int32_t count = 0;
    for (; low < high; low++) count += marked[low] != NOISE;
    return count;
}

/* ---- syllables ------------------------------------------------------------------------------------------------ */

static uint16_t syllable(const Finder *finder, const uint16_t *letters, int32_t size) {
    uint32_t name = 0;
    for (int32_t k = 0; k < size; k++) name = name << 5 | (letters[k] - 'a' + 1);
    const uint32_t *known = finder->given.syllables;
    uint32_t low = 0, high = finder->given.syllable_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (known[2 * middle] == name) return (uint16_t)known[2 * middle + 1];
        if (known[2 * middle] < name) low = middle + 1;
        else high = middle;
    }
    return 0;
}

/* The syllables of some letters, the fewest and the longest first, with or without noise among the letters; none when
 * they are no row of syllables. */
static bool spelt_out(const Finder *finder, const uint16_t *marked, int32_t low, int32_t high, List *readings) {
    uint16_t letters[LONGEST_ROW];
    int32_t places[LONGEST_ROW], size = 0;
    for (int32_t at = low; at < high; at++) {
        if (marked[at] == NOISE) continue;
        if (size == LONGEST_ROW) return false;
        letters[size] = marked[at], places[size++] = at;
    }
    if (size < 2) return false;
    int32_t fewest[LONGEST_ROW + 1] = {0}, last[LONGEST_ROW + 1] = {0};
    uint16_t codes[LONGEST_ROW + 1] = {0};
    for (int32_t end = 1; end <= size; end++) {
        fewest[end] = LONGEST_ROW + 1;
        for (int32_t part = end < LONGEST_NAME ? end : LONGEST_NAME; part > 0; part--) {
            if (fewest[end - part] + 1 >= fewest[end]) continue;
            uint16_t code = syllable(finder, letters + end - part, part);
            if (code) fewest[end] = fewest[end - part] + 1, last[end] = part, codes[end] = code;
        }
    }
    if (fewest[size] > LONGEST_ROW) return false;
    int32_t ends[LONGEST_ROW], count = 0;
    for (int32_t end = size; end > 0; end -= last[end]) ends[count++] = end;
    while (count--) {
        int32_t end = ends[count];
        read_as(readings, places[end - last[end]], places[end - 1] + 1, codes[end]);
    }
    return true;
}

/* Of a run of letters as a whole, with the tone behind it, or else of its words. */
static void syllabic(const Finder *finder, const uint16_t *marked, int32_t size, List *readings) {
    for (int32_t low = 0; low < size; low++) {
        if (!letter(marked[low])) continue;
        int32_t high = low + 1, next = high, letters = 1;
        bool noisy = false;
        for (;;) {
            while (next < size && marked[next] == NOISE) next++;
            if (next == size || !letter(marked[next])) break;
            noisy = noisy || next > high;
            high = ++next, letters++;
        }
        int32_t stop = next < size && '1' <= marked[next] && marked[next] <= '5' ? next + 1 : high;
        if (letters <= MOST_LETTERS) {
            if (spelt_out(finder, marked, low, high, readings)) {
                if (!readings->failed) readings->data[readings->count - 2] = stop;
            } else if (noisy) {
                for (int32_t word = low; word < high;) {
                    int32_t end = word;
                    while (end < high && letter(marked[end])) end++;
                    if (end > word) spelt_out(finder, marked, word, end, readings);
                    word = end + 1;
                }
            }
        }
        low = stop - 1;
    }
}

/* ---- digits and signs among letters --------------------------------------------------------------------------- */

static uint16_t as_letter(uint32_t sign) {
    switch (sign) {
    case '!': return 'i';
    case '$': return 's';
    case '@': return 'a';
    case '0': return 'o';
    case '1': return 'i';
    case '3': return 'e';
    case '4': return 'a';
    case '5': return 's';
    case '7': return 't';
    }
    return 0;
}

static bool lettered(const Text *text, int32_t at) {
    return at < text->size && text->text[at] < 0x80 && letter(text->text[at] | 0x20);
}

/* Signs that stand for letters: b!tch, a$$. Where such a run ends, or the place itself. */
static int32_t signed_run(const Text *text, int32_t at) {
    const uint32_t *typed = text->text;
    if (at == 0 || !lettered(text, at - 1)) return at;
    int32_t end = at;
    if (typed[at] == '$') {
        while (end < text->size && typed[end] == '$') end++;
        if (end == text->size || !(lettered(text, end) || digit(typed[end]))) return end;
    }
    for (end = at; end < text->size && (typed[end] == '!' || typed[end] == '$' || typed[end] == '@');) end++;
    return end < text->size && lettered(text, end) ? end : at;
}

/* `marked` with such letters in it is left in `read`. */
static void leet(const Text *text, const uint16_t *marked, uint16_t *read, List *readings) {
    memcpy(read, marked, (size_t)text->size * sizeof *read);
    for (int32_t at = 0; at < text->size; at++) {
        uint32_t sign = text->text[at];
        if (sign != '!' && sign != '$' && sign != '@') continue;
        for (int32_t end = signed_run(text, at); at < end; at++) read[at] = as_letter(text->text[at]);
    }
    uint16_t before = NOISE, next = NOISE;
    for (int32_t at = 0; at < text->size; at++) {
        uint16_t sign = read[at];
        if (digit(sign) && as_letter(sign) && letter(before)) {
            int32_t after = at + 1;
            while (after < text->size && read[after] == NOISE) after++;
            next = after < text->size ? read[after] : NOISE;
            if (letter(next)) read_as(readings, at, at + 1, as_letter(sign));
        } else if (sign != marked[at]) {
            read_as(readings, at, at + 1, sign);
        }
        if (sign != NOISE) before = sign;
    }
}

/* ---- masks ------------------------------------------------------------------------------------------------------ */

/* Whether a letter may stand for the character it begins: A栋 holds none, 他X的 does. */
static bool lone(const Text *text, const uint16_t *marked, int32_t at) {
    if (!letter(marked[at])) return false;
    uint16_t before = at > 0 ? marked[at - 1] : '\n', after = at + 1 < text->size ? marked[at + 1] : NOISE;
    bool behind = hanzi(before), ahead = hanzi(after);
    if (!(behind && !letter(after) && !digit(after)) && !(ahead && !letter(before) && !digit(before))) return false;
    uint32_t sign = text->text[at];
    /* Of the capitals only these stand for a character, and only in the middle of others. */
    return about(text->finder, sign) & SMALL || ((sign == 'X' || sign == 'M' || sign == 'N') && behind && ahead);
}

/* Runs of masking signs, each read as one, and lone letters. */
static void masks(const Text *text, const uint16_t *marked, List *readings) {
    int32_t first = -1, last = -1;
    for (int32_t at = 0; at < text->size; at++) {
        if (about(text->finder, text->text[at]) & MASKING || lone(text, marked, at)) {
            if (first < 0) first = at;
            last = at + 1;
        } else if (marked[at] != NOISE && first >= 0) {
            read_as(readings, first, last, MASK);
            first = -1;
        }
    }
    if (first >= 0) read_as(readings, first, last, MASK);
}

/* ---- stretches -------------------------------------------------------------------------------------------------- */

/* Where a stretch begins and ends that has so many signs before `low` and after `high`. */
static void reach(const uint16_t *marked, int32_t size, int32_t low, int32_t high, int32_t *begin, int32_t *finish) {
    int32_t first = low, last = high, missing;
    while (first > 0 && low - first < FARTHEST && (missing = FAR - signs_between(marked, first, low)) > 0)
        first = first > missing ? first - missing : 0;
    while (last < size && last - high < FARTHEST && (missing = FAR - signs_between(marked, high, last)) > 0)
        last = last + missing < size ? last + missing : size;
    *begin = first, *finish = last;
}

/* What is found in a stretch with some of its signs read otherwise, near those from `first` on that begin before
 * `last`. */
static void find_read(const Text *text, const uint16_t *marked, int32_t at, int32_t begin, int32_t finish,
                      const Otherwise *reading, int32_t count, int32_t first, int32_t last, bool latin, List *found) {
    size_t size = (size_t)(finish - begin);
    int32_t *start = malloc(size * sizeof *start), *end = malloc(size * sizeof *end);
    int32_t *near = malloc((size_t)count * sizeof *near + 1), nears = 0;
    uint16_t *coded = malloc(size * sizeof *coded);
    uint8_t *typed = calloc(size, 1);
    if (start && end && near && coded && typed) {
        int32_t signs = 0, next = 0;
        for (int32_t place = begin; place < finish;) {
            while (next < count && reading[next].start < place) next++;
            if (next < count && reading[next].start == place) {
                int32_t stop = reading[next].end < finish ? reading[next].end : finish;
                if (first <= place && place < last) near[nears++] = signs;
                start[signs] = place - begin, end[signs] = stop - begin, typed[signs] = 1;
                coded[signs++] = (uint16_t)reading[next++].sign;
                place = stop;
            } else {
                if (marked[place] != NOISE) {
                    start[signs] = place - begin, end[signs] = place - begin + 1;
                    coded[signs++] = marked[place];
                }
                place++;
            }
        }
        Text stretch = {text->finder, text->text + begin, finish - begin};
        View view = {coded, start, end, typed, signs};
        find_in(&stretch, &view, at + begin, near, nears, latin, found);
    } else {
        found->failed = true;
    }
    free(start), free(end), free(near), free(coded), free(typed);
}

static void find_near(const Text *text, const uint16_t *marked, int32_t at, const List *readings, bool latin,
                      List *found) {
    const Otherwise *every = (const Otherwise *)readings->data;
    int32_t count = (int32_t)(readings->count / 3);
    for (int32_t low = 0, high; low < count; low = high) {
        for (high = low + 1; high < count && every[high].start - every[high - 1].end <= FAR;) high++;
        int32_t first = every[low].start, last = every[high - 1].end, begin, finish, from = low, to = high;
        reach(marked, text->size, first, last, &begin, &finish);
        while (from > 0 && every[from - 1].start >= begin) from--;
        while (to < count && every[to].start < finish) to++;
        find_read(text, marked, at, begin, finish, every + from, to - from, first, last, latin, found);
    }
}

void find_otherwise(const Text *text, const uint16_t *marked, int32_t at, List *found) {
    List readings = {0};
    uint16_t *read = malloc((size_t)text->size * sizeof *read + 1);
    if (read) {
        syllabic(text->finder, marked, text->size, &readings);
        find_near(text, marked, at, &readings, true, found);
        readings.count = 0;
        leet(text, marked, read, &readings);
        find_near(text, marked, at, &readings, false, found);
        readings.count = 0;
        masks(text, marked, &readings);
        find_near(text, marked, at, &readings, false, found);
    }
    found->failed = found->failed || !read || readings.failed;
    free(read);
    free(readings.data);
}
