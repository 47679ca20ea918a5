/* How a finder is made, asked and let go; and the way of a text through it. */

#include "finder.h"

#include <stdlib.h>
#include <string.h>

enum { NEAR = 12 /* how near to a sign that is read otherwise its keys are looked at */, LONGEST_WORD = 6, BLOCK = 256 };

void add(List *list, int32_t number) {
    if (list->count == list->room) {
        size_t room = list->room ? 2 * list->room : 64;
        int32_t *data = list->failed ? NULL : realloc(list->data, room * sizeof *data);
        if (!data) {
            list->failed = true;
            return;
        }
        list->data = data, list->room = room;
    }
    list->data[list->count++] = number;
}

bool make_sieve(Sieve *sieve, uint32_t names) {
    int width = 6;
    while (width < 32 && (UINT64_C(1) << width) < UINT64_C(16) * names) width++;
    sieve->shift = 64 - width;
    sieve->bits = calloc((size_t)1 << (width - 6), sizeof *sieve->bits);
    return sieve->bits;
}

/* ---- keys in a view -------------------------------------------------------------------------------------------- */

static bool begins(const Text *text, const View *view, uint32_t key, int32_t start) {
    const Given *given = &text->finder->given;
    uint32_t from = given->begins_from[key], to = given->begins_from[key + 1];
    if (from == to) return true;
    uint32_t sign = text->text[view->start[start]];
    while (from < to && given->pool[from] != sign) from++;
    return from < to;
}

/* Whether a short piece of Latin letters is more likely a word than syllables: made is not 妈的. */
static bool word(const Text *text, int32_t first, int32_t last) {
    if (last - first > LONGEST_WORD) return false;
    for (; first < last; first++) {
        uint32_t sign = text->text[first] | 0x20;
        if (text->text[first] >= 0x80 || sign < 'a' || sign > 'z') return false;
    }
    return true;
}

/* Whether a neutral wording runs into somebody's words, so that it is none: 回他“还不明白. */
static bool into_speech(const Text *text, int32_t first, int32_t last) {
    for (; first < last; first++)
        switch (text->text[first])
        case 0x201C: case 0x300C: case 0x300E: case 0xFF1A: return true;
    return false;
}

static void find_at(const Text *text, const View *view, int32_t at, uint32_t key, int32_t start, int32_t end,
                    bool syllabic, List *found) {
    const Given *given = &text->finder->given;
    for (uint32_t lead = given->leads_from[key]; lead < given->leads_from[key + 1]; lead++) {
        const Form *form = &given->forms[given->leads[lead]];
        FETCH(&given->programs[form->tail == NONE ? form->program : form->tail]);
    }
    for (uint32_t lead = given->leads_from[key]; lead < given->leads_from[key + 1]; lead++) {
        const Form *form = &given->forms[given->leads[lead]];
        int32_t first, last;
        /* A neutral wording is no slip and no cipher: only as typed does it take a hit back. */
        if (view->typed && form->flags & STRICT && !(form->flags & SLIPS)) continue;
        if (!stands(text, view, form, start, end, &first, &last)) continue;
        if (syllabic && word(text, first, last)) continue;
        if (takes_back(text->finder, (int32_t)form->owner) && into_speech(text, first, last)) continue;
        add(found, at + first);
        add(found, at + last);
        add(found, (int32_t)form->owner);
    }
}

void find_in(const Text *text, const View *view, int32_t at, const int32_t *near, int32_t nears, bool syllabic,
             List *found) {
    const Finder *finder = text->finder;
    int32_t due[BLOCK], next = 0;
    for (int32_t block = 0; block < view->size; block += BLOCK) {
        int32_t stop = block + BLOCK < view->size ? block + BLOCK : view->size, dues = 0;
        /* Without a branch, for nobody foresees which way it goes. */
        for (int32_t start = block; start < stop; start++) {
            uint16_t second = start + 1 < view->size ? view->coded[start + 1] : NOISE;
            uint16_t third = start + 2 < view->size ? view->coded[start + 2] : NOISE;
            due[dues] = start;
            dues += may_begin(finder, view->coded[start], second, third);
        }
        for (int32_t nth = 0; nth < dues; nth++)
            if (due[nth] + 1 < view->size)
                fetch_child(finder, root(finder, view->coded[due[nth]]), view->coded[due[nth] + 1]);
        for (int32_t nth = 0; nth < dues; nth++) {
            int32_t start = due[nth];
            if (near) {
                while (next < nears && near[next] < start - NEAR) next++;
                if (next == nears) return;
            }
            uint32_t node = root(finder, view->coded[start]);
            for (int32_t end = start + 1; node; end++) {
                uint32_t key = finder->nodes[node - 1].key;
                if (key && (near ? near[next] < end + NEAR : begins(text, view, key - 1, start)))
                    find_at(text, view, at, key - 1, start, end, syllabic, found);
                node = end < view->size ? child(finder, node, view->coded[end]) : 0;
            }
        }
    }
}

/* ---- a text ------------------------------------------------------------------------------------------------------ */

/* Whether anything in a stretch may be read otherwise than sign for sign; where the stretch ends, at a seam. */
static bool odd(const Text *text, const uint16_t *marked, int32_t *end) {
    bool met = false;
    int32_t at = *end;
    for (; at < text->size && text->text[at] != SEAM; at++)
        met = met || ('a' <= marked[at] && marked[at] <= 'z') || about(text->finder, text->text[at]) & MASKING;
    *end = at;
    return met;
}

static bool find(const Text *text, List *forms, List *sentences) {
    size_t room = (size_t)text->size + 1;
    uint16_t *marked = malloc(room * sizeof *marked), *coded = malloc(room * sizeof *coded);
    int32_t *start = malloc(room * sizeof *start), *end = malloc(room * sizeof *end);
    bool done = marked && coded && start && end;
    if (done) {
        int32_t signs = 0;
        for (int32_t at = 0; at < text->size; at++) {
            marked[at] = (uint16_t)about(text->finder, text->text[at]);
            if (marked[at] == NOISE) continue;
            coded[signs] = marked[at], start[signs] = at, end[signs++] = at + 1;
        }
        View view = {coded, start, end, NULL, signs};
        find_in(text, &view, 0, NULL, 0, false, forms);
        for (int32_t low = 0, high = 0; low < text->size; low = ++high) {
            if (!odd(text, marked, &high)) continue;
            Text part = {text->finder, text->text + low, high - low};
            find_otherwise(&part, marked + low, low, forms);
        }
        find_sentences(text, marked, forms, sentences);
    }
    free(marked), free(coded), free(start), free(end);
    return done && !forms->failed && !sentences->failed;
}

/* ---- for Python ------------------------------------------------------------------------------------------------- */

SHOWN void finder_free(Finder *finder) {
    if (!finder) return;
    free(finder->roots), free(finder->nodes), free(finder->edges.bits), free(finder->starts.bits);
    free(finder->turns), free(finder->weights), free(finder->raising.bits), free(finder->named.bits),
        free(finder->filler);
    free(finder);
}

/* How large what is given is: it must be as large as it is taken for. */
SHOWN uint32_t given_size(void) { return sizeof(Given); }

/* NULL where there is no memory for it. */
SHOWN Finder *finder_new(const Given *given) {
    Finder *finder = calloc(1, sizeof *finder);
    if (!finder) return NULL;
    finder->given = *given;
    finder->filler = calloc(1 << 13, 1);
    if (!finder->filler || !make_keys(finder) || !make_turns(finder)) {
        finder_free(finder);
        return NULL;
    }
    for (uint32_t k = 0; k < given->filler_count; k++)
        finder->filler[given->fillers[k] >> 3] |= (uint8_t)(1 << (given->fillers[k] & 7));
    return finder;
}

/* What is found in a text of `size` code points: numbers in threes, start, end and owner of each form, then in twos,
 * start and end of each sentence; `counts` says how many of either. They are the caller's, to be let go with
 * `found_free`. NULL where there is no memory for it. */
SHOWN int32_t *finder_find(const Finder *finder, const uint32_t *signs, int32_t size, int32_t counts[2]) {
    Text text = {finder, signs, size};
    List forms = {0}, sentences = {0};
    bool done = find(&text, &forms, &sentences);
    counts[0] = (int32_t)(forms.count / 3), counts[1] = (int32_t)(sentences.count / 2);
    for (size_t k = 0; k < sentences.count; k++) add(&forms, sentences.data[k]);
    if (!forms.data) add(&forms, 0);
    free(sentences.data);
    if (done && !forms.failed) return forms.data;
    free(forms.data);
    return NULL;
}

SHOWN void found_free(int32_t *found) { free(found); }
