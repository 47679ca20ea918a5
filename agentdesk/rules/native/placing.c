/* Where a form stands around one of its keys, if it is spelt and bounded as it asks. */

#include "finder.h"

enum {
    STRAY_BREAK = 4,  /* from this length on a phrase is itself with one comma too many */
    STUMP = 2,        /* but not with fewer signs than this on either side of it: 后面等着,去年 */
    RETRIES = 3,      /* so many shorter matches are tried where the longest is misspelt: 「急什么」 before 「机器」 */
    LONGEST = 256,    /* a wording takes up no more signs of a text, with whatever stands between its own */
    PARTICLES = 16,   /* so many final particles may belong to it */
    SPREAD_TENTHS = 6 /* with a sign between this share of its characters a phrase was spread out on purpose */
};

static uint32_t about_at(const Text *text, int32_t at) { return about(text->finder, text->text[at]); }

static bool latin(const Text *text, int32_t at) { return about_at(text, at) & LATIN; }

static int32_t with_particles(const Text *text, int32_t last) {
    int32_t most = last + PARTICLES < text->size ? last + PARTICLES : text->size;
    while (last < most && about_at(text, last) & PARTICLE) last++;
    return last;
}

/* Whether a clause may end at that place: the text ends there, or a sign, a blank or 这种口气 stands there. */
static bool edge(const Text *text, int32_t at) {
    if (at < 0 || at >= text->size || text->text[at] == SEAM || (about_at(text, at) & 0xFFFF) == NOISE) return true;
    const Given *given = &text->finder->given;
    if (at + 1 < text->size)
        for (uint32_t k = 0; k < given->summing_count; k++)
            if (given->summing_up[2 * k] == text->text[at] && given->summing_up[2 * k + 1] == text->text[at + 1])
                return true;
    return false;
}

static bool among(const uint32_t *signs, uint32_t count, uint32_t sign) {
    uint32_t low = 0;
    while (low < count) {
        uint32_t middle = low + (count - low) / 2;
        if (signs[middle] == sign) return true;
        if (signs[middle] < sign) low = middle + 1;
        else count = middle;
    }
    return false;
}

static bool in_alphabet(const Text *text, const Form *form, uint32_t sign) {
    return among(text->finder->given.pool + form->alphabet, form->alphabets, sign);
}

/* How many of so many signs may be slips of the keyboard. */
static int32_t slips(const Form *form, int32_t size) {
    if (!(form->flags & LITERAL)) return size / 5;
    int32_t least = form->flags & OPENS && form->flags & CLOSES ? 2 : 3;
    if (size < least) return 0;
    return size / 3 > 1 ? size / 3 : 1;
}

/* Whether the signs of a match are those of the form, give or take a slip to one that reads alike. */
static bool spelt(const Text *text, const View *view, const Form *form, int32_t start, int32_t end,
                  const Span *spans, int32_t count) {
    uint32_t strange[LONGEST];
    int32_t slipped = 0, written = 0, at = start;
    for (int32_t nth = 0; nth <= count; nth++) {
        int32_t low = end, high = end;
        if (nth < count) {
            low = spans[nth].start > at ? spans[nth].start : at, high = spans[nth].end;
            if (high <= low) continue;
            if (form->flags & STRICT && spans[nth].sign != 0x2026)
                for (int32_t k = low; k < high; k++)
                    if ((view->typed && view->typed[k]) ||
                        !(about(text->finder, plainly(text->finder, text->text[view->start[k]])) & FILLER))
                        return false;
        }
        for (int32_t k = at; k < low; k++, written++) {
            if (view->typed && view->typed[k]) continue;
            uint32_t sign = plainly(text->finder, text->text[view->start[k]]);
            if (in_alphabet(text, form, sign)) continue;
            int32_t known = 0;
            while (known < slipped && strange[known] != sign) known++;
            if (known == slipped) strange[slipped++] = sign;
        }
        at = high;
    }
    return slipped == 0 || (form->flags & SLIPS && slipped <= slips(form, written));
}

/* Whether the Latin word at `at` goes on at `near`, or over a hyphen at `far`: SB-200, rush-hour. */
static bool cut(const Text *text, int32_t at, int32_t near, int32_t far) {
    if (!latin(text, at) || near < 0 || near >= text->size) return false;
    if (latin(text, near)) return true;
    uint32_t sign = text->text[near];
    return (sign == '-' || sign == '_') && far >= 0 && far < text->size && latin(text, far);
}

/* Whether a clause may end before the sign at `at`: at either end of a gap, anywhere in a break. */
static bool opens_at(const Span *span, int32_t at, bool strict) {
    if (strict && span->sign == '~') return false;
    return at == span->start || at == span->end || (span->sign != 0x2026 && span->start < at && at < span->end);
}

/* Whether nothing breaks the match: no clause ends in it but at a break, no Latin word is cut. */
static bool unbroken(const Text *text, const View *view, const Form *form, int32_t start, int32_t end,
                     const Span *spans, int32_t count) {
    int32_t first = view->start[start], last = view->end[end - 1], size = end - start;
    if (cut(text, first, first - 1, first - 2) || cut(text, last - 1, last, last + 1)) return false;
    if (last - first == size) return true;
    bool strict = form->flags & STRICT, torn = false;
    int32_t breaks = 0, spread = 0;
    for (int32_t k = start + 1; k < end; k++) {
        int32_t low = view->end[k - 1], high = view->start[k];
        if (low == high) continue;
        spread++;
        bool ends = false;
        for (int32_t at = low; at < high; at++) {
            uint32_t sign = about_at(text, at);
            if (sign & COLON) return false;
            ends = ends || sign & CLAUSE;
        }
        if (!ends) continue;
        bool opens = false;
        for (int32_t nth = 0; nth < count && !opens; nth++) opens = opens_at(&spans[nth], k, strict);
        if (opens) continue;
        breaks++;
        torn = torn || k - start < STUMP || end - k < STUMP;
    }
    if (breaks == 0) return true;
    if (strict && !(form->flags & SLIPS)) return false;
    if (10 * spread >= SPREAD_TENTHS * (size - 1) || (breaks == spread && spread > 1)) return true;
    return form->flags & SLIPS && breaks == 1 && !torn && size >= STRAY_BREAK && count == 0;
}

static bool placed(const Text *text, const View *view, const Form *form, int32_t start, int32_t end,
                   const Span *spans, int32_t count, int32_t *first, int32_t *last) {
    int32_t low = view->start[start], high = view->end[end - 1], stop = with_particles(text, high);
    if (high - low > LONGEST || (form->flags & OPENS && !edge(text, low - 1))) return false;
    if (form->flags & CLOSES && !edge(text, stop)) return false;
    /* Where nothing stands between its signs, what is written with the form's own signs is spelt right. */
    bool own = high - low == end - start && !(form->flags & STRICT && count);
    for (int32_t at = low; own && at < high; at++) own = in_alphabet(text, form, text->text[at]);
    if (!own && !spelt(text, view, form, start, end, spans, count)) return false;
    if (!unbroken(text, view, form, start, end, spans, count)) return false;
    *first = low, *last = stop;
    return true;
}

bool stands(const Text *text, const View *view, const Form *form, int32_t start, int32_t end, int32_t *first,
            int32_t *last) {
    if (form->flags & WHOLE) return placed(text, view, form, start, end, NULL, 0, first, last);
    const Finder *finder = text->finder;
    if (form->flags & OPENS && form->flags & HEADS && !edge(text, view->start[start] - 1)) return false;
    const uint16_t *programs = finder->given.programs;
    Match match;
    if (form->tail != NONE && !matches(finder, programs + form->tail, view, start, view->size, &match)) return false;
    int32_t low = start - (int32_t)form->before, high = start + (int32_t)form->longest;
    low = low > 0 ? low : 0, high = high < view->size ? high : view->size;
    for (; low <= start; low++) {
        int32_t stop = high;
        for (int32_t tries = 0; tries < RETRIES; tries++) {
            if (!matches(finder, programs + form->program, view, low, stop, &match) || match.end < end) break;
            int32_t begin = low;
            for (int32_t nth = 0; nth < match.count; nth++)
                if (match.spans[nth].start == low && match.spans[nth].end > begin) begin = match.spans[nth].end;
            if (begin >= match.end) break;
            if (placed(text, view, form, begin, match.end, match.spans, match.count, first, last)) return true;
            stop = match.end - 1;
        }
    }
    return false;
}
